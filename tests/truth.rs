//! Whether the rules are right: every pair of `breaking/pairs` is deployed on a real server, what was
//! before as callers and what is after as workers, the other way round, and as workflows that run
//! across the change. What `stubborn breaking` calls an error has to break something there, and what
//! it is silent about must not.
//!
//! `truth/main.py` plays the pairs without any stubs, by their locks and their schemas alone, with
//! the SDK's own worker and Google's own JSON; so it is a judge that shares no code with what it judges.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::json;
use stubborn::breaking::rules::{self, Proof};

/// Errors whose harm is told by the rule, as it takes more than a change of the schema to see it.
const NOT_SEEN: &[(&str, &str)] = &[(
    "versioning-pinned-to-auto-upgrade",
    "a workflow moves to another deployment, whose code may do the same",
)];

/// What broke in a pair: who met it, and how.
#[derive(Debug, Deserialize)]
struct Played {
    name: String,
    #[serde(default)]
    broken: Vec<(String, String)>,
    error: Option<String>,
}

/// A finding that a pair expects.
struct Expected {
    severity: String,
    rule: String,
}

#[test]
fn what_is_an_error_breaks() {
    let Some(played) = &*PLAYED else { return };
    let silent: Vec<&str> = played
        .iter()
        .filter(|(pair, played)| is_error(pair) && played.broken.is_empty())
        .map(|(pair, _)| pair.as_str())
        .filter(|pair| !NOT_SEEN.iter().any(|(known, _)| known == pair))
        .collect();
    assert!(silent.is_empty(), "errors that break nothing: {silent:#?}");
}

#[test]
fn what_is_no_finding_breaks_nothing() {
    let Some(played) = &*PLAYED else { return };
    let false_peace: Vec<&Played> = played
        .iter()
        .filter(|(pair, _)| expected(pair).iter().all(|finding| finding.severity == "info"))
        .filter(|(pair, played)| played.broken.iter().any(|(who, how)| !is_told(pair, who, how)))
        .map(|(_, played)| played)
        .collect();
    assert!(false_peace.is_empty(), "breaks, and nobody is told: {false_peace:#?}");
}

#[test]
fn rules_are_proved_as_they_say() {
    let Some(played) = &*PLAYED else { return };
    let seen: BTreeSet<String> = played
        .iter()
        .filter(|(_, played)| !played.broken.is_empty())
        .flat_map(|(pair, _)| expected(pair).into_iter().map(|finding| finding.rule))
        .collect();
    let wrong: Vec<&str> = rules::all()
        .filter(|rule| (rule.proof == Proof::Server) != seen.contains(rule.id))
        .map(|rule| rule.id)
        .collect();
    assert!(wrong.is_empty(), "not known as they say: {wrong:?}");
}

/// What is added is not seen by who does not know it yet, and is what the information says.
fn is_told(pair: &str, who: &str, how: &str) -> bool {
    let adds = |finding: &Expected| matches!(finding.rule.as_str(), "FIELD_ADD" | "ENUM_VALUE_ADD");
    who == "new caller, old worker" && how.starts_with("lost: ") && expected(pair).iter().any(adds)
}

fn is_error(pair: &str) -> bool {
    expected(pair).iter().any(|finding| finding.severity == "error")
}

fn expected(pair: &str) -> Vec<Expected> {
    let text = fs::read_to_string(pairs().join(pair).join("expected")).unwrap();
    let lines = text.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let findings = lines.filter(|words| matches!(words[..], ["error" | "warning" | "info", _, _]));
    findings.map(|words| Expected { severity: words[0].to_owned(), rule: words[1].to_owned() }).collect()
}

/// All pairs, played once for all tests; nothing where Python is left out.
static PLAYED: LazyLock<Option<BTreeMap<String, Played>>> = LazyLock::new(|| {
    let skipped = env::var("STUBBORN_SKIP").unwrap_or_default();
    if skipped.split(',').any(|language| language == "python") {
        eprintln!("left out: python is in STUBBORN_SKIP");
        return None;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut pairs: Vec<PathBuf> = fs::read_dir(pairs()).unwrap().map(|entry| entry.unwrap().path()).collect();
    pairs.sort();
    let lines: Vec<String> = pairs.iter().filter_map(|pair| prepare(pair, scratch.path())).collect();
    Some(play(&lines))
});

fn pairs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaking/pairs")
}

/// The line that plays a pair, with a lock of each side; nothing if there is none to deploy: what the
/// generator refuses, or allows by an exception of the configuration.
fn prepare(pair: &Path, scratch: &Path) -> Option<String> {
    let settings = fs::read_to_string(pair.join("stubborn.toml")).unwrap_or_default();
    let is_allowed = settings.contains("[[breaking.allow]]");
    let is_compiled_elsewhere = pair.join("after.binpb").exists();
    let is_refused = fs::read_to_string(pair.join("expected")).unwrap().contains("\nrefused ");
    if is_allowed || is_compiled_elsewhere || is_refused {
        return None;
    }
    let name = pair.file_name().unwrap().to_str().unwrap();
    let folder = scratch.join(name);
    for (side, settings) in [("before", ""), ("after", settings.as_str())] {
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("stubborn.toml"), settings).unwrap();
        lock(pair, side, &folder);
    }
    let side =
        |side: &str| json!({"schema": pair.join(side), "lock": folder.join(side).with_extension("lock")});
    let is_lenient = settings.contains("readers = \"stubborn\"");
    let line = json!({"name": name, "before": side("before"), "after": side("after"), "lenient": is_lenient});
    Some(line.to_string())
}

fn lock(pair: &Path, side: &str, folder: &Path) {
    let schema = pair.join(side);
    let output = Command::new(env!("CARGO_BIN_EXE_stubborn"))
        .arg("lock")
        .arg(&schema)
        .arg("-I")
        .arg(&schema)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}: {}", schema.display(), String::from_utf8_lossy(&output.stderr));
    fs::rename(folder.join("stubborn.lock"), folder.join(side).with_extension("lock")).unwrap();
}

fn play(lines: &[String]) -> BTreeMap<String, Played> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tool = |name: &str| toolchain::command(name).unwrap_or_else(|error| panic!("{error}"));
    let mut python = Command::new(tool("python"))
        .arg(root.join("tests/truth/main.py"))
        .arg(tool("temporal"))
        .arg(root.join("proto"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    let told = String::from_utf8(output.stdout).unwrap();
    // The server prints where it is.
    let played = told.lines().filter(|line| line.starts_with('{')).map(|line| {
        let played: Played = serde_json::from_str(line).unwrap();
        assert!(played.error.is_none(), "{}: {}", played.name, played.error.as_deref().unwrap_or_default());
        (played.name.clone(), played)
    });
    let played: BTreeMap<String, Played> = played.collect();
    assert_eq!(played.len(), lines.len());
    for (pair, Played { broken, .. }) in &played {
        let wrong = broken.iter().find(|(who, _)| who == "before");
        assert!(wrong.is_none(), "{pair}: breaks before anything changes: {wrong:?}");
    }
    played
}
