//! What a change of a schema does to running workflows and deployed callers.
//!
//! A [`contract`] is what a schema promises; [`rules`] say what may become of it.

pub mod allow;
pub mod baseline;
pub mod compare;
pub mod contract;
pub mod lock;
pub mod rules;
