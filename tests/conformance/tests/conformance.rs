//! The whole suite as a test, with output that is seen.
//!
//! - `CONFORMANCE_SKIP=1` skips it, and says so.
//! - `CONFORMANCE_CLIENTS` and `CONFORMANCE_WORKERS`, comma-separated languages, narrow it.

use std::env;
use std::process::ExitCode;

use anyhow::Result;
use conformance::{Options, languages, run};

const NAME: &str = "conformance";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        println!("{NAME}: test");
        return ExitCode::SUCCESS;
    }
    let mut filters = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
    if filters.peek().is_some() && !filters.any(|filter| NAME.contains(filter.as_str())) {
        println!("{NAME}: filtered out");
        return ExitCode::SUCCESS;
    }
    if env::var_os("CONFORMANCE_SKIP").is_some_and(|value| !value.is_empty()) {
        println!("{NAME}: SKIPPED, because CONFORMANCE_SKIP is set");
        return ExitCode::SUCCESS;
    }

    match execute() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{NAME}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute() -> Result<bool> {
    let mut options = Options::default();
    for (name, languages_of) in
        [("CONFORMANCE_CLIENTS", &mut options.clients), ("CONFORMANCE_WORKERS", &mut options.workers)]
    {
        if let Ok(text) = env::var(name) {
            println!("{NAME}: only {text}, because {name} is set");
            *languages_of = languages(&text)?;
        }
    }

    let report = tokio::runtime::Runtime::new()?.block_on(run(&options))?;
    print!("{}", report.to_text());
    Ok(report.succeeded())
}
