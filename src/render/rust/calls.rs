//! Methods, as clients call them and workers serve them.

use super::docs::{self, code};
use super::errors;
use super::layout;
use super::literals::string;
use super::messages::METHODS;
use super::names::{self, MethodNames, ServiceNames};
use super::options;
use super::shadows::Shadows;
use super::taking::{self, Listening, TakenView};
use super::templates::{self, Site};
use super::view::Scope;
use crate::model::{Doc, Kind, Message, Method, Service};

/// A method as the stubs show it.
pub struct MethodView {
    pub names: MethodNames,
    pub deprecated: bool,
    /// What `Call::new` gets.
    pub argument: &'static str,
    pub execute_doc: String,
    pub execute: String,
    pub start_doc: String,
    pub start: String,
    pub handle_doc: String,
    pub handle: String,
    pub child_doc: String,
    pub child: String,
    pub start_child: String,
    /// Whether it can be a child.
    pub is_child: bool,
    pub again_doc: String,
    pub again: String,
    pub scheduled_doc: String,
    pub scheduled: String,
    /// What the trait of workers has.
    pub item_doc: String,
    pub item: String,
    pub register: String,
    pub marker_doc: String,
    pub request: String,
    pub reply: String,
    /// `const …;` lines of `impl Rpc`.
    pub rpc: Vec<String>,
    /// `const …;` lines of `impl Method`.
    pub constants: Vec<String>,
    /// Functions of `impl Method`, each with its body.
    pub functions: Vec<String>,
    /// What `impl HandlerMethod` has.
    pub handler: Option<Vec<String>>,
    pub workflow: Option<WorkflowView>,
    pub taken: Option<TakenView>,
    pub external: String,
    pub external_doc: String,
}

/// What an implementation of a workflow is.
pub struct WorkflowView {
    pub doc: String,
    /// `Default + 'static`
    pub bounds: String,
    pub run: String,
    pub context_doc: String,
}

/// What the methods of a service are written in view of.
pub struct Inner<'a> {
    pub scope: &'a Scope<'a>,
    /// Inside the module of the methods.
    pub shadows: Shadows,
    pub service: &'a Service,
    pub names: &'a ServiceNames,
    pub queues: &'a [&'a str],
}

impl Inner<'_> {
    /// Where the service's workers poll unless a method says otherwise.
    fn own_queue(&self) -> &str {
        match self.queues {
            [queue] => queue,
            _ => &self.service.task_queue,
        }
    }

    /// What makes a worker.
    pub fn worker_body(&self) -> String {
        let module = &self.names.module;
        let (kind, queues) = if self.queues.len() > 1 {
            ("ServiceWorkers", "TASK_QUEUES")
        } else {
            ("ServiceWorker", "TASK_QUEUE")
        };
        let arguments = ["service".to_owned(), format!("{module}::{queues}"), format!("{module}::register")];
        layout::list(4, &format!("rt::{kind}::new("), &arguments, ")")
    }

    /// `pub const …;` lines of the module.
    pub fn task_queues(&self) -> Vec<String> {
        let own = layout::assignment(4, "pub const TASK_QUEUE: &str", &string(self.own_queue()));
        let mut constants = vec![format!("/// Where workers poll.\n    {own}")];
        if self.queues.len() > 1 {
            let queues: Vec<String> = self.queues.iter().map(|queue| self.queue(queue)).collect();
            let all = layout::list(4, "pub const TASK_QUEUES: &[&str] = &[", &queues, "];");
            constants = vec![
                format!("/// Where workers poll, unless a method says otherwise.\n    {own}"),
                format!("/// Every queue that some method is on.\n    {all}"),
            ];
        }
        constants
    }

    fn queue(&self, queue: &str) -> String {
        if queue == self.own_queue() { "TASK_QUEUE".to_owned() } else { string(queue) }
    }

    /// A method as the stubs show it.
    pub fn method(&self, method: &Method) -> MethodView {
        let names = names::method(method);
        let what = self.what(method);
        let marker = format!("{}::{}", self.names.module, names.marker);
        let request = self.request(method);
        let call = |name: &str, result: String| {
            let parameters: Vec<String> = ["&self".to_owned()].into_iter().chain(request.clone()).collect();
            layout::signature(4, &format!("pub fn {name}"), &parameters, &format!(" -> {result}"), " {")
        };
        let handle = [
            "&self".to_owned(),
            format!("workflow: impl {}<rt::WorkflowRun>", self.scope.shadows.path("Into")),
        ];
        let handle_result = format!(" -> rt::Handle<{marker}>");
        let none = Doc::default();
        MethodView {
            deprecated: method.deprecated,
            argument: if request.is_some() { "request" } else { "()" },
            execute_doc: docs::outer(4, &method.doc, &[&format!("Calls {what}.")]),
            execute: call(&names.call, format!("rt::Call<{marker}>")),
            start_doc: docs::outer(4, &none, &[&format!("Starts {what}, without waiting for the reply.")]),
            start: call(&names.start, format!("rt::Start<{marker}>")),
            handle_doc: docs::outer(
                4,
                &none,
                &[&format!("The handle to a call of {what}, by its workflow id.")],
            ),
            handle: layout::signature(4, &format!("pub fn {}", names.handle), &handle, &handle_result, " {"),
            child_doc: docs::outer(4, &method.doc, &[&format!("Calls {what} as a child workflow.")]),
            child: call(&names.call, format!("rt::ChildCall<{marker}, W>")),
            start_child: call(&names.start, format!("rt::StartChild<{marker}, W>")),
            // The SDK takes no memo for a child.
            is_child: method.workflow().memo.is_empty(),
            again_doc: docs::outer(
                4,
                &none,
                &[&format!("Ends the workflow, which goes on with a new run as {what}.")],
            ),
            again: call(&names.again, format!("rt::ContinueAsNew<{marker}, W>")),
            scheduled_doc: docs::outer(4, &none, &[&format!("Calls {what}.")]),
            scheduled: layout::signature(
                4,
                &format!("pub fn {}", names.call),
                request.as_slice(),
                &format!(" -> rt::ScheduledCall<{marker}>"),
                " {",
            ),
            item_doc: docs::outer(4, &method.doc, &[&self.item_sentence(method, &what)]),
            item: self.item(method, &names),
            register: self.register(method, &names),
            marker_doc: docs::outer(4, &none, &[&format!("The method {what}.")]),
            request: layout::assignment(8, "type Request", &self.type_of(&method.input)),
            reply: layout::assignment(8, "type Reply", &self.type_of(&method.output)),
            rpc: self.rpc(method),
            constants: self.constants(method),
            functions: self.functions(method),
            handler: method.handler().map(|activity| options::handler(activity, self.site())),
            workflow: self.workflow(method, &names, &what),
            taken: self.taken(method, &names, &request),
            external: layout::signature(
                4,
                &format!("pub fn {}", names.handle),
                &handle,
                &format!(" -> rt::ExternalHandle<{marker}>"),
                " {",
            ),
            external_doc: docs::outer(
                4,
                &none,
                &[&format!("A workflow of {what} that is no child, by its workflow id.")],
            ),
            names,
        }
    }

    fn taken(&self, method: &Method, names: &MethodNames, request: &Option<String>) -> Option<TakenView> {
        let listening = Listening {
            package: self.scope.package,
            messages: self.scope.messages,
            outer: &self.scope.shadows,
            inner: &self.shadows,
            service: self.names,
            method: names,
            request,
            input: &method.input,
        };
        listening.view(method.workflow())
    }

    /// The method on the wire.
    fn what(&self, method: &Method) -> String {
        let name = &method.workflow().name;
        if *name == method.full_name {
            return code(name);
        }
        format!("{} (workflow type {})", code(&method.full_name), code(name))
    }

    /// The parameter, where there is one.
    fn request(&self, method: &Method) -> Option<String> {
        let message = self.scope.messages.message(self.scope.package, &method.input);
        (!method.input.is_empty()).then(|| format!("request: {message}"))
    }

    /// Inside the module of the methods.
    fn type_of(&self, message: &Message) -> String {
        self.scope.messages.inner_message(self.scope.package, message)
    }

    fn item_sentence(&self, method: &Method, what: &str) -> String {
        match method.kind {
            Kind::Workflow(_) => format!("The workflow that answers {what}."),
            Kind::Handler { .. } => format!("Answers {what}."),
        }
    }

    fn item(&self, method: &Method, names: &MethodNames) -> String {
        if matches!(method.kind, Kind::Workflow(_)) {
            return format!("type {}: {}::{};", names.marker, self.names.module, names.workflow);
        }
        let reply = self.scope.messages.message(self.scope.package, &method.output);
        let shadows = &self.scope.shadows;
        let send = format!(" + {}", shadows.path("Send"));
        let future = layout::future(4, shadows.path("Future"), "rt::Result", &reply, &format!("{send};"));
        let parameters: Vec<String> = ["&self".to_owned(), "ctx: rt::ActivityContext".to_owned()]
            .into_iter()
            .chain(self.request(method))
            .collect();
        layout::signature(4, &format!("fn {}", names.call), &parameters, &format!("{future}{send}"), ";")
    }

    fn register(&self, method: &Method, names: &MethodNames) -> String {
        let MethodNames { marker, call, workflow, .. } = names;
        let (added, by) = match method.kind {
            Kind::Handler { .. } => (format!(".handler::<{marker}, _>"), format!("T::{call}")),
            Kind::Workflow(ref kind) if taking::takes(kind) => {
                (format!(".listening::<{marker}, T::{marker}, _>"), format!("{workflow}::run, listeners"))
            }
            Kind::Workflow(_) => {
                (format!(".workflow::<{marker}, T::{marker}, _>"), format!("{workflow}::run"))
            }
        };
        layout::tried_call(8, "worker", &added, &by)
    }

    fn rpc(&self, method: &Method) -> Vec<String> {
        let mut constants = vec![
            constant("NAME", &string(&method.workflow().name)),
            constant("REQUEST", &string(&method.input.full_name)),
            constant("REPLY", &string(&method.output.full_name)),
        ];
        constants.extend(errors::constant(8, &method.errors, |message| self.type_of(message)));
        constants
    }

    fn constants(&self, method: &Method) -> Vec<String> {
        let workflow = method.workflow();
        let mut constants = Vec::new();
        if !workflow.aliases.is_empty() {
            let aliases: Vec<String> = workflow.aliases.iter().map(|alias| string(alias)).collect();
            constants.push(layout::list(8, "const ALIASES: &'static [&'static str] = &[", &aliases, "];"));
        }
        constants.push(constant("TASK_QUEUE", &self.queue(&workflow.task_queue)));
        constants.extend(taking::constants(workflow));
        constants
    }

    fn site(&self) -> Site<'_> {
        Site {
            messages: self.scope.messages,
            shadows: &self.shadows,
            package: self.scope.package,
            nested: METHODS,
            subject: "request",
            workflow_type: "<Self as rt::Rpc>::NAME",
            indent: 12,
        }
    }

    fn functions(&self, method: &Method) -> Vec<String> {
        let workflow = method.workflow();
        let id = (!templates::is_default_id(&workflow.id))
            .then(|| templates::id_function("workflow_id", &workflow.id, self.site()));
        let defaults = options::defaults(workflow, &self.shadows)
            .map(|body| layout::function(8, "fn defaults() -> rt::Defaults {", &body));
        let rendered = options::rendered(workflow, self.site());
        let policy = taking::conflict_policy(method);
        id.into_iter().chain(defaults).chain(rendered).chain(policy).collect()
    }

    fn workflow(&self, method: &Method, names: &MethodNames, what: &str) -> Option<WorkflowView> {
        if method.handler().is_some() {
            return None;
        }
        let reply = self.type_of(&method.output);
        let mut parameters = vec![format!("ctx: &mut {}<Self>", names.context)];
        if !method.input.is_empty() {
            parameters.push(format!("request: {}", self.type_of(&method.input)));
        }
        let result = layout::future(8, self.shadows.path("Future"), "rt::WorkflowResult", &reply, ";");
        let sentence = format!("The workflow that answers {what}. Its value is the workflow's state.");
        let none = Doc::default();
        Some(WorkflowView {
            doc: docs::outer(4, &none, &[&sentence]),
            bounds: format!("{} + 'static", self.shadows.path("Default")),
            run: layout::signature(8, "fn run", &parameters, &result, ";"),
            context_doc: docs::outer(
                4,
                &none,
                &[&format!("What an implementation of [`{}`] runs in.", names.workflow)],
            ),
        })
    }
}

/// A constant text in an `impl` of a module.
pub fn constant(name: &str, value: &str) -> String {
    layout::assignment(8, &format!("const {name}: &'static str"), value)
}
