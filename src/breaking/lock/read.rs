//! Reading a lock, and saying what is wrong with one that is not.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Accepted, Encoding, LARGEST, Lock, VERSION, places};
use crate::breaking::contract::Contract;
use crate::diagnostic::{Code, Diagnostic, Place, Span, reason};
use crate::nearest::nearest;

/// What begins a line where `git merge` left both sides.
const CONFLICT: &[&str] = &["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// What is wrong with a lock, with its text where there is one to draw it into.
pub type Fault = (Diagnostic, Option<String>);

/// Reads a lock from disk; `None` where there is none. `name` is how the user would open it.
///
/// # Errors
///
/// As [`parse`], and a file that cannot be read or is too large.
pub fn read(path: &Path, name: &str) -> Result<Option<Lock>, Fault> {
    let text = match read_text(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let why = match error.kind() {
                io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
                io::ErrorKind::FileTooLarge => format!("it is larger than {} MiB", LARGEST >> 20),
                _ => reason(&error),
            };
            let message = format!("the lock cannot be read: {why}");
            let diagnostic = Diagnostic::error(Code::Lock, message).at(Place::file(name), "this file");
            return Err((diagnostic.help("restore the file from version control"), None));
        }
    };
    parse(name, &text).map(Some).map_err(|diagnostic| (*diagnostic, Some(text)))
}

fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    match u64::try_from(read) {
        Ok(read) if read <= LARGEST => Ok(text),
        _ => Err(io::ErrorKind::FileTooLarge.into()),
    }
}

/// The file's parts that are no part of the contract.
#[derive(Deserialize)]
struct Head {
    encoding: Encoding,
    #[serde(default)]
    accepted: Vec<Accepted>,
}

/// Parses the text of a lock; `name` is how the user would open it.
///
/// # Errors
///
/// What is wrong, and where.
pub fn parse(name: &str, text: &str) -> Result<Lock, Box<Diagnostic>> {
    check_conflict(name, text)?;
    let mut table = DeTable::parse(text).map_err(|error| fault(name, text, &error))?;
    check_version(name, text, table.get_ref())?;
    let places = places::of(name, text, table.get_ref());

    let mut head = DeTable::new();
    for key in ["version", "encoding", "accepted"] {
        if let Some((key, value)) = table.get_mut().remove_entry(key)
            && key.get_ref() != "version"
        {
            head.insert(key, value);
        }
    }
    let head = Spanned::new(table.span(), head);
    let head =
        Head::deserialize(toml::Deserializer::from(head)).map_err(|error| fault(name, text, &error))?;
    let contract = Contract::deserialize(toml::Deserializer::from(table));
    let contract = contract.map_err(|error| fault(name, text, &error))?;
    Ok(Lock { encoding: head.encoding, contract: Contract { places, ..contract }, accepted: head.accepted })
}

fn check_conflict(name: &str, text: &str) -> Result<(), Box<Diagnostic>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let marks =
            |mark: &str| bare.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if CONFLICT.iter().any(|mark| marks(mark)) {
            let place = Place::in_text(name, text, Span { start, end: start + bare.len() });
            let diagnostic = Diagnostic::error(Code::Lock, "the lock holds a conflict of a merge")
                .at(place, "here")
                .help("take one side of the file whole, that of the branch which is deployed, and run `stubborn lock`");
            return Err(Box::new(diagnostic));
        }
        start += line.len();
    }
    Ok(())
}

fn check_version(name: &str, text: &str, table: &DeTable<'_>) -> Result<(), Box<Diagnostic>> {
    let Some(value) = table.get("version") else {
        return Err(Box::new(
            Diagnostic::error(Code::Lock, "the lock does not say its version")
                .at(Place::file(name), "this file")
                .help("restore the file from version control; only `stubborn lock` writes it"),
        ));
    };
    let place = place(name, text, value.span());
    let version = match value.get_ref() {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok(),
        _ => None,
    };
    match version {
        Some(version) if version == i64::from(VERSION) => Ok(()),
        Some(version) if version > i64::from(VERSION) => Err(Box::new(
            Diagnostic::error(
                Code::LockVersion,
                format!("the lock is of version {version}, and this stubborn knows {VERSION} (LOCK_VERSION)"),
            )
            .at(place, "written by a later stubborn")
            .help("use the version of stubborn that wrote it, or a later one"),
        )),
        _ => Err(Box::new(
            Diagnostic::error(Code::Lock, format!("the version of a lock is {VERSION}")).at(place, "here"),
        )),
    }
}

fn place(name: &str, text: &str, span: Range<usize>) -> Place {
    Place::in_text(name, text, Span { start: span.start, end: span.end })
}

fn fault(name: &str, text: &str, error: &toml::de::Error) -> Box<Diagnostic> {
    let message = error.message();
    let place = error.span().map_or_else(|| Place::file(name), |span| place(name, text, span));
    // "unknown field `nmae`, expected one of `name`, `kind`"
    let mut words = message.split('`').skip(1).step_by(2);
    let unknown = words.next().filter(|_| message.starts_with("unknown field"));
    let restore = "restore the file from version control; only `stubborn lock` writes it";
    let diagnostic = match unknown {
        Some(unknown) => {
            let help = match nearest(unknown, words) {
                Some(nearest) => format!("did you mean `{nearest}`? only `stubborn lock` writes this file"),
                None => restore.to_owned(),
            };
            Diagnostic::error(Code::Lock, format!("`{unknown}` is nothing that a lock holds")).help(help)
        }
        None => {
            Diagnostic::error(Code::Lock, format!("the lock does not hold: {}", message.trim())).help(restore)
        }
    };
    Box::new(diagnostic.at(place, "here"))
}
