//! Descriptors to model.

use super::Model;
use crate::descriptor::Schema;
use crate::diagnostic::Diagnostics;

/// Lowers the files to generate. What cannot be lowered is reported and left out.
pub fn lower(_schema: &Schema, _diagnostics: &mut Diagnostics) -> Model {
    Model::default()
}
