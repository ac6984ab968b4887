//! Histories of what stubs generate, recorded once and replayed ever after: a template that changes what
//! a running workflow does would break it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::build::{self, Folders, Tools};
use crate::case::{self, Case};
use crate::language::{Language, Peer};
use crate::process;
use crate::run::Run;
use crate::schema::Schema;
use crate::session::Session;

const LIMIT: Duration = Duration::from_secs(120);

/// The start, in each case, of what is recorded.
const RECORDED: &str = "recorded";

/// Runs every case of `histories/`, in every language, of which there is no history yet, and writes down
/// what the server remembers.
///
/// # Errors
///
/// Programs that do not start, cases that fail.
pub async fn record() -> Result<()> {
    let folders = Folders::find();
    let schema = Schema::compile(&folders.proto(), &folders.annotations())?;
    let mut missing = Vec::new();
    for language in Language::ALL {
        let shapes = shapes(&folders, language)?;
        missing.extend(shapes.into_iter().filter(|(file, _)| !file.exists()));
    }
    for (_, case) in &missing {
        case::check(case, &schema)?;
    }

    let mut peers: Vec<Peer> = missing.iter().map(|(_, case)| case.pair.worker).collect();
    peers.push(Peer::Foreign);
    peers.sort_unstable();
    peers.dedup();
    let session = Session::start(&peers, &folders).await?;
    for (file, case) in &missing {
        let recorded = record_one(&session, &schema, case).await;
        let history = recorded.with_context(|| file.display().to_string())?;
        fs::create_dir_all(file.parent().unwrap_or(file))?;
        fs::write(file, format!("{history:#}\n")).with_context(|| file.display().to_string())?;
    }
    session.stop().await;
    Ok(())
}

async fn record_one(session: &Session, schema: &Schema, case: &Case) -> Result<Value> {
    let mut run = Run::new(case, schema, session);
    run.run().await?;
    let (workflow_id, run_id) = run.execution(RECORDED)?;
    let mut history = session.history(&case.namespace, workflow_id, run_id).await?;
    anonymize(&mut history);
    Ok(history)
}

/// Every case of a language, and the file of its history.
fn shapes(folders: &Folders, language: Language) -> Result<Vec<(PathBuf, Case)>> {
    let templates = case::load(&folders.suite.join("histories"))?;
    let cases = case::expand(&templates, &[language], &[language])?;
    let file = |case: &Case| {
        let name = case.name.rsplit('/').next().unwrap_or(&case.name);
        folder(folders, language).join(format!("{name}.json"))
    };
    Ok(cases.into_iter().map(|case| (file(&case), case)).collect())
}

/// Nothing of the machine that it was recorded on.
fn anonymize(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "identity" => *value = json!("recorded"),
                    "stackTrace" => *value = json!(""),
                    _ => anonymize(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(anonymize),
        _ => {}
    }
}

fn folder(folders: &Folders, language: Language) -> PathBuf {
    folders.suite.join("histories").join(language.as_str())
}

/// Replays what was recorded of a language, with its worker of today.
///
/// # Errors
///
/// A workflow would do something else than it did, or something else is recorded than there are cases.
pub async fn replay(language: Language) -> Result<()> {
    let folders = Folders::find();
    let histories = folder(&folders, language);
    let wanted: BTreeSet<PathBuf> = shapes(&folders, language)?.into_iter().map(|(file, _)| file).collect();
    let entries = fs::read_dir(&histories).with_context(|| histories.display().to_string())?;
    let recorded: BTreeSet<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    if recorded != wanted {
        let others: Vec<&PathBuf> = recorded.symmetric_difference(&wanted).collect();
        bail!("no case, or not recorded: {others:?}");
    }

    let tools = Tools::prepare(&folders).await?;
    let programs = build::build(Peer::Stub(language), &folders, &tools).await?;
    let log = folders.log(&format!("{language}-replay"));
    process::run(programs.replay(&histories, &log)?, &log, LIMIT).await
}
