//! Timeouts and retries that make no sense together.

use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Activity, Method, Model, Retry, Workflow};

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for method in model.services().flat_map(|(_, service)| &service.methods) {
        check_workflow(method, method.workflow(), diagnostics);
        if let Some(activity) = method.handler() {
            check_activity(method, activity, diagnostics);
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
    check_order(method, &order, diagnostics);
    check_retry(method, retry.as_ref(), diagnostics);
}

fn check_activity(method: &Method, activity: &Activity, diagnostics: &mut Diagnostics) {
    if activity.start_to_close_timeout.is_zero() {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingTimeout,
                format!("the `start_to_close_timeout` of `{}` is zero", method.name),
            )
            .at(method.place.clone(), "every attempt would end before it begins")
            .help("write `start_to_close_timeout: { seconds: 30 }`, longer than an attempt takes"),
        );
        return;
    }
    let start_to_close = ("start_to_close_timeout", Some(activity.start_to_close_timeout));
    let schedule_to_close = ("schedule_to_close_timeout", activity.schedule_to_close_timeout);
    let order = [
        (start_to_close, schedule_to_close),
        (("schedule_to_start_timeout", activity.schedule_to_start_timeout), schedule_to_close),
        (("heartbeat_timeout", activity.heartbeat_timeout), start_to_close),
    ];
    check_order(method, &order, diagnostics);
    check_retry(method, activity.retry.as_ref(), diagnostics);
    check_local(method, activity, diagnostics);
}

/// A local activity is neither queued nor does it heartbeat.
fn check_local(method: &Method, activity: &Activity, diagnostics: &mut Diagnostics) {
    let without_effect = [
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
        ("heartbeat_timeout", activity.heartbeat_timeout),
    ];
    for (name, _) in without_effect.iter().filter(|(_, timeout)| activity.local && timeout.is_some()) {
        diagnostics.push(
            Diagnostic::error(
                Code::MisplacedOption,
                format!("`{name}` has no effect on `{}`, which is `local`", method.name),
            )
            .at(method.place.clone(), "runs inside the workflow's own worker")
            .help(format!("remove `{name}` or `local: true`")),
        );
    }
}

type Named = (&'static str, Option<Duration>);

/// Zero is no limit, and so longer than everything.
fn check_order(method: &Method, order: &[(Named, Named)], diagnostics: &mut Diagnostics) {
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
                .at(method.place.clone(), format!("the `{long_name}` would always end it first"))
                .help(format!("shorten `{short_name}` or lengthen `{long_name}`")),
            );
        }
    }
}

fn check_retry(method: &Method, retry: Option<&Retry>, diagnostics: &mut Diagnostics) {
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
            .at(method.place.clone(), "has this retry policy")
            .help("shorten `initial_interval` or lengthen `maximum_interval`"),
        );
    }
}
