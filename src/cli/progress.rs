//! One line that shows that work goes on.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work that takes less is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);
const FRAME: Duration = Duration::from_millis(100);
const FRAMES: &[char] = &['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/// Work in progress, until dropped.
#[derive(Debug)]
pub struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Starts to count; `shown` is false where there is nobody to see.
    pub fn start(what: &str, shown: bool) -> Self {
        if !shown {
            return Self(None);
        }
        let what = what.to_owned();
        let (stop, stopped) = mpsc::channel();
        let start = Instant::now();
        let thread = thread::spawn(move || {
            let mut wait = PATIENCE;
            let mut frames = FRAMES.iter().cycle();
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = FRAME;
                let frame = frames.next().unwrap_or(&' ');
                draw(&format!("\r{frame} {what} {}s\x1b[K", start.elapsed().as_secs()));
            }
            if wait == FRAME {
                draw("\r\x1b[K");
            }
        });
        Self(Some((stop, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.0.take() {
            drop(stop);
            // The line must be gone before anything else is written.
            let _ = thread.join();
        }
    }
}

fn draw(text: &str) {
    let mut stderr = io::stderr();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
