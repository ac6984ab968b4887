//! What the stubs can carry in TypeScript: a column of the capability table.

use crate::model::Feature;
use crate::render::capability::Capability;

/// Everything: the SDK lacks nothing that a schema can say.
pub fn capability(_feature: Feature) -> Capability {
    Capability::Full
}
