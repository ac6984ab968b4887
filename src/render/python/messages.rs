//! What running workflows can be sent, as the finished strings of its templates.

use std::collections::BTreeMap;

use super::imports::Types;
use super::layout::{bracketed, exploded};
use super::literals::{Documentation, deprecation, documentation};
use super::method::{self, Shape, annotation};
use super::settings::{self, Sent};
use super::{ids, names};
use crate::model::{self, Message, Signal, Source, Taken, Template, Update, Workflow};

/// All that a workflow takes while it runs.
pub struct Messages {
    pub handle_line: String,
    pub child_handle_line: String,
    pub external_handle_line: String,
    pub signals: Option<Senders>,
    /// The signals, from within workflows.
    pub child_signals: Option<Senders>,
    pub queries: Option<Senders>,
    pub updates: Option<Senders>,
    pub handlers: Vec<Handler>,
    pub starts: Vec<Call>,
}

/// What sends one kind of message.
pub struct Senders {
    pub class: String,
    pub class_line: String,
    pub calls: Vec<Call>,
}

/// A function that sends a message.
pub struct Call {
    pub deprecated: Option<String>,
    pub signature: String,
    /// What it says of itself, without quotes.
    pub doc: String,
    pub body: String,
}

/// A function that takes a message, in a base of workflows.
pub struct Handler {
    pub signature: String,
    pub doc: String,
}

/// Whether anything can be sent to a method's workflows.
pub fn takes_any(method: &model::Method) -> bool {
    let workflow = method.workflow();
    !(workflow.signals.is_empty() && workflow.queries.is_empty() && workflow.updates.is_empty())
}

/// What is sent to a workflow and answered.
pub fn types(workflow: &Workflow) -> Vec<&Message> {
    fn of<K>(taken: &Taken<K>) -> [&Message; 2] {
        [&taken.method.input, &taken.method.output]
    }
    let signals = workflow.signals.iter().flat_map(of);
    let queries = workflow.queries.iter().flat_map(of);
    signals.chain(queries).chain(workflow.updates.iter().flat_map(of)).collect()
}

/// The constants of what a method takes: signals, queries and updates.
pub fn constants(file: &Source, method: &model::Method) -> [Vec<String>; 3] {
    let workflow = method.workflow();
    [
        workflow.signals.iter().map(|taken| names::message_constant(file, taken)).collect(),
        workflow.queries.iter().map(|taken| names::message_constant(file, taken)).collect(),
        workflow.updates.iter().map(|taken| names::message_constant(file, taken)).collect(),
    ]
}

/// The definitions of all that the workflows of a file take, by the full names of the messages.
pub fn definitions(file: &model::File, types: &mut Types) -> Vec<String> {
    let mut definitions = BTreeMap::new();
    for method in file.services.iter().flat_map(|service| &service.methods) {
        let workflow = method.workflow();
        for taken in &workflow.signals {
            let text = define(&file.source, taken, "Signal", None, types);
            definitions.insert(taken.method.full_name.clone(), text);
        }
        for taken in &workflow.queries {
            let text = define(&file.source, taken, "Query", None, types);
            definitions.insert(taken.method.full_name.clone(), text);
        }
        for taken in &workflow.updates {
            let text = define(&file.source, taken, "Update", Some(&taken.method.kind), types);
            definitions.insert(taken.method.full_name.clone(), text);
        }
    }
    definitions.into_values().collect()
}

fn define<K: names::Named>(
    file: &Source,
    taken: &Taken<K>,
    class: &str,
    update: Option<&Update>,
    types: &mut Types,
) -> String {
    let shape = shape(file, taken, types);
    let function = format!("{}_id", shape.constant.to_lowercase());
    let id = update.map(|update| &update.id).filter(|id| **id != Template::uuid());
    let id = id.and_then(|id| ids::function(&function, id, annotation(&shape.request), "", types));
    let validator = names::validator(&taken.method.name);
    let sent = Sent {
        name: taken.method.kind.wire_name(),
        attribute: &shape.name,
        request: shape.request.as_ref(),
        reply: (class != "Signal").then_some(shape.reply.as_ref()),
        update: update.map(|update| (validator.as_str(), update)),
        id_function: id.as_ref().map(|_| function),
        errors: taken.method.errors.iter().map(|error| method::error_class(error, types)).collect(),
    };
    let head = format!("{} = stubborn.{class}(", shape.constant);
    let definition = exploded(&head, &settings::message(&sent, 4), ")", 0);
    id.map_or_else(|| definition.clone(), |id| format!("\n{id}\n\n\n{definition}"))
}

fn shape<K>(file: &Source, taken: &Taken<K>, types: &mut Types) -> Shape {
    let method = &taken.method;
    Shape::of(names::message(&method.name), names::message_constant(file, taken), method, types)
}

pub fn messages(
    file: &Source,
    method: &model::Method,
    call: &Shape,
    prefix: &str,
    types: &mut Types,
) -> Messages {
    let workflow = method.workflow();
    let (mut signals, mut child_signals, mut queries, mut updates) = (vec![], vec![], vec![], vec![]);
    let (mut handlers, mut starts) = (vec![], vec![]);
    for taken in &workflow.signals {
        let shape = shape(file, taken, types);
        signals.push(signal(taken, &shape));
        child_signals.push(child_signal(taken, &shape));
        handlers.push(handler(taken, shape.function(), "Takes"));
        starts.extend(taken.start.then(|| start_with_signal(taken, &shape, call, prefix)));
    }
    for taken in &workflow.queries {
        let shape = shape(file, taken, types);
        queries.push(query(taken, &shape));
        handlers.push(handler(taken, query_function(&shape), "Answers"));
    }
    for taken in &workflow.updates {
        let shape = shape(file, taken, types);
        updates.extend(update(taken, &shape));
        handlers.extend(taken.method.kind.validate.then(|| validator(taken, &shape)));
        handlers.push(handler(taken, shape.function(), "Answers"));
        if taken.start {
            starts.extend(start_with_update(taken, &shape, call, prefix));
        }
    }
    let reply = annotation(&call.reply);
    Messages {
        handle_line: class_line(&format!("{prefix}Handle"), &format!("stubborn.Handle[{reply}]")),
        child_handle_line: class_line(
            &format!("{prefix}ChildHandle"),
            &format!("stubborn.ChildHandle[{reply}]"),
        ),
        external_handle_line: class_line(&format!("{prefix}ExternalHandle"), "stubborn.ExternalHandle"),
        signals: senders(format!("{prefix}Signals"), "Sender", signals),
        child_signals: senders(format!("{prefix}ChildSignals"), "WorkflowSender", child_signals),
        queries: senders(format!("{prefix}Queries"), "Sender", queries),
        updates: senders(format!("{prefix}Updates"), "Sender", updates),
        handlers,
        starts,
    }
}

fn class_line(class: &str, base: &str) -> String {
    bracketed(&format!("class {class}("), &[base.to_owned()], "):", 0)
}

fn senders(class: String, base: &str, calls: Vec<Call>) -> Option<Senders> {
    let class_line = class_line(&class, &format!("stubborn.{base}"));
    (!calls.is_empty()).then_some(Senders { class_line, class, calls })
}

fn signal(taken: &Taken<Signal>, shape: &Shape) -> Call {
    sender(
        taken,
        "Signals",
        shape.call_signature(&shape.name, "SignalOptions", "None"),
        shape.call("await", "send_signal", Some("self._handle")),
    )
}

fn child_signal(taken: &Taken<Signal>, shape: &Shape) -> Call {
    let parameters: Vec<String> = ["self".to_owned()].into_iter().chain(shape.parameter("request")).collect();
    let request = if shape.request.is_some() { "request" } else { "None" };
    let arguments = ["self._handle", &shape.constant, request].map(str::to_owned);
    sender(
        taken,
        "Signals",
        bracketed(&format!("async def {}(", shape.name), &parameters, ") -> None:", 4),
        bracketed("await stubborn.signal_workflow(", &arguments, ")", 8),
    )
}

fn query<K>(taken: &Taken<K>, shape: &Shape) -> Call {
    sender(
        taken,
        "Queries",
        shape.call_signature(&shape.name, "QueryOptions", annotation(&shape.reply)),
        shape.call(shape.keyword(), "send_query", Some("self._handle")),
    )
}

/// An update: executed, started, found.
fn update(taken: &Taken<Update>, shape: &Shape) -> [Call; 3] {
    let Shape { name, stem, constant, .. } = shape;
    let full_name = &taken.method.full_name;
    let reply = annotation(&shape.reply);
    let handle = format!("stubborn.UpdateHandle[{reply}]");
    let caller = Some("self._handle");
    let own = |doc: String, signature, body| Call { doc, ..sender(taken, "", signature, body) };
    let parameters = ["self", "update_id: str"].map(str::to_owned);
    let arguments = ["self._handle", constant, "update_id"].map(str::to_owned);
    [
        sender(
            taken,
            "Updates",
            shape.call_signature(name, "UpdateOptions", reply),
            shape.call(shape.keyword(), "execute_update", caller),
        ),
        own(
            format!("Start ``{full_name}`` without waiting for its reply."),
            shape.call_signature(&format!("start_{stem}"), "StartUpdateOptions", &handle),
            shape.call("return await", "start_update", caller),
        ),
        own(
            format!("Find a ``{full_name}`` by its id."),
            bracketed(&format!("def get_{stem}_handle("), &parameters, &format!(") -> {handle}:"), 4),
            bracketed("return stubborn.get_update_handle(", &arguments, ")", 8),
        ),
    ]
}

fn sender<K>(taken: &Taken<K>, verb: &str, signature: String, body: String) -> Call {
    let method = &taken.method;
    let Documentation { start, end } = documentation(&method.doc, 8);
    Call {
        deprecated: method.deprecated.then(|| deprecation(&method.full_name)),
        signature,
        doc: format!("{start}{verb} ``{}``.{end}", method.full_name),
        body,
    }
}

fn handler<K>(taken: &Taken<K>, signature: String, verb: &str) -> Handler {
    let Documentation { start, end } = documentation(&taken.method.doc, 8);
    Handler { signature, doc: format!("{start}{verb} ``{}``.{end}", taken.method.full_name) }
}

fn query_function(shape: &Shape) -> String {
    let result = format!(") -> {}:", annotation(&shape.reply));
    bracketed(&format!("def {}(", shape.name), &shape.implemented(), &result, 4)
}

fn validator(taken: &Taken<Update>, shape: &Shape) -> Handler {
    let name = names::validator(&taken.method.name);
    Handler {
        signature: bracketed(&format!("def {name}("), &shape.implemented(), ") -> None:", 4),
        doc: format!("Refuse ``{}`` by raising, before anything is recorded.", taken.method.full_name),
    }
}

fn start_with_signal(taken: &Taken<Signal>, shape: &Shape, call: &Shape, prefix: &str) -> Call {
    let name = format!("start_{}_with_{}", call.stem, shape.stem);
    let result = format!("{prefix}Handle");
    let start = WithStart { taken, shape, call, prefix };
    start.call(&name, "WithSignalOptions", &result, "start_with_signal", "Start, or find, and signal")
}

/// A start by an update: without waiting for its reply, and with.
fn start_with_update(taken: &Taken<Update>, shape: &Shape, call: &Shape, prefix: &str) -> [Call; 2] {
    let types = format!("[{prefix}Handle, {}]", annotation(&shape.reply));
    let (call_stem, stem) = (&call.stem, &shape.stem);
    let start = WithStart { taken, shape, call, prefix };
    [
        start.call(
            &format!("start_{call_stem}_with_{stem}"),
            "StartWithUpdateOptions",
            &format!("stubborn.StartedByUpdate{types}"),
            "start_with_update",
            "Start, or find, and start to update",
        ),
        start.call(
            &format!("start_{call_stem}_and_{stem}"),
            "WithUpdateOptions",
            &format!("stubborn.AnsweredByUpdate{types}"),
            "execute_with_update",
            "Start, or find, and update",
        ),
    ]
}

/// A call that starts a workflow and sends it a message in one step.
struct WithStart<'a, K> {
    taken: &'a Taken<K>,
    shape: &'a Shape,
    call: &'a Shape,
    prefix: &'a str,
}

impl<K> WithStart<'_, K> {
    fn call(&self, name: &str, options: &str, result: &str, function: &str, doc: &str) -> Call {
        let Self { taken, shape, call, prefix } = self;
        let mut parameters = vec!["self".to_owned()];
        parameters.extend(call.parameter("request"));
        parameters.extend(shape.parameter("message"));
        parameters.push(format!("**options: Unpack[stubborn.{options}]"));
        let arguments = [
            "self._client",
            &format!("{prefix}Handle"),
            &call.constant,
            if call.request.is_some() { "request" } else { "None" },
            &shape.constant,
            if shape.request.is_some() { "message" } else { "None" },
            "options",
        ];
        let arguments = arguments.map(str::to_owned);
        let full_name = &taken.method.full_name;
        Call {
            deprecated: taken.method.deprecated.then(|| deprecation(full_name)),
            signature: bracketed(&format!("async def {name}("), &parameters, &format!(") -> {result}:"), 4),
            doc: format!("{doc} it with ``{full_name}``."),
            body: bracketed(&format!("return await stubborn.{function}("), &arguments, ")", 8),
        }
    }
}
