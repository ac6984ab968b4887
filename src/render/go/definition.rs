//! What the schema says of a method as calls of the support package.

use std::sync::Arc;
use std::time::Duration;

use crate::model::{
    Activity, CancellationType, DeclaredError, IdConflictPolicy, IdReusePolicy, Method, ParentClosePolicy,
    Priority, Retry, Template, VersioningBehavior, Workflow,
};

use super::errors::code_name;
use super::ids;
use super::imports::Imports;
use super::literals::{duration, float, string};

/// The names that a definition refers to.
pub struct Names<'a> {
    pub request: &'a str,
    pub reply: &'a str,
    pub workflow_type: &'a str,
    pub task_queue: &'a str,
    /// The function that renders ids, unless it is the default.
    pub id: Option<&'a str>,
    /// The function that renders settings, if there are any.
    pub rendered: Option<&'a str>,
}

/// `stubborn.NewMethod[…](…)` with a line for each thing that is said.
pub fn definition(method: &Method, names: &Names, imports: &mut Imports) -> String {
    let Names { request, reply, workflow_type, task_queue, id, rendered } = names;
    let workflow = method.workflow();
    let mut chain = vec![format!("stubborn.NewMethod[*{request}, *{reply}]({workflow_type}, {task_queue})")];
    if !workflow.aliases.is_empty() {
        let aliases: Vec<_> = workflow.aliases.iter().map(|alias| string(alias)).collect();
        chain.push(format!("Aliases({})", aliases.join(", ")));
    }
    chain.extend(id.map(|id| format!("ID({id})")));
    let defaults = defaults(method, imports);
    if !defaults.is_empty() {
        chain.push(format!("Defaults({})", lines(&defaults)));
    }
    let children = child_defaults(workflow, imports);
    if !children.is_empty() {
        chain.push(format!("ChildDefaults({})", lines(&children)));
    }
    chain.extend(rendered.map(|rendered| format!("Render({rendered})")));
    chain.extend(workflow.versioning_behavior.map(|behavior| {
        let behavior = match behavior {
            VersioningBehavior::Pinned => "Pinned",
            VersioningBehavior::AutoUpgrade => "AutoUpgrade",
        };
        format!("Versioning(workflow.VersioningBehavior{behavior})")
    }));
    chain.extend(declares(&method.errors, imports));
    chain.extend(method.handler().map(|activity| format!("Handler({})", lines(&handler(activity, imports)))));
    chain.join(".\n\t")
}

/// What callers can tell apart, one a line.
pub fn declares(errors: &[Arc<DeclaredError>], imports: &mut Imports) -> Option<String> {
    let lines: String = errors
        .iter()
        .map(|error| {
            let detail = imports.message(&error.message);
            format!("\n\t\tstubborn.Declares[*{detail}]({}),", code_name(error.code))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("Errors({lines}\n\t)"))
}

/// An option of the support package.
pub enum Argument {
    Call(String),
    Timeout(&'static str, Duration),
}

impl Argument {
    fn text(&self, alone: bool) -> String {
        match self {
            Argument::Call(call) => format!("stubborn.{call}"),
            // gofmt leaves out the blanks where the call around has several arguments.
            Argument::Timeout(option, timeout) if alone => {
                format!("stubborn.{option}({})", duration(*timeout))
            }
            Argument::Timeout(option, timeout) => {
                format!("stubborn.{option}({})", duration(*timeout).replace(' ', ""))
            }
        }
    }
}

/// Arguments one a line.
pub fn lines(arguments: &[Argument]) -> String {
    let alone = arguments.len() == 1;
    let lines: String = arguments.iter().map(|argument| format!("\n\t\t{},", argument.text(alone))).collect();
    format!("{lines}\n\t")
}

fn defaults(method: &Method, imports: &mut Imports) -> Vec<Argument> {
    let workflow = method.workflow();
    let mut options = Vec::new();
    let reuse = match workflow.id_reuse_policy {
        IdReusePolicy::AllowDuplicate => None,
        IdReusePolicy::AllowDuplicateFailedOnly => Some("ALLOW_DUPLICATE_FAILED_ONLY"),
        IdReusePolicy::RejectDuplicate => Some("REJECT_DUPLICATE"),
    };
    let conflict = match workflow.id_conflict_policy {
        // Calls that start and tell in one step have another default.
        IdConflictPolicy::Fail if method.with_start_conflict_policy() == IdConflictPolicy::Fail => {
            Some("FAIL")
        }
        IdConflictPolicy::Fail => None,
        IdConflictPolicy::UseExisting => Some("USE_EXISTING"),
        IdConflictPolicy::TerminateExisting => Some("TERMINATE_EXISTING"),
    };
    if reuse.is_some() || conflict.is_some() {
        imports.add_named("go.temporal.io/api/enums/v1", "enumspb");
    }
    options.extend(
        reuse.map(|name| {
            Argument::Call(format!("WithIDReusePolicy(enumspb.WORKFLOW_ID_REUSE_POLICY_{name})"))
        }),
    );
    options.extend(conflict.map(|name| {
        Argument::Call(format!("WithIDConflictPolicy(enumspb.WORKFLOW_ID_CONFLICT_POLICY_{name})"))
    }));
    let timeouts = [
        ("WithExecutionTimeout", workflow.execution_timeout),
        ("WithRunTimeout", workflow.run_timeout),
        ("WithTaskTimeout", workflow.task_timeout),
    ];
    options.extend(timed(&timeouts, imports));
    options.extend(
        workflow.retry.as_ref().map(|retry| Argument::Call(format!("WithRetry({})", policy(retry, imports)))),
    );
    options.extend(timed(&[("WithStartDelay", workflow.start_delay)], imports));
    options.extend(workflow.eager_start.map(|eager| Argument::Call(format!("WithEagerStart({eager})"))));
    options.extend(priority(workflow.priority.as_ref(), "With"));
    options
}

/// What is said of a priority, but for the fairness key.
pub fn priority(priority: Option<&Priority>, prefix: &str) -> Vec<Argument> {
    let key = priority.and_then(|priority| priority.key);
    let weight = priority.and_then(|priority| priority.fairness_weight);
    let key = key.map(|key| Argument::Call(format!("{prefix}PriorityKey({key})")));
    let weight = weight.map(|weight| Argument::Call(format!("{prefix}FairnessWeight({weight:?})")));
    key.into_iter().chain(weight).collect()
}

fn child_defaults(workflow: &Workflow, imports: &mut Imports) -> Vec<Argument> {
    let mut options = Vec::new();
    options.extend(workflow.parent_close_policy.map(|policy| {
        let policy = match policy {
            ParentClosePolicy::Terminate => "TERMINATE",
            ParentClosePolicy::Abandon => "ABANDON",
            ParentClosePolicy::RequestCancel => "REQUEST_CANCEL",
        };
        imports.add_named("go.temporal.io/api/enums/v1", "enumspb");
        Argument::Call(format!("WithParentClosePolicy(enumspb.PARENT_CLOSE_POLICY_{policy})"))
    }));
    // To wait is the default.
    options.extend(workflow.cancellation_type.and_then(|kind| match kind {
        CancellationType::TryCancel => Some(Argument::Call("TryCancelChild()".to_owned())),
        CancellationType::WaitCompleted => None,
        CancellationType::Abandon => Some(Argument::Call("AbandonChild()".to_owned())),
    }));
    options
}

fn handler(activity: &Activity, imports: &mut Imports) -> Vec<Argument> {
    let mut options = Vec::new();
    options.extend(
        activity.name.as_deref().map(|name| Argument::Call(format!("HandlerName({})", string(name)))),
    );
    if activity.local {
        options.push(Argument::Call("HandlerLocal()".to_owned()));
    }
    let names =
        ["HandlerStartToClose", "HandlerScheduleToClose", "HandlerScheduleToStart", "HandlerHeartbeat"];
    options.extend(activity_timeouts(activity, names, imports));
    options.extend(retry("HandlerRetry", activity.retry.as_ref(), imports));
    let queue = activity.task_queue.as_deref();
    options.extend(queue.map(|queue| Argument::Call(format!("HandlerTaskQueue({})", string(queue)))));
    options.extend(cancellation(activity, "Handler"));
    options.extend(priority(activity.priority.as_ref(), "Handler"));
    let fairness = activity.priority.as_ref().and_then(|priority| priority.fairness_key.as_ref());
    let mut text = |option: &str, template: &Template| {
        Argument::Call(format!("{option}({})", ids::sum(template, "request", "", imports)))
    };
    options.extend(fairness.map(|key| text("HandlerFairnessKey", key)));
    options.extend(activity.summary.as_ref().map(|summary| text("HandlerSummary", summary)));
    options
}

/// Start to close, schedule to close, schedule to start, heartbeat.
pub fn activity_timeouts(
    activity: &Activity,
    names: [&'static str; 4],
    imports: &mut Imports,
) -> Vec<Argument> {
    let timeouts = [
        activity.start_to_close_timeout,
        activity.schedule_to_close_timeout,
        activity.schedule_to_start_timeout,
        activity.heartbeat_timeout,
    ];
    let named: Vec<_> = names.into_iter().zip(timeouts).collect();
    timed(&named, imports)
}

/// What a cancellation does, if anything is said of it.
pub fn cancellation(activity: &Activity, prefix: &str) -> Option<Argument> {
    activity.cancellation_type.map(|kind| {
        let option = match kind {
            CancellationType::TryCancel => "TryCancel",
            CancellationType::WaitCompleted => "WaitCancelled",
            CancellationType::Abandon => "Abandon",
        };
        Argument::Call(format!("{prefix}{option}()"))
    })
}

/// A retry policy, if there is one.
pub fn retry(option: &str, retry: Option<&Retry>, imports: &mut Imports) -> Option<Argument> {
    retry.map(|retry| Argument::Call(format!("{option}({})", policy(retry, imports))))
}

fn timed(timeouts: &[(&'static str, Option<Duration>)], imports: &mut Imports) -> Vec<Argument> {
    let set: Vec<_> = timeouts.iter().filter_map(|(option, timeout)| Some((*option, (*timeout)?))).collect();
    if set.iter().any(|(_, timeout)| !timeout.is_zero()) {
        imports.add("time");
    }
    set.into_iter().map(|(option, timeout)| Argument::Timeout(option, timeout)).collect()
}

fn time(interval: Duration, imports: &mut Imports) -> String {
    if !interval.is_zero() {
        imports.add("time");
    }
    duration(interval)
}

/// A literal with its values aligned as gofmt does.
fn policy(retry: &Retry, imports: &mut Imports) -> String {
    imports.add("go.temporal.io/sdk/temporal");
    let types: Vec<_> = retry.non_retryable_error_types.iter().map(|name| string(name)).collect();
    let entries: Vec<(&str, String)> = [
        ("InitialInterval", retry.initial_interval.map(|interval| time(interval, imports))),
        ("BackoffCoefficient", retry.backoff_coefficient.map(float)),
        ("MaximumInterval", retry.maximum_interval.map(|interval| time(interval, imports))),
        ("MaximumAttempts", retry.maximum_attempts.map(|attempts| attempts.to_string())),
        ("NonRetryableErrorTypes", (!types.is_empty()).then(|| format!("[]string{{{}}}", types.join(", ")))),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key, value?)))
    .collect();
    let width = entries.iter().map(|(key, _)| key.len() + 1).max().unwrap_or_default();
    let lines: String =
        entries.iter().map(|(key, value)| format!("\n\t\t\t{:width$} {value},", format!("{key}:"))).collect();
    match lines.as_str() {
        "" => "&temporal.RetryPolicy{}".to_owned(),
        lines => format!("&temporal.RetryPolicy{{{lines}\n\t\t}}"),
    }
}
