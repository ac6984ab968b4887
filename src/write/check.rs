//! What is there against what was made, as findings: `generate --check`.

mod diff;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::plan::{Change, Plan, State, Tree, with_newlines};
use crate::report::{Finding, Location, Related, Report, Severity};

/// Findings of a run that have a diff; more than anybody reads.
const DIFFS: usize = 10;

const GENERATE: &str = "run `stubborn generate` and commit what it writes";

/// What [`apply`](super::apply) would change, told apart. Reads, but writes nothing.
pub fn report(plan: &Plan) -> Report {
    let mut findings: Vec<Finding> = plan.trees.iter().flat_map(of_tree).collect();
    let mut contents = BTreeMap::new();
    for tree in &plan.trees {
        for change in &tree.changes {
            contents.insert(display(&tree.root.join(&change.path)), change.content.as_deref());
        }
    }
    let differing =
        findings.iter_mut().filter(|finding| matches!(finding.rule, "STUB_OUT_OF_DATE" | "STUB_EDITED"));
    let mut shown = 0;
    for finding in differing {
        let Some(Some(new)) = contents.get(&finding.symbol) else { continue };
        add_diff(finding, new, &mut shown);
    }
    let mut report =
        Report { command: "generate --check", checked: checked(plan), findings, ..Report::default() };
    report.sort();
    report
}

fn checked(plan: &Plan) -> String {
    let count: usize = plan
        .trees
        .iter()
        .map(|tree| tree.changes.iter().filter(|change| change.content.is_some()).count())
        .sum();
    let files = if count == 1 { "file" } else { "files" };
    let roots: Vec<String> = plan.trees.iter().map(|tree| display(&tree.root)).collect();
    format!("{count} {files} in {}", roots.join(", "))
}

fn of_tree(tree: &Tree) -> Vec<Finding> {
    let of_state = |state: State| tree.changes.iter().filter(move |change| change.state == state);
    let mut findings = missing(tree);
    let (newer, stale): (Vec<_>, Vec<_>) = of_state(State::Stale).partition(|_| tree.writer.same_input);
    findings.extend(stale.into_iter().map(|change| out_of_date(tree, change)));
    findings.extend(of_state(State::Edited).map(|change| edited(tree, change)));
    findings.extend(of_state(State::LeftOver).map(|change| orphaned(tree, change, "")));
    let by_hand = ", and was edited by hand";
    findings.extend(of_state(State::EditedLeftOver).map(|change| orphaned(tree, change, by_hand)));
    findings.extend(line_endings(tree, &of_state(State::LineEndings).collect::<Vec<_>>()));
    findings.extend(other_version(tree, &newer));
    if findings.is_empty() {
        findings.extend(manifest(tree));
    }
    findings
}

fn missing(tree: &Tree) -> Vec<Finding> {
    let missing: Vec<_> = tree.changes.iter().filter(|change| change.state == State::Missing).collect();
    let why = "whoever builds from what is committed lacks it";
    let all = tree.changes.iter().all(|change| change.state == State::Missing);
    if all && missing.len() > 1 {
        let message = format!(
            "nothing is generated in {} yet: {} files are missing",
            display(&tree.root),
            missing.len()
        );
        let finding = about(tree.root.as_path(), "STUB_MISSING", Severity::Error, message);
        return vec![Finding { also: related(tree, &missing), ..told(finding, why, GENERATE) }];
    }
    let one = |change: &&Change| {
        let path = tree.root.join(&change.path);
        let message = "the file is missing";
        told(about(&path, "STUB_MISSING", Severity::Error, message), why, GENERATE)
    };
    missing.iter().map(one).collect()
}

fn out_of_date(tree: &Tree, change: &Change) -> Finding {
    let path = tree.root.join(&change.path);
    let message = "the file is not what the schema makes now";
    let why = "callers and workers built from it follow an earlier schema";
    told(about(&path, "STUB_OUT_OF_DATE", Severity::Error, message), why, GENERATE)
}

fn edited(tree: &Tree, change: &Change) -> Finding {
    let path = tree.root.join(&change.path);
    let message = "the file was edited by hand";
    let why = "the next run undoes the edit";
    let fix = "move the edit to a file of your own, or into the schema, and run `stubborn generate`";
    told(about(&path, "STUB_EDITED", Severity::Error, message), why, fix)
}

fn orphaned(tree: &Tree, change: &Change, edited: &str) -> Finding {
    let path = tree.root.join(&change.path);
    let message = format!("the file is left over: no schema makes it any more{edited}");
    let why = "who still uses it calls methods that nobody declares";
    let fix = match edited {
        "" => "run `stubborn generate`, which removes it, and commit that",
        _ => {
            "remove it, or move it to a folder of your own; `stubborn generate` leaves it, because of the edit"
        }
    };
    told(about(&path, "STUB_ORPHANED", Severity::Error, message), why, fix)
}

fn line_endings(tree: &Tree, changes: &[&Change]) -> Option<Finding> {
    let first = changes.first()?;
    let finding = match changes {
        [_] => {
            let path = tree.root.join(&first.path);
            let message = "the file differs only in line endings: CRLF for LF";
            about(&path, "STUB_OUT_OF_DATE", Severity::Error, message)
        }
        _ => {
            let (count, root) = (changes.len(), display(&tree.root));
            let message = format!("{count} files in {root} differ only in line endings: CRLF for LF");
            let finding = about(&tree.root, "STUB_OUT_OF_DATE", Severity::Error, message);
            Finding { also: related(tree, changes), ..finding }
        }
    };
    let why = "the checkout or an editor changed them, and every machine would change them back";
    let fix = format!(
        "write `{}/** text eol=lf` into .gitattributes and check the files out anew",
        display(&tree.root)
    );
    Some(told(finding, why, fix))
}

/// Same schema, same settings, nobody edited: then it is the generator that differs.
fn other_version(tree: &Tree, changes: &[&Change]) -> Option<Finding> {
    let is_ours = |change: &&&Change| change.content.as_deref().is_some_and(is_a_stub);
    let this = env!("CARGO_PKG_VERSION");
    let maker = match (changes.iter().any(|change| is_ours(&change)), tree.writer.version.as_deref()) {
        (false, _) => "another version of the generator of messages".to_owned(),
        (true, Some(version)) if version != this => format!("stubborn {version}, and this is {this}"),
        (true, _) => format!("another build of stubborn {this}"),
    };
    let root = display(&tree.root);
    let message = match changes.len() {
        1 => format!("1 file in {root} differs only because it was made by {maker}"),
        count => format!("{count} files in {root} differ only because they were made by {maker}"),
    };
    let finding = about(&tree.root, "STUB_GENERATOR_VERSION", Severity::Warning, message);
    let finding = Finding {
        was: tree.writer.version.as_deref().map(|version| format!("stubborn {version}")),
        now: Some(format!("stubborn {this}")),
        also: related(tree, changes),
        ..finding
    };
    let why = "the schema and the settings are those that the files were made from";
    let fix = "use the same versions everywhere, or run `stubborn generate` and commit what it writes";
    (!changes.is_empty()).then(|| told(finding, why, fix))
}

fn is_a_stub(content: &[u8]) -> bool {
    let first = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.ends_with(b"Code generated by stubborn. DO NOT EDIT.")
}

/// The record of what was written, where all that it records is in order.
fn manifest(tree: &Tree) -> Option<Finding> {
    let (name, content) = &tree.manifest;
    let path = tree.root.join(name);
    let why = "without it, nobody can tell what is stale from what is edited or left over";
    let old = fs::read(&path).ok();
    let (rule, message) = match (old, content) {
        (None, Some(_)) => ("STUB_MISSING", "the record of what was written is missing"),
        (Some(_), None) => ("STUB_ORPHANED", "the record is left over: nothing is made there any more"),
        (Some(old), Some(new)) if with_newlines(&old) != *new => {
            ("STUB_OUT_OF_DATE", "it does not record what is there")
        }
        _ => return None,
    };
    Some(told(about(&path, rule, Severity::Error, message), why, GENERATE))
}

/// The diffs of the first, and of all the line on which they begin to differ.
fn add_diff(finding: &mut Finding, new: &[u8], shown: &mut usize) {
    let Ok(old) = fs::read(&finding.symbol) else { return };
    let (old, new) = (with_newlines(&old), with_newlines(new));
    if old == new {
        return;
    }
    let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
    if let Some(location) = &mut finding.location {
        location.line = Some(diff::first_line(&old, &new));
    }
    if *shown < DIFFS {
        finding.diff = Some(diff::unified(&old, &new));
        *shown += 1;
    }
}

fn about(path: &Path, rule: &'static str, severity: Severity, message: impl Into<String>) -> Finding {
    let name = display(path);
    Finding { location: Some(Location::file(&name)), ..Finding::new(rule, severity, name, message) }
}

fn told(finding: Finding, why: &str, fix: impl Into<String>) -> Finding {
    Finding { why: Some(why.to_owned()), fix: Some(fix.into()), ..finding }
}

fn related(tree: &Tree, changes: &[&Change]) -> Vec<Related> {
    let one =
        |change: &&Change| Related { symbol: display(&tree.root.join(&change.path)), ..Related::default() };
    changes.iter().map(one).collect()
}

/// With forward slashes, so that reports are the same on every machine.
fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}
