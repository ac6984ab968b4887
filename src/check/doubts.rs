//! What is allowed and probably not meant: warnings.

use std::collections::BTreeMap;

use unicode_security::skeleton;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Activity, AttributeText, AttributeValue, Field, Keywords, Kind, Method, Model, Priority, Service,
    Template, Workflow,
};

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (_, service) in model.services() {
        check_unused_queue(service, diagnostics);
        for method in &service.methods {
            check_retry(method, diagnostics);
            check_shown(method, shown_of_workflow(method.workflow()), diagnostics);
            if let Some(handler) = method.handler() {
                check_shown(method, shown_of_activity("handler", handler), diagnostics);
            }
        }
        for activity in &service.activities {
            check_shown(activity, shown_of_activity("activity", &activity.kind), diagnostics);
        }
        for update in &service.updates {
            check_shown(update, vec![("update.id", update.kind.id.fields().collect())], diagnostics);
        }
    }
    check_look_alikes("task queues", queues(model), diagnostics);
    check_look_alikes("workflow types", workflow_types(model), diagnostics);
}

fn check_retry(method: &Method, diagnostics: &mut Diagnostics) {
    if method.workflow().retry.is_none() {
        return;
    }
    let help = match method.kind {
        Kind::Handler { .. } => "retry the function, in `handler.retry`",
        Kind::Workflow(_) => "retry what can fail: its activities",
    };
    diagnostics.push(
        Diagnostic::warning(
            Code::WorkflowRetry,
            format!("`workflow.retry` runs `{}` again from its beginning when it has failed", method.name),
        )
        .at(method.place_of("workflow.retry").clone(), "repeats all that it did")
        .help(help),
    );
}

/// Only where the schema names a queue: a service of activities alone has none to name.
fn check_unused_queue(service: &Service, diagnostics: &mut Diagnostics) {
    let named = service.task_queue != service.full_name;
    let own = |method: &Method<Activity>| method.kind.task_queue.is_some();
    let activities = &service.activities;
    if named && service.methods.is_empty() && !activities.is_empty() && !activities.iter().any(|a| own(a)) {
        diagnostics.push(
            Diagnostic::warning(
                Code::UnusedTaskQueue,
                format!("nothing is called on the task queue `{}`", service.task_queue.escape_debug()),
            )
            .at(service.place.clone(), "has activities only, which are called on their caller's queue")
            .help("write `activity: { task_queue: … }` in the service's annotation to call them on theirs"),
        );
    }
}

/// Fields that are shown outside of payloads, by the options that show them.
type Shown<'a> = Vec<(&'static str, Vec<&'a Field>)>;

fn shown_of_workflow(workflow: &Workflow) -> Shown<'_> {
    vec![
        ("workflow.id", workflow.id.fields().collect()),
        (
            "workflow.search_attributes",
            workflow.search_attributes.iter().flat_map(|a| attribute_fields(&a.value)).collect(),
        ),
        ("workflow.memo", workflow.memo.iter().flat_map(|field| field.value.fields()).collect()),
        ("workflow.summary", fields(workflow.summary.as_ref())),
        ("workflow.priority", fairness(workflow.priority.as_ref())),
    ]
}

fn shown_of_activity<'a>(kind: &str, activity: &'a Activity) -> Shown<'a> {
    let (summary, priority) = match kind {
        "handler" => ("handler.summary", "handler.priority"),
        _ => ("activity.summary", "activity.priority"),
    };
    vec![(summary, fields(activity.summary.as_ref())), (priority, fairness(activity.priority.as_ref()))]
}

fn fields(template: Option<&Template>) -> Vec<&Field> {
    template.into_iter().flat_map(Template::fields).collect()
}

fn fairness(priority: Option<&Priority>) -> Vec<&Field> {
    fields(priority.and_then(|priority| priority.fairness_key.as_ref()))
}

fn attribute_fields(value: &AttributeValue) -> Vec<&Field> {
    match value {
        AttributeValue::Keyword(AttributeText::Template(template))
        | AttributeValue::Text(AttributeText::Template(template))
        | AttributeValue::KeywordList(Keywords::One(AttributeText::Template(template))) => {
            template.fields().collect()
        }
        AttributeValue::Int(field) | AttributeValue::Double(field) | AttributeValue::Bool(field) => {
            vec![field]
        }
        _ => Vec::new(),
    }
}

fn check_shown<K>(method: &Method<K>, shown: Shown<'_>, diagnostics: &mut Diagnostics) {
    for (option, fields) in shown {
        for field in fields {
            let Some(what) = sensitive(&field.last.name) else { continue };
            diagnostics.push(
                Diagnostic::warning(
                    Code::PersonalData,
                    format!(
                        "the `{option}` of `{}` shows `{}`, {what} by its name",
                        method.name, field.last.name
                    ),
                )
                .at(
                    method.place_of(option).clone(),
                    "kept and listed in the clear, whatever encrypts payloads",
                )
                .help("use a key that says nothing by itself, `{user_id}` or `{$uuid}`"),
            );
        }
    }
}

/// Words of field names; those of two words stand for neighbours.
const SECRETS: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "credentials",
    "api_key",
    "private_key",
    "access_key",
    "cvv",
];
const PERSONAL: [&str; 26] = [
    "email",
    "phone",
    "mobile",
    "ssn",
    "passport",
    "birthday",
    "birthdate",
    "dob",
    "iban",
    "surname",
    "firstname",
    "lastname",
    "gender",
    "religion",
    "salary",
    "street",
    "first_name",
    "last_name",
    "full_name",
    "family_name",
    "given_name",
    "birth_date",
    "date_birth",
    "credit_card",
    "card_number",
    "tax_id",
];

fn sensitive(name: &str) -> Option<&'static str> {
    let name = heck::ToSnakeCase::to_snake_case(name);
    let words: Vec<&str> = name.split('_').filter(|word| *word != "of").collect();
    let pairs: Vec<String> = words.windows(2).map(|pair| pair.join("_")).collect();
    let is_in = |list: &[&str]| {
        words.iter().any(|word| list.contains(word)) || pairs.iter().any(|pair| list.contains(&pair.as_str()))
    };
    if is_in(&SECRETS) {
        Some("a secret")
    } else if is_in(&PERSONAL) {
        Some("personal data")
    } else {
        None
    }
}

fn queues(model: &Model) -> Vec<(&str, &Place)> {
    let mut queues = Vec::new();
    for (_, service) in model.services() {
        queues.push((service.task_queue.as_str(), &service.place));
        for method in &service.methods {
            queues.push((&method.workflow().task_queue, method.place_of("workflow.task_queue")));
            let handler = method.handler().and_then(|handler| handler.task_queue.as_deref());
            queues.extend(handler.map(|queue| (queue, method.place_of("handler.task_queue"))));
        }
        for activity in &service.activities {
            let queue = activity.kind.task_queue.as_deref();
            queues.extend(queue.map(|queue| (queue, activity.place_of("activity.task_queue"))));
        }
    }
    queues
}

fn workflow_types(model: &Model) -> Vec<(&str, &Place)> {
    let methods = model.services().flat_map(|(_, service)| &service.methods);
    methods
        .flat_map(|method| {
            let workflow = method.workflow();
            let place = method.place_of("workflow.name");
            std::iter::once(&workflow.name).chain(&workflow.aliases).map(move |name| (name.as_str(), place))
        })
        .collect()
}

/// Reports a text that differs from another only in what a reader overlooks.
fn check_look_alikes(what: &str, names: Vec<(&str, &Place)>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<String, (&str, &Place)> = BTreeMap::new();
    for (name, place) in names {
        let looks: String = skeleton(&name.to_lowercase()).collect();
        let (first, first_place) = *seen.entry(looks).or_insert((name, place));
        if first == name {
            continue;
        }
        diagnostics.push(
            Diagnostic::warning(
                Code::LookAlike,
                format!("the {what} `{}` and `{}` look alike", first.escape_default(), name.escape_default()),
            )
            .at(place.clone(), "this one")
            .at(first_place.clone(), "and this one")
            .help("write them alike, or make them differ to the eye"),
        );
    }
}
