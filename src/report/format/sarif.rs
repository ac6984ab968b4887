//! The Static Analysis Results Interchange Format, version 2.1.0.
//!
//! Of its hundreds of types this needs fifteen; a test holds what is written against its schema.

mod nodes;

use std::collections::BTreeMap;

use nodes::{
    Artifact, Configuration, Driver, Log, Logical, Physical, Place, Properties, Region, Result, Rule, Run,
    Text, Tool,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{details, of_related};
use crate::report::{Finding, Location, Report, Severity};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The characters that stand for themselves in a path that is a relative URI.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'@')
    .remove(b'+');

/// The log of one run.
pub fn print(report: &Report) -> String {
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in &report.findings {
        rules.entry(finding.rule).or_insert(finding);
    }
    let driver = Driver {
        name: "stubborn",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.values().map(|finding| rule(finding)).collect(),
    };
    let indices: BTreeMap<&str, usize> =
        rules.keys().enumerate().map(|(index, rule)| (*rule, index)).collect();
    let results = report.findings.iter().map(|finding| result(finding, indices[finding.rule])).collect();
    super::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [Run { tool: Tool { driver }, results }] })
}

fn rule(finding: &Finding) -> Rule<'_> {
    let help =
        format!("`stubborn explain {}` says what it means, why it matters and how to mend it", finding.rule);
    Rule {
        id: finding.rule,
        full_description: finding.why.as_deref().map(text),
        help: text(help),
        default_configuration: Configuration { level: level(finding.severity) },
    }
}

fn result(finding: &Finding, rule_index: usize) -> Result<'_> {
    let message: Vec<String> = std::iter::once(finding.message.clone()).chain(details(finding)).collect();
    let before = finding.baseline_location.as_ref().map(|location| place(location, Some(text("before"))));
    let also = finding.also.iter().filter_map(|related| {
        let location = related.location.as_ref().or(related.baseline_location.as_ref())?;
        Some(place(location, Some(text(of_related(related)))))
    });
    Result {
        rule_id: finding.rule,
        rule_index,
        level: level(finding.severity),
        message: text(message.join("\n")),
        locations: finding.location.iter().map(|location| located(finding, location)).collect(),
        related_locations: before.into_iter().chain(also).collect(),
        partial_fingerprints: BTreeMap::from([("stubborn/v1", finding.fingerprint())]),
        properties: Properties {
            symbol: &finding.symbol,
            was: finding.was.as_deref(),
            now: finding.now.as_deref(),
            why: finding.why.as_deref(),
            fix: finding.fix.as_deref(),
        },
    }
}

fn located<'a>(finding: &'a Finding, location: &'a Location) -> Place<'a> {
    let name = Logical { fully_qualified_name: &finding.symbol };
    Place { logical_locations: vec![name], ..place(location, None) }
}

fn place(location: &Location, message: Option<Text>) -> Place<'_> {
    let uri = utf8_percent_encode(&location.path, ESCAPED).to_string();
    let region = location.line.map(|line| Region { start_line: line, start_column: location.column });
    let physical_location = Physical { artifact_location: Artifact { uri }, region };
    Place { physical_location, logical_locations: Vec::new(), message }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn text(text: impl Into<String>) -> Text {
    Text { text: text.into() }
}
