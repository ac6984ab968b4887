//! The tables, and what was asked for.

use std::fmt;
use std::time::Duration;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};

use crate::drift::{self, Checks};
use crate::inside::Rendering;
use crate::measure::Summary;
use crate::schema::{FILES, METHODS, VERSIONS};
use crate::suite::{GO_GRPC, PROTOX, STUBBORN};

/// All that was measured.
pub struct Results {
    pub drift: Checks,
    pub start_up: Vec<Summary>,
    pub to_files: Vec<Summary>,
    pub with_messages: Vec<Summary>,
    pub as_plugins: Vec<Summary>,
    pub memory: Vec<Summary>,
    pub rendering: Vec<(String, Rendering)>,
}

impl Results {
    /// Whether every requirement holds.
    pub fn all_met(&self) -> bool {
        self.requirements().iter().all(|requirement| requirement.met)
    }

    fn requirements(&self) -> Vec<Requirement> {
        let start_up = find(&self.start_up, "protoc-gen-stubborn").minimum;
        let go = find(&self.start_up, "protoc-gen-go").minimum;
        let ours = find(&self.to_files, STUBBORN).minimum;
        let grpc = find(&self.to_files, GO_GRPC).minimum;
        let peak = find(&self.memory, STUBBORN).peak_bytes;
        let protox = find(&self.memory, PROTOX).peak_bytes;
        let check = find(&self.drift.stubs, drift::CHECK).minimum;
        let generate = find(&self.drift.stubs, drift::GENERATE).minimum;
        let breaking = find(&self.drift.contracts, drift::BREAKING).minimum;
        let buf = find(&self.drift.contracts, drift::BUF).minimum;
        let mut all = vec![
            Requirement::at_most("generate --check, of generate", ratio(check, generate), 1.0),
            Requirement::at_most("breaking, of buf breaking", ratio(breaking, buf), 0.1),
            Requirement::at_most("start-up, ms", milliseconds(start_up), 3.0),
            Requirement::at_most("start-up, of protoc-gen-go's", ratio(start_up, go), 1.0),
            Requirement::at_most(
                "text to files, all four, of protoc-gen-go-grpc's one",
                ratio(ours, grpc),
                1.0,
            ),
            Requirement::at_most("peak memory, of protox's own", peak as f64 / protox as f64, 2.0),
        ];
        for target in ["typescript", "python", "go"] {
            let rate = self.rate(target);
            all.push(Requirement::at_least(format!("{target}, methods a second"), rate, 20_000.0));
        }
        let faster = self.rate("rust") / self.rate("tonic (Rust)");
        all.push(Requirement::at_least("rust, times as fast as tonic", faster, 3.0));
        all
    }

    fn rate(&self, name: &str) -> f64 {
        self.rendering.iter().find(|(known, _)| known == name).map_or(f64::NAN, |(_, result)| result.rate())
    }
}

struct Requirement {
    what: String,
    measured: f64,
    limit: String,
    met: bool,
}

impl Requirement {
    fn at_most(what: impl Into<String>, measured: f64, limit: f64) -> Self {
        Self { what: what.into(), measured, limit: format!("≤ {limit}"), met: measured <= limit }
    }

    fn at_least(what: impl Into<String>, measured: f64, limit: f64) -> Self {
        Self { what: what.into(), measured, limit: format!("≥ {limit}"), met: measured >= limit }
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{METHODS} annotated methods in {FILES} files; times in milliseconds.")?;
        let section =
            |f: &mut fmt::Formatter<'_>, title: &str, table: Table| write!(f, "\n### {title}\n\n{table}\n");
        section(f, "Start-up, on an empty request", processes(&self.start_up, "protoc-gen-go"))?;
        section(
            f,
            "From `.proto` text to files on disk, without messages",
            processes(&self.to_files, GO_GRPC),
        )?;
        let peer = "protoc + protoc-gen-go + protoc-gen-go-grpc";
        section(f, "The same with each language's standard messages", processes(&self.with_messages, peer))?;
        section(f, "As plugins, on a captured request", processes(&self.as_plugins, "protoc-gen-go-grpc"))?;
        section(f, "Peak memory", processes(&self.memory, PROTOX))?;
        write!(f, "{}", checks(&self.drift))?;
        section(f, "Rendering, in process", rendering(&self.rendering))?;
        section(f, "Asked for", requirements(&self.requirements()))
    }
}

/// The table of what CI asks for.
pub fn checks(results: &Checks) -> String {
    let (methods, files) = (METHODS * VERSIONS, FILES * VERSIONS);
    let stubs = processes(&results.stubs, drift::GENERATE);
    let contracts = processes(&results.contracts, drift::BUF);
    format!(
        "\n### Checks, on a descriptor set of {methods} methods in {files} files\n\n{stubs}\n\n{contracts}\n"
    )
}

/// One line a program, with its ratio to the peer.
fn processes(results: &[Summary], peer: &str) -> Table {
    let mut table = table(&["", "minimum", "median", "CPU", "peak MB", &format!("of {peer}")]);
    let reference = find(results, peer);
    for result in results {
        table.add_row([
            result.name.clone(),
            format!("{:.1}", milliseconds(result.minimum)),
            format!("{:.1}", milliseconds(result.median)),
            format!("{:.1}", milliseconds(result.minimum_cpu)),
            format!("{:.1}", result.peak_bytes as f64 / 1e6),
            format!("{:.2}", ratio(result.minimum, reference.minimum)),
        ]);
    }
    table
}

fn rendering(results: &[(String, Rendering)]) -> Table {
    let mut table = table(&["", "minimum", "median", "methods a second", "lines a method", "bytes a method"]);
    for (name, result) in results {
        table.add_row([
            name.clone(),
            format!("{:.1}", milliseconds(result.minimum)),
            format!("{:.1}", milliseconds(result.median)),
            format!("{:.0}", result.rate()),
            format!("{:.1}", result.lines as f64 / METHODS as f64),
            format!("{:.0}", result.bytes as f64 / METHODS as f64),
        ]);
    }
    table
}

fn requirements(all: &[Requirement]) -> Table {
    let mut table = table(&["", "measured", "asked", "met"]);
    for one in all {
        let met = if one.met { "yes" } else { "NO" };
        table.add_row([one.what.clone(), format!("{:.2}", one.measured), one.limit.clone(), met.to_owned()]);
    }
    table
}

/// Readable as it is, and as Markdown.
fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn find<'a>(results: &'a [Summary], name: &str) -> &'a Summary {
    let found = results.iter().find(|result| result.name == name);
    found.unwrap_or_else(|| panic!("{name} was not measured"))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn ratio(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64()
}
