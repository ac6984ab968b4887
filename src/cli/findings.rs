//! Flags of commands that check, and how what they found is shown.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::{Console, Outcome, repository};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::format::{self, Format};
use crate::report::{Report, Severity};

/// Flags of commands that find something.
#[derive(Clone, Debug, Args)]
pub struct ReportFlags {
    /// How to show what was found
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// The least that makes the command end with 1
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        }
    }
}

impl ReportFlags {
    /// Shows a report on standard output, and says how the command ends for it.
    pub fn show(&self, report: &Report, console: &Console) -> Outcome {
        let format = self.format.unwrap_or_default();
        let fail_on = self.fail_on.unwrap_or_default().severity();
        let worth_saying = format != Format::Text || !report.findings.is_empty() || !console.is_quiet();
        if worth_saying {
            let rebased = format.wants_repository_paths().then(|| repository::rebase(report));
            let text = format::print(rebased.as_ref().unwrap_or(report), format, fail_on);
            // Whoever reads may have read enough.
            let _ = io::stdout().write_all(text.as_bytes());
        }
        match report.reaches(fail_on) {
            true => Outcome::Findings,
            false => Outcome::Clean,
        }
    }

    /// Whether something as bad makes the command end with 1.
    pub fn fails(&self, severity: Severity) -> bool {
        severity >= self.fail_on.unwrap_or_default().severity()
    }

    /// What is wrong with these flags where the one that gives them a meaning is not there.
    pub fn unless_used(&self, with: &str) -> Option<Diagnostic> {
        let flag = match self {
            Self { format: Some(_), .. } => "--format",
            Self { fail_on: Some(_), .. } => "--fail-on",
            _ => return None,
        };
        Some(Diagnostic::error(Code::Config, format!("`{flag}` means nothing without {with}")))
    }
}
