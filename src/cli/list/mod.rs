//! `stubborn list`.

mod capabilities;
mod collect;
mod markdown;
mod mermaid;
mod recipes;
mod rows;
mod sample;
mod shell;
mod table;

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::schema::{self, SchemaFlags};
use super::{Console, Failure};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Shows every method with kind, wire name, queue, id template and timeouts
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    schema: SchemaFlags,
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Shows the command of the `temporal` CLI that calls each method by hand, instead
    #[arg(long, conflicts_with = "format")]
    cli: bool,
    /// Shows what each target can carry of what a schema can say, instead
    #[arg(long, conflicts_with = "cli")]
    capabilities: bool,
    /// Shows nothing but the warnings, where there are any
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Markdown,
    /// A picture of methods and queues
    Mermaid,
}

impl List {
    /// What cannot be generated cannot be listed either.
    pub fn run(&self, console: &Console) -> Result<(), Failure> {
        let text =
            if self.capabilities { self.table_of_targets()? } else { self.table_of_services(console)? };
        // Whoever reads may have read enough.
        let _ = io::stdout().write_all(text.as_bytes());
        Ok(())
    }

    fn table_of_targets(&self) -> Result<String, Failure> {
        match self.format {
            Format::Table => Ok(capabilities::table(terminal_width())),
            Format::Json => Ok(capabilities::json()),
            Format::Markdown => Ok(capabilities::markdown()),
            Format::Mermaid => {
                Err(Diagnostic::error(Code::Config, "there is no picture of the capabilities")
                    .help("write `--format table`, `json` or `markdown`")
                    .into())
            }
        }
    }

    fn table_of_services(&self, console: &Console) -> Result<String, Failure> {
        let settings = self.schema.settings(!self.schema.name_schema())?;
        let schema = schema::load(&self.schema.origin(&settings), console);
        let mut warnings = Diagnostics::new();
        let model = match crate::lower_and_warn(&schema, &Config::default(), &mut warnings) {
            Ok(model) => model,
            Err(diagnostics) => return Err(Failure { diagnostics, texts: schema.sources }),
        };
        if self.deny_warnings && !warnings.is_empty() {
            return Err(Failure { diagnostics: warnings, texts: schema.sources });
        }
        let services = collect::collect(&model);
        Ok(match self.format {
            _ if self.cli => recipes::print(&model, &schema.pool),
            Format::Table => table::print(&services, terminal_width()),
            Format::Json => json(&services),
            Format::Markdown => markdown::print(&services),
            Format::Mermaid => mermaid::print(&services),
        })
    }
}

pub(super) fn json<T: Serialize>(rows: &[T]) -> String {
    // Rows are strings, lists and booleans only, which JSON always takes.
    serde_json::to_string_pretty(rows).map_or_else(|error| error.to_string(), |text| text + "\n")
}

/// A table goes as wide as its content, except where a terminal would break it.
pub(super) fn terminal_width() -> Option<u16> {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    io::stdout()
        .is_terminal()
        .then(|| columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0)))?
}
