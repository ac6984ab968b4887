//! What protox and prost-reflect fall short of, met; each on a small reproduction.

use std::fs;
use std::path::{Path, PathBuf};

use prost::Message;
use prost_reflect::{Cardinality, Kind, MessageDescriptor};
use prost_types::{FileDescriptorProto, FileDescriptorSet};
use stubborn::descriptor::{self, Schema};
use tempfile::TempDir;

/// A folder with schema files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn compile_all(folder: &TempDir) -> Result<Schema, String> {
    compile(folder, &[])
}

fn compile(folder: &TempDir, files: &[&str]) -> Result<Schema, String> {
    let files: Vec<PathBuf> = files.iter().map(|file| folder.path().join(file)).collect();
    descriptor::compile(&files, &[folder.path().to_owned()]).map_err(|error| error.to_string())
}

fn message(schema: &Schema, name: &str) -> MessageDescriptor {
    schema.pool.get_message_by_name(name).unwrap_or_else(|| panic!("{name} is not in the pool"))
}

#[test]
fn a_newer_descriptor_proto_among_the_includes_is_passed_over() {
    let folder = folder(&[
        (
            "google/protobuf/descriptor.proto",
            "syntax = \"proto2\"; package google.protobuf; message FileOptions { extensions 1000 [verification = UNVERIFIED]; }",
        ),
        (
            "a.proto",
            "syntax = \"proto3\"; package a; import \"google/protobuf/descriptor.proto\";
             extend google.protobuf.FileOptions { string mine = 50000; } option (mine) = \"x\";",
        ),
    ]);
    compile(&folder, &["a.proto"]).unwrap();
}

/// In `x.clusters.dyn`, protox takes `common` for the package `x.clusters.common` if some other file
/// is of it, imported or not.
#[test]
fn a_package_that_is_not_imported_hides_nothing() {
    let folder = folder(&[
        ("x/clusters/common/e.proto", "syntax = \"proto3\"; package x.clusters.common.e; message Other {}"),
        (
            "x/clusters/dyn/u.proto",
            "syntax = \"proto3\"; package x.clusters.dyn; import \"x/common/d.proto\";
             message Use { common.d.Cfg c = 1; }",
        ),
        ("x/common/d.proto", "syntax = \"proto3\"; package x.common.d; message Cfg {}"),
    ]);
    let orders = [["clusters/common/e", "clusters/dyn/u"], ["clusters/dyn/u", "clusters/common/e"]];
    for order in orders.map(|order| order.map(|name| format!("x/{name}.proto"))) {
        let schema = compile(&folder, &order.each_ref().map(String::as_str)).unwrap();
        assert_eq!(schema.roots, order);
        let field = message(&schema, "x.clusters.dyn.Use").get_field_by_name("c").unwrap();
        assert_eq!(field.kind(), Kind::Message(message(&schema, "x.common.d.Cfg")));
        message(&schema, "x.clusters.common.e.Other");
    }
}

#[test]
fn what_fails_in_earnest_fails_beside_what_fails_falsely() {
    let folder = folder(&[
        ("a.proto", "syntax = \"proto3\"; package x.clusters.common; message Other {}"),
        (
            "b.proto",
            "syntax = \"proto3\"; package x.clusters.dyn; import \"d.proto\"; message Use { common.Cfg c = 1; }",
        ),
        ("c.proto", "syntax = \"proto3\"; package c; message M { Nothing n = 1; }"),
        ("d.proto", "syntax = \"proto3\"; package x.common; message Cfg {}"),
    ]);
    let error = compile_all(&folder).unwrap_err();
    assert!(error.starts_with("c.proto:1:43: error[SB0102]: `Nothing` is not defined"), "{error}");
    assert!(!error.contains("b.proto"), "{error}");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let folder = folder(&[
        ("a.proto", "\u{feff}syntax = \"proto3\"; package a; message Q {}"),
        ("b.proto", "\u{feff}syntax = \"proto3\"; mesage Q {}"),
    ]);
    message(&compile(&folder, &["a.proto"]).unwrap(), "a.Q");
    let error = compile(&folder, &["b.proto"]).unwrap_err();
    assert!(error.starts_with("b.proto:1:20: "), "{error}");
}

#[test]
fn types_behind_two_public_imports_are_found() {
    let files = [
        ("a.proto", "syntax = \"proto3\"; package a; import \"b.proto\"; message A { d.D d = 1; }"),
        ("b.proto", "syntax = \"proto3\"; package b; import public \"c.proto\";"),
        ("c.proto", "syntax = \"proto3\"; package c; import public \"d.proto\";"),
        ("d.proto", "syntax = \"proto3\"; package d; message D {}"),
    ];
    let schema = compile(&folder(&files), &["a.proto"]).unwrap();
    message(&schema, "a.A");

    // As another compiler leaves it: without the links that we add.
    let mut set = FileDescriptorSet::decode(schema.pool.encode_to_vec().as_slice()).unwrap();
    for file in &mut set.file {
        if file.name() == "b.proto" {
            (file.dependency, file.public_dependency) = (vec!["c.proto".to_owned()], vec![0]);
        }
    }
    let schema = descriptor::decode_set(set.encode_to_vec(), vec!["a.proto".to_owned()]).unwrap();
    message(&schema, "a.A");
}

#[test]
fn public_imports_in_a_circle_come_to_an_end() {
    let folder = folder(&[
        ("a.proto", "syntax = \"proto3\"; import public \"b.proto\";"),
        ("b.proto", "syntax = \"proto3\"; import public \"a.proto\";"),
    ]);
    let error = compile_all(&folder).unwrap_err();
    assert!(error.starts_with("a.proto:1:20: ") && error.matches("circle").count() == 1, "{error}");
    assert!(error.contains("`a.proto` → `b.proto` → `a.proto`"), "{error}");
}

#[test]
fn our_annotations_resolve_without_being_there() {
    let folder = folder(&[("a.proto", "syntax = \"proto3\"; import \"stubborn/v1/options.proto\";")]);
    compile_all(&folder).unwrap();
    descriptor::write_options(folder.path()).unwrap();
    assert_eq!(compile_all(&folder).unwrap().roots, ["a.proto"], "a copy of them is nothing to generate");
}

#[test]
fn files_are_named_as_imports_name_them() {
    let folder = folder(&[("in/a/b.proto", "syntax = \"proto3\";"), ("in/c.proto", "syntax = \"proto3\";")]);
    let include = folder.path().join("in");
    let names = |files: &[PathBuf]| {
        descriptor::compile(files, std::slice::from_ref(&include)).map(|schema| schema.roots).unwrap()
    };
    assert_eq!(names(&[include.join("a/b.proto")]), ["a/b.proto"]);
    assert_eq!(names(&[include.join("./a/../a/b.proto")]), ["a/b.proto"]);
    assert_eq!(names(&["a/b.proto".into()]), ["a/b.proto"]);
    assert_eq!(names(std::slice::from_ref(&include)), ["a/b.proto", "c.proto"]);
    assert_eq!(names(&[]), ["a/b.proto", "c.proto"]);
    assert_eq!(names(&["c.proto".into(), include.clone()]), ["c.proto", "a/b.proto"]);
}

#[test]
fn paths_that_are_no_names_are_refused() {
    let folder = folder(&[("in/a.proto", "syntax = \"proto3\";"), ("x.proto", "syntax = \"proto3\";")]);
    let include = folder.path().join("in");
    for path in ["../x.proto", "/etc/x.proto", "a\\b.proto", "a\n.proto", "C:\\x.proto", "in/\0.proto", ""] {
        let result = descriptor::compile(&[path.into()], std::slice::from_ref(&include));
        assert!(result.is_err(), "{path:?}");
    }
}

/// `edition.binpb` is what protoc makes of `edition.proto`.
fn edition() -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/descriptor/edition.binpb");
    descriptor::decode_set(fs::read(path).unwrap(), Vec::new()).unwrap()
}

#[test]
fn editions_keep_what_they_say_about_presence() {
    let schema = edition();
    assert_eq!(schema.roots, ["edition.proto"]);
    let fields = message(&schema, "edition.Fields");
    let presence = |name: &str| fields.get_field_by_name(name).unwrap().supports_presence();
    assert!(presence("explicit") && presence("nested") && presence("one"));
    assert!(!presence("implicit") && !presence("list"));
    assert_eq!(fields.get_field_by_name("required").unwrap().cardinality(), Cardinality::Required);
    let all = message(&schema, "edition.AllExplicit");
    assert!(all.get_field_by_name("inner").unwrap().supports_presence());
}

#[test]
fn editions_keep_what_they_say_about_encoding() {
    let schema = edition();
    let fields = message(&schema, "edition.Fields");
    let field = |name: &str| fields.get_field_by_name(name).unwrap();
    assert!(field("delimited").is_group() && !field("nested").is_group() && field("map").is_map());
    assert!(field("list").is_packed() && !field("expanded").is_packed());
}

#[test]
fn editions_stay_as_they_are_for_generators_that_know_them() {
    let schema = edition();
    let original = schema.editions.original("edition.proto").unwrap();
    assert_eq!(FileDescriptorProto::decode(original).unwrap().syntax(), "editions");
    let given = descriptor::without_annotations(&schema);
    assert_eq!(given.last().unwrap().encoded, original);
}

#[test]
fn a_descriptor_set_must_be_one() {
    let error = |bytes: &[u8]| descriptor::decode_set(bytes.to_vec(), Vec::new()).unwrap_err().to_string();
    assert!(error(&[0xff; 9]).contains("SB0103"));
    assert!(descriptor::decode_set(Vec::new(), vec!["a.proto".to_owned()]).is_err());
    assert_eq!(descriptor::decode_set(Vec::new(), Vec::new()).unwrap().roots.len(), 0);
}
