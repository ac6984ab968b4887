//! `stubborn.toml`.
//!
//! ```toml
//! [schema]
//! files = ["proto"]       # files, or folders for all schema files below them
//! includes = ["proto"]    # where imports are looked up
//!
//! [target.go]
//! out = "gen/go"
//! messages = false        # leave out what protoc-gen-go makes
//! options = { module = "example.com/gen/go" }
//!
//! [breaking]
//! readers = "stubborn"    # nobody reads payloads by hand
//!
//! [[breaking.allow]]
//! rule = "WORKFLOW_SAME_TASK_QUEUE"
//! symbol = "hello.v1.Greeter"
//! from = "hello"
//! to = "greeter"
//! reason = "the old queue is drained"
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use toml::Spanned;

use super::Failure;
use crate::breaking::allow::Entry;
use crate::breaking::compare::Readers;
use crate::breaking::lock::Encoding;
use crate::config::Target;
use crate::descriptor::Compiler;
use crate::diagnostic::{Code, Diagnostic, Place, Span, reason};
use crate::nearest::nearest;
use crate::report::Location;

/// The name under which the configuration is looked for.
pub const FILE_NAME: &str = "stubborn.toml";

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    #[serde(default)]
    pub schema: SchemaSettings,
    #[serde(default)]
    pub target: TargetsSettings,
    #[serde(default)]
    pub breaking: BreakingSettings,
    /// The folder that paths are relative to.
    #[serde(skip)]
    folder: PathBuf,
    /// Where it was read from, and what it says.
    #[serde(skip)]
    source: Option<(String, String)>,
}

/// `[schema]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SchemaSettings {
    pub files: Vec<PathBuf>,
    pub includes: Vec<PathBuf>,
    pub compiler: Option<CompilerName>,
    pub descriptor_set: Option<PathBuf>,
}

impl SchemaSettings {
    /// Whether nothing says what the schema is.
    pub fn is_unset(&self) -> bool {
        self.files.is_empty() && self.includes.is_empty() && self.descriptor_set.is_none()
    }
}

/// `[breaking]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct BreakingSettings {
    pub readers: Readers,
    /// Unset is JSON.
    pub encoding: Option<Encoding>,
    allow: Vec<Spanned<Entry>>,
}

/// `[target]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct TargetsSettings {
    rust: Option<TargetSettings>,
    typescript: Option<TargetSettings>,
    python: Option<TargetSettings>,
    go: Option<TargetSettings>,
}

/// `[target.go]`, say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TargetSettings {
    pub out: PathBuf,
    #[serde(default = "yes")]
    pub messages: bool,
    #[serde(default)]
    pub options: BTreeMap<String, OptionValue>,
}

fn yes() -> bool {
    true
}

/// A compiler by its name.
#[derive(Clone, Copy, Debug)]
pub struct CompilerName(pub Compiler);

impl<'de> Deserialize<'de> for CompilerName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// A target's option, which is text however it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a string, a boolean or an integer")]
pub enum OptionValue {
    Text(String),
    Flag(bool),
    Number(i64),
}

impl OptionValue {
    /// The text.
    pub fn text(&self) -> String {
        match self {
            OptionValue::Text(text) => text.clone(),
            OptionValue::Flag(flag) => flag.to_string(),
            OptionValue::Number(number) => number.to_string(),
        }
    }
}

impl TargetsSettings {
    /// Those that are configured.
    pub fn configured(&self) -> impl Iterator<Item = (Target, &TargetSettings)> {
        let all = [
            (Target::Rust, &self.rust),
            (Target::TypeScript, &self.typescript),
            (Target::Python, &self.python),
            (Target::Go, &self.go),
        ];
        all.into_iter().filter_map(|(target, settings)| Some((target, settings.as_ref()?)))
    }

    /// One of them.
    pub fn get(&self, target: Target) -> Option<&TargetSettings> {
        self.configured().find_map(|(found, settings)| (found == target).then_some(settings))
    }
}

impl Settings {
    /// Reads the nearest configuration, here or in a folder above; none is an empty one.
    pub fn find() -> Result<Self, Failure> {
        let mut path = PathBuf::from(FILE_NAME);
        let depth = std::env::current_dir().map_or(1, |folder| folder.ancestors().count());
        for _ in 0..depth {
            if path.is_file() {
                return Self::read(&path);
            }
            path = Path::new("..").join(path);
        }
        Ok(Self::default())
    }

    /// Reads a configuration.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.to_string_lossy().into_owned();
        let text = fs::read_to_string(path).map_err(|error| {
            Diagnostic::error(Code::Config, format!("the configuration cannot be read: {}", reason(&error)))
                .at(Place::file(&name), "this file")
        })?;
        match toml::from_str::<Settings>(&text) {
            Ok(settings) => Ok(Self {
                folder: path.parent().unwrap_or(Path::new("")).to_owned(),
                source: Some((name, text)),
                ..settings
            }),
            Err(error) => Err(Failure {
                diagnostics: explain(&error, &name, &text).into(),
                texts: BTreeMap::from([(name, text)]),
            }),
        }
    }

    /// Findings that are allowed, each with its place.
    pub fn allowed(&self) -> impl Iterator<Item = (Entry, Option<Location>)> + '_ {
        self.breaking.allow.iter().map(|entry| {
            let Range { start, end } = entry.span();
            let place = self.source.as_ref().map(|(name, text)| {
                Location::of_place(&Place::in_text(name, text, Span { start, end }), name.clone())
            });
            (entry.get_ref().clone(), place)
        })
    }

    /// That an exception, by its number, is of something that was not found, beside which there is this.
    pub fn misspelt(&self, index: usize, entry: &Entry, nearest: &str) -> Diagnostic {
        let message = format!("nothing is found of `{}` by {}", entry.symbol, entry.rule);
        let mut diagnostic =
            Diagnostic::error(Code::Config, message).help(format!("did you mean `{nearest}`?"));
        if let (Some((name, text)), Some(entry)) = (&self.source, self.breaking.allow.get(index)) {
            let Range { start, end } = entry.span();
            diagnostic = diagnostic.at(Place::in_text(name, text, Span { start, end }), "this exception");
        }
        diagnostic
    }

    /// The whole file, where there is one.
    pub fn location(&self) -> Option<Location> {
        self.source.as_ref().map(|(name, _)| Location::file(name.clone()))
    }

    /// A path that is relative to the configuration.
    pub fn at(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Paths that are relative to the configuration.
    pub fn beside(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        paths.iter().map(|path| self.at(path)).collect()
    }
}

fn explain(error: &toml::de::Error, file: &str, text: &str) -> Diagnostic {
    let message = error.message();
    let place = match error.span() {
        Some(range) => Place::in_text(file, text, Span { start: range.start, end: range.end }),
        None => Place::file(file),
    };
    // "unknown field `outt`, expected one of `out`, `messages`"
    let mut words = message.split('`').skip(1).step_by(2);
    let is_rule = message.starts_with("unknown rule");
    let unknown = words.next().filter(|_| is_rule || message.starts_with("unknown field"));
    let Some(unknown) = unknown else {
        return Diagnostic::error(Code::Config, message.trim()).at(place, "here");
    };
    let known: Vec<&str> = words.collect();
    let (code, what) = match known.contains(&Target::Go.as_str()) {
        true => (Code::UnknownTarget, "target"),
        false if is_rule => (Code::Config, "rule"),
        false => (Code::Config, "key"),
    };
    let help = match nearest(unknown, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if is_rule => "`stubborn rules` shows every rule".to_owned(),
        None => format!("the {what}s here are {}", known.join(", ")),
    };
    Diagnostic::error(code, format!("`{unknown}` is no {what}")).at(place, "not known here").help(help)
}
