//! What each target can carry of what a schema asks for: the table's columns are `capability.rs` of
//! each target's folder.

use crate::config::Target;
use crate::model::Feature;

use super::{go, python, rust, typescript};

/// Whether a target can carry a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    Full,
    /// The SDK can, the stubs cannot yet: an error.
    NotYet,
    /// Some calls cannot, and the stubs leave those out: a warning.
    Partial(Limit),
    /// The SDK lacks what it needs: an error.
    Lacks(Limit),
}

/// What an SDK lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// A sentence without its stop, beginning with the SDK: "temporalio-client 1.1 has no …".
    pub lacks: &'static str,
    /// The way round it, in the imperative.
    pub instead: &'static str,
}

/// A cell of the table.
pub fn capability(target: Target, feature: Feature) -> Capability {
    match target {
        Target::Rust => rust::capability(feature),
        Target::TypeScript => typescript::capability(feature),
        Target::Python => python::capability(feature),
        Target::Go => go::capability(feature),
    }
}
