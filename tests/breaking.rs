//! Changes of schemas, and what `stubborn breaking` makes of them: exactly the findings that are
//! expected, no false alarm and no miss.
//!
//! A pair is a folder below `breaking/pairs`, named after what changes, with the schema `before` and
//! `after`, a `stubborn.toml` where the configuration matters, and `expected`: a line why, then a line
//! a finding, `error WORKFLOW_SAME_NAME shop.v1.Orders.Place`, with what else comes of the same cause
//! indented below it. `none` is no finding at all; `refused SB0201`, that the generator would refuse the
//! schema. In `said.txt`, where there is one, is the whole text; `UPDATE_GOLDENS=1` rewrites it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// As many as were agreed on, and a part of them that only look breaking.
const LEAST: usize = 120;

fn pairs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaking/pairs");
    let mut pairs: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pairs.sort();
    pairs
}

/// What is expected of a pair, line by line.
fn expected(pair: &Path) -> Vec<String> {
    let text = fs::read_to_string(pair.join("expected")).unwrap();
    let (why, lines) = text.split_once('\n').unwrap();
    assert!(why.starts_with("# ") && why.ends_with('.'), "{}: it says why first: {why}", pair.display());
    let lines: Vec<String> = lines.lines().filter(|line| *line != "none").map(str::to_owned).collect();
    assert!(!lines.is_empty() || text.ends_with("\nnone\n"), "{}: `none` says so", pair.display());
    lines
}

#[test]
fn changes_are_found_and_nothing_else() {
    let (pairs, at_once) = (pairs(), std::thread::available_parallelism().map_or(1, usize::from));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let parts = pairs.chunks(pairs.len().div_ceil(at_once));
        let check_part =
            |part: &[PathBuf]| -> Vec<String> { part.iter().filter_map(|pair| check(pair).err()).collect() };
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || check_part(part))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} pairs are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_third_of_the_pairs_only_looks_breaking() {
    let expected: Vec<Vec<String>> = pairs().iter().map(|pair| expected(pair)).collect();
    let harmless = |lines: &&Vec<String>| lines.iter().all(|line| line.starts_with("info "));
    let (all, harmless) = (expected.len(), expected.iter().filter(harmless).count());
    assert!(all >= LEAST && 3 * harmless >= all, "{harmless} of {all}");
}

#[test]
fn every_rule_has_a_pair() {
    let expected: BTreeSet<String> = pairs().iter().flat_map(|pair| expected(pair)).collect();
    let named: BTreeSet<&str> = expected.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    let without: Vec<&str> = stubborn::breaking::rules::all()
        .map(|rule| rule.id)
        .filter(|id| !named.contains(id) && !ELSEWHERE.iter().any(|(known, _)| known == id))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

/// Rules that no pair of schemas can show, and what shows them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("WORKFLOW_NAME_UNIQUE", "two-methods-of-one-type: SB0210"),
    ("HANDLER_NAME_UNIQUE", "two-signals-of-one-name: SB0220"),
    ("ACTIVITY_TIMEOUT_REQUIRED", "activity-without-timeout: SB0205"),
    ("METHOD_NO_STREAMING", "streaming: SB0201"),
    ("STUB_OUT_OF_DATE", "tests/cli/check.rs"),
    ("STUB_MISSING", "tests/cli/check.rs"),
    ("STUB_EDITED", "tests/cli/check.rs"),
    ("STUB_ORPHANED", "tests/cli/check.rs"),
    ("STUB_GENERATOR_VERSION", "tests/cli/check.rs"),
    ("LOCK_MISSING", "tests/cli/lock.rs"),
    ("LOCK_OUT_OF_DATE", "tests/cli/lock.rs"),
    ("LOCK_VERSION", "tests/diagnostics/lock-of-later-version"),
];

fn check(pair: &Path) -> Result<(), String> {
    let name = pair.file_name().unwrap().to_string_lossy();
    let expected = expected(pair);
    let output = run(pair, "json");
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    if let Some(code) = expected.first().and_then(|line| line.strip_prefix("refused ")) {
        let refused = output.status.code() == Some(2) && stderr.contains(&format!("error[{code}]"));
        return if refused {
            Ok(())
        } else {
            Err(format!("{name}: not refused for {code}: {stderr}{stdout}"))
        };
    }
    let report: Value =
        serde_json::from_str(&stdout).map_err(|error| format!("{name}: {error}: {stdout}{stderr}"))?;
    let found = lines(&report);
    // What else comes of a finding's cause may be left out, where it is not the point.
    let told = expected.iter().any(|line| line.starts_with("  "));
    let found: Vec<String> = found.into_iter().filter(|line| told || !line.starts_with("  ")).collect();
    if sorted(&found) != sorted(&expected) {
        return Err(format!("{name}:\n  expected {expected:?}\n  found    {found:?}"));
    }
    let code = i32::from(expected.iter().any(|line| line.starts_with("error ")));
    if output.status.code() != Some(code) {
        return Err(format!("{name}: ended with {}, not {code}", output.status));
    }
    check_text(pair, &text(&run(pair, "text").stdout))
}

/// Findings with what is below them, in the order of their lines.
fn sorted(lines: &[String]) -> Vec<Vec<&str>> {
    let mut findings: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        match findings.last_mut() {
            Some(finding) if line.starts_with(' ') => finding.push(line),
            _ => findings.push(vec![line]),
        }
    }
    findings.iter_mut().for_each(|finding| finding[1..].sort_unstable());
    findings.sort_unstable();
    findings
}

fn lines(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in report["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap();
        lines.push(format!("{} {} {}", text("severity"), text("rule"), text("symbol")));
        let also = finding["also"].as_array().into_iter().flatten();
        lines.extend(also.map(|related| format!("  {}", related["symbol"].as_str().unwrap())));
    }
    lines
}

fn check_text(pair: &Path, said: &str) -> Result<(), String> {
    let golden = pair.join("said.txt");
    if !golden.exists() {
        return Ok(());
    }
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&golden, said).unwrap();
    }
    let agreed = fs::read_to_string(&golden).unwrap();
    match agreed == said {
        true => Ok(()),
        false => Err(format!("{}:\n--- agreed\n{agreed}\n--- said\n{said}", golden.display())),
    }
}

/// A schema that this process cannot compile is there as a descriptor set.
fn run(pair: &Path, format: &str) -> Output {
    let compiled = ["--descriptor-set-in", "after.binpb", "--against", "before.binpb"];
    let sources = ["after", "-I", "after", "--against", "before"];
    let schema: &[&str] = if pair.join("after.binpb").exists() { &compiled } else { &sources };
    Command::new(env!("CARGO_BIN_EXE_stubborn"))
        .arg("breaking")
        .args(schema)
        .args(["--format", format])
        .current_dir(pair)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
