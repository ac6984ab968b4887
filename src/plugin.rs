//! The door for protoc and buf: a request in, a response out.
//!
//! A user's mistake travels in the response, and the process ends well; only what is no request at
//! all ends it badly. Standard error passes through, so warnings go there.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use prost::Message;
use prost::bytes::Bytes;
use prost_types::compiler::code_generator_response::File;

use crate::config::{Config, Target, TargetConfig, UnknownTarget};
use crate::descriptor;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render::Files;
use crate::write;

const HELP: &str = "\
protoc-gen-stubborn writes typed stubs whose calls are Temporal workflows.

It is a plugin: protoc or buf runs it and speaks to it on standard input and output.

  protoc --stubborn_out=gen --stubborn_opt=target=python -I proto proto/hello/v1/hello.proto

  # buf.gen.yaml
  plugins:
    - local: protoc-gen-stubborn
      out: gen
      opt: [target=python]
      strategy: all

Options: target=rust|typescript|python|go, deny_warnings, and the target's own as key=value.
`stubborn generate` does the same without protoc, and makes the messages too.
";

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
}

/// `google.protobuf.compiler.CodeGeneratorResponse.Feature`: `optional` in proto3, and editions.
const SUPPORTED_FEATURES: u64 = 1 | 2;
/// Editions by which protoc means proto2, and 2024.
const SUPPORTED_EDITIONS: (i32, i32) = (998, 1001);

/// The response with the fields for editions, which `prost_types` lacks.
#[derive(Clone, PartialEq, prost::Message)]
struct Response {
    #[prost(string, optional, tag = "1")]
    error: Option<String>,
    #[prost(uint64, tag = "2")]
    supported_features: u64,
    #[prost(int32, tag = "3")]
    minimum_edition: i32,
    #[prost(int32, tag = "4")]
    maximum_edition: i32,
    #[prost(message, repeated, tag = "15")]
    file: Vec<File>,
}

/// Runs the plugin as a process.
pub fn run() -> ExitCode {
    let stdin = io::stdin();
    let mut stdout = io::stdout();
    let done = match std::env::args().nth(1).as_deref() {
        Some("--version" | "-V") => writeln!(stdout, "protoc-gen-stubborn {}", env!("CARGO_PKG_VERSION")),
        Some(_) => stdout.write_all(HELP.as_bytes()),
        None if stdin.is_terminal() => stdout.write_all(HELP.as_bytes()),
        None => return answer(stdin.lock(), stdout),
    };
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer(mut input: impl Read, mut output: impl Write) -> ExitCode {
    let mut request = Vec::new();
    let result = input
        .read_to_end(&mut request)
        .map_err(|error| format!("standard input cannot be read: {error}"))
        .and_then(|_| respond(request.into()))
        .and_then(|response| {
            output.write_all(&response).map_err(|error| format!("standard output cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("protoc-gen-stubborn: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Answers an encoded request with an encoded response.
///
/// # Errors
///
/// Bytes that are no request.
pub fn respond(request: Bytes) -> Result<Vec<u8>, String> {
    let request = Request::decode(request)
        .map_err(|error| format!("standard input holds no plugin request: {error}"))?;
    let (error, file) = match generate(request) {
        Ok(files) => (None, files),
        Err(diagnostics) => (Some(diagnostics.to_string()), Vec::new()),
    };
    let (minimum_edition, maximum_edition) = SUPPORTED_EDITIONS;
    Ok(Response { error, supported_features: SUPPORTED_FEATURES, minimum_edition, maximum_edition, file }
        .encode_to_vec())
}

fn generate(request: Request) -> Result<Vec<File>, Diagnostics> {
    if request.file_to_generate.is_empty() {
        return Ok(Vec::new());
    }
    let (config, deny_warnings) = parse_parameter(&request.parameter)?;
    let schema = descriptor::decode_files(request.proto_file, request.file_to_generate)?;
    let mut warnings = Diagnostics::new();
    let files = crate::generate_and_warn(&schema, &config, &mut warnings)?;
    if !warnings.is_empty() {
        if deny_warnings {
            return Err(warnings);
        }
        eprintln!("{warnings}");
    }
    write::check_paths(&files)?;
    Ok(present(files)?)
}

fn present(files: Files) -> Result<Vec<File>, Diagnostic> {
    let text = |file: crate::render::File| {
        let content = String::from_utf8(file.content).map_err(|_| {
            Diagnostic::error(
                Code::CannotWrite,
                format!("`{}` is not text, and a plugin can only pass on text", file.path),
            )
        })?;
        Ok(File { name: Some(file.path), content: Some(content), ..File::default() })
    };
    files.0.into_iter().map(text).collect()
}

/// `target=go,module=example.com/gen`: all options joined with commas, in order. And whether warnings
/// are as bad as errors.
fn parse_parameter(parameter: &str) -> Result<(Config, bool), Diagnostic> {
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    for entry in parameter.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (key, value) = entry.split_once('=').unwrap_or((entry, "true"));
        match options.insert(key.to_owned(), value.to_owned()) {
            Some(first) if first != value => {
                return Err(usage(format!("option `{key}` is given twice, as {first:?} and as {value:?}")));
            }
            _ => {}
        }
    }
    let target = options.remove("target").ok_or_else(|| usage("no target is given".to_owned()))?;
    let target = target
        .parse()
        .map_err(|unknown: UnknownTarget| Diagnostic::error(Code::UnknownTarget, unknown.to_string()))?;
    let deny_warnings = match options.remove("deny_warnings").as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(usage(format!("`deny_warnings` is {other:?}, not true or false"))),
    };
    let target = TargetConfig { target, out: PathBuf::new(), messages: false, options };
    Ok((Config { targets: vec![target] }, deny_warnings))
}

fn usage(message: String) -> Diagnostic {
    let targets = Target::ALL.map(Target::as_str).join(", ");
    Diagnostic::error(Code::Config, message)
        .help(format!("write `--stubborn_opt=target=T`, with T one of {targets}, and what else the target takes behind commas"))
}
