//! Annotations as another version, or another program, may have written them.

use prost::Message;
use prost::encoding::{WireType, encode_key, encode_varint};
use prost_types::{FileDescriptorProto, ServiceDescriptorProto};

use crate::request::{Request, error, file, method};

const ANNOTATION: u32 = 73310;
const WORKFLOW: u32 = 1;
const RUN_TIMEOUT: u32 = 8;
const ID: u32 = 4;

fn bytes(number: u32, content: &[u8]) -> Vec<u8> {
    let mut field = Vec::new();
    encode_key(number, WireType::LengthDelimited, &mut field);
    encode_varint(content.len() as u64, &mut field);
    [&field, content].concat()
}

fn varint(number: u32, value: u64) -> Vec<u8> {
    let mut field = Vec::new();
    encode_key(number, WireType::Varint, &mut field);
    encode_varint(value, &mut field);
    field
}

/// What is said of a method whose options are these bytes.
fn error_of(options: &[u8]) -> String {
    const SERVICE: u32 = 6;
    const METHOD: u32 = 2;
    const OPTIONS: u32 = 4;
    let head = FileDescriptorProto {
        dependency: vec!["stubborn/v1/options.proto".into()],
        service: vec![],
        ..file()
    };
    let service = ServiceDescriptorProto { name: Some("S".into()), ..Default::default() };
    let method = [method("Do").encode_to_vec(), bytes(OPTIONS, options)].concat();
    let service = [service.encode_to_vec(), bytes(METHOD, &method)].concat();
    let file = [head.encode_to_vec(), bytes(SERVICE, &service)].concat();
    let request = Request {
        file_to_generate: vec!["a.proto".into()],
        parameter: "target=python".into(),
        proto_file: vec![file],
    };
    error(&request.encode_to_vec())
}

#[test]
fn fields_of_a_later_version_are_not_ignored() {
    let unknown = error_of(&bytes(ANNOTATION, &varint(99, 1)));
    assert!(unknown.contains("SB0202") && unknown.contains("99"), "{unknown}");
    let nested = error_of(&bytes(ANNOTATION, &bytes(WORKFLOW, &varint(1999, 1))));
    assert!(nested.contains("SB0202") && nested.contains("1999"), "{nested}");
}

#[test]
fn fields_of_another_type_are_reported() {
    for options in [
        varint(ANNOTATION, 7),
        bytes(ANNOTATION, &varint(WORKFLOW, 7)),
        bytes(ANNOTATION, &bytes(WORKFLOW, &varint(ID, 7))),
        bytes(ANNOTATION, &bytes(WORKFLOW, &bytes(RUN_TIMEOUT, &bytes(1, b"x")))),
        bytes(ANNOTATION, &bytes(WORKFLOW, &bytes(ID, &[0xff, 0xfe]))),
    ] {
        let wrong = error_of(&options);
        assert!(wrong.starts_with("a.proto: error[SB"), "{wrong}");
    }
}

#[test]
fn truncated_annotations_are_reported() {
    let whole = bytes(ANNOTATION, &bytes(WORKFLOW, &bytes(ID, b"hello")));
    for length in 1..whole.len() {
        let wrong = error_of(&whole[..length]);
        assert!(wrong.starts_with("a.proto: error[SB"), "{length}: {wrong}");
    }
}
