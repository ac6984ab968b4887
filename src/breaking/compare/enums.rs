//! Enums, whose values JSON carries by name.

use std::collections::BTreeMap;

use super::{Found, Readers, Scope, messages};
use crate::breaking::contract::{Contract, Enum, Label, service_of};
use crate::breaking::rules;
use crate::report::Severity;

impl Scope<'_> {
    pub(super) fn compare_enum(&mut self, old: &str, new: &str, was: &Enum, now: &Enum) {
        let firsts: BTreeMap<i32, &str> =
            now.values.iter().map(|(name, number)| (*number, name.as_str())).collect();
        let mut renamed = Vec::new();
        for (name, number) in &was.values {
            let next = firsts.get(number).copied();
            if let Some(next) = self.compare_value(old, new, (name, *number), now, next) {
                renamed.push(next);
            }
        }
        for (name, number) in &was.aliases {
            if number_of(now, name).is_none() {
                self.push_value_gone(old, new, name, *number, now);
            }
        }
        for (name, number) in now.values.iter().chain(&now.aliases) {
            let is_known = number_of(was, name).is_some() || renamed.contains(&name.as_str());
            let is_alias = was.values.values().any(|known| known == number);
            if !is_known && !is_alias {
                self.push_value_added(old, new, name, *number);
            }
        }
        self.push_freed(old, new, &messages::freed(&was.reserved, &now.reserved));
        if was.json_format != now.json_format {
            let text = |format: &Option<String>| format.clone().unwrap_or_else(|| "the default".to_owned());
            let found = Found::new(
                &rules::ENUM_SAME_JSON_FORMAT,
                old,
                "`json_format`",
                text(&was.json_format),
                text(&now.json_format),
            );
            self.push(found.at(old, new));
        }
    }

    /// A value by its first name; the new name where it was renamed.
    fn compare_value<'a>(
        &mut self,
        old: &str,
        new: &str,
        (name, number): (&str, i32),
        now: &Enum,
        next: Option<&'a str>,
    ) -> Option<&'a str> {
        let symbol = value(old, name);
        let place = |next: &str| (symbol.clone(), value(new, next));
        match (number_of(now, name), next) {
            (Some(same), next) => {
                if self.settings.binary && same != number {
                    let (was, now) = (number.to_string(), same.to_string());
                    let (before, after) = place(name);
                    self.push(
                        Found::new(&rules::FIELD_SAME_NUMBER, &symbol, "number", was, now).at(before, after),
                    );
                }
                // It is read as before, but what is written is the new name.
                if let Some(next) = next.filter(|next| *next != name && same == number) {
                    let (before, after) = place(next);
                    let found = Found::new(
                        &rules::ENUM_VALUE_SAME_NAME,
                        &symbol,
                        "name",
                        name.to_owned(),
                        next.to_owned(),
                    );
                    self.push(found.severity(Severity::Warning).at(before, after));
                }
                None
            }
            (None, Some(next)) => {
                let (rule, severity) = match number {
                    0 if self.is_zero_written(old) => (&rules::ENUM_ZERO_SAME_NAME, Severity::Error),
                    0 => (&rules::ENUM_ZERO_SAME_NAME, Severity::Warning),
                    _ => (&rules::ENUM_VALUE_SAME_NAME, Severity::Error),
                };
                let (before, after) = place(next);
                let found = Found::new(rule, &symbol, "name", name.to_owned(), next.to_owned());
                self.push(found.severity(severity).at(before, after));
                Some(next)
            }
            (None, None) => {
                self.push_value_gone(old, new, name, number, now);
                None
            }
        }
    }

    fn push_value_gone(&mut self, old: &str, new: &str, name: &str, number: i32, now: &Enum) {
        let symbol = value(old, name);
        let (rule, severity) = self.of_deletion(&rules::ENUM_VALUE_NO_DELETE, now.reserved.contains(name));
        let message = format!("the value `{symbol}` of the enum `{old}` is gone");
        let found = Found::gone(rule, &symbol, format!("{name} = {number}"), message).severity(severity);
        self.push(found.at(symbol.clone(), new));
    }

    fn push_value_added(&mut self, old: &str, new: &str, name: &str, number: i32) {
        let rule = match self.settings.readers {
            Readers::Any => &rules::ENUM_VALUE_NO_ADD_STRICT,
            Readers::Stubborn => &rules::ENUM_VALUE_ADD,
        };
        let symbol = value(new, name);
        let message = format!("the value `{symbol}` of the enum `{new}` is new");
        let found = Found::added(rule, &symbol, format!("{name} = {number}"), message);
        self.push(found.at(old, symbol.clone()));
    }

    /// Lists, maps, oneofs and optional fields write zero, too.
    fn is_zero_written(&self, name: &str) -> bool {
        writes_zero(self.before, name)
    }
}

fn writes_zero(contract: &Contract, name: &str) -> bool {
    let map = format!(", {name}>");
    let mut fields = contract.messages.values().flat_map(|message| message.fields.values());
    fields.any(|field| {
        let is_written = field.label.is_some() || field.oneof.is_some();
        (field.r#type == name && is_written && field.label != Some(Label::Required))
            || field.r#type.ends_with(&map)
    })
}

fn number_of(of: &Enum, name: &str) -> Option<i32> {
    of.values.get(name).or_else(|| of.aliases.get(name)).copied()
}

/// The full name of a value, which is in the scope that its enum is in.
fn value(of: &str, name: &str) -> String {
    match service_of(of) {
        scope if scope == of => name.to_owned(),
        scope => format!("{scope}.{name}"),
    }
}
