//! The programs that are measured, ours in release and the others at fixed versions.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use toolchain::Set;

use crate::Fallible;

pub struct Peers {
    pub stubborn: PathBuf,
    pub protoc_gen_stubborn: PathBuf,
    pub protoc: PathBuf,
    pub protoc_gen_go: PathBuf,
    pub protoc_gen_go_grpc: PathBuf,
    pub protoc_gen_connect_go: PathBuf,
    pub buf: PathBuf,
    /// A `PATH` with each language's standard generator of messages.
    pub path: OsString,
}

impl Peers {
    /// Builds ours, and fetches what is not there yet of the others.
    pub fn prepare(target: &Path) -> Fallible<Self> {
        let release = target.join("release");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        succeed(
            Command::new(cargo)
                .args(["build", "--quiet", "--release", "--package", "stubborn", "--bins", "--manifest-path"])
                .arg(manifest)
                .arg("--target-dir")
                .arg(target),
        )?;
        Ok(Self {
            stubborn: release.join("stubborn"),
            protoc_gen_stubborn: release.join("protoc-gen-stubborn"),
            protoc: toolchain::command("protoc")?,
            protoc_gen_go: toolchain::command("protoc-gen-go")?,
            protoc_gen_go_grpc: toolchain::command("protoc-gen-go-grpc")?,
            protoc_gen_connect_go: toolchain::command("protoc-gen-connect-go")?,
            buf: toolchain::command("buf")?,
            path: path_of_generators()?,
        })
    }
}

fn path_of_generators() -> Fallible<OsString> {
    let mut folders = Vec::new();
    for set in [Set::Python, Set::Node, Set::ProtocGenGo] {
        folders.push(set.install()?.bin());
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    Ok(std::env::join_paths(folders)?)
}

fn succeed(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    status.success().then_some(()).ok_or_else(|| io::Error::other(format!("{command:?} ended with {status}")))
}
