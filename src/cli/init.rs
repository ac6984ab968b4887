//! `stubborn init`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::settings::FILE_NAME;
use super::{Console, Failure};
use crate::descriptor::{self, OPTIONS_PATH};
use crate::diagnostic::{Code, Diagnostic, reason};

const TEMPLATE: &str = include_str!("stubborn.toml");

/// Writes a stubborn.toml to start from
#[derive(Debug, Args)]
pub struct Init {
    /// Also writes the annotations' schema below this folder, for editors and other compilers
    #[arg(long, value_name = "DIR")]
    proto: Option<PathBuf>,
}

impl Init {
    /// Leaves a configuration alone that is there.
    pub fn run(&self, console: &Console) -> Result<(), Failure> {
        let path = Path::new(FILE_NAME);
        if path.exists() {
            console.say(format_args!("{FILE_NAME} is there already"));
        } else {
            fs::write(path, TEMPLATE).map_err(|error| cannot_write(path, &error))?;
            console.say(format_args!("wrote {FILE_NAME}"));
        }
        if let Some(folder) = &self.proto {
            let path = folder.join(OPTIONS_PATH);
            descriptor::write_options(folder).map_err(|error| cannot_write(&path, &error))?;
            console.say(format_args!("wrote {}", path.display()));
        }
        Ok(())
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {}", path.display(), reason(error)))
}
