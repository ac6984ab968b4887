//! The development server of a run.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Child;
use tokio::time::timeout;

use crate::process::{self, Log};

const READY: Duration = Duration::from_secs(60);
const READY_LINE: &str = "Temporal Server:";

/// Those of `conformance/v1/options.proto`.
const SEARCH_ATTRIBUTES: [&str; 7] = [
    "StubbornKeyword=Keyword",
    "StubbornText=Text",
    "StubbornInt=Int",
    "StubbornDouble=Double",
    "StubbornBool=Bool",
    "StubbornDatetime=Datetime",
    "StubbornList=KeywordList",
];

/// Ends the server when standard input does, so that it goes with a runner that was killed; at once when
/// a line is read.
const GUARD: &str = r#""$@" </dev/null & server=$!; trap 'kill $server' TERM
if read -r _; then kill -9 $server; else kill $server; fi; wait $server"#;

/// Owns the server's process.
pub struct Server {
    child: Child,
    pub address: String,
}

/// What a server serves, and where.
pub struct Settings<'a> {
    temporal: &'a Path,
    namespaces: &'a [String],
    ports: [u16; 3],
    /// Where it remembers everything; otherwise in memory.
    database: Option<&'a Path>,
}

impl<'a> Settings<'a> {
    /// On free ports, in memory.
    pub fn new(temporal: &'a Path, namespaces: &'a [String]) -> Result<Self> {
        Ok(Settings { temporal, namespaces, ports: free_ports()?, database: None })
    }

    /// With a database that outlives the server.
    pub fn database(self, database: &'a Path) -> Self {
        Settings { database: Some(database), ..self }
    }
}

impl Server {
    /// Starts a server, and waits until it serves.
    pub async fn start(settings: &Settings<'_>, log: &Log) -> Result<Server> {
        let Settings { temporal, namespaces, ports: [port, http, metrics], database } = settings;
        let mut command = process::command(Path::new("sh"), log)?;
        command.args(["-c", GUARD, "sh"]).arg(temporal);
        command.args(["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "error"]);
        for (flag, port) in [("--port", port), ("--http-port", http), ("--metrics-port", metrics)] {
            command.args([flag, &port.to_string()]);
        }
        if let Some(database) = database {
            command.arg("--db-filename").arg(database);
        }
        for namespace in *namespaces {
            command.args(["--namespace", namespace]);
        }
        for attribute in SEARCH_ATTRIBUTES {
            command.args(["--search-attribute", attribute]);
        }
        // Its end is the end of its input: a killed shell would leave the server running.
        command.kill_on_drop(false).stdin(Stdio::piped()).stdout(Stdio::piped());

        let mut child = command.spawn().context("the development server")?;
        let output = child.stdout.take().context("no output")?;
        match timeout(READY, ready(output)).await {
            Ok(Ok(())) => Ok(Server { child, address: format!("127.0.0.1:{port}") }),
            Ok(Err(error)) => bail!("the development server did not start: {error}\n{}", log.end()),
            Err(_) => bail!("the development server was not ready in time\n{}", log.end()),
        }
    }

    pub async fn stop(self) {
        process::stop(self.child).await;
    }

    /// Ends it as SIGKILL does.
    pub async fn kill(mut self) -> Result<()> {
        let mut input = self.child.stdin.take().context("no input")?;
        input.write_all(b"kill\n").await?;
        self.child.wait().await?;
        Ok(())
    }
}

async fn ready(output: tokio::process::ChildStdout) -> Result<()> {
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if line.contains(READY_LINE) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(());
        }
    }
    bail!("it ended")
}

/// Ports that nobody listens on, found together so that they differ.
fn free_ports() -> Result<[u16; 3]> {
    let listen = || TcpListener::bind("127.0.0.1:0");
    let listeners = [listen()?, listen()?, listen()?];
    let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port());
    Ok([port(&listeners[0])?, port(&listeners[1])?, port(&listeners[2])?])
}
