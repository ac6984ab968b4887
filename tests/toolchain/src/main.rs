//! `cargo run -p toolchain -- temporal mypy` prints where commands are, installing what is missing;
//! without arguments it installs everything.

use std::process::ExitCode;

use toolchain::Set;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = match names.as_slice() {
        [] => Set::ALL.into_iter().flat_map(Set::commands).copied().collect(),
        names => names.iter().map(String::as_str).collect(),
    };

    for name in names {
        match toolchain::command(name) {
            Ok(path) => println!("{}", path.display()),
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
