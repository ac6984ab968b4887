//! The door for build scripts: messages and stubs in one call.

use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::config::{Config, Target, TargetConfig};
use crate::descriptor::{self, Origin, Schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::messages;
use crate::render::File;
use crate::write;

/// Starts to configure what a build script generates.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), stubborn::builder::Error> {
///     stubborn::configure().compile(&["proto/hello/v1/hello.proto"], &["proto"])
/// }
/// ```
///
/// The crate then takes everything in with one line, which makes a module tree named as the packages
/// of the schema:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/mod.rs"));
/// ```
pub fn configure() -> Builder {
    Builder {
        out_dir: None,
        messages: true,
        rerun_if_changed: true,
        deny_warnings: false,
        options: BTreeMap::new(),
        prost: prost_build::Config::new(),
    }
}

/// What a build script generates, and how.
#[derive(Debug)]
#[must_use = "nothing is generated before `compile`"]
pub struct Builder {
    out_dir: Option<PathBuf>,
    messages: bool,
    rerun_if_changed: bool,
    deny_warnings: bool,
    options: BTreeMap<String, String>,
    prost: prost_build::Config,
}

impl Builder {
    /// Writes to a folder other than cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Leaves the messages to somebody else.
    pub fn messages(mut self, messages: bool) -> Self {
        self.messages = messages;
        self
    }

    /// Sets an option of the Rust target, as `--opt rust.KEY=VALUE` does.
    pub fn option(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.insert(key.into(), value.into());
        self
    }

    /// Changes how prost-build makes the messages: attributes, bytes, maps, and so on. A second call
    /// changes what the first one left.
    pub fn prost(mut self, change: impl FnOnce(&mut prost_build::Config)) -> Self {
        change(&mut self.prost);
        self
    }

    /// Whether cargo is told which files the output depends on; it is, unless told otherwise.
    pub fn emit_rerun_if_changed(mut self, emit: bool) -> Self {
        self.rerun_if_changed = emit;
        self
    }

    /// Whether a warning fails the build; it is shown, unless told otherwise.
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.deny_warnings = deny;
        self
    }

    /// Compiles schema files, or all below folders, and writes the Rust code made of them. Imports
    /// are looked up below `includes`.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the schema or the output, a line for each.
    pub fn compile(self, files: &[impl AsRef<Path>], includes: &[impl AsRef<Path>]) -> Result<(), Error> {
        let origin = Origin { files: owned(files), includes: owned(includes), ..Origin::default() };
        let schema = descriptor::load(&origin);
        if self.rerun_if_changed {
            print_dependencies(&origin, &schema);
        }
        self.generate(&schema)
    }

    fn generate(mut self, schema: &Schema) -> Result<(), Error> {
        let out = self.out_dir.clone().map_or_else(cargo_out_dir, Ok)?;
        // The messages are made here, with the caller's settings, instead of by the pipeline.
        let target =
            TargetConfig { target: Target::Rust, out, messages: false, options: self.options.clone() };
        let config = Config { targets: vec![target] };
        let mut warnings = Diagnostics::new();
        let mut files = crate::generate_and_warn(schema, &config, &mut warnings)?;
        if self.deny_warnings && !warnings.is_empty() {
            return Err(warnings.into());
        }
        print_warnings(&warnings);
        if self.messages {
            let made = messages::generate_rust_with(&mut self.prost, schema)?;
            files.0.extend(made.into_iter().map(|(path, content)| File {
                target: Target::Rust,
                path,
                content,
            }));
        }
        write::write(files, &config, &descriptor::digests(schema))?;
        Ok(())
    }
}

fn owned(paths: &[impl AsRef<Path>]) -> Vec<PathBuf> {
    paths.iter().map(|path| path.as_ref().to_owned()).collect()
}

fn cargo_out_dir() -> Result<PathBuf, Diagnostic> {
    env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
        Diagnostic::error(Code::Config, "there is no folder to write to: `OUT_DIR` is not set")
            .help("run this in a build script, or name a folder with `.out_dir(…)`")
    })
}

/// Cargo shows a line each.
fn print_warnings(warnings: &Diagnostics) {
    for line in warnings.to_string().lines() {
        println!("cargo:warning={line}");
    }
}

/// Every file that was read; and folders, in which a new file changes the output too.
fn print_dependencies(origin: &Origin, schema: &Schema) {
    let folders = origin.files.iter().filter(|path| path.is_dir());
    for path in schema.paths.values().chain(folders) {
        println!("cargo:rerun-if-changed={}", path.display());
    }
}

/// Why a build script failed. Shown alike by `{}` and, since that is what a build script's `main`
/// prints, by `{:?}`.
pub struct Error(Diagnostics);

impl From<Diagnostics> for Error {
    fn from(diagnostics: Diagnostics) -> Self {
        Self(diagnostics)
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(diagnostic.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "stubborn could not generate\n{}", self.0)
    }
}

impl std::error::Error for Error {}
