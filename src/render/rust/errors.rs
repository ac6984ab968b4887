//! Errors that the schema declares: what the stubs say of their messages.

use std::sync::Arc;

use super::layout;
use super::literals::string;
use super::messages::{METHODS, Messages};
use super::shadows::Shadows;
use super::templates::{self, Site};
use crate::model::{DeclaredError, ErrorCode, Message};

/// `impl rt::DeclaredError` of a message, inside the module of its package's stubs.
pub struct ErrorView {
    pub message: String,
    /// `const …;` lines.
    pub constants: Vec<String>,
    pub text: Vec<String>,
}

/// What the stubs say of an error.
pub fn view(error: &DeclaredError, messages: &Messages, shadows: &Shadows) -> ErrorView {
    let package = &error.message.source.package;
    let constant =
        |name: &str, of: &str, value: &str| layout::assignment(4, &format!("const {name}: {of}"), value);
    let mut constants = vec![
        constant("NAME", "&'static str", &string(&error.message.full_name)),
        constant("CODE", "rt::Code", &format!("rt::Code::{}", code(error.code))),
    ];
    if error.non_retryable {
        constants.push(constant("NON_RETRYABLE", "bool", "true"));
    }
    let site = Site {
        messages,
        shadows,
        package,
        nested: METHODS - 1,
        subject: "self",
        workflow_type: "",
        indent: 8,
    };
    let text = templates::render(&error.text, site).body;
    let head = format!("fn text(&self) -> {} {{", shadows.path("String"));
    let inner = text.iter().map(|line| format!("    {line}"));
    let text = [head].into_iter().chain(inner).chain(["}".to_owned()]).collect();
    ErrorView { message: messages.message(package, &error.message), constants, text }
}

/// `const ERRORS` of an rpc that lists any, whose messages are at the paths of `path`.
pub fn constant(
    indent: usize,
    errors: &[Arc<DeclaredError>],
    path: impl Fn(&Message) -> String,
) -> Option<String> {
    let kind = |error: &Arc<DeclaredError>| format!("rt::ErrorKind::of::<{}>()", path(&error.message));
    let kinds: Vec<String> = errors.iter().map(kind).collect();
    let open = "const ERRORS: &'static [rt::ErrorKind] = &[";
    (!kinds.is_empty()).then(|| layout::list(indent, open, &kinds, "];"))
}

/// The variant of `rt::Code`.
fn code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Cancelled => "Cancelled",
        ErrorCode::Unknown => "Unknown",
        ErrorCode::InvalidArgument => "InvalidArgument",
        ErrorCode::DeadlineExceeded => "DeadlineExceeded",
        ErrorCode::NotFound => "NotFound",
        ErrorCode::AlreadyExists => "AlreadyExists",
        ErrorCode::PermissionDenied => "PermissionDenied",
        ErrorCode::ResourceExhausted => "ResourceExhausted",
        ErrorCode::FailedPrecondition => "FailedPrecondition",
        ErrorCode::Aborted => "Aborted",
        ErrorCode::OutOfRange => "OutOfRange",
        ErrorCode::Unimplemented => "Unimplemented",
        ErrorCode::Internal => "Internal",
        ErrorCode::Unavailable => "Unavailable",
        ErrorCode::DataLoss => "DataLoss",
        ErrorCode::Unauthenticated => "Unauthenticated",
    }
}
