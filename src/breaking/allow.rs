//! Findings that are meant.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use toml::value::{Date, Datetime};

use super::compare::Found;
use super::lock::Accepted;
use super::rules;
use crate::nearest::nearest;
use crate::report::{Finding, Location};

/// An exception, as the configuration has it: one finding, with its values before and after.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    #[serde(deserialize_with = "known")]
    pub rule: String,
    /// A full name of the contract before.
    pub symbol: String,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
    /// In the words of whoever wrote it.
    #[serde(deserialize_with = "told")]
    pub reason: String,
    /// The last day on which it holds.
    #[serde(default)]
    pub expires: Option<Datetime>,
}

/// A rule that there is: an exception from another would never match.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let rule = String::deserialize(deserializer)?;
    if rules::find(&rule).is_some() {
        return Ok(rule);
    }
    let known: Vec<String> = rules::all().map(|rule| format!("`{}`", rule.id)).collect();
    Err(D::Error::custom(format!("unknown rule `{rule}`, expected one of {}", known.join(", "))))
}

fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let reason = String::deserialize(deserializer)?;
    match reason.trim().is_empty() {
        true => Err(D::Error::custom("an exception says why: `reason` is empty")),
        false => Ok(reason),
    }
}

/// Every exception, and what it was good for.
#[derive(Clone, Debug, Default)]
pub struct Allow {
    entries: Vec<(Entry, Option<Location>, bool)>,
    accepted: Vec<Accepted>,
    today: Option<Date>,
}

impl Allow {
    /// Those of the configuration with their places, and those that a lock has accepted, of which it is
    /// no matter whether they are used.
    pub fn new(entries: impl IntoIterator<Item = (Entry, Option<Location>)>, accepted: &[Accepted]) -> Self {
        Self {
            entries: entries.into_iter().map(|(entry, location)| (entry, location, false)).collect(),
            accepted: accepted.to_vec(),
            today: today(),
        }
    }

    /// Whether what was found is allowed by itself.
    pub fn covers_part(&mut self, found: &Found) -> bool {
        self.matches(found.rule.id, &found.symbol, found.was.as_deref(), found.now.as_deref())
    }

    /// Whether a finding is allowed.
    pub fn covers(&mut self, finding: &Finding) -> bool {
        self.matches(finding.rule, &finding.symbol, finding.was.as_deref(), finding.now.as_deref())
    }

    fn matches(&mut self, rule: &str, symbol: &str, was: Option<&str>, now: Option<&str>) -> bool {
        let is_it = |of: (&str, &str, Option<&str>, Option<&str>)| of == (rule, symbol, was, now);
        let mut covered = self.accepted.iter().any(|accepted| {
            is_it((&accepted.rule, &accepted.symbol, accepted.from.as_deref(), accepted.to.as_deref()))
        });
        for (entry, _, used) in &mut self.entries {
            if is_it((&entry.rule, &entry.symbol, entry.from.as_deref(), entry.to.as_deref())) {
                *used = true;
                covered = true;
            }
        }
        covered
    }

    /// What is wrong with the exceptions themselves.
    pub fn findings(&self) -> Vec<Finding> {
        let findings = self.entries.iter().filter_map(|(entry, location, used)| {
            let mut finding = match self.is_expired(entry) {
                true => expired(entry),
                false if !used => unused(entry),
                false => return None,
            };
            finding.location.clone_from(location);
            Some(finding)
        });
        findings.collect()
    }

    /// Exceptions that were of no use, by their number, and what was found by their rule whose name they
    /// come close to: slips of the pen, that is.
    pub fn misspelt<'a>(&'a self, found: &'a [Finding]) -> Vec<(usize, &'a Entry, &'a str)> {
        let unused = self.entries.iter().enumerate().filter(|(_, (_, _, used))| !used);
        let misspelt = unused.filter_map(|(index, (entry, ..))| {
            let of_rule = found.iter().filter(|finding| finding.rule == entry.rule);
            let symbols: Vec<&str> = of_rule.map(|finding| finding.symbol.as_str()).collect();
            let nearest = nearest(&entry.symbol, symbols.iter().copied())?;
            (nearest != entry.symbol).then_some((index, entry, nearest))
        });
        misspelt.collect()
    }

    fn is_expired(&self, entry: &Entry) -> bool {
        let last = entry.expires.and_then(|expires| expires.date);
        last.zip(self.today).is_some_and(|(last, today)| days(last) < days(today))
    }
}

fn days(date: Date) -> (u16, u8, u8) {
    (date.year, date.month, date.day)
}

fn expired(entry: &Entry) -> Finding {
    let rule = &rules::EXPIRED_ALLOW;
    let expires = entry.expires.map(|expires| expires.to_string()).unwrap_or_default();
    let message = format!("the exception from {} for `{}` held until {expires}", entry.rule, entry.symbol);
    described(rule, &entry.symbol, message)
}

fn unused(entry: &Entry) -> Finding {
    let rule = &rules::UNUSED_ALLOW;
    let message = format!("the exception from {} for `{}` matches no finding", entry.rule, entry.symbol);
    described(rule, &entry.symbol, message)
}

fn described(rule: &'static rules::Rule, symbol: &str, message: String) -> Finding {
    let mut finding = Finding::new(rule.id, rule.severity, symbol, message);
    finding.why = Some(rule.why.to_owned());
    finding.fix = Some(rule.safely.to_owned());
    finding
}

/// The day in UTC. The days since 1970 become a date as in Howard Hinnant's `civil_from_days`, in years
/// that begin with March.
fn today() -> Option<Date> {
    const DAY: u64 = 24 * 60 * 60;
    const DAYS_TO_1970_FROM_YEAR_0: u64 = 719_468;
    const ERA: u64 = 146_097;
    let days = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs() / DAY + DAYS_TO_1970_FROM_YEAR_0;
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (year, date) = (400 * era + year, day - (153 * month + 2) / 5 + 1);
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    Some(Date { year: year.try_into().ok()?, month: month.try_into().ok()?, day: date.try_into().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_a_date() {
        let today = today().unwrap();
        assert!(today.year >= 2026 && (1..=12).contains(&today.month) && (1..=31).contains(&today.day));
        assert!(today.to_string().parse::<Datetime>().is_ok());
    }
}
