//! One document for programs. Keys are only ever added; anything else makes another version.

use serde::Serialize;

use crate::report::{Change, Finding, Location, Related, Report, Turn};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<FindingNode<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<ChangeNode<'a>>,
    summary: SummaryNode<'a>,
}

#[derive(Serialize)]
struct FindingNode<'a> {
    rule: &'a str,
    severity: &'a str,
    symbol: &'a str,
    message: &'a str,
    was: Option<&'a str>,
    now: Option<&'a str>,
    why: Option<&'a str>,
    fix: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<&'a str>,
    location: Option<LocationNode<'a>>,
    baseline_location: Option<LocationNode<'a>>,
    fingerprint: String,
    also: Vec<RelatedNode<'a>>,
}

#[derive(Serialize)]
struct LocationNode<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct RelatedNode<'a> {
    symbol: &'a str,
    was: Option<&'a str>,
    now: Option<&'a str>,
    location: Option<LocationNode<'a>>,
    baseline_location: Option<LocationNode<'a>>,
}

#[derive(Serialize)]
struct ChangeNode<'a> {
    change: &'a str,
    symbol: &'a str,
    text: &'a str,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryNode<'a> {
    command: &'a str,
    checked: &'a str,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// The document, indented.
pub fn print(report: &Report) -> String {
    let summary = report.summary();
    let document = Document {
        version: VERSION,
        findings: report.findings.iter().map(finding).collect(),
        changes: report.changes.iter().map(change).collect(),
        summary: SummaryNode {
            command: report.command,
            checked: &report.checked,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
        },
    };
    super::pretty(&document)
}

fn finding(finding: &Finding) -> FindingNode<'_> {
    FindingNode {
        rule: finding.rule,
        severity: finding.severity.as_str(),
        symbol: &finding.symbol,
        message: &finding.message,
        was: finding.was.as_deref(),
        now: finding.now.as_deref(),
        why: finding.why.as_deref(),
        fix: finding.fix.as_deref(),
        allow: finding.allow.as_deref(),
        diff: finding.diff.as_deref(),
        location: finding.location.as_ref().map(location),
        baseline_location: finding.baseline_location.as_ref().map(location),
        fingerprint: finding.fingerprint(),
        also: finding.also.iter().map(related).collect(),
    }
}

fn location(location: &Location) -> LocationNode<'_> {
    LocationNode { path: &location.path, line: location.line, column: location.column }
}

fn related(related: &Related) -> RelatedNode<'_> {
    RelatedNode {
        symbol: &related.symbol,
        was: related.was.as_deref(),
        now: related.now.as_deref(),
        location: related.location.as_ref().map(location),
        baseline_location: related.baseline_location.as_ref().map(location),
    }
}

fn change(change: &Change) -> ChangeNode<'_> {
    let turn = match change.turn {
        Turn::Added => "added",
        Turn::Changed => "changed",
        Turn::Removed => "removed",
    };
    ChangeNode { change: turn, symbol: &change.symbol, text: &change.text, note: change.note.as_deref() }
}
