//! Diagnostics drawn into the source.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::Failure;
use crate::diagnostic::{Diagnostic, Label, Severity};

/// Draws every diagnostic.
pub fn draw(failure: &Failure, colored: bool) -> String {
    let theme = if colored { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    let mut text = String::new();
    for (index, diagnostic) in failure.diagnostics.sorted().into_iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        // Writing into a string does not fail; a source that does not fit the place does, and then
        // the plain line is better than none.
        if handler.render_report(&mut text, &Picture::new(diagnostic, failure)).is_err() {
            text.push_str(&format!("{diagnostic}\n"));
        }
    }
    text
}

/// A diagnostic with the source that it is drawn into.
#[derive(Debug)]
struct Picture<'a> {
    diagnostic: &'a Diagnostic,
    source: Option<NamedSource<String>>,
    /// Places in other files, or in none that this process has read.
    elsewhere: Vec<Elsewhere<'a>>,
}

impl<'a> Picture<'a> {
    fn new(diagnostic: &'a Diagnostic, failure: &Failure) -> Self {
        let first = diagnostic.labels.first().filter(|label| label.place.span.is_some());
        let text = first.and_then(|label| failure.texts.get(&label.place.file));
        let source = first.zip(text).map(|(label, text)| NamedSource::new(&label.place.file, text.clone()));
        let drawn = |label: &&Label| source.is_some() && first.is_some_and(|first| is_beside(first, label));
        let elsewhere = diagnostic.labels.iter().filter(|label| !drawn(label)).map(Elsewhere).collect();
        Self { diagnostic, source, elsewhere }
    }
}

fn is_beside(first: &Label, label: &Label) -> bool {
    label.place.span.is_some() && label.place.file == first.place.file
}

impl fmt::Display for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Picture<'_> {}

impl miette::Diagnostic for Picture<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let first = self.diagnostic.labels.first()?;
        self.source.as_ref()?;
        let drawn = self.diagnostic.labels.iter().filter(|label| is_beside(first, label));
        Some(Box::new(drawn.filter_map(move |label| {
            let span = label.place.span?;
            let range = span.start..span.end.max(span.start);
            let text = Some(label.text.clone());
            Some(match label == first {
                true => LabeledSpan::new_primary_with_span(text, range),
                false => LabeledSpan::new_with_span(text, range),
            })
        })))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let related = self.elsewhere.iter().map(|place| place as &dyn miette::Diagnostic);
        (!self.elsewhere.is_empty()).then(|| Box::new(related) as _)
    }
}

/// A place that is told rather than drawn.
#[derive(Debug)]
struct Elsewhere<'a>(&'a Label);

impl fmt::Display for Elsewhere<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.place, self.0.text)
    }
}

impl std::error::Error for Elsewhere<'_> {}

impl miette::Diagnostic for Elsewhere<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }
}
