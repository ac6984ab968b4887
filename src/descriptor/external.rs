//! Other compilers, as processes that write descriptor sets.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::inputs::{self, Inputs};
use super::{OPTIONS_PATH, OPTIONS_SOURCE};
use crate::diagnostic::{Code, Diagnostic, reason};

/// Compiles with the `protoc` on the search path; our annotations resolve without being there.
pub fn protoc(inputs: &Inputs) -> Result<Vec<u8>, Diagnostic> {
    let folder = TempDir::new().map_err(|error| failed("protoc", &reason(&error)))?;
    let ours = folder.path().join("include");
    write_options(&ours).map_err(|error| failed("protoc", &reason(&error)))?;
    let out = folder.path().join("descriptors.binpb");
    let mut command = Command::new("protoc");
    for include in inputs.includes.iter().map(|include| include.as_path()).chain([ours.as_path()]) {
        command.arg(option("--proto_path=", include));
    }
    command.args(["--include_imports", "--include_source_info"]).arg(option("--descriptor_set_out=", &out));
    run("protoc", command.args(&inputs.names), &out)
}

/// Compiles with the `buf` on the search path: the workspace or module of the current folder or, if
/// it has none, one made of the include folders.
pub fn buf(inputs: &Inputs) -> Result<Vec<u8>, Diagnostic> {
    let folder = TempDir::new().map_err(|error| failed("buf", &reason(&error)))?;
    let out = folder.path().join("descriptors.binpb");
    let mut command = Command::new("buf");
    command.args(["build", ".", "--as-file-descriptor-set", "-o"]).arg(&out);
    if !["buf.yaml", "buf.work.yaml"].iter().any(|name| Path::new(name).is_file()) {
        // One without schemas is no module.
        let modules = inputs.includes.iter().filter(|include| has_schemas(include));
        let modules = modules.map(|include| format!("{{\"path\":{:?}}}", include.to_string_lossy()));
        let modules = modules.collect::<Vec<_>>().join(",");
        command.args(["--config", &format!("{{\"version\":\"v2\",\"modules\":[{modules}]}}")]);
    }
    let ours = [OPTIONS_PATH, "stubborn.v1."];
    let lacks_ours = |message: &str| ours.iter().any(|name| message.contains(name));
    run("buf", &mut command, &out).map_err(|diagnostic| match lacks_ours(&diagnostic.message) {
        true => diagnostic.help("`stubborn init --proto DIR` writes our annotations where buf finds them"),
        false => diagnostic,
    })
}

fn has_schemas(include: &Path) -> bool {
    !inputs::below(&[include.to_owned()], 1).is_empty()
}

/// Writes our annotations below a folder, for compilers that do not carry them.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn write_options(folder: &Path) -> io::Result<()> {
    let path = folder.join(OPTIONS_PATH);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, OPTIONS_SOURCE)
}

fn run(name: &str, command: &mut Command, out: &Path) -> Result<Vec<u8>, Diagnostic> {
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => failed(name, "it is not on the search path")
            .help(format!("install `{name}`, or use `--compiler auto`, which needs nothing")),
        _ => failed(name, &reason(&error)),
    })?;
    if !output.status.success() {
        return Err(failed(name, String::from_utf8_lossy(&output.stderr).trim()));
    }
    fs::read(out).map_err(|error| failed(name, &reason(&error)))
}

fn option(name: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(name);
    argument.push(path);
    argument
}

fn failed(name: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Code::DoesNotCompile, format!("`{name}` did not compile the schema: {reason}"))
}
