//! The command.

use std::process::ExitCode;

/// Descriptors are a great many small allocations: a third of a run's processor time was the system's
/// allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    stubborn::cli::run()
}
