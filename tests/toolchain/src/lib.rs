//! The tools that tests, benchmarks and examples need beyond the four toolchains, at pinned
//! versions, in `target/tools`.
//!
//! A tool set is installed when one of its commands is first asked for, by the ordinary installer
//! of its language: pip, npm or `go install`. Many processes may ask at once; one installs, the
//! others wait. What is there is complete: a set whose installation broke off is installed anew.
//!
//! ```no_run
//! let mypy = toolchain::command("mypy")?;
//! # Ok::<(), toolchain::Error>(())
//! ```

mod error;
mod install;
mod run;
mod sets;

use std::env;
use std::path::{Path, PathBuf};

pub use error::Error;
pub use sets::Set;

/// Where a command is, once the set that has it is installed.
///
/// # Errors
///
/// No set has the command, or its set cannot be installed.
pub fn command(name: &str) -> Result<PathBuf, Error> {
    let set = Set::with_command(name).ok_or_else(|| Error::UnknownCommand(name.to_owned()))?;
    Ok(set.install()?.command(name))
}

/// A set that is installed.
#[derive(Clone, Debug)]
pub struct Installed {
    set: Set,
    root: PathBuf,
}

impl Installed {
    /// The set's folder: of Python the virtual environment, of Node the one that holds
    /// `node_modules`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the set's commands, to put on a `PATH`.
    pub fn bin(&self) -> PathBuf {
        self.root.join(self.set.bin())
    }

    fn command(&self, name: &str) -> PathBuf {
        self.bin().join(name)
    }
}

/// `target/tools` of this workspace, or of `CARGO_TARGET_DIR`.
pub fn folder() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    // Installers run elsewhere, and virtual environments hold their own path.
    std::path::absolute(&target).unwrap_or(target).join("tools")
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}
