//! The plugin as a process, and its parameter.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use prost::Message;
use prost_types::compiler::{CodeGeneratorRequest, CodeGeneratorResponse};

use crate::request::{error, file, request, respond};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_protoc-gen-stubborn"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn answers_on_standard_output() {
    let output = run(&[], &request(&[file()], &["a.proto"]));
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    let response = CodeGeneratorResponse::decode(output.stdout.as_slice()).unwrap();
    assert!(response.error.is_none() && !response.file.is_empty());
}

#[test]
fn a_mistake_of_the_user_is_an_answer() {
    let request = CodeGeneratorRequest {
        parameter: None,
        ..CodeGeneratorRequest::decode(request(&[file()], &["a.proto"]).as_slice()).unwrap()
    };
    let output = run(&[], &request.encode_to_vec());
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    let response = CodeGeneratorResponse::decode(output.stdout.as_slice()).unwrap();
    assert!(response.error().contains("no target is given") && response.file.is_empty());
}

#[test]
fn what_is_no_request_ends_badly() {
    let output = run(&[], b"nonsense");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("protoc-gen-stubborn: "));
}

#[test]
fn arguments_ask_for_help_or_the_version() {
    assert!(String::from_utf8_lossy(&run(&["--help"], b"").stdout).contains("--stubborn_opt=target=python"));
    let version = format!("protoc-gen-stubborn {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8_lossy(&run(&["--version"], b"").stdout), version);
}

fn with_parameter(parameter: &str) -> Vec<u8> {
    let request = CodeGeneratorRequest::decode(request(&[file()], &["a.proto"]).as_slice()).unwrap();
    CodeGeneratorRequest { parameter: Some(parameter.to_owned()), ..request }.encode_to_vec()
}

#[test]
fn the_parameter_is_read_as_plugins_do() {
    for fine in ["target=python", ",target=python,,", " target=python , target=python"] {
        assert_eq!(respond(&with_parameter(fine)).error, None, "{fine}");
    }
    for (wrong, why) in [
        ("", "no target is given"),
        ("python", "no target is given"),
        ("target", "`true` is not a target"),
        ("target=", "`` is not a target"),
        ("target=ruby", "`ruby` is not a target"),
        ("target=python,target=go", "`target` is given twice"),
        ("target=python,nonsense=1", "nonsense"),
        ("target=python,\"quoted\"=..", "quoted"),
        ("target=python\n", ""),
    ] {
        match why {
            "" => assert_eq!(respond(&with_parameter(wrong)).error, None, "{wrong:?}"),
            why => assert!(
                error(&with_parameter(wrong)).contains(why),
                "{wrong:?}: {}",
                error(&with_parameter(wrong))
            ),
        }
    }
}

#[test]
fn a_file_without_services_makes_no_stubs() {
    let mut file = file();
    file.service.clear();
    let response = respond(&request(&[file], &["a.proto"]));
    assert_eq!(response.error, None);
    assert!(response.file.iter().all(|file| !file.name().contains("a_stubborn")), "{:?}", response.file);
}
