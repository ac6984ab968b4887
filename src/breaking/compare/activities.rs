//! Activities, and the one that a handler's workflow runs.

use super::{Found, Pair, Scope, or_none};
use crate::breaking::contract::{Activity, Span};
use crate::breaking::rules;
use crate::report::Severity;

impl Scope<'_> {
    pub(super) fn compare_activity(&mut self, pair: &Pair<'_>, old: &Activity, new: &Activity, served: bool) {
        if served && pair.before.kind.is_started() {
            self.compare_handler_name(pair, old, new);
        }
        self.compare_activity_queue(pair, old, new);
        self.compare_activity_timeouts(pair, old, new);
        self.compare_retry(pair, "activity.retry", (old.retry.as_ref(), new.retry.as_ref()));
        self.compare_cancellation(
            pair,
            "activity.cancellation_type",
            (old.cancellation_type.as_ref(), new.cancellation_type.as_ref()),
        );
        self.compare_priority(pair, "activity.priority", (old.priority.as_ref(), new.priority.as_ref()));
    }

    /// The activity of a handler that does not name it has the type of the running workflow, which
    /// for workflows that run already is the old one.
    fn compare_handler_name(&mut self, pair: &Pair<'_>, old: &Activity, new: &Activity) {
        let of_running = &pair.before.name;
        let was = old.name.as_ref().unwrap_or(of_running);
        let now = new.name.as_ref().unwrap_or(of_running);
        if was == now {
            return;
        }
        let fix = format!("write `option (stubborn.v1.method).handler.name = \"{was}\";`");
        self.push(
            Found::new(
                &rules::ACTIVITY_SAME_NAME,
                pair.before_name,
                "activity type",
                was.clone(),
                now.clone(),
            )
            .at(format!("{}#activity.name", pair.before_name), format!("{}#activity.name", pair.after_name))
            .fix(fix),
        );
    }

    fn compare_activity_timeouts(&mut self, pair: &Pair<'_>, old: &Activity, new: &Activity) {
        let all = [
            (
                "`start_to_close_timeout`",
                "activity.start_to_close_timeout",
                start_to_close(old),
                start_to_close(new),
            ),
            (
                "`schedule_to_close_timeout`",
                "activity.schedule_to_close_timeout",
                old.schedule_to_close_timeout,
                new.schedule_to_close_timeout,
            ),
            (
                "`schedule_to_start_timeout`",
                "activity.schedule_to_start_timeout",
                old.schedule_to_start_timeout,
                new.schedule_to_start_timeout,
            ),
            (
                "`heartbeat_timeout`",
                "activity.heartbeat_timeout",
                old.heartbeat_timeout,
                new.heartbeat_timeout,
            ),
        ];
        for (what, key, was, now) in all {
            let rule = match (was, now) {
                (None, Some(_)) if key.ends_with("heartbeat_timeout") => &rules::ACTIVITY_HEARTBEAT_NO_ADD,
                _ if shrinks(was, now) => &rules::ACTIVITY_TIMEOUT_NO_SHRINK,
                _ if was != now => &rules::ACTIVITY_TIMEOUT_GROW,
                _ => continue,
            };
            let found = self.option(rule, pair, (what, key), or_none(was.as_ref()), or_none(now.as_ref()));
            self.push(found);
        }
    }

    /// The timeouts of a workflow.
    pub(super) fn compare_timeout(
        &mut self,
        pair: &Pair<'_>,
        (what, key): (&'static str, &str),
        (was, now): (Option<Span>, Option<Span>),
    ) {
        let rule = match (was, now) {
            _ if was == now => return,
            _ if shrinks(was, now) => &rules::WORKFLOW_TIMEOUT_NO_SHRINK,
            _ => &rules::WORKFLOW_TIMEOUT_GROW,
        };
        let found = self.option(rule, pair, (what, key), or_none(was.as_ref()), or_none(now.as_ref()));
        debug_assert!(found.severity <= Severity::Warning, "timeouts are policy");
        self.push(found);
    }
}

/// The server takes an attempt to last no longer than all of them.
fn start_to_close(activity: &Activity) -> Option<Span> {
    activity.start_to_close_timeout.or(activity.schedule_to_close_timeout)
}

/// Unset is without limit.
fn shrinks(was: Option<Span>, now: Option<Span>) -> bool {
    match (was, now) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(was), Some(now)) => now < was,
    }
}
