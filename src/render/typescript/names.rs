//! The only place where an identifier of the schema becomes one of TypeScript.

use crate::config::TargetConfig;
use crate::model::Model;
use crate::render::Declared;

/// Every name that the stubs declare.
pub fn declared(_model: &Model, _config: &TargetConfig) -> Vec<Declared> {
    Vec::new()
}
