//! Names that go over the wire: queues, workflow and activity types.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Method, Model, Service};

/// What the server takes by default, in bytes of UTF-8.
const MAX_LENGTH: usize = 1000;

/// Prefixes that the server keeps to itself.
const RESERVED: [&str; 3] = ["/_sys/", "temporal-sys-", "__temporal_"];

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (_, service) in model.services() {
        check_name("task queue", &service.task_queue, &service.place, diagnostics);
        for method in &service.methods {
            check_method(service, method, diagnostics);
        }
    }
    check_unique("workflow type", model, workflow_types, diagnostics);
    check_unique("activity type", model, activity_types, diagnostics);
}

fn check_method(service: &Service, method: &Method, diagnostics: &mut Diagnostics) {
    let workflow = method.workflow();
    if workflow.task_queue != service.task_queue {
        check_name("task queue", &workflow.task_queue, &method.place, diagnostics);
    }
    check_name("workflow type", &workflow.name, &method.place, diagnostics);
    for alias in &workflow.aliases {
        check_name("alias", alias, &method.place, diagnostics);
    }
    if let Some(name) = method.handler().and_then(|activity| activity.name.as_deref()) {
        check_name("activity type", name, &method.place, diagnostics);
    }
}

fn check_name(what: &str, name: &str, place: &Place, diagnostics: &mut Diagnostics) {
    let Some((fault, help)) = fault(name) else { return };
    let shown: String = name.escape_debug().take(60).collect();
    diagnostics.push(
        Diagnostic::error(Code::WireName, format!("the {what} `{shown}` {fault}"))
            .at(place.clone(), format!("has this {what}"))
            .help(help),
    );
}

fn fault(name: &str) -> Option<(String, &'static str)> {
    if name.trim().is_empty() {
        return Some(("is blank".to_owned(), "give it a name, or leave the option out for the default"));
    }
    if name.trim() != name {
        return Some(("begins or ends with a blank".to_owned(), "remove the blank"));
    }
    if name.len() > MAX_LENGTH {
        let fault = format!("has {} bytes", name.len());
        return Some((fault, "the server takes at most 1000"));
    }
    if name.chars().any(char::is_control) {
        return Some(("holds a control character".to_owned(), "remove the character"));
    }
    RESERVED.iter().find(|prefix| name.starts_with(**prefix)).map(|prefix| {
        (format!("begins with `{prefix}`, which the server keeps to itself"), "choose another prefix")
    })
}

/// Every name under which a queue's workers serve a method.
fn workflow_types(method: &Method) -> Vec<&str> {
    let workflow = method.workflow();
    std::iter::once(&workflow.name).chain(&workflow.aliases).map(String::as_str).collect()
}

fn activity_types(method: &Method) -> Vec<&str> {
    match method.handler() {
        None => Vec::new(),
        Some(activity) => activity.name.as_deref().map_or_else(|| workflow_types(method), |name| vec![name]),
    }
}

fn check_unique<'a>(
    what: &str,
    model: &'a Model,
    names: fn(&'a Method) -> Vec<&'a str>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: BTreeMap<(&str, &str), &Method> = BTreeMap::new();
    for method in model.services().flat_map(|(_, service)| &service.methods) {
        let queue = method.workflow().task_queue.as_str();
        for name in names(method) {
            let Some(first) = seen.insert((queue, name), method) else { continue };
            diagnostics.push(duplicate(what, queue, name, (first, method)));
        }
    }
}

fn duplicate(what: &str, queue: &str, name: &str, (first, second): (&Method, &Method)) -> Diagnostic {
    let (queue, name) = (queue.escape_debug(), name.escape_debug());
    if std::ptr::eq(first, second) {
        return Diagnostic::error(
            Code::DuplicateWireName,
            format!("`{}` has the {what} `{name}` twice", second.full_name),
        )
        .at(second.place.clone(), "this method")
        .help("remove the alias that repeats a name");
    }
    Diagnostic::error(
        Code::DuplicateWireName,
        format!(
            "`{}` and `{}` both have the {what} `{name}` on the task queue `{queue}`",
            first.full_name, second.full_name
        ),
    )
    .at(second.place.clone(), "this method")
    .at(first.place.clone(), "and this one")
    .help("give one of them another `name`, alias or `task_queue`: a worker could not tell them apart")
}
