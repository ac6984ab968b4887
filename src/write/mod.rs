//! Files to disk: all of them or none, and nothing that is not ours is lost.

#[cfg(feature = "cli")]
mod check;
mod commit;
mod manifest;
mod paths;
mod plan;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::render::Files;

#[cfg(feature = "cli")]
pub use check::report;
pub use paths::{check as check_paths, check_folders};
pub use plan::{Change, Plan, State};

/// What a run did to the output folders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New or different.
    pub written: usize,
    /// Equal already, and left untouched.
    pub unchanged: usize,
    /// Written by an earlier run and made no more.
    pub removed: usize,
}

/// Compares what was made with what is there; changes nothing. `schema` is what
/// [`descriptor::digests`](crate::descriptor::digests) says of what it was made of.
///
/// # Errors
///
/// Every output whose path is unsafe, doubled, outside its folder or taken by somebody else's file.
pub fn plan(files: Files, config: &Config, schema: &BTreeMap<String, String>) -> Result<Plan, Diagnostics> {
    paths::check(&files)?;
    plan::plan(files, config, schema)
}

/// Brings the output folders into the state that was planned. On failure they are as they were.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn apply(plan: &Plan) -> Result<Summary, Diagnostics> {
    commit::commit(plan)?;
    Ok(plan.summary())
}

/// Plans and applies.
///
/// # Errors
///
/// As [`check_folders`], [`plan`] and [`apply`].
pub fn write(
    files: Files,
    config: &Config,
    schema: &BTreeMap<String, String>,
) -> Result<Summary, Diagnostics> {
    check_folders(config).propagate()?;
    apply(&plan(files, config, schema)?)
}
