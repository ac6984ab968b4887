//! A schema file as the finished strings of its template.

use std::collections::BTreeSet;

use askama::Template;

use crate::model::{self, File};

use super::activities::{Activity, activities};
use super::definition::{Names, definition};
use super::ids::{Id, id};
use super::imports::Imports;
use super::literals::{deprecation, documentation, string};
use super::messages::{self, Messages};
use super::names;
use super::rendered::{Rendered, Statements};
use super::settings::Settings;

/// A file of stubs.
#[derive(Template)]
#[template(path = "go/stubs.go")]
pub struct Stubs {
    source: String,
    proto_package: String,
    package: String,
    imports: Vec<String>,
    services: Vec<Service>,
}

struct Service {
    name: String,
    full_name: String,
    doc: Vec<String>,
    deprecation: Vec<String>,
    constants: Vec<Constant>,
    /// Constants; more than one makes several workers.
    queues: Vec<String>,
    methods: Vec<Method>,
    activities: Vec<Activity>,
    /// Literals, of those that only activities are on.
    activity_queues: Vec<String>,
}

impl Service {
    fn has_runs(&self) -> bool {
        self.methods.iter().any(|method| !method.messages.is_empty())
    }

    fn has_handlers(&self) -> bool {
        self.methods.iter().any(|method| method.handler)
    }
}

/// A struct around one of the support package's.
struct Wrapper {
    name: String,
    /// How the struct holds it: embedded, or by a name that nothing of the schema has.
    field: String,
    /// By what its methods reach it.
    own: String,
    /// What it is made of.
    value: String,
}

struct Constant {
    name: String,
    what: String,
    value: String,
}

struct Method {
    name: String,
    full_name: String,
    doc: Vec<String>,
    deprecation: Vec<String>,
    variable: String,
    definition: String,
    id: Option<Id>,
    rendered: Option<Rendered>,
    /// `request *hellov1.HelloRequest, `, or nothing.
    parameter: String,
    argument: String,
    void: bool,
    /// Whether a function answers, rather than a workflow.
    handler: bool,
    /// `(*hellov1.HelloReply, error)`, or `error`.
    result: String,
    handle: Wrapper,
    child: Wrapper,
    /// What a workflow knows by its id, if it takes signals.
    external: Wrapper,
    messages: Messages,
    /// What tells and asks it in a test.
    test: String,
    /// What the worker's author writes for a workflow that takes messages.
    run: String,
    /// Its own method.
    execute: String,
    request: String,
    reply: String,
    /// The parameters of what the worker's author writes.
    implementation: String,
    register: &'static str,
    /// What is registered: the author's function, or one of ours around it.
    function: String,
}

/// A schema file that has services.
pub fn stubs(file: &File, package: &names::Package, settings: &Settings) -> Stubs {
    let mut imports = Imports::default();
    if file.services.iter().any(|service| !service.methods.is_empty()) {
        for path in [
            "context",
            "go.temporal.io/sdk/client",
            "go.temporal.io/sdk/worker",
            "go.temporal.io/sdk/workflow",
        ] {
            imports.add(path);
        }
        imports.add_support(settings);
    }
    if file.services.iter().any(|service| !service.activities.is_empty()) {
        for path in ["context", "go.temporal.io/sdk/worker", "go.temporal.io/sdk/workflow"] {
            imports.add(path);
        }
        imports.add_support(settings);
    }
    if file.services.iter().any(|service| !activity_queues(service).is_empty()) {
        imports.add("go.temporal.io/sdk/client");
    }
    let services = file.services.iter().map(|service| self::service(service, &mut imports)).collect();
    let proto_package = match file.source.package.as_str() {
        "" => "a file without package".to_owned(),
        package => package.to_owned(),
    };
    Stubs {
        source: file.source.path.clone(),
        proto_package,
        package: package.name.clone(),
        imports: imports.lines(),
        services,
    }
}

fn service(service: &model::Service, imports: &mut Imports) -> Service {
    Service {
        name: names::service(service),
        full_name: service.full_name.clone(),
        doc: documentation(&service.doc),
        deprecation: deprecated(service.deprecated, &service.full_name),
        constants: constants(service),
        queues: queues(service),
        activities: activities(service, imports),
        activity_queues: activity_queues(service).into_iter().map(string).collect(),
        methods: service.methods.iter().map(|method| self::method(service, method, imports)).collect(),
    }
}

/// The queues of activities on which a service has no workflows.
fn activity_queues(service: &model::Service) -> Vec<&str> {
    let polled = service.activities.iter().filter_map(|activity| activity.kind.task_queue.as_deref());
    let queues: BTreeSet<&str> = polled.collect();
    let only = service.activity_queues();
    queues.into_iter().filter(|queue| service.methods.is_empty() || only.contains(queue)).collect()
}

fn deprecated(deprecated: bool, full_name: &str) -> Vec<String> {
    if deprecated { deprecation(full_name) } else { Vec::new() }
}

fn constants(service: &model::Service) -> Vec<Constant> {
    let mut constants = Vec::new();
    if !service.methods.is_empty() {
        constants.push(Constant {
            name: format!("{}TaskQueue", names::service(service)),
            what: format!("the task queue of {}", service.full_name),
            value: string(&service.task_queue),
        });
    }
    for method in &service.methods {
        let prefix = names::method_prefix(service, method);
        let workflow = method.workflow();
        constants.push(Constant {
            name: format!("{prefix}WorkflowType"),
            what: format!("the workflow type of {}", method.full_name),
            value: string(&workflow.name),
        });
        if workflow.task_queue != service.task_queue {
            constants.push(Constant {
                name: format!("{prefix}TaskQueue"),
                what: format!("the task queue of {}", method.full_name),
                value: string(&workflow.task_queue),
            });
        }
    }
    constants.extend(service.activities.iter().map(|activity| Constant {
        name: names::activity_type(service, activity),
        what: format!("the activity type of {}", activity.full_name),
        value: string(activity.activity_type()),
    }));
    constants.extend(messages::named(service).into_iter().map(|named| Constant {
        name: named.name,
        what: format!("the name of the {} {}", named.kind, named.full_name),
        value: string(named.wire_name),
    }));
    constants
}

/// Those of workflows, and those that only handlers are on.
fn queues(service: &model::Service) -> Vec<String> {
    let workflows = service.task_queues();
    let handlers = service.methods.iter().filter_map(|method| method.handler()?.task_queue.as_deref());
    let handlers: BTreeSet<&str> = handlers.filter(|queue| !workflows.contains(queue)).collect();
    let constants = workflows.iter().map(|queue| queue_constant(service, queue));
    constants.chain(handlers.into_iter().map(string)).collect()
}

/// The constant that holds a queue: of several methods' on one, the first's.
fn queue_constant(service: &model::Service, queue: &str) -> String {
    let own = format!("{}TaskQueue", names::service(service));
    if queue == service.task_queue {
        return own;
    }
    let on_it = service.methods.iter().find(|method| method.workflow().task_queue == queue);
    on_it.map_or(own, |method| format!("{}TaskQueue", names::method_prefix(service, method)))
}

fn method(service: &model::Service, method: &model::Method, imports: &mut Imports) -> Method {
    let prefix = names::method_prefix(service, method);
    let variable = names::variable(service, method);
    let request = imports.message(&method.input);
    let reply = imports.message(&method.output);
    let (empty, void) = (method.input.is_empty(), method.output.is_empty());
    let workflow_type = names::workflow_type(service, method);
    let id = id(format!("{variable}ID"), &method.workflow().id, &request, &workflow_type, imports);
    let task_queue = if method.workflow().task_queue == service.task_queue {
        format!("{}TaskQueue", names::service(service))
    } else {
        format!("{prefix}TaskQueue")
    };
    let rendered = statements(method.workflow()).render(
        format!("{variable}Rendered"),
        &request,
        &workflow_type,
        imports,
    );
    let names = Names {
        request: &request,
        reply: &reply,
        workflow_type: &workflow_type,
        task_queue: &task_queue,
        id: id.as_ref().map(|id| id.name.as_str()),
        rendered: rendered.as_ref().map(|rendered| rendered.name.as_str()),
    };
    let name = names::method(method);
    let context = if method.handler().is_some() { "context.Context" } else { "workflow.Context" };
    Method {
        full_name: method.full_name.clone(),
        doc: documentation(&method.doc),
        deprecation: deprecated(method.deprecated, &method.full_name),
        definition: definition(method, &names, imports),
        parameter: if empty { String::new() } else { format!("request *{request}, ") },
        argument: if empty { format!("&{request}{{}}") } else { "request".to_owned() },
        result: if void { "error".to_owned() } else { format!("(*{reply}, error)") },
        handle: wrapper(format!("{prefix}Handle"), "Handle", &reply, void, &names::handle_methods(method)),
        child: wrapper(format!("{prefix}Child"), "ChildHandle", &reply, void, &names::signals(method)),
        test: format!("{prefix}Test"),
        external: external(format!("{prefix}External"), &names::signals(method)),
        messages: messages::messages(service, method, imports),
        run: format!("{prefix}Workflow"),
        execute: names::beside("Execute", &names::workflow_methods(method)),
        implementation: if empty {
            format!("ctx {context}")
        } else {
            format!("ctx {context}, request *{request}")
        },
        register: if method.handler().is_some() { "RegisterHandler" } else { "RegisterWorkflow" },
        function: names::implementation(&format!("service.{name}"), context, &request, &reply, (empty, void)),
        handler: method.handler().is_some(),
        name,
        variable,
        id,
        rendered,
        void,
        request,
        reply,
    }
}

/// What a call's settings are made of.
fn statements(workflow: &model::Workflow) -> Statements<'_> {
    Statements {
        summary: workflow.summary.as_ref(),
        fairness: workflow.priority.as_ref().and_then(|priority| priority.fairness_key.as_ref()),
        memo: &workflow.memo,
        attributes: &workflow.search_attributes,
    }
}

/// Embeds a handle of the support package, unless the schema has its name.
fn wrapper(name: String, handle: &str, reply: &str, void: bool, taken: &[names::Taking]) -> Wrapper {
    let handled = if void { format!("Void{handle}") } else { handle.to_owned() };
    let inner = format!("*stubborn.{handled}[*{reply}]");
    let own = names::beside(&handled, taken);
    let value =
        if void { format!("&stubborn.{handled}[*{reply}]{{{handle}: handle}}") } else { "handle".to_owned() };
    Wrapper { name, field: field(&handled, &own, &inner), own, value }
}

fn external(name: String, signals: &[names::Taking]) -> Wrapper {
    let own = names::beside("External", signals);
    Wrapper {
        name,
        field: field("External", &own, "*stubborn.External"),
        own,
        value: "stubborn.NewExternal(workflowID, runID)".to_owned(),
    }
}

fn field(embedded: &str, own: &str, inner: &str) -> String {
    if own == embedded { inner.to_owned() } else { format!("{own} {inner}") }
}
