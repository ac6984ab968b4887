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
fn without_services() {
    let project = Project::new(&[("a.proto", "syntax = \"proto3\";")]);
    assert_eq!(project.succeed(&["list"]).stdout, "no services\n");
    assert_eq!(project.succeed(&["list", "--format", "json"]).stdout, "[]\n");
}
