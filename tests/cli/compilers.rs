//! Schemas that other compilers compile.

use crate::project::Project;

const EDITION: &str = r#"edition = "2023";

package a;

import "stubborn/v1/options.proto";

message M {
  string s = 1;
  int32 i = 2 [features.field_presence = IMPLICIT];
}

service S {
  rpc Do(M) returns (M) {
    option (stubborn.v1.method).workflow.id = "do/{s}";
  }
}
"#;

fn edition() -> Project {
    Project::new(&[("proto/a.proto", EDITION)]).with_tools(&["protoc", "buf"])
}

#[test]
fn protoc_reads_what_protox_does_not() {
    let run = edition().succeed(&["list", "proto", "-I", "proto", "--compiler", "protoc"]);
    assert!(run.stdout.contains("do/{s}"), "{}", run.stdout);
}

#[test]
fn buf_reads_what_protox_does_not() {
    let project = edition();
    let list = ["list", "proto", "-I", "proto", "-I", "ours", "--compiler", "buf"];
    std::fs::create_dir(project.path("ours")).unwrap();
    let run = project.run(&list);
    assert!(run.code == 2 && run.stderr.contains("`stubborn init --proto DIR`"), "{run:?}");
    project.succeed(&["init", "--proto", "ours"]);
    let run = project.succeed(&list);
    assert!(run.stdout.contains("do/{s}"), "{}", run.stdout);
}

#[test]
fn a_descriptor_set_is_read() {
    let project = edition();
    project.succeed(&["init", "--proto", "proto"]);
    let buf = toolchain::command("buf").unwrap();
    let status = std::process::Command::new(buf)
        .args(["build", "proto", "-o", "set.binpb"])
        .current_dir(project.path("."))
        .status()
        .unwrap();
    assert!(status.success());
    let set = ["--descriptor-set-in", "set.binpb"];
    assert!(project.succeed(&[&["list"][..], &set].concat()).stdout.contains("do/{s}"));
    assert!(project.succeed(&[&["list", "a.proto"][..], &set].concat()).stdout.contains("do/{s}"));
    let run = project.run(&[&["list", "b.proto"][..], &set].concat());
    assert!(run.code == 2 && run.stderr.contains("`b.proto` is to be generated"), "{run:?}");
    project.succeed(&[&["generate", "--out", "rust=out"][..], &set].concat());
    let rust = project.read("out/a.rs");
    assert!(rust.contains("pub s: ::core::option::Option<") && rust.contains("pub i: i32"), "{rust}");
}

#[test]
fn what_another_compiler_says_is_passed_on() {
    let project =
        Project::new(&[("proto/a.proto", "syntax = \"proto3\"; nonsense")]).with_tools(&["protoc", "buf"]);
    for compiler in ["protoc", "buf"] {
        let run = project.run(&["list", "proto", "-I", "proto", "--compiler", compiler]);
        assert!(run.code == 2 && run.stderr.contains("a.proto:1:20"), "{run:?}");
    }
}

#[test]
fn a_compiler_that_is_not_there_is_named() {
    let project = Project::hello();
    for compiler in ["protoc", "buf"] {
        let run = project.run(&["list", "proto", "-I", "proto", "--compiler", compiler]);
        assert!(run.code == 2 && run.stderr.contains("not on the search path"), "{run:?}");
    }
}
