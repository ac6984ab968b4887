//! What a person sees: on standard error, so that standard output is free for what was asked for.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};

use super::Failure;
use super::progress::Progress;
use super::report;
use crate::diagnostic::Severity;

/// Flags that every command takes.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Says nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Says more: every file, and how long it took
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Colours and pictures in errors
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// Where a command says things.
#[derive(Clone, Debug)]
pub struct Console {
    quiet: bool,
    verbose: bool,
    terminal: bool,
    /// Draw errors into the source, rather than a line each.
    graphical: bool,
    colored: bool,
}

impl Console {
    /// Looks at the flags, the terminal and the environment.
    pub fn new(options: &Options) -> Self {
        let terminal = io::stderr().is_terminal();
        let colored = match options.color {
            Color::Auto => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        let graphical = terminal || options.color == Color::Always;
        Self { quiet: options.quiet, verbose: options.verbose, terminal, graphical, colored }
    }

    /// Whether a person asked for silence.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// What a person wants to know who did not ask for silence.
    pub fn say(&self, message: impl Display) {
        if !self.quiet {
            write_line(message);
        }
    }

    /// What a person wants to know who asked for more.
    pub fn explain(&self, message: impl Display) {
        if self.verbose {
            write_line(message);
        }
    }

    /// Shows why a command failed.
    pub fn fail(&self, failure: &Failure) {
        self.show(failure);
        let count = |severity| {
            failure.diagnostics.sorted().iter().filter(|diagnostic| diagnostic.severity == severity).count()
        };
        match (count(Severity::Error), count(Severity::Warning)) {
            (0 | 1, 0) => {}
            (0, 1) => self.say("1 warning, which is denied"),
            (0, warnings) => self.say(format_args!("{warnings} warnings, which are denied")),
            (errors, 0) => self.say(format_args!("{errors} errors")),
            (errors, warnings) => self.say(format_args!("{errors} errors, {warnings} warnings")),
        }
    }

    /// Shows what is doubtful, and did not stop a command.
    pub fn warn(&self, doubts: &Failure) {
        if !self.quiet && !doubts.diagnostics.is_empty() {
            self.show(doubts);
        }
    }

    fn show(&self, failure: &Failure) {
        let text = match self.graphical {
            true => report::draw(failure, self.colored),
            false => failure.diagnostics.to_string(),
        };
        write_line(text.trim_end());
    }

    /// Shows that work goes on, if it takes long enough for a person to wonder.
    pub fn progress(&self, what: &str) -> Progress {
        Progress::start(what, self.terminal && !self.quiet)
    }
}

/// A closed standard error is no reason to fail.
fn write_line(message: impl Display) {
    let _ = writeln!(io::stderr(), "{message}");
}
