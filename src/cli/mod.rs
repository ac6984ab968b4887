//! The command line: arguments and configuration in, diagnostics and exit codes out.

mod baseline;
mod breaking;
mod console;
mod findings;
mod generate;
mod init;
mod list;
mod lock;
mod progress;
mod report;
mod repository;
mod rules;
mod schema;
mod settings;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::diagnostic::{Diagnostic, Diagnostics};
use console::Console;

/// Durable RPC across languages: typed Rust, TypeScript, Python and Go stubs, from a Protobuf schema,
/// whose calls are Temporal workflows.
#[derive(Debug, Parser)]
#[command(name = "stubborn", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    console: console::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Generate(generate::Generate),
    List(list::List),
    Breaking(breaking::Breaking),
    Lock(lock::Lock),
    Rules(rules::Rules),
    Explain(rules::Explain),
}

/// How a command ends that could do its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    /// It found what it was told to look for.
    Findings,
    /// Nothing is broken, but the lock holds an earlier contract.
    StaleLock,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::StaleLock => 3,
        })
    }
}

/// What stopped a command, with the texts of the files that it is about.
#[derive(Debug, Default)]
struct Failure {
    diagnostics: Diagnostics,
    texts: BTreeMap<String, String>,
}

impl Failure {
    /// The files that it is about, as they are told.
    fn files(&self) -> impl Iterator<Item = &str> {
        let labels = self.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels);
        labels.map(|label| label.place.file.as_str())
    }

    /// Tells a file by another name.
    fn rename(&mut self, from: &str, to: &str) {
        let labels = self.diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.labels);
        labels
            .filter(|label| label.place.file == from)
            .for_each(|label| to.clone_into(&mut label.place.file));
        if let Some(text) = self.texts.remove(from) {
            self.texts.insert(to.to_owned(), text);
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, texts: BTreeMap::new() }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics::from(diagnostic).into()
    }
}

/// Runs a command and says how it went: 0 clean, 1 findings, 2 it could not do its job, 3 only the lock
/// is stale.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let console = Console::new(&arguments.console);
    let result = match arguments.command {
        Command::Init(init) => init.run(&console).map(|()| Outcome::Clean),
        Command::Generate(generate) => generate.run(&console),
        Command::List(list) => list.run(&console).map(|()| Outcome::Clean),
        Command::Breaking(breaking) => breaking.run(&console),
        Command::Lock(lock) => lock.run(&console),
        Command::Rules(rules) => {
            rules.run();
            Ok(Outcome::Clean)
        }
        Command::Explain(explain) => explain.run().map(|()| Outcome::Clean),
    };
    match result {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            console.fail(&failure);
            ExitCode::from(2)
        }
    }
}
