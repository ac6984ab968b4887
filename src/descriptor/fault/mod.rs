//! What protox and prost-reflect say, as diagnostics of ours: with every mistake instead of the
//! first, a place, and what to write instead.

mod suggest;
mod translate;

use miette::Diagnostic as Fault;
use prost_reflect::DescriptorError;
use protox::file::File;

use super::inputs::Inputs;
use super::resolve::Opened;
use super::{imports, locations, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Span};
use suggest::Known;
use translate::{Translation, translate};

/// What a mistake is seen in.
pub struct Context<'a> {
    /// The file that the mistake is in, as far as it is known.
    pub file: &'a str,
    pub opened: &'a Opened,
    pub known: &'a Known<'a>,
}

impl Context<'_> {
    /// The file's text.
    pub fn text(&self) -> Option<&str> {
        self.opened.texts.get(self.file).map(String::as_str)
    }
}

/// Whether the same file could compile without others around it.
pub fn may_be_false(error: &protox::Error) -> bool {
    !(error.is_parse() || error.is_io() || error.is_file_not_found())
}

/// Every mistake of every error.
pub fn explain(faults: &[protox::Error], opened: &Opened, inputs: &Inputs) -> Diagnostics {
    let known = Known::new(opened, inputs);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(opened.unreadable.values().cloned());
    for error in faults {
        let context = Context { file: error.file().unwrap_or_default(), opened, known: &known };
        if let Some(circle) = explain_circle(error, opened) {
            diagnostics.push(circle);
        } else if let Some(missing) = missing_imports(error, &context) {
            diagnostics.extend(missing);
        } else if !context.file.is_empty() {
            diagnostics.extend(diagnose_all(error, &context));
        }
    }
    diagnostics
}

/// Every mistake in descriptors of which there is no source; prost-reflect tells the place of the
/// first only.
pub fn explain_descriptor(file: &str, error: &DescriptorError) -> Diagnostics {
    let file = error.file().unwrap_or(file);
    if let Some(cause) = std::error::Error::source(error).filter(|cause| cause.is::<prost::DecodeError>()) {
        let message = format!("`{file}` cannot be decoded: {cause}");
        return Diagnostic::error(Code::MalformedDescriptors, message)
            .at(Place::file(file), "this file")
            .into();
    }
    let (opened, inputs) = (Opened::default(), Inputs::default());
    let context = Context { file, opened: &opened, known: &Known::new(&opened, &inputs) };
    let mut diagnostics = Diagnostics::new();
    for (index, mistake) in mistakes(error).into_iter().enumerate() {
        let place = match (index, error.line(), error.column()) {
            (0, Some(line), Some(column)) => counted_from_one(file, line, column),
            _ => Place::file(file),
        };
        diagnostics.push(translate(mistake, &context).diagnostic().at(place, "here"));
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

/// In a file that protox cannot read at all, what follows is only noise.
fn diagnose_all(error: &protox::Error, context: &Context<'_>) -> Vec<Diagnostic> {
    let all: Vec<Diagnostic> =
        mistakes(error).into_iter().map(|mistake| diagnose(mistake, context)).collect();
    match all.iter().find(|diagnostic| diagnostic.code == Code::NeedsOtherCompiler) {
        Some(reason) => vec![reason.clone()],
        None => all,
    }
}

fn diagnose(mistake: &dyn Fault, context: &Context<'_>) -> Diagnostic {
    let translation = translate(mistake, context);
    let mut diagnostic = translation.diagnostic();
    let mut labels = mistake.labels().into_iter().flatten();
    if let Some(label) = labels.next() {
        let span = Span { start: label.offset(), end: label.offset() + label.len() };
        let span = narrow(span, &translation, context);
        diagnostic = diagnostic.at(place(span, context), label.label().unwrap_or("here"));
    }
    for label in labels {
        let span = Span { start: label.offset(), end: label.offset() + label.len() };
        diagnostic = diagnostic.at(place(span, context), label.label().unwrap_or("and here"));
    }
    if diagnostic.labels.is_empty() {
        diagnostic = diagnostic.at(Place::file(context.file), "in this file");
    }
    diagnostic
}

/// Of an option in braces only the whole is marked; the word that is wrong stands behind.
fn narrow(span: Span, translation: &Translation, context: &Context<'_>) -> Span {
    let found = translation.word.as_deref().zip(context.text()).and_then(|(word, text)| {
        let rest = text.get(span.start..)?;
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let alone = |at: &usize| {
            let (before, after) = (&rest[..*at], &rest[at + word.len()..]);
            !before.ends_with(is_word) && !after.starts_with(is_word)
        };
        rest.match_indices(word).map(|(at, _)| at).find(alone)
    });
    match (found, &translation.word) {
        (Some(at), Some(word)) => Span { start: span.start + at, end: span.start + at + word.len() },
        _ => span,
    }
}

fn place(span: Span, context: &Context<'_>) -> Place {
    match context.text() {
        Some(text) => Place::in_text(context.file, text, span),
        None => Place::file(context.file),
    }
}

/// Imports in a circle come up once for every file on the way, and without a place.
fn explain_circle(error: &protox::Error, opened: &Opened) -> Option<Diagnostic> {
    let message = error.to_string();
    let way: Vec<&str> = message.strip_prefix("import cycle detected: ")?.split(" -> ").collect();
    let (again, way) = way.split_last()?;
    let mut circle: Vec<&str> = way.iter().copied().skip_while(|file| file != again).collect();
    let first = circle.iter().enumerate().min_by_key(|(_, file)| **file).map_or(0, |(index, _)| index);
    circle.rotate_left(first);
    let (start, next) = (*circle.first()?, circle.get(1).or(circle.first())?);
    let place = import_place(start, next, opened).unwrap_or_else(|| Place::file(start));
    Some(imports::circle(&circle, place))
}

/// protox stops at the first import that is not there.
fn missing_imports(error: &protox::Error, context: &Context<'_>) -> Option<Vec<Diagnostic>> {
    if !error.is_file_not_found() {
        return None;
    }
    let parsed = File::from_source(context.file, context.text()?).ok()?;
    let imports = parsed.file_descriptor_proto().dependency.iter();
    let missing = imports.filter(|import| !resolve::is_there(import, &context.known.inputs.includes));
    let diagnose = |import: &String| {
        let place =
            import_place(context.file, import, context.opened).unwrap_or_else(|| Place::file(context.file));
        translate::missing_import(&[import], context).diagnostic().at(place, "imported here")
    };
    Some(missing.map(diagnose).collect()).filter(|missing: &Vec<_>| !missing.is_empty())
}

/// Where a file imports another.
fn import_place(file: &str, import: &str, opened: &Opened) -> Option<Place> {
    const DEPENDENCY: i32 = 3;
    let text = opened.texts.get(file)?;
    let parsed = File::from_source(file, text).ok()?;
    let proto = parsed.file_descriptor_proto();
    let index = i32::try_from(proto.dependency.iter().position(|name| name == import)?).ok()?;
    let info = proto.source_code_info.as_ref()?;
    let location = info.location.iter().find(|location| location.path == [DEPENDENCY, index])?;
    locations::span_place(file, Some(&locations::Text::new(text)), &location.span)
}
