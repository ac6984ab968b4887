//! Names on the wire, and methods that come, go or become something else.

use std::collections::BTreeMap;

use super::pairs::short;
use super::{Cause, Found, Pair, Scope};
use crate::breaking::contract::{Kind, Method, Workflow, service_of};
use crate::breaking::rules::{self, Rule};
use crate::report::{Change, Turn};

impl Scope<'_> {
    /// Services and methods that are gone or new.
    pub(super) fn compare_names(&mut self) {
        let mut gone: BTreeMap<&str, Vec<(&str, &Method)>> = BTreeMap::new();
        for (name, method) in &self.before.methods {
            if self.pairs.method(name).is_none() {
                gone.entry(service_of(name)).or_default().push((name, method));
            }
        }
        for (service, methods) in gone {
            let all = self.before.methods.keys().filter(|name| service_of(name) == service).count();
            let deserted = all == methods.len() && !self.after.services.contains_key(service);
            for (name, method) in methods {
                self.push_gone(name, method, deserted);
            }
        }
        for (name, method) in self.pairs.added(self.after) {
            self.push_added(name, method);
        }
    }

    fn push_gone(&mut self, name: &str, method: &Method, with_service: bool) {
        let kind = method.kind_text();
        let (rule, message) = match method.kind {
            Kind::Workflow | Kind::Handler => (
                &rules::WORKFLOW_NO_DELETE,
                format!("{kind} `{name}` is gone, and nothing serves the workflow type `{}`", method.name),
            ),
            Kind::Activity => (&rules::ACTIVITY_NO_DELETE, format!("activity `{name}` is gone")),
            Kind::Signal => (&rules::SIGNAL_NO_DELETE, format!("signal `{name}` is gone")),
            Kind::Query => (&rules::QUERY_NO_DELETE, format!("query `{name}` is gone")),
            Kind::Update => (&rules::UPDATE_NO_DELETE, format!("update `{name}` is gone")),
        };
        let service = service_of(name);
        let cause = with_service.then(|| Cause {
            rule: rules::SERVICE_NO_DELETE.id,
            symbol: service.to_owned(),
            was: service.to_owned(),
            now: String::new(),
            what: "service",
            least: 1,
        });
        let rule = if with_service { &rules::SERVICE_NO_DELETE } else { rule };
        self.push(Found::gone(rule, name, method.name.clone(), message).because(cause));
    }

    fn push_added(&mut self, name: &str, method: &Method) {
        let service = service_of(name);
        let new_service = self.pairs_no_service(service);
        let cause = new_service.then(|| Cause {
            rule: rules::METHOD_ADD.id,
            symbol: service.to_owned(),
            was: String::new(),
            now: service.to_owned(),
            what: "service",
            least: 1,
        });
        let message = format!("{} `{name}` is new", method.kind_text());
        self.push(Found::added(&rules::METHOD_ADD, name, method.name.clone(), message).because(cause));
    }

    fn pairs_no_service(&self, service: &str) -> bool {
        !self.before.services.keys().any(|old| self.pairs.service(old) == Some(service))
    }

    pub(super) fn push_kind(&mut self, pair: &Pair<'_>) {
        let (was, now) = (pair.before.kind_text(), pair.after.kind_text());
        let inherited = [&was, &now].iter().all(|kind| kind.ends_with("handler"))
            && self.after.places.is_inherited(pair.after_name, "activity.local");
        let cause = inherited.then(|| self.of_service(&rules::METHOD_SAME_KIND, pair, "kind", &was, &now));
        let name = pair.before_name;
        let key = format!("{}#kind", pair.after_name);
        let message = format!("`{name}` was a {was} and is a {now}");
        let found = Found::new(&rules::METHOD_SAME_KIND, name, "kind", was, now).saying(message);
        self.push(found.at(format!("{name}#kind"), key).because(cause));
    }

    /// Whether what the method was called is still served.
    pub(super) fn compare_name(&mut self, pair: &Pair<'_>) -> bool {
        let Pair { before, after, .. } = pair;
        let served = after.names().any(|name| name == before.name);
        if !served {
            self.push_renamed(pair);
        } else if before.name != after.name || pair.before_name != pair.after_name {
            self.note_renamed(pair);
        }
        if let (Some(old), Some(_)) = (&before.workflow, &after.workflow) {
            self.compare_aliases(pair, old, served);
        }
        served
    }

    fn push_renamed(&mut self, pair: &Pair<'_>) {
        let (rule, what, option): (&'static Rule, _, _) = match pair.before.kind {
            Kind::Workflow | Kind::Handler => {
                (&rules::WORKFLOW_SAME_NAME, "workflow type", "workflow.aliases")
            }
            Kind::Activity => (&rules::ACTIVITY_SAME_NAME, "activity type", "activity.name"),
            Kind::Signal => (&rules::SIGNAL_SAME_NAME, "signal name", "signal.name"),
            Kind::Query => (&rules::QUERY_SAME_NAME, "query name", "query.name"),
            Kind::Update => (&rules::UPDATE_SAME_NAME, "update name", "update.name"),
        };
        let (was, now) = (pair.before.name.clone(), pair.after.name.clone());
        let fix = format!(
            "write `option (stubborn.v1.method).{option} = \"{was}\";` in `rpc {}`",
            short(pair.after_name)
        );
        // A name that was given, or is, did not change with the service's.
        let by_default = was == pair.before_name && now == pair.after_name;
        let renamed = by_default && short(pair.before_name) == short(pair.after_name);
        let causes = if renamed { self.causes_of_rename(pair, rule) } else { Vec::new() };
        self.push(
            Found::new(rule, pair.before_name, what, was, now)
                .at(format!("{}#name", pair.before_name), format!("{}#name", pair.after_name))
                .fix(fix)
                .because(causes),
        );
    }

    /// The service or package whose new name a method's goes with.
    pub(super) fn causes_of_rename(&self, pair: &Pair<'_>, rule: &Rule) -> Vec<Cause> {
        let (old, new) = (service_of(pair.before_name), service_of(pair.after_name));
        if self.pairs.service(old) != Some(new) || old == new {
            return Vec::new();
        }
        let (old_package, new_package) = (service_of(old), service_of(new));
        let moved = self.pairs.package(old_package) == Some(new_package) && short(old) == short(new);
        let (what, symbol, now) =
            if moved { ("package", old_package, new_package) } else { ("service", old, new) };
        let cause = |rule: &'static str| Cause {
            rule,
            symbol: symbol.to_owned(),
            was: symbol.to_owned(),
            now: now.to_owned(),
            what,
            least: 1,
        };
        let own = rules::find(rule.id).map(|rule| cause(rule.id));
        std::iter::once(cause(rules::WORKFLOW_SAME_NAME.id)).chain(own).collect()
    }

    /// What breaks nobody on the wire, and is worth a line in a summary.
    fn note_renamed(&mut self, pair: &Pair<'_>) {
        let Pair { before, after, .. } = pair;
        let (text, note) = if before.name != after.name {
            let text = format!("is `{}` now, and served as `{}` too", after.name, before.name);
            (text, "deploy workers before callers: only they know both names")
        } else {
            let text =
                format!("is called `{}` now; its name on the wire stays `{}`", pair.after_name, before.name);
            (text, "callers compile against the new name")
        };
        self.changes.push(Change {
            turn: Turn::Changed,
            symbol: pair.before_name.to_owned(),
            text: format!("{} `{}` {text}", before.kind_text(), pair.before_name),
            note: Some(note.to_owned()),
        });
    }

    fn compare_aliases(&mut self, pair: &Pair<'_>, old: &Workflow, served: bool) {
        for alias in &old.aliases {
            if !pair.after.names().any(|name| name == alias) {
                self.push_alias_gone(pair, alias);
            }
        }
        let new: Vec<&str> =
            pair.after.names().filter(|name| !pair.before.names().any(|old| old == *name)).collect();
        if served && pair.before.name == pair.after.name {
            for alias in new {
                self.changes.push(Change {
                    turn: Turn::Changed,
                    symbol: pair.before_name.to_owned(),
                    text: format!("workers also serve `{}` as `{alias}`", pair.before_name),
                    note: None,
                });
            }
        }
    }

    fn push_alias_gone(&mut self, pair: &Pair<'_>, alias: &str) {
        let name = pair.before_name;
        let message = format!("`{name}` is no longer served as `{alias}`");
        let found = Found::gone(&rules::WORKFLOW_ALIAS_NO_DELETE, name, alias.to_owned(), message);
        self.push(found.at(format!("{name}#aliases"), format!("{}#aliases", pair.after_name)));
    }
}
