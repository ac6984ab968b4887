//! A method as the finished strings of its templates.

use super::imports::{Type, Types};
use super::layout::{bracketed, exploded};
use super::literals::{Documentation, deprecation, documentation};
use super::messages::{self, Messages};
use super::rendered::{Rendered, Scope};
use super::settings::{self, Named};
use super::{ids, names};
use crate::model;

pub struct Method {
    pub name: String,
    pub full_name: String,
    /// For what is indented by four.
    pub class_doc: Documentation,
    /// For what is indented by eight.
    pub doc: Documentation,
    pub deprecated: Option<String>,
    /// `_GREETER_SAY_HELLO = stubborn.Method(…)`.
    pub definition: String,
    /// Those of its requests: ids and the like.
    pub functions: Vec<String>,
    /// Where the worker's author writes it.
    pub workflow: Option<Workflow>,
    /// Where the worker's author writes a function.
    pub handler: Option<Handler>,
    pub client: Calls,
    pub child: Calls,
    pub handle_signature: String,
    pub handle: String,
    pub external_signature: String,
    pub external: String,
    /// What a schedule does to start it.
    pub schedule_signature: String,
    pub schedule: String,
    /// How a workflow of a class goes on as a new one; nothing for a handler's.
    pub continuation: Option<(String, String)>,
    /// What it can be sent while it runs.
    pub messages: Option<Messages>,
}

/// The base of a method's workflows.
pub struct Workflow {
    pub class: String,
    pub class_line: String,
    pub run_signature: String,
}

/// A function in an implementation.
pub struct Handler {
    pub signature: String,
}

/// The two ways to call a method.
pub struct Calls {
    pub execute_signature: String,
    pub execute: String,
    pub start_signature: String,
    pub start: String,
}

/// Where calls are made from.
struct Realm {
    /// Of a call that waits for its reply.
    options: &'static str,
    start_options: &'static str,
    handle: &'static str,
    execute: &'static str,
    start: &'static str,
    /// What the calling functions take first.
    caller: Option<&'static str>,
}

const CLIENT: Realm = Realm {
    options: "CallOptions",
    start_options: "StartOptions",
    handle: "Handle",
    execute: "execute",
    start: "start",
    caller: Some("self._client"),
};

const CHILD: Realm = Realm {
    options: "ChildOptions",
    start_options: "ChildOptions",
    handle: "ChildHandle",
    execute: "execute_child",
    start: "start_child",
    caller: None,
};

/// An rpc with its names, and what it takes and returns.
pub struct Shape {
    pub name: String,
    pub stem: String,
    pub constant: String,
    pub request: Option<Type>,
    pub reply: Option<Type>,
    /// The start of the names of its handles' classes, where it takes messages.
    pub talks: Option<String>,
}

pub fn method(
    file: &model::Source,
    service: &model::Service,
    method: &model::Method,
    types: &mut Types,
) -> Method {
    let constant = format!("_{}", names::method_constant(service, method));
    let shape = Shape {
        talks: messages::takes_any(method).then(|| names::method_class(service, method)),
        ..Shape::of(names::method(method), constant, method, types)
    };
    let (functions, definition) = define(file, service, method, &shape, types);
    let messages = shape.talks.as_ref().map(|prefix| messages::messages(file, method, &shape, prefix, types));
    Method {
        definition,
        functions,
        workflow: method.handler().is_none().then(|| shape.workflow(names::workflow_class(service, method))),
        handler: method.handler().map(|_| shape.handler()),
        client: shape.calls(&CLIENT),
        child: shape.calls(&CHILD),
        handle_signature: shape.handle_signature(&shape.handle_type(CLIENT.handle)),
        handle: shape.typed(CLIENT.handle, "stubborn.get_handle(", &shape.handle_arguments(&CLIENT)),
        external_signature: shape.handle_signature(&shape.external_type()),
        external: shape.external(),
        schedule_signature: shape.function_signature(
            &shape.name,
            "ScheduleOptions",
            "ScheduleActionStartWorkflow",
        ),
        schedule: shape.call("return", "schedule_action", None),
        continuation: method.handler().is_none().then(|| shape.continuation()),
        messages,
        deprecated: method.deprecated.then(|| deprecation(&method.full_name)),
        full_name: method.full_name.clone(),
        class_doc: documentation(&method.doc, 4),
        doc: documentation(&method.doc, 8),
        name: shape.name,
    }
}

/// The functions of a method's requests, and `stubborn.Method`, which names them.
fn define(
    file: &model::Source,
    service: &model::Service,
    method: &model::Method,
    shape: &Shape,
    types: &mut Types,
) -> (Vec<String>, String) {
    let workflow_type = format!("{}_WORKFLOW_TYPE", names::method_constant(service, method));
    let scope = Scope {
        stem: format!("_{}_{}", names::service_stem(service), shape.stem),
        request: annotation(&shape.request),
        workflow_type: &workflow_type,
    };
    let id_name = format!("{}_id", scope.stem);
    let id_function =
        ids::function(&id_name, &method.workflow().id, scope.request, scope.workflow_type, types);
    let rendered = Rendered::workflow(method.workflow(), &scope, types);
    let named = Named {
        rendered: rendered.settings,
        workflow_type: workflow_type.clone(),
        task_queue: names::queue_constant(service, method),
        id_function: id_function.as_ref().map(|_| id_name),
        request: shape.request.as_ref(),
        reply: shape.reply.as_ref(),
        errors: method.errors.iter().map(|error| error_class(error, types)).collect(),
        messages: messages::constants(file, method),
    };
    let settings = settings::method(method, &named, 4);
    let definition = exploded(&format!("{} = stubborn.Method(", shape.constant), &settings, ")", 0);
    (id_function.into_iter().chain(rendered.functions).collect(), definition)
}

impl Shape {
    /// Of an rpc whose function and constant are called as is given.
    pub fn of<K>(name: String, constant: String, method: &model::Method<K>, types: &mut Types) -> Self {
        Self {
            name,
            stem: names::method_stem(method),
            constant,
            request: (!method.input.is_empty()).then(|| types.message(&method.input)),
            reply: (!method.output.is_empty()).then(|| types.message(&method.output)),
            talks: None,
        }
    }

    fn calls(&self, realm: &Realm) -> Calls {
        let Realm { options, start_options, handle, execute, start, caller } = realm;
        let reply = annotation(&self.reply);
        Calls {
            execute_signature: self.call_signature(&self.name, options, reply),
            execute: self.call(self.keyword(), execute, *caller),
            start_signature: self.call_signature(
                &format!("start_{}", self.stem),
                start_options,
                &self.handle_type(handle),
            ),
            start: self.typed(handle, &format!("await stubborn.{start}("), &self.arguments(*caller)),
        }
    }

    /// What stands before a call whose reply is passed on.
    pub fn keyword(&self) -> &'static str {
        if self.reply.is_some() { "return await" } else { "await" }
    }

    pub fn call_signature(&self, name: &str, options: &str, result: &str) -> String {
        self.signature(&format!("async def {name}("), options, result)
    }

    pub fn function_signature(&self, name: &str, options: &str, result: &str) -> String {
        self.signature(&format!("def {name}("), options, result)
    }

    fn signature(&self, head: &str, options: &str, result: &str) -> String {
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(self.parameter("request"));
        parameters.push(format!("**options: Unpack[stubborn.{options}]"));
        bracketed(head, &parameters, &format!(") -> {result}:"), 4)
    }

    /// What a function takes of a message, if there is one.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.request.as_ref().map(|request| format!("{name}: {}", request.annotation))
    }

    pub fn call(&self, keyword: &str, function: &str, caller: Option<&str>) -> String {
        let head = format!("{keyword} stubborn.{function}(");
        bracketed(head.trim_start(), &self.arguments(caller), ")", 8)
    }

    fn arguments(&self, caller: Option<&str>) -> Vec<String> {
        let request = if self.request.is_some() { "request" } else { "None" };
        let arguments = caller.into_iter().chain([self.constant.as_str(), request, "options"]);
        arguments.map(str::to_owned).collect()
    }

    /// The type of a handle, which `base` is without messages.
    fn handle_type(&self, base: &str) -> String {
        match &self.talks {
            Some(prefix) => format!("{prefix}{base}"),
            None => format!("stubborn.{base}[{}]", annotation(&self.reply)),
        }
    }

    fn external_type(&self) -> String {
        match &self.talks {
            Some(prefix) => format!("{prefix}ExternalHandle"),
            None => "stubborn.ExternalHandle".to_owned(),
        }
    }

    /// A call that makes a handle, returned as the method's own.
    fn typed(&self, base: &str, head: &str, arguments: &[String]) -> String {
        match &self.talks {
            None => bracketed(&format!("return {head}"), arguments, ")", 8),
            Some(prefix) => {
                let made = bracketed(&format!("handle = {head}"), arguments, ")", 8);
                // Handles from outside of workflows are the only ones that know a client.
                let client = (base == "Handle").then_some("handle.client");
                let parts: Vec<String> = client
                    .into_iter()
                    .chain(["handle.untyped", "handle.method"])
                    .map(str::to_owned)
                    .collect();
                let typed = bracketed(&format!("return {prefix}{base}("), &parts, ")", 8);
                format!("{made}\n        {typed}")
            }
        }
    }

    fn handle_signature(&self, result: &str) -> String {
        let parameters = ["self", "workflow_id: str", "*", "run_id: str | None = None"].map(str::to_owned);
        bracketed(&format!("def get_{}_handle(", self.stem), &parameters, &format!(") -> {result}:"), 4)
    }

    fn handle_arguments(&self, realm: &Realm) -> Vec<String> {
        let arguments = realm.caller.into_iter().chain([self.constant.as_str(), "workflow_id", "run_id"]);
        arguments.map(str::to_owned).collect()
    }

    fn continuation(&self) -> (String, String) {
        let name = format!("continue_{}", self.stem);
        let signature = self.function_signature(&name, "ContinueOptions", "NoReturn");
        (signature, self.call("", "continue_as_new", None))
    }

    fn external(&self) -> String {
        self.typed("ExternalHandle", "stubborn.get_external_handle(", &self.handle_arguments(&CHILD))
    }

    fn workflow(&self, class: String) -> Workflow {
        let bases = ["stubborn.Workflow".to_owned(), format!("method={}", self.constant)];
        let result = format!(") -> {}:", annotation(&self.reply));
        Workflow {
            class_line: bracketed(&format!("class {class}("), &bases, "):", 0),
            run_signature: bracketed("async def run(", &self.implemented(), &result, 4),
            class,
        }
    }

    fn handler(&self) -> Handler {
        Handler { signature: self.function() }
    }

    /// The signature of a function, `async` or not, in an implementation.
    pub fn function(&self) -> String {
        let reply = annotation(&self.reply);
        let result = format!(") -> Awaitable[{reply}] | {reply}:");
        bracketed(&format!("def {}(", self.name), &self.implemented(), &result, 4)
    }

    /// What an implementation takes.
    pub fn implemented(&self) -> Vec<String> {
        let request = self.parameter("request");
        let request = request.into_iter().flat_map(|request| [request, "/".to_owned()]);
        ["self".to_owned()].into_iter().chain(request).collect()
    }
}

pub fn annotation(message: &Option<Type>) -> &str {
    message.as_ref().map_or("None", |message| &message.annotation)
}

pub fn error_class(error: &model::DeclaredError, types: &Types) -> String {
    let module = names::stubs_module(&error.message.source.path);
    types.member(&module, &names::error_class(&error.message))
}
