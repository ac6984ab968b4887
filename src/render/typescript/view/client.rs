//! `hello_client.ts`: typed calls from outside of workflows.

use askama::Template;

use super::super::{docs, layout, names};
use super::{Context, Member, support, with_start};
use crate::model::{Doc, Method, Service};
use crate::render::File;
use crate::render::typescript::imports::Imports;
use crate::render::typescript::messages::Module;
use crate::render::typescript::names::ServiceNames;

#[derive(Template)]
#[template(path = "typescript/client.ts")]
struct View<'a> {
    source: &'a str,
    imports: String,
    client: String,
    services: Vec<ServiceView>,
}

struct ServiceView {
    /// The types of handles on workflows that take messages.
    handles: Vec<HandleView>,
    doc: String,
    name: String,
    methods: Vec<MethodView>,
    schedules_doc: String,
    /// What makes calls for schedules.
    schedules: String,
}

struct HandleView {
    doc: String,
    declaration: String,
}

struct MethodView {
    execute: Member,
    start: Member,
    handle: Member,
    with_start: Vec<Member>,
    scheduled: Member,
}

pub fn render(context: &Context) -> File {
    let mut imports = context.imports("client");
    let client = imports.ty(Module::Package("@temporalio/client".to_owned()), "Client");
    let services = context.clients().map(|service| view_service(context, service, &mut imports)).collect();
    let view = View { source: &context.file.source.path, imports: imports.statements(), client, services };
    context.file("client", &view)
}

fn view_service(context: &Context, service: &Service, imports: &mut Imports) -> ServiceView {
    let names = ServiceNames::of(service);
    let methods = service.methods.iter();
    let talking = methods.clone().filter(|method| names::takes_messages(method));
    ServiceView {
        handles: talking.map(|method| handle_view(context, service, method, imports)).collect(),
        doc: docs::comment(&service.doc, Some(&format!("service {}", service.full_name)), service.deprecated),
        name: names.client(),
        methods: methods.map(|method| view_method(context, service, method, imports)).collect(),
        schedules_doc: schedules_doc(service),
        schedules: names.schedules(),
    }
}

fn schedules_doc(service: &Service) -> String {
    let about = format!("What schedules do to call `{}`, for the SDK's", service.full_name);
    let how = "`client.schedule.create({ scheduleId, spec, action })`.".to_owned();
    docs::comment(&Doc(vec![about, how]), None, service.deprecated)
}

fn handle_view(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> HandleView {
    let about = format!("A call of `{}`, and what can be sent to its workflow.", names::method(&method.name));
    let handle = imports.ty(support("messaging"), "MessageHandle");
    let reply = context.shape(&method.output, imports).unwrap_or_else(|| "void".to_owned());
    let open = format!("export type {} = {handle}<", ServiceNames::of(service).handle(&method.name));
    HandleView {
        doc: docs::comment(&Doc(vec![about]), None, method.deprecated),
        declaration: layout::types(0, &open, &[reply, context.taken(service, method, imports)], ">;"),
    }
}

fn view_method(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> MethodView {
    let calls = Calls {
        execute_options: "ExecuteOptions",
        start_options: "CallOptions",
        handle: "CallHandle",
        module: "client",
        receiver: Some("this.#client"),
    };
    MethodView {
        execute: execute(context, &calls, service, method, imports),
        start: start(context, &calls, service, method, imports),
        handle: handle(context, &calls, service, method, imports),
        with_start: with_start::members(context, service, method, imports),
        scheduled: scheduled(context, service, method, imports),
    }
}

fn scheduled(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> Member {
    let options = imports.ty(support("schedules"), "ScheduledCallOptions");
    let scheduled = imports.ty(support("schedules"), "ScheduledCall");
    let function = imports.value(support("schedules"), "scheduledCall");
    let request = if method.input.is_empty() { "undefined" } else { "request" };
    let arguments = [context.method(service, method, imports), request.to_owned(), "options".to_owned()];
    Member {
        doc: doc(&Doc(vec![format!("Calls `{}`.", names::method(&method.name))]), method),
        signature: layout::list(
            2,
            &format!("{}(", names::method(&method.name)),
            &parameters(context, method, &options, imports),
            &format!("): {scheduled} {{"),
        ),
        body: layout::list(4, &format!("return {function}("), &arguments, ");"),
    }
}

/// How calls are made from a realm.
pub struct Calls {
    /// The type of the options of a call whose reply is waited for.
    pub execute_options: &'static str,
    /// The type of the options of a call that is started.
    pub start_options: &'static str,
    /// The type of handles.
    pub handle: &'static str,
    /// The support module that makes the calls.
    pub module: &'static str,
    /// What is passed before the method.
    pub receiver: Option<&'static str>,
}

/// The member that makes a call and waits for its reply.
pub fn execute(
    context: &Context,
    calls: &Calls,
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> Member {
    let function = if calls.module == "client" { "execute" } else { "executeChild" };
    let options = imports.ty(support(calls.module), calls.execute_options);
    let reply = context.shape(&method.output, imports).unwrap_or_else(|| "void".to_owned());
    Member {
        doc: doc(&method.doc, method),
        signature: promised(
            &format!("{}(", names::method(&method.name)),
            &parameters(context, method, &options, imports),
            &reply,
        ),
        body: call(context, calls, (calls.module, function), service, method, imports),
    }
}

/// The member that makes a call and returns its handle.
pub fn start(
    context: &Context,
    calls: &Calls,
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> Member {
    let about = format!("Starts `{}` and does not wait for its reply.", names::method(&method.name));
    let options = imports.ty(support(calls.module), calls.start_options);
    let handle = handle_type(context, calls, service, method, imports);
    let open = format!("{}(", names::start_method(&method.name));
    Member {
        doc: doc(&Doc(vec![about]), method),
        signature: promised(&open, &parameters(context, method, &options, imports), &handle),
        body: call(context, calls, start_function(calls, method), service, method, imports),
    }
}

fn handle(
    context: &Context,
    calls: &Calls,
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> Member {
    let about =
        format!("The handle of a call of `{}` that was started elsewhere.", names::method(&method.name));
    let handle = handle_type(context, calls, service, method, imports);
    let get_handle = match names::takes_messages(method) {
        true => imports.value(support("messaging"), "getConversation"),
        false => imports.value(support(calls.module), "getHandle"),
    };
    let of = context.method(service, method, imports);
    let arguments = ["this.#client".to_owned(), of, "workflowId".to_owned(), "runId".to_owned()];
    Member {
        doc: doc(&Doc(vec![about]), method),
        signature: layout::list(
            2,
            &format!("{}(", names::handle_method(&method.name)),
            &["workflowId: string".to_owned(), "runId?: string".to_owned()],
            &format!("): {handle} {{"),
        ),
        body: layout::list(4, &format!("return {get_handle}("), &arguments, ");"),
    }
}

/// What makes a handle.
fn start_function(calls: &Calls, method: &Method) -> (&'static str, &'static str) {
    match (calls.module, names::takes_messages(method)) {
        ("client", true) => ("messaging", "startConversation"),
        ("client", false) => ("client", "start"),
        (_, true) => ("workflow", "startChildConversation"),
        (_, false) => ("workflow", "startChild"),
    }
}

pub fn doc<K>(doc: &Doc, method: &Method<K>) -> String {
    docs::comment(doc, Some(&format!("rpc {}", method.full_name)), method.deprecated)
}

fn handle_type(
    context: &Context,
    calls: &Calls,
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> String {
    let names = ServiceNames::of(service);
    match (names::takes_messages(method), calls.module) {
        (true, "client") => names.handle(&method.name),
        (true, _) => names.child_handle(&method.name),
        (false, _) => {
            let reply = context.shape(&method.output, imports).unwrap_or_else(|| "void".to_owned());
            format!("{}<{reply}>", imports.ty(support(calls.module), calls.handle))
        }
    }
}

/// The head of a member that promises something.
pub fn promised(open: &str, parameters: &[String], what: &str) -> String {
    layout::list(2, open, parameters, &format!("): Promise<{what}> {{"))
}

fn parameters(context: &Context, method: &Method, options: &str, imports: &mut Imports) -> Vec<String> {
    let request = context.init(&method.input, imports).map(|init| format!("request: {init}"));
    request.into_iter().chain([format!("options?: {options}")]).collect()
}

fn call(
    context: &Context,
    calls: &Calls,
    (module, function): (&str, &str),
    service: &Service,
    method: &Method,
    imports: &mut Imports,
) -> String {
    let function = imports.value(support(module), function);
    let request = if method.input.is_empty() { "undefined" } else { "request" };
    let of = context.method(service, method, imports);
    let arguments: Vec<String> = calls
        .receiver
        .map(str::to_owned)
        .into_iter()
        .chain([of, request.to_owned(), "options".to_owned()])
        .collect();
    layout::list(4, &format!("return {function}("), &arguments, ");")
}
