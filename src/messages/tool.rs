//! Where the standard generators are installed.

use std::env;
use std::path::{Path, PathBuf};

use crate::config::Target;
use crate::diagnostic::{Code, Diagnostic};

/// A program of that name in a folder.
pub fn in_folder(folder: &Path, name: &str) -> Option<PathBuf> {
    let extensions: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    extensions.iter().map(|extension| folder.join(format!("{name}{extension}"))).find(|path| path.is_file())
}

/// A program of that name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find_map(|folder| in_folder(&folder, name))
}

/// A program in a folder like `node_modules/.bin`, next to the output folder, the current folder or
/// one above them.
pub fn upwards(out: &Path, below: &str, name: &str) -> Option<PathBuf> {
    let current = env::current_dir().ok()?;
    let out = current.join(out);
    out.ancestors().chain(current.ancestors()).find_map(|folder| in_folder(&folder.join(below), name))
}

/// A generator that is not installed, with the command that installs it.
pub fn missing(target: Target, name: &str, install: &str) -> Diagnostic {
    let message = format!("the messages of the target `{target}` need {name}, which is not installed");
    Diagnostic::error(Code::MissingGenerator, message).help(format!(
        "`{install}` installs it; `--no-messages`, or `messages = false`, leaves the messages to you"
    ))
}
