//! The code quality report of GitLab: Code Climate's issues, of which it reads some keys.

use serde::Serialize;

use crate::report::{Finding, Location, Report, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    check_name: &'a str,
    description: String,
    categories: [&'a str; 1],
    severity: &'a str,
    fingerprint: String,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The list of issues.
pub fn print(report: &Report) -> String {
    super::pretty(&report.findings.iter().map(issue).collect::<Vec<_>>())
}

fn issue(finding: &Finding) -> Issue<'_> {
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    // It is one line, and the only text that there is.
    let fix = finding.fix.as_ref().map(|fix| format!("; fix: {fix}")).unwrap_or_default();
    Issue {
        kind: "issue",
        check_name: finding.rule,
        description: format!("{}{fix}", finding.message).replace(['\n', '\r'], " "),
        categories: ["Compatibility"],
        severity,
        fingerprint: finding.fingerprint(),
        location: place(finding),
    }
}

/// Every issue needs a file and a line.
fn place(finding: &Finding) -> Place<'_> {
    let known = finding.location.as_ref().or(finding.baseline_location.as_ref());
    let Location { path, line, .. } =
        known.unwrap_or(const { &Location { path: String::new(), line: None, column: None } });
    let line = line.unwrap_or(1);
    let path = if path.is_empty() { finding.symbol.as_str() } else { path };
    Place { path, lines: Lines { begin: line, end: line } }
}
