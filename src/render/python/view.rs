//! A schema file as the finished strings of its template.

use std::sync::Arc;

use askama::Template;

use super::activity::{self, Activity};
use super::errors::{self, Error};
use super::imports::{Import, Types};
use super::layout::{assigned, bracketed};
use super::literals::{Documentation, deprecation, documentation, string};
use super::method::{self, Method};
use super::{messages, names, uses};
use crate::model::{self, AttributeText, AttributeValue, DeclaredError, Field, Keywords, Leaf, Message};

/// A module of stubs.
#[derive(Template)]
#[template(path = "python/stubs.py")]
pub struct Stubs {
    source: String,
    /// Whether they have to name what is deprecated, which their callers should not be told of here.
    has_deprecated: bool,
    standard: Vec<String>,
    installed: Vec<String>,
    generated: Vec<String>,
    /// Modules that no `import` can name.
    modules: Vec<String>,
    /// Types that no attribute can name.
    bindings: Vec<String>,
    errors: Vec<Error>,
    /// Definitions of what workflows can be sent.
    messages: Vec<String>,
    services: Vec<Service>,
}

struct Service {
    full_name: String,
    class: String,
    stem: String,
    deprecated: Option<String>,
    doc: Documentation,
    constants: Vec<Constant>,
    plugin_signature: String,
    plugin: String,
    /// Where a ready-made worker makes its plugin.
    worker_plugin: String,
    /// The only worker, where there is one queue.
    new_worker: String,
    /// Constants; more than one makes a list of workers.
    queues: Vec<String>,
    queue_list: String,
    methods: Vec<Method>,
    activities: Vec<Activity>,
}

impl Service {
    fn has_functions(&self) -> bool {
        let mut activities = self.activities.iter();
        self.methods.iter().any(|method| !method.functions.is_empty())
            || activities.any(|activity| !activity.functions.is_empty())
    }

    /// Whether there is anything to start.
    fn has_clients(&self) -> bool {
        !self.methods.is_empty() || self.activities.is_empty()
    }
}

struct Constant {
    assignment: String,
    doc: String,
}

/// A schema file that has services or errors.
pub fn stubs(file: &model::File, errors: &[Arc<DeclaredError>]) -> Stubs {
    let mut types = Types::new(modules(file, errors));
    let errors = errors.iter().map(|error| errors::error(error, &mut types)).collect();
    let messages = messages::definitions(file, &mut types);
    let service = |service| self::service(&file.source, service, &mut types);
    let services = file.services.iter().map(service).collect();
    let mut generated = types.local();
    generated.push(Import::module("stubborn_runtime as stubborn"));
    generated.sort();
    let (modules, bindings) = types.statements();
    let statements = |imports: Vec<Import>, indent| -> Vec<String> {
        imports.iter().map(|import| import.statement(indent)).collect()
    };
    Stubs {
        source: file.source.path.clone(),
        has_deprecated: file.services.iter().any(names_deprecated),
        standard: statements(uses::standard(file, &types), 0),
        installed: statements(uses::installed(file, &types), 0),
        generated: statements(generated, 4),
        modules,
        bindings,
        errors,
        messages,
        services,
    }
}

fn names_deprecated(service: &model::Service) -> bool {
    let methods = service.methods.iter();
    let mut messages = methods.flat_map(|method| {
        let taken = messages::types(method.workflow());
        taken.into_iter().chain([&method.input, &method.output])
    });
    let activities = service.activities.iter().flat_map(|activity| [&activity.input, &activity.output]);
    messages.any(|message| message.deprecated) || activities.into_iter().any(|message| message.deprecated)
}

/// The modules whose members the stubs name.
fn modules(file: &model::File, errors: &[Arc<DeclaredError>]) -> Vec<String> {
    let mut messages: Vec<&Message> = errors.iter().map(|error| &error.message).collect();
    let mut templates: Vec<&model::Template> = errors.iter().map(|error| &error.text).collect();
    let mut modules = Vec::new();
    let mut enums: Vec<&model::Enum> = Vec::new();
    for activity in file.services.iter().flat_map(|service| &service.activities) {
        messages.extend([&activity.input, &activity.output]);
        templates.extend(&activity.kind.summary);
        templates.extend(activity.kind.priority.iter().filter_map(|priority| priority.fairness_key.as_ref()));
        let sources = activity.errors.iter().map(|error| &error.message.source);
        let others = sources.filter(|source| **source != file.source);
        modules.extend(others.map(|source| names::stubs_module(&source.path)));
    }
    for method in file.services.iter().flat_map(|service| &service.methods) {
        let workflow = method.workflow();
        messages.extend([&method.input, &method.output]);
        messages.extend(messages::types(workflow));
        templates.extend(templates_of(workflow));
        enums.extend(workflow.search_attributes.iter().filter_map(attribute_enum));
        templates.extend(workflow.updates.iter().map(|update| &update.method.kind.id));
        let updates = workflow.updates.iter().flat_map(|update| &update.method.errors);
        let sources = method.errors.iter().chain(updates).map(|error| &error.message.source);
        let others = sources.filter(|source| **source != file.source);
        modules.extend(others.map(|source| names::stubs_module(&source.path)));
    }
    let messages = messages.into_iter().filter(|message| !message.is_empty());
    modules.extend(messages.map(|message| names::message_module(&message.source.path)));
    modules.extend(templates.into_iter().flat_map(model::Template::fields).filter_map(enum_module));
    modules.extend(enums.into_iter().map(|of| names::message_module(&of.source.path)));
    modules
}

/// All that a start renders.
fn templates_of(workflow: &model::Workflow) -> Vec<&model::Template> {
    let attributes = workflow.search_attributes.iter().filter_map(|attribute| match &attribute.value {
        AttributeValue::Keyword(AttributeText::Template(text))
        | AttributeValue::Text(AttributeText::Template(text))
        | AttributeValue::KeywordList(Keywords::One(AttributeText::Template(text))) => Some(text),
        _ => None,
    });
    let priority = workflow.priority.iter().filter_map(|priority| priority.fairness_key.as_ref());
    let memo = workflow.memo.iter().map(|field| &field.value);
    [&workflow.id]
        .into_iter()
        .chain(attributes)
        .chain(memo)
        .chain(&workflow.summary)
        .chain(priority)
        .collect()
}

fn attribute_enum(attribute: &model::SearchAttribute) -> Option<&model::Enum> {
    match &attribute.value {
        AttributeValue::KeywordList(Keywords::Enums(_, of)) => Some(of),
        _ => None,
    }
}

fn enum_module(field: &Field) -> Option<String> {
    match &field.leaf {
        Leaf::Enum { of, .. } => Some(names::message_module(&of.source.path)),
        Leaf::Scalar(_) => None,
    }
}

fn service(file: &model::Source, service: &model::Service, types: &mut Types) -> Service {
    let class = names::service_class(service);
    let stem = names::service_stem(service);
    let full_name = &service.full_name;
    let methods: Vec<Method> =
        service.methods.iter().map(|method| method::method(file, service, method, types)).collect();
    let activities: Vec<Activity> =
        service.activities.iter().map(|activity| activity::activity(service, activity, types)).collect();
    let queues: Vec<String> =
        service.polled_queues().into_iter().map(|queue| queue_constant(service, queue)).collect();
    let first_queue = queues.first().map_or("", String::as_str);
    Service {
        deprecated: service.deprecated.then(|| deprecation(full_name)),
        doc: documentation(&service.doc, 4),
        constants: service_constants(service),
        plugin_signature: bracketed(
            &format!("def {stem}_plugin("),
            &[
                format!("implementation: {class}Implementation"),
                "*".to_owned(),
                "retry_tasks: bool = False".to_owned(),
            ],
            ") -> stubborn.ServicePlugin:",
            0,
        ),
        plugin: plugin(service, &activities),
        worker_plugin: bracketed(
            &format!("plugin = {stem}_plugin("),
            &["implementation", "retry_tasks=retry_tasks"].map(str::to_owned),
            ")",
            4,
        ),
        new_worker: bracketed(
            "return stubborn.new_worker(",
            &["client", "plugin", first_queue, "options", "keep_unknown=keep_unknown"].map(str::to_owned),
            ")",
            4,
        ),
        queue_list: bracketed("queues = (", &queues, ")", 4),
        queues,
        methods,
        activities,
        full_name: full_name.clone(),
        class,
        stem,
    }
}

/// What registers all that a service has.
fn plugin(service: &model::Service, activities: &[Activity]) -> String {
    let methods = service.methods.iter();
    let methods = methods.map(|method| format!("_{}", names::method_constant(service, method)));
    let activities: Vec<String> = activities.iter().map(|activity| activity.constant.clone()).collect();
    let mut arguments =
        vec!["implementation".to_owned(), bracketed("[", &methods.collect::<Vec<_>>(), "]", 8)];
    arguments.extend((!activities.is_empty()).then(|| bracketed("[", &activities, "]", 8)));
    arguments.push("retry_tasks=retry_tasks".to_owned());
    bracketed("return stubborn.ServicePlugin(", &arguments, ")", 4)
}

fn service_constants(service: &model::Service) -> Vec<Constant> {
    let constant = |name: &str, value: &str, doc: String| Constant {
        assignment: assigned(&format!("{name}: Final = "), &string(value)),
        doc,
    };
    let mut constants = vec![constant(
        &format!("{}_TASK_QUEUE", names::service_constant(service)),
        &service.task_queue,
        format!("The task queue of ``{}``.", service.full_name),
    )];
    for method in &service.methods {
        let workflow = method.workflow();
        constants.push(constant(
            &format!("{}_WORKFLOW_TYPE", names::method_constant(service, method)),
            &workflow.name,
            format!("The workflow type of ``{}``.", method.full_name),
        ));
        if workflow.task_queue != service.task_queue {
            constants.push(constant(
                &names::queue_constant(service, method),
                &workflow.task_queue,
                format!("The task queue of ``{}``.", method.full_name),
            ));
        }
    }
    for queue in service.activity_queues().into_iter().filter(|queue| *queue != service.task_queue) {
        let doc = format!("A task queue of activities of ``{}``.", service.full_name);
        constants.push(constant(&names::activity_queue(service, queue), queue, doc));
    }
    constants
}

/// The constant that holds a queue: of several methods' on one, the first's.
fn queue_constant(service: &model::Service, queue: &str) -> String {
    let on_it = service.methods.iter().find(|method| method.workflow().task_queue == queue);
    on_it.map_or_else(
        || names::activity_queue(service, queue),
        |method| names::queue_constant(service, method),
    )
}
