//! Processes and closures under the clock.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// One run of a process, as the kernel accounts for it.
#[derive(Clone, Copy)]
struct Sample {
    wall: Duration,
    cpu: Duration,
    peak_bytes: u64,
}

/// A command to run again and again.
pub struct Contender {
    pub name: String,
    pub command: Command,
    /// A file that is its standard input; otherwise that is empty.
    pub input: Option<PathBuf>,
    /// A folder that is made anew before each run.
    pub out: Option<PathBuf>,
}

impl Contender {
    pub fn new(name: impl Into<String>, command: Command) -> Self {
        Self { name: name.into(), command, input: None, out: None }
    }

    #[must_use]
    pub fn input(mut self, input: impl Into<PathBuf>) -> Self {
        self.input = Some(input.into());
        self
    }

    #[must_use]
    pub fn out(mut self, out: impl Into<PathBuf>) -> Self {
        self.out = Some(out.into());
        self
    }
}

/// What several runs of one contender came to.
pub struct Summary {
    pub name: String,
    pub minimum: Duration,
    pub median: Duration,
    /// Of processor time, user and system, the process's children included.
    pub minimum_cpu: Duration,
    /// The largest resident set of any run.
    pub peak_bytes: u64,
}

/// Runs the contenders in turn, so that all of them see the same machine.
pub fn race(runs: usize, mut contenders: Vec<Contender>) -> io::Result<Vec<Summary>> {
    let mut samples: Vec<Vec<Sample>> = contenders.iter().map(|_| Vec::new()).collect();
    for contender in &mut contenders {
        run(contender)?;
    }
    for _ in 0..runs {
        for (contender, samples) in contenders.iter_mut().zip(&mut samples) {
            samples.push(run(contender)?);
        }
    }
    Ok(contenders
        .into_iter()
        .zip(samples)
        .map(|(contender, samples)| summarise(contender.name, &samples))
        .collect())
}

fn run(contender: &mut Contender) -> io::Result<Sample> {
    if let Some(out) = &contender.out {
        if out.exists() {
            std::fs::remove_dir_all(out)?;
        }
        std::fs::create_dir_all(out)?;
    }
    let input = match &contender.input {
        Some(path) => Stdio::from(File::open(path)?),
        None => Stdio::null(),
    };
    let command = contender.command.stdin(input).stdout(Stdio::null());
    let start = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall = start.elapsed();
    if !used.status.success() {
        return Err(io::Error::other(format!("{} ended with {}", contender.name, used.status)));
    }
    Ok(Sample { wall, cpu: used.rusage.utime + used.rusage.stime, peak_bytes: used.rusage.maxrss })
}

fn summarise(name: String, samples: &[Sample]) -> Summary {
    let least = |of: fn(&Sample) -> Duration| samples.iter().map(of).min().unwrap_or_default();
    Summary {
        name,
        minimum: least(|sample| sample.wall),
        median: median(samples.iter().map(|sample| sample.wall).collect()),
        minimum_cpu: least(|sample| sample.cpu),
        peak_bytes: samples.iter().map(|sample| sample.peak_bytes).max().unwrap_or_default(),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Times of a closure: the least and the median.
pub fn repeat(runs: usize, mut work: impl FnMut()) -> (Duration, Duration) {
    work();
    let times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    (times.iter().min().copied().unwrap_or_default(), median(times))
}
