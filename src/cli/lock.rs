//! `stubborn lock`.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::findings::ReportFlags;
use super::schema::{self, SchemaFlags};
use super::settings::Settings;
use super::{Console, Failure, Outcome, baseline, breaking};
use crate::breaking::lock::{self, Accepted, FILE_NAME};
use crate::breaking::rules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, reason};
use crate::nearest::nearest;
use crate::report::{Finding, Report, Severity};

/// Writes down the contract that is in force: stubborn.lock, to commit and to review
///
/// A contract that breaks what the lock holds is not written, until each finding is accepted.
#[derive(Debug, Args)]
pub struct Lock {
    #[command(flatten)]
    schema: SchemaFlags,
    /// Accepts one finding: the lock remembers it, with the reason
    #[arg(long, value_name = "RULE:SYMBOL", requires = "reason")]
    accept: Option<String>,
    /// Why a finding is accepted, for whoever reviews it
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    #[command(flatten)]
    report: ReportFlags,
}

impl Lock {
    /// Writes nothing where the file holds the contract already, or where something is broken that
    /// nobody has accepted.
    pub fn run(&self, console: &Console) -> Result<Outcome, Failure> {
        let settings = self.schema.settings(true)?;
        let path = settings.at(Path::new(FILE_NAME));
        let before = baseline::read_lock(&path)?;
        let contract = baseline::contract_of(schema::load(&self.schema.origin(&settings), console))?;
        let encoding = settings.breaking.encoding.unwrap_or_default();
        let now = lock::Lock { encoding, contract, accepted: Vec::new() };
        let Some(mut before) = before else {
            if let Some(accept) = &self.accept {
                return Err(no_finding(accept, &[]).into());
            }
            write(&path, &lock::text(&now)?)?;
            console.say(format_args!("wrote {}", path.display()));
            return Ok(Outcome::Clean);
        };
        let newly = self.accept(&mut before, &now, &settings)?;
        let left = errors(&before, &now, &settings)?;
        if !left.is_empty() {
            if newly {
                write(&path, &lock::text(&before)?)?;
                console.say(format_args!(
                    "{} remembers what is accepted, and still holds the earlier contract",
                    path.display()
                ));
            }
            let checked = breaking::checked(&now.contract, &format!("against {FILE_NAME}"));
            let report = Report { command: "lock", checked, findings: left, changes: Vec::new() };
            return Ok(self.report.show(&report, console));
        }
        let (text, is_same) = replacing(&before, now)?;
        if is_same && !newly {
            console.say(format_args!("{} holds the contract already", path.display()));
            return Ok(Outcome::Clean);
        }
        write(&path, &text)?;
        console.say(format_args!("wrote {}", path.display()));
        Ok(Outcome::Clean)
    }

    /// Adds what is accepted to a lock, and says whether there is anything new.
    fn accept(
        &self,
        before: &mut lock::Lock,
        now: &lock::Lock,
        settings: &Settings,
    ) -> Result<bool, Failure> {
        let (Some(accept), Some(reason)) = (&self.accept, &self.reason) else { return Ok(false) };
        let findings = errors(before, now, settings)?;
        let Some(finding) = findings.iter().find(|finding| name(finding) == *accept) else {
            return Err(no_finding(accept, &findings).into());
        };
        before.accepted.push(Accepted {
            rule: finding.rule.to_owned(),
            symbol: finding.symbol.clone(),
            from: finding.was.clone(),
            to: finding.now.clone(),
            reason: reason.clone(),
        });
        before.accepted.sort();
        Ok(true)
    }
}

/// The new lock's text, and whether it holds the contract of the one before. What was accepted stays
/// in it until the contract changes again.
fn replacing(before: &lock::Lock, now: lock::Lock) -> Result<(String, bool), Diagnostic> {
    let bare = lock::Lock { accepted: Vec::new(), ..before.clone() };
    let is_same = lock::text(&bare)? == lock::text(&now)?;
    let text = lock::text(&lock::Lock { accepted: before.accepted.clone(), ..now })?;
    Ok((text, is_same))
}

fn errors(before: &lock::Lock, now: &lock::Lock, settings: &Settings) -> Result<Vec<Finding>, Diagnostics> {
    let mut findings = breaking::against_lock(before, &now.contract, settings)?;
    findings.retain(|finding| finding.severity == Severity::Error);
    Ok(findings)
}

/// As `--accept` names it.
fn name(finding: &Finding) -> String {
    format!("{}:{}", finding.rule, finding.symbol)
}

fn no_finding(accept: &str, findings: &[Finding]) -> Diagnostic {
    let known: Vec<String> = findings.iter().map(name).collect();
    let diagnostic = Diagnostic::error(Code::Config, format!("there is no finding `{accept}` to accept"));
    let rule = accept.split(':').next().unwrap_or_default();
    match nearest(accept, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if !known.is_empty() => diagnostic.help(format!("there are {}", known.join(", "))),
        None if rules::find(rule).is_none() => {
            diagnostic.help("write `--accept RULE:SYMBOL`, as `stubborn breaking` shows them")
        }
        None => diagnostic.help("nothing is broken: `stubborn lock` alone writes the contract"),
    }
}

/// All of it or nothing.
fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new();
    // Else nobody but its writer may read the file.
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let written = temporary.tempfile_in(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| {
        let message = format!("`{}` cannot be written: {}", path.display(), reason(&error));
        Diagnostic::error(Code::CannotWrite, message)
    })
}
