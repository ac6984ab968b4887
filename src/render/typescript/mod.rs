//! TypeScript stubs, beside the messages that protoc-gen-es v2 makes.
//!
//! Per schema file with services: what the schema says (`hello_stubborn.ts`), and, each for its own
//! realm, `hello_client.ts`, `hello_workflows.ts` and `hello_worker.ts`, so that the bundle of a
//! workflow imports neither the client's nor the worker's package; per file with declared errors,
//! `hello_errors.ts`. Per tree: `stubborn/*.ts`.

mod capability;
mod check;
mod docs;
mod imports;
mod layout;
mod literals;
mod messages;
pub mod names;
mod settings;
mod support;
mod templates;
mod view;

pub use capability::capability;
pub use check::check;

use super::File;
use crate::config::TargetConfig;
use crate::model::Model;

use messages::Messages;
use settings::Settings;

/// Renders the output tree.
pub fn render(model: &Model, config: &TargetConfig) -> Vec<File> {
    let settings = Settings::of(config);
    let messages = Messages::of(model);
    let files: Vec<File> = model
        .files
        .iter()
        .filter(|file| !file.services.is_empty())
        .flat_map(|file| view::render_file(file, &messages, settings))
        .collect();
    if files.is_empty() {
        return files;
    }
    let errors = view::render_errors(model, &messages, settings);
    files.into_iter().chain(errors).chain(support::render(settings)).collect()
}
