//! Messages that methods reach on both sides.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{Found, Scope, fields};
use crate::breaking::contract::{Contract, Message};
use crate::breaking::rules;

/// What became of messages and enums: earlier full names to later ones.
#[derive(Debug, Default)]
pub struct Types {
    successors: BTreeMap<String, String>,
}

impl Types {
    /// Whether one type took the place of another.
    pub fn is_successor(&self, before: &str, after: &str) -> bool {
        self.successors.get(before).is_some_and(|found| found == after)
    }

    /// Every message or enum with its successor.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.successors.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// Follows two messages into whatever their fields hold.
    pub fn follow(&mut self, before: &Contract, after: &Contract, old: &str, new: &str) {
        let mut pending = vec![(old.to_owned(), new.to_owned())];
        while let Some((old, new)) = pending.pop() {
            if self.successors.contains_key(&old) {
                continue;
            }
            if before.enums.contains_key(&old) && after.enums.contains_key(&new) {
                self.successors.insert(old, new);
                continue;
            }
            let (Some(was), Some(now)) = (before.messages.get(&old), after.messages.get(&new)) else {
                continue;
            };
            self.successors.insert(old, new);
            for (name, field) in &was.fields {
                if let Some((_, next)) = fields::successor(was, now, name) {
                    pending.push((held(&field.r#type).to_owned(), held(&next.r#type).to_owned()));
                }
            }
        }
    }
}

/// Of a map the values' type.
fn held(kind: &str) -> &str {
    let values = kind
        .strip_prefix("map<")
        .and_then(|rest| rest.strip_suffix('>'))
        .and_then(|rest| rest.split_once(", "));
    values.map_or(kind, |(_, values)| values)
}

/// Whether two messages have the same fields, but for the names of the types that these hold.
pub fn is_alike(was: &Message, now: &Message) -> bool {
    was.fields.len() == now.fields.len()
        && was.fields.iter().zip(&now.fields).all(|((old_name, old), (new_name, new))| {
            old_name == new_name
                && old.number == new.number
                && old.label == new.label
                && old.oneof == new.oneof
                && old.json_name == new.json_name
                && super::pairs::short(&old.r#type) == super::pairs::short(&new.r#type)
        })
}

impl Scope<'_> {
    pub(super) fn compare_message_type(&mut self, old: &str, new: &str, was: &Message, now: &Message) {
        self.compare_fields(old, new, was, now);
        let freed = freed(&was.reserved, &now.reserved);
        self.push_freed(old, new, &freed);
        if was.json_format != now.json_format {
            let text = |format: &Option<String>| format.clone().unwrap_or_else(|| "the default".to_owned());
            let found = Found::new(
                &rules::MESSAGE_SAME_JSON_FORMAT,
                old,
                "`json_format`",
                text(&was.json_format),
                text(&now.json_format),
            );
            self.push(found.at(old, new));
        }
    }

    /// Names and numbers that are reserved no longer.
    pub(super) fn push_freed(&mut self, old: &str, new: &str, freed: &[String]) {
        if freed.is_empty() {
            return;
        }
        let list = freed.join(", ");
        let message = format!("`{old}` no longer reserves {list}");
        self.push(Found::gone(&rules::RESERVED_NO_DELETE, old, list, message).at(old, new));
    }
}

/// What the first reserves and the second does not: names as they are, numbers by their ranges.
pub fn freed(was: &BTreeSet<String>, now: &BTreeSet<String>) -> Vec<String> {
    let ranges: Vec<RangeInclusive<i64>> = merged(now.iter().filter_map(|text| range(text)).collect());
    let is_kept = |text: &&String| match range(text) {
        Some(range) => ranges.iter().any(|kept| kept.contains(range.start()) && kept.contains(range.end())),
        None => now.contains(*text),
    };
    was.iter().filter(|text| !is_kept(text)).cloned().collect()
}

fn range(text: &str) -> Option<RangeInclusive<i64>> {
    let (start, end) = text.split_once(" to ").unwrap_or((text, text));
    Some(start.parse().ok()?..=end.parse().ok()?)
}

/// Ranges that touch become one.
fn merged(mut ranges: Vec<RangeInclusive<i64>>) -> Vec<RangeInclusive<i64>> {
    ranges.sort_by_key(|range| *range.start());
    let mut merged: Vec<RangeInclusive<i64>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if *range.start() <= last.end() + 1 => {
                *last = *last.start()..=*last.end().max(range.end())
            }
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_reserved_however_they_are_written() {
        let set = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<BTreeSet<_>>();
        assert!(freed(&set(&["2 to 5", "title"]), &set(&["2", "3 to 4", "5", "title"])).is_empty());
        assert_eq!(freed(&set(&["2 to 5"]), &set(&["2", "4 to 5"])), ["2 to 5"]);
        assert_eq!(freed(&set(&["title"]), &set(&[])), ["title"]);
    }
}
