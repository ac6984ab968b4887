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

/// Runs every check against what it is compared with.
pub fn measure(peers: &Peers, folder: &Path) -> Fallible<Vec<Summary>> {
    let set = compile(peers, folder)?;
    let there = folder.join("there");
    if !generate(peers, &set, &there).status()?.success() {
        return Err("the stubs to check cannot be generated".into());
    }
    let fresh = folder.join("fresh");
    let mut check = generate(peers, &set, &there);
    check.arg("--check");
    let contenders = vec![
        Contender::new(GENERATE, generate(peers, &set, &fresh)).out(fresh),
        Contender::new("generate, all of it there", generate(peers, &set, &there)),
        Contender::new(CHECK, check),
    ];
    Ok(race(7, contenders)?)
}

/// The large schema's descriptors, by protoc.
fn compile(peers: &Peers, folder: &Path) -> io::Result<PathBuf> {
    let (proto, set) = (folder.join("proto"), folder.join("set.binpb"));
    schema::write(&proto, VERSIONS)?;
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
