//! Requests, made by hand or by the compiler, and what is answered.

use prost::Message;
use prost_reflect::DescriptorPool;
use prost_types::compiler::{CodeGeneratorRequest, CodeGeneratorResponse};
use prost_types::{DescriptorProto, FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto};
use stubborn::plugin;

/// `google.protobuf.compiler.CodeGeneratorRequest` with files as bytes.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Request {
    #[prost(string, repeated, tag = "1")]
    pub file_to_generate: Vec<String>,
    #[prost(string, tag = "2")]
    pub parameter: String,
    #[prost(bytes = "vec", repeated, tag = "15")]
    pub proto_file: Vec<Vec<u8>>,
}

/// A request for one file made by hand.
pub fn request(files: &[FileDescriptorProto], generate: &[&str]) -> Vec<u8> {
    CodeGeneratorRequest {
        file_to_generate: generate.iter().map(|&name| name.to_owned()).collect(),
        parameter: Some("target=python".to_owned()),
        proto_file: files.to_vec(),
        ..Default::default()
    }
    .encode_to_vec()
}

/// A request for a compiled schema, options and all.
pub fn request_for(pool: &DescriptorPool, generate: &[&str]) -> Request {
    Request {
        file_to_generate: generate.iter().map(|&name| name.to_owned()).collect(),
        parameter: "target=python".to_owned(),
        proto_file: pool.files().map(|file| file.encode_to_vec()).collect(),
    }
}

/// `a.proto` with a service whose method takes and gives `M`.
pub fn file() -> FileDescriptorProto {
    FileDescriptorProto {
        name: Some("a.proto".into()),
        package: Some("a".into()),
        message_type: vec![DescriptorProto { name: Some("M".into()), ..Default::default() }],
        service: vec![ServiceDescriptorProto {
            name: Some("S".into()),
            method: vec![method("Do")],
            ..Default::default()
        }],
        syntax: Some("proto3".into()),
        ..Default::default()
    }
}

pub fn method(name: &str) -> MethodDescriptorProto {
    MethodDescriptorProto {
        name: Some(name.into()),
        input_type: Some(".a.M".into()),
        output_type: Some(".a.M".into()),
        ..Default::default()
    }
}

/// What is answered to a request that is one.
pub fn respond(request: &[u8]) -> CodeGeneratorResponse {
    let response = plugin::respond(request.to_vec().into()).unwrap();
    CodeGeneratorResponse::decode(response.as_slice()).unwrap()
}

/// The error that is answered.
pub fn error(request: &[u8]) -> String {
    let response = respond(request);
    assert!(response.file.is_empty());
    response.error.expect("an error")
}
