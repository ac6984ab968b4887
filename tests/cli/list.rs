//! `stubborn list`, whole.

use std::path::Path;

use expect_test::expect_file;

use crate::project::Project;

fn check(format: &str, golden: &str) {
    let proto = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/kinds/proto");
    let proto = proto.to_str().unwrap();
    let run = Project::new(&[]).succeed(&["list", proto, "-I", proto, "--format", format]);
    assert_eq!(run.stderr, "");
    expect_file![format!("{}/tests/cli/{golden}", env!("CARGO_MANIFEST_DIR"))].assert_eq(&run.stdout);
}

#[test]
fn as_a_table() {
    check("table", "list.txt");
}

#[test]
fn as_json() {
    check("json", "list.json");
}

#[test]
fn as_markdown() {
    check("markdown", "list.md");
}

#[test]
fn as_a_picture() {
    check("mermaid", "list.mmd");
}

#[test]
fn every_kind_and_option() {
    for case in ["messages", "activities", "options", "errors", "delays"] {
        for format in ["table", "json", "markdown", "mermaid"] {
            let (proto, golden) = (golden_proto(case), format!("list/{case}.{format}"));
            compare(&["list", &proto, "-I", &proto, "--format", format], &golden);
        }
    }
}

#[test]
fn as_commands() {
    for case in ["kinds", "messages", "activities", "options"] {
        let (proto, golden) = (golden_proto(case), format!("list/{case}.sh"));
        compare(&["list", &proto, "-I", &proto, "--cli"], &golden);
    }
}

/// `UPDATE_EXPECT=1 cargo test --test cli capabilities` makes the page anew.
#[test]
fn capabilities_are_documented() {
    compare(&["list", "--capabilities", "--format", "markdown"], "../../docs/capabilities.md");
    let run = Project::new(&[]).succeed(&["list", "--capabilities", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(rows[0]["targets"].as_array().map(Vec::len), Some(4));
    assert!(Project::new(&[]).succeed(&["list", "--capabilities"]).stdout.contains("Start delay, rust: "));
}

fn golden_proto(case: &str) -> String {
    format!("{}/tests/golden/{case}/proto", env!("CARGO_MANIFEST_DIR"))
}

fn compare(arguments: &[&str], golden: &str) {
    let run = Project::new(&[]).succeed(arguments);
    expect_file![format!("{}/tests/cli/{golden}", env!("CARGO_MANIFEST_DIR"))].assert_eq(&run.stdout);
}

#[test]
fn without_services() {
    let project = Project::new(&[("a.proto", "syntax = \"proto3\";")]);
    assert_eq!(project.succeed(&["list"]).stdout, "no services\n");
    assert_eq!(project.succeed(&["list", "--format", "json"]).stdout, "[]\n");
}
