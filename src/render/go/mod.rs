//! Go stubs: a package below each package of messages, and one of support code a tree.

mod activities;
mod capability;
mod check;
mod declared;
mod definition;
mod errors;
mod ids;
mod imports;
mod literals;
mod messages;
pub mod names;
mod rendered;
mod settings;
mod view;

use askama::Template;

use super::File;
use crate::config::{Target, TargetConfig};
use crate::model::{self, Model};

use settings::Settings;

pub use capability::capability;
pub use check::check;

macro_rules! support {
    ($($file:literal),+) => {
        /// The support package, as it is emitted.
        const SUPPORT: &[(&str, &str)] =
            &[$(($file, include_str!(concat!("../../../templates/go/stubborn/", $file)))),+];
    };
}

support!(
    "activity.go",
    "activityoptions.go",
    "answer.go",
    "causes.go",
    "client.go",
    "codec.go",
    "continuing.go",
    "declared.go",
    "diagnosis.go",
    "dial.go",
    "errors.go",
    "external.go",
    "failure.go",
    "fallback.go",
    "handler.go",
    "handleroptions.go",
    "leaving.go",
    "limits.go",
    "listening.go",
    "listeningupdates.go",
    "messages.go",
    "method.go",
    "options.go",
    "rendered.go",
    "schedule.go",
    "sending.go",
    "testing.go",
    "text.go",
    "updating.go",
    "waiting.go",
    "withstart.go",
    "worker.go",
    "workeroptions.go",
    "workflow.go"
);

/// Renders the output tree.
pub fn render(model: &Model, config: &TargetConfig) -> Vec<File> {
    let settings = Settings::new(config);
    let mut files: Vec<_> = model.files.iter().filter_map(|file| render_stubs(file, &settings)).collect();
    if !files.is_empty() {
        files.extend(errors::render(model, &settings));
        let folder = settings.folder(&settings.support).unwrap_or_else(|| settings.support.name.clone());
        files.extend(SUPPORT.iter().map(|(name, content)| {
            file(format!("{folder}/{name}").trim_start_matches('/').to_owned(), (*content).to_owned())
        }));
    }
    files
}

fn render_stubs(schema: &model::File, settings: &Settings) -> Option<File> {
    if schema.services.is_empty() {
        return None;
    }
    let package = names::stub_package(&names::message_package(&schema.source)?);
    let stubs = view::stubs(schema, &package, settings);
    let content = stubs.render().expect("a template writes into memory and has no fallible filter");
    Some(file(settings.stubs_path(&schema.source)?, content))
}

fn file(path: String, content: String) -> File {
    File { target: Target::Go, path, content: content.into_bytes() }
}
