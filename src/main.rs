//! The command.

use std::process::ExitCode;

fn main() -> ExitCode {
    stubborn::cli::run()
}
