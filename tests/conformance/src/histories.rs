//! Histories of what stubs generate, recorded once and replayed ever after: a template that changes what
//! a running workflow does would break it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use crate::build::{self, Folders, Tools};
use crate::expect;
use crate::language::{Language, Peer};
use crate::process;
use crate::schema::{Schema, from_json, to_binary};
use crate::session::Session;

const LIMIT: Duration = Duration::from_secs(120);

/// Those whose worker programs replay.
pub const LANGUAGES: [Language; 2] = [Language::Go, Language::Python];

/// What is recorded of each language: the file's name, the method that is called, with what.
const SHAPES: [(&str, &str, &str); 6] = [
    ("workflow", "Basic.Greet", r#"{"name": "Ann"}"#),
    ("handler", "Basic.GreetHandler", r#"{"name": "Ann"}"#),
    ("local-handler", "Basic.GreetLocal", r#"{"name": "Ann"}"#),
    ("heartbeating-handler", "Reliability.Work", r#"{"key": "history", "workMs": 400, "failAttempts": 1}"#),
    ("child-calls", "Reliability.Journey", r#"{"key": "history", "workMs": 400, "pauseMs": 10}"#),
    ("failing-handler", "Basic.FailHandler", r#"{"code": "NOT_FOUND", "message": "no tea"}"#),
];

/// Calls every shape in every language, and writes down what the server remembers.
///
/// # Errors
///
/// Programs that do not start, calls that do not end.
pub async fn record() -> Result<()> {
    let folders = Folders::find();
    let schema = Schema::compile(&folders.proto(), &folders.annotations())?;
    let mut peers: Vec<Peer> = LANGUAGES.into_iter().map(Peer::Stub).collect();
    peers.push(Peer::Foreign);
    let session = Session::start(&peers, &folders).await?;
    for language in LANGUAGES {
        for shape in SHAPES {
            let recorded = record_one(&session, &schema, &folders, language, shape).await;
            recorded.with_context(|| format!("{language} {}", shape.0))?;
        }
    }
    session.stop().await;
    Ok(())
}

async fn record_one(
    session: &Session,
    schema: &Schema,
    folders: &Folders,
    language: Language,
    (shape, method, request): (&str, &str, &str),
) -> Result<()> {
    let method = schema.method(method)?;
    let bytes = to_binary(&from_json(method.input(), &serde_json::from_str(request)?)?);
    let id = format!("history-{shape}");
    let common = json!({"namespace": language.as_str(), "method": method.full_name()});
    let mut start = fields(&common)?;
    start.insert("op".to_owned(), json!("start"));
    start.insert("request".to_owned(), json!(BASE64_STANDARD.encode(bytes)));
    start.insert("options".to_owned(), json!({"workflow_id": id}));
    let mut result = fields(&common)?;
    result.insert("op".to_owned(), json!("result"));
    result.insert("workflow_id".to_owned(), json!(id));

    let client = session.client(Peer::Stub(language))?;
    let (_, started) = client.ask(start, LIMIT).await?;
    expect::success(&started)?;
    client.ask(result, LIMIT).await?;

    let mut history = session.history(language.as_str(), &id).await?;
    anonymize(&mut history);
    let file = folder(folders, language).join(format!("{shape}.json"));
    fs::create_dir_all(folder(folders, language))?;
    fs::write(&file, format!("{history:#}\n")).with_context(|| file.display().to_string())
}

fn fields(value: &Value) -> Result<Map<String, Value>> {
    value.as_object().cloned().context("no object")
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
/// A workflow would do something else than it did, or nothing was recorded.
pub async fn replay(language: Language) -> Result<()> {
    let folders = Folders::find();
    let histories = folder(&folders, language);
    let recorded = fs::read_dir(&histories).with_context(|| histories.display().to_string())?.count();
    if recorded != SHAPES.len() {
        bail!("{} has {recorded} histories, not {}: record them", histories.display(), SHAPES.len());
    }
    let tools = Tools::prepare(&folders).await?;
    let programs = build::build(Peer::Stub(language), &folders, &tools).await?;
    let log = folders.log(&format!("{language}-replay"));
    process::run(programs.replay(&histories, &log)?, &log, LIMIT).await
}
