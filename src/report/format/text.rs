//! For people: a finding is a line that editors know how to jump from, then what is known about it.

use std::fmt::Write as _;

use crate::report::{Finding, Related, Report};

/// Findings, an empty line between them, and what they come to.
pub fn print(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&of_finding(finding));
        text.push('\n');
    }
    let _ = match report.checked.as_str() {
        "" => writeln!(text, "{}", report.summary()),
        checked => writeln!(text, "{checked}: {}", report.summary()),
    };
    text
}

fn of_finding(finding: &Finding) -> String {
    let mut text = String::new();
    if let Some(location) = &finding.location {
        let _ = write!(text, "{location}: ");
    }
    let _ = writeln!(text, "{}[{}]: {}", finding.severity, finding.rule, finding.message);
    let was = match (&finding.baseline_location, &finding.was) {
        (Some(location), Some(was)) => Some(format!("{was} ({location})")),
        (Some(location), None) => Some(location.to_string()),
        (None, was) => was.clone(),
    };
    let parts = [("was", &was), ("now", &finding.now), ("why", &finding.why), ("fix", &finding.fix)];
    for (name, part) in parts {
        if let Some(part) = part {
            let _ = writeln!(text, "  {name}: {part}");
        }
    }
    for related in &finding.also {
        let _ = writeln!(text, "  also: {}", of_related(related));
    }
    if let Some(allow) = &finding.allow {
        let _ = writeln!(text, "  allow:\n{}", indent(allow));
    }
    if let Some(diff) = &finding.diff {
        text.push_str(&indent(diff));
        text.push('\n');
    }
    text
}

fn of_related(related: &Related) -> String {
    let mut text = related.symbol.clone();
    let _ = match (&related.was, &related.now) {
        (Some(was), Some(now)) => write!(text, ": {was} → {now}"),
        (Some(was), None) => write!(text, ": was {was}"),
        (None, Some(now)) => write!(text, ": now {now}"),
        (None, None) => Ok(()),
    };
    if let Some(location) = related.location.as_ref().or(related.baseline_location.as_ref()) {
        let _ = write!(text, " ({location})");
    }
    text
}

fn indent(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") });
    lines.collect::<Vec<_>>().join("\n")
}
