//! What takes more than one call to tell: a server that is killed under waiting calls, workers that are
//! killed and started again under load. Every call has to be answered, with its own answer.

mod many;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures::StreamExt;
use futures::future::{join_all, try_join_all};
use futures::stream;
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;
use tokio::time::sleep;

use crate::build::Folders;
use crate::expect;
use crate::language::{Language, Pair};
use crate::program::{Client, Worker};
use crate::schema::{Schema, from_json, to_binary};
use crate::server::{Server, Settings};
use crate::session::Setup;

/// One after the other; more need more time than CI has.
pub const CALLS_IN_A_ROW: usize = 1000;

const NAMESPACE: &str = "drill";
const CALLS: usize = 1000;
const IN_FLIGHT: usize = 64;
/// For one call, however often its worker is killed.
const LIMIT: Duration = Duration::from_secs(180);
/// Between one kill and the next, while the worker that was killed starts again.
const BETWEEN_KILLS: Duration = Duration::from_millis(1500);

/// What came of one.
#[derive(Clone, Debug)]
pub struct Drill {
    pub name: &'static str,
    /// What was counted.
    pub statistics: String,
    /// What went wrong, a line each.
    pub failures: Vec<String>,
}

/// What drills are made of.
struct Field<'a> {
    setup: &'a Setup,
    folders: &'a Folders,
    schema: &'a Schema,
}

/// A server, and on it a client and a worker of every language.
struct Stage {
    server: Server,
    clients: BTreeMap<Language, Client>,
    workers: BTreeMap<Language, Worker>,
}

/// Runs them all.
///
/// # Errors
///
/// Server or programs do not start.
pub async fn run(
    setup: &Setup,
    folders: &Folders,
    schema: &Schema,
    calls_in_a_row: usize,
) -> Result<Vec<Drill>> {
    let field = Field { setup, folders, schema };
    let namespaces = [NAMESPACE.to_owned()];
    let mut drills = field.many(&Settings::new(&setup.temporal, &namespaces)?, calls_in_a_row).await?;

    let database = tempfile::tempdir()?;
    let database = database.path().join("drill.db");
    drills.extend(field.kill(&Settings::new(&setup.temporal, &namespaces)?.database(&database)).await?);
    Ok(drills)
}

impl Field<'_> {
    async fn start(&self, settings: &Settings<'_>) -> Result<Stage> {
        let server = Server::start(settings, &self.folders.log("drill-server")).await?;
        let address = &server.address;
        let workers = try_join_all(Language::ALL.map(|language| self.worker(address, language))).await?;
        let clients =
            Language::ALL.into_iter().map(|language| Ok((language, self.client(address, language)?)));
        let clients = clients.collect::<Result<_>>()?;
        Ok(Stage { clients, workers: Language::ALL.into_iter().zip(workers).collect(), server })
    }

    /// Calls that many programs and a server do not outlive.
    async fn kill(&self, settings: &Settings<'_>) -> Result<Vec<Drill>> {
        let Stage { server, clients, workers } = self.start(settings).await?;
        let address = server.address.clone();
        let workers: BTreeMap<_, _> =
            workers.into_iter().map(|(language, worker)| (language, Mutex::new(Some(worker)))).collect();
        let load = self.load(&address, &clients, &workers).await;
        let (server, killed) = self.kill_server(server, settings, &clients).await?;

        let workers =
            workers.into_iter().filter_map(|(language, worker)| Some((language, worker.into_inner()?)));
        Stage { server, clients, workers: workers.collect() }.stop().await;
        Ok(vec![load, killed])
    }
}

impl Stage {
    async fn stop(self) {
        join_all(self.clients.into_values().map(Client::stop)).await;
        join_all(self.workers.into_values().map(Worker::stop)).await;
        self.server.stop().await;
    }
}

impl Field<'_> {
    /// A call of every pair waits while the server is killed, and started again.
    async fn kill_server(
        &self,
        server: Server,
        settings: &Settings<'_>,
        clients: &BTreeMap<Language, Client>,
    ) -> Result<(Server, Drill)> {
        let pairs = Language::ALL.into_iter().flat_map(|client| Language::ALL.map(|worker| (client, worker)));
        let calls = pairs.enumerate().map(|(number, (client, worker))| {
            let key = format!("server-{number}");
            let ask = Ask {
                pair: (client, worker),
                method: "Reliability.Work",
                request: json!({"key": key, "workMs": 3000}),
                response: json!({"key": key, "language": worker.as_str()}),
                ignore: &["idempotency_key", "attempt", "heartbeats"],
            };
            async move { self.call(&clients[&client], &ask).await.err().map(|error| ask.failed(&error)) }
        });
        let calls: Vec<_> = calls.collect();
        let count = calls.len();
        let log = self.folders.log("drill-server-again");
        let restart = async {
            sleep(Duration::from_millis(1500)).await;
            server.kill().await?;
            sleep(Duration::from_secs(2)).await;
            Server::start(settings, &log).await
        };

        let (failures, server) = tokio::join!(join_all(calls), restart);
        let failures: Vec<String> = failures.into_iter().flatten().collect();
        let answered = count - failures.len();
        let statistics = format!("{answered} of {count} calls answered");
        Ok((server?, Drill { name: "server killed under waiting calls", statistics, failures }))
    }

    /// Calls between all pairs, while one worker after the other is killed and started again.
    async fn load(
        &self,
        address: &str,
        clients: &BTreeMap<Language, Client>,
        workers: &BTreeMap<Language, Mutex<Option<Worker>>>,
    ) -> Drill {
        let done = AtomicBool::new(false);
        let begin = Instant::now();
        let calls = stream::iter((0..CALLS).map(Ask::of_load)).map(|ask| async move {
            self.call(&clients[&ask.pair.0], &ask).await.err().map(|error| ask.failed(&error))
        });
        let calls = async {
            let failures: Vec<_> = calls.buffer_unordered(IN_FLIGHT).collect().await;
            done.store(true, Ordering::Relaxed);
            failures
        };

        let (failures, kills) = tokio::join!(calls, self.kill_workers(address, workers, &done));
        let mut failures: Vec<String> = failures.into_iter().flatten().collect();
        let answered = CALLS - failures.len();
        let kills = kills.unwrap_or_else(|error| {
            failures.push(format!("a worker did not start again: {error:#}"));
            0
        });
        let seconds = begin.elapsed().as_secs();
        let statistics = format!(
            "{answered} of {CALLS} calls answered, {IN_FLIGHT} at a time, workers killed {kills} times, {seconds} s"
        );
        Drill { name: "workers killed under load", statistics, failures }
    }

    async fn kill_workers(
        &self,
        address: &str,
        workers: &BTreeMap<Language, Mutex<Option<Worker>>>,
        done: &AtomicBool,
    ) -> Result<usize> {
        let mut kills = 0;
        for (&language, worker) in workers.iter().cycle() {
            sleep(BETWEEN_KILLS).await;
            if done.load(Ordering::Relaxed) {
                break;
            }
            let mut worker = worker.lock().await;
            if let Some(running) = worker.take() {
                running.kill().await?;
                kills += 1;
            }
            *worker = Some(self.worker(address, language).await?);
        }
        Ok(kills)
    }

    async fn call(&self, client: &Client, ask: &Ask) -> Result<()> {
        let method = self.schema.method(ask.method)?;
        let bytes = to_binary(&from_json(method.input(), &ask.request)?);
        let mut message = Map::new();
        message.insert("op".to_owned(), json!("execute"));
        message.insert("namespace".to_owned(), json!(NAMESPACE));
        message.insert("method".to_owned(), json!(method.full_name()));
        message.insert("request".to_owned(), json!(BASE64_STANDARD.encode(bytes)));
        message.insert("options".to_owned(), json!({"task_queue": queue(ask.pair.1)}));

        let (_, answer) = client.ask(message, LIMIT).await?;
        expect::success(&answer)?;
        let ignore: Vec<String> = ask.ignore.iter().map(|&field| field.to_owned()).collect();
        expect::response(&method, &ask.response, &ignore, &answer)
    }

    async fn worker(&self, address: &str, language: Language) -> Result<Worker> {
        let log = self.folders.log(&format!("drill-worker-{language}"));
        let command =
            self.setup.programs(language)?.worker(address, NAMESPACE, Some(&queue(language)), &log)?;
        Worker::start(command, &log).await.with_context(|| language.to_string())
    }

    fn client(&self, address: &str, language: Language) -> Result<Client> {
        let log = self.folders.log(&format!("drill-client-{language}"));
        Client::start(self.setup.programs(language)?.client(address, &log)?, log)
    }
}

fn queue(language: Language) -> String {
    format!("drill-{language}")
}

/// One call, and what it has to answer.
struct Ask {
    /// The client first.
    pair: (Language, Language),
    method: &'static str,
    request: Value,
    response: Value,
    ignore: &'static [&'static str],
}

impl Ask {
    /// Half of the load are workflows, half handlers that take their time.
    fn of_load(number: usize) -> Ask {
        let languages = Language::ALL.len();
        let pair = (Language::ALL[number % languages], Language::ALL[number / languages % languages]);
        let language = pair.1.as_str();
        if (number / (languages * languages)).is_multiple_of(2) {
            return Ask {
                pair,
                method: "Basic.Greet",
                request: json!({"name": number.to_string()}),
                response: json!({"text": format!("Hello, {number}!"), "language": language}),
                ignore: &[],
            };
        }
        let key = format!("load-{number}");
        Ask {
            pair,
            method: "Reliability.Work",
            request: json!({"key": key, "workMs": 400}),
            response: json!({"key": key, "language": language}),
            ignore: &["idempotency_key", "attempt", "heartbeats"],
        }
    }

    fn failed(&self, error: &anyhow::Error) -> String {
        let pair = Pair::stubs(self.pair.0, self.pair.1);
        format!("{pair} {} {}: {error:#}", self.method, self.request)
    }
}
