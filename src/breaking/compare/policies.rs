//! How calls behave: policies, timeouts, retries and whatever else is no matter of names.

use std::time::Duration;

use super::{Found, Pair, Scope, or_none};
use crate::breaking::contract::{Listed, Priority, Retry, Span, Workflow};
use crate::breaking::rules::{self, Rule};
use crate::report::Severity;

/// What the server takes unset for.
const TASK_TIMEOUT: Span = Span(Duration::from_secs(10));

impl Scope<'_> {
    pub(super) fn compare_workflow_policies(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow) {
        self.compare_choices(pair, old, new);
        let timeouts = [
            ("`execution_timeout`", "execution_timeout", old.execution_timeout, new.execution_timeout),
            ("`run_timeout`", "run_timeout", old.run_timeout, new.run_timeout),
        ];
        for (what, key, was, now) in timeouts {
            self.compare_timeout(pair, (what, key), (was, now));
        }
        let task = |workflow: &Workflow| Some(workflow.task_timeout.unwrap_or(TASK_TIMEOUT));
        self.compare_timeout(pair, ("`task_timeout`", "task_timeout"), (task(old), task(new)));
        self.compare_retry(pair, "retry", (old.retry.as_ref(), new.retry.as_ref()));
        self.compare_priority(pair, "priority", (old.priority.as_ref(), new.priority.as_ref()));
        self.compare_cancellation(
            pair,
            "cancellation_type",
            (old.cancellation_type.as_ref(), new.cancellation_type.as_ref()),
        );
        self.compare_search_attributes(pair, old, new);
    }

    fn compare_choices(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow) {
        let named =
            |value: &Option<String>, default: &str| value.clone().unwrap_or_else(|| default.to_owned());
        let choices: [(&'static Rule, _, _, String, String); 4] = [
            (
                &rules::WORKFLOW_SAME_ID_REUSE_POLICY,
                "`id_reuse_policy`",
                "id_reuse_policy",
                named(&old.id_reuse_policy, "ALLOW_DUPLICATE"),
                named(&new.id_reuse_policy, "ALLOW_DUPLICATE"),
            ),
            (
                &rules::WORKFLOW_SAME_ID_CONFLICT_POLICY,
                "`id_conflict_policy`",
                "id_conflict_policy",
                named(&old.id_conflict_policy, "FAIL"),
                named(&new.id_conflict_policy, "FAIL"),
            ),
            (
                &rules::WORKFLOW_SAME_PARENT_CLOSE_POLICY,
                "`parent_close_policy`",
                "parent_close_policy",
                named(&old.parent_close_policy, "TERMINATE"),
                named(&new.parent_close_policy, "TERMINATE"),
            ),
            (
                &rules::WORKFLOW_SAME_START_DELAY,
                "`start_delay`",
                "start_delay",
                or_none(old.start_delay.as_ref()),
                or_none(new.start_delay.as_ref()),
            ),
        ];
        for (rule, what, key, was, now) in choices {
            if was != now {
                let found = self.option(rule, pair, (what, key), was, now);
                self.push(found);
            }
        }
        let versioning =
            (or_none(old.versioning_behavior.as_ref()), or_none(new.versioning_behavior.as_ref()));
        if versioning.0 != versioning.1 {
            let unpins = versioning.0 == "PINNED" && versioning.1 == "AUTO_UPGRADE";
            let severity = if unpins { Severity::Error } else { Severity::Warning };
            let what = ("`versioning_behavior`", "versioning_behavior");
            let found = self.option(
                &rules::WORKFLOW_SAME_VERSIONING_BEHAVIOR,
                pair,
                what,
                versioning.0,
                versioning.1,
            );
            self.push(found.severity(severity));
        }
    }

    /// A workflow without a policy is not retried, an activity without one for ever.
    pub(super) fn compare_retry(
        &mut self,
        pair: &Pair<'_>,
        key: &str,
        (old, new): (Option<&Retry>, Option<&Retry>),
    ) {
        let of_workflow = key == "retry";
        let endless = Retry::default();
        let rule = if of_workflow {
            match (old, new) {
                (None, None) => return,
                (Some(_), None) => &rules::RETRY_POLICY_NO_TIGHTEN,
                (None, Some(_)) => &rules::RETRY_POLICY_CHANGE,
                (Some(old), Some(new)) => match turn(old, new) {
                    Some(rule) => rule,
                    None => return,
                },
            }
        } else {
            match turn(old.unwrap_or(&endless), new.unwrap_or(&endless)) {
                Some(rule) => rule,
                None => return,
            }
        };
        let text = |retry: Option<&Retry>| retry.map_or_else(|| "none".to_owned(), retry_text);
        let found = self.option(rule, pair, ("`retry`", key), text(old), text(new));
        self.push(found);
    }

    pub(super) fn compare_cancellation(
        &mut self,
        pair: &Pair<'_>,
        key: &str,
        (old, new): (Option<&String>, Option<&String>),
    ) {
        if old != new {
            let text = |value: Option<&String>| value.map_or("the SDK's default", String::as_str).to_owned();
            let what = ("`cancellation_type`", key);
            let found = self.option(&rules::METHOD_SAME_CANCELLATION_TYPE, pair, what, text(old), text(new));
            self.push(found);
        }
    }

    pub(super) fn compare_priority(
        &mut self,
        pair: &Pair<'_>,
        key: &str,
        (old, new): (Option<&Priority>, Option<&Priority>),
    ) {
        if old != new {
            let text =
                |priority: Option<&Priority>| priority.map_or_else(|| "none".to_owned(), priority_text);
            let what = ("`priority`", key);
            let found = self.option(&rules::METHOD_SAME_PRIORITY, pair, what, text(old), text(new));
            self.push(found);
        }
    }

    fn compare_search_attributes(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow) {
        for (name, was) in &old.search_attributes {
            let now = new.search_attributes.get(name);
            if now.is_some_and(|now| now.r#type == was.r#type) {
                continue;
            }
            let key = "search_attributes";
            let (symbol, of) = (pair.before_name, &was.r#type);
            let found = match now {
                None => Found::gone(
                    &rules::WORKFLOW_SEARCH_ATTRIBUTE_NO_DELETE,
                    symbol,
                    format!("{name}: {of}"),
                    format!("starts of `{symbol}` no longer set the search attribute `{name}`"),
                ),
                Some(now) => Found::new(
                    &rules::WORKFLOW_SEARCH_ATTRIBUTE_NO_DELETE,
                    symbol,
                    "search attribute",
                    format!("{name}: {of}"),
                    format!("{name}: {}", now.r#type),
                ),
            };
            self.push(found.at(format!("{symbol}#{key}"), format!("{}#{key}", pair.after_name)));
        }
    }

    /// Signals, queries and updates that a workflow takes.
    pub(super) fn compare_listed(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow) {
        let lists = [
            ("signals", "signal", &old.signals, &new.signals),
            ("queries", "query", &old.queries, &new.queries),
            ("updates", "update", &old.updates, &new.updates),
        ];
        for (key, kind, was, now) in lists {
            for (name, listed) in was {
                // What is gone or something else altogether is a finding of its own.
                let Some(successor) = self.pairs.method(name) else { continue };
                if self.is_of_other_kind(name, successor) {
                    continue;
                }
                let found = now.get(successor);
                self.compare_message(pair, (key, kind, name), *listed, found.copied());
            }
        }
    }

    fn is_of_other_kind(&self, before: &str, after: &str) -> bool {
        let kind = |contract: &crate::breaking::contract::Contract, name: &str| {
            contract.methods.get(name).map(|method| method.kind)
        };
        kind(self.before, before) != kind(self.after, after)
    }

    fn compare_message(
        &mut self,
        pair: &Pair<'_>,
        (key, kind, name): (&str, &str, &str),
        was: Listed,
        now: Option<Listed>,
    ) {
        let symbol = pair.before_name;
        let found = match now {
            None => Found::gone(
                &rules::WORKFLOW_HANDLER_NO_DETACH,
                symbol,
                name.to_owned(),
                format!("`{symbol}` no longer takes the {kind} `{name}`"),
            ),
            Some(now) if was.start && !now.start => Found::gone(
                &rules::WORKFLOW_WITH_START_NO_DELETE,
                symbol,
                name.to_owned(),
                format!("no call starts `{symbol}` with the {kind} `{name}` any more"),
            ),
            Some(_) => return,
        };
        self.push(found.at(format!("{symbol}#{key}"), format!("{}#{key}", pair.after_name)));
    }
}

/// `None` where both are the same.
fn turn(old: &Retry, new: &Retry) -> Option<&'static Rule> {
    if old == new {
        return None;
    }
    let fewer = match (old.maximum_attempts, new.maximum_attempts) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(old), Some(new)) => new < old,
    };
    let shorter = match (old.maximum_interval, new.maximum_interval) {
        (Some(old), Some(new)) => new < old,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    let tighter =
        fewer || shorter || !new.non_retryable_error_types.is_subset(&old.non_retryable_error_types);
    Some(if tighter { &rules::RETRY_POLICY_NO_TIGHTEN } else { &rules::RETRY_POLICY_CHANGE })
}

fn retry_text(retry: &Retry) -> String {
    let Retry {
        initial_interval,
        backoff_coefficient,
        maximum_interval,
        maximum_attempts,
        non_retryable_error_types,
    } = retry;
    let types =
        non_retryable_error_types.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let parts: Vec<String> = [
        initial_interval.map(|value| format!("initial_interval: {value}")),
        backoff_coefficient.map(|value| format!("backoff_coefficient: {value}")),
        maximum_interval.map(|value| format!("maximum_interval: {value}")),
        maximum_attempts.map(|value| format!("maximum_attempts: {value}")),
        (!types.is_empty()).then(|| format!("non_retryable_error_types: [{types}]")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "without limit".to_owned() } else { parts.join(", ") }
}

fn priority_text(priority: &Priority) -> String {
    let Priority { key, fairness_key, fairness_weight } = priority;
    let mut text = format!("key: {key}");
    if !fairness_key.is_empty() {
        text.push_str(&format!(", fairness_key: \"{fairness_key}\""));
    }
    if *fairness_weight != 1.0 {
        text.push_str(&format!(", fairness_weight: {fairness_weight}"));
    }
    text
}
