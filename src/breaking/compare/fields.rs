//! Fields of a message, by what they are called in JSON.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{self, Change};
use super::{Found, Readers, Scope};
use crate::breaking::contract::{Field, Label, Message};
use crate::breaking::rules;
use crate::report::Severity;

/// What became of a field: by its name, its name in JSON, or its number and type.
pub fn successor<'a>(before: &'a Message, after: &'a Message, name: &'a str) -> Option<(&'a str, &'a Field)> {
    let field = before.fields.get(name)?;
    let is_new = |candidate: &&String| !before.fields.contains_key(*candidate);
    let find = |fits: &dyn Fn(&String, &Field) -> bool| {
        let mut added = after.fields.iter().filter(|(candidate, _)| is_new(candidate));
        added.find(|(candidate, next)| fits(candidate, next)).map(|(name, next)| (name.as_str(), next))
    };
    let same = after.fields.get_key_value(name).map(|(name, next)| (name.as_str(), next));
    same.or_else(|| find(&|candidate, next| next.key(candidate) == field.key(name)))
        .or_else(|| find(&|_, next| next.number == field.number && next.type_text() == field.type_text()))
}

/// A field with what became of it.
struct Pair<'a> {
    /// Full names.
    before: String,
    after: String,
    /// Names in the schema.
    names: (&'a str, &'a str),
    was: &'a Field,
    now: &'a Field,
}

impl Pair<'_> {
    fn keys(&self) -> (&str, &str) {
        (self.was.key(self.names.0), self.now.key(self.names.1))
    }
}

impl Scope<'_> {
    pub(super) fn compare_fields(&mut self, old: &str, new: &str, was: &Message, now: &Message) {
        let mut successors: BTreeMap<&str, &str> = BTreeMap::new();
        for name in was.fields.keys() {
            match successor(was, now, name) {
                Some((next, _)) => {
                    successors.insert(name, next);
                }
                None => self.push_field_gone(old, new, name, was, now),
            }
        }
        let renamed = self.compare_oneof_names(old, new, was, now, &successors);
        for (name, next) in &successors {
            let (Some(field), Some(successor)) = (was.fields.get(*name), now.fields.get(*next)) else {
                continue;
            };
            let pair = Pair {
                before: format!("{old}.{name}"),
                after: format!("{new}.{next}"),
                names: (name, next),
                was: field,
                now: successor,
            };
            self.compare_field(&pair);
            if !renamed.contains(name) {
                self.compare_oneof(&pair, was, now, &successors);
            }
        }
        self.compare_required(old, new, was, now, &successors);
        let known: BTreeSet<&str> = successors.values().copied().collect();
        for (name, field) in now.fields.iter().filter(|(name, _)| !known.contains(name.as_str())) {
            if field.label != Some(Label::Required) {
                self.push_field_added(old, new, name, field);
            }
        }
    }

    fn push_field_gone(&mut self, old: &str, new: &str, name: &str, was: &Message, now: &Message) {
        let symbol = format!("{old}.{name}");
        // Its id is gone with it, and that has been said.
        if self.id_fields.contains(&symbol) {
            return;
        }
        let is_reserved = now.reserved.contains(name);
        let (rule, severity) = self.of_deletion(&rules::FIELD_NO_DELETE, is_reserved);
        let text = was.fields.get(name).map(Field::type_text).unwrap_or_default();
        let message = format!("the field `{symbol}` is gone");
        let found = Found::gone(rule, &symbol, text, message).severity(severity);
        self.push(found.at(symbol.clone(), format!("{new}.{name}")));
    }

    /// What a deletion is: those who read leniently lose a value, the others fail.
    pub(super) fn of_deletion(
        &self,
        rule: &'static rules::Rule,
        is_reserved: bool,
    ) -> (&'static rules::Rule, Severity) {
        match self.settings.readers {
            Readers::Any => (rule, Severity::Error),
            Readers::Stubborn if is_reserved => (rule, Severity::Warning),
            Readers::Stubborn => (&rules::FIELD_NO_DELETE_UNLESS_RESERVED, Severity::Warning),
        }
    }

    fn push_field_added(&mut self, old: &str, new: &str, name: &str, field: &Field) {
        let rule = match self.settings.readers {
            Readers::Any => &rules::FIELD_NO_ADD_STRICT,
            Readers::Stubborn => &rules::FIELD_ADD,
        };
        let symbol = format!("{new}.{name}");
        let message = format!("the field `{symbol}` is new");
        self.push(Found::added(rule, &symbol, field.type_text(), message).at(old, symbol.clone()));
    }

    fn compare_field(&mut self, pair: &Pair<'_>) {
        self.compare_field_names(pair);
        self.compare_field_types(pair);
        if pair.was.default != pair.now.default {
            let text = |field: &Field| field.default.clone().unwrap_or_else(|| "the type's own".to_owned());
            self.push_field(pair, &rules::FIELD_SAME_DEFAULT, "default", text(pair.was), text(pair.now));
        }
        if self.settings.binary && pair.was.number != pair.now.number {
            let (was, now) = (pair.was.number.to_string(), pair.now.number.to_string());
            self.push_field(pair, &rules::FIELD_SAME_NUMBER, "number", was, now);
        }
    }

    fn push_field(
        &mut self,
        pair: &Pair<'_>,
        rule: &'static rules::Rule,
        what: &'static str,
        was: String,
        now: String,
    ) {
        self.push(Found::new(rule, &pair.before, what, was, now).at(pair.before.clone(), pair.after.clone()));
    }

    fn compare_field_names(&mut self, pair: &Pair<'_>) {
        let (was, now) = pair.keys();
        if was != now {
            let fix = format!(
                "pin the old name: `{} {} = {} [json_name = \"{was}\"];`",
                pair.now.type_text(),
                pair.names.1,
                pair.now.number
            );
            let found = Found::new(
                &rules::FIELD_SAME_JSON_NAME,
                &pair.before,
                "name in JSON",
                was.to_owned(),
                now.to_owned(),
            );
            self.push(found.at(pair.before.clone(), pair.after.clone()).fix(fix));
        } else if pair.names.0 != pair.names.1 {
            let (was, now) = (pair.names.0.to_owned(), pair.names.1.to_owned());
            self.push_field(pair, &rules::FIELD_SAME_NAME, "name", was, now);
        }
    }

    fn compare_field_types(&mut self, pair: &Pair<'_>) {
        let Pair { was, now, .. } = pair;
        if form(was) != form(now) {
            let (was, now) = (was.type_text(), now.type_text());
            return self.push_field(pair, &rules::FIELD_JSON_COMPATIBLE_CARDINALITY, "type", was, now);
        }
        let severity = match types::compare(&was.r#type, &now.r#type, &self.types) {
            Change::None => return self.compare_presence(pair),
            Change::Presence => return self.compare_presence(pair),
            Change::Some(why) => (Severity::Warning, why),
            Change::All(why) => (Severity::Error, why),
        };
        let found = Found::new(
            &rules::FIELD_JSON_COMPATIBLE_TYPE,
            &pair.before,
            "type",
            was.type_text(),
            now.type_text(),
        );
        let found = found.severity(severity.0).why(severity.1);
        self.push(found.at(pair.before.clone(), pair.after.clone()));
    }

    /// A field of a oneof knows whether it is set; so does a message, of which a wrapper is one.
    fn compare_presence(&mut self, pair: &Pair<'_>) {
        let Pair { was, now, .. } = pair;
        let in_oneof = was.oneof.is_some() || now.oneof.is_some();
        let required = [was, now].iter().any(|field| field.label == Some(Label::Required));
        let knows = |field: &Field| field.label == Some(Label::Optional) || types::is_wrapper(&field.r#type);
        let is_message = |field: &Field, of: &crate::breaking::contract::Contract| {
            of.messages.contains_key(&field.r#type)
                || (field.r#type.starts_with("google.protobuf.") && !types::is_wrapper(&field.r#type))
        };
        let messages = is_message(was, self.before) || is_message(now, self.after);
        if in_oneof || required || messages || form(was) != Form::Single || knows(was) == knows(now) {
            return;
        }
        let text = |field: &Field| {
            let label = if field.label == Some(Label::Optional) { "optional " } else { "" };
            format!("{label}{}", field.type_text())
        };
        self.push_field(pair, &rules::FIELD_SAME_PRESENCE, "presence", text(was), text(now));
    }

    /// A oneof all of whose fields are in another of them is renamed: one change.
    fn compare_oneof_names<'a>(
        &mut self,
        old: &str,
        new: &str,
        was: &'a Message,
        now: &Message,
        successors: &BTreeMap<&'a str, &str>,
    ) -> BTreeSet<&'a str> {
        let mut renamed = BTreeSet::new();
        for (oneof, members) in oneofs(was) {
            let next: Option<BTreeSet<&str>> =
                members.iter().map(|member| successors.get(member).copied()).collect();
            let Some(next) = next else { continue };
            let found = oneofs(now).into_iter().find(|(name, members)| *name != oneof && *members == next);
            let Some((name, _)) = found else { continue };
            let symbol = format!("{old}.{oneof}");
            let found =
                Found::new(&rules::FIELD_SAME_ONEOF, &symbol, "name", oneof.to_owned(), name.to_owned());
            self.push(found.at(symbol.clone(), format!("{new}.{name}")));
            renamed.extend(members);
        }
        renamed
    }

    fn compare_oneof(
        &mut self,
        pair: &Pair<'_>,
        was: &Message,
        now: &Message,
        successors: &BTreeMap<&str, &str>,
    ) {
        let (old, new) = (&pair.was.oneof, &pair.now.oneof);
        if old == new {
            return;
        }
        // Two that could both be set before are refused together now.
        let may_clash = new.as_ref().is_some_and(|oneof| {
            successors.iter().any(|(name, next)| {
                *next != pair.names.1
                    && now.fields.get(*next).and_then(|field| field.oneof.as_ref()) == Some(oneof)
                    && (old.is_none()
                        || was.fields.get(*name).and_then(|field| field.oneof.as_ref()) != old.as_ref())
            })
        });
        let severity = if may_clash { Severity::Error } else { Severity::Warning };
        let text = |oneof: &Option<String>| oneof.as_ref().map_or_else(|| "none".to_owned(), Clone::clone);
        let found = Found::new(&rules::FIELD_SAME_ONEOF, &pair.before, "oneof", text(old), text(new));
        self.push(found.severity(severity).at(pair.before.clone(), pair.after.clone()));
    }

    fn compare_required(
        &mut self,
        old: &str,
        new: &str,
        was: &Message,
        now: &Message,
        successors: &BTreeMap<&str, &str>,
    ) {
        let required = |message: &Message| -> BTreeSet<String> {
            let fields = message.fields.iter().filter(|(_, field)| field.label == Some(Label::Required));
            fields.map(|(name, _)| name.clone()).collect()
        };
        let (before, after) = (required(was), required(now));
        // One that is gone or renamed is that, and not another rule about what is required.
        let moved: BTreeSet<String> = before
            .iter()
            .filter_map(|name| successors.get(name.as_str()))
            .map(|next| (*next).to_owned())
            .collect();
        if moved == after {
            return;
        }
        let text = |names: &BTreeSet<String>| match names.is_empty() {
            true => "none".to_owned(),
            false => names.iter().cloned().collect::<Vec<_>>().join(", "),
        };
        let found = Found::new(
            &rules::MESSAGE_SAME_REQUIRED_FIELDS,
            old,
            "set of required fields",
            text(&before),
            text(&after),
        );
        self.push(found.at(old, new));
    }
}

/// What JSON has for a field.
#[derive(PartialEq, Eq)]
enum Form {
    Single,
    List,
    Object,
}

fn form(field: &Field) -> Form {
    match field.label {
        Some(Label::Repeated) => Form::List,
        _ if field.r#type.starts_with("map<") => Form::Object,
        _ => Form::Single,
    }
}

fn oneofs(message: &Message) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut oneofs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, field) in &message.fields {
        if let Some(oneof) = &field.oneof {
            oneofs.entry(oneof).or_default().insert(name);
        }
    }
    oneofs
}
