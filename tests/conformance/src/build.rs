//! Makes the programs: copies their sources, generates messages and stubs beside them, compiles.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::process::Command;
use toolchain::Set;

use crate::language::{Language, Peer};
use crate::process::{self, Log};

/// A clean build of the Rust SDK takes minutes.
pub const LIMIT: Duration = Duration::from_secs(1200);
/// What is made in a program's folder and not part of its sources.
const MADE: &[&str] = &["gen", "node_modules", "target", "bin", "dist"];
const CACHES: &[&str] = &["__pycache__", ".mypy_cache", ".ruff_cache"];

/// Where everything is.
#[derive(Clone, Debug)]
pub struct Folders {
    /// `tests/conformance`.
    pub suite: PathBuf,
    /// Of the project.
    root: PathBuf,
    /// `target/conformance`.
    out: PathBuf,
}

impl Folders {
    pub fn find() -> Folders {
        let suite = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = suite.ancestors().nth(2).unwrap_or(&suite).to_owned();
        let out = toolchain::folder().with_file_name("conformance");
        Folders { suite, root, out }
    }

    pub fn proto(&self) -> PathBuf {
        self.suite.join("proto")
    }

    pub fn annotations(&self) -> PathBuf {
        self.root.join("proto")
    }

    pub fn log(&self, name: &str) -> Log {
        Log::new(self.out.join("logs").join(format!("{name}.log")))
    }

    /// Where everything is made.
    pub fn out(&self) -> &Path {
        &self.out
    }

    fn of(&self, peer: Peer) -> PathBuf {
        self.out.join(peer.as_str())
    }
}

/// The tools that programs are made with.
#[derive(Clone, Debug)]
pub struct Tools {
    pub temporal: PathBuf,
    pub stubborn: PathBuf,
    pub python: PathBuf,
    pub node: PathBuf,
    /// With the generators of messages in front.
    pub path: OsString,
}

impl Tools {
    /// Installs what is missing, and builds the generator.
    pub async fn prepare(folders: &Folders) -> Result<Tools> {
        let sets = tokio::task::spawn_blocking(|| {
            let python = Set::Python.install()?;
            let node = Set::Node.install()?;
            let go = Set::ProtocGenGo.install()?;
            Ok::<_, toolchain::Error>((toolchain::command("temporal")?, python, node, go))
        });
        let (temporal, python, node, go) = sets.await??;
        let path = env::var_os("PATH").unwrap_or_default();
        let bins = [python.bin(), node.bin(), go.bin()];
        let path = env::join_paths(bins.into_iter().chain(env::split_paths(&path)))?;

        Ok(Tools {
            temporal,
            stubborn: build_generator(folders).await?,
            python: python.root().to_owned(),
            node: node.root().to_owned(),
            path,
        })
    }
}

async fn build_generator(folders: &Folders) -> Result<PathBuf> {
    let log = folders.log("generator");
    let mut command = process::command(Path::new(&cargo()), &log)?;
    command
        .args(["build", "--quiet", "--package", "stubborn", "--bin", "stubborn"])
        .current_dir(&folders.root);
    process::run(command, &log, LIMIT).await.context("the generator could not be built")?;

    Ok(toolchain::folder().with_file_name("debug").join("stubborn"))
}

pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The commands of a language's two programs.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    client: Vec<PathBuf>,
    worker: Vec<PathBuf>,
    harness: Vec<PathBuf>,
    python_path: Option<PathBuf>,
}

impl Programs {
    pub fn client(&self, address: &str, log: &Log) -> Result<Command> {
        let mut command = self.command(&self.client, log)?;
        command.args(["--address", address]);
        Ok(command)
    }

    pub fn worker(&self, address: &str, namespace: &str, queue: Option<&str>, log: &Log) -> Result<Command> {
        let mut command = self.command(&self.worker, log)?;
        command.args(["--address", address, "--namespace", namespace]);
        command.args(queue.iter().flat_map(|queue| ["--queue", queue]));
        Ok(command)
    }

    /// Tries what the stubs have for tests, on a server of its own.
    pub fn harness(&self, temporal: &Path, log: &Log) -> Result<Command> {
        let mut command = self.command(&self.harness, log)?;
        command.arg("--temporal").arg(temporal);
        Ok(command)
    }

    /// Replays histories, with whatever the worker serves.
    pub fn replay(&self, histories: &Path, log: &Log) -> Result<Command> {
        let mut command = self.command(&self.worker, log)?;
        command.arg("--replay").arg(histories);
        Ok(command)
    }

    fn command(&self, words: &[PathBuf], log: &Log) -> Result<Command> {
        let mut command = process::command(&words[0], log)?;
        command.args(&words[1..]).current_dir(&self.folder);
        command.envs(self.python_path.iter().map(|path| ("PYTHONPATH", path)));
        Ok(command)
    }
}

/// Makes the programs of one peer.
pub async fn build(peer: Peer, folders: &Folders, tools: &Tools) -> Result<Programs> {
    let source = folders.suite.join(peer.as_str());
    let folder = folders.of(peer);
    if !source.is_dir() {
        bail!("there is no folder {}", source.display());
    }
    mirror(&source, &folder, true).with_context(|| format!("copying {}", source.display()))?;
    generate(peer, &folder, folders, tools).await?;

    // Of every Rust program that is built on the SDK, so that this is compiled once.
    let target = toolchain::folder().with_file_name("rust-programs");
    if let Some(mut command) = compile(peer, &folder, &target, tools)? {
        let log = folders.log(&format!("{peer}-build"));
        command.kill_on_drop(true).current_dir(&folder).env("PATH", &tools.path);
        process::run(command, &log, LIMIT).await?;
    }
    Ok(programs(peer, folder, &target, tools))
}

async fn generate(peer: Peer, folder: &Path, folders: &Folders, tools: &Tools) -> Result<()> {
    let log = folders.log(&format!("{peer}-generate"));
    let command = match peer {
        Peer::Stub(language) => {
            let mut command = process::command(&tools.stubborn, &log)?;
            command.arg("generate").args(carried(language, &folders.proto())?).arg("-I").arg(folders.proto());
            command.arg("--out").arg(joined(&format!("{language}="), &folder.join("gen")));
            if language == Language::Go {
                command.args(["--opt", "go.module=example.com/conformance/gen"]);
            }
            command
        }
        Peer::Foreign => {
            fs::create_dir_all(folder.join("gen"))?;
            let mut command = process::command(&tools.python.join("bin/python"), &log)?;
            command.args(["-m", "grpc_tools.protoc"]);
            for include in [folders.proto(), folders.annotations()] {
                command.arg(joined("-I", &include));
            }
            command.arg(joined("--python_out=", &folder.join("gen")));
            command.args(schemas(&folders.proto())?).args(schemas(&folders.annotations())?);
            command
        }
    };

    let mut command = command;
    command.env("PATH", &tools.path).env("VIRTUAL_ENV", &tools.python);
    process::run(command, &log, LIMIT).await.context("its stubs could not be generated")
}

fn carried(language: Language, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = schemas(folder)?;
    files.retain(|file| language.carries(&file.to_string_lossy()));
    files.sort_unstable();
    Ok(files)
}

pub fn joined(flag: &str, path: &Path) -> OsString {
    let mut word = OsString::from(flag);
    word.push(path);
    word
}

fn schemas(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(schemas(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn compile(peer: Peer, folder: &Path, target: &Path, tools: &Tools) -> Result<Option<Command>> {
    Ok(match peer {
        Peer::Stub(Language::Go) => {
            let mut command = Command::new("go");
            command.args(["build", "-o", "bin/", "./client", "./worker"]);
            Some(command)
        }
        Peer::Stub(Language::TypeScript) => {
            link(&tools.node.join("node_modules"), &folder.join("node_modules"))?;
            let mut command = Command::new("node_modules/.bin/tsc");
            command.args(["-p", "."]);
            Some(command)
        }
        Peer::Stub(Language::Rust) => {
            let mut command = Command::new(cargo());
            command.args(["build", "--locked", "--bins"]).env("CARGO_TARGET_DIR", target);
            Some(command)
        }
        Peer::Stub(Language::Python) | Peer::Foreign => None,
    })
}

fn programs(peer: Peer, folder: PathBuf, target: &Path, tools: &Tools) -> Programs {
    let program = |name: &str| match peer {
        Peer::Stub(Language::Go) => vec![folder.join("bin").join(name)],
        Peer::Stub(Language::TypeScript) => vec!["node".into(), format!("dist/{name}.js").into()],
        Peer::Stub(Language::Rust) => vec![target.join("debug").join(name)],
        Peer::Stub(Language::Python) | Peer::Foreign => {
            vec![tools.python.join("bin/python"), format!("{name}.py").into()]
        }
    };
    let (client, worker) = (program("client"), program("worker"));
    let harness = match peer {
        Peer::Stub(Language::Go) => {
            ["go", "test", "-count=1", "./worker", "-args"].map(PathBuf::from).to_vec()
        }
        Peer::Stub(_) | Peer::Foreign => program("harness"),
    };
    let python_path =
        matches!(peer, Peer::Stub(Language::Python) | Peer::Foreign).then(|| folder.join("gen"));

    Programs { client, worker, harness, python_path, folder }
}

#[cfg(unix)]
pub fn link(to: &Path, from: &Path) -> Result<()> {
    if fs::read_link(from).is_ok_and(|now| now == to) {
        return Ok(());
    }
    if from.symlink_metadata().is_ok() {
        fs::remove_file(from).with_context(|| from.display().to_string())?;
    }
    std::os::unix::fs::symlink(to, from).with_context(|| from.display().to_string())
}

/// Makes a folder hold what another does; what is equal is not touched, so that nothing is rebuilt.
pub fn mirror(from: &Path, to: &Path, top: bool) -> Result<()> {
    fs::create_dir_all(to)?;
    let kept = |name: &OsString| {
        let name = name.to_string_lossy();
        CACHES.contains(&&*name) || (top && MADE.contains(&&*name))
    };

    let mut names = BTreeSet::new();
    for entry in from.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        if kept(&name) {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type()?.is_dir() {
            mirror(&entry.path(), &target, false)?;
        } else {
            let content = fs::read(entry.path())?;
            if fs::read(&target).ok().as_ref() != Some(&content) {
                fs::write(&target, content)?;
            }
        }
        names.insert(name);
    }
    for entry in to.read_dir()? {
        let entry = entry?;
        if !names.contains(&entry.file_name()) && !kept(&entry.file_name()) {
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?
            } else {
                fs::remove_file(entry.path())?
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
