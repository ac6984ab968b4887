//! What Python cannot have.

use super::messages;
use crate::config::TargetConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{File, Message, Method, Model, Part};

/// Rejects what Python cannot have.
pub fn check(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    diagnostics.extend(config.options.keys().map(|key| {
        Diagnostic::error(Code::Config, format!("python has no option `{key}`"))
            .help("remove it: this target has no options")
    }));
    for file in model.files.iter().filter(|file| !file.services.is_empty()) {
        check_path(&file.source.path, &file.source.path, diagnostics);
        for import in &file.imports {
            check_path(&import.path, &file.source.path, diagnostics);
        }
        check_names(file, diagnostics);
    }
}

/// The path of a file becomes that of a module, and stands in comments and strings.
fn check_path(path: &str, importing: &str, diagnostics: &mut Diagnostics) {
    let allowed = |char: char| char.is_ascii_alphanumeric() || "/_-.".contains(char);
    let parts = || path.split('/');
    if path.chars().all(allowed) && parts().all(|part| !part.is_empty() && !part.starts_with('.')) {
        return;
    }
    diagnostics.push(
        Diagnostic::error(Code::FileName, format!("`{}` cannot be a Python module", path.escape_debug()))
            .at(Place::file(importing), "this file or an import of it")
            .help("name files with letters, digits, `_`, `-` and `.` only"),
    );
}

fn check_names(file: &File, diagnostics: &mut Diagnostics) {
    for service in &file.services {
        if is_blank(&service.name) {
            diagnostics.push(blank("service", &service.full_name, service.place.clone()));
        }
        for method in &service.methods {
            if is_blank(&method.name) {
                diagnostics.push(blank("rpc", &method.full_name, method.place.clone()));
            }
            let messages = [&method.input, &method.output];
            check_types(method, messages.into_iter().chain(messages::types(method.workflow())), diagnostics);
        }
        for activity in &service.activities {
            if is_blank(&activity.name) {
                diagnostics.push(blank("rpc", &activity.full_name, activity.place.clone()));
            }
            check_messages([&activity.input, &activity.output], &activity.place, diagnostics);
        }
    }
}

fn is_blank(name: &str) -> bool {
    name.chars().all(|char| char == '_')
}

fn blank(kind: &str, full_name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::ReservedName, format!("{kind} {full_name} has no name in Python"))
        .at(place, "nothing but underscores")
        .help("rename it; `name` in its annotation keeps the old wire name")
}

fn check_types<'a>(
    method: &Method,
    messages: impl IntoIterator<Item = &'a Message>,
    diagnostics: &mut Diagnostics,
) {
    check_messages(messages, &method.place, diagnostics);
    let steps = method.workflow().id.parts.iter().flat_map(|part| match part {
        Part::Field(field) => field.through.iter().chain([&field.last]).map(|step| &step.name).collect(),
        Part::Text(_) | Part::Uuid | Part::WorkflowType => Vec::new(),
    });
    steps.for_each(|name| check_reserved(name, &method.place, diagnostics));
}

fn check_messages<'a>(
    messages: impl IntoIterator<Item = &'a Message>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    let names = messages.into_iter().flat_map(|message| &message.names);
    names.for_each(|name| check_reserved(name, place, diagnostics));
}

/// Python keeps `__class__` and its like to itself: they are not the message or field of that name.
fn check_reserved(name: &str, place: &Place, diagnostics: &mut Diagnostics) {
    if !(name.starts_with("__") && name.ends_with("__")) {
        return;
    }
    diagnostics.push(
        Diagnostic::error(Code::ReservedName, format!("`{name}` is a name that Python keeps to itself"))
            .at(place.clone(), "a message or field that this needs")
            .help("rename it"),
    );
}
