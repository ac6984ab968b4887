//! Messages by each language's standard generator, run for real.

use crate::project::Project;

const GENERATE: [&str; 4] = ["generate", "proto/hello/v1/hello.proto", "-I", "proto"];

fn generate(project: &Project, rest: &[&str]) {
    project.succeed(&[&GENERATE[..], rest].concat());
}

/// Nothing of ours is in them.
fn assert_clean(project: &Project, out: &str, names: &[&str]) {
    let files = project.files(out);
    for name in names {
        let content = files.get(*name).unwrap_or_else(|| panic!("{name} is not among {:?}", files.keys()));
        let text = String::from_utf8_lossy(content);
        assert!(!text.contains("stubborn/v1") && !text.contains("hello/{name}"), "{name}:\n{text}");
    }
    assert!(!files.keys().any(|name| name.starts_with("stubborn/v1/") || name.starts_with("google/")));
}

#[test]
fn rust_needs_nothing() {
    let project = Project::hello();
    generate(&project, &["--out", "rust=out"]);
    assert_clean(&project, "out", &["hello.v1.rs"]);
    assert!(project.read("out/hello.v1.rs").contains("::prost_types::Duration"));
}

#[test]
fn typescript_by_protoc_gen_es() {
    let project = Project::hello().with_tools(&["protoc-gen-es"]);
    generate(&project, &["--out", "typescript=out"]);
    assert_clean(&project, "out", &["hello/v1/hello_pb.ts", "hello/v1/messages_pb.ts"]);
}

#[test]
fn python_by_protoc_and_mypy_protobuf() {
    let project = Project::hello().with_tools(&["protoc-gen-mypy", "python"]);
    generate(&project, &["--out", "python=out"]);
    let modules = ["hello_pb2.py", "hello_pb2.pyi", "messages_pb2.py", "messages_pb2.pyi"];
    let modules = modules.map(|name| format!("hello/v1/{name}"));
    assert_clean(&project, "out", &modules.each_ref().map(String::as_str));
    assert!(project.read("out/hello/v1/hello_pb2.py").contains("kept"), "options of others stay");
}

#[test]
fn python_by_protoc_itself() {
    let project = Project::hello().with_tools(&["protoc", "protoc-gen-mypy"]);
    generate(&project, &["--out", "python=out"]);
    assert_clean(&project, "out", &["hello/v1/hello_pb2.py", "hello/v1/hello_pb2.pyi"]);
}

#[test]
fn go_by_protoc_gen_go() {
    let project = Project::hello().with_tools(&["protoc-gen-go"]);
    generate(&project, &["--out", "go=out", "--opt", "go.module=example.com"]);
    assert_clean(&project, "out", &["hello/v1/hello.pb.go", "hello/v1/messages.pb.go"]);
}

#[test]
fn go_leaves_the_messages_of_other_modules_to_them() {
    let project = Project::hello().with_tools(&["protoc-gen-go"]);
    project.write(
        "proto/hello/v1/messages.proto",
        &project.read("proto/hello/v1/messages.proto").replace("example.com", "example.org"),
    );
    generate(&project, &["--out", "go=out", "--opt", "go.module=example.com"]);
    let files = project.files("out");
    assert!(files.contains_key("hello/v1/hello.pb.go") && !files.contains_key("hello/v1/messages.pb.go"));
}

#[test]
fn what_is_not_installed_is_named_with_its_installation() {
    let project = Project::hello();
    let outs =
        ["--out", "typescript=ts", "--out", "python=py", "--out", "go=go", "--opt", "go.module=example.com"];
    let run = project.run(&[&GENERATE[..], &outs].concat());
    assert_eq!(run.code, 2);
    for install in [
        "npm install --save-dev @bufbuild/protoc-gen-es",
        "pip install grpcio-tools mypy-protobuf",
        "go install google.golang.org/protobuf/cmd/protoc-gen-go@latest",
    ] {
        assert!(run.stderr.contains(install), "{}", run.stderr);
    }
    assert_eq!(project.files("ts").len() + project.files("py").len() + project.files("go").len(), 0);

    let run = project.run(&[&GENERATE[..], &outs, &["--no-messages"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn what_a_generator_complains_about_is_passed_on() {
    let project = Project::hello().with_tools(&["protoc-gen-go"]);
    let run = project.run(&[&GENERATE[..], &["--out", "go=out", "--opt", "go.module=example.net"]].concat());
    assert!(run.code == 2 && run.stderr.contains("example.net"), "{run:?}");
}
