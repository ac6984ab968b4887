//! `stubborn rules` and `stubborn explain`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use super::{Failure, list};
use crate::breaking::rules::{self, Effect, Proof, Rule};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::nearest::nearest;

/// Shows every rule that changes of a schema are held to
#[derive(Debug, Args)]
pub struct Rules {
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    /// With examples, and how to make each change without harm
    Markdown,
}

impl Rules {
    /// All of them, in the order of the documentation.
    pub fn run(&self) {
        let text = match self.format {
            Format::Table => table(list::terminal_width()),
            Format::Json => list::json(&rules::all().map(Row::of).collect::<Vec<_>>()),
            Format::Markdown => markdown(),
        };
        print(&text);
    }
}

/// Explains a rule or the code of an error: what it means, why it matters, what to do
#[derive(Debug, Args)]
pub struct Explain {
    /// A rule, WORKFLOW_SAME_NAME, say, or a code, SB0201
    #[arg(value_name = "CODE")]
    code: String,
}

impl Explain {
    /// However its letters are written.
    pub fn run(&self) -> Result<(), Failure> {
        let rule = rules::all().find(|rule| rule.id.eq_ignore_ascii_case(&self.code));
        if let Some(rule) = rule {
            print(&page(rule, 1));
            return Ok(());
        }
        match diagnostic::explanation(&self.code) {
            Some(page) => print(page),
            None => return Err(unknown(&self.code).into()),
        }
        Ok(())
    }
}

fn unknown(code: &str) -> Diagnostic {
    let upper = code.to_ascii_uppercase();
    let known = rules::all().map(|rule| rule.id).chain(Code::ALL.iter().map(|code| code.as_str()));
    let diagnostic = Diagnostic::error(Code::Config, format!("`{code}` is neither a rule nor a code"));
    match nearest(&upper, known) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help("`stubborn rules` shows every rule; codes are in brackets behind `error`"),
    }
}

/// Whoever reads may have read enough.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

#[derive(Serialize)]
struct Row {
    rule: &'static str,
    category: &'static str,
    severity: &'static str,
    effects: Vec<&'static str>,
    proof: &'static str,
    fires: &'static str,
    why: &'static str,
    before: &'static str,
    after: &'static str,
    safely: &'static str,
}

impl Row {
    fn of(rule: &'static Rule) -> Self {
        Self {
            rule: rule.id,
            category: rule.category.as_str(),
            severity: rule.severity.as_str(),
            effects: rule.effects.iter().map(|effect| effect.as_str()).collect(),
            proof: rule.proof.as_str(),
            fires: rule.fires,
            why: rule.why,
            before: rule.before,
            after: rule.after,
            safely: rule.safely,
        }
    }
}

fn table(width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header(["RULE", "SEVERITY", "CATEGORY", "REPORTS"]);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    for rule in rules::all() {
        table.add_row([rule.id, rule.severity.as_str(), rule.category.as_str(), rule.fires]);
    }
    format!("{table}\n\n`stubborn explain RULE` says why, and how to make the change without harm.\n")
}

/// `docs/rules.md`.
fn markdown() -> String {
    let mut text = format!(
        "{INTRODUCTION}\n| Rule | Severity | Effects | Category | Known by |\n|---|---|---|---|---|\n"
    );
    for rule in rules::all() {
        let (id, severity, category) = (rule.id, rule.severity, rule.category.as_str());
        let anchor = id.to_ascii_lowercase();
        let (effects, proof) = (effects(rule), rule.proof.as_str());
        text.push_str(&format!("| [{id}](#{anchor}) | {severity} | {effects} | {category} | {proof} |\n"));
    }
    for rule in rules::all() {
        text.push('\n');
        text.push_str(&page(rule, 2));
    }
    text
}

fn effects(rule: &Rule) -> String {
    rule.effects.iter().map(|effect| effect.as_str()).collect::<Vec<_>>().join(", ")
}

/// All that is known of a rule, below a heading of some level.
fn page(rule: &Rule, level: usize) -> String {
    let Rule { id, fires, why, safely, .. } = rule;
    let means: String =
        rule.effects.iter().map(|effect| format!(" {}: {}.", effect.as_str(), meaning(*effect))).collect();
    format!(
        "{heading} {id}\n\n{fires} Severity: {severity}. Category: {category}.{means}\n\n\
         **Why it matters**: {why}.\n\n**Before**\n\n{before}\n\n**After**\n\n{after}\n\n\
         **How to change it safely**: {safely}.\n\n**How that is known**: {known}.\n",
        heading = "#".repeat(level),
        severity = rule.severity,
        category = rule.category.as_str(),
        before = fenced(rule.before),
        after = fenced(rule.after),
        known = evidence(rule.proof),
    )
}

fn fenced(example: &str) -> String {
    let is_schema = example.contains([';', '{']) || example.starts_with("//");
    format!("```{}\n{example}\n```", if is_schema { "protobuf" } else { "text" })
}

fn meaning(effect: Effect) -> &'static str {
    match effect {
        Effect::Route => "nobody picks the work up",
        Effect::Replay => "running executions get stuck, or are no longer replayable",
        Effect::History => "new code cannot read old payloads",
        Effect::Rollout => "old code cannot read new payloads",
        Effect::Policy => "calls behave differently",
        Effect::Source => "callers stop compiling",
    }
}

fn evidence(proof: Proof) -> &'static str {
    match proof {
        Proof::Server => "the project's tests make such a change on a real server, and something breaks",
        Proof::Generator => "the generator refuses such a schema by itself",
        Proof::Compilers => "the name that callers' code uses is gone from what is generated",
        Proof::Files => "what is committed is compared with what would be written",
        Proof::Policy => {
            "it is policy: nothing has to break, but what somebody chose is no longer what happens"
        }
    }
}

const INTRODUCTION: &str = "\
# What a change of a schema is held to

`stubborn breaking` compares a schema with what is in force, the committed `stubborn.lock` or what `--against` names, and
reports every change that strands a running workflow, loses data or breaks a deployed caller. It compares what holds in the
end, with all defaults applied, and only what a method can reach. This page is made from the code by `stubborn rules
--format markdown`, and a test holds it to it; `stubborn explain RULE` shows a part of it.

An *error* makes the command end with 1, a *warning* does so with `--fail-on warning`, and an *info* is worth a line in a
changelog. What breaks depends on who reads payloads: with `readers = \"any\"` in `[breaking]`, the default, somebody may
read them by hand, and refuses what they do not know; with `readers = \"stubborn\"` all readers are stubs, which are lenient.

No rule is an opinion. SERVER in the last column: the project's tests deploy what was before and what is after on a real
server, one as callers and one as workers and the other way round, with workflows that run across the change, and something
breaks; of changes without a finding nothing does. GENERATOR: the schema is refused by itself. COMPILERS: callers' code no
longer compiles. FILES: committed files are compared. POLICY: nothing has to break, but what somebody chose is no longer
what happens.

A change that is meant is allowed one by one, in `stubborn.toml`, with a reason; every finding prints the lines:

```toml
[[breaking.allow]]
rule = \"WORKFLOW_SAME_TASK_QUEUE\"
symbol = \"hello.v1.Greeter.SayHello\"
from = \"hello-task-queue\"
to = \"greeter\"
reason = \"the old queue is drained, see the change's description\"
expires = 2027-01-31
```
";
