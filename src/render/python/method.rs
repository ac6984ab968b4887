//! A method as the finished strings of its templates.

use super::imports::{Type, Types};
use super::layout::{bracketed, exploded};
use super::literals::{Documentation, deprecation, documentation};
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
    pub id_function: Option<String>,
    /// Where the worker's author writes it.
    pub workflow: Option<Workflow>,
    /// Where the worker's author writes a function.
    pub handler: Option<Handler>,
    pub client: Calls,
    pub child: Calls,
    pub handle_signature: String,
    pub handle: String,
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

/// A method with its names, and what it takes and returns.
struct Shape {
    name: String,
    stem: String,
    constant: String,
    request: Option<Type>,
    reply: Option<Type>,
}

pub fn method(service: &model::Service, method: &model::Method, types: &mut Types) -> Method {
    let constant = names::method_constant(service, method);
    let shape = Shape {
        name: names::method(method),
        stem: names::method_stem(method),
        constant: format!("_{constant}"),
        request: (!method.input.is_empty()).then(|| types.message(&method.input)),
        reply: (!method.output.is_empty()).then(|| types.message(&method.output)),
    };
    let workflow_type = format!("{constant}_WORKFLOW_TYPE");
    let id_name = format!("_{}_{}_id", names::service_stem(service), shape.stem);
    let id_function =
        ids::function(&id_name, &method.workflow().id, annotation(&shape.request), &workflow_type, types);
    let named = Named {
        workflow_type,
        task_queue: names::queue_constant(service, method),
        id_function: id_function.as_ref().map(|_| id_name),
        request: shape.request.as_ref(),
        reply: shape.reply.as_ref(),
        errors: method.errors.iter().map(|error| error_class(error, types)).collect(),
    };
    let settings = settings::method(method, &named, 4);
    Method {
        definition: exploded(&format!("_{constant} = stubborn.Method("), &settings, ")", 0),
        id_function,
        workflow: method.handler().is_none().then(|| shape.workflow(names::workflow_class(service, method))),
        handler: method.handler().map(|_| shape.handler()),
        client: shape.calls(&CLIENT),
        child: shape.calls(&CHILD),
        handle_signature: shape.handle_signature(),
        handle: shape.handle(),
        deprecated: method.deprecated.then(|| deprecation(&method.full_name)),
        full_name: method.full_name.clone(),
        class_doc: documentation(&method.doc, 4),
        doc: documentation(&method.doc, 8),
        name: shape.name,
    }
}

impl Shape {
    fn calls(&self, realm: &Realm) -> Calls {
        let Realm { options, start_options, handle, execute, start, .. } = realm;
        let reply = annotation(&self.reply);
        let keyword = if self.reply.is_some() { "return await" } else { "await" };
        Calls {
            execute_signature: self.call_signature(&self.name, options, reply),
            execute: self.call(keyword, execute, realm),
            start_signature: self.call_signature(
                &format!("start_{}", self.stem),
                start_options,
                &format!("stubborn.{handle}[{reply}]"),
            ),
            start: self.call("return await", start, realm),
        }
    }

    fn call_signature(&self, name: &str, options: &str, result: &str) -> String {
        let request = self.request.as_ref().map(|request| format!("request: {}", request.annotation));
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(request);
        parameters.push(format!("**options: Unpack[stubborn.{options}]"));
        bracketed(&format!("async def {name}("), &parameters, &format!(") -> {result}:"), 4)
    }

    fn call(&self, keyword: &str, function: &str, realm: &Realm) -> String {
        let request = if self.request.is_some() { "request" } else { "None" };
        let arguments = realm.caller.into_iter().chain([self.constant.as_str(), request, "options"]);
        let arguments: Vec<String> = arguments.map(str::to_owned).collect();
        bracketed(&format!("{keyword} stubborn.{function}("), &arguments, ")", 8)
    }

    fn handle_signature(&self) -> String {
        let parameters = ["self", "workflow_id: str", "*", "run_id: str | None = None"].map(str::to_owned);
        let result = format!(") -> stubborn.Handle[{}]:", annotation(&self.reply));
        bracketed(&format!("def get_{}_handle(", self.stem), &parameters, &result, 4)
    }

    fn handle(&self) -> String {
        let arguments = ["self._client", &self.constant, "workflow_id", "run_id"].map(str::to_owned);
        bracketed("return stubborn.get_handle(", &arguments, ")", 8)
    }

    fn workflow(&self, class: String) -> Workflow {
        let bases = ["stubborn.Workflow".to_owned(), format!("method={}", self.constant)];
        let request = self.request.as_ref().map(|request| format!("request: {}", request.annotation));
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(request.into_iter().flat_map(|request| [request, "/".to_owned()]));
        let result = format!(") -> {}:", annotation(&self.reply));
        Workflow {
            class_line: bracketed(&format!("class {class}("), &bases, "):", 0),
            run_signature: bracketed("async def run(", &parameters, &result, 4),
            class,
        }
    }

    fn handler(&self) -> Handler {
        let request = self.request.as_ref().map(|request| format!("request: {}", request.annotation));
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(request.into_iter().flat_map(|request| [request, "/".to_owned()]));
        let reply = annotation(&self.reply);
        let result = format!(") -> Awaitable[{reply}] | {reply}:");
        Handler { signature: bracketed(&format!("def {}(", self.name), &parameters, &result, 4) }
    }
}

fn annotation(message: &Option<Type>) -> &str {
    message.as_ref().map_or("None", |message| &message.annotation)
}

fn error_class(error: &model::DeclaredError, types: &Types) -> String {
    let module = names::stubs_module(&error.message.source.path);
    types.member(&module, &names::error_class(&error.message))
}
