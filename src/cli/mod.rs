//! The command line: arguments in, diagnostics and exit codes out.

mod generate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::diagnostic::Diagnostics;

/// Durable RPC across languages: typed stubs, from a Protobuf schema, whose calls are Temporal
/// workflows.
#[derive(Debug, Parser)]
#[command(name = "stubborn", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Generate),
}

/// Runs a command and says how it went: 0 clean, 2 it could not do its job.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Generate(generate) => generate.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(diagnostics) => report(&diagnostics),
    }
}

fn report(diagnostics: &Diagnostics) -> ExitCode {
    anstream::eprintln!("{diagnostics}");
    ExitCode::from(2)
}
