//! Workflow commands that GitHub Actions turns into annotations.

use super::{conclusion, details};
use crate::report::{Finding, Report, Severity};

/// A command a finding, and for the log what they come to.
pub fn print(report: &Report) -> String {
    let commands = report.findings.iter().map(command);
    commands.chain([conclusion(report)]).map(|line| line + "\n").collect()
}

fn command(finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let location = finding.location.as_ref();
    let number = |number: Option<usize>| number.map(|number| number.to_string());
    let properties = [
        ("file", location.map(|location| location.path.clone())),
        ("line", number(location.and_then(|location| location.line))),
        ("col", number(location.and_then(|location| location.column))),
        ("title", Some(finding.rule.to_owned())),
    ];
    let properties: Vec<String> = properties
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", escape_property(&value?))))
        .collect();
    let mut message = vec![finding.message.clone()];
    message.extend(details(finding));
    format!("::{name} {}::{}", properties.join(","), escape(&message.join("\n")))
}

/// As the runner undoes it in a command's message.
fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As the runner undoes it in a command's properties.
fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
