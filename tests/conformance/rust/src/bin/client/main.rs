//! Makes the calls that standard input asks for. See ../../../PROTOCOL.md.

mod board;
mod messages;
mod method;
mod methods;
mod options;
mod session;
mod with_start;

use std::io::stderr;
use std::sync::Arc;

use anyhow::Result;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, stdin, stdout};
use tokio::sync::mpsc;
use tracing::Level;

use session::Session;

/// Answers every line, in any order, and ends where its input does.
#[tokio::main]
async fn main() -> Result<()> {
    tracing_subscriber::fmt().with_ansi(false).with_max_level(Level::WARN).with_writer(stderr).init();
    let session = Arc::new(Session::new(conformance_programs::connect().await?));
    let (answers, mut answered) = mpsc::unbounded_channel::<String>();
    tokio::spawn(async move {
        let mut output = stdout();
        while let Some(answer) = answered.recv().await {
            output.write_all(format!("{answer}\n").as_bytes()).await?;
            output.flush().await?;
        }
        anyhow::Ok(())
    });

    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let (session, answers) = (Arc::clone(&session), answers.clone());
        tokio::spawn(async move { answers.send(session.answer(&line).await.to_string()) });
    }
    Ok(())
}
