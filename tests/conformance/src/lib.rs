//! Every client language against every worker language, on a real Temporal server.
//!
//! Cases are data: [`case`] reads and expands them. [`build`] makes a client and a worker program in
//! each language, on stubs that are generated for the occasion, [`session`] starts them and a
//! development server, [`run`] takes the steps of one case, and [`report`] says what came of all.

mod build;
pub mod case;
pub mod change;
pub mod compare;
pub mod drill;
mod expect;
pub mod harness;
pub mod histories;
pub mod language;
mod process;
mod program;
pub mod report;
mod run;
pub mod schema;
mod server;
mod session;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use futures::StreamExt;
use futures::stream;

use build::Folders;
use case::{Case, Known};
use language::{Language, Peer};
use report::{Outcome, Report};
use schema::Schema;
use session::Session;

/// What to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// A folder of cases; those of the project where there is none.
    pub cases: Option<PathBuf>,
    pub clients: Vec<Language>,
    pub workers: Vec<Language>,
    /// Only cases whose names have this in them.
    pub filter: Option<String>,
    /// How many cases run at a time.
    pub jobs: usize,
    /// Whether the drills run though something is left out.
    pub drills: bool,
    /// How many calls one after the other have to leave memory as it was.
    pub calls: usize,
}

impl Options {
    /// Whether nothing is left out.
    fn is_whole(&self) -> bool {
        let all = |languages: &[Language]| Language::ALL.iter().all(|language| languages.contains(language));
        self.cases.is_none() && self.filter.is_none() && all(&self.clients) && all(&self.workers)
    }
}

impl Default for Options {
    fn default() -> Options {
        let all = Language::ALL.to_vec();
        Options {
            cases: None,
            clients: all.clone(),
            workers: all,
            filter: None,
            jobs: 24,
            drills: false,
            calls: drill::CALLS_IN_A_ROW,
        }
    }
}

/// How many cases that start programs of their own run at a time.
const HEAVY_JOBS: usize = 4;

/// Runs every case between the languages asked for.
///
/// # Errors
///
/// Nothing could be run: no cases, no tools, no server. What fails otherwise is in the report.
pub async fn run(options: &Options) -> Result<Report> {
    let folders = Folders::find();
    let schema = Schema::compile(&folders.proto(), &folders.annotations())?;
    let (mut cases, templates, known) = read(options, &folders)?;

    for case in &cases {
        case::check(case, &schema)?;
    }

    let carried: Vec<bool> =
        cases.iter().map(|case| case::is_carried(case, &schema)).collect::<Result<_>>()?;
    let mut carried = carried.into_iter();
    cases.retain(|_| carried.next().unwrap_or_default());
    if cases.is_empty() {
        bail!("no case is left that the languages carry");
    }

    let peers = peers(&cases);
    eprintln!("building {} peers", peers.len());
    let start = Instant::now();
    let session = Session::start(&peers, &folders).await?;
    eprintln!("running {} cases, after {} s", cases.len(), start.elapsed().as_secs());
    let outcomes = tokio::select! {
        outcomes = run_all(&cases, &schema, &session, options.jobs) => Some(outcomes),
        _ = tokio::signal::ctrl_c() => None,
    };
    let setup = session.stop().await;
    let Some(mut outcomes) = outcomes else { bail!("interrupted") };
    let drills = match options.drills || options.is_whole() {
        true => drill::run(&setup, &folders, &schema, options.calls).await?,
        false => Vec::new(),
    };
    eprintln!("done after {} s", start.elapsed().as_secs());

    for (outcome, case) in outcomes.iter_mut().zip(&cases) {
        outcome.known_failing = known.iter().any(|known| known.covers(case));
    }
    Ok(Report { outcomes, drills, templates })
}

fn read(options: &Options, folders: &Folders) -> Result<(Vec<Case>, usize, Vec<Known>)> {
    let folder = options.cases.clone().unwrap_or_else(|| folders.suite.join("cases"));
    let templates = case::load(&folder)?;
    let known = case::known_failing(&folder.join("known_failing.yml"))?;
    let mut cases = case::expand(&templates, &options.clients, &options.workers)?;
    if let Some(part) = &options.filter {
        cases.retain(|case| case.name.contains(part));
    }
    if cases.is_empty() {
        bail!("no case is left to run");
    }
    Ok((cases, templates.len(), known))
}

/// Who takes part; the foreign client always, for it reads histories.
fn peers(cases: &[Case]) -> Vec<Peer> {
    let mut peers: Vec<Peer> = cases.iter().flat_map(|case| [case.pair.client, case.pair.worker]).collect();
    peers.push(Peer::Foreign);
    peers.sort_unstable();
    peers.dedup();
    peers
}

/// Those that start programs of their own run last, with few beside them.
async fn run_all(cases: &[Case], schema: &Schema, session: &Session, jobs: usize) -> Vec<Outcome> {
    let done = AtomicUsize::new(0);
    let run = async |(index, case): (usize, &Case)| {
        let result = run::Run::new(case, schema, session).run().await;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(250) {
            eprintln!("{done} of {} cases", cases.len());
        }
        let failure = result.err().map(|error| format!("{error:#}"));
        (index, Outcome { case: case.name.clone(), pair: case.pair, failure, known_failing: false })
    };
    let (heavy, light): (Vec<_>, Vec<_>) = cases.iter().enumerate().partition(|(_, case)| case.is_heavy());

    // In any order, so that one slow case does not keep others waiting.
    let light = stream::iter(light).map(&run).buffer_unordered(jobs);
    let mut outcomes: Vec<(usize, Outcome)> = light.collect().await;
    outcomes.extend(stream::iter(heavy).map(&run).buffer_unordered(HEAVY_JOBS).collect::<Vec<_>>().await);
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// Reads comma-separated languages.
///
/// # Errors
///
/// One is none.
pub fn languages(text: &str) -> Result<Vec<Language>> {
    let parse = |word: &str| word.trim().parse::<Language>().map_err(anyhow::Error::msg);
    text.split(',').map(parse).collect::<Result<_>>().context(text.to_owned())
}
