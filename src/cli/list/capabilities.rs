//! The capability table of the targets.

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::config::Target;
use crate::model::Feature;
use crate::render::capability::{Capability, Limit, capability};

/// A feature with what each target makes of it.
#[derive(Debug, Serialize)]
struct Row {
    feature: &'static str,
    /// Empty where no option asks for it.
    option: &'static str,
    targets: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    target: &'static str,
    support: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lacks: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'static str>,
}

fn rows() -> Vec<Row> {
    let cell = |target: Target, feature| {
        let (support, limit) = match capability(target, feature) {
            Capability::Full => ("yes", None),
            Capability::NotYet => ("not yet", None),
            Capability::Partial(limit) => ("in part", Some(limit)),
            Capability::Lacks(limit) => ("no", Some(limit)),
        };
        let Limit { lacks, instead } = limit.unwrap_or(Limit { lacks: "", instead: "" });
        let some = |text: &'static str| limit.map(|_| text);
        Cell { target: target.as_str(), support, lacks: some(lacks), instead: some(instead) }
    };
    Feature::ALL
        .iter()
        .map(|feature| Row {
            feature: feature.title(),
            option: feature.option(),
            targets: Target::ALL.map(|target| cell(target, *feature)).into(),
        })
        .collect()
}

/// For a terminal.
pub fn table(width: Option<u16>) -> String {
    let mut table = Table::new();
    let targets = Target::ALL.map(Target::as_str);
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_header(["FEATURE", "OPTION"].into_iter().chain(targets));
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    let rows = rows();
    for row in &rows {
        table.add_row(
            [row.feature, row.option].into_iter().chain(row.targets.iter().map(|cell| cell.support)),
        );
    }
    let limits: Vec<String> = limits(&rows).map(|(row, cell, limit)| note(row, cell, limit)).collect();
    format!("{table}\n{}", limits.iter().map(|limit| format!("\n{limit}\n")).collect::<String>())
}

/// `docs/capabilities.md`.
pub fn markdown() -> String {
    let rows = rows();
    let targets = Target::ALL.map(Target::as_str).join(" | ");
    let mut text = format!("{INTRODUCTION}\n| Feature | Option | {targets} |\n|---|---|---|---|---|---|\n");
    for row in &rows {
        let option = if row.option.is_empty() { String::new() } else { format!("`{}`", row.option) };
        let cells: Vec<_> = row.targets.iter().map(|cell| cell.support).collect();
        text.push_str(&format!("| {} | {option} | {} |\n", row.feature, cells.join(" | ")));
    }
    text.push_str("\n## What an SDK lacks, and the way round it\n\n");
    for (row, cell, limit) in limits(&rows) {
        text.push_str(&format!("- {}\n", note(row, cell, limit)));
    }
    text + EVERYWHERE
}

/// For programs.
pub fn json() -> String {
    super::json(&rows())
}

fn limits(rows: &[Row]) -> impl Iterator<Item = (&Row, &Cell, Limit)> {
    rows.iter().flat_map(|row| {
        row.targets
            .iter()
            .filter_map(move |cell| Some((row, cell, Limit { lacks: cell.lacks?, instead: cell.instead? })))
    })
}

fn note(row: &Row, cell: &Cell, limit: Limit) -> String {
    format!("{}, {}: {}. The way round: {}.", row.feature, cell.target, limit.lacks, limit.instead)
}

const INTRODUCTION: &str = "\
# What each target can carry

Calls, ids and their policies, timeouts, retries, aliases, task queues, handlers and child workflows work in every target.
This table is about the rest. It is made from the code by `stubborn list --capabilities --format markdown`, and a test
holds this file to it.

*yes*: rendered. *in part*: some calls cannot carry it; the stubs leave those out, and generating warns. *no*: the SDK
lacks what it needs; generating for the target is an error (SB0505). *not yet*: the stubs do not carry it in this version;
generating for the target is an error (SB0203). Nothing is ever ignored silently.
";

const EVERYWHERE: &str = "
## What no SDK has

- A child workflow has neither start delay nor eager start: `start_delay` and `eager_start` are of a client's starts. A
  signal or update that arrives during the delay ends it.
- A signal cannot fail where it finds its workflow running: a start by a signal or update reaches what runs, unless
  `id_conflict_policy` names another way.
- Local activities are neither queued nor do they heartbeat: `task_queue`, `priority`, `schedule_to_start_timeout` and
  `heartbeat_timeout` beside `local` are errors (SB0209).
- Eager start helps only a client that shares its process and connection with a worker of the task queue; for others it
  changes nothing.
";
