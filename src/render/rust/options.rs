//! What the schema sets of calls and handlers, as Rust code.

use super::layout;
use super::literals::{double, duration, integer, string};
use super::shadows::Shadows;
use crate::model::{Activity, IdConflictPolicy, IdReusePolicy, Retry, Workflow};

/// The indentation of a function's body in a module's `impl`.
const INDENT: usize = 12;

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
