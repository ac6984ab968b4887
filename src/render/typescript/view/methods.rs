//! `hello_stubborn.ts`: what the schema says.

use std::sync::Arc;

use askama::Template;

use super::super::templates::{self, Rendered};
use super::super::{docs, layout, literals, names};
use super::taken::{self, Taken};
use super::{Context, support};
use crate::model::{
    Activity, CancellationType, DeclaredError, IdConflictPolicy, IdReusePolicy, Message, Method,
    ParentClosePolicy, Retry, Service, VersioningBehavior, Workflow,
};
use crate::render::File;
use crate::render::typescript::imports::Imports;
use crate::render::typescript::messages::Module;
use crate::render::typescript::names::ServiceNames;

#[derive(Template)]
#[template(path = "typescript/methods.ts")]
struct View<'a> {
    source: &'a str,
    imports: String,
    services: Vec<ServiceView<'a>>,
}

struct ServiceView<'a> {
    full_name: &'a str,
    task_queue: String,
    task_queues: Option<String>,
    methods_const: String,
    methods: Vec<MethodView>,
    activities: Vec<ActivityView>,
}

struct ActivityView {
    doc: String,
    name: String,
    define: String,
    lines: Vec<String>,
    options: Vec<String>,
    rendered: Vec<String>,
}

struct MethodView {
    doc: String,
    name: String,
    /// `defineMethod`, `defineHandler` or `defineConversation`.
    define: String,
    lines: Vec<String>,
    start: Vec<String>,
    conflict_policy: String,
    /// What only clients' or children's starts have, and what is made of the request.
    extras: Vec<String>,
    handler: Option<Vec<String>>,
    taken: Option<Taken>,
}

pub fn render(context: &Context) -> File {
    let mut imports = context.imports("stubborn");
    let services = context.services().map(|service| view_service(context, service, &mut imports)).collect();
    let view = View { source: &context.file.source.path, imports: imports.statements(), services };
    context.file("stubborn", &view)
}

fn view_service<'a>(context: &Context, service: &'a Service, imports: &mut Imports) -> ServiceView<'a> {
    let names = ServiceNames::of(service);
    let queues = service.polled_queues();
    let activities = service
        .activities
        .iter()
        .map(|activity| view_activity(context, service, activity, imports))
        .collect();
    let methods =
        service.methods.iter().map(|method| view_method(context, service, method, imports)).collect();
    ServiceView {
        full_name: &service.full_name,
        task_queue: layout::after(
            0,
            &format!("export const {} =", names.task_queue()),
            &format!("{};", literals::string(names::main_queue(&queues))),
        ),
        task_queues: (queues.len() > 1).then(|| {
            let queues: Vec<String> = queues.iter().map(|queue| literals::string(queue)).collect();
            layout::list(0, &format!("export const {} = [", names.task_queues()), &queues, "] as const;")
        }),
        methods_const: names.methods(),
        methods,
        activities,
    }
}

fn view_method(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> MethodView {
    let workflow = method.workflow();
    let (module, define) = match method.handler() {
        Some(_) => ("method", "defineHandler"),
        None if names::takes_messages(method) => ("messages", "defineConversation"),
        None => ("method", "defineMethod"),
    };
    MethodView {
        doc: docs::comment(&method.doc, Some(&format!("rpc {}", method.full_name)), false),
        name: names::method(&method.name),
        define: imports.value(support(module), define),
        lines: lines(context, method, imports),
        start: start(service, method),
        conflict_policy: format!(
            "workflowIdConflictPolicy: \"{}\",",
            conflict_policy(workflow.id_conflict_policy)
        ),
        extras: extras(context, workflow, imports),
        handler: method.handler().map(|activity| handler(service, activity)),
        taken: names::takes_messages(method).then(|| taken::view(context, method, imports)),
    }
}

fn lines(context: &Context, method: &Method, imports: &mut Imports) -> Vec<String> {
    let workflow = method.workflow();
    let mut lines = vec![text(4, "workflowType", &workflow.name)];
    if !workflow.aliases.is_empty() {
        lines.push(texts(4, "aliases", &workflow.aliases));
    }
    lines.push(codec(4, "request", context, &method.input, imports));
    lines.push(codec(4, "reply", context, &method.output, imports));
    lines.extend(errors(4, &method.errors, imports));
    lines.extend(templates::workflow_id(&workflow.id, &workflow.name, context.messages, imports));
    lines
}

/// `request: message(HelloRequestSchema),`
pub fn codec(
    indent: usize,
    property: &str,
    context: &Context,
    message: &Message,
    imports: &mut Imports,
) -> String {
    if message.is_empty() {
        return format!("{property}: {},", imports.value(support("codec"), "nothing"));
    }
    let codec = imports.value(support("codec"), "message");
    let schema = imports.value(context.messages.module(&message.source), &context.messages.schema(message));
    layout::list(indent, &format!("{property}: {codec}("), &[schema], "),")
}

/// `errors: [OutOfStockError],` where there are any.
pub fn errors(indent: usize, errors: &[Arc<DeclaredError>], imports: &mut Imports) -> Option<String> {
    let class = |error: &Arc<DeclaredError>| {
        let module = names::module(&error.message.source.path, names::ERRORS);
        imports.value(Module::Local(module), &names::error_class(&error.message))
    };
    let classes: Vec<String> = errors.iter().map(class).collect();
    (!classes.is_empty()).then(|| layout::list(indent, "errors: [", &classes, "],"))
}

fn start(service: &Service, method: &Method) -> Vec<String> {
    let workflow = method.workflow();
    let mut lines = vec![task_queue(service, &workflow.task_queue)];
    lines.push(format!("workflowIdReusePolicy: \"{}\",", reuse_policy(workflow.id_reuse_policy)));
    let timeouts = [
        ("workflowExecutionTimeout", workflow.execution_timeout),
        ("workflowRunTimeout", workflow.run_timeout),
        ("workflowTaskTimeout", workflow.task_timeout),
    ];
    lines.extend(durations(&timeouts));
    lines.extend(workflow.retry.as_ref().map(retry));
    lines
}

fn task_queue(service: &Service, queue: &str) -> String {
    if queue == names::main_queue(&service.polled_queues()) {
        return format!("taskQueue: {},", ServiceNames::of(service).task_queue());
    }
    text(6, "taskQueue", queue)
}

fn extras(context: &Context, workflow: &Workflow, imports: &mut Imports) -> Vec<String> {
    let delay = durations(&[("startDelay", workflow.start_delay)]);
    let eager = (workflow.eager_start == Some(true)).then(|| "requestEagerStart: true,".to_owned());
    let close = workflow.parent_close_policy.map(parent_close_policy);
    let close = close.map(|policy| format!("parentClosePolicy: \"{policy}\","));
    let cancellation = workflow.cancellation_type.map(cancelled);
    let versioning = workflow.versioning_behavior.map(versioning_behavior);
    let rendered = Rendered {
        summary_option: "staticSummary",
        summary: workflow.summary.as_ref(),
        priority: workflow.priority.as_ref(),
        attributes: &workflow.search_attributes,
        memo: &workflow.memo,
    };
    let mut lines: Vec<String> =
        versioning.map(|of| format!("versioningBehavior: \"{of}\",")).into_iter().collect();
    lines.extend(object("client", delay.into_iter().chain(eager)));
    lines.extend(object("child", close.into_iter().chain(cancellation)));
    lines.extend(rendered.lines(&workflow.name, context.messages, imports));
    lines
}

/// A property with properties, a line each; nothing where there is none.
fn object(name: &str, properties: impl Iterator<Item = String>) -> Vec<String> {
    let lines: Vec<String> = properties.map(|line| format!("  {line}")).collect();
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(format!("{name}: {{")).chain(lines).chain(["},".to_owned()]).collect()
}

fn parent_close_policy(policy: ParentClosePolicy) -> &'static str {
    match policy {
        ParentClosePolicy::Terminate => "TERMINATE",
        ParentClosePolicy::Abandon => "ABANDON",
        ParentClosePolicy::RequestCancel => "REQUEST_CANCEL",
    }
}

fn versioning_behavior(behavior: VersioningBehavior) -> &'static str {
    match behavior {
        VersioningBehavior::Pinned => "PINNED",
        VersioningBehavior::AutoUpgrade => "AUTO_UPGRADE",
    }
}

fn handler(service: &Service, activity: &Activity) -> Vec<String> {
    let mut lines: Vec<String> = activity.name.iter().map(|name| text(6, "activityType", name)).collect();
    lines.extend(activity.local.then(|| "local: true,".to_owned()));
    lines.extend(activity.task_queue.as_deref().map(|queue| task_queue(service, queue)));
    lines.extend(running(activity));
    lines.extend(activity.cancellation_type.map(cancelled));
    if let Some(priority) = &activity.priority {
        lines.extend(object("priority", templates::constant_priority(priority).into_iter()));
    }
    // A handler's has no fields.
    lines.extend(activity.summary.as_ref().map(|summary| text(6, "summary", &summary.sample())));
    lines
}

fn view_activity(
    context: &Context,
    service: &Service,
    activity: &Method<Activity>,
    imports: &mut Imports,
) -> ActivityView {
    let mut lines = vec![
        text(4, "activityType", activity.activity_type()),
        codec(4, "request", context, &activity.input, imports),
        codec(4, "reply", context, &activity.output, imports),
    ];
    lines.extend(errors(4, &activity.errors, imports));
    lines.extend(activity.kind.local.then(|| "local: true,".to_owned()));
    let queue = activity.kind.task_queue.as_deref();
    let mut options: Vec<String> = queue.map(|queue| task_queue(service, queue)).into_iter().collect();
    options.extend(running(&activity.kind));
    options.extend(activity.kind.cancellation_type.map(cancelled));
    let rendered = Rendered {
        summary_option: "summary",
        summary: activity.kind.summary.as_ref(),
        priority: activity.kind.priority.as_ref(),
        ..Rendered::default()
    };
    ActivityView {
        doc: docs::comment(&activity.doc, Some(&format!("rpc {}", activity.full_name)), activity.deprecated),
        name: names::method(&activity.name),
        define: imports.value(support("method"), "defineActivity"),
        lines,
        options,
        rendered: rendered.lines("", context.messages, imports),
    }
}

fn cancelled(of: CancellationType) -> String {
    format!("cancellationType: \"{}\",", cancellation_type(of))
}

fn cancellation_type(of: CancellationType) -> &'static str {
    match of {
        CancellationType::TryCancel => "TRY_CANCEL",
        CancellationType::WaitCompleted => "WAIT_CANCELLATION_COMPLETED",
        CancellationType::Abandon => "ABANDON",
    }
}

/// How the attempts of an activity run.
fn running(activity: &Activity) -> Vec<String> {
    let mut lines = Vec::new();
    let timeouts = [
        ("startToCloseTimeout", activity.start_to_close_timeout),
        ("scheduleToCloseTimeout", activity.schedule_to_close_timeout),
        ("scheduleToStartTimeout", activity.schedule_to_start_timeout),
        ("heartbeatTimeout", activity.heartbeat_timeout),
    ];
    lines.extend(durations(&timeouts));
    lines.extend(activity.retry.as_ref().map(retry));
    lines
}

/// What the SDK refuses and the server takes for its default is left out.
fn retry(retry: &Retry) -> String {
    let mut lines = Vec::new();
    let interval = |interval: Option<std::time::Duration>| interval.filter(|interval| !interval.is_zero());
    lines.extend(durations(&[("initialInterval", interval(retry.initial_interval))]));
    lines.extend(
        retry
            .backoff_coefficient
            .filter(|coefficient| *coefficient != 0.0)
            .map(|coefficient| format!("backoffCoefficient: {},", literals::float(coefficient))),
    );
    lines.extend(durations(&[("maximumInterval", interval(retry.maximum_interval))]));
    lines.extend(
        retry
            .maximum_attempts
            .filter(|attempts| *attempts != 0)
            .map(|attempts| format!("maximumAttempts: {attempts},")),
    );
    if !retry.non_retryable_error_types.is_empty() {
        lines.push(texts(8, "nonRetryableErrorTypes", &retry.non_retryable_error_types));
    }
    if lines.is_empty() {
        return "retry: {},".to_owned();
    }
    let lines: String = lines.iter().map(|line| format!("        {line}\n")).collect();
    format!("retry: {{\n{lines}      }},")
}

fn durations(settings: &[(&str, Option<std::time::Duration>)]) -> Vec<String> {
    let set = settings.iter().filter_map(|(name, duration)| Some((name, (*duration)?)));
    set.map(|(name, duration)| format!("{name}: {},", literals::duration(duration))).collect()
}

pub fn text(indent: usize, name: &str, text: &str) -> String {
    layout::after(indent, &format!("{name}:"), &format!("{},", literals::string(text)))
}

fn texts(indent: usize, name: &str, texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| literals::string(text)).collect();
    layout::list(indent, &format!("{name}: ["), &texts, "],")
}

fn reuse_policy(policy: IdReusePolicy) -> &'static str {
    match policy {
        IdReusePolicy::AllowDuplicate => "ALLOW_DUPLICATE",
        IdReusePolicy::AllowDuplicateFailedOnly => "ALLOW_DUPLICATE_FAILED_ONLY",
        IdReusePolicy::RejectDuplicate => "REJECT_DUPLICATE",
    }
}

pub fn conflict_policy(policy: IdConflictPolicy) -> &'static str {
    match policy {
        IdConflictPolicy::Fail => "FAIL",
        IdConflictPolicy::UseExisting => "USE_EXISTING",
        IdConflictPolicy::TerminateExisting => "TERMINATE_EXISTING",
    }
}
