//! A report as people and other programs want to read it.

mod json;
mod text;

use super::Report;

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One versioned document
    Json,
}

/// The whole report, as it goes to standard output.
pub fn print(report: &Report, format: Format) -> String {
    match format {
        Format::Text => text::print(report),
        Format::Json => json::print(report),
    }
}

/// JSON, indented, with a newline at its end.
fn pretty(document: &impl serde::Serialize) -> String {
    // Reports are strings, numbers and lists only, which JSON always takes.
    serde_json::to_string_pretty(document).map_or_else(|error| error.to_string(), |text| text + "\n")
}
