//! What to generate: the same for the three doors.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// A language that stubs are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Rust,
    TypeScript,
    Python,
    Go,
}

impl Target {
    pub const ALL: [Target; 4] = [Target::Rust, Target::TypeScript, Target::Python, Target::Go];

    /// As written in flags and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Target::Rust => "rust",
            Target::TypeScript => "typescript",
            Target::Python => "python",
            Target::Go => "go",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Self, UnknownTarget> {
        Target::ALL
            .into_iter()
            .find(|target| target.as_str() == text)
            .ok_or_else(|| UnknownTarget(text.to_owned()))
    }
}

/// A name that is no target's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget(pub String);

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Target::ALL.map(Target::as_str).join(", ");
        write!(f, "`{}` is not a target; the targets are {known}", self.0)
    }
}

impl std::error::Error for UnknownTarget {}

/// Everything that a run is told beside the schema.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub targets: Vec<TargetConfig>,
}

/// One output tree.
#[derive(Clone, Debug)]
pub struct TargetConfig {
    pub target: Target,
    /// Where the tree goes; unused by the plugin, whose caller writes.
    pub out: PathBuf,
    /// Whether the language's standard generator runs too.
    pub messages: bool,
    /// The target's own settings (`module` of Go, say), whose keys and values its folder under
    /// `render` knows and has validated.
    pub options: BTreeMap<String, String>,
}
