//! Runs an installer, to an end that is always reached.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Error;

const LIMIT: Duration = Duration::from_secs(600);
const LOG: &str = "install.log";
const LINES_SHOWN: usize = 30;

/// Runs a command in a folder; what it says goes to a file there, and into the error.
pub fn run(command: &[String], environment: &[(String, String)], folder: &Path) -> Result<(), Error> {
    let log = folder.join(LOG);
    let output = File::create(&log).map_err(|error| Error::file(&log, error))?;
    let errors = output.try_clone().map_err(|error| Error::file(&log, error))?;
    let shown = show(command);

    let spawned = Command::new(&command[0])
        .args(&command[1..])
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn();
    let mut child =
        spawned.map_err(|error| Error::Installer { command: shown.clone(), why: error.to_string() })?;

    let why = match wait(&mut child) {
        Ok(Some(status)) if status.success() => return Ok(()),
        Ok(Some(status)) => status.to_string(),
        Ok(None) => format!("did not end within {} seconds", LIMIT.as_secs()),
        Err(error) => error.to_string(),
    };
    Err(Error::Installer { command: shown, why: format!("{why}\n{}", end_of(&log)) })
}

/// `None` where the time is up and the child was ended.
fn wait(child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(50));
    }

    child.kill()?;
    child.wait()?;
    Ok(None)
}

fn end_of(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n")
}

fn show(command: &[String]) -> String {
    let plain = |word: &String| !word.is_empty() && !word.contains([' ', '\'', '"', '$', ';', '*']);
    let words: Vec<String> = command
        .iter()
        .map(|word| if plain(word) { word.clone() } else { format!("'{}'", word.replace('\'', r"'\''")) })
        .collect();
    words.join(" ")
}
