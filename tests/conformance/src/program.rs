//! The programs under test: a worker to start and stop, a client to talk to.

use std::collections::HashMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::process::{self, Log};

const READY: Duration = Duration::from_secs(120);

/// A program that serves.
pub struct Worker {
    child: Child,
}

impl Worker {
    /// Starts a worker and waits until it polls.
    pub async fn start(mut command: Command, log: &Log) -> Result<Worker> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{:?}", command.as_std()))?;
        let mut lines = lines(&mut child)?;

        let line = match timeout(READY, lines.next_line()).await {
            Ok(line) => line?.unwrap_or_default(),
            Err(_) => bail!("not ready in time\n{}", log.end()),
        };
        let value: Value = serde_json::from_str(&line).unwrap_or_default();
        if value.get("ready") != Some(&Value::Bool(true)) {
            bail!("said {line:?} instead of being ready\n{}", log.end());
        }
        // A program that writes more than it should must not stop for want of a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });

        Ok(Worker { child })
    }

    /// Of its process, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    pub async fn stop(self) {
        process::stop(self.child).await;
    }

    /// Ends it as SIGKILL does.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Value>>>>;

/// A program that calls.
pub struct Client {
    child: Child,
    input: tokio::sync::Mutex<ChildStdin>,
    waiting: Waiting,
    next: AtomicU64,
    log: Log,
}

impl Client {
    pub fn start(mut command: Command, log: Log) -> Result<Client> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{:?}", command.as_std()))?;
        let input = child.stdin.take().context("no input")?;
        let waiting = Waiting::default();
        tokio::spawn(hand_out(lines(&mut child)?, Arc::clone(&waiting)));

        Ok(Client { child, input: tokio::sync::Mutex::new(input), waiting, next: AtomicU64::new(1), log })
    }

    /// Sends a request and waits for its answer; gives also the request's id.
    ///
    /// # Errors
    ///
    /// The program is gone, does not answer in time or answers with a fault.
    pub async fn ask(&self, mut request: Map<String, Value>, limit: Duration) -> Result<(u64, Value)> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        request.insert("id".to_owned(), json!(id));
        let mut line = serde_json::to_vec(&request)?;
        line.push(b'\n');

        let (sender, receiver) = oneshot::channel();
        lock(&self.waiting).insert(id, sender);
        let sent = self.input.lock().await.write_all(&line).await;
        sent.with_context(|| format!("the client is gone\n{}", self.log.end()))?;

        let answer = match timeout(limit, receiver).await {
            Ok(answer) => answer.map_err(|_| anyhow!("the client ended\n{}", self.log.end()))?,
            Err(_) => {
                lock(&self.waiting).remove(&id);
                bail!("no answer within {} seconds", limit.as_secs());
            }
        };
        if let Some(fault) = answer.get("fault") {
            bail!("the client failed: {}", fault.as_str().unwrap_or_default());
        }
        Ok((id, answer))
    }

    /// Ends it as SIGKILL does.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Of its process, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    pub async fn stop(self) {
        drop(self.input);
        process::stop(self.child).await;
    }
}

/// Gives every answer to who waits for it; at the end, the others learn that none will come.
async fn hand_out(mut lines: Lines<BufReader<ChildStdout>>, waiting: Waiting) {
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(answer) = serde_json::from_str::<Value>(&line) else {
            eprintln!("a client wrote what is no JSON: {line}");
            continue;
        };
        let sender = answer.get("id").and_then(Value::as_u64).and_then(|id| lock(&waiting).remove(&id));
        if let Some(sender) = sender {
            // Who gave up waiting needs no answer.
            let _ = sender.send(answer);
        }
    }
    lock(&waiting).clear();
}

fn lines(child: &mut Child) -> Result<Lines<BufReader<ChildStdout>>> {
    let output = child.stdout.take().context("no output")?;
    Ok(BufReader::new(output).lines())
}

fn lock(waiting: &Waiting) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<Value>>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
