//! What methods take, return and fail with.

use std::collections::BTreeSet;

use super::{Cause, Found, Pair, Scope, messages};
use crate::breaking::contract::EMPTY;
use crate::breaking::rules::{self, Rule};
use crate::report::Severity;

impl Scope<'_> {
    pub(super) fn compare_payloads(&mut self) {
        let pairs: Vec<Pair<'_>> = self.pairs.methods(self.before, self.after).collect();
        let mut renamed = BTreeSet::new();
        for pair in &pairs {
            self.compare_payload(pair, Side::Request, &mut renamed);
            self.compare_payload(pair, Side::Response, &mut renamed);
            self.compare_errors(pair, &mut renamed);
        }
        for (old, new) in &renamed {
            self.push_message_renamed(old, new);
        }
        self.compare_reached();
        self.compare_any(&renamed);
    }

    fn compare_payload(&mut self, pair: &Pair<'_>, side: Side, renamed: &mut BTreeSet<(String, String)>) {
        let (old, new) = match side {
            Side::Request => (&pair.before.request, &pair.after.request),
            Side::Response => (&pair.before.response, &pair.after.response),
        };
        if old == new {
            return self.types.follow(self.before, self.after, old, new);
        }
        if self.is_renamed(old, new) {
            self.types.follow(self.before, self.after, old, new);
            renamed.insert((old.clone(), new.clone()));
            return;
        }
        let is_empty = old == EMPTY || new == EMPTY;
        let (rule, what): (&'static Rule, _) = match side {
            Side::Request if is_empty => (&rules::METHOD_SAME_INPUT_ARITY, "request"),
            Side::Request => (&rules::METHOD_SAME_REQUEST_TYPE, "request"),
            Side::Response => (&rules::METHOD_SAME_RESPONSE_TYPE, "response"),
        };
        // Of a method that became another kind, that is said.
        if pair.before.kind == pair.after.kind {
            self.push(
                Found::new(rule, pair.before_name, what, old.clone(), new.clone())
                    .at(pair.before_name, pair.after_name),
            );
        }
    }

    /// A message that is gone, and another that is the same in its place.
    fn is_renamed(&self, old: &str, new: &str) -> bool {
        let (was, now) = (self.before.messages.get(old), self.after.messages.get(new));
        let moved = self.pairs.moved_with_package(old, new).is_some();
        !self.after.messages.contains_key(old)
            && was.zip(now).is_some_and(|(was, now)| moved || messages::is_alike(was, now))
    }

    fn push_message_renamed(&mut self, old: &str, new: &str) {
        let fix = format!("keep the name `{old}` for as long as payloads of it are read");
        let causes = self.pairs.moved_with_package(old, new).map(|(package, now)| {
            let cause = |rule: &'static str| Cause {
                rule,
                symbol: package.to_owned(),
                was: package.to_owned(),
                now: now.to_owned(),
                what: "package",
                least: 1,
            };
            [cause(rules::WORKFLOW_SAME_NAME.id), cause(rules::MESSAGE_SAME_FULL_NAME.id)]
        });
        let found =
            Found::new(&rules::MESSAGE_SAME_FULL_NAME, old, "full name", old.to_owned(), new.to_owned());
        self.push(found.at(old, new).fix(fix).because(causes.into_iter().flatten()));
    }

    fn compare_errors(&mut self, pair: &Pair<'_>, renamed: &mut BTreeSet<(String, String)>) {
        let (was, now) = (&pair.before.errors, &pair.after.errors);
        let mut added: Vec<&String> = now.difference(was).collect();
        for name in was {
            if now.contains(name) {
                self.compare_error(name, name);
                self.types.follow(self.before, self.after, name, name);
                continue;
            }
            if let Some(at) = added.iter().position(|new| self.is_renamed(name, new)) {
                let new = added.remove(at);
                self.compare_error(name, new);
                self.types.follow(self.before, self.after, name, new);
                renamed.insert((name.clone(), new.clone()));
                continue;
            }
            let message = format!("`{}` no longer lists the error `{name}`", pair.before_name);
            let found = Found::gone(&rules::METHOD_ERROR_NO_DELETE, pair.before_name, name.clone(), message);
            self.push(
                found.at(format!("{}#errors", pair.before_name), format!("{}#errors", pair.after_name)),
            );
        }
    }

    fn compare_error(&mut self, old: &str, new: &str) {
        let (Some(was), Some(now)) = (self.before.errors.get(old), self.after.errors.get(new)) else {
            return;
        };
        if !self.errors.insert(old.to_owned()) {
            return;
        }
        if was.code != now.code {
            let found = Found::new(&rules::ERROR_SAME_CODE, old, "code", was.code.clone(), now.code.clone());
            self.push(found.at(old, new));
        }
        if was.non_retryable != now.non_retryable {
            let text = |non_retryable: bool| if non_retryable { "not retried" } else { "retried" }.to_owned();
            let found = Found::new(
                &rules::ERROR_SAME_RETRYABLE,
                old,
                "retryability",
                text(was.non_retryable),
                text(now.non_retryable),
            );
            self.push(found.at(old, new));
        }
    }

    /// Messages and enums that methods reach on both sides.
    fn compare_reached(&mut self) {
        let pairs: Vec<(String, String)> =
            self.types.iter().map(|(old, new)| (old.to_owned(), new.to_owned())).collect();
        for (old, new) in pairs {
            if let (Some(was), Some(now)) = (self.before.messages.get(&old), self.after.messages.get(&new)) {
                self.compare_message_type(&old, &new, was, now);
            } else if let (Some(was), Some(now)) = (self.before.enums.get(&old), self.after.enums.get(&new)) {
                self.compare_enum(&old, &new, was, now);
            }
        }
    }

    /// What an `Any` may hold; an `Any` that is gone itself is a field that is gone.
    fn compare_any(&mut self, renamed: &BTreeSet<(String, String)>) {
        if self.after.any.is_empty() {
            return;
        }
        for name in self.before.any.difference(&self.after.any) {
            if renamed.iter().any(|(old, _)| old == name) {
                continue;
            }
            let message = format!("the message `{name}`, which a `google.protobuf.Any` may hold, is gone");
            let found = Found::gone(&rules::ANY_TYPE_NO_DELETE, name, name.clone(), message);
            let causes = self.after.any.iter().find_map(|new| {
                let (package, now) = self.pairs.moved_with_package(name, new)?;
                Some([rules::WORKFLOW_SAME_NAME.id, rules::MESSAGE_SAME_FULL_NAME.id].map(|rule| Cause {
                    rule,
                    symbol: package.to_owned(),
                    was: package.to_owned(),
                    now: now.to_owned(),
                    what: "package",
                    least: 1,
                }))
            });
            debug_assert_eq!(found.severity, Severity::Warning, "some peer may know the message");
            self.push(found.because(causes.into_iter().flatten()));
        }
    }
}

/// One end of a method.
#[derive(Clone, Copy)]
enum Side {
    Request,
    Response,
}
