//! `hello_workflows.ts`: what runs inside workflows.

use askama::Template;

use super::super::names::{self, takes_messages};
use super::super::{docs, layout};
use super::client::{self, Calls};
use super::{Context, Declaration, Member, delegated, implemented, support};
use crate::model::{Activity, Doc, Method, Service};
use crate::render::File;
use crate::render::typescript::imports::Imports;
use crate::render::typescript::names::ServiceNames;

#[derive(Template)]
#[template(path = "typescript/workflows.ts")]
struct View<'a> {
    source: &'a str,
    imports: String,
    services: Vec<ServiceView<'a>>,
    default_export: Option<String>,
}

struct ServiceView<'a> {
    full_name: &'a str,
    doc: String,
    /// The types of workflows that take messages, as those see them who write, start or find them.
    types: Vec<Declaration>,
    interface: String,
    /// The workflows that the worker's author writes.
    written: Vec<Declaration>,
    /// Of a service that has any workflow.
    served: Option<ServedView>,
    /// Of one that has any activity.
    activities: Option<ActivitiesView>,
}

struct ServedView {
    create_signature: String,
    serve: String,
    child_doc: String,
    child_client: String,
    child_methods: Vec<ChildView>,
}

struct ActivitiesView {
    doc: String,
    name: String,
    calls: Vec<Member>,
}

struct ChildView {
    execute: Member,
    start: Member,
    handle: Member,
    continued: Member,
}

pub fn render(context: &Context) -> File {
    let mut imports = context.imports("workflows");
    let services = context.services().map(|service| view_service(context, service, &mut imports)).collect();
    let default_export = default_export(context, &mut imports);
    let view =
        View { source: &context.file.source.path, imports: imports.statements(), services, default_export };
    context.file("workflows", &view)
}

fn view_service<'a>(context: &Context, service: &'a Service, imports: &mut Imports) -> ServiceView<'a> {
    let names = ServiceNames::of(service);
    let written: Vec<&Method> = written(service).collect();
    ServiceView {
        full_name: &service.full_name,
        doc: docs::comment(
            &Doc(vec![format!("The workflows of `{}` that you write.", service.full_name)]),
            None,
            false,
        ),
        types: written
            .iter()
            .filter(|method| takes_messages(method))
            .flat_map(|method| types(context, service, method, imports))
            .collect(),
        interface: names.workflows(),
        written: written.iter().map(|method| implementation(context, service, method, imports)).collect(),
        served: (!service.methods.is_empty()).then(|| view_served(context, service, imports)),
        activities: (!service.activities.is_empty()).then(|| view_activities(context, service, imports)),
    }
}

fn view_served(context: &Context, service: &Service, imports: &mut Imports) -> ServedView {
    let names = ServiceNames::of(service);
    let parameters = written(service).next().map(|_| format!("workflows: {}", names.workflows()));
    let options = format!("options: {} = {{}}", imports.ty(support("workflow"), "WorkflowsOptions"));
    let workflows = imports.ty(support("workflow"), "Workflows");
    let about = format!("Calls of `{}` from within a workflow.", service.full_name);
    ServedView {
        create_signature: layout::list(
            0,
            &format!("export function {}(", names.create("Workflows")),
            &parameters.into_iter().chain([options]).collect::<Vec<_>>(),
            &format!("): {workflows} {{"),
        ),
        serve: serve(context, service, imports),
        child_doc: docs::comment(&Doc(vec![about]), None, service.deprecated),
        child_client: names.child_client(),
        child_methods: service
            .methods
            .iter()
            .map(|method| child(context, service, method, imports))
            .collect(),
    }
}

fn view_activities(context: &Context, service: &Service, imports: &mut Imports) -> ActivitiesView {
    let about = format!("Calls of the activities of `{}` from within a workflow.", service.full_name);
    ActivitiesView {
        doc: docs::comment(&Doc(vec![about]), None, service.deprecated),
        name: ServiceNames::of(service).activities(),
        calls: service
            .activities
            .iter()
            .flat_map(|activity| activity_calls(context, service, activity, imports))
            .collect(),
    }
}

fn activity_calls(
    context: &Context,
    service: &Service,
    activity: &Method<Activity>,
    imports: &mut Imports,
) -> [Member; 2] {
    let request = context.init(&activity.input, imports).map(|init| format!("request: {init}"));
    let argument = if request.is_some() { "request" } else { "undefined" };
    let options = imports.ty(support("activities"), "ActivityCallOptions");
    let parameters: Vec<String> = request.into_iter().chain([format!("options?: {options}")]).collect();
    let reply = context.shape(&activity.output, imports).unwrap_or_else(|| "void".to_owned());
    let handle = imports.ty(support("activities"), "ActivityHandle");
    let arguments = [context.method(service, activity, imports), argument.to_owned(), "options".to_owned()];
    let mut member = |doc: &Doc, name: String, function: &str, result: String| {
        let function = imports.value(support("activities"), function);
        Member {
            doc: client::doc(doc, activity),
            signature: layout::list(2, &format!("{name}("), &parameters, &format!("): {result} {{")),
            body: layout::list(4, &format!("return {function}("), &arguments, ");"),
        }
    };
    let name = names::method(&activity.name);
    let about = Doc(vec![format!("Starts `{name}` and does not wait for its reply.")]);
    let start = names::start_method(&activity.name);
    [
        member(&activity.doc, name, "executeActivity", format!("Promise<{reply}>")),
        member(&about, start, "startActivity", format!("{handle}<{reply}>")),
    ]
}

fn types(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> [Declaration; 3] {
    let (names, name) = (ServiceNames::of(service), names::method(&method.name));
    let taken = context.taken(service, method, imports);
    let init = context.init(&method.output, imports).unwrap_or_else(|| "void".to_owned());
    let shape = context.shape(&method.output, imports).unwrap_or_else(|| "void".to_owned());
    let run = imports.ty(support("answering"), "Run");
    let child = imports.ty(support("workflow"), "ChildMessageHandle");
    let external = imports.ty(support("external"), "ExternalHandle");
    let declare = |about: String, declared: String, generic: String, arguments: &[String]| Declaration {
        doc: docs::comment(&Doc(vec![about]), None, method.deprecated),
        signature: layout::types(0, &format!("export type {declared} = {generic}<"), arguments, ">;"),
    };
    let signals = format!("({taken})[\"signals\"]");
    [
        declare(
            format!("A run of `{name}`, and what it does with what is sent to it."),
            names.run(&method.name),
            run,
            &[taken.clone(), init],
        ),
        declare(
            format!("A call of `{name}` by this workflow, and what can be sent to it."),
            names.child_handle(&method.name),
            child,
            &[shape, taken],
        ),
        declare(
            format!("A call of `{name}` that somebody else has started, and what can be sent to it."),
            names.external_handle(&method.name),
            external,
            &[signals],
        ),
    ]
}

fn implementation(
    context: &Context,
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> Declaration {
    if !takes_messages(method) {
        return implemented(context, method, imports);
    }
    let parameters: Vec<String> =
        context.shape(&method.input, imports).map(|shape| format!("request: {shape}")).into_iter().collect();
    Declaration {
        doc: client::doc(&method.doc, method),
        signature: layout::list(
            2,
            &format!("{}(", names::method(&method.name)),
            &parameters,
            &format!("): {};", ServiceNames::of(service).run(&method.name)),
        ),
    }
}

/// The methods whose workflow is not generated.
pub fn written(service: &Service) -> impl Iterator<Item = &Method> {
    service.methods.iter().filter(|method| method.handler().is_none())
}

fn serve(context: &Context, service: &Service, imports: &mut Imports) -> String {
    let serve = imports.value(support("workflow"), "serve");
    let served: Vec<String> =
        service.methods.iter().map(|method| served(context, service, method, imports)).collect();
    layout::list(2, &format!("return {serve}(options, ["), &served, "]);")
}

fn served(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> String {
    let of = context.method(service, method, imports);
    if method.handler().is_some() {
        let handler = imports.value(support("workflow"), "handlerWorkflow");
        return layout::list(4, &format!("...{handler}("), &[of], ")");
    }
    let written = match takes_messages(method) {
        true => imports.value(support("workflow"), "conversingWorkflow"),
        false => imports.value(support("workflow"), "writtenWorkflow"),
    };
    delegated(&format!("...{written}("), &of, "workflows", method)
}

fn child(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> ChildView {
    let calls = Calls {
        execute_options: "ChildOptions",
        start_options: "ChildOptions",
        handle: "ChildHandle",
        module: "workflow",
        receiver: None,
    };
    ChildView {
        execute: client::execute(context, &calls, service, method, imports),
        start: client::start(context, &calls, service, method, imports),
        handle: external(context, service, method, imports),
        continued: continued(context, service, method, imports),
    }
}

/// The member that goes on as a new run.
fn continued(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> Member {
    let about = format!("Ends this run of `{}`, and begins the next one.", names::method(&method.name));
    let request = context.init(&method.input, imports).map(|init| format!("request: {init}"));
    let argument = if request.is_some() { "request" } else { "undefined" };
    let options = imports.ty(support("continuing"), "ContinueOptions");
    let function = imports.value(support("continuing"), "continueAsNew");
    let arguments = [context.method(service, method, imports), argument.to_owned(), "options".to_owned()];
    let parameters: Vec<String> = request.into_iter().chain([format!("options?: {options}")]).collect();
    Member {
        doc: client::doc(&Doc(vec![about]), method),
        signature: client::promised(
            &format!("{}(", names::continue_method(&method.name)),
            &parameters,
            "never",
        ),
        body: layout::list(4, &format!("return {function}("), &arguments, ");"),
    }
}

/// The member that makes a handle on a workflow that another one has started.
fn external(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> Member {
    let about = format!("A call of `{}` that somebody else has started.", names::method(&method.name));
    let (function, handle) = match takes_messages(method) {
        true => ("getExternalConversation", ServiceNames::of(service).external_handle(&method.name)),
        false => ("getExternal", imports.ty(support("external"), "ExternalHandle")),
    };
    let function = imports.value(support("external"), function);
    let of = context.method(service, method, imports);
    let arguments = [of, "workflowId".to_owned(), "runId".to_owned()];
    Member {
        doc: client::doc(&Doc(vec![about]), method),
        signature: layout::list(
            2,
            &format!("{}(", names::handle_method(&method.name)),
            &["workflowId: string".to_owned(), "runId?: string".to_owned()],
            &format!("): {handle} {{"),
        ),
        body: layout::list(4, &format!("return {function}("), &arguments, ");"),
    }
}

/// What serves the services that need no workflow of the worker's author.
fn default_export(context: &Context, imports: &mut Imports) -> Option<String> {
    let services = context.clients().filter(|service| written(service).next().is_none());
    let created: Vec<String> =
        services.map(|service| format!("{}()", ServiceNames::of(service).create("Workflows"))).collect();
    match created.as_slice() {
        [] => None,
        [created] => Some(format!("export default {created};")),
        created => {
            let combine = imports.value(support("workflow"), "combineWorkflows");
            Some(layout::list(0, &format!("export default {combine}("), created, ");"))
        }
    }
}
