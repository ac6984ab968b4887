//! The only place where an identifier of the schema becomes one of Rust, by the rules of prost-build
//! (its `ident.rs`), whose names the stubs must meet.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::tree;
use crate::config::TargetConfig;
use crate::model::{Kind, Method, Model, Service, Update};
use crate::render::Declared;

/// The module of a package's stubs, inside the module of its messages.
pub const STUBS: &str = "stubborn";

/// The module of the support code, at the root of the tree.
pub const RUNTIME: &str = "stubborn_runtime";

/// What the support code is called inside the stubs.
const RUNTIME_ALIAS: &str = "rt";

/// A field, function or module.
pub fn snake(name: &str) -> String {
    sanitize(name.to_snake_case())
}

/// A type.
pub fn upper_camel(name: &str) -> String {
    sanitize(name.to_upper_camel_case())
}

fn sanitize(ident: String) -> String {
    match ident.as_str() {
        "as" | "break" | "const" | "continue" | "else" | "enum" | "false" | "fn" | "for" | "if" | "impl"
        | "in" | "let" | "loop" | "match" | "mod" | "move" | "mut" | "pub" | "ref" | "return" | "static"
        | "struct" | "trait" | "true" | "type" | "unsafe" | "use" | "where" | "while" | "dyn"
        | "abstract" | "become" | "box" | "do" | "final" | "macro" | "override" | "priv" | "typeof"
        | "unsized" | "virtual" | "yield" | "async" | "await" | "try" | "gen" => format!("r#{ident}"),
        "_" | "super" | "self" | "Self" | "extern" | "crate" => format!("{ident}_"),
        text if text.starts_with(|first: char| first.is_numeric()) => format!("_{ident}"),
        _ => ident,
    }
}

/// The identifier with another in front: keywords need no mark then.
fn prefixed(prefix: &str, ident: &str) -> String {
    format!("{prefix}_{}", plain(ident).trim_start_matches('_'))
}

fn suffixed(ident: &str, suffix: &str) -> String {
    format!("{}_{suffix}", plain(ident).trim_end_matches('_'))
}

/// The identifier as part of a longer one.
fn plain(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}

/// What the stubs of a service are called.
pub struct ServiceNames {
    /// The trait that workers implement: `Greeter`.
    pub interface: String,
    /// `GreeterClient`
    pub client: String,
    /// `GreeterChildClient`
    pub child_client: String,
    /// `greeter_worker`, or `greeter_workers` where there are several queues.
    pub worker: String,
    /// The module of its methods: `greeter`.
    pub module: String,
    /// What schedules do: `GreeterSchedules`.
    pub schedules: String,
    /// The trait of its activities: `MailActivities`.
    pub activities: String,
    /// Their calls from workflows: `MailActivityClient`.
    pub activity_client: String,
    /// What makes their workers: `mail_activities`.
    pub activity_workers: String,
}

/// Where the workers of a service poll for workflows, and for the functions of handlers that have a queue
/// of their own.
pub fn queues(service: &Service) -> Vec<&str> {
    let mut queues = service.task_queues();
    let handlers = service.methods.iter().filter_map(Method::handler);
    let others: BTreeSet<&str> = handlers.filter_map(|handler| handler.task_queue.as_deref()).collect();
    let others: Vec<&str> = others.into_iter().filter(|queue| !queues.contains(queue)).collect();
    queues.extend(others);
    queues
}

/// What the stubs of a service are called.
pub fn service(service: &Service) -> ServiceNames {
    let interface = upper_camel(&service.name);
    let module = snake(&service.name);
    let stem = interface.trim_end_matches('_').to_owned();
    let worker = if queues(service).len() > 1 { "workers" } else { "worker" };
    ServiceNames {
        client: format!("{stem}Client"),
        child_client: format!("{stem}ChildClient"),
        worker: suffixed(&module, worker),
        schedules: format!("{stem}Schedules"),
        activities: format!("{stem}Activities"),
        activity_client: format!("{stem}ActivityClient"),
        activity_workers: suffixed(&module, "activities"),
        interface,
        module,
    }
}

/// What the stubs of a method are called.
pub struct MethodNames {
    /// `say_hello`, in clients and in the trait of a handler's service.
    pub call: String,
    /// `start_say_hello`
    pub start: String,
    /// `say_hello_handle`
    pub handle: String,
    /// `continue_say_hello`
    pub again: String,
    /// The type that is the method, and that of its workflow in the trait: `SayHello`.
    pub marker: String,
    /// The trait of its workflow: `SayHelloWorkflow`.
    pub workflow: String,
    /// The context of its workflow: `SayHelloContext`.
    pub context: String,
    /// The module of what its workflow takes: `say_hello_messages`.
    pub messages: String,
}

/// What the stubs of a method are called.
pub fn method(method: &Method) -> MethodNames {
    call(&method.name)
}

/// What the stubs of a method or an activity are called.
pub fn call(name: &str) -> MethodNames {
    let call = match snake(name) {
        // What makes a client.
        new if new == "new" => "new_".to_owned(),
        other => other,
    };
    let marker = upper_camel(name);
    let stem = marker.trim_end_matches('_').to_owned();
    MethodNames {
        start: prefixed("start", &call),
        handle: suffixed(&call, "handle"),
        again: prefixed("continue", &call),
        messages: suffixed(&snake(name), "messages"),
        workflow: format!("{stem}Workflow"),
        context: format!("{stem}Context"),
        call,
        marker,
    }
}

/// What the stubs of a message to workflows are called.
pub struct MessageNames {
    /// `confirm`, on handles.
    pub call: String,
    /// `start_change`
    pub start: String,
    /// `get_change_handle`
    pub handle: String,
    /// The type that is the message: `Confirm`.
    pub marker: String,
    /// What an implementation takes it with: `confirm`.
    pub listener: String,
    /// `validate_change`
    pub validator: String,
}

/// What the stubs of a message to workflows are called.
pub fn message(name: &str) -> MessageNames {
    let call = snake(name);
    MessageNames {
        start: prefixed("start", &call),
        // With both, so that neither an rpc `Handle` nor one `Start` is in its way.
        handle: suffixed(&prefixed("get", &call), "handle"),
        marker: upper_camel(name),
        listener: match call.as_str() {
            // What begins and runs the workflow.
            "begin" | "run" => format!("{call}_"),
            other => other.to_owned(),
        },
        validator: prefixed("validate", &call),
        call,
    }
}

/// `start_register_with_confirm`
pub fn with(call: &str, message: &str) -> String {
    suffixed(call, &format!("with_{}", plain(&snake(message)).trim_start_matches('_')))
}

/// The path to a type, from a module `nested` modules inside that of a package.
pub fn relative(from: &str, nested: usize, to: &str, names: &[String]) -> String {
    let (from, to) = (segments(from), segments(to));
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let mut path = vec!["super".to_owned(); from.len() - common + nested];
    path.extend_from_slice(&to[common..]);
    path.extend(within(names));
    path.join("::")
}

/// The path to a type of `google.protobuf`, which is in a crate.
pub fn well_known(package: &str, names: &[String]) -> Option<String> {
    let inner = package.strip_prefix("google.protobuf")?;
    if !inner.is_empty() && !inner.starts_with('.') {
        return None;
    }
    let path: Vec<String> = segments(inner).into_iter().chain(within(names)).collect();
    Some(format!("::prost_types::{}", path.join("::")))
}

/// What prost has for a message of `google.protobuf` that wraps a value or nothing.
pub fn wrapped(full_name: &str) -> Option<&'static str> {
    Some(match full_name.strip_prefix("google.protobuf.")? {
        "BoolValue" => "bool",
        "BytesValue" => "::prost::alloc::vec::Vec<u8>",
        "DoubleValue" => "f64",
        "Empty" => "()",
        "FloatValue" => "f32",
        "Int32Value" => "i32",
        "Int64Value" => "i64",
        "StringValue" => "::prost::alloc::string::String",
        "UInt32Value" => "u32",
        "UInt64Value" => "u64",
        _ => return None,
    })
}

/// The path to a type from the module of its package.
pub fn within(names: &[String]) -> Vec<String> {
    let Some((last, outer)) = names.split_last() else { return Vec::new() };
    outer.iter().map(|name| snake(name)).chain([upper_camel(last)]).collect()
}

/// The modules of a package.
pub fn segments(package: &str) -> Vec<String> {
    package.split('.').filter(|segment| !segment.is_empty()).map(snake).collect()
}

/// The file that prost-build writes the messages of a package to, without its extension.
pub fn file_stem(package: &str) -> String {
    match segments(package).join(".") {
        root if root.is_empty() => "_".to_owned(),
        modules => modules,
    }
}

/// Every name that the stubs declare.
pub fn declared(model: &Model, _config: &TargetConfig) -> Vec<Declared> {
    let mut declared = tree::declared(model);
    for (file, service) in model.services().filter(|(_, service)| super::is_called(service)) {
        let scope = format!("module {}", module_path(&file.source.package));
        let names = self::service(service);
        let origin = format!("service {}", service.full_name);
        let mut declare = |scope: &str, name: &str, origin: &str, place| {
            declared.push(Declared {
                scope: scope.to_owned(),
                name: name.to_owned(),
                origin: origin.to_owned(),
                place,
            });
        };
        let mut own = vec![&names.module];
        if !service.methods.is_empty() {
            own.extend([
                &names.interface,
                &names.client,
                &names.child_client,
                &names.schedules,
                &names.worker,
            ]);
        }
        if !service.activities.is_empty() {
            own.extend([&names.activities, &names.activity_client, &names.activity_workers]);
        }
        for name in own {
            declare(&scope, name, &origin, service.place.clone());
        }
        for activity in &service.activities {
            let origin = format!("rpc {}", activity.full_name);
            for (inner, name) in activity_names(&names, &activity.name) {
                declare(&format!("{inner} of {scope}"), &name, &origin, activity.place.clone());
            }
        }
        declare(&scope, RUNTIME_ALIAS, "the support code", service.place.clone());
        for method in &service.methods {
            let origin = format!("rpc {}", method.full_name);
            for (inner, name) in method_names(&names, method) {
                declare(&format!("{inner} of {scope}"), &name, &origin, method.place.clone());
            }
            for (inner, name, message) in message_names(&names, method) {
                let origin = format!("rpc {message}");
                declare(&format!("{inner} of {scope}"), &name, &origin, method.place.clone());
            }
        }
    }
    declared
}

/// Names of a method with where they must be the only ones.
fn method_names(service: &ServiceNames, method: &Method) -> Vec<(String, String)> {
    let names = self::method(method);
    let clients = format!("struct {}", service.client);
    let children = format!("struct {}", service.child_client);
    let methods = format!("module {}", service.module);
    let interface = format!("trait {}", service.interface);
    let mut all = vec![
        (clients.clone(), names.call.clone()),
        (clients.clone(), names.start.clone()),
        (clients.clone(), names.handle.clone()),
        (children.clone(), names.call.clone()),
        (children.clone(), names.start.clone()),
        (children.clone(), names.handle.clone()),
        (children, names.again.clone()),
        (methods.clone(), names.marker.clone()),
    ];
    let starts = starts(method, &names);
    all.extend(starts.into_iter().map(|name| (clients.clone(), name)));
    match method.kind {
        Kind::Workflow(_) => {
            all.push((methods.clone(), names.workflow));
            all.push((methods, names.context));
            all.push((interface, names.marker));
        }
        Kind::Handler { .. } => all.push((interface, names.call)),
    }
    all
}

/// Names of an activity with where they must be the only ones.
fn activity_names(service: &ServiceNames, activity: &str) -> Vec<(String, String)> {
    let names = call(activity);
    vec![
        (format!("struct {}", service.activity_client), names.call.clone()),
        (format!("struct {}", service.activity_client), names.start),
        (format!("trait {}", service.activities), names.call),
        (format!("module {}", service.module), names.marker),
    ]
}

/// Names of the calls that are started by a message.
fn starts(method: &Method, names: &MethodNames) -> Vec<String> {
    let workflow = method.workflow();
    let signals = workflow.signals.iter().filter(|taken| taken.start);
    let updates = workflow.updates.iter().filter(|taken| taken.start);
    let by_signal = signals.map(|taken| with(&names.start, &taken.method.name));
    let by_update =
        updates.flat_map(|taken| [&names.call, &names.start].map(|call| with(call, &taken.method.name)));
    by_signal.chain(by_update).collect()
}

/// Names of what a workflow takes, with where they must be the only ones and with the message.
fn message_names<'a>(service: &ServiceNames, method: &'a Method) -> Vec<(String, String, &'a str)> {
    let workflow = method.workflow();
    let own = self::method(method);
    let inside = format!("module {}", service.module);
    let module = format!("module {} of {inside}", own.messages);
    let handle = format!("handle of {} of {inside}", own.marker);
    let interface = format!("trait {} of {inside}", own.workflow);
    let mut all = Vec::new();
    let mut declare = |name: &str, full_name: &'a str, update: Option<&Update>| {
        let names = message(name);
        all.push((module.clone(), names.marker, full_name));
        all.push((handle.clone(), names.call, full_name));
        all.push((interface.clone(), names.listener, full_name));
        if let Some(update) = update {
            all.push((handle.clone(), names.start, full_name));
            all.push((handle.clone(), names.handle, full_name));
            all.extend(update.validate.then(|| (interface.clone(), names.validator, full_name)));
        }
    };
    for taken in &workflow.signals {
        declare(&taken.method.name, &taken.method.full_name, None);
    }
    for taken in &workflow.queries {
        declare(&taken.method.name, &taken.method.full_name, None);
    }
    for taken in &workflow.updates {
        declare(&taken.method.name, &taken.method.full_name, Some(&taken.method.kind));
    }
    if !all.is_empty() {
        all.push((inside, own.messages, &method.full_name));
    }
    all
}

/// `hello::v1::stubborn`
pub fn module_path(package: &str) -> String {
    segments(package).into_iter().chain([STUBS.to_owned()]).collect::<Vec<_>>().join("::")
}
