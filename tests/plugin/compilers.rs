//! Run by the real protoc and the real buf: what they get is what the command makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::slice::from_ref;

use stubborn::config::{Config, Target, TargetConfig};
use stubborn::descriptor;
use tempfile::TempDir;

const PLUGIN: &str = env!("CARGO_BIN_EXE_protoc-gen-stubborn");

type Tree = BTreeMap<String, String>;

/// A schema with all kinds of methods, beside our annotations for compilers that lack them.
fn schema() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let kinds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/kinds/proto");
    copy(&kinds, &folder.path().join("proto"));
    descriptor::write_options(&folder.path().join("proto")).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}

fn names(folder: &TempDir) -> Vec<String> {
    let proto = folder.path().join("proto");
    descriptor::compile(from_ref(&proto), from_ref(&proto)).unwrap().roots
}

fn options(target: Target) -> Vec<String> {
    let module = (target == Target::Go).then(|| "module=example.com/kinds/gen".to_owned());
    std::iter::once(format!("target={target}")).chain(module).collect()
}

/// What the command makes of it.
fn expected(folder: &TempDir, target: Target) -> Tree {
    let proto = folder.path().join("proto");
    let schema = descriptor::compile(from_ref(&proto), from_ref(&proto)).unwrap();
    let option =
        |option: &String| option.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
    let options = options(target).iter().skip(1).filter_map(option).collect();
    let config = TargetConfig { target, out: PathBuf::new(), messages: false, options };
    let files = stubborn::generate(&schema, &Config { targets: vec![config] }).unwrap();
    files.0.into_iter().map(|file| (file.path, String::from_utf8(file.content).unwrap())).collect()
}

fn made(folder: &TempDir) -> Tree {
    fn collect(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(root, &path, tree);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                tree.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut tree = Tree::new();
    let root = folder.path().join("out");
    collect(&root, &root, &mut tree);
    tree
}

fn protoc(folder: &TempDir, options: &[String]) -> Output {
    Command::new(toolchain::command("protoc").unwrap())
        .arg(format!("--plugin=protoc-gen-stubborn={PLUGIN}"))
        .args(["-I", "proto", "--stubborn_out=out"])
        .args(options.iter().map(|option| format!("--stubborn_opt={option}")))
        .args(names(folder))
        .current_dir(folder.path())
        .output()
        .unwrap()
}

#[test]
fn protoc_writes_what_the_command_makes() {
    for target in Target::ALL {
        let folder = schema();
        let output = protoc(&folder, &options(target));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(made(&folder), expected(&folder, target), "{target}");
    }
}

#[test]
fn protoc_shows_our_errors() {
    let folder = schema();
    let text =
        "syntax = \"proto3\";\npackage a;\nmessage M {}\nservice S {\n  rpc Do(stream M) returns (M);\n}\n";
    fs::write(folder.path().join("proto/a.proto"), text).unwrap();
    let output = protoc(&folder, &options(Target::Python));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("a.proto:5:3: error[SB0201]: rpc `Do` streams its requests"), "{said}");
    assert!(made(&folder).is_empty());
}

#[test]
fn protoc_takes_editions() {
    let folder = schema();
    let text = "edition = \"2023\";\npackage a;\nmessage M { string s = 1; }\nservice S { rpc Do(M) returns (M); }\n";
    fs::remove_dir_all(folder.path().join("proto")).unwrap();
    fs::create_dir(folder.path().join("proto")).unwrap();
    fs::write(folder.path().join("proto/a.proto"), text).unwrap();
    let output = Command::new(toolchain::command("protoc").unwrap())
        .arg(format!("--plugin=protoc-gen-stubborn={PLUGIN}"))
        .args(["-I", "proto", "--stubborn_out=out", "--stubborn_opt=target=python", "a.proto"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(made(&folder).keys().any(|name| name.ends_with(".py")));
}

#[test]
fn buf_writes_what_the_command_makes() {
    for target in Target::ALL {
        let folder = schema();
        let list = options(target).join(", ");
        let template = format!(
            "version: v2\ninputs:\n  - directory: proto\n    exclude_paths: [proto/stubborn]\nplugins:\n  \
             - local: {PLUGIN}\n    out: out\n    strategy: all\n    opt: [{list}]\n"
        );
        fs::write(folder.path().join("buf.gen.yaml"), template).unwrap();
        let output = Command::new(toolchain::command("buf").unwrap())
            .arg("generate")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(made(&folder), expected(&folder, target), "{target}");
    }
}
