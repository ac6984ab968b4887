//! `hello_worker.ts`: what runs in a worker outside of workflows.

use askama::Template;

use super::super::{docs, layout, literals};
use super::workflows::written;
use super::{Context, Declaration, delegated, implemented, support};
use crate::model::{Doc, Method, Service};
use crate::render::File;
use crate::render::typescript::imports::Imports;
use crate::render::typescript::messages::Module;
use crate::render::typescript::names::ServiceNames;

#[derive(Template)]
#[template(path = "typescript/worker.ts")]
struct View<'a> {
    source: &'a str,
    imports: String,
    services: Vec<ServiceView<'a>>,
}

struct ServiceView<'a> {
    full_name: &'a str,
    handlers: Option<HandlersView>,
    options: String,
    base_options: String,
    queue_option: String,
    create_doc: String,
    create_signature: String,
    create_body: Vec<String>,
}

struct HandlersView {
    doc: String,
    interface: String,
    methods: Vec<Declaration>,
    create_signature: String,
    create_body: String,
}

pub fn render(context: &Context) -> File {
    let mut imports = context.imports("worker");
    let services = context.services().map(|service| view_service(context, service, &mut imports)).collect();
    let view = View { source: &context.file.source.path, imports: imports.statements(), services };
    context.file("worker", &view)
}

fn view_service<'a>(context: &Context, service: &'a Service, imports: &mut Imports) -> ServiceView<'a> {
    let names = ServiceNames::of(service);
    ServiceView {
        full_name: &service.full_name,
        handlers: view_handlers(context, service, imports),
        options: names.worker_options(),
        base_options: imports.ty(support("worker"), "ServiceWorkerOptions"),
        queue_option: queue_option(context, service, imports),
        create_doc: create_doc(service),
        create_signature: create_signature(service, imports),
        create_body: create_body(context, service, imports),
    }
}

fn view_handlers(context: &Context, service: &Service, imports: &mut Imports) -> Option<HandlersView> {
    let names = ServiceNames::of(service);
    if !has_functions(service) {
        return None;
    }
    let activities_type = imports.ty(support("worker"), "Activities");
    let mut methods = Vec::new();
    let mut activities = Vec::new();
    for method in handled(service) {
        let of = context.method(service, method, imports);
        let made = imports.value(support("worker"), "handlerActivity");
        activities.push(delegated(&format!("...{made}("), &of, "handlers", method));
        methods.push(implemented(context, method, imports));
    }
    for activity in &service.activities {
        let of = context.method(service, activity, imports);
        let made = imports.value(support("worker"), "declaredActivity");
        activities.push(delegated(&format!("...{made}("), &of, "handlers", activity));
        methods.push(implemented(context, activity, imports));
    }
    Some(HandlersView {
        doc: handlers_doc(service),
        interface: names.handlers(),
        methods,
        create_signature: layout::list(
            0,
            &format!("export function {}(", names.create("Activities")),
            &[format!("handlers: {}", names.handlers())],
            &format!("): {activities_type} {{"),
        ),
        create_body: layout::list(2, "return Object.fromEntries([", &activities, "]);"),
    })
}

fn handlers_doc(service: &Service) -> String {
    let what = match (handled(service).next(), service.activities.is_empty()) {
        (Some(_), true) => "that answer the handlers",
        (Some(_), false) => "that answer the handlers and do the activities",
        (None, _) => "that do the activities",
    };
    let about = format!("The functions {what} of `{}`.", service.full_name);
    let lines = [
        &about,
        "",
        "An attempt that is lost is made again: `idempotencyKey()` and `attempt()` of",
        "`stubborn/worker` say which call and attempt it is. One that calls `heartbeat()`",
        "of `@temporalio/activity` is told there of cancellation, and the next attempt finds",
        "its details in `activityInfo().heartbeatDetails`: in every language, where they",
        "are one value that JSON has.",
    ];
    docs::comment(&Doc(lines.map(str::to_owned).into()), None, false)
}

/// Whether anything of it runs as an activity.
fn has_functions(service: &Service) -> bool {
    handled(service).next().is_some() || !service.activities.is_empty()
}

fn handled(service: &Service) -> impl Iterator<Item = &Method> {
    service.methods.iter().filter(|method| method.handler().is_some())
}

fn queue_option(context: &Context, service: &Service, imports: &mut Imports) -> String {
    if service.polled_queues().len() == 1 {
        return "/** To poll instead of the schema's. */\nreadonly taskQueue?: string | undefined;"
            .to_owned();
    }
    let overrides = imports.ty(support("worker"), "TaskQueueOverrides");
    let queues = imports.value(stubborn(context), &ServiceNames::of(service).task_queues());
    let member =
        layout::after(2, "readonly taskQueues?:", &format!("{overrides}<typeof {queues}> | undefined;"));
    // The template indents later lines, too.
    let member = member.replace("\n  ", "\n");
    format!("/** To poll instead of the schema's. */\n{member}")
}

fn create_doc(service: &Service) -> String {
    let mut lines = match service.polled_queues().len() {
        1 => vec![format!("Makes a worker of `{}`.", service.full_name)],
        _ => vec![format!("Makes the workers of `{}`, one per task queue.", service.full_name)],
    };
    if written(service).next().is_some() {
        lines.push(String::new());
        let create = ServiceNames::of(service).create("Workflows");
        lines.push(format!("The module that `workflowsPath` names exports what `{create}` returns"));
        lines.push("as its default.".to_owned());
    }
    docs::comment(&Doc(lines), None, false)
}

fn create_signature(service: &Service, imports: &mut Imports) -> String {
    let names = ServiceNames::of(service);
    let worker = imports.ty(Module::Package("@temporalio/worker".to_owned()), "Worker");
    let mut options = format!("options: {}", names.worker_options());
    if written(service).next().is_some() {
        options = format!("{options} & {}", imports.ty(support("worker"), "WorkflowSource"));
    }
    let (what, worker) = match service.polled_queues().len() {
        1 => ("Worker", worker),
        _ => ("Workers", format!("{worker}[]")),
    };
    layout::list(
        0,
        &format!("export function {}(", names.create(what)),
        &[options],
        &format!("): Promise<{worker}> {{"),
    )
}

fn create_body(context: &Context, service: &Service, imports: &mut Imports) -> Vec<String> {
    let names = ServiceNames::of(service);
    let has_handlers = has_functions(service);
    let single = service.polled_queues().len() == 1;
    let queue =
        imports.value(stubborn(context), &if single { names.task_queue() } else { names.task_queues() });

    let queue_option = if single { format!("taskQueue = {queue}") } else { "taskQueues".to_owned() };
    let handlers = has_handlers.then(|| "handlers".to_owned());
    let options: Vec<String> = handlers.into_iter().chain([queue_option, "...rest".to_owned()]).collect();
    // Nothing may follow a rest, not even a comma.
    let options = layout::braces(2, "const {", &options, "} = options;").replace("...rest,\n", "...rest\n");
    let mut body = vec![options];
    if has_handlers {
        body.push(format!("const activities = {}(handlers);", names.create("Activities")));
    }
    body.extend(create_workers(context, service, &queue, imports));
    body
}

fn create_workers(context: &Context, service: &Service, queue: &str, imports: &mut Imports) -> Vec<String> {
    let create_worker = imports.value(support("worker"), "createWorker");
    let arguments = |queue: &str| [queue.to_owned(), defaults(context, service), "rest".to_owned()];
    if service.polled_queues().len() == 1 {
        return vec![layout::list(2, &format!("return {create_worker}("), &arguments("taskQueue"), ");")];
    }
    let head = format!("const create = (queue: (typeof {queue})[number]) =>");
    let call =
        layout::list(4, &format!("{create_worker}("), &arguments("taskQueues?.[queue] ?? queue"), ");");
    vec![head, format!("  {call}"), format!("return Promise.all({queue}.map(create));")]
}

fn defaults(context: &Context, service: &Service) -> String {
    let activities = has_functions(service).then(|| "activities".to_owned());
    let is_generated = !service.methods.is_empty() && written(service).next().is_none();
    let workflows = is_generated.then(|| {
        let module = context.module("workflows");
        let name = module.rsplit('/').next().unwrap_or(&module);
        format!("workflows: {}", literals::string(name))
    });
    let defaults: Vec<String> = activities.into_iter().chain(workflows).collect();
    if defaults.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", defaults.join(", ")) }
}

fn stubborn(context: &Context) -> Module {
    Module::Local(context.module("stubborn"))
}
