//! `stubborn generate`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::findings::ReportFlags;
use super::schema::{self, SchemaFlags};
use super::settings::{FILE_NAME, Settings, TargetSettings};
use super::{Console, Failure, Outcome};
use crate::config::{Config, Target, TargetConfig, UnknownTarget};
use crate::descriptor;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::write::{self, Plan, State};

/// Writes the stubs of every target, and the messages beside them
#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    schema: SchemaFlags,
    /// A language and the folder its stubs go to, instead of the configured ones
    #[arg(long = "out", value_name = "TARGET=DIR")]
    outs: Vec<String>,
    /// A setting of a target
    #[arg(long = "opt", value_name = "TARGET.KEY=VALUE")]
    options: Vec<String>,
    /// Leaves out what the languages' standard generators make of messages
    #[arg(long)]
    no_messages: bool,
    /// Writes nothing where there is a warning, as where there is an error
    #[arg(long)]
    deny_warnings: bool,
    /// Writes nothing, and ends with 1 if what is there is not what would be written
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    report: ReportFlags,
}

impl Generate {
    /// Everything is made before anything is written, and everything that is wrong is said at once.
    pub fn run(&self, console: &Console) -> Result<Outcome, Failure> {
        let settings = self.schema.settings(self.outs.is_empty())?;
        let (config, mut faults) = self.config(&settings);
        // Somebody in the wrong folder, where all that is below it is no schema of theirs.
        if config.targets.is_empty() && !self.schema.name_schema() && settings.schema.is_unset() {
            return Err(faults.into());
        }
        if !self.check {
            faults.extend(write::check_folders(&config));
            faults.extend(self.report.unless_used("`--check`"));
        }
        let mut schema = schema::load(&self.schema.origin(&settings), console);
        schema.faults.extend(faults);

        let start = Instant::now();
        let progress = console.progress("generating");
        let mut warnings = Diagnostics::new();
        let made = crate::generate_and_warn(&schema, &config, &mut warnings)
            .and_then(|files| write::plan(files, &config, &descriptor::digests(&schema)));
        drop(progress);
        let plan = match made {
            Ok(plan) => plan,
            Err(diagnostics) => return Err(Failure { diagnostics, texts: schema.sources }),
        };
        let doubts = Failure { diagnostics: warnings, texts: schema.sources };
        if self.deny_warnings && !doubts.diagnostics.is_empty() {
            return Err(doubts);
        }
        console.warn(&doubts);
        console.explain(format_args!("generated in {:?}", start.elapsed()));

        if self.check {
            return Ok(self.report.show(&write::report(&plan), console));
        }
        apply(&plan, console)?;
        Ok(Outcome::Clean)
    }

    /// As far as flags and configuration are right, with what is wrong in them.
    fn config(&self, settings: &Settings) -> (Config, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut targets = if self.outs.is_empty() {
            settings.target.configured().map(|(target, own)| configured(target, own, settings)).collect()
        } else {
            self.targets_of_flags(settings, &mut diagnostics)
        };
        for option in &self.options {
            if let Err(diagnostic) = set_option(option, &mut targets) {
                diagnostics.push(diagnostic);
            }
        }
        if targets.is_empty() && diagnostics.is_empty() {
            diagnostics.push(usage("no target is given").help(format!(
                "write `--out TARGET=DIR`, with one of {} for TARGET, or a `[target.…]` with `out` in {FILE_NAME}",
                Target::ALL.map(Target::as_str).join(", ")
            )));
        }
        for target in &mut targets {
            target.messages &= !self.no_messages;
        }
        (Config { targets }, diagnostics)
    }

    fn targets_of_flags(&self, settings: &Settings, diagnostics: &mut Diagnostics) -> Vec<TargetConfig> {
        let mut targets: BTreeMap<Target, TargetConfig> = BTreeMap::new();
        for out in &self.outs {
            match parse_out(out) {
                Ok((target, _)) if targets.contains_key(&target) => {
                    diagnostics.push(usage(format!("the target `{target}` is given twice")));
                }
                Ok((target, out)) => {
                    let own = settings.target.get(target).map(|own| configured(target, own, settings));
                    let new = || TargetConfig {
                        target,
                        out: PathBuf::new(),
                        messages: true,
                        options: BTreeMap::new(),
                    };
                    targets.insert(target, TargetConfig { out, ..own.unwrap_or_else(new) });
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        targets.into_values().collect()
    }
}

fn configured(target: Target, own: &TargetSettings, settings: &Settings) -> TargetConfig {
    let options = own.options.iter().map(|(key, value)| (key.clone(), value.text())).collect();
    TargetConfig { target, out: settings.at(&own.out), messages: own.messages, options }
}

fn parse_out(text: &str) -> Result<(Target, PathBuf), Diagnostic> {
    match text.split_once('=') {
        Some((target, folder)) if !folder.is_empty() => Ok((parse_target(target)?, PathBuf::from(folder))),
        _ => Err(usage(format!("`--out {text}` names no folder")).help(format!("write `--out {text}=DIR`"))),
    }
}

fn parse_target(text: &str) -> Result<Target, Diagnostic> {
    text.parse().map_err(|unknown: UnknownTarget| {
        let diagnostic = Diagnostic::error(Code::UnknownTarget, unknown.to_string());
        match nearest(text, Target::ALL.map(Target::as_str)) {
            Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
            None => diagnostic,
        }
    })
}

fn set_option(option: &str, targets: &mut [TargetConfig]) -> Result<(), Diagnostic> {
    let parts = option.split_once('=').and_then(|(key, value)| Some((key.split_once('.')?, value)));
    let Some(((target, key), value)) = parts else {
        return Err(usage(format!("`--opt {option}` is not of the form TARGET.KEY=VALUE"))
            .help("write, for instance, `--opt go.module=example.com/gen`"));
    };
    let target = parse_target(target)?;
    let config = targets.iter_mut().find(|config| config.target == target).ok_or_else(|| {
        usage(format!("`--opt {option}` is for a target that is not generated"))
            .help(format!("add `--out {target}=DIR`"))
    })?;
    config.options.insert(key.to_owned(), value.to_owned());
    Ok(())
}

fn usage(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Config, message)
}

fn apply(plan: &Plan, console: &Console) -> Result<(), Diagnostics> {
    let write::Summary { written, unchanged, removed } = write::apply(plan)?;
    report(plan, console);
    let files = if written == 1 { "file" } else { "files" };
    console.say(format_args!("{written} {files} written, {unchanged} unchanged, {removed} removed"));
    Ok(())
}

fn report(plan: &Plan, console: &Console) {
    for tree in &plan.trees {
        for change in &tree.changes {
            let done = match change.state {
                State::Current => "unchanged",
                State::Missing | State::Stale | State::LineEndings | State::Edited => "wrote",
                State::LeftOver => "removed",
                State::EditedLeftOver => continue,
            };
            console.explain(format_args!("{done} {}", tree.root.join(&change.path).display()));
        }
    }
    for path in plan.kept() {
        console.say(format_args!(
            "kept {}: no schema makes it any more, but it was changed by hand since it was generated",
            path.display()
        ));
    }
}
