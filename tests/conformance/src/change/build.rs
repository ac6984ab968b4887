//! A program of each contract in each language.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tokio::process::Command;

use super::Version;
use crate::build::{self, Folders, Tools};
use crate::language::Language;
use crate::process::{self, Log};

/// Calls and serves one contract.
pub struct Program {
    pub version: Version,
    pub language: Language,
    folder: PathBuf,
    words: Vec<PathBuf>,
}

impl Program {
    pub fn command(&self, log: &Log) -> Result<Command> {
        let mut command = process::command(&self.words[0], log)?;
        command.args(&self.words[1..]).current_dir(&self.folder);
        if self.language == Language::Python {
            command.env("PYTHONPATH", self.folder.join("gen"));
        }
        Ok(command)
    }
}

/// One after the other, for all but the first of a language have little to build.
pub async fn build_all(folders: &Folders, tools: &Tools) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for language in Language::ALL {
        for version in Version::ALL {
            let program = build(version, language, folders, tools).await;
            programs.push(program.with_context(|| format!("the program {version} in {language}"))?);
        }
    }
    Ok(programs)
}

async fn build(version: Version, language: Language, folders: &Folders, tools: &Tools) -> Result<Program> {
    let change = folders.suite.join("change");
    let folder = folders.out().join("change").join(version.as_str()).join(language.as_str());
    build::mirror(&change.join(language.as_str()), &folder, true)?;
    let log = |step: &str| folders.log(&format!("change-{version}-{language}-{step}"));

    let mut generate = process::command(&tools.stubborn, &log("generate"))?;
    generate.arg("generate").arg("-I").arg(change.join(version.as_str()));
    generate.arg("conformance/change/v1/change.proto").current_dir(change.join(version.as_str()));
    generate.arg("--out").arg(build::joined(&format!("{language}="), &folder.join("gen")));
    if language == Language::Go {
        generate.args(["--opt", "go.module=example.com/change/gen"]);
    }
    generate.env("PATH", &tools.path).env("VIRTUAL_ENV", &tools.python);
    process::run(generate, &log("generate"), build::LIMIT).await?;

    let words = match language {
        Language::Go => {
            let mut command = Command::new("go");
            command.args(["build", "-o", "bin/", "."]);
            run(command, &folder, &log("build")).await?;
            vec![folder.join("bin/change")]
        }
        Language::Python => vec![tools.python.join("bin/python"), "change.py".into()],
        Language::Rust => {
            let target = toolchain::folder().with_file_name("rust-programs");
            let binary = format!("change-{version}");
            let mut command = Command::new(build::cargo());
            command.args(["build", "--locked", "--bin", &binary]).env("CARGO_TARGET_DIR", &target);
            if version == Version::After {
                command.args(["--features", "after"]);
            }
            run(command, &folder, &log("build")).await?;
            vec![target.join("debug").join(binary)]
        }
        Language::TypeScript => {
            build::link(&tools.node.join("node_modules"), &folder.join("node_modules"))?;
            let mut command = Command::new("node_modules/.bin/tsc");
            command.args(["-p", "."]);
            run(command, &folder, &log("build")).await?;
            vec!["node".into(), "dist/change.js".into()]
        }
    };
    Ok(Program { version, language, folder, words })
}

async fn run(mut command: Command, folder: &Path, log: &Log) -> Result<()> {
    command.kill_on_drop(true).current_dir(folder);
    process::run(command, log, build::LIMIT).await
}
