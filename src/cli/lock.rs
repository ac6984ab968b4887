//! `stubborn lock`.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::schema::{self, SchemaFlags};
use super::{Console, Failure, baseline};
use crate::breaking::lock::{self, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic, reason};

/// Writes down the contract that is in force: stubborn.lock, to commit and to review
#[derive(Debug, Args)]
pub struct Lock {
    #[command(flatten)]
    schema: SchemaFlags,
}

impl Lock {
    /// Writes nothing where the file holds the contract already.
    pub fn run(&self, console: &Console) -> Result<(), Failure> {
        let settings = self.schema.settings(true)?;
        let path = settings.at(Path::new(FILE_NAME));
        let before = baseline::read_lock(&path)?;
        let contract = baseline::contract_of(schema::load(&self.schema.origin(&settings), console))?;
        let lock = lock::Lock { contract, ..lock::Lock::default() };
        let text = lock::text(&lock)?;
        if let Some(before) = before
            && lock::text(&before)? == text
        {
            console.say(format_args!("{} holds the contract already", path.display()));
            return Ok(());
        }
        write(&path, &text)?;
        console.say(format_args!("wrote {}", path.display()));
        Ok(())
    }
}

/// All of it or nothing.
fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| {
        let message = format!("`{}` cannot be written: {}", path.display(), reason(&error));
        Diagnostic::error(Code::CannotWrite, message)
    })
}
