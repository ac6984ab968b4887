//! Everything that runs while cases do: the server, the workers, the clients.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use futures::future::join_all;
use serde_json::Value;
use tokio::process::Command;

use crate::build::{self, Folders, Programs, Tools};
use crate::language::{Language, Peer};
use crate::program::{Client, Worker};
use crate::server::{self, Server};

/// Where the workers of all languages are, each on its own queue.
const MIXED: &str = "mixed";

/// A peer's running programs.
pub struct Running {
    pub client: Client,
    workers: Vec<Worker>,
}

/// Where a worker of one case's own serves, and how.
pub struct Place<'a> {
    pub namespace: &'a str,
    pub queue: &'a str,
    pub arguments: &'a [String],
}

/// What is left of a session: the programs that were built for it.
pub struct Setup {
    pub temporal: PathBuf,
    programs: BTreeMap<Peer, Programs>,
}

impl Setup {
    /// The programs of a language.
    pub fn programs(&self, language: Language) -> Result<&Programs> {
        let programs = self.programs.get(&Peer::Stub(language));
        programs.with_context(|| format!("{language} takes no part"))
    }
}

/// Who could be started, and why the others could not.
pub struct Session {
    server: Server,
    folders: Folders,
    setup: Setup,
    pub peers: BTreeMap<Peer, Result<Running>>,
}

impl Session {
    /// Builds and starts whatever takes part. A peer that does not start does not stop the others.
    ///
    /// # Errors
    ///
    /// Programs that cannot be built, all of them: without one language, cases of the others that call
    /// it would wait in vain.
    pub async fn start(peers: &[Peer], folders: &Folders) -> Result<Session> {
        let tools = Tools::prepare(folders).await?;
        let built = build_all(peers, folders, &tools).await?;

        let mut namespaces: Vec<String> = peers.iter().map(Peer::to_string).collect();
        namespaces.push(MIXED.to_owned());
        let server =
            Server::start(&server::Settings::new(&tools.temporal, &namespaces)?, &folders.log("server"))
                .await?;

        let address = &server.address;
        let programs: BTreeMap<Peer, Programs> = peers.iter().copied().zip(built).collect();
        let started = programs
            .iter()
            .map(|(&peer, programs)| async move { (peer, start(peer, programs, address, folders).await) });
        let peers = join_all(started).await.into_iter().collect();
        let setup = Setup { temporal: tools.temporal, programs };
        Ok(Session { server, folders: folders.clone(), setup, peers })
    }

    /// A worker of one case's own, with a log of that name.
    pub async fn worker(&self, language: Language, place: &Place<'_>, log: &str) -> Result<Worker> {
        let log = self.folders.log(log);
        let programs = self.setup.programs(language)?;
        let mut command = programs.worker(&self.server.address, place.namespace, Some(place.queue), &log)?;
        command.args(place.arguments);
        Worker::start(command, &log).await
    }

    /// A client of one case's own.
    pub fn new_client(&self, language: Language, log: &str) -> Result<Client> {
        let log = self.folders.log(log);
        Client::start(self.setup.programs(language)?.client(&self.server.address, &log)?, log)
    }

    /// The client program of a peer, and through it whatever it can reach.
    pub fn client(&self, peer: Peer) -> Result<&Client> {
        match self.peers.get(&peer) {
            Some(Ok(running)) => Ok(&running.client),
            Some(Err(error)) => bail!("{peer} does not run: {error:#}"),
            None => bail!("{peer} takes no part"),
        }
    }

    /// What the server remembers of a run, as replayers read it.
    pub async fn history(&self, namespace: &str, workflow_id: &str, run_id: &str) -> Result<Value> {
        let mut command = Command::new(&self.setup.temporal);
        command.args(["workflow", "show", "--output", "json", "--address", &self.server.address]);
        command.args(["--namespace", namespace, "--workflow-id", workflow_id, "--run-id", run_id]);
        let output = command.output().await?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Ends every process.
    pub async fn stop(self) -> Setup {
        let stops = self.peers.into_values().flatten().map(|running| async {
            join_all(running.workers.into_iter().map(Worker::stop)).await;
            running.client.stop().await;
        });
        join_all(stops).await;
        self.server.stop().await;
        self.setup
    }
}

async fn build_all(peers: &[Peer], folders: &Folders, tools: &Tools) -> Result<Vec<Programs>> {
    let built = join_all(peers.iter().map(|&peer| build::build(peer, folders, tools))).await;
    let failures = |(peer, built): (&Peer, &Result<Programs>)| {
        built.as_ref().err().map(|error| format!("the programs of {peer} cannot be built: {error:#}"))
    };
    let failures: Vec<String> = peers.iter().zip(&built).filter_map(failures).collect();
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    built.into_iter().collect()
}

async fn start(peer: Peer, programs: &Programs, address: &str, folders: &Folders) -> Result<Running> {
    let places: Vec<(&str, Option<String>)> = match peer {
        Peer::Stub(language) => vec![(language.as_str(), None), (MIXED, Some(queue(language)))],
        Peer::Foreign => vec![("foreign", None)],
    };
    let workers = join_all(places.iter().map(|(namespace, queue)| async move {
        let log = folders.log(&format!("{peer}-worker-{namespace}"));
        let command = programs.worker(address, namespace, queue.as_deref(), &log)?;
        Worker::start(command, &log).await
    }));
    let workers = workers.await.into_iter().collect::<Result<_>>()?;

    let log = folders.log(&format!("{peer}-client"));
    let client = Client::start(programs.client(address, &log)?, log)?;
    Ok(Running { client, workers })
}

/// The queue of a language's worker in the mixed namespace.
fn queue(language: Language) -> String {
    format!("all-{language}")
}
