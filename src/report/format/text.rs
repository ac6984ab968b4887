//! For people: a finding is a line that editors know how to jump from, then what is known about it.

use std::fmt::Write as _;

use super::{conclusion, details};
use crate::report::{Finding, Report};

/// Findings, an empty line between them, and what they come to.
pub fn print(report: &Report) -> String {
    let mut text: String = report.findings.iter().map(|finding| of_finding(finding) + "\n").collect();
    text.push_str(&conclusion(report));
    text.push('\n');
    text
}

fn of_finding(finding: &Finding) -> String {
    let mut text = String::new();
    if let Some(location) = &finding.location {
        let _ = write!(text, "{location}: ");
    }
    let _ = writeln!(text, "{}[{}]: {}", finding.severity, finding.rule, finding.message);
    for line in details(finding) {
        let _ = writeln!(text, "  {line}");
    }
    if let Some(allow) = &finding.allow {
        let _ = writeln!(text, "  allow:\n{}", indent(allow));
    }
    if let Some(diff) = &finding.diff {
        let _ = writeln!(text, "{}", indent(diff));
    }
    text
}

fn indent(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    lines.collect::<Vec<_>>().join("\n")
}
