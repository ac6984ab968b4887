//! `stubborn list`.

mod markdown;
mod mermaid;
mod rows;
mod table;

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};

use super::schema::{self, SchemaFlags};
use super::{Console, Failure};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use rows::ServiceRow;

/// Shows every method with kind, wire name, queue, id template and timeouts
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    schema: SchemaFlags,
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
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
        let services = rows::collect(&model);
        let text = match self.format {
            Format::Table => table::print(&services, terminal_width()),
            Format::Json => json(&services),
            Format::Markdown => markdown::print(&services),
            Format::Mermaid => mermaid::print(&services),
        };
        // Whoever reads may have read enough.
        let _ = io::stdout().write_all(text.as_bytes());
        Ok(())
    }
}

fn json(services: &[ServiceRow]) -> String {
    // Rows are strings, lists and booleans only, which JSON always takes.
    serde_json::to_string_pretty(services).map_or_else(|error| error.to_string(), |text| text + "\n")
}

/// A table goes as wide as its content, except where a terminal would break it.
fn terminal_width() -> Option<u16> {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    io::stdout()
        .is_terminal()
        .then(|| columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0)))?
}
