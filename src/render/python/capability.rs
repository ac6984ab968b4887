//! What the stubs can carry in Python: a column of the capability table.

use crate::model::Feature;
use crate::render::capability::Capability;

/// All of it.
pub fn capability(_feature: Feature) -> Capability {
    Capability::Full
}
