//! Python stubs: a module beside each message module, and one package of support code a tree.

mod activity;
mod capability;
mod check;
mod errors;
mod ids;
mod imports;
mod layout;
mod literals;
mod messages;
mod method;
pub mod names;
mod rendered;
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
const RUNTIME: [(&str, &str); 28] = [
    runtime!("__init__"),
    runtime!("activities"),
    runtime!("activity"),
    runtime!("attributes"),
    runtime!("child"),
    runtime!("client"),
    runtime!("codec"),
    runtime!("continuing"),
    runtime!("declared"),
    runtime!("diagnosis"),
    runtime!("errors"),
    runtime!("external"),
    runtime!("failures"),
    runtime!("handle"),
    runtime!("ids"),
    runtime!("listening"),
    runtime!("message"),
    runtime!("messaging"),
    runtime!("method"),
    runtime!("schedules"),
    runtime!("starting"),
    runtime!("testing"),
    runtime!("unanswered"),
    runtime!("unreadable"),
    runtime!("waiting"),
    runtime!("with_start"),
    runtime!("worker"),
    runtime!("workflow"),
];

/// Renders the output tree.
pub fn render(model: &Model, _config: &TargetConfig) -> Vec<File> {
    let mut errors = errors::by_file(model);
    let mut files: Vec<File> = served(model)
        .iter()
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

/// The files that have services, without those that only declare what other services' workflows
/// take: that is part of the others' stubs.
fn served(model: &Model) -> Vec<model::File> {
    let files = model.files.iter().map(|file| {
        let services = file.services.iter().filter(|service| !is_vocabulary(service));
        model::File { services: services.cloned().collect(), ..file.clone() }
    });
    files.filter(|file| !file.services.is_empty()).collect()
}

fn is_vocabulary(service: &model::Service) -> bool {
    let model::Service { methods, activities, signals, queries, updates, .. } = service;
    let declares = !(signals.is_empty() && queries.is_empty() && updates.is_empty());
    methods.is_empty() && activities.is_empty() && declares
}

fn render_stubs(schema: &model::File, errors: &[Arc<DeclaredError>]) -> File {
    let stubs = view::stubs(schema, errors);
    let content = stubs.render().expect("a template writes into memory and has no fallible filter");
    file(names::output_path(&schema.source.path), content)
}

fn file(path: String, content: String) -> File {
    File { target: Target::Python, path, content: content.into_bytes() }
}
