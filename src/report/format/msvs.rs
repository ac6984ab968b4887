//! Lines in MSBuild's canonical form: `file(line,column): error RULE: message`.

use crate::report::{Finding, Location, Report};

/// A line a finding.
pub fn print(report: &Report) -> String {
    report.findings.iter().map(|finding| line(finding) + "\n").collect()
}

fn line(finding: &Finding) -> String {
    let fix = finding.fix.as_ref().map(|fix| format!(" (fix: {fix})")).unwrap_or_default();
    let message = format!("{}{fix}", finding.message).replace(['\n', '\r'], " ");
    let origin = finding.location.as_ref().map_or_else(|| "stubborn ".to_owned(), origin);
    format!("{origin}: {} {}: {message}", finding.severity, finding.rule)
}

fn origin(location: &Location) -> String {
    let Location { path, line, column } = location;
    match (line, column) {
        (Some(line), Some(column)) => format!("{path}({line},{column})"),
        (Some(line), None) => format!("{path}({line})"),
        (None, _) => path.clone(),
    }
}
