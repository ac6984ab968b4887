//! What CI asks for on every change, on a large descriptor set.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubborn::config::Target;

use crate::Fallible;
use crate::measure::{Contender, Summary, race};
use crate::peers::Peers;
use crate::schema::{self, GO_MODULE, VERSIONS};

pub const GENERATE: &str = "generate";
pub const CHECK: &str = "generate --check";
pub const BREAKING: &str = "stubborn breaking";
pub const BREAKING_ALL: &str = "stubborn breaking, every file changed";
pub const BREAKING_LOCK: &str = "stubborn breaking, by its lock";
pub const BUF: &str = "buf breaking";

/// What each check took.
pub struct Checks {
    pub stubs: Vec<Summary>,
    pub contracts: Vec<Summary>,
}

/// Runs every check against what it is compared with.
pub fn measure(peers: &Peers, folder: &Path) -> Fallible<Checks> {
    let set = compile(peers, folder, "now", |_| false)?;
    let contracts = [
        Contender::new(BREAKING, breaking(peers, &set, &compile(peers, folder, "before", is_of_one_area)?)),
        Contender::new(
            BREAKING_ALL,
            breaking(peers, &set, &compile(peers, folder, "long-before", |_| true)?),
        ),
        Contender::new(BREAKING_LOCK, breaking(peers, &set, &lock(peers, &set, folder)?)),
        Contender::new(BUF, buf_breaking(peers, &set, &folder.join("before.binpb"))),
    ];
    Ok(Checks { stubs: measure_stubs(peers, &set, folder)?, contracts: race(3, contracts.into())? })
}

/// A pull request seldom touches more.
fn is_of_one_area(name: &str) -> bool {
    name.starts_with("billing/v1/")
}

fn breaking(peers: &Peers, set: &Path, before: &Path) -> Command {
    let mut command = Command::new(&peers.stubborn);
    command.args(["breaking", "--quiet", "--descriptor-set-in"]).arg(set).arg("--against").arg(before);
    command
}

fn buf_breaking(peers: &Peers, set: &Path, before: &Path) -> Command {
    let mut command = Command::new(&peers.buf);
    command.arg("breaking").arg(set).arg("--against").arg(before);
    command
}

/// The lock of the large schema.
fn lock(peers: &Peers, set: &Path, folder: &Path) -> Fallible<PathBuf> {
    let path = folder.join("stubborn.lock");
    if path.exists() {
        std::fs::remove_file(&path)?;
    }
    let mut command = Command::new(&peers.stubborn);
    command
        .current_dir(folder)
        .args(["lock", "--quiet", "--descriptor-set-in"])
        .arg(std::path::absolute(set)?);
    match command.status()?.success() {
        true => Ok(path),
        false => Err("the lock cannot be written".into()),
    }
}

fn measure_stubs(peers: &Peers, set: &Path, folder: &Path) -> Fallible<Vec<Summary>> {
    let there = folder.join("there");
    if !generate(peers, set, &there).status()?.success() {
        return Err("the stubs to check cannot be generated".into());
    }
    let fresh = folder.join("fresh");
    let mut check = generate(peers, set, &there);
    check.arg("--check");
    let contenders = vec![
        Contender::new(GENERATE, generate(peers, set, &fresh)).out(fresh),
        Contender::new("generate, all of it there", generate(peers, set, &there)),
        Contender::new(CHECK, check),
    ];
    Ok(race(7, contenders)?)
}

/// The large schema's descriptors, by protoc, without a field that some of its files got since.
fn compile(peers: &Peers, folder: &Path, name: &str, is_older: impl Fn(&str) -> bool) -> io::Result<PathBuf> {
    let (proto, set) = (folder.join(name), folder.join(name).with_extension("binpb"));
    schema::write(&proto, VERSIONS)?;
    for name in schema::names(VERSIONS).iter().filter(|name| is_older(name)) {
        let path = proto.join(name);
        let text = std::fs::read_to_string(&path)?;
        std::fs::write(&path, text.replace("  optional bool dry_run = 6;\n", ""))?;
    }
    let mut command = Command::new(&peers.protoc);
    command.arg(format!("-I{}", proto.display())).args(["--include_imports", "--include_source_info", "-o"]);
    match command.arg(&set).args(schema::names(VERSIONS)).status()?.success() {
        true => Ok(set),
        false => Err(io::Error::other("protoc failed")),
    }
}

fn generate(peers: &Peers, set: &Path, out: &Path) -> Command {
    let mut command = Command::new(&peers.stubborn);
    command.args(["generate", "--quiet", "--no-messages", "--descriptor-set-in"]).arg(set);
    command.args(schema::names(VERSIONS));
    for target in Target::ALL {
        command.arg("--out").arg(format!("{target}={}", out.join(target.as_str()).display()));
    }
    command.arg("--opt").arg(format!("go.module={GO_MODULE}"));
    command
}
