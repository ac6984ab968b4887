//! protoc-gen-es.

use std::process::Command;

use super::{Input, Made, plugin, tool};
use crate::config::{Target, TargetConfig};
use crate::diagnostic::Diagnostic;

const NAME: &str = "protoc-gen-es";

/// Settings of the target that are protoc-gen-es's own.
const OPTIONS: &[&str] = &["import_extension", "js_import_style"];

/// The messages as TypeScript sources.
pub fn generate(input: &Input, config: &TargetConfig) -> Result<Made, Diagnostic> {
    let program =
        tool::upwards(&config.out, "node_modules/.bin", NAME).or_else(|| tool::on_path(NAME)).ok_or_else(
            || tool::missing(Target::TypeScript, NAME, "npm install --save-dev @bufbuild/protoc-gen-es"),
        )?;
    let wanted: Vec<&str> = input.own_files().map(|file| file.name.as_str()).collect();
    plugin::run(&mut Command::new(program), NAME, input, &wanted, &parameter(config))
}

fn parameter(config: &TargetConfig) -> String {
    let own = OPTIONS.iter().filter_map(|key| Some(format!(",{key}={}", config.options.get(*key)?)));
    std::iter::once("target=ts".to_owned()).chain(own).collect()
}
