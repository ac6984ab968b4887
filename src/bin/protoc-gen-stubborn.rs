//! The plugin of protoc and buf.

use std::process::ExitCode;

fn main() -> ExitCode {
    stubborn::plugin::run()
}
