//! What the stubs have for their users' tests, and for schedules.

use std::time::Duration;

use anyhow::Result;

use crate::build::{self, Folders, Tools};
use crate::language::{Language, Peer};
use crate::process;

const LIMIT: Duration = Duration::from_secs(300);

/// Runs the program `harness` of a language, which fails where something is not as it should be.
///
/// # Errors
///
/// It failed, or could not be built.
pub async fn run(language: Language) -> Result<()> {
    let folders = Folders::find();
    let tools = Tools::prepare(&folders).await?;
    let programs = build::build(Peer::Stub(language), &folders, &tools).await?;
    let log = folders.log(&format!("{language}-harness"));
    process::run(programs.harness(&tools.temporal, &log)?, &log, LIMIT).await
}
