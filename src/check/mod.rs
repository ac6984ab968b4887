//! The only place that rejects a schema that compiles: one file a family of rules.

mod capability;
mod doubts;
mod messages;
mod target;
mod timeouts;
mod wire;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::Model;

/// Finds every problem at once.
pub fn run(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    wire::check(model, diagnostics);
    messages::check(model, diagnostics);
    timeouts::check(model, diagnostics);
    doubts::check(model, diagnostics);
    capability::check(model, config, diagnostics);
    for target in &config.targets {
        target::check(model, target, diagnostics);
    }
}
