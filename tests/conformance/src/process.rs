//! Child processes that always end: within their time, and with the runner.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a program may take to stop once its input has ended.
const STOP: Duration = Duration::from_secs(5);
const LINES_SHOWN: usize = 25;

/// What a program writes for people.
#[derive(Clone, Debug)]
pub struct Log(PathBuf);

impl Log {
    pub fn new(path: PathBuf) -> Log {
        Log(path)
    }

    fn create(&self) -> Result<File> {
        if let Some(parent) = self.0.parent() {
            std::fs::create_dir_all(parent)?;
        }
        File::create(&self.0).with_context(|| self.0.display().to_string())
    }

    /// The last lines, under the file's name.
    pub fn end(&self) -> String {
        let bytes = std::fs::read(&self.0).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        let shown = lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n");
        format!("{}:\n{shown}", self.0.display())
    }
}

/// A command as it is run here: with its standard error in a log, ended when it is dropped.
pub fn command(program: &Path, log: &Log) -> Result<Command> {
    let mut command = Command::new(program);
    command.kill_on_drop(true).stdin(Stdio::null()).stderr(log.create()?);
    Ok(command)
}

/// Runs a command to its end, both outputs in the log.
pub async fn run(mut command: Command, log: &Log, limit: Duration) -> Result<()> {
    let output = log.create()?;
    command.stdout(output.try_clone()?).stderr(output);
    let shown = format!("{:?}", command.as_std());
    let mut child = command.spawn().with_context(|| shown.clone())?;

    match timeout(limit, child.wait()).await {
        Ok(status) => {
            let status = status?;
            if !status.success() {
                bail!("{shown}: {status}\n{}", log.end());
            }
            Ok(())
        }
        Err(_) => {
            child.kill().await?;
            bail!("{shown}: did not end within {} seconds\n{}", limit.as_secs(), log.end())
        }
    }
}

/// Ends a program: by the end of its input, or else by its id.
pub async fn stop(mut child: Child) {
    drop(child.stdin.take());
    if timeout(STOP, child.wait()).await.is_err() {
        // Gone already, or now.
        let _ = child.kill().await;
    }
}
