//! Where things stand in a schema file, and the comments around them.

use std::collections::HashMap;

use prost_reflect::FileDescriptor;
use prost_types::source_code_info::Location;

use crate::diagnostic::{Place, Span};

/// The places and comments of one file, by the path of field numbers and indices that
/// `google.protobuf.SourceCodeInfo` defines.
pub struct Locations<'a> {
    file: &'a str,
    source: Option<&'a str>,
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
        Self { file: file.name(), source, by_path }
    }

    /// The place of a path or, where it has none of its own, of the longest beginning that has.
    pub fn place(&self, path: &[i32]) -> Place {
        let location = (1..=path.len()).rev().find_map(|length| self.by_path.get(&path[..length]));
        match location.map(|location| location.span.as_slice()) {
            Some(&[line, column, ref end @ ..]) => self.at(line, column, end),
            _ => Place::file(self.file),
        }
    }

    /// As `place`, but of a text within it where that stands there once: of compilers' places, an
    /// aggregate `option (x) = { … }` has just one.
    pub fn place_of(&self, path: &[i32], text: &str) -> Place {
        let place = self.place(path);
        self.narrow(&place, text).unwrap_or(place)
    }

    fn narrow(&self, place: &Place, text: &str) -> Option<Place> {
        let (source, within) = (self.source?, place.span?);
        let mut found = source.get(within.start..within.end)?.match_indices(text).filter(|(at, _)| {
            let at = within.start + at;
            is_apart(&source[..at], &source[at + text.len()..], text)
        });
        let (at, _) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        let start = within.start + at;
        let line = source[..start].matches('\n').count();
        let column = start - source[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let span = Some(Span { start, end: start + text.len() });
        Some(Place { file: place.file.clone(), line: line + 1, column: column + 1, span })
    }

    fn at(&self, line: i32, column: i32, end: &[i32]) -> Place {
        let (Ok(line), Ok(column)) = (usize::try_from(line), usize::try_from(column)) else {
            return Place::file(self.file);
        };
        let span = self.source.and_then(|source| {
            let start = offset(source, line, column)?;
            let end = match *end {
                [column] => offset(source, line, usize::try_from(column).ok()?)?,
                [line, column] => offset(source, usize::try_from(line).ok()?, usize::try_from(column).ok()?)?,
                _ => return None,
            };
            (start <= end).then_some(Span { start, end })
        });
        Place { file: self.file.to_owned(), line: line + 1, column: column + 1, span }
    }

    /// The comment in front of what a path names or, if there is none, behind it.
    pub fn comment(&self, path: &[i32]) -> Option<&'a str> {
        let location = self.by_path.get(path)?;
        location.leading_comments.as_deref().or(location.trailing_comments.as_deref())
    }
}

fn offset(source: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    (start + column <= source.len()).then_some(start + column)
}

/// Whether an identifier is not just a part of a longer one.
fn is_apart(before: &str, after: &str, text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = text.starts_with(part) && before.ends_with(part);
    let ends = text.ends_with(part) && after.starts_with(part);
    !begins && !ends
}
