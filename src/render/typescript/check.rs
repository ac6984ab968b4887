//! What TypeScript cannot have.

use super::names;
use super::settings::{Extension, IMPORT_EXTENSION};
use crate::config::TargetConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Message, Method, Model};

/// Names that no type can have and that protoc-gen-es does not escape.
const NO_TYPES: [&str; 6] = ["any", "await", "never", "symbol", "undefined", "unknown"];

/// Rejects settings that do not exist and names that the language or its SDK gives a meaning.
pub fn check(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    check_settings(config, diagnostics);
    for method in model.services().flat_map(|(_, service)| &service.methods) {
        check_workflow_types(method, diagnostics);
        check_message(&method.input, &method.place, diagnostics);
        check_message(&method.output, &method.place, diagnostics);
    }
}

fn check_settings(config: &TargetConfig, diagnostics: &mut Diagnostics) {
    for (key, value) in &config.options {
        if key != IMPORT_EXTENSION {
            diagnostics.push(
                Diagnostic::error(Code::Config, format!("TypeScript has no setting `{key}`"))
                    .help(format!("its settings are: {IMPORT_EXTENSION}")),
            );
        } else if Extension::parse(value).is_none() {
            diagnostics.push(
                Diagnostic::error(Code::Config, format!("`{value}` is no {IMPORT_EXTENSION} of TypeScript"))
                    .help(format!("write one of: {}", Extension::NAMES)),
            );
        }
    }
}

/// The SDK looks a workflow type up in the exports of the workflows' module, an ordinary object.
fn check_workflow_types(method: &Method, diagnostics: &mut Diagnostics) {
    let workflow = method.workflow();
    for name in std::iter::once(&workflow.name).chain(&workflow.aliases) {
        if names::INHERITED.contains(&name.as_str()) {
            diagnostics.push(
                Diagnostic::error(
                    Code::ReservedName,
                    format!("a TypeScript worker cannot serve the workflow type `{name}`"),
                )
                .at(method.place.clone(), "served under this type")
                .help("every object of JavaScript has a member of that name: choose another `name`"),
            );
        }
    }
}

fn check_message(message: &Message, place: &Place, diagnostics: &mut Diagnostics) {
    let [name] = message.names.as_slice() else { return };
    if NO_TYPES.contains(&name.as_str()) {
        diagnostics.push(
            Diagnostic::error(
                Code::ReservedName,
                format!("the message `{}` cannot be a type of TypeScript", message.full_name),
            )
            .at(place.clone(), "used here")
            .help(format!(
                "`{name}` is a word of the language, which protoc-gen-es does not rename: choose another name"
            )),
        );
    }
}
