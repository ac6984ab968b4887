//! Python stubs: a module beside each message module, and one package of support code a tree.

mod capability;
mod check;
mod ids;
mod imports;
mod layout;
mod literals;
mod method;
pub mod names;
mod settings;
mod uses;
mod view;

use askama::Template;

use super::File;
use crate::config::{Target, TargetConfig};
use crate::model::{self, Model};

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
const RUNTIME: [(&str, &str); 14] = [
    runtime!("__init__"),
    runtime!("activity"),
    runtime!("child"),
    runtime!("client"),
    runtime!("codec"),
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
    let with_services: Vec<_> = model.files.iter().filter(|file| !file.services.is_empty()).collect();
    if with_services.is_empty() {
        return Vec::new();
    }
    let stubs = with_services.into_iter().map(render_stubs);
    let runtime = RUNTIME.iter().map(|(path, content)| file((*path).to_owned(), (*content).to_owned()));
    stubs.chain(runtime).collect()
}

fn render_stubs(schema: &model::File) -> File {
    let stubs = view::stubs(schema);
    let content = stubs.render().expect("a template writes into memory and has no fallible filter");
    file(names::output_path(&schema.source.path), content)
}

fn file(path: String, content: String) -> File {
    File { target: Target::Python, path, content: content.into_bytes() }
}
