//! The examples run, from their schemas to the last answer, as their readmes say.
//!
//! `STUBBORN_SKIP=rust,go cargo test` leaves out those that need a language which is not there, and says so.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

#[test]
fn hello() {
    let Some(said) =
        run("hello", &["--client", "typescript", "--worker", "python"], &["typescript", "python"])
    else {
        return;
    };
    expect(&said, "Hello TypeScript, Python here!");
}

#[test]
fn register_user() {
    let Some(said) = run("register_user", &[], &["go", "python", "typescript"]) else { return };
    for line in [
        "ann follows the link",
        "ann: confirmed: true, after 1 mail(s)",
        "bob: confirmed: true, after 1 mail(s)",
        "mail 3 to cy@example.com",
        "cy: confirmed: false, after 3 mail(s)",
    ] {
        expect(&said, line);
    }
}

#[test]
fn migration() {
    let Some(said) = run("migration", &[], &["go", "python", "rust", "typescript"]) else { return };
    for line in ["error[WORKFLOW_SAME_NAME]", "300 of 300 orders shipped:", "new-2: by Rust, with the falcon"]
    {
        expect(&said, line);
    }
}

/// What the script of an example writes, unless one of its languages is to be left out.
fn run(example: &str, arguments: &[&str], languages: &[&str]) -> Option<String> {
    let skipped = env::var("STUBBORN_SKIP").unwrap_or_default();
    if let Some(language) =
        languages.iter().find(|language| skipped.split(',').any(|skip| skip == **language))
    {
        // Past the harness, which would keep it to itself.
        let _ = writeln!(io::stderr(), "SKIPPED: examples/{example} needs {language} (STUBBORN_SKIP)");
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("run");
    let output = Command::new(script).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "examples/{example}: {}\n{said}\n{complaint}", output.status);
    Some(said)
}

fn expect(said: &str, text: &str) {
    assert!(said.contains(text), "{text:?} is not in\n{said}");
}
