//! What the schema sets of calls and handlers, as Rust code.

use super::layout;
use super::literals::{double, duration, integer, single, string};
use super::shadows::Shadows;
use super::templates::{self, Site};
use crate::model::{
    Activity, CancellationType, IdConflictPolicy, IdReusePolicy, Priority, Retry, Template, Workflow,
};

/// The indentation of a function's body in a module's `impl`.
const INDENT: usize = 12;

/// How many fields `rt::ActivityDefaults` has.
const ACTIVITY_DEFAULTS: usize = 9;

/// How many fields `rt::Defaults` has.
const DEFAULTS: usize = 6;

/// The body of `Method::defaults`, where anything is set.
pub fn defaults(workflow: &Workflow, shadows: &Shadows) -> Option<Vec<String>> {
    let some = shadows.path("Some");
    let mut fields = Vec::new();
    fields.extend(
        match workflow.id_reuse_policy {
            IdReusePolicy::AllowDuplicate => None,
            IdReusePolicy::AllowDuplicateFailedOnly => Some("AllowDuplicateFailedOnly"),
            IdReusePolicy::RejectDuplicate => Some("RejectDuplicate"),
        }
        .map(|policy| format!("id_reuse_policy: rt::WorkflowIdReusePolicy::{policy}")),
    );
    fields.extend(
        match workflow.id_conflict_policy {
            IdConflictPolicy::Fail => None,
            IdConflictPolicy::UseExisting => Some("UseExisting"),
            IdConflictPolicy::TerminateExisting => Some("TerminateExisting"),
        }
        .map(|policy| format!("id_conflict_policy: rt::WorkflowIdConflictPolicy::{policy}")),
    );
    let timeouts = [
        ("execution_timeout", workflow.execution_timeout),
        ("run_timeout", workflow.run_timeout),
        ("task_timeout", workflow.task_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Vec::new();
    if let Some(retry) = &workflow.retry {
        body.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    if fields.is_empty() {
        return None;
    }
    let rest = (fields.len() < DEFAULTS).then_some("rt::Defaults::default()");
    body.push(literal("rt::Defaults", &fields, rest));
    Some(body)
}

/// What `impl HandlerMethod` has.
pub fn handler(activity: &Activity, shadows: &Shadows) -> Vec<String> {
    let some = shadows.path("Some");
    let mut items = Vec::new();
    if let Some(name) = &activity.name {
        let head = format!("const ACTIVITY_TYPE: {}<&'static str>", shadows.path("Option"));
        items.push(layout::assignment(8, &head, &format!("{some}({})", string(name))));
    }
    let mut fields = Vec::new();
    fields.extend(activity.local.then(|| "local: true".to_owned()));
    let timeouts = [
        ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
        ("heartbeat_timeout", activity.heartbeat_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Vec::new();
    if let Some(retry) = &activity.retry {
        body.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    let new =
        format!("rt::HandlerOptions::new({})", duration(activity.start_to_close_timeout.unwrap_or_default()));
    body.push(if fields.is_empty() { new } else { literal("rt::HandlerOptions", &fields, Some(&new)) });
    let margin = " ".repeat(INDENT);
    let body = body.join(&format!("\n{margin}"));
    items.push(format!("fn options() -> rt::HandlerOptions {{\n{margin}{body}\n        }}"));
    items
}

/// `Activity::options`.
pub fn activity(activity: &Activity, site: Site<'_>) -> String {
    let some = site.shadows.path("Some");
    let mut fields = Vec::new();
    fields.extend(activity.local.then(|| "local: true".to_owned()));
    let timeouts = [
        ("start_to_close_timeout", activity.start_to_close_timeout),
        ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
        ("heartbeat_timeout", activity.heartbeat_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Body::new(site);
    if let Some(retry) = &activity.retry {
        body.lines.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    fields.extend(activity.cancellation_type.map(|kind| {
        format!("cancellation_type: rt::ActivityCancellationType::{}", activity_cancellation(kind))
    }));
    if let Some(priority) = &activity.priority {
        body.priority(priority);
        fields.push(format!("priority: {some}(priority)"));
    }
    if let Some(summary) = &activity.summary {
        body.text("summary", summary);
        fields.push(format!("summary: {some}(summary)"));
    }
    let rest = (fields.len() < ACTIVITY_DEFAULTS).then_some("rt::ActivityDefaults::default()");
    body.lines.push(literal("rt::ActivityDefaults", &fields, rest));
    body.function("options", "rt::ActivityDefaults")
}

/// The variant of `rt::ActivityCancellationType`.
fn activity_cancellation(kind: CancellationType) -> &'static str {
    match kind {
        CancellationType::TryCancel => "TryCancel",
        CancellationType::WaitCompleted => "WaitCancellationCompleted",
        CancellationType::Abandon => "Abandon",
    }
}

/// The body of a function of a request.
struct Body<'a> {
    site: Site<'a>,
    lines: Vec<String>,
    /// Whether the request is read, and a UUID made.
    subject: bool,
    uuid: bool,
}

impl<'a> Body<'a> {
    fn new(site: Site<'a>) -> Self {
        Self { site, lines: Vec::new(), subject: false, uuid: false }
    }

    /// `let name = …;`
    fn text(&mut self, name: &str, template: &Template) {
        let mut rendered = templates::render(template, self.site);
        self.subject |= rendered.subject;
        self.uuid |= rendered.uuid;
        let value = rendered.body.pop().unwrap_or_default();
        self.lines.append(&mut rendered.body);
        self.lines.push(match value.contains('\n') {
            true => format!("let {name} = {value};"),
            false => layout::assignment(self.site.indent, &format!("let {name}"), &value),
        });
    }

    /// `let priority = …;`
    fn priority(&mut self, priority: &Priority) {
        let mut calls = Vec::new();
        calls.extend(priority.key.map(|key| format!(".priority_key({})", integer(key.into()))));
        if let Some(key) = &priority.fairness_key {
            self.text("fairness_key", key);
            calls.push(".fairness_key(fairness_key)".to_owned());
        }
        calls.extend(priority.fairness_weight.map(|weight| format!(".fairness_weight({})", single(weight))));
        calls.push(".build()".to_owned());
        let indent = self.site.indent;
        self.lines.push(layout::chain(indent, "let priority = ", "rt::Priority::builder()", &calls, ";"));
    }

    fn function(self, name: &str, result: &str) -> String {
        let request = if self.subject { "request" } else { "_" };
        let uuid = if self.uuid { "uuid" } else { "_" };
        let parameters = [format!("{request}: &Self::Request"), format!("{uuid}: rt::NewUuid<'_>")];
        let indent = self.site.indent - 4;
        let head = format!("fn {name}");
        let signature = layout::signature(indent, &head, &parameters, &format!(" -> {result}"), " {");
        layout::function(indent, &signature, &self.lines)
    }
}

fn literal(name: &str, fields: &[String], rest: Option<&str>) -> String {
    let margin = " ".repeat(INDENT + 4);
    let fields = fields.join(&format!(",\n{margin}"));
    let rest = rest.map_or(String::new(), |rest| format!("{margin}..{rest}\n"));
    format!("{name} {{\n{margin}{fields},\n{rest}{:1$}}}", "", INDENT)
}

fn policy(retry: &Retry) -> String {
    let mut calls = Vec::new();
    calls.extend(retry.initial_interval.map(|interval| format!(".initial_interval({})", duration(interval))));
    calls.extend(retry.backoff_coefficient.map(|value| format!(".backoff_coefficient({})", double(value))));
    calls.extend(retry.maximum_interval.map(|interval| format!(".maximum_interval({})", duration(interval))));
    calls.extend(
        retry.maximum_attempts.map(|attempts| format!(".maximum_attempts({})", integer(attempts.into()))),
    );
    if !retry.non_retryable_error_types.is_empty() {
        let types: Vec<String> = retry.non_retryable_error_types.iter().map(|name| string(name)).collect();
        calls.push(layout::list(INDENT + 4, ".non_retryable_error_types([", &types, "])"));
    }
    calls.push(".build()".to_owned());
    layout::chain(INDENT, "let retry_policy = ", "rt::RetryPolicy::builder()", &calls, ";")
}
