//! Where a schema comes from.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::compile::compile_inputs;
use super::inputs::Inputs;
use super::resolve::Sources;
use super::{Schema, decode_set, external};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

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
}

/// Reads a schema. What was compiled in this process is left in `sources` if it fails.
///
/// # Errors
///
/// Every file that is missing, unreadable or does not compile.
pub fn load(origin: &Origin, sources: &Sources) -> Result<Schema, Diagnostics> {
    if let Some(set) = &origin.descriptor_set {
        let encoded = fs::read(set).map_err(|error| unreadable(set, &error))?;
        return decode_set(&encoded, names(&origin.files));
    }
    let inputs = Inputs::find(&origin.files, &origin.includes)?;
    match origin.compiler {
        Compiler::Auto | Compiler::Protox => compile_inputs(inputs, sources),
        Compiler::Protoc => decode_set(&external::protoc(&inputs)?, inputs.names),
        Compiler::Buf => decode_set(&external::buf(&inputs)?, inputs.names),
    }
}

/// In a descriptor set files have names, not paths.
fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|file| file.to_string_lossy().into_owned()).collect()
}

fn unreadable(set: &Path, error: &std::io::Error) -> Diagnostic {
    let place = Place::file(set.to_string_lossy());
    Diagnostic::error(Code::FileNotFound, format!("the descriptor set cannot be read: {error}"))
        .at(place, "this file")
}
