//! A git repository as a user of CI has it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const SCHEMA: &str = r#"syntax = "proto3";

package hello.v1;

message HelloRequest {
  string name = 1;
}

message HelloReply {
  string text = 1;
}

// Greets.
service Greeter {
  rpc SayHello(HelloRequest) returns (HelloReply);
}
"#;

const CONFIGURATION: &str = r#"[schema]
files = ["proto"]
includes = ["proto"]

[target.python]
out = "gen/python"
messages = false

[target.rust]
out = "gen/rust"
"#;

/// What a command did.
pub struct Run {
    pub success: bool,
    pub said: String,
}

pub struct Repository(TempDir);

impl Repository {
    /// With a schema, its configuration, its stubs and its lock, all committed and pushed.
    pub fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.write("proto/hello/v1/hello.proto", SCHEMA);
        repository.write("stubborn.toml", CONFIGURATION);
        repository.must("git init --quiet --initial-branch=main && stubborn generate && stubborn lock");
        repository.commit();
        repository.must("git update-ref refs/remotes/origin/main HEAD");
        repository
    }

    /// With hooks for other repositories.
    pub fn with_hooks(manifest: &Path) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        fs::copy(manifest, repository.path().join(".pre-commit-hooks.yaml")).unwrap();
        repository.must("git init --quiet --initial-branch=main");
        repository.commit();
        repository
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// The commit that is checked out.
    pub fn revision(&self) -> String {
        self.must("git rev-parse HEAD")
    }

    pub fn commit(&self) {
        self.must("git add --all && git commit --quiet --message Change");
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// So that the stubs are stale.
    pub fn change_the_schema(&self) {
        self.write("proto/hello/v1/hello.proto", &SCHEMA.replace("Greets.", "Greets politely."));
    }

    /// So that workflows that run would be left alone, and keeps the stubs what the schema makes.
    pub fn rename_the_service(&self) {
        self.write("proto/hello/v1/hello.proto", &SCHEMA.replace("service Greeter", "service Host"));
        self.must("stubborn generate");
    }

    /// Runs a script as CI runs it, with our commands on the search path.
    pub fn shell(&self, script: &str) -> Run {
        self.run(Command::new("bash").args(["-e", "-o", "pipefail", "-c", script]))
    }

    /// Runs a pinned tool.
    pub fn tool(&self, program: &str, arguments: &[&str]) -> Run {
        let program = toolchain::command(program).unwrap_or_else(|error| panic!("{error}"));
        self.run(Command::new(program).args(arguments))
    }

    fn must(&self, script: &str) -> String {
        let run = self.shell(script);
        assert!(run.success, "{script}: {}", run.said);
        run.said
    }

    fn run(&self, command: &mut Command) -> Run {
        let stubborn = Path::new(env!("CARGO_BIN_EXE_stubborn")).parent().unwrap().to_owned();
        let old = std::env::var_os("PATH").unwrap_or_default();
        let path: OsString =
            std::env::join_paths(std::iter::once(stubborn).chain(std::env::split_paths(&old))).unwrap();
        let output = command
            .current_dir(self.path())
            .env("PATH", path)
            .env("PRE_COMMIT_HOME", self.path().join(".git/pre-commit"))
            .envs([("GIT_AUTHOR_NAME", "Test"), ("GIT_AUTHOR_EMAIL", "test@example.com")])
            .envs([("GIT_COMMITTER_NAME", "Test"), ("GIT_COMMITTER_EMAIL", "test@example.com")])
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        Run { success: output.status.success(), said: String::from_utf8_lossy(&said).into_owned() }
    }
}
