use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::Set;

/// Why a tool is not there.
#[derive(Debug)]
pub enum Error {
    /// No set has such a command.
    UnknownCommand(String),
    /// An installer is missing, failed or did not end.
    Installer {
        /// As one would type it.
        command: String,
        /// With the end of what it said.
        why: String,
    },
    /// A file or folder could not be read or written.
    File { path: PathBuf, error: io::Error },
}

impl Error {
    pub(crate) fn file(path: &Path, error: io::Error) -> Error {
        Error::File { path: path.to_owned(), error }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::UnknownCommand(name) => {
                let known: Vec<&str> = Set::ALL.into_iter().flat_map(Set::commands).copied().collect();
                write!(f, "no tool has a command `{name}`; there are {}", known.join(", "))
            }
            Error::Installer { command, why } => write!(f, "`{command}` failed: {why}"),
            Error::File { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
