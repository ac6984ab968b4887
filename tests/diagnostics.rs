//! Whole rendered messages, plain and drawn, held against the goldens below `diagnostics/`.
//!
//! A case is a folder with `command`, the arguments of one run in its `files`, and what the run says:
//! `plain.txt`, as it is piped, and `drawn.txt`, as a terminal shows it. Every run fails with 2 and
//! leaves the files as they were. `UPDATE_GOLDENS=1` rewrites what is said.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anstream::adapter::strip_str;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn messages_are_as_agreed() {
    let wrong: Vec<String> = cases().iter().filter_map(|case| check(case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&case.join("files"), folder.path());
    let before = snapshot(folder.path());

    let plain = run(case, folder.path(), "never");
    let drawn = run(case, folder.path(), "always");

    let name = case.file_name().unwrap().to_string_lossy();
    for output in [&plain, &drawn] {
        if output.status.code() != Some(2) || !output.stdout.is_empty() {
            return Err(format!("{name}: ended with {}, not 2: {}", output.status, text(&output.stderr)));
        }
    }
    if snapshot(folder.path()) != before {
        return Err(format!("{name}: files were changed"));
    }
    compare(&case.join("plain.txt"), &text(&plain.stderr))?;
    compare(&case.join("drawn.txt"), &text(&drawn.stderr))
}

fn run(case: &Path, folder: &Path, color: &str) -> Output {
    let command = fs::read_to_string(case.join("command")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_stubborn"))
        .args(command.split_whitespace())
        .args(["--color", color])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    strip_str(&String::from_utf8_lossy(bytes)).to_string()
}

fn compare(golden: &Path, said: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(golden, said).unwrap();
    }
    match fs::read_to_string(golden) {
        Ok(agreed) if agreed == said => Ok(()),
        Ok(agreed) => Err(format!("{}:\n--- agreed\n{agreed}\n--- said\n{said}", golden.display())),
        Err(error) => Err(format!("{}: {error}; it was said:\n{said}", golden.display())),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(snapshot(&path));
            found.insert(path, None);
        } else {
            let content = fs::read(&path).unwrap();
            found.insert(path, Some(content));
        }
    }
    found
}
