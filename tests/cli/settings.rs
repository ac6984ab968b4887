//! `stubborn.toml`, and flags beside it.

use crate::project::Project;

const SETTINGS: &str = r#"
[schema]
files = ["proto"]
includes = ["proto"]

[target.python]
out = "gen/python"
messages = false

[target.rust]
out = "gen/rust"
"#;

fn project() -> Project {
    let project = Project::hello();
    project.write("stubborn.toml", SETTINGS);
    project
}

#[test]
fn is_found_here_and_above() {
    let project = project();
    project.write("deep/down/file", "");
    assert_eq!(project.run_in("deep/down", &["generate"]).code, 0);
    let files = project.files("gen");
    assert!(files.contains_key("rust/hello.v1.rs"), "{:?}", files.keys());
    assert!(!files.contains_key("python/hello/v1/hello_pb2.py"));
    assert!(project.succeed(&["generate"]).stderr.contains("0 files written"));
}

#[test]
fn flags_go_before_it() {
    let project = project();
    project.write("other/a.proto", "syntax = \"proto3\"; package a; message A {}");
    project.succeed(&["generate", "other", "-I", "other"]);
    assert!(project.files("gen/rust").contains_key("a.rs"));

    project.succeed(&["generate", "--config", "stubborn.toml", "--out", "rust=elsewhere"]);
    assert!(project.files("elsewhere").contains_key("hello.v1.rs"));
}

#[test]
fn is_not_looked_for_where_flags_name_the_targets() {
    let project = project();
    project.write("stubborn.toml", "nonsense");
    project.succeed(&["generate", "proto", "-I", "proto", "--out", "rust=out"]);
    assert_eq!(project.run(&["generate"]).code, 2);
}

#[test]
fn init_writes_one_that_works() {
    let project = Project::hello();
    project.succeed(&["init", "--proto", "third_party"]);
    assert!(project.read("third_party/stubborn/v1/options.proto").contains("package stubborn.v1;"));
    assert!(project.succeed(&["list"]).stdout.contains("SayHello"));
    let run = project.run(&["generate"]);
    assert!(run.code == 2 && run.stderr.contains("no target is given"), "{run:?}");

    project.write("stubborn.toml", "# mine\n");
    project.succeed(&["init"]);
    assert_eq!(project.read("stubborn.toml"), "# mine\n");
}
