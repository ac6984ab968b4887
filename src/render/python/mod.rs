//! Python stubs.

pub mod names;

use super::File;
use crate::config::TargetConfig;
use crate::diagnostic::Diagnostics;
use crate::model::Model;

/// Renders the output tree.
pub fn render(_model: &Model, _config: &TargetConfig) -> Vec<File> {
    Vec::new()
}

/// Rejects what Python cannot have.
pub fn check(_model: &Model, _config: &TargetConfig, _diagnostics: &mut Diagnostics) {}
