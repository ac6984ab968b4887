//! `stubborn breaking`.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use clap::Args;

use super::findings::ReportFlags;
use super::schema::{self, SchemaFlags};
use super::settings::Settings;
use super::{Console, Failure, Outcome, baseline};
use crate::breaking::allow::Allow;
use crate::breaking::compare::{self, Comparison};
use crate::breaking::contract::Contract;
use crate::breaking::lock::{self, Encoding, FILE_NAME, Lock};
use crate::breaking::rules::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::report::{Finding, Location, Report};

/// Says what a change of the schema does to running workflows and deployed callers
#[derive(Debug, Args)]
pub struct Breaking {
    #[command(flatten)]
    schema: SchemaFlags,
    /// What is in force, instead of stubborn.lock: another lock, a descriptor set, a folder, or
    /// git:REF[:PATH]
    #[arg(long, value_name = "BASELINE")]
    against: Option<String>,
    #[command(flatten)]
    report: ReportFlags,
}

/// What is in force.
struct Before {
    name: String,
    contract: Contract,
    /// The lock that it is, if it is one.
    lock: Option<Lock>,
    encoding: Option<Encoding>,
    /// Whether the schema's own lock, which has to follow it.
    is_own_lock: bool,
}

impl Breaking {
    /// Compares and reports. Nothing is written.
    pub fn run(&self, console: &Console) -> Result<Outcome, Failure> {
        let settings = self.schema.settings(true)?;
        let own = baseline::read_lock(&settings.at(Path::new(FILE_NAME)))?;
        let mut origin = self.schema.origin(&settings);
        if let Some(against) = &self.against {
            origin.skipped = baseline::unchanged(against, &origin);
        }
        let skipped = &origin.skipped;
        let (after, before) = thread::scope(|scope| {
            let before = scope.spawn(|| self.before(own.as_ref(), &settings, skipped, console));
            let after = baseline::contract_of(schema::load(&origin, console));
            (after, before.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let after = after?;
        let checked = |name: &str| match skipped.is_empty() {
            true => checked(&after, &format!("against {name}")),
            false => checked(&after, &format!("of changed files against {name}")),
        };

        let Some(before) = before? else {
            let finding = no_lock(&settings.at(Path::new(FILE_NAME)));
            let report = Report {
                command: "breaking",
                checked: checked(FILE_NAME),
                findings: vec![finding],
                changes: Vec::new(),
            };
            return Ok(self.report.show(&report, console));
        };
        let Comparison { mut findings, changes } = examine(&before, &after, &settings, own.as_ref())?;
        let stale = before.is_own_lock
            && !findings.iter().any(|finding| finding.severity == crate::report::Severity::Error)
            && is_stale(before.lock.as_ref(), &after, &settings)?;
        let mut report =
            Report { command: "breaking", checked: checked(&before.name), findings: Vec::new(), changes };
        if stale && !findings.iter().any(|finding| self.report.fails(finding.severity)) {
            findings.push(out_of_date(&settings.at(Path::new(FILE_NAME))));
            report.findings = findings;
            report.sort();
            self.report.show(&report, console);
            return Ok(Outcome::StaleLock);
        }
        report.findings = findings;
        report.sort();
        Ok(self.report.show(&report, console))
    }

    fn before(
        &self,
        own: Option<&Lock>,
        settings: &Settings,
        skipped: &BTreeSet<String>,
        console: &Console,
    ) -> Result<Option<Before>, Failure> {
        let Some(text) = &self.against else {
            let before = own.map(|lock| Before {
                name: FILE_NAME.to_owned(),
                contract: lock.contract.clone(),
                lock: Some(lock.clone()),
                encoding: Some(lock.encoding),
                is_own_lock: true,
            });
            return Ok(before);
        };
        let loaded = baseline::load(text, &self.schema, settings, skipped, console)?;
        let of_lock = loaded.lock.as_ref().map(|lock| lock.encoding);
        let of_settings =
            loaded.settings.as_ref().map(|settings| settings.breaking.encoding.unwrap_or_default());
        Ok(Some(Before {
            name: loaded.name,
            contract: loaded.contract,
            lock: loaded.lock,
            encoding: of_lock.or(of_settings),
            is_own_lock: false,
        }))
    }
}

/// What was looked at, in words.
pub fn checked(after: &Contract, against: &str) -> String {
    match after.methods.len() {
        1 => format!("1 method {against}"),
        count => format!("{count} methods {against}"),
    }
}

fn examine(
    before: &Before,
    after: &Contract,
    settings: &Settings,
    own: Option<&Lock>,
) -> Result<Comparison, Diagnostics> {
    let encoding = settings.breaking.encoding.unwrap_or_default();
    let accepted = own.or(before.lock.as_ref()).map_or(&[][..], |lock| &lock.accepted);
    let mut allow = Allow::new(settings.allowed(), accepted);
    let of = compare::Settings { readers: settings.breaking.readers, binary: encoding == Encoding::Binary };
    let mut comparison = compare::compare(&before.contract, after, of, &mut allow);
    if let Some(was) = before.encoding.filter(|was| *was != encoding) {
        let finding = of_encoding(was, encoding, settings.location());
        if !allow.covers(&finding) {
            comparison.findings.push(finding);
        }
    }
    let mut misspelt = Diagnostics::new();
    for (index, entry, nearest) in allow.misspelt(&comparison.findings) {
        misspelt.push(settings.misspelt(index, entry, nearest));
    }
    misspelt.propagate()?;
    comparison.findings.extend(allow.findings());
    Ok(comparison)
}

/// Whether a lock holds another contract than a schema's, whatever else it holds.
fn is_stale(lock: Option<&Lock>, after: &Contract, settings: &Settings) -> Result<bool, Diagnostic> {
    let Some(before) = lock else { return Ok(false) };
    let now = Lock {
        encoding: settings.breaking.encoding.unwrap_or_default(),
        contract: after.clone(),
        accepted: before.accepted.clone(),
    };
    Ok(lock::text(before)? != lock::text(&now)?)
}

/// Compares a schema with its lock, for who wants to write another.
///
/// # Errors
///
/// Exceptions that are misspelt.
pub fn against_lock(lock: &Lock, after: &Contract, settings: &Settings) -> Result<Vec<Finding>, Diagnostics> {
    let before = Before {
        name: FILE_NAME.to_owned(),
        contract: lock.contract.clone(),
        lock: Some(lock.clone()),
        encoding: Some(lock.encoding),
        is_own_lock: true,
    };
    Ok(examine(&before, after, settings, Some(lock))?.findings)
}

fn of_rule(rule: &'static Rule, symbol: &str, message: String) -> Finding {
    let mut finding = Finding::new(rule.id, rule.severity, symbol, message);
    finding.why = Some(rule.why.to_owned());
    finding.fix = Some(rule.safely.to_owned());
    finding
}

fn no_lock(path: &Path) -> Finding {
    let message = format!("there is no {}", path.display());
    of_rule(&rules::LOCK_MISSING, FILE_NAME, message)
}

fn out_of_date(path: &Path) -> Finding {
    let message = format!("{} holds an earlier contract, which this one keeps", path.display());
    let mut finding = of_rule(&rules::LOCK_OUT_OF_DATE, FILE_NAME, message);
    finding.location = Some(Location::file(path.to_string_lossy()));
    finding
}

fn of_encoding(was: Encoding, now: Encoding, location: Option<Location>) -> Finding {
    let (was, now) = (was.as_str(), now.as_str());
    let message = format!("the encoding of payloads changes from `{was}` to `{now}`");
    let mut finding = of_rule(&rules::PAYLOAD_SAME_ENCODING, "breaking.encoding", message);
    (finding.was, finding.now) = (Some(was.to_owned()), Some(now.to_owned()));
    finding.location = location;
    finding.allow = compare::snippet(&finding);
    finding
}
