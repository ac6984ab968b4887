//! Who calls and who answers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that stubs are generated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    Go,
    Python,
    Rust,
    TypeScript,
}

impl Language {
    pub const ALL: [Language; 4] = [Language::Go, Language::Python, Language::Rust, Language::TypeScript];

    pub fn as_str(self) -> &'static str {
        match self {
            Language::Go => "go",
            Language::Python => "python",
            Language::Rust => "rust",
            Language::TypeScript => "typescript",
        }
    }

    /// The files of the schema that the language's programs have no part in: what its stubs do not
    /// carry, as `docs/capabilities.md` says. Cases of these files leave the language out.
    pub fn lacks(self) -> &'static [&'static str] {
        match self {
            Language::Go => &[],
            Language::Python => &[],
            Language::Rust => &["delays"],
            Language::TypeScript => &[],
        }
    }

    /// Whether its programs have a part in a file, `conformance/v1/basic.proto`.
    pub fn carries(self, file: &str) -> bool {
        let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".proto");
        !self.lacks().contains(&stem)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Language, String> {
        Language::ALL
            .into_iter()
            .find(|language| language.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no language; there are go, python, rust, typescript"))
    }
}

/// One side of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// A program built on generated stubs.
    Stub(Language),
    /// The program written by hand on the Python SDK.
    Foreign,
}

impl Peer {
    pub fn as_str(self) -> &'static str {
        match self {
            Peer::Stub(language) => language.as_str(),
            Peer::Foreign => "foreign",
        }
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A client and a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    pub client: Peer,
    pub worker: Peer,
}

impl Pair {
    pub fn stubs(client: Language, worker: Language) -> Pair {
        Pair { client: Peer::Stub(client), worker: Peer::Stub(worker) }
    }

    pub fn is_foreign(self) -> bool {
        self.client == Peer::Foreign || self.worker == Peer::Foreign
    }
}

/// `typescript-python`: the client first.
impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.client, self.worker)
    }
}
