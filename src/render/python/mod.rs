//! Python stubs: a module beside each message module, and one package of support code a tree.

mod capability;
mod check;
mod errors;
mod ids;
mod imports;
mod layout;
mod literals;
mod method;
pub mod names;
mod settings;
mod uses;
mod view;

use std::sync::Arc;

use askama::Template;

use super::File;
use crate::config::{Target, TargetConfig};
use crate::model::{self, DeclaredError, Model};

pub use capability::capability;
pub use check::check;

macro_rules! runtime {
    ($module:literal) => {
        (
            concat!("stubborn_runtime/", $module, ".py"),
            include_str!(concat!("../../../templates/python/stubborn_runtime/", $module, ".py")),
        )
    };
}

/// The support code, as it is emitted.
const RUNTIME: [(&str, &str); 15] = [
    runtime!("__init__"),
    runtime!("activity"),
    runtime!("child"),
    runtime!("client"),
    runtime!("codec"),
    runtime!("declared"),
    runtime!("diagnosis"),
    runtime!("errors"),
    runtime!("failures"),
    runtime!("ids"),
    runtime!("method"),
    runtime!("unanswered"),
    runtime!("waiting"),
    runtime!("worker"),
    runtime!("workflow"),
];

/// Renders the output tree.
pub fn render(model: &Model, _config: &TargetConfig) -> Vec<File> {
    let mut errors = errors::by_file(model);
    let with_services = model.files.iter().filter(|file| !file.services.is_empty());
    let mut files: Vec<File> = with_services
        .map(|schema| render_stubs(schema, &errors.remove(&schema.source).unwrap_or_default()))
        .collect();
    files.extend(errors.into_iter().map(|(source, errors)| {
        let schema = model::File { source, imports: Vec::new(), services: Vec::new() };
        render_stubs(&schema, &errors)
    }));
    if !files.is_empty() {
        let support = RUNTIME.iter().map(|(path, content)| file((*path).to_owned(), (*content).to_owned()));
        files.extend(support);
    }
    files
}

fn render_stubs(schema: &model::File, errors: &[Arc<DeclaredError>]) -> File {
    let stubs = view::stubs(schema, errors);
    let content = stubs.render().expect("a template writes into memory and has no fallible filter");
    file(names::output_path(&schema.source.path), content)
}

fn file(path: String, content: String) -> File {
    File { target: Target::Python, path, content: content.into_bytes() }
}
