//! The only place where an identifier of the schema becomes one of Python.
//!
//! Modules and messages are named as protoc's own Python generator does. Methods are snake_cased
//! as heck does (`HTTPGetURL2` → `http_get_url2`, leading and trailing underscores dropped), with
//! an underscore behind what Python or the stubs need themselves: `await_`.

use std::collections::BTreeSet;
use std::sync::Arc;

use heck::{ToShoutySnakeCase, ToSnakeCase};

use super::{errors, messages};
use crate::config::TargetConfig;
use crate::diagnostic::Place;
use crate::model::{
    Activity, Message, Method, Model, Query, Service, Signal, Source, Taken, Update, Workflow,
};
use crate::render::Declared;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// What the bodies of generated classes refer to, so that no member may hide it.
const USED_IN_CLASSES: [&str; 6] = ["abstractmethod", "deprecated", "property", "str", "stubborn", "type"];

/// Whether a name can stand in Python's source as it is.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_')
        && !KEYWORDS.contains(&name)
}

/// Whether Python gives a name another one within a class.
pub fn is_mangled(name: &str) -> bool {
    name.starts_with("__") && !name.ends_with("__")
}

/// `hello.v1.hello_pb2`, where protoc's generator puts a file's messages.
pub fn message_module(path: &str) -> String {
    format!("{}_pb2", stem(path).replace('/', "."))
}

/// `hello.v1.hello_stubborn`, what a file's stubs are imported as.
pub fn stubs_module(path: &str) -> String {
    output_path(path).trim_end_matches(".py").replace('/', ".")
}

/// `hello/v1/hello_stubborn.py`, beside its messages.
pub fn output_path(path: &str) -> String {
    format!("{}_stubborn.py", stem(path).replace('.', "/"))
}

fn stem(path: &str) -> String {
    path.strip_suffix(".proto").unwrap_or(path).replace('-', "_")
}

/// What has a name of its own on the wire.
pub trait Named {
    fn wire_name(&self) -> &str;
}

impl Named for Signal {
    fn wire_name(&self) -> &str {
        &self.name
    }
}

impl Named for Query {
    fn wire_name(&self) -> &str {
        &self.name
    }
}

impl Named for Update {
    fn wire_name(&self) -> &str {
        &self.name
    }
}

/// `say_hello`: a client's method, and what an implementation calls it.
pub fn method<K>(method: &Method<K>) -> String {
    method_named(&method.name)
}

fn method_named(name: &str) -> String {
    let name = stem_named(name);
    let taken = KEYWORDS.contains(&name.as_str())
        || USED_IN_CLASSES.contains(&name.as_str())
        || name.ends_with("_pb2");
    if taken { format!("{name}_") } else { name }
}

/// `confirm`: what sends a message, and what a base of workflows calls its handler.
pub fn message(name: &str) -> String {
    let name = method_named(name);
    let taken = name == "run" || name.starts_with("stubborn_");
    if taken { format!("{name}_") } else { name }
}

/// `validate_change`, in a base of workflows.
pub fn validator(name: &str) -> String {
    format!("validate_{}", stem_named(name))
}

/// `_USERS_CONFIRM`; of a service in another file `_CONTROL_V1_CONTROL_PAUSE`.
pub fn message_constant<K>(file: &Source, taken: &Taken<K>) -> String {
    let full_name = &taken.method.full_name;
    let own = file.path == taken.source.path;
    let package = if own { file.package.len() } else { 0 };
    let parts = full_name[package..].split('.').filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| part.to_shouty_snake_case()).collect();
    format!("_{}", parts.join("_"))
}

/// `say_hello` in `start_say_hello`.
pub fn method_stem<K>(method: &Method<K>) -> String {
    stem_named(&method.name)
}

/// `greeter` in `greeter_worker`.
pub fn service_stem(service: &Service) -> String {
    stem_named(&service.name)
}

/// `GREETER` in `GREETER_TASK_QUEUE`.
pub fn service_constant(service: &Service) -> String {
    leading_letter(service.name.to_shouty_snake_case())
}

/// `GREETER_SAY_HELLO`.
pub fn method_constant<K>(service: &Service, method: &Method<K>) -> String {
    format!("{}_{}", service_constant(service), method.name.to_shouty_snake_case())
}

/// The constant that holds a method's queue: the service's, unless it has its own.
pub fn queue_constant(service: &Service, method: &Method) -> String {
    if method.workflow().task_queue == service.task_queue {
        format!("{}_TASK_QUEUE", service_constant(service))
    } else {
        format!("{}_TASK_QUEUE", method_constant(service, method))
    }
}

/// The constant that holds a queue of activities: of several on one, the first's.
pub fn activity_queue(service: &Service, queue: &str) -> String {
    if queue == service.task_queue {
        return format!("{}_TASK_QUEUE", service_constant(service));
    }
    let on_it = |activity: &&Arc<Method<Activity>>| activity.kind.task_queue.as_deref() == Some(queue);
    let handled = |method: &&Method| {
        method.handler().is_some_and(|handler| handler.task_queue.as_deref() == Some(queue))
    };
    let workflow = service.methods.iter().find(|method| method.workflow().task_queue == queue);
    let activity = service.activities.iter().find(on_it).map(|activity| method_constant(service, activity));
    let handler = || service.methods.iter().find(handled);
    match (workflow, activity) {
        (Some(method), _) => queue_constant(service, method),
        (None, Some(activity)) => format!("{activity}_TASK_QUEUE"),
        (None, None) => handler().map_or_else(
            || format!("{}_TASK_QUEUE", service_constant(service)),
            |method| format!("{}_HANDLER_TASK_QUEUE", method_constant(service, method)),
        ),
    }
}

/// `Greeter` in `GreeterClient`.
pub fn service_class(service: &Service) -> String {
    class_named(&service.name)
}

/// `GreeterSayHelloWorkflow`.
pub fn workflow_class(service: &Service, method: &Method) -> String {
    format!("{}Workflow", method_class(service, method))
}

/// `GreeterSayHello` in `GreeterSayHelloHandle`.
pub fn method_class(service: &Service, method: &Method) -> String {
    format!("{}{}", service_class(service), capitalized(&method.name))
}

/// `OutOfStockError`, of the nested `Refused.Reason` `RefusedReasonError`.
pub fn error_class(message: &Message) -> String {
    let name: String = message.names.iter().map(|name| capitalized(name)).collect();
    let name = if name.ends_with("Error") { name } else { format!("{name}Error") };
    leading_letter(name)
}

/// `out_of_stock_error`.
pub fn error_stem(message: &Message) -> String {
    stem_named(&error_class(message))
}

fn stem_named(name: &str) -> String {
    leading_letter(name.to_snake_case())
}

fn class_named(name: &str) -> String {
    leading_letter(capitalized(name))
}

fn capitalized(name: &str) -> String {
    let name = name.trim_start_matches('_');
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn leading_letter(name: String) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// Every name that the stubs declare.
pub fn declared(model: &Model, _config: &TargetConfig) -> Vec<Declared> {
    let mut declared = Vec::new();
    for (source, of_file) in errors::by_file(model) {
        let scope = format!("module {}", output_path(&source.path));
        declared.extend(of_file.iter().map(|error| Declared {
            scope: scope.clone(),
            name: error_class(&error.message),
            origin: format!("message {}", error.message.full_name),
            place: error.place.clone(),
        }));
    }
    for file in &super::served(model) {
        let path = &file.source.path;
        declared.push(Declared {
            scope: "output folder".to_owned(),
            name: output_path(path),
            origin: format!("file {path}"),
            place: Place::file(path),
        });
        let mut seen = BTreeSet::new();
        for service in &file.services {
            // Of services that differ by case alone, one clash says it all.
            let names = if seen.insert(service_stem(service)) {
                declared_by_service(service)
            } else {
                vec![format!("{}_plugin", service_stem(service))]
            };
            let scope = format!("module {}", output_path(path));
            declared.extend(names.into_iter().map(|name| declared_for_service(service, &scope, name)));
            declared.extend(declared_by_methods(service, &scope));
            declared.extend(declared_by_activities(service, &scope));
        }
    }
    declared
}

fn declared_by_service(service: &Service) -> Vec<String> {
    let (class, stem) = (service_class(service), service_stem(service));
    vec![
        format!("{}_TASK_QUEUE", service_constant(service)),
        format!("{class}Implementation"),
        format!("{class}Client"),
        format!("{class}ChildClient"),
        format!("{class}Schedules"),
        format!("{stem}_plugin"),
        format!("{stem}_worker"),
        format!("{stem}_workers"),
    ]
}

fn declared_for_service(service: &Service, scope: &str, name: String) -> Declared {
    Declared {
        scope: scope.to_owned(),
        name,
        origin: format!("service {}", service.full_name),
        place: service.place.clone(),
    }
}

fn declared_by_methods(service: &Service, module: &str) -> Vec<Declared> {
    let mut seen = BTreeSet::new();
    let mut declared = Vec::new();
    for method in &service.methods {
        let stem = method_stem(method);
        let mut declare = |scope: &str, name: String| {
            declared.push(Declared {
                scope: scope.to_owned(),
                name,
                origin: format!("rpc {}", method.full_name),
                place: method.place.clone(),
            });
        };
        let client = format!("class {}Client of {module}", service_class(service));
        declare(&client, self::method(method));
        // Of methods that differ by case alone, one clash says it all.
        if seen.insert(stem.clone()) {
            declare(&client, format!("start_{stem}"));
            declare(&client, format!("get_{stem}_handle"));
            if method.handler().is_none() {
                declare(&client, format!("continue_{stem}"));
            }
            declare(module, format!("{}_WORKFLOW_TYPE", method_constant(service, method)));
            declare(module, format!("{}_TASK_QUEUE", method_constant(service, method)));
            declare(module, workflow_class(service, method));
            if messages::takes_any(method) {
                for suffix in HANDLE_CLASSES {
                    declare(module, format!("{}{suffix}", method_class(service, method)));
                }
                declared.extend(declared_by_messages(service, method, module));
            }
        }
    }
    declared
}

/// What the names of the classes end with that send messages to a method's workflows.
const HANDLE_CLASSES: [&str; 7] =
    ["Signals", "Queries", "Updates", "Handle", "ChildSignals", "ChildHandle", "ExternalHandle"];

fn declared_by_activities(service: &Service, module: &str) -> Vec<Declared> {
    let class = service_class(service);
    let calls = format!("class {class}Activities of {module}");
    let implementation = format!("class {class}Implementation of {module}");
    let declare = |scope: &str, name: String, origin: &str, place: &Place| Declared {
        scope: scope.to_owned(),
        name,
        origin: format!("rpc {origin}"),
        place: place.clone(),
    };
    let mut declared = Vec::new();
    for activity in &service.activities {
        let mut add = |scope: &str, name| {
            declared.push(declare(scope, name, &activity.full_name, &activity.place));
        };
        add(&calls, method(activity));
        add(&calls, format!("start_{}", method_stem(activity)));
        add(&implementation, method(activity));
        add(module, format!("{}_TASK_QUEUE", method_constant(service, activity)));
    }
    if !service.activities.is_empty() {
        let methods = service.methods.iter();
        declared.extend(methods.map(|of| declare(&implementation, method(of), &of.full_name, &of.place)));
        declared.push(declared_for_service(service, module, format!("{class}Activities")));
    }
    declared
}

fn declared_by_messages(service: &Service, method: &Method, module: &str) -> Vec<Declared> {
    let client = format!("class {}Client of {module}", service_class(service));
    let workflow = format!("class {} of {module}", workflow_class(service, method));
    let updates = format!("class {}Updates of {module}", method_class(service, method));
    let call = method_stem(method);
    let mut declared = Vec::new();
    let Workflow { signals, queries, updates: taken, .. } = method.workflow();
    for signal in signals {
        let mut declare = |scope: &str, name| declared.push(declared_for_message(signal, scope, name));
        declare(&workflow, message(&signal.method.name));
        if signal.start {
            declare(&client, format!("start_{call}_with_{}", method_stem(&signal.method)));
        }
    }
    for query in queries {
        declared.push(declared_for_message(query, &workflow, message(&query.method.name)));
    }
    for update in taken {
        let stem = method_stem(&update.method);
        let mut declare = |scope: &str, name| declared.push(declared_for_message(update, scope, name));
        declare(&workflow, message(&update.method.name));
        if update.method.kind.validate {
            declare(&workflow, validator(&update.method.name));
        }
        declare(&updates, message(&update.method.name));
        declare(&updates, format!("start_{stem}"));
        declare(&updates, format!("get_{stem}_handle"));
        if update.start {
            declare(&client, format!("start_{call}_with_{stem}"));
            declare(&client, format!("start_{call}_and_{stem}"));
        }
    }
    declared
}

fn declared_for_message<K>(taken: &Taken<K>, scope: &str, name: String) -> Declared {
    Declared {
        scope: scope.to_owned(),
        name,
        origin: format!("rpc {}", taken.method.full_name),
        place: taken.place.clone(),
    }
}

#[cfg(test)]
#[path = "names_test.rs"]
mod tests;
