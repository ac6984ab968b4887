//! Speaking to a plugin of protoc without protoc.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use prost::Message;
use prost::bytes::Bytes;
use prost_types::compiler::{CodeGeneratorResponse, Version};

use super::{Input, Made};
use crate::diagnostic::{Code, Diagnostic};

/// `google.protobuf.compiler.CodeGeneratorRequest` with files that stay as they are: decoding them
/// into types would drop the custom options in them.
#[derive(Clone, PartialEq, prost::Message)]
struct Request {
    #[prost(string, repeated, tag = "1")]
    file_to_generate: Vec<String>,
    #[prost(string, tag = "2")]
    parameter: String,
    #[prost(bytes = "bytes", repeated, tag = "15")]
    proto_file: Vec<Bytes>,
    #[prost(bytes = "bytes", repeated, tag = "17")]
    source_file_descriptors: Vec<Bytes>,
    #[prost(message, optional, tag = "3")]
    compiler_version: Option<Version>,
}

/// The protoc that this program stands in for.
const COMPILER_VERSION: Version = Version { major: Some(7), minor: Some(36), patch: Some(0), suffix: None };

/// Runs a plugin for some of the files.
pub fn run(
    command: &mut Command,
    name: &str,
    input: &Input,
    wanted: &[&str],
    parameter: &str,
) -> Result<Made, Diagnostic> {
    let encoded = |file: &super::EncodedFile| Bytes::copy_from_slice(&file.encoded);
    let request = Request {
        file_to_generate: wanted.iter().map(|&name| name.to_owned()).collect(),
        parameter: parameter.to_owned(),
        proto_file: input.files.iter().map(encoded).collect(),
        source_file_descriptors: input
            .files
            .iter()
            .filter(|file| wanted.contains(&file.name.as_str()))
            .map(encoded)
            .collect(),
        compiler_version: Some(COMPILER_VERSION),
    };
    let output = exchange(command, &request.encode_to_vec())
        .map_err(|error| failed(name, &format!("it cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(failed(name, &complaint(&output)));
    }
    let response = CodeGeneratorResponse::decode(output.stdout.as_slice())
        .map_err(|error| failed(name, &format!("its answer cannot be read: {error}")))?;
    match response.error {
        Some(error) if !error.is_empty() => Err(failed(name, &error)),
        _ => Ok(response
            .file
            .into_iter()
            .map(|file| (file.name().to_owned(), file.content().as_bytes().to_vec()))
            .collect()),
    }
}

/// Writes to a process while reading from it, since both pipes may fill up.
fn exchange(command: &mut Command, input: &[u8]) -> std::io::Result<Output> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // A process that does not read to the end tells by its exit status why.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    })
}

/// What a process said before it failed.
pub fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    match text.trim() {
        "" => format!("it ended with {}", output.status),
        text => text.to_owned(),
    }
}

/// A generator that did not do its work.
pub fn failed(name: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Code::GeneratorFailed, format!("`{name}` failed: {}", reason.trim()))
}
