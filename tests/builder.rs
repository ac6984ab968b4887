//! The builder in the build script of a crate of its own, built by cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const BUILD: &str = r##"
fn main() -> Result<(), stubborn::builder::Error> {
    stubborn::configure()
        .prost(|config| {
            config.type_attribute("hello.v1.HelloReply", "#[derive(PartialOrd)]");
        })
        .compile(&["proto/hello/v1/hello.proto"], &["proto"])
}
"##;

const MAIN: &str = r#"
mod hello {
    include!(concat!(env!("OUT_DIR"), "/hello.v1.rs"));
}

fn main() {
    let reply = hello::HelloReply { text: "built".to_owned() };
    assert!(reply <= reply);
    println!("{}", reply.text);
}
"#;

const HELLO: &str = "syntax = \"proto3\";\npackage hello.v1;\nimport \"hello/v1/messages.proto\";\n\
    service Greeter {\n  rpc SayHello(HelloRequest) returns (HelloReply);\n}\n";
const MESSAGES: &str = "syntax = \"proto3\";\npackage hello.v1;\nmessage HelloRequest {}\nmessage HelloReply {\n  string text = 1;\n}\n";

/// The workspace's own target folder, so that what both depend on is built once.
fn target() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_stubborn")).ancestors().nth(2).unwrap()
}

/// A crate in a folder of its own, whose dependencies are built once for all runs.
struct Crate(TempDir);

impl Crate {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let manifest = format!(
            "[package]\nname = \"scratch\"\nedition = \"2024\"\n\n[dependencies]\nprost = \"0.14\"\n\n\
             [build-dependencies]\nstubborn = {{ path = {ROOT:?}, default-features = false }}\n\n[workspace]\n"
        );
        let scratch = Self(folder);
        scratch.write("Cargo.toml", &manifest);
        // The same versions, so that nothing has to be fetched.
        fs::copy(Path::new(ROOT).join("Cargo.lock"), scratch.path("Cargo.lock")).unwrap();
        scratch.write("build.rs", BUILD);
        scratch.write("src/main.rs", MAIN);
        scratch.write("proto/hello/v1/hello.proto", HELLO);
        scratch.write("proto/hello/v1/messages.proto", MESSAGES);
        scratch
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(self.0.path())
            .env("CARGO_TARGET_DIR", target())
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_crate_is_built_and_built_anew_when_an_import_changes() {
    let scratch = Crate::new();
    let run = scratch.cargo(&["run"]);
    assert_eq!(text(&run.stdout), "built\n", "{}", text(&run.stderr));

    let again = scratch.cargo(&["build", "-v"]);
    assert!(text(&again.stderr).contains("Fresh scratch"), "{}", text(&again.stderr));

    scratch.write("proto/hello/v1/messages.proto", &MESSAGES.replace("text", "words"));
    let changed = scratch.cargo(&["build"]);
    assert!(text(&changed.stderr).contains("has no field named `text`"), "{}", text(&changed.stderr));

    scratch.write("proto/hello/v1/hello.proto", &HELLO.replace("(HelloRequest)", "(stream HelloRequest)"));
    let wrong = text(&scratch.cargo(&["build"]).stderr);
    assert!(
        wrong.contains("\n  hello/v1/hello.proto:5:3: error[SB0201]: rpc `SayHello` streams its requests\n"),
        "{wrong}"
    );
    assert!(wrong.contains("\n    help: drop `stream`"), "{wrong}");
}

#[test]
fn a_build_script_depends_on_nothing_of_the_command_line() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "-p",
            "stubborn",
            "--no-default-features",
            "-e",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(ROOT)
        .output()
        .unwrap();
    let tree = text(&output.stdout);
    assert!(tree.contains("prost-build"), "{}", text(&output.stderr));
    for command_line in ["clap", "toml", "comfy-table", "anstream", "serde_json", "terminal_size"] {
        let found = tree.lines().find(|line| line.starts_with(&format!("{command_line} ")));
        assert_eq!(found, None);
    }
}
