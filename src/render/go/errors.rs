//! The errors that a schema file declares: `hello_errors.stubborn.go`.

use std::collections::BTreeMap;

use askama::Template;

use crate::model::{DeclaredError, ErrorCode, Model, Source};
use crate::render::File;

use super::imports::Imports;
use super::literals::{deprecation, documentation};
use super::settings::Settings;
use super::{ids, names};

#[derive(Template)]
#[template(path = "go/errors.go")]
struct View<'a> {
    source: &'a str,
    package: String,
    imports: Vec<String>,
    errors: Vec<Error>,
}

struct Error {
    name: String,
    full_name: String,
    doc: Vec<String>,
    deprecation: Vec<String>,
    detail: String,
    code: &'static str,
    code_name: String,
    non_retryable: bool,
    text: String,
}

/// A file for each that declares errors which some method lists.
pub fn render(model: &Model, settings: &Settings) -> Vec<File> {
    let mut files: BTreeMap<&Source, Vec<&DeclaredError>> = BTreeMap::new();
    for error in model.errors() {
        files.entry(&error.message.source).or_default().push(error);
    }
    files.into_iter().filter_map(|(source, errors)| render_file(source, &errors, settings)).collect()
}

fn render_file(source: &Source, errors: &[&DeclaredError], settings: &Settings) -> Option<File> {
    let package = names::stub_package(&names::message_package(source)?);
    let mut imports = Imports::default();
    imports.add_support(settings);
    let errors = errors.iter().map(|error| self::error(error, &mut imports)).collect();
    let view = View { source: &source.path, package: package.name, imports: imports.lines(), errors };
    let content = view.render().expect("a template writes into memory and has no fallible filter");
    Some(super::file(settings.errors_path(source)?, content))
}

fn error(error: &DeclaredError, imports: &mut Imports) -> Error {
    let full_name = error.message.full_name.clone();
    Error {
        name: names::error(&error.message),
        doc: documentation(&error.doc),
        deprecation: if error.deprecated { deprecation(&full_name) } else { Vec::new() },
        detail: imports.message(&error.message),
        code: error.code.as_str(),
        code_name: code_name(error.code),
        non_retryable: error.non_retryable,
        text: ids::text(&error.text, "detail", imports),
        full_name,
    }
}

/// `stubborn.CodeNotFound`.
pub fn code_name(code: ErrorCode) -> String {
    let words = code.as_str().split('_').map(|word| word[..1].to_owned() + &word[1..].to_lowercase());
    format!("stubborn.Code{}", words.collect::<String>())
}
