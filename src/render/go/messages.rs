//! The signals, queries and updates that a workflow takes, as the finished strings of templates.

use crate::model::{self, Query, Signal, Taken, Update, UpdateStage};

use super::definition::declares;
use super::ids::{Id, update_id};
use super::imports::Imports;
use super::literals::{deprecation, documentation, string};
use super::names;

/// Something that a workflow takes.
pub struct Message {
    pub name: String,
    pub full_name: String,
    pub doc: Vec<String>,
    pub deprecation: Vec<String>,
    pub variable: String,
    pub definition: String,
    pub id: Option<Id>,
    /// `, request *hellov1.Request`, or nothing.
    pub parameter: String,
    pub argument: String,
    /// The same beside the request of a start: `message *hellov1.Request, `, or nothing.
    pub told: String,
    pub told_argument: String,
    /// `(*hellov1.Reply, error)`, or `error`.
    pub result: String,
    pub reply: String,
    pub void: bool,
    pub validate: bool,
    pub start: bool,
    /// What the worker's author writes, or one of ours around it.
    pub function: String,
    pub validator: String,
}

impl Message {
    /// The request alone: `request *hellov1.Request`, or nothing.
    pub fn query_parameter(&self) -> &str {
        self.parameter.trim_start_matches(", ")
    }

    /// The handle of an update.
    pub fn handle(&self) -> String {
        format!("stubborn.{}UpdateHandle[*{}]", if self.void { "Void" } else { "" }, self.reply)
    }

    /// The handle of an update out of that of the support package.
    pub fn handle_value(&self, handle: &str) -> String {
        if self.void { format!("&{}{{UpdateHandle: {handle}}}", self.handle()) } else { handle.to_owned() }
    }
}

/// What a workflow takes.
pub struct Messages {
    pub signals: Vec<Message>,
    pub queries: Vec<Message>,
    pub updates: Vec<Message>,
}

impl Messages {
    /// Whether there are none, so that the workflow is a function.
    pub fn is_empty(&self) -> bool {
        self.signals.is_empty() && self.queries.is_empty() && self.updates.is_empty()
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Message> {
        self.signals.iter().chain(&self.queries).chain(&self.updates)
    }
}

/// What a method's workflow takes.
pub fn messages(service: &model::Service, method: &model::Method, imports: &mut Imports) -> Messages {
    let workflow = method.workflow();
    let prefix = names::variable(service, method);
    let mut taking =
        Taking { service, prefix, workflow_type: names::workflow_type(service, method), imports };
    Messages {
        signals: workflow.signals.iter().map(|taken| taking.signal(taken)).collect(),
        queries: workflow.queries.iter().map(|taken| taking.query(taken)).collect(),
        updates: workflow.updates.iter().map(|taken| taking.update(taken)).collect(),
    }
}

struct Taking<'a> {
    service: &'a model::Service,
    /// Begins the names of the package's variables.
    prefix: String,
    workflow_type: String,
    imports: &'a mut Imports,
}

impl Taking<'_> {
    fn signal(&mut self, taken: &Taken<Signal>) -> Message {
        let name = self.name(taken, &taken.method.kind.name, "Signal");
        let request = self.imports.message(&taken.method.input);
        let definition = format!("stubborn.NewSignal[*{request}]({name})");
        let mut message = self.message(taken, "Signal", (request.clone(), String::new()), definition);
        let method = &message.name;
        if taken.method.input.is_empty() {
            message.function = adapter(
                &format!("ctx workflow.Context, _ *{request}"),
                "error",
                &format!("run.{method}(ctx)"),
            );
        }
        message
    }

    fn query(&mut self, taken: &Taken<Query>) -> Message {
        let name = self.name(taken, &taken.method.kind.name, "Query");
        let request = self.imports.message(&taken.method.input);
        let reply = self.imports.message(&taken.method.output);
        let definition = format!("stubborn.NewQuery[*{request}, *{reply}]({name})");
        let mut message = self.message(taken, "Query", (request.clone(), reply), definition);
        if taken.method.input.is_empty() {
            let call = format!("run.{}()", message.name);
            message.function = adapter(&format!("_ *{request}"), &message.result, &call);
        }
        message
    }

    fn update(&mut self, taken: &Taken<Update>) -> Message {
        let update = &taken.method.kind;
        let name = self.name(taken, &update.name, "Update");
        let request = self.imports.message(&taken.method.input);
        let reply = self.imports.message(&taken.method.output);
        let mut chain = vec![format!("stubborn.NewUpdate[*{request}, *{reply}]({name})")];
        let id = format!("{}ID", self.variable(taken, "Update"));
        let id = update_id(id, &update.id, &request, &self.workflow_type, self.imports);
        chain.extend(id.as_ref().map(|id| format!("ID({})", id.name)));
        if update.wait_for_stage == UpdateStage::Completed {
            chain.push("Stage(client.WorkflowUpdateStageCompleted)".to_owned());
        }
        chain.extend(declares(&taken.method.errors, self.imports));
        let mut message = self.message(taken, "Update", (request.clone(), reply), chain.join(".\n\t"));
        message.id = id;
        message.validate = update.validate;
        message.function = update_function(&message, &request, taken.method.input.is_empty());
        if taken.method.input.is_empty() {
            let call = format!("run.Validate{}(ctx)", message.name);
            message.validator = adapter(&format!("ctx workflow.Context, _ *{request}"), "error", &call);
        }
        message
    }

    /// On the wire; a constant where the service declares it itself.
    fn name<K>(&self, taken: &Taken<K>, name: &str, kind: &str) -> String {
        match taken.service == self.service.full_name {
            true => format!("{}{}{kind}", names::service(self.service), names::camel(&taken.method.name)),
            false => string(name),
        }
    }

    fn variable<K>(&self, taken: &Taken<K>, kind: &str) -> String {
        format!("{}{}{kind}", self.prefix, names::camel(&taken.method.name))
    }

    fn message<K>(
        &self,
        taken: &Taken<K>,
        kind: &str,
        (request, reply): (String, String),
        definition: String,
    ) -> Message {
        let method = &taken.method;
        let (empty, void) = (method.input.is_empty(), method.output.is_empty());
        let name = names::camel(&method.name);
        let unless_empty = |text: String| if empty { String::new() } else { text };
        let argument = |name: &str| if empty { format!("&{request}{{}}") } else { name.to_owned() };
        Message {
            full_name: method.full_name.clone(),
            doc: documentation(&method.doc),
            deprecation: if method.deprecated { deprecation(&method.full_name) } else { Vec::new() },
            variable: self.variable(taken, kind),
            definition,
            id: None,
            parameter: unless_empty(format!(", request *{request}")),
            argument: argument("request"),
            told: unless_empty(format!("message *{request}, ")),
            told_argument: argument("message"),
            result: if void { "error".to_owned() } else { format!("(*{reply}, error)") },
            reply,
            void,
            validate: false,
            start: taken.start,
            function: format!("run.{name}"),
            validator: format!("run.Validate{name}"),
            name,
        }
    }
}

/// The author's method, with the Empty messages that its author does not see.
fn update_function(message: &Message, request: &str, empty: bool) -> String {
    let Message { name, reply, .. } = message;
    let parameter = if empty { "_" } else { "request" };
    let argument = if empty { "" } else { ", request" };
    let call = format!("run.{name}(ctx{argument})");
    let parameters = format!("ctx workflow.Context, {parameter} *{request}");
    let result = format!("(*{reply}, error)");
    match (empty, message.void) {
        (false, false) => format!("run.{name}"),
        (true, false) => adapter(&parameters, &result, &call),
        (_, true) => adapter(&parameters, &result, &format!("&{reply}{{}}, {call}")),
    }
}

/// A function on the lines of a list of handlers.
fn adapter(parameters: &str, result: &str, returned: &str) -> String {
    format!("func({parameters}) {result} {{\n\t\t\t\t\treturn {returned}\n\t\t\t\t}}")
}

/// A signal, query or update that a service declares.
pub struct Named<'a> {
    pub name: String,
    pub full_name: &'a str,
    pub kind: &'static str,
    pub wire_name: &'a str,
    pub place: &'a crate::diagnostic::Place,
}

/// What a service declares that workflows take, in the order of its constants.
pub fn named(service: &model::Service) -> Vec<Named<'_>> {
    let signals = service.signals.iter().map(|method| one(service, method, "signal", &method.kind.name));
    let queries = service.queries.iter().map(|method| one(service, method, "query", &method.kind.name));
    let updates = service.updates.iter().map(|method| one(service, method, "update", &method.kind.name));
    signals.chain(queries).chain(updates).collect()
}

fn one<'a, K>(
    service: &model::Service,
    method: &'a model::Method<K>,
    kind: &'static str,
    wire_name: &'a str,
) -> Named<'a> {
    let suffix = kind[..1].to_uppercase() + &kind[1..];
    Named {
        name: format!("{}{}{suffix}", names::service(service), names::camel(&method.name)),
        full_name: &method.full_name,
        kind,
        wire_name,
        place: &method.place,
    }
}
