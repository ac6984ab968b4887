//! A folder to run the command in.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub const HELLO: &str = r#"syntax = "proto3";

package hello.v1;

import "google/protobuf/descriptor.proto";
import "hello/v1/messages.proto";
import "stubborn/v1/options.proto";

option go_package = "example.com/hello/v1;hellov1";

extend google.protobuf.MethodOptions {
  string mine = 50001;
}

// Greets.
service Greeter {
  rpc SayHello(HelloRequest) returns (HelloReply) {
    option (stubborn.v1.method).workflow.id = "hello/{name}";
    option (mine) = "kept";
  }
}
"#;

pub const MESSAGES: &str = r#"syntax = "proto3";

package hello.v1;

import "google/protobuf/duration.proto";

option go_package = "example.com/hello/v1;hellov1";

message HelloRequest {
  string name = 1;
  google.protobuf.Duration patience = 2;
}

message HelloReply {
  string text = 1;
}
"#;

/// What a run did.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder that goes when it is dropped.
pub struct Project {
    folder: TempDir,
    path: OsString,
}

impl Project {
    /// With files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap(), path: OsString::new() };
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    /// With a schema of one service and a file of messages that it imports.
    pub fn hello() -> Self {
        Self::new(&[("proto/hello/v1/hello.proto", HELLO), ("proto/hello/v1/messages.proto", MESSAGES)])
    }

    /// With the commands of the tool chain that are named, and what they need, on the search path.
    pub fn with_tools(mut self, names: &[&str]) -> Self {
        let folders = names.iter().map(|name| {
            let command = toolchain::command(name).unwrap_or_else(|error| panic!("{error}"));
            command.parent().unwrap().to_owned()
        });
        let old = std::env::var_os("PATH").unwrap_or_default();
        self.path = std::env::join_paths(folders.chain(std::env::split_paths(&old))).unwrap();
        self
    }

    /// With a git repository that holds everything in one commit, on the branch `main`.
    pub fn in_git(mut self) -> Self {
        self.path = std::env::var_os("PATH").unwrap_or_default();
        self.git(&["init", "--quiet", "--initial-branch=main"]);
        self.commit();
        self
    }

    /// Commits everything.
    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&[
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.com",
            "commit",
            "--quiet",
            "-m",
            ".",
        ]);
    }

    /// Runs git here, which must end well.
    pub fn git(&self, arguments: &[&str]) {
        let output = Command::new("git").args(arguments).current_dir(self.folder.path()).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs the command here, with no tool on the search path but those asked for.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(".", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_stubborn"))
            .args(arguments)
            .current_dir(self.path(folder))
            .env("PATH", &self.path)
            .env_remove("VIRTUAL_ENV")
            .env("HOME", self.folder.path())
            .env("GOPATH", self.folder.path())
            .env_remove("GOBIN")
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs the command, which must end well.
    pub fn succeed(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }

    /// The files below a folder, by their paths in it.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let mut found = BTreeMap::new();
        collect(&root, &root, &mut found);
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}
