//! Where a schema comes from.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::compile::compile_inputs;
use super::inputs::Inputs;
use super::{Schema, decode_changed, decode_set, external};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, reason};

/// Who compiles schema files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compiler {
    /// protox; what it cannot read is reported with who could.
    #[default]
    Auto,
    /// In this process.
    Protox,
    /// Google's, as a process.
    Protoc,
    /// `buf build`, as a process.
    Buf,
}

impl Compiler {
    pub const ALL: [Compiler; 4] = [Compiler::Auto, Compiler::Protox, Compiler::Protoc, Compiler::Buf];

    /// As written in flags and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Compiler::Auto => "auto",
            Compiler::Protox => "protox",
            Compiler::Protoc => "protoc",
            Compiler::Buf => "buf",
        }
    }
}

impl FromStr for Compiler {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = Compiler::ALL.map(Compiler::as_str).join(", ");
        let found = Compiler::ALL.into_iter().find(|compiler| compiler.as_str() == text);
        found.ok_or_else(|| format!("`{text}` is no compiler; there are {names}"))
    }
}

/// What to read a schema from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Schema files, or folders for all schema files below them.
    pub files: Vec<PathBuf>,
    /// Folders that imports are looked up in.
    pub includes: Vec<PathBuf>,
    pub compiler: Compiler,
    /// A `google.protobuf.FileDescriptorSet` to read instead of compiling.
    pub descriptor_set: Option<PathBuf>,
    /// Files of that set that nobody wants to know of.
    pub skipped: BTreeSet<String>,
}

/// Reads a schema. What is wrong with some of its files is among the faults of what is left.
pub fn load(origin: &Origin) -> Schema {
    let failed = |faults| Schema { faults, ..Schema::default() };
    if let Some(set) = &origin.descriptor_set {
        return read_set(set, names(&origin.files), &origin.skipped).unwrap_or_else(failed);
    }
    let inputs = Inputs::find(&origin.files, &origin.includes);
    let compiled = match origin.compiler {
        Compiler::Auto | Compiler::Protox => return compile_inputs(inputs),
        _ if inputs.faults.has_errors() => return failed(inputs.faults),
        Compiler::Protoc => external::protoc(&inputs),
        Compiler::Buf => external::buf(&inputs),
    };
    let schema = compiled.map_err(Diagnostics::from).and_then(|set| decode_set(set, inputs.names));
    schema.unwrap_or_else(failed)
}

fn read_set(path: &Path, roots: Vec<String>, skipped: &BTreeSet<String>) -> Result<Schema, Diagnostics> {
    let encoded = fs::read(path).map_err(|error| unreadable(path, &error))?;
    decode_changed(encoded, roots, skipped)
}

/// In a descriptor set files have names, not paths.
fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|file| file.to_string_lossy().into_owned()).collect()
}

fn unreadable(set: &Path, error: &std::io::Error) -> Diagnostic {
    let place = Place::file(set.to_string_lossy());
    Diagnostic::error(Code::FileNotFound, format!("the descriptor set cannot be read: {}", reason(error)))
        .at(place, "this file")
}
