//! Timeouts and retries that make no sense together.

use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Activity, Method, Model, Retry, Workflow};

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (_, service) in model.services() {
        for method in &service.methods {
            check_workflow(method, method.workflow(), diagnostics);
            if let Some(handler) = method.handler() {
                check_activity(method, "handler", handler, diagnostics);
            }
        }
        for activity in &service.activities {
            check_activity(activity, "activity", &activity.kind, diagnostics);
        }
    }
}

fn check_workflow(method: &Method, workflow: &Workflow, diagnostics: &mut Diagnostics) {
    let Workflow { execution_timeout, run_timeout, task_timeout, retry, .. } = workflow;
    let order = [
        (("run_timeout", *run_timeout), ("execution_timeout", *execution_timeout)),
        (("task_timeout", *task_timeout), ("run_timeout", *run_timeout)),
        (("task_timeout", *task_timeout), ("execution_timeout", *execution_timeout)),
    ];
    check_order(method, "workflow", &order, diagnostics);
    check_retry(method, "workflow", retry.as_ref(), diagnostics);
}

fn check_activity<K>(method: &Method<K>, kind: &str, activity: &Activity, diagnostics: &mut Diagnostics) {
    let start_to_close = ("start_to_close_timeout", activity.start_to_close_timeout);
    let schedule_to_close = ("schedule_to_close_timeout", activity.schedule_to_close_timeout);
    let ends = [start_to_close, schedule_to_close];
    if ends.iter().all(|(_, timeout)| timeout.is_none_or(|timeout| timeout.is_zero()))
        || (kind == "handler" && activity.start_to_close_timeout.is_some_and(|timeout| timeout.is_zero()))
    {
        let name = ends.iter().find(|(_, timeout)| timeout.is_some()).map_or(ends[0].0, |(name, _)| name);
        diagnostics.push(
            Diagnostic::error(Code::MissingTimeout, format!("the `{name}` of `{}` is zero", method.name))
                .at(place(method, kind, name), "every attempt would end before it begins")
                .help(format!("write `{name}: {{ seconds: 30 }}`, longer than an attempt takes")),
        );
        return;
    }
    let order = [
        (start_to_close, schedule_to_close),
        (("schedule_to_start_timeout", activity.schedule_to_start_timeout), schedule_to_close),
        (("heartbeat_timeout", activity.heartbeat_timeout), start_to_close),
    ];
    check_order(method, kind, &order, diagnostics);
    check_retry(method, kind, activity.retry.as_ref(), diagnostics);
    check_local(method, kind, activity, diagnostics);
}

/// A local activity runs where its workflow does: it is not queued, has no priority in a queue, and
/// does not heartbeat.
fn check_local<K>(method: &Method<K>, kind: &str, activity: &Activity, diagnostics: &mut Diagnostics) {
    let without_effect = [
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout.is_some()),
        ("heartbeat_timeout", activity.heartbeat_timeout.is_some()),
        ("task_queue", activity.task_queue.is_some()),
        ("priority", activity.priority.is_some()),
    ];
    for (name, _) in without_effect.iter().filter(|(_, set)| activity.local && *set) {
        diagnostics.push(
            Diagnostic::error(
                Code::MisplacedOption,
                format!("`{name}` has no effect on `{}`, which is `local`", method.name),
            )
            .at(place(method, kind, name), "runs inside the workflow's own worker")
            .help(format!("remove `{name}` or `local: true`")),
        );
    }
}

type Named = (&'static str, Option<Duration>);

/// Zero is no limit, and so longer than everything.
fn check_order<K>(method: &Method<K>, kind: &str, order: &[(Named, Named)], diagnostics: &mut Diagnostics) {
    for ((short_name, short), (long_name, long)) in order {
        let (Some(short), Some(long)) = (short, long) else { continue };
        if short > long && !long.is_zero() {
            diagnostics.push(
                Diagnostic::error(
                    Code::Duration,
                    format!(
                        "the `{short_name}` of `{}`, {short:?}, is longer than its `{long_name}`, {long:?}",
                        method.name
                    ),
                )
                .at(place(method, kind, short_name), format!("the `{long_name}` would always end it first"))
                .help(format!("shorten `{short_name}` or lengthen `{long_name}`")),
            );
        }
    }
}

fn check_retry<K>(method: &Method<K>, kind: &str, retry: Option<&Retry>, diagnostics: &mut Diagnostics) {
    let Some(Retry { initial_interval, maximum_interval, .. }) = retry else { return };
    if let (Some(initial), Some(maximum)) = (initial_interval, maximum_interval)
        && initial > maximum
        && !maximum.is_zero()
    {
        diagnostics.push(
            Diagnostic::error(
                Code::Retry,
                format!(
                    "the retry of `{}` begins with {initial:?}, more than its `maximum_interval` of {maximum:?}",
                    method.name
                ),
            )
            .at(place(method, kind, "retry"), "has this retry policy")
            .help("shorten `initial_interval` or lengthen `maximum_interval`"),
        );
    }
}

fn place<K>(method: &Method<K>, kind: &str, option: &str) -> crate::diagnostic::Place {
    method.place_of(&format!("{kind}.{option}")).clone()
}
