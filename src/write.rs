//! Files to disk.

use std::fs;
use std::path::Path;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render::Files;

/// Writes every file below its target's folder.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn write(files: &Files, config: &Config) -> Result<(), Diagnostics> {
    for target in &config.targets {
        for file in files.0.iter().filter(|file| file.target == target.target) {
            write_file(&target.out.join(&file.path), &file.content)?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, content)).map_err(
        |error| {
            Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {error}", path.display()))
        },
    )
}
