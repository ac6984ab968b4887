//! One contract against another: what becomes of everything that the earlier one promised.

mod activities;
mod enums;
mod fields;
mod group;
mod ids;
mod messages;
mod names;
mod pairs;
mod payloads;
mod policies;
mod queues;
mod types;

use std::collections::BTreeSet;

use crate::breaking::allow::Allow;
use crate::breaking::contract::{Contract, Method, service_of};
use crate::breaking::rules::Rule;
use crate::report::{Change, Finding, Severity, Turn};
pub use group::allow as snippet;
use messages::Types;
use pairs::Pairs;

/// Who reads payloads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Readers {
    /// Hand-written ones too, which refuse what they do not know.
    #[default]
    Any,
    /// Stubs only, which ignore it.
    Stubborn,
}

/// What decides which changes matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    pub readers: Readers,
    /// Some peer writes `binary/protobuf`.
    pub binary: bool,
}

/// What a change does.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    pub findings: Vec<Finding>,
    /// All of it in words, whether it breaks anybody or not.
    pub changes: Vec<Change>,
}

/// Compares, and leaves out what is allowed; `allow` remembers what it was good for.
pub fn compare(before: &Contract, after: &Contract, settings: Settings, allow: &mut Allow) -> Comparison {
    let pairs = Pairs::new(before, after);
    let mut scope = Scope {
        before,
        after,
        settings,
        pairs: &pairs,
        types: Types::default(),
        id_fields: BTreeSet::new(),
        errors: BTreeSet::new(),
        found: Vec::new(),
        changes: Vec::new(),
    };
    scope.compare_names();
    for pair in pairs.methods(before, after) {
        scope.compare_method(&pair);
    }
    scope.compare_payloads();
    let Scope { found, mut changes, .. } = scope;
    let all = group::findings(&found, before, after);
    changes.extend(all.iter().map(change));
    changes.sort_by(|a, b| (a.turn, &a.symbol, &a.text).cmp(&(b.turn, &b.symbol, &b.text)));

    let left: Vec<Found> = found.into_iter().filter(|found| !allow.covers_part(found)).collect();
    let mut findings = group::findings(&left, before, after);
    findings.retain(|finding| !allow.covers(finding));
    findings.sort_by(|a, b| (&a.symbol, a.rule, &a.was).cmp(&(&b.symbol, b.rule, &b.was)));
    Comparison { findings, changes }
}

fn change(finding: &Finding) -> Change {
    let turn = if finding.now.is_none() {
        Turn::Removed
    } else if finding.was.is_none() {
        Turn::Added
    } else {
        Turn::Changed
    };
    let note = (finding.severity != Severity::Info).then(|| finding.why.clone()).flatten();
    Change { turn, symbol: finding.symbol.clone(), text: finding.message.clone(), note }
}

/// One thing that changed; what has one cause becomes one finding.
#[derive(Clone, Debug)]
pub struct Found {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// A full name of the earlier contract, of what is new of the later one.
    pub symbol: String,
    /// What changed of it, `task queue`, say.
    pub what: &'static str,
    pub message: String,
    pub was: Option<String>,
    pub now: Option<String>,
    /// What happens then, where more is known than the rule says.
    pub why: Option<&'static str>,
    /// How to make it whole again, where more is known than the rule says.
    pub fix: Option<String>,
    /// Keys of its places.
    pub before: String,
    pub after: String,
    /// What it may be a part of, the likelier first.
    pub causes: Vec<Cause>,
}

/// Something that several changes come of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The rule of the finding that they make: one of them must be of this rule.
    pub rule: &'static str,
    /// A service or package.
    pub symbol: String,
    pub was: String,
    pub now: String,
    /// What it is in words, `service`, say.
    pub what: &'static str,
    /// How many changes it takes.
    pub least: usize,
}

impl Cause {
    /// Whether it is a service or package that became another, rather than a value of one.
    fn is_thing(&self) -> bool {
        matches!(self.what, "service" | "package")
    }
}

impl Found {
    /// Something that changed from one value to another.
    fn new(rule: &'static Rule, symbol: &str, what: &'static str, was: String, now: String) -> Self {
        Self {
            rule,
            severity: rule.severity,
            symbol: symbol.to_owned(),
            what,
            message: format!("the {what} of `{symbol}` changes from `{was}` to `{now}`"),
            was: Some(was),
            now: Some(now),
            why: None,
            fix: None,
            before: symbol.to_owned(),
            after: symbol.to_owned(),
            causes: Vec::new(),
        }
    }

    /// Something that is gone.
    fn gone(rule: &'static Rule, symbol: &str, was: String, message: String) -> Self {
        Self { now: None, message, ..Self::new(rule, symbol, "", was, String::new()) }
    }

    /// Something that is new.
    fn added(rule: &'static Rule, symbol: &str, now: String, message: String) -> Self {
        Self { was: None, message, ..Self::new(rule, symbol, "", String::new(), now) }
    }

    fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    fn why(self, why: &'static str) -> Self {
        Self { why: Some(why), ..self }
    }

    fn saying(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    fn fix(self, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..self }
    }

    fn at(self, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { before: before.into(), after: after.into(), ..self }
    }

    fn because(self, causes: impl IntoIterator<Item = Cause>) -> Self {
        Self { causes: self.causes.into_iter().chain(causes).collect(), ..self }
    }
}

/// A method with what became of it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    before_name: &'a str,
    after_name: &'a str,
    before: &'a Method,
    after: &'a Method,
}

/// A comparison at work.
struct Scope<'a> {
    before: &'a Contract,
    after: &'a Contract,
    settings: Settings,
    pairs: &'a Pairs,
    /// Messages and enums with their successors, as far as they are known.
    types: Types,
    /// Fields that were told of with the id that they are part of.
    id_fields: BTreeSet<String>,
    /// Declared errors that were compared.
    errors: BTreeSet<String>,
    found: Vec<Found>,
    changes: Vec<Change>,
}

impl Scope<'_> {
    fn push(&mut self, found: Found) {
        self.found.push(found);
    }

    fn compare_method(&mut self, pair: &Pair<'_>) {
        let Pair { before, after, .. } = pair;
        if before.kind != after.kind || before.kind_text() != after.kind_text() {
            return self.push_kind(pair);
        }
        let served = self.compare_name(pair);
        if let (Some(old), Some(new)) = (&before.workflow, &after.workflow) {
            self.compare_workflow_queue(pair, old, new);
            self.compare_id(pair, old, new, served);
            self.compare_workflow_policies(pair, old, new);
            self.compare_listed(pair, old, new);
        }
        if let (Some(old), Some(new)) = (&before.activity, &after.activity) {
            self.compare_activity(pair, old, new, served);
        }
        if let (Some(old), Some(new)) = (&before.update, &after.update) {
            self.compare_update(pair, old, new);
        }
    }

    /// An option of a method, which may have it from its service.
    fn option(
        &self,
        rule: &'static Rule,
        pair: &Pair<'_>,
        (what, key): (&'static str, &str),
        was: String,
        now: String,
    ) -> Found {
        let inherited = self.after.places.is_inherited(pair.after_name, key)
            || self.before.places.is_inherited(pair.before_name, key);
        let cause = inherited.then(|| self.of_service(rule, pair, what, &was, &now));
        Found::new(rule, pair.before_name, what, was, now)
            .at(format!("{}#{key}", pair.before_name), format!("{}#{key}", pair.after_name))
            .because(cause)
    }

    /// A value that a service's methods have from it.
    fn of_service(&self, rule: &Rule, pair: &Pair<'_>, what: &'static str, was: &str, now: &str) -> Cause {
        Cause {
            rule: rule.id,
            symbol: service_of(pair.before_name).to_owned(),
            was: was.to_owned(),
            now: now.to_owned(),
            what,
            least: 2,
        }
    }
}

/// A value or what stands for none.
fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "none".to_owned(), T::to_string)
}
