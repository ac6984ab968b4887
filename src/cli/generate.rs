//! `stubborn generate`.

use std::path::PathBuf;

use clap::Args;

use crate::config::{Config, Target, TargetConfig};
use crate::descriptor;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::write;

/// Writes the stubs of every target.
#[derive(Debug, Args)]
pub struct Generate {
    /// Schema files, or folders for all schema files below them
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// A folder that imports are looked up in
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    includes: Vec<PathBuf>,
    /// A language and the folder its stubs go to
    #[arg(long = "out", value_name = "TARGET=DIR")]
    outs: Vec<String>,
    /// A setting of a target
    #[arg(long = "opt", value_name = "TARGET.KEY=VALUE")]
    options: Vec<String>,
    /// Leaves out what the languages' standard generators make of messages
    #[arg(long)]
    no_messages: bool,
}

impl Generate {
    /// # Errors
    ///
    /// Whatever is wrong with the arguments, the schema or the output.
    pub fn run(self) -> Result<(), Diagnostics> {
        let config = self.config()?;
        let schema = descriptor::compile(&self.files, &self.includes)?;
        let files = crate::generate(&schema, &config)?;
        write::write(&files, &config)?;
        Ok(())
    }

    fn config(&self) -> Result<Config, Diagnostic> {
        let mut targets = Vec::new();
        for out in &self.outs {
            let (target, folder) =
                out.split_once('=').ok_or_else(|| usage(format!("`--out {out}` has no `=`")))?;
            targets.push(TargetConfig {
                target: parse_target(target)?,
                out: PathBuf::from(folder),
                messages: !self.no_messages,
                options: Default::default(),
            });
        }
        for option in &self.options {
            self.set(option, &mut targets)?;
        }
        Ok(Config { targets })
    }

    fn set(&self, option: &str, targets: &mut [TargetConfig]) -> Result<(), Diagnostic> {
        let parts = option.split_once('=').and_then(|(key, value)| Some((key.split_once('.')?, value)));
        let ((target, key), value) =
            parts.ok_or_else(|| usage(format!("`--opt {option}` is not of the form TARGET.KEY=VALUE")))?;
        let target = parse_target(target)?;
        for config in targets.iter_mut().filter(|config| config.target == target) {
            config.options.insert(key.to_owned(), value.to_owned());
        }
        Ok(())
    }
}

fn parse_target(text: &str) -> Result<Target, Diagnostic> {
    text.parse().map_err(|unknown: crate::config::UnknownTarget| {
        Diagnostic::error(Code::UnknownTarget, unknown.to_string())
    })
}

fn usage(message: String) -> Diagnostic {
    Diagnostic::error(Code::Config, message)
}
