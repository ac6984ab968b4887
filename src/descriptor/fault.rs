//! What protox says, as diagnostics.

use std::collections::BTreeMap;

use miette::Diagnostic as Fault;
use prost_reflect::DescriptorError;

use super::inputs::Inputs;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Span};

/// Whether the same file could compile without others around it.
pub fn may_be_false(error: &protox::Error) -> bool {
    !(error.is_parse() || error.is_io() || error.is_file_not_found())
}

/// Every mistake of every error, each once.
pub fn explain(
    faults: &[protox::Error],
    sources: &BTreeMap<String, String>,
    _inputs: &Inputs,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for error in faults {
        let file = error.file().unwrap_or_default();
        let code = if error.is_file_not_found() { Code::FileNotFound } else { Code::DoesNotCompile };
        diagnostics.extend(mistakes(error).into_iter().map(|mistake| diagnose(mistake, code, file, sources)));
    }
    diagnostics
}

/// Every mistake in descriptors of which there is no source; prost-reflect tells the place of the
/// first only.
pub fn explain_descriptor(file: &str, error: &DescriptorError) -> Diagnostics {
    let file = error.file().unwrap_or(file);
    let mut diagnostics = Diagnostics::new();
    for (index, mistake) in mistakes(error).into_iter().enumerate() {
        let place = match (index, error.line(), error.column()) {
            (0, Some(line), Some(column)) => counted_from_one(file, line, column),
            _ => Place::file(file),
        };
        let diagnostic = Diagnostic::error(Code::DoesNotCompile, mistake.to_string()).at(place, "here");
        diagnostics.push(match mistake.help() {
            Some(help) => diagnostic.help(help.to_string()),
            None => diagnostic,
        });
    }
    diagnostics
}

/// Descriptors may claim places that no file has.
fn counted_from_one(file: &str, line: usize, column: usize) -> Place {
    match (i32::try_from(line), i32::try_from(column)) {
        (Ok(_), Ok(_)) => Place { file: file.to_owned(), line: line + 1, column: column + 1, span: None },
        _ => Place::file(file),
    }
}

/// An error and those that it only mentions as related.
fn mistakes(first: &dyn Fault) -> Vec<&dyn Fault> {
    std::iter::once(first).chain(first.related().into_iter().flatten()).collect()
}

fn diagnose(mistake: &dyn Fault, code: Code, file: &str, sources: &BTreeMap<String, String>) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(code, mistake.to_string());
    for label in mistake.labels().into_iter().flatten() {
        let span = Span { start: label.offset(), end: label.offset() + label.len() };
        let text = label.label().unwrap_or_default();
        diagnostic = diagnostic.at(place(file, span, sources.get(file)), text);
    }
    if diagnostic.labels.is_empty() && !file.is_empty() {
        diagnostic = diagnostic.at(Place::file(file), "in this file");
    }
    match mistake.help() {
        Some(help) => diagnostic.help(help.to_string()),
        None => diagnostic,
    }
}

fn place(file: &str, span: Span, source: Option<&String>) -> Place {
    match source {
        Some(source) => Place::in_text(file, source, span),
        None => Place::file(file),
    }
}
