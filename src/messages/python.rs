//! Google's protobuf for Python by protoc, be it the program or the one in grpcio-tools, and type
//! stubs by mypy-protobuf.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use prost::Message;
use prost::bytes::Bytes;

use super::{Input, Made, plugin, tool};
use crate::config::{Target, TargetConfig};
use crate::diagnostic::Diagnostic;

const PLUGIN: &str = "protoc-gen-mypy";
const INSTALL: &str = "pip install grpcio-tools mypy-protobuf";

/// `google.protobuf.FileDescriptorSet` with files that stay as they are.
#[derive(Clone, PartialEq, prost::Message)]
struct Set {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    file: Vec<Bytes>,
}

/// The messages as Python modules with type stubs.
pub fn generate(input: &Input, config: &TargetConfig) -> Result<Made, Diagnostic> {
    let environments = virtual_environments(config);
    let protoc = find_protoc(&environments)
        .ok_or_else(|| tool::missing(Target::Python, "protoc or grpcio-tools", INSTALL))?;
    let stubs = environments
        .iter()
        .find_map(|folder| tool::in_folder(folder, PLUGIN))
        .or_else(|| tool::on_path(PLUGIN))
        .ok_or_else(|| tool::missing(Target::Python, PLUGIN, INSTALL))?;
    let wanted: Vec<&str> = input.own_files().map(|file| file.name.as_str()).collect();
    if wanted.is_empty() {
        return Ok(Made::new());
    }
    let mut made = run_protoc(protoc, input, &wanted)?;
    made.extend(plugin::run(&mut Command::new(stubs), PLUGIN, input, &wanted, "quiet")?);
    Ok(made)
}

/// The programs of the active virtual environment, and of those in the project's folders.
fn virtual_environments(config: &TargetConfig) -> Vec<PathBuf> {
    let bin = if cfg!(windows) { "Scripts" } else { "bin" };
    let active = env::var_os("VIRTUAL_ENV").map(|folder| PathBuf::from(folder).join(bin));
    let beside = tool::upwards(&config.out, &format!(".venv/{bin}"), "python");
    active.into_iter().chain(beside.as_deref().and_then(Path::parent).map(Path::to_owned)).collect()
}

/// grpcio-tools of a virtual environment fits the protobuf library there, so it goes first.
fn find_protoc(environments: &[PathBuf]) -> Option<Command> {
    let inside = environments.iter().find_map(|folder| grpcio_tools(tool::in_folder(folder, "python")?));
    inside
        .or_else(|| tool::on_path("protoc").map(Command::new))
        .or_else(|| ["python3", "python"].iter().find_map(|name| grpcio_tools(tool::on_path(name)?)))
}

fn grpcio_tools(python: PathBuf) -> Option<Command> {
    let find = "import importlib.util, sys; sys.exit(importlib.util.find_spec('grpc_tools') is None)";
    let found = Command::new(&python).args(["-c", find]).output().is_ok_and(|output| output.status.success());
    found.then(|| {
        let mut command = Command::new(python);
        command.args(["-m", "grpc_tools.protoc"]);
        command
    })
}

fn run_protoc(mut protoc: Command, input: &Input, wanted: &[&str]) -> Result<Made, Diagnostic> {
    let failed = |error: std::io::Error| plugin::failed("protoc", &error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let descriptors = folder.path().join("descriptors.binpb");
    let out = folder.path().join("out");
    let set = Set { file: input.files.iter().map(|file| Bytes::copy_from_slice(&file.encoded)).collect() };
    fs::write(&descriptors, set.encode_to_vec()).and_then(|()| fs::create_dir(&out)).map_err(failed)?;
    let output = protoc
        .arg(option("--descriptor_set_in=", &descriptors))
        .arg(option("--python_out=", &out))
        .args(wanted)
        .output()
        .map_err(failed)?;
    if !output.status.success() {
        return Err(plugin::failed("protoc", &plugin::complaint(&output)));
    }
    wanted.iter().map(|name| read(&out, &python_path(name)).map_err(failed)).collect()
}

fn option(name: &str, path: &Path) -> std::ffi::OsString {
    let mut argument = std::ffi::OsString::from(name);
    argument.push(path);
    argument
}

/// Where protoc puts a module: dashes are no part of a Python name.
fn python_path(name: &str) -> String {
    let stem = name.strip_suffix(".proto").unwrap_or(name);
    format!("{}_pb2.py", stem.replace('-', "_"))
}

fn read(out: &Path, path: &str) -> std::io::Result<(String, Vec<u8>)> {
    Ok((path.to_owned(), fs::read(out.join(path))?))
}
