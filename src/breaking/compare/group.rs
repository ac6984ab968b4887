//! What has one cause becomes one finding.

use std::collections::BTreeMap;

use super::{Cause, Found};
use crate::breaking::contract::Contract;
use crate::breaking::rules;
use crate::report::{Finding, Location, Related, Severity};

/// Findings of everything that was found, in no order.
pub fn findings(found: &[Found], before: &Contract, after: &Contract) -> Vec<Finding> {
    let contracts = Contracts { before, after };
    let mut groups: BTreeMap<&Cause, Vec<&Found>> = BTreeMap::new();
    let mut alone = Vec::new();
    for one in found {
        match one.causes.iter().find(|cause| is_cause(cause, found)) {
            Some(cause) => groups.entry(cause).or_default().push(one),
            None => alone.push(contracts.single(one)),
        }
    }
    // What else would have made a group was likelier something else.
    for (cause, members) in groups {
        let is_whole = members.len() >= cause.least && members.iter().any(|one| one.rule.id == cause.rule);
        match is_whole {
            true => alone.push(contracts.group(cause, &members)),
            false => alone.extend(members.into_iter().map(|one| contracts.single(one))),
        }
    }
    alone
}

fn is_cause(cause: &Cause, found: &[Found]) -> bool {
    let members = || found.iter().filter(|one| one.causes.contains(cause));
    members().count() >= cause.least && members().any(|one| one.rule.id == cause.rule)
}

/// Both sides, for the places of things.
struct Contracts<'a> {
    before: &'a Contract,
    after: &'a Contract,
}

impl Contracts<'_> {
    fn single(&self, found: &Found) -> Finding {
        let rule = found.rule;
        let mut finding = Finding::new(rule.id, found.severity, &found.symbol, &found.message);
        finding.was.clone_from(&found.was);
        finding.now.clone_from(&found.now);
        finding.why = Some(found.why.unwrap_or(rule.why).to_owned());
        finding.fix = Some(found.fix.clone().unwrap_or_else(|| rule.safely.to_owned()));
        finding.location = self.after.places.of(&found.after).cloned();
        finding.baseline_location =
            found.was.as_ref().and_then(|_| self.before.places.of(&found.before).cloned());
        finding.allow = allow(&finding);
        finding
    }

    fn group(&self, cause: &Cause, members: &[&Found]) -> Finding {
        let severity = members.iter().map(|one| one.severity).max().unwrap_or(Severity::Info);
        let mut finding = Finding::new(cause.rule, severity, &cause.symbol, message(cause, members));
        let present = |text: &String| (!text.is_empty()).then(|| text.clone());
        (finding.was, finding.now) = (present(&cause.was), present(&cause.now));
        let rule = rules::find(cause.rule);
        finding.why = rule.map(|rule| rule.why.to_owned());
        finding.fix = Some(fix(cause, members)).or_else(|| rule.map(|rule| rule.safely.to_owned()));
        (finding.location, finding.baseline_location) = self.places(cause, members);
        // The queue that moves with a service is told once, in the message.
        let is_told = |one: &&&Found| cause.is_thing() && one.rule.id == rules::WORKFLOW_SAME_TASK_QUEUE.id;
        finding.also = members.iter().filter(|one| !is_told(one)).map(|one| self.related(one)).collect();
        finding.also.sort_by(|a, b| (&a.symbol, &a.was).cmp(&(&b.symbol, &b.was)));
        finding.allow = allow(&finding);
        finding
    }

    fn places(&self, cause: &Cause, members: &[&Found]) -> (Option<Location>, Option<Location>) {
        let first = members.iter().find(|one| one.rule.id == cause.rule).or(members.first());
        // A thing of its own has a place; a value that methods have from their service is where they say.
        let renames = cause.is_thing() && !cause.now.is_empty();
        let (before, after) = match first {
            Some(one) if !renames => (one.before.as_str(), one.after.as_str()),
            _ => (cause.symbol.as_str(), cause.now.as_str()),
        };
        let gone = cause.now.is_empty();
        let after = if gone { cause.symbol.as_str() } else { after };
        let before = if gone { cause.symbol.as_str() } else { before };
        let location = self.after.places.of(after).cloned();
        let baseline = (!cause.was.is_empty()).then(|| self.before.places.of(before).cloned()).flatten();
        (location, baseline)
    }

    fn related(&self, found: &Found) -> Related {
        Related {
            symbol: found.symbol.clone(),
            was: found.was.clone(),
            now: found.now.clone(),
            location: self.after.places.of(&found.after).cloned(),
            baseline_location: self.before.places.of(&found.before).cloned(),
        }
    }
}

fn message(cause: &Cause, members: &[&Found]) -> String {
    let Cause { symbol, was, now, what, .. } = cause;
    let types = || list(members, &rules::WORKFLOW_SAME_NAME);
    if cause.rule == rules::SERVICE_NO_DELETE.id {
        let names: Vec<&str> = members.iter().filter_map(|one| one.was.as_deref()).collect();
        return format!("the service `{symbol}` is gone, and nothing serves {}", joined(&names));
    }
    if cause.rule == rules::METHOD_ADD.id {
        return format!("the service `{symbol}` is new, with {}", count(members.len(), "method"));
    }
    if cause.is_thing() {
        let mut carried = Vec::new();
        if !types().is_empty() {
            carried.push(format!("the workflow types {}", joined(&types())));
        }
        if members.iter().any(|one| one.rule.id == rules::WORKFLOW_SAME_TASK_QUEUE.id) {
            carried.push("the task queue".to_owned());
        }
        let messages = list(members, &rules::MESSAGE_SAME_FULL_NAME).len();
        if messages > 0 {
            carried.push(format!("the names of {}", count(messages, "message")));
        }
        let others = members.len() - types().len();
        if carried.is_empty() {
            carried.push(count(others, "name"));
        }
        return format!("the {what} `{was}` became `{now}`, and with it {}", conjoined(&carried));
    }
    format!(
        "the {what} of `{symbol}` changes from `{was}` to `{now}`, for {}",
        count(members.len(), "method")
    )
}

fn list<'a>(members: &[&'a Found], rule: &rules::Rule) -> Vec<&'a str> {
    members.iter().filter(|one| one.rule.id == rule.id).filter_map(|one| one.was.as_deref()).collect()
}

fn conjoined(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.join(", "),
    }
}

/// As many names as a reader takes in.
fn joined(names: &[&str]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn fix(cause: &Cause, members: &[&Found]) -> String {
    let moves = members.iter().any(|one| one.rule.id == rules::WORKFLOW_SAME_TASK_QUEUE.id);
    let renames = members.iter().find(|one| one.rule.id == rules::WORKFLOW_SAME_NAME.id);
    if let Some(first) = renames {
        let alias = first.was.as_deref().unwrap_or_default();
        let queue = members.iter().find(|one| one.rule.id == rules::WORKFLOW_SAME_TASK_QUEUE.id);
        let queue = queue.and_then(|one| one.was.as_deref()).map_or_else(String::new, |queue| {
            format!("`option (stubborn.v1.service).task_queue = \"{queue}\";`, and ")
        });
        return format!(
            "write {queue}in each rpc the old workflow type as an alias: \
             `option (stubborn.v1.method).workflow.aliases = \"{alias}\";`"
        );
    }
    if moves {
        return members.iter().find_map(|one| one.fix.clone()).unwrap_or_default();
    }
    rules::find(cause.rule).map(|rule| rule.safely.to_owned()).unwrap_or_default()
}

/// The lines of configuration that would allow a finding; what harms nobody needs none.
pub fn allow(finding: &Finding) -> Option<String> {
    if finding.severity == Severity::Info {
        return None;
    }
    let mut lines = vec!["[[breaking.allow]]".to_owned()];
    let pairs = [
        ("rule", Some(finding.rule)),
        ("symbol", Some(finding.symbol.as_str())),
        ("from", finding.was.as_deref()),
        ("to", finding.now.as_deref()),
        ("reason", Some("…")),
    ];
    for (key, value) in pairs {
        if let Some(value) = value {
            lines.push(format!("{key} = {}", toml::Value::from(value)));
        }
    }
    Some(lines.join("\n"))
}
