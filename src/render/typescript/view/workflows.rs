//! `hello_workflows.ts`: what runs inside workflows.

use askama::Template;

use super::super::{docs, layout};
use super::client::{self, Calls};
use super::{Context, Declaration, Member, delegated, implemented, support};
use crate::model::{Doc, Method, Service};
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
    interface: String,
    /// The workflows that the worker's author writes.
    written: Vec<Declaration>,
    create_signature: String,
    serve: String,
    child_doc: String,
    child_client: String,
    child_methods: Vec<ChildView>,
}

struct ChildView {
    execute: Member,
    start: Member,
}

pub fn render(context: &Context) -> File {
    let mut imports = context.imports("workflows");
    let services =
        context.file.services.iter().map(|service| view_service(context, service, &mut imports)).collect();
    let default_export = default_export(context, &mut imports);
    let view =
        View { source: &context.file.source.path, imports: imports.statements(), services, default_export };
    context.file("workflows", &view)
}

fn view_service<'a>(context: &Context, service: &'a Service, imports: &mut Imports) -> ServiceView<'a> {
    let names = ServiceNames::of(service);
    let written: Vec<&Method> = written(service).collect();
    let parameters = (!written.is_empty()).then(|| format!("workflows: {}", names.workflows()));
    let options = format!("options: {} = {{}}", imports.ty(support("workflow"), "WorkflowsOptions"));
    let workflows = imports.ty(support("workflow"), "Workflows");
    let about = format!("Calls of `{}` from within a workflow.", service.full_name);
    ServiceView {
        full_name: &service.full_name,
        doc: docs::comment(
            &Doc(vec![format!("The workflows of `{}` that you write.", service.full_name)]),
            None,
            false,
        ),
        interface: names.workflows(),
        written: written.iter().map(|method| implemented(context, method, imports)).collect(),
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
    let written = imports.value(support("workflow"), "writtenWorkflow");
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
    }
}

/// What serves the services that need no workflow of the worker's author.
fn default_export(context: &Context, imports: &mut Imports) -> Option<String> {
    let services = context.file.services.iter().filter(|service| written(service).next().is_none());
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
