//! A report as people and other programs want to read it.

mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod msvs;
mod sarif;
mod text;

use super::{Finding, Related, Report, Severity};

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One versioned document
    Json,
    /// Annotations of GitHub Actions, at the changed lines
    Github,
    /// Code quality report of GitLab, which other users of Code Climate's format read too
    Gitlab,
    /// Test results, for Jenkins and many others
    Junit,
    /// Static analysis results, version 2.1.0, for GitHub's code scanning and many editors
    Sarif,
    /// Lines that Visual Studio and MSBuild jump from
    Msvs,
    /// Summary for a pull request
    Markdown,
}

impl Format {
    pub const ALL: [Format; 8] = [
        Format::Text,
        Format::Json,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Sarif,
        Format::Msvs,
        Format::Markdown,
    ];

    /// Whether its readers know files by their paths in the repository, whatever folder a command
    /// runs in.
    pub fn wants_repository_paths(self) -> bool {
        matches!(self, Format::Github | Format::Gitlab | Format::Sarif | Format::Markdown)
    }
}

/// Consequences of one cause that are shown.
const RELATED: usize = 50;

/// The whole report, as it goes to standard output. `fail_on` is the least that fails a check, where a
/// format knows only what passes and what fails.
pub fn print(report: &Report, format: Format, fail_on: Severity) -> String {
    match format {
        Format::Text => text::print(report),
        Format::Json => json::print(report),
        Format::Github => github::print(report),
        Format::Gitlab => gitlab::print(report),
        Format::Junit => junit::print(report, fail_on),
        Format::Sarif => sarif::print(report),
        Format::Msvs => msvs::print(report),
        Format::Markdown => markdown::print(report),
    }
}

/// What a report comes to, in one line.
fn conclusion(report: &Report) -> String {
    match report.checked.as_str() {
        "" => report.summary().to_string(),
        checked => format!("{checked}: {}", report.summary()),
    }
}

/// What is known of a finding beside its message, a line each.
fn details(finding: &Finding) -> Vec<String> {
    let was = match (&finding.baseline_location, &finding.was) {
        (Some(location), Some(was)) => Some(format!("{was} ({location})")),
        (Some(location), None) => Some(location.to_string()),
        (None, was) => was.clone(),
    };
    let parts = [
        ("was", was.as_ref()),
        ("now", finding.now.as_ref()),
        ("why", finding.why.as_ref()),
        ("fix", finding.fix.as_ref()),
    ];
    let parts = parts.into_iter().filter_map(|(name, part)| Some(format!("{name}: {}", part?)));
    parts.chain(also(finding).into_iter().map(|related| format!("also: {related}"))).collect()
}

/// What else comes of a finding's cause, as far as anybody reads; `json` has all of it.
fn also(finding: &Finding) -> Vec<String> {
    let mut lines: Vec<String> = finding.also.iter().take(RELATED).map(of_related).collect();
    let left = finding.also.len() - lines.len();
    lines.extend((left > 0).then(|| format!("… and {left} more")));
    lines
}

fn of_related(related: &Related) -> String {
    let change = match (&related.was, &related.now) {
        (Some(was), Some(now)) => format!(": {was} → {now}"),
        (Some(was), None) => format!(": was {was}"),
        (None, Some(now)) => format!(": now {now}"),
        (None, None) => String::new(),
    };
    let place = related.location.as_ref().or(related.baseline_location.as_ref());
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("{}{change}{place}", related.symbol)
}

/// JSON, indented, with a newline at its end.
fn pretty(document: &impl serde::Serialize) -> String {
    // Reports are strings, numbers and lists only, which JSON always takes.
    serde_json::to_string_pretty(document).map_or_else(|error| error.to_string(), |text| text + "\n")
}
