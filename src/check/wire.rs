//! Names that go over the wire: queues, and the names of workflows, activities and messages.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Activity, Method, Model, Retry, Service, Template};

/// What the server takes by default, in bytes of UTF-8.
const MAX_LENGTH: usize = 1000;

/// Prefixes that the server and the SDKs keep to themselves.
const RESERVED: [&str; 5] =
    ["/_sys/", "temporal-sys-", "__temporal_", "__stack_trace", "__enhanced_stack_trace"];

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (_, service) in model.services() {
        check_name("task queue", &service.task_queue, &service.place, diagnostics);
        for method in &service.methods {
            check_call(service, method, diagnostics);
        }
        for activity in &service.activities {
            check_activity(activity, "activity", &activity.kind, diagnostics);
        }
        for signal in &service.signals {
            check_name("signal name", &signal.kind.name, signal.place_of("signal.name"), diagnostics);
        }
        for query in &service.queries {
            check_name("query name", &query.kind.name, query.place_of("query.name"), diagnostics);
        }
        for update in &service.updates {
            check_name("update name", &update.kind.name, update.place_of("update.name"), diagnostics);
            check_id("update id", &update.kind.id, update.place_of("update.id"), diagnostics);
        }
    }
    check_unique("workflow type", served_workflows(model), diagnostics);
    check_unique("activity type", served_activities(model), diagnostics);
}

fn check_call(service: &Service, method: &Method, diagnostics: &mut Diagnostics) {
    let workflow = method.workflow();
    if workflow.task_queue != service.task_queue {
        let place = method.place_of("workflow.task_queue");
        check_name("task queue", &workflow.task_queue, place, diagnostics);
    }
    check_name("workflow type", &workflow.name, method.place_of("workflow.name"), diagnostics);
    for alias in &workflow.aliases {
        check_name("alias", alias, method.place_of("workflow.aliases"), diagnostics);
    }
    check_id("workflow id", &workflow.id, method.place_of("workflow.id"), diagnostics);
    check_types(workflow.retry.as_ref(), method.place_of("workflow.retry"), diagnostics);
    if let Some(handler) = method.handler() {
        check_activity(method, "handler", handler, diagnostics);
    }
}

fn check_activity<K>(method: &Method<K>, kind: &str, activity: &Activity, diagnostics: &mut Diagnostics) {
    let place = |option: &str| method.place_of(&format!("{kind}.{option}"));
    if let Some(name) = &activity.name {
        check_name("activity type", name, place("name"), diagnostics);
    }
    if let Some(queue) = &activity.task_queue {
        check_name("task queue", queue, place("task_queue"), diagnostics);
    }
    check_types(activity.retry.as_ref(), place("retry"), diagnostics);
}

fn check_types(retry: Option<&Retry>, place: &Place, diagnostics: &mut Diagnostics) {
    for name in retry.into_iter().flat_map(|retry| &retry.non_retryable_error_types) {
        check_name("error type", name, place, diagnostics);
    }
}

/// As far as the text of a template already tells: what is rendered is looked at when it is.
fn check_id(what: &str, id: &Template, place: &Place, diagnostics: &mut Diagnostics) {
    let sample = id.sample();
    let fault = blank(&sample).or_else(|| too_long(&sample)).or_else(|| reserved(&sample));
    if let Some(fault) = fault {
        push(what, &sample, fault, place, diagnostics);
    }
}

fn check_name(what: &str, name: &str, place: &Place, diagnostics: &mut Diagnostics) {
    if let Some(fault) = fault(name) {
        push(what, name, fault, place, diagnostics);
    }
}

fn push(what: &str, name: &str, fault: Fault, place: &Place, diagnostics: &mut Diagnostics) {
    let (fault, help) = fault;
    let shown: String = name.escape_debug().take(60).collect();
    diagnostics.push(
        Diagnostic::error(Code::WireName, format!("the {what} `{shown}` {fault}"))
            .at(place.clone(), format!("has this {what}"))
            .help(help),
    );
}

type Fault = (String, &'static str);

fn fault(name: &str) -> Option<Fault> {
    blank(name).or_else(|| too_long(name)).or_else(|| unclean(name)).or_else(|| reserved(name))
}

fn blank(name: &str) -> Option<Fault> {
    let help = "give it a name, or leave the option out for the default";
    name.trim().is_empty().then(|| ("is blank".to_owned(), help))
}

fn too_long(name: &str) -> Option<Fault> {
    let length = name.len();
    (length > MAX_LENGTH).then(|| (format!("has {length} bytes"), "the server takes at most 1000"))
}

fn unclean(name: &str) -> Option<Fault> {
    if name.trim() != name {
        return Some(("begins or ends with a blank".to_owned(), "remove the blank"));
    }
    if name.chars().any(char::is_control) {
        return Some(("holds a control character".to_owned(), "remove the character"));
    }
    name.chars()
        .any(is_invisible)
        .then(|| ("holds an invisible character".to_owned(), "remove the character"))
}

fn reserved(name: &str) -> Option<Fault> {
    RESERVED.iter().find(|prefix| name.starts_with(**prefix)).map(|prefix| {
        (format!("begins with `{prefix}`, which the platform keeps to itself"), "choose another prefix")
    })
}

/// Whether a character ends a line, changes the direction of writing, or cannot be seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// A name that the workers of a queue serve, with the method that it means.
struct Served<'a> {
    queue: &'a str,
    name: &'a str,
    method: &'a str,
    place: &'a Place,
}

/// Every name under which a queue's workers serve a method.
fn served_workflows(model: &Model) -> Vec<Served<'_>> {
    let methods = model.services().flat_map(|(_, service)| &service.methods);
    methods
        .flat_map(|method| {
            workflow_types(method).map(|name| served(&method.workflow().task_queue, name, method))
        })
        .collect()
}

fn workflow_types(method: &Method) -> impl Iterator<Item = &str> {
    let workflow = method.workflow();
    std::iter::once(&workflow.name).chain(&workflow.aliases).map(String::as_str)
}

fn served_activities(model: &Model) -> Vec<Served<'_>> {
    let mut all = Vec::new();
    for (_, service) in model.services() {
        for method in &service.methods {
            let Some(handler) = method.handler() else { continue };
            let queue = handler.task_queue.as_deref().unwrap_or(&method.workflow().task_queue);
            match &handler.name {
                Some(name) => all.push(served(queue, name, method)),
                None => all.extend(workflow_types(method).map(|name| served(queue, name, method))),
            }
        }
        for activity in &service.activities {
            // Without a queue of its own it is served on all of its service's.
            let queues = activity.kind.task_queue.as_deref().map(|queue| vec![queue]);
            for queue in queues.unwrap_or_else(|| service.task_queues()) {
                all.push(served(queue, activity.activity_type(), activity));
            }
        }
    }
    all
}

fn served<'a, K>(queue: &'a str, name: &'a str, method: &'a Method<K>) -> Served<'a> {
    Served { queue, name, method: &method.full_name, place: &method.place }
}

fn check_unique(what: &str, all: Vec<Served<'_>>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, &str), &Served<'_>> = BTreeMap::new();
    for one in &all {
        if let Some(first) = seen.insert((one.queue, one.name), one) {
            diagnostics.push(duplicate(what, first, one));
        }
    }
}

fn duplicate(what: &str, first: &Served<'_>, second: &Served<'_>) -> Diagnostic {
    let (queue, name) = (second.queue.escape_debug(), second.name.escape_debug());
    if first.method == second.method {
        return Diagnostic::error(
            Code::DuplicateWireName,
            format!("`{}` has the {what} `{name}` twice", second.method),
        )
        .at(second.place.clone(), "this method")
        .help("remove the alias that repeats a name");
    }
    Diagnostic::error(
        Code::DuplicateWireName,
        format!(
            "`{}` and `{}` both have the {what} `{name}` on the task queue `{queue}`",
            first.method, second.method
        ),
    )
    .at(second.place.clone(), "this method")
    .at(first.place.clone(), "and this one")
    .help("give one of them another `name`, alias or `task_queue`: a worker could not tell them apart")
}
