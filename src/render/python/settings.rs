//! What the schema says about a method, as the arguments of `stubborn.Method`.

use std::time::Duration;

use super::imports::Type;
use super::layout::bracketed;
use super::literals::{float, string, timedelta};
use super::{names, rendered};
use crate::model::{
    Activity, CancellationType, IdConflictPolicy, IdReusePolicy, Method, ParentClosePolicy, Retry, Update,
    UpdateStage, VersioningBehavior, Workflow,
};

/// What is already named for a method.
pub struct Named<'a> {
    pub workflow_type: String,
    pub task_queue: String,
    /// Unset where the default id is taken.
    pub id_function: Option<String>,
    /// Unset where there is no message.
    pub request: Option<&'a Type>,
    pub reply: Option<&'a Type>,
    /// Classes.
    pub errors: Vec<String>,
    /// Constants of signals, queries and updates.
    pub messages: [Vec<String>; 3],
    /// What names functions of the request.
    pub rendered: Vec<String>,
}

/// What is already named for a message to running workflows.
pub struct Sent<'a> {
    pub name: &'a str,
    pub attribute: &'a str,
    pub request: Option<&'a Type>,
    /// Unset of a signal.
    pub reply: Option<Option<&'a Type>>,
    /// Unset of others.
    pub update: Option<(&'a str, &'a Update)>,
    pub id_function: Option<String>,
    /// Classes.
    pub errors: Vec<String>,
}

/// The same for `stubborn.Signal` and its like.
pub fn message(sent: &Sent<'_>, indent: usize) -> Vec<String> {
    let mut settings = vec![
        format!("name={}", string(sent.name)),
        format!("attribute={}", string(sent.attribute)),
        format!("request={}", codec(sent.request)),
    ];
    settings.extend(sent.reply.map(|reply| format!("reply={}", codec(reply))));
    settings.extend(sent.id_function.as_ref().map(|function| format!("update_id={function}")));
    if let Some((validator, update)) = sent.update {
        settings.extend(update.validate.then(|| format!("validator={}", string(validator))));
        if update.wait_for_stage == UpdateStage::Completed {
            settings.push("wait_for_stage=WorkflowUpdateStage.COMPLETED".to_owned());
        }
    }
    settings.extend(tuple("errors", &sent.errors, indent));
    settings
}

/// Keyword arguments, each indented for lines that start at `indent`.
pub fn method(method: &Method, named: &Named<'_>, indent: usize) -> Vec<String> {
    let workflow = method.workflow();
    let mut settings = vec![
        format!("name={}", named.workflow_type),
        format!("attribute={}", string(&names::method(method))),
        format!("request={}", codec(named.request)),
        format!("reply={}", codec(named.reply)),
        format!("task_queue={}", named.task_queue),
    ];
    let aliases: Vec<String> = workflow.aliases.iter().map(|alias| string(alias)).collect();
    settings.extend(tuple("aliases", &aliases, indent));
    settings.extend(named.id_function.as_ref().map(|function| format!("workflow_id={function}")));
    settings.extend(policies(workflow));
    settings.extend(timeout("execution_timeout", workflow.execution_timeout));
    settings.extend(timeout("run_timeout", workflow.run_timeout));
    settings.extend(timeout("task_timeout", workflow.task_timeout));
    settings.extend(workflow.retry.as_ref().map(|policy| retry(policy, indent)));
    settings.extend(timeout("start_delay", workflow.start_delay));
    settings.extend((workflow.eager_start == Some(true)).then(|| "eager_start=True".to_owned()));
    settings.extend(named.rendered.iter().cloned());
    settings.extend(workflow.versioning_behavior.map(versioning_behavior));
    settings.extend(workflow.parent_close_policy.map(parent_close_policy));
    settings
        .extend(workflow.cancellation_type.map(|of| cancellation_type("ChildWorkflowCancellationType", of)));
    settings.extend(tuple("errors", &named.errors, indent));
    settings.extend(method.handler().map(|activity| handler(activity, indent)));
    for (name, constants) in ["signals", "queries", "updates"].into_iter().zip(&named.messages) {
        settings.extend(tuple(name, constants, indent));
    }
    let policy = with_start_policy(method).map(conflict_policy);
    settings.extend(policy.map(|policy| format!("with_start_conflict_policy={policy}")));
    settings
}

/// How an activity runs, as the arguments of `stubborn.Activity`.
pub fn activity(activity: &Activity, indent: usize) -> Vec<String> {
    let mut settings = Vec::new();
    settings.extend(activity.local.then(|| "local=True".to_owned()));
    settings.extend(timeout("schedule_to_close_timeout", activity.schedule_to_close_timeout));
    settings.extend(timeout("schedule_to_start_timeout", activity.schedule_to_start_timeout));
    settings.extend(timeout("start_to_close_timeout", activity.start_to_close_timeout));
    settings.extend(timeout("heartbeat_timeout", activity.heartbeat_timeout));
    settings.extend(activity.retry.as_ref().map(|policy| retry(policy, indent)));
    settings.extend(activity.cancellation_type.map(|of| cancellation_type("ActivityCancellationType", of)));
    settings
}

fn cancellation_type(class: &str, cancellation_type: CancellationType) -> String {
    let name = match cancellation_type {
        CancellationType::TryCancel => "TRY_CANCEL",
        CancellationType::WaitCompleted => "WAIT_CANCELLATION_COMPLETED",
        CancellationType::Abandon => "ABANDON",
    };
    format!("cancellation_type=workflow.{class}.{name}")
}

fn versioning_behavior(behavior: VersioningBehavior) -> String {
    let name = match behavior {
        VersioningBehavior::Pinned => "PINNED",
        VersioningBehavior::AutoUpgrade => "AUTO_UPGRADE",
    };
    format!("versioning_behavior=VersioningBehavior.{name}")
}

fn parent_close_policy(policy: ParentClosePolicy) -> String {
    let name = match policy {
        ParentClosePolicy::Terminate => "TERMINATE",
        ParentClosePolicy::Abandon => "ABANDON",
        ParentClosePolicy::RequestCancel => "REQUEST_CANCEL",
    };
    format!("parent_close_policy=workflow.ParentClosePolicy.{name}")
}

fn codec(message: Option<&Type>) -> String {
    match message {
        Some(message) => format!("stubborn.MessageCodec({})", message.value),
        None => "stubborn.EMPTY".to_owned(),
    }
}

fn tuple(name: &str, items: &[String], indent: usize) -> Option<String> {
    match items {
        [] => None,
        [item] => Some(bracketed(&format!("{name}=("), &[format!("{item},")], ")", indent)),
        _ => Some(bracketed(&format!("{name}=("), items, ")", indent)),
    }
}

fn policies(workflow: &Workflow) -> impl Iterator<Item = String> {
    let reuse = match workflow.id_reuse_policy {
        IdReusePolicy::AllowDuplicate => None,
        IdReusePolicy::AllowDuplicateFailedOnly => Some("ALLOW_DUPLICATE_FAILED_ONLY"),
        IdReusePolicy::RejectDuplicate => Some("REJECT_DUPLICATE"),
    };
    let reuse = reuse.map(|policy| format!("id_reuse_policy=WorkflowIDReusePolicy.{policy}"));
    let conflict = (workflow.id_conflict_policy != IdConflictPolicy::Fail)
        .then(|| format!("id_conflict_policy={}", conflict_policy(workflow.id_conflict_policy)));
    reuse.into_iter().chain(conflict)
}

fn conflict_policy(policy: IdConflictPolicy) -> &'static str {
    match policy {
        IdConflictPolicy::Fail => "WorkflowIDConflictPolicy.FAIL",
        IdConflictPolicy::UseExisting => "WorkflowIDConflictPolicy.USE_EXISTING",
        IdConflictPolicy::TerminateExisting => "WorkflowIDConflictPolicy.TERMINATE_EXISTING",
    }
}

/// The policy of a start by a message, if there is such a start and it is not the usual one.
pub fn with_start_policy(method: &Method) -> Option<IdConflictPolicy> {
    let Workflow { signals, updates, .. } = method.workflow();
    let starts = signals.iter().any(|signal| signal.start) || updates.iter().any(|update| update.start);
    let policy = method.with_start_conflict_policy();
    (starts && policy != IdConflictPolicy::UseExisting).then_some(policy)
}

fn timeout(name: &str, duration: Option<Duration>) -> Option<String> {
    duration.map(|duration| format!("{name}={}", timedelta(duration)))
}

fn retry(policy: &Retry, indent: usize) -> String {
    let mut settings = Vec::new();
    settings.extend(timeout("initial_interval", policy.initial_interval));
    settings.extend(policy.backoff_coefficient.map(|value| format!("backoff_coefficient={}", float(value))));
    settings.extend(timeout("maximum_interval", policy.maximum_interval));
    settings.extend(policy.maximum_attempts.map(|attempts| format!("maximum_attempts={attempts}")));
    let types: Vec<String> = policy.non_retryable_error_types.iter().map(|name| string(name)).collect();
    if !types.is_empty() {
        settings.push(bracketed("non_retryable_error_types=[", &types, "]", indent + 4));
    }
    bracketed("retry_policy=RetryPolicy(", &settings, ")", indent)
}

fn handler(activity: &Activity, indent: usize) -> String {
    let mut settings = vec![format!(
        "start_to_close_timeout={}",
        timedelta(activity.start_to_close_timeout.unwrap_or_default())
    )];
    settings.extend(activity.name.as_ref().map(|name| format!("activity={}", string(name))));
    settings.extend(activity.local.then(|| "local=True".to_owned()));
    settings.extend(timeout("schedule_to_close_timeout", activity.schedule_to_close_timeout));
    settings.extend(timeout("schedule_to_start_timeout", activity.schedule_to_start_timeout));
    settings.extend(timeout("heartbeat_timeout", activity.heartbeat_timeout));
    settings.extend(activity.retry.as_ref().map(|policy| retry(policy, indent + 4)));
    settings.extend(activity.task_queue.as_ref().map(|queue| format!("task_queue={}", string(queue))));
    settings.extend(activity.cancellation_type.map(|of| cancellation_type("ActivityCancellationType", of)));
    settings.extend(activity.priority.as_ref().map(rendered::constant_priority));
    let summary = activity.summary.as_ref().map(|summary| summary.sample());
    settings.extend(summary.map(|summary| format!("summary={}", string(&summary))));
    bracketed("handler=stubborn.Handler(", &settings, ")", indent)
}
