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
pub const BUF: &str = "buf breaking";

/// What each check took.
pub struct Checks {
    pub stubs: Vec<Summary>,
    pub contracts: Vec<Summary>,
}

/// Runs every check against what it is compared with.
pub fn measure(peers: &Peers, folder: &Path) -> Fallible<Checks> {
    let set = compile(peers, &folder.join("proto"), &folder.join("set.binpb"), |text| text)?;
    // One area's messages got a field since.
    let younger = |text: String| text.replace("  optional bool dry_run = 6;\n", "");
    let before = compile(peers, &folder.join("before"), &folder.join("before.binpb"), younger)?;
    Ok(Checks {
        stubs: measure_stubs(peers, &set, folder)?,
        contracts: race(3, breaking(peers, &set, &before))?,
    })
}

/// Both compare the same descriptor sets, and find no error.
fn breaking(peers: &Peers, set: &Path, before: &Path) -> Vec<Contender> {
    let mut ours = Command::new(&peers.stubborn);
    ours.args(["breaking", "--quiet", "--descriptor-set-in"]).arg(set).arg("--against").arg(before);
    let mut buf = Command::new(&peers.buf);
    buf.arg("breaking").arg(set).arg("--against").arg(before);
    vec![Contender::new(BREAKING, ours), Contender::new(BUF, buf)]
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

/// The large schema's descriptors, by protoc, with one area changed.
fn compile(
    peers: &Peers,
    proto: &Path,
    set: &Path,
    change: impl Fn(String) -> String,
) -> io::Result<PathBuf> {
    schema::write(proto, VERSIONS)?;
    for name in schema::names(VERSIONS).iter().filter(|name| name.starts_with("billing/v1/")) {
        let path = proto.join(name);
        std::fs::write(&path, change(std::fs::read_to_string(&path)?))?;
    }
    let mut command = Command::new(&peers.protoc);
    command.arg(format!("-I{}", proto.display())).args(["--include_imports", "--include_source_info", "-o"]);
    match command.arg(set).args(schema::names(VERSIONS)).status()?.success() {
        true => Ok(set.to_owned()),
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
