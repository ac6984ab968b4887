//! `cargo run -p conformance`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use conformance::language::Language;
use conformance::{Options, histories, run};

/// Runs every client language against every worker language on a Temporal server of its own, and
/// fails where a case does.
#[derive(Debug, Parser)]
#[command(max_term_width = 100)]
struct Arguments {
    /// A folder of cases, instead of the project's own
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// Client languages: go, python, rust, typescript
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', default_values_t = Language::ALL)]
    clients: Vec<Language>,
    /// Worker languages
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', default_values_t = Language::ALL)]
    workers: Vec<Language>,
    /// Where to write the report as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Only cases whose names have this in them
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How many cases run at a time
    #[arg(long, value_name = "NUMBER", default_value_t = Options::default().jobs)]
    jobs: usize,
    /// Run the drills too, which need all languages, though not everything is run
    #[arg(long)]
    drills: bool,
    /// How many calls one after the other have to leave the memory of programs as it was
    #[arg(long, value_name = "NUMBER", default_value_t = Options::default().calls)]
    calls: usize,
    /// Record the histories that there are none of yet, and run nothing else
    #[arg(long)]
    record: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match execute(Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn execute(arguments: Arguments) -> Result<bool> {
    let Arguments { cases, clients, workers, report: file, filter, jobs, drills, calls, record } = arguments;
    if record {
        histories::record().await?;
        return Ok(true);
    }
    let report = run(&Options { cases, clients, workers, filter, jobs, drills, calls }).await?;

    print!("{}", report.to_text());
    if let Some(file) = file {
        let text = format!("{:#}\n", report.to_json());
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(report.succeeded())
}
