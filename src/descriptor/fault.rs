//! What protox says, as diagnostics.

use std::collections::BTreeMap;

use miette::Diagnostic as Fault;

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

/// An error and those that it only mentions as related.
fn mistakes(error: &protox::Error) -> Vec<&dyn Fault> {
    let first: &dyn Fault = error;
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
    let Some(before) = source.and_then(|source| source.as_bytes().get(..span.start)) else {
        return Place::file(file);
    };
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    Place {
        file: file.to_owned(),
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: span.start - line_start + 1,
        span: Some(span),
    }
}
