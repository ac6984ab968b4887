//! `stubborn lock`, from outside.

use std::fs::File;
use std::path::Path;

use expect_test::expect_file;

use crate::project::{MESSAGES, Project};

/// `UPDATE_EXPECT=1 cargo test --test cli locks_of_schemas` makes the locks anew.
#[test]
fn locks_of_schemas() {
    for case in ["kinds", "messages", "activities", "options", "errors"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let proto = root.join("tests/golden").join(case).join("proto").to_string_lossy().into_owned();
        let project = Project::new(&[]);
        project.succeed(&["lock", &proto, "-I", &proto]);
        let lock = project.read("stubborn.lock");
        expect_file![root.join(format!("tests/cli/lock/{case}.lock"))].assert_eq(&lock);

        let again = project.succeed(&["lock", &proto, "-I", &proto]);
        assert_eq!(again.stderr, "stubborn.lock holds the contract already\n", "{case}");
        assert_eq!(project.read("stubborn.lock"), lock, "{case}");
    }
}

#[test]
fn it_is_beside_the_configuration() {
    let project = Project::hello();
    project.write("stubborn.toml", "[schema]\nfiles = [\"proto\"]\nincludes = [\"proto\"]\n");
    let run = project.run_in("proto/hello", &["lock"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "wrote ../../stubborn.lock\n"));
    assert!(project.read("stubborn.lock").contains("[methods.\"hello.v1.Greeter.SayHello\"]\n"));
}

#[test]
fn line_endings_are_no_change() {
    let project = Project::hello();
    project.succeed(&["lock", "proto", "-I", "proto"]);
    let windows = project.read("stubborn.lock").replace('\n', "\r\n");
    project.write("stubborn.lock", &windows);
    assert_eq!(
        project.succeed(&["lock", "proto", "-I", "proto"]).stderr,
        "stubborn.lock holds the contract already\n"
    );
    assert_eq!(project.read("stubborn.lock"), windows);
}

#[test]
fn what_the_generator_refuses_is_not_locked() {
    let project = Project::hello();
    project.write("proto/hello/v1/messages.proto", &MESSAGES.replace("HelloReply", "OtherReply"));
    let run = project.run(&["lock", "proto", "-I", "proto"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("HelloReply"), "{}", run.stderr);
    assert!(!project.path("stubborn.lock").exists());
}

#[test]
fn a_huge_lock_is_refused() {
    let project = Project::hello();
    File::create(project.path("stubborn.lock")).unwrap().set_len((64 << 20) + 1).unwrap();
    let run = project.run(&["lock", "proto", "-I", "proto"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("error[SB0801]: the lock cannot be read: it is larger than 64 MiB"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_lock_of_brackets_is_refused() {
    let project = Project::hello();
    project.write("stubborn.lock", &format!("version = 1\nany = {}", "[".repeat(200_000)));
    let run = project.run(&["lock", "proto", "-I", "proto"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("stubborn.lock:2:"), "{}", run.stderr);
}
