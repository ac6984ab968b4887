//! The command line: arguments in, diagnostics and exit codes out.
