//! `hello_errors.ts`: the errors that a schema file declares, for every realm.

use std::collections::BTreeMap;

use askama::Template;

use super::super::{docs, literals, names, templates};
use super::support;
use crate::config::Target;
use crate::model::{DeclaredError, Model};
use crate::render::File;
use crate::render::typescript::imports::Imports;
use crate::render::typescript::messages::{Messages, Module};
use crate::render::typescript::settings::Settings;

#[derive(Template)]
#[template(path = "typescript/errors.ts")]
struct View<'a> {
    source: &'a str,
    imports: String,
    errors: Vec<ErrorView>,
}

struct ErrorView {
    doc: String,
    class: String,
    extends: String,
    define: String,
    schema: String,
    code: String,
    non_retryable: bool,
    text: String,
    detail: String,
    options: String,
}

/// A module for each file that declares errors which some method lists.
pub fn render_errors(model: &Model, messages: &Messages, settings: Settings) -> Vec<File> {
    let mut files: BTreeMap<&str, Vec<&DeclaredError>> = BTreeMap::new();
    for error in model.errors() {
        files.entry(&error.message.source.path).or_default().push(error);
    }
    files.into_iter().map(|(source, errors)| render(source, &errors, messages, settings)).collect()
}

fn render(source: &str, errors: &[&DeclaredError], messages: &Messages, settings: Settings) -> File {
    let module = names::module(source, names::ERRORS);
    let declared = errors.iter().map(|error| names::error_class(&error.message));
    let mut imports = Imports::new(module.clone(), settings.extension, declared);
    let errors = errors.iter().map(|error| view_error(error, messages, &mut imports)).collect();
    let view = View { source, imports: imports.statements(), errors };
    // Writing into a string does not fail.
    let content = (view.render().unwrap_or_default() + "\n").into_bytes();
    File { target: Target::TypeScript, path: module + ".ts", content }
}

fn view_error(error: &DeclaredError, messages: &Messages, imports: &mut Imports) -> ErrorView {
    let message = &error.message;
    let class = names::error_class(message);
    let schema = imports.value(messages.module(&message.source), &messages.schema(message));
    let base = imports.value(support("declared"), "DeclaredError");
    let define = imports.value(support("declared"), "defineError");
    let init = imports.ty(Module::Package("@bufbuild/protobuf".to_owned()), "MessageInitShape");
    ErrorView {
        doc: docs::comment(&error.doc, Some(&format!("message {}", message.full_name)), error.deprecated),
        extends: extends(&class, &base, &schema),
        define,
        schema,
        code: literals::string(error.code.as_str()),
        non_retryable: error.non_retryable,
        text: templates::error_text(&error.text, messages, imports),
        detail: init,
        options: imports.ty(support("declared"), "DeclaredErrorOptions"),
        class,
    }
}

/// The head of a class, which prettier breaks at its type argument.
fn extends(class: &str, base: &str, schema: &str) -> String {
    let (open, argument) = (format!("export class {class} extends {base}<"), format!("typeof {schema}"));
    let line = format!("{open}{argument}> {{");
    if line.len() <= 80 { line } else { format!("{open}\n  {argument}\n> {{") }
}
