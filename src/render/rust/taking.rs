//! What workflows are told and asked while they run.

use super::docs::{self, code};
use super::errors;
use super::layout;
use super::literals::string;
use super::messages::{METHODS, Messages};
use super::names::{self, MessageNames, MethodNames, ServiceNames};
use super::shadows::Shadows;
use super::templates::{self, Site};
use crate::model::{
    Doc, IdConflictPolicy, Message, Method, Query, Signal, Taken, Update, UpdateStage, Workflow,
};

/// The indentation of an `impl` in the module of a workflow's messages.
pub const INDENT: usize = 8;

/// What the stubs of a workflow that takes messages have besides.
pub struct TakenView {
    /// `register_messages`
    pub module: String,
    pub module_doc: String,
    pub markers: Vec<MarkerView>,
    /// Of its handles.
    pub handle: Vec<Function>,
    /// Of what other workflows have of it.
    pub child: Vec<Function>,
    pub external: Vec<Function>,
    /// Of clients: calls that are started by a message.
    pub starts: Vec<Function>,
    /// Of the trait of its implementations.
    pub items: Vec<Item>,
    /// `let listeners = …;`
    pub listeners: String,
}

/// A message as a type.
pub struct MarkerView {
    pub doc: String,
    pub name: String,
    pub request: String,
    pub reply: String,
    pub constants: Vec<String>,
    /// `Signal`, `Query` or `Update`.
    pub kind: &'static str,
    /// What `impl rt::Update` has.
    pub update: Vec<String>,
}

/// A function with a body of one line.
pub struct Function {
    pub doc: String,
    pub deprecated: bool,
    pub signature: String,
    pub body: String,
}

/// A function of a trait.
pub struct Item {
    pub doc: String,
    pub signature: String,
}

/// What the messages of a workflow are written in view of.
pub struct Listening<'a> {
    pub package: &'a str,
    pub messages: &'a Messages,
    /// In the module of the package's stubs.
    pub outer: &'a Shadows,
    /// In the module of the service's methods.
    pub inner: &'a Shadows,
    pub service: &'a ServiceNames,
    pub method: &'a MethodNames,
    pub request: &'a Option<String>,
    /// The method's own request.
    pub input: &'a Message,
}

/// A message of one kind or another.
#[derive(Clone, Copy)]
pub struct Any<'a> {
    pub name: &'a str,
    pub full_name: &'a str,
    pub doc: &'a Doc,
    pub deprecated: bool,
    pub input: &'a Message,
    pub output: &'a Message,
}

impl<'a> Any<'a> {
    /// One of them.
    pub fn of<K>(taken: &'a Taken<K>) -> Self {
        let Method { name, full_name, doc, deprecated, input, output, .. } = &*taken.method;
        Self { name, full_name, doc, deprecated: *deprecated, input, output }
    }

    /// What the stubs call it.
    pub fn names(&self) -> MessageNames {
        names::message(self.name)
    }
}

/// Whether a workflow takes anything.
pub fn takes(workflow: &Workflow) -> bool {
    !(workflow.signals.is_empty() && workflow.queries.is_empty() && workflow.updates.is_empty())
}

/// `const …;` lines of `impl Method`.
pub fn constants(workflow: &Workflow) -> Vec<String> {
    let list = |name: &str, names: Vec<String>| {
        let head = format!("const {name}: &'static [&'static str] = &[");
        (!names.is_empty()).then(|| layout::list(INDENT, &head, &names, "];"))
    };
    let signals = workflow.signals.iter().map(|taken| string(&taken.method.kind.name)).collect();
    let queries = workflow.queries.iter().map(|taken| string(&taken.method.kind.name)).collect();
    let updates = workflow.updates.iter().map(|taken| string(&taken.method.kind.name)).collect();
    [list("SIGNALS", signals), list("QUERIES", queries), list("UPDATES", updates)]
        .into_iter()
        .flatten()
        .collect()
}

/// `Method::with_start_conflict_policy`, where the schema says it.
pub fn conflict_policy(method: &Method) -> Option<String> {
    let workflow = method.workflow();
    let starts =
        workflow.signals.iter().any(|taken| taken.start) || workflow.updates.iter().any(|taken| taken.start);
    let policy = match method.with_start_conflict_policy() {
        IdConflictPolicy::UseExisting => return None,
        IdConflictPolicy::Fail => "Fail",
        IdConflictPolicy::TerminateExisting => "TerminateExisting",
    };
    let head = "fn with_start_conflict_policy() -> rt::WorkflowIdConflictPolicy {";
    starts.then(|| format!("{head}\n            rt::WorkflowIdConflictPolicy::{policy}\n        }}"))
}

impl Listening<'_> {
    /// What the stubs have besides, where the workflow takes anything.
    pub fn view(&self, workflow: &Workflow) -> Option<TakenView> {
        takes(workflow).then(|| TakenView {
            module: self.method.messages.clone(),
            module_doc: docs::outer(
                4,
                &Doc::default(),
                &[&format!("What the workflows of [`{}`] are told and asked.", self.method.marker)],
            ),
            markers: self.markers(workflow),
            handle: self.handle(workflow),
            child: self.signals(workflow, "rt::ChildExecution::untyped(self)"),
            external: self.signals(workflow, "rt::ExternalExecution::untyped(self)"),
            starts: self.starts(workflow),
            items: self.items(workflow),
            listeners: self.listeners(workflow),
        })
    }

    fn markers(&self, workflow: &Workflow) -> Vec<MarkerView> {
        let shadows = Shadows::of_messages(workflow);
        let signals = workflow.signals.iter().map(|taken| self.signal(taken));
        let queries = workflow.queries.iter().map(|taken| self.query(taken));
        let updates = workflow.updates.iter().map(|taken| self.update(taken, &shadows));
        signals.chain(queries).chain(updates).collect()
    }

    fn signal(&self, taken: &Taken<Signal>) -> MarkerView {
        self.marker(Any::of(taken), "signal", "Signal", &taken.method.kind.name, Vec::new())
    }

    fn query(&self, taken: &Taken<Query>) -> MarkerView {
        self.marker(Any::of(taken), "query", "Query", &taken.method.kind.name, Vec::new())
    }

    fn update(&self, taken: &Taken<Update>, shadows: &Shadows) -> MarkerView {
        let update = &taken.method.kind;
        let mut items = Vec::new();
        if update.wait_for_stage == UpdateStage::Completed {
            items.push("const STAGE: rt::UpdateStage = rt::UpdateStage::Completed;".to_owned());
        }
        if !templates::is_uuid(&update.id) {
            items.push(templates::id_function("update_id", &update.id, self.site(shadows)));
        }
        let mut marker = self.marker(Any::of(taken), "update", "Update", &update.name, items);
        let of = |message: &Message| self.messages.nested_message(self.package, METHODS + 1, message);
        marker.constants.extend(errors::constant(INDENT + 4, &taken.method.errors, of));
        marker
    }

    fn site<'s>(&'s self, shadows: &'s Shadows) -> Site<'s> {
        Site {
            messages: self.messages,
            shadows,
            package: self.package,
            nested: METHODS + 1,
            subject: "request",
            workflow_type: "<<Self as rt::Message>::Workflow as rt::Rpc>::NAME",
            indent: INDENT + 8,
        }
    }

    fn marker(
        &self,
        any: Any<'_>,
        what: &str,
        kind: &'static str,
        name: &str,
        update: Vec<String>,
    ) -> MarkerView {
        let constant = |of: &str, value: &str| {
            layout::assignment(INDENT + 4, &format!("const {of}: &'static str"), &string(value))
        };
        let of = |message: &Message| self.messages.nested_message(self.package, METHODS + 1, message);
        MarkerView {
            doc: docs::outer(INDENT, &Doc::default(), &[&format!("The {what} {}.", code(any.full_name))]),
            name: any.names().marker,
            request: layout::assignment(INDENT + 4, "type Request", &of(any.input)),
            reply: layout::assignment(INDENT + 4, "type Reply", &of(any.output)),
            constants: vec![
                constant("NAME", name),
                constant("REQUEST", &any.input.full_name),
                constant("REPLY", &any.output.full_name),
            ],
            kind,
            update,
        }
    }

    /// The type of a message, from the module of the package's stubs.
    fn path(&self, any: Any<'_>) -> String {
        format!("{}::{}::{}", self.service.module, self.method.messages, any.names().marker)
    }

    /// A function of a handle.
    fn function(&self, any: Any<'_>, sentence: &str, name: &str, result: &str, body: &str) -> Function {
        let request = self.messages.message(self.package, any.input);
        let mut parameters = vec!["&self".to_owned()];
        parameters.extend((!any.input.is_empty()).then(|| format!("request: {request}")));
        let result = format!(" -> {result}");
        let argument = if any.input.is_empty() { "()" } else { "request" };
        Function {
            doc: docs::outer(4, any.doc, &[sentence]),
            deprecated: any.deprecated,
            signature: layout::signature(4, &format!("pub fn {name}"), &parameters, &result, " {"),
            body: format!("{body}, {argument})"),
        }
    }

    fn handle(&self, workflow: &Workflow) -> Vec<Function> {
        let mut functions = Vec::new();
        for any in workflow.signals.iter().map(Any::of) {
            let sentence = format!("Signals {}.", code(any.full_name));
            let result = format!("rt::SignalCall<{}>", self.path(any));
            functions.push(self.function(
                any,
                &sentence,
                &any.names().call,
                &result,
                "rt::SignalCall::new(self",
            ));
        }
        for any in workflow.queries.iter().map(Any::of) {
            let sentence = format!("Queries {}.", code(any.full_name));
            let result = format!("rt::QueryCall<{}>", self.path(any));
            functions.push(self.function(
                any,
                &sentence,
                &any.names().call,
                &result,
                "rt::QueryCall::new(self",
            ));
        }
        for any in workflow.updates.iter().map(Any::of) {
            functions.extend(self.update_functions(any));
        }
        functions
    }

    fn update_functions(&self, any: Any<'_>) -> [Function; 3] {
        let MessageNames { call, start, handle, .. } = any.names();
        let (what, path) = (code(any.full_name), self.path(any));
        let new = "rt::UpdateCall::new(self";
        let parameters = [
            "&self".to_owned(),
            format!("update_id: impl {}<{}>", self.outer.path("Into"), self.outer.path("String")),
        ];
        let none = Doc::default();
        let undocumented = Any { doc: &none, ..any };
        let started = format!("Updates {what}, without waiting for the reply.");
        [
            self.function(any, &format!("Updates {what}."), &call, &format!("rt::UpdateCall<{path}>"), new),
            self.function(undocumented, &started, &start, &format!("rt::StartUpdate<{path}>"), new),
            Function {
                doc: docs::outer(4, &none, &[&format!("The handle to an update {what}, by its id.")]),
                deprecated: any.deprecated,
                signature: layout::signature(
                    4,
                    &format!("pub fn {handle}"),
                    &parameters,
                    &format!(" -> rt::UpdateHandle<{path}>"),
                    " {",
                ),
                body: "rt::update_handle(self, update_id)".to_owned(),
            },
        ]
    }

    /// Of what other workflows have of it: `untyped` is the SDK's handle.
    fn signals(&self, workflow: &Workflow, untyped: &str) -> Vec<Function> {
        let signal = |any: Any<'_>| {
            let sentence = format!("Signals {}.", code(any.full_name));
            let result = format!("rt::WorkflowSignal<'_, {}>", self.path(any));
            let body = format!("rt::WorkflowSignal::new({untyped}");
            self.function(any, &sentence, &any.names().call, &result, &body)
        };
        workflow.signals.iter().map(Any::of).map(signal).collect()
    }

    fn starts(&self, workflow: &Workflow) -> Vec<Function> {
        let mut functions = Vec::new();
        for any in workflow.signals.iter().filter(|taken| taken.start).map(Any::of) {
            let name = names::with(&self.method.start, any.name);
            let sentence =
                format!("Signals {} to the workflow, which is started where none runs.", code(any.full_name));
            functions.push(self.start(any, &name, "StartWithSignal", "start_with_signal", &sentence));
        }
        for any in workflow.updates.iter().filter(|taken| taken.start).map(Any::of) {
            let updates =
                format!("Updates {} of the workflow, which is started where none runs", code(any.full_name));
            let (call, start) =
                (names::with(&self.method.call, any.name), names::with(&self.method.start, any.name));
            functions.push(self.start(
                any,
                &call,
                "CallWithUpdate",
                "start_with_update",
                &format!("{updates}."),
            ));
            let sentence = format!("{updates}, without waiting for the reply.");
            functions.push(self.start(any, &start, "StartWithUpdate", "start_with_update", &sentence));
        }
        functions
    }

    fn start(&self, any: Any<'_>, name: &str, result: &str, function: &str, sentence: &str) -> Function {
        let message = self.messages.message(self.package, any.input);
        let message = (!any.input.is_empty()).then(|| format!("message: {message}"));
        let arguments = [
            "self.client.clone()".to_owned(),
            self.request.as_ref().map_or("()", |_| "request").to_owned(),
            message.as_ref().map_or("()", |_| "message").to_owned(),
        ];
        let parameters: Vec<String> =
            ["&self".to_owned()].into_iter().chain(self.request.clone()).chain(message).collect();
        let result = format!(" -> rt::{result}<{}>", self.path(any));
        Function {
            doc: docs::outer(4, &Doc::default(), &[sentence]),
            deprecated: any.deprecated,
            signature: layout::signature(4, &format!("pub fn {name}"), &parameters, &result, " {"),
            body: format!("rt::{function}({})", arguments.join(", ")),
        }
    }
}
