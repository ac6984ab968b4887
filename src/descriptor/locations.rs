//! Where things stand in a schema file, and the comments around them.

use std::collections::HashMap;

use prost_reflect::FileDescriptor;
use prost_types::source_code_info::Location;

use crate::diagnostic::{Place, Span};

/// The places and comments of one file, by the path of field numbers and indices that
/// `google.protobuf.SourceCodeInfo` defines.
pub struct Locations<'a> {
    file: &'a str,
    text: Option<Text<'a>>,
    by_path: HashMap<&'a [i32], &'a Location>,
}

impl<'a> Locations<'a> {
    /// Indexes a file; `source` is its text where this process compiled it.
    pub fn new(file: &'a FileDescriptor, source: Option<&'a str>) -> Self {
        let info = file.file_descriptor_proto().source_code_info.as_ref();
        let by_path = info
            .into_iter()
            .flat_map(|info| &info.location)
            .map(|location| (location.path.as_slice(), location))
            .collect();
        Self { file: file.name(), text: source.map(Text::new), by_path }
    }

    /// The place of a path or, where it has none of its own, of the longest beginning that has.
    pub fn place(&self, path: &[i32]) -> Place {
        let location = (1..=path.len()).rev().find_map(|length| self.by_path.get(&path[..length]));
        location
            .and_then(|location| span_place(self.file, self.text.as_ref(), &location.span))
            .unwrap_or_else(|| Place::file(self.file))
    }

    /// As `place`, but of a text within it where that stands there once: of compilers' places, an
    /// aggregate `option (x) = { … }` has just one.
    pub fn place_of(&self, path: &[i32], text: &str) -> Place {
        let place = self.place(path);
        self.narrow(&place, text).unwrap_or(place)
    }

    fn narrow(&self, place: &Place, text: &str) -> Option<Place> {
        let (text_of_file, within) = (self.text.as_ref()?, place.span?);
        let source = text_of_file.text;
        let mut found = source.get(within.start..within.end)?.match_indices(text).filter(|(at, _)| {
            let at = within.start + at;
            is_apart(&source[..at], &source[at + text.len()..], text)
        });
        let (at, _) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        let start = within.start + at;
        Some(text_of_file.place(&place.file, Span { start, end: start + text.len() }))
    }

    /// The comment in front of what a path names or, if there is none, behind it.
    pub fn comment(&self, path: &[i32]) -> Option<&'a str> {
        let location = self.by_path.get(path)?;
        location.leading_comments.as_deref().or(location.trailing_comments.as_deref())
    }
}

/// The text of a file with the beginnings of its lines.
pub struct Text<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    /// Finds the lines.
    pub fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { text, starts: std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect() }
    }

    /// As `Place::in_text`, which looks through all of the text each time.
    fn place(&self, file: &str, span: Span) -> Place {
        let line = self.starts.partition_point(|start| *start <= span.start);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or_default();
        Place { file: file.to_owned(), line, column: span.start - start + 1, span: Some(span) }
    }

    fn offset(&self, line: i32, column: i32) -> Option<usize> {
        let start = self.starts.get(usize::try_from(line).ok()?)?;
        let offset = start + usize::try_from(column).ok()?;
        (offset <= self.text.len()).then_some(offset)
    }
}

/// The place of a span as `google.protobuf.SourceCodeInfo` writes it, unless that is nonsense, as in
/// descriptors that somebody made up.
pub fn span_place(file: &str, text: Option<&Text<'_>>, span: &[i32]) -> Option<Place> {
    let &[line, column, ref end @ ..] = span else { return None };
    let (end_line, end_column) = match *end {
        [column] => (line, column),
        [line, column] => (line, column),
        _ => return None,
    };
    let span = text.and_then(|text| {
        let (start, end) = (text.offset(line, column)?, text.offset(end_line, end_column)?);
        (start <= end).then_some(Span { start, end })
    });
    let from_one = |number: i32| Some(usize::try_from(number).ok()? + 1);
    Some(Place { file: file.to_owned(), line: from_one(line)?, column: from_one(column)?, span })
}

/// Whether an identifier is not just a part of a longer one.
fn is_apart(before: &str, after: &str, text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = text.starts_with(part) && before.ends_with(part);
    let ends = text.ends_with(part) && after.starts_with(part);
    !begins && !ends
}
