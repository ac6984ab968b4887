//! What is generated from the goldens' schemas, messages and all, under the real compilers, type
//! checkers, linters and formatters of its language.
//!
//! `STUBBORN_SKIP=rust,go cargo test` leaves out languages whose toolchain is not there, and says so.

#[path = "compile/bench.rs"]
mod bench;

use std::path::Path;

use bench::Bench;
use serde_json::json;

#[test]
fn go() {
    let Some(mut bench) = Bench::new("go") else { return };
    bench.generate();

    bench.expect_silence("gofmt", &["-l", "."]);
    bench.run("go", &["vet", "./..."]);
    bench.finish();
}

#[test]
fn typescript() {
    let Some(mut bench) = Bench::new("typescript") else { return };
    bench.link_packages();
    bench.generate();

    bench.run("tsc", &["--project", "."]);
    bench.run("eslint", &["--max-warnings=0", "."]);
    bench.run("prettier", &["--check", "--log-level=warn", "."]);
    bench.finish();
}

#[test]
fn python() {
    let Some(mut bench) = Bench::new("python") else { return };
    bench.generate();
    bench.write("pyrightconfig.json", &pyright_config(&bench));

    bench.run("ruff", &["check", "--quiet"]);
    bench.run("ruff", &["format", "--quiet", "--diff"]);
    let python = toolchain::command("python").unwrap_or_else(|error| panic!("{error}"));
    bench.run("pyright", &["--pythonpath", &python.to_string_lossy()]);
    for root in bench.generated() {
        bench.run_in(&root, "mypy", &["--config-file=../../mypy.ini", "."]);
    }
    bench.finish();
}

#[test]
fn rust() {
    let Some(mut bench) = Bench::new("rust") else { return };
    bench.generate();
    bench.write("lib.rs", &rust_modules(&bench));

    let target = bench.target_folder().join("rust-programs");
    let target = target.to_string_lossy();
    bench.run("cargo", &["clippy", "--quiet", "--locked", "--target-dir", &target, "--", "-D", "warnings"]);
    // Names of every length and shape are beyond the formatter that is part of the generator.
    let stubs = bench.golden_files().filter(|file| is_rust_stub(file));
    let stubs: Vec<_> = stubs.map(|file| file.to_string_lossy().into_owned()).collect();
    let arguments = ["--check", "--edition", "2024"].into_iter().chain(stubs.iter().map(String::as_str));
    bench.run("rustfmt", &arguments.collect::<Vec<_>>());
    bench.finish();
}

/// Every case is a module.
fn rust_modules(bench: &Bench) -> String {
    let cases = bench.generated().map(|root| root.parent().unwrap().file_name().unwrap().to_owned());
    cases
        .map(|case| case.to_string_lossy().into_owned())
        .map(|case| format!("#[path = \"{case}/gen/mod.rs\"]\npub mod {case};\n"))
        .collect()
}

/// What is not prost's.
fn is_rust_stub(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let support = file.components().any(|part| part.as_os_str() == "stubborn_runtime");
    name.ends_with(".stubborn.rs") || name == "mod.rs" || name == "stubborn_runtime.rs" || support
}

/// Every case is a project of its own.
fn pyright_config(bench: &Bench) -> String {
    let roots: Vec<_> = bench.generated().map(|root| json!({ "root": root })).collect();
    let messages = ["**/*_pb2.py", "**/*_pb2.pyi"];
    json!({ "typeCheckingMode": "strict", "ignore": messages, "executionEnvironments": roots }).to_string()
}
