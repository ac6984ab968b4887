//! Many calls by one client: all at once, and one after the other, which has to leave the memory of
//! client and worker as it was.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use futures::future::{join_all, try_join};
use serde_json::json;

use super::{Ask, Drill, Field, Stage};
use crate::language::Language;
use crate::program::{Client, Worker};
use crate::server::Settings;

/// Of each client, without waiting for any of them.
const AT_ONCE: usize = 250;
/// Of a request, so that memory grows visibly where requests or replies are kept.
const NAME_LENGTH: usize = 4000;
/// Which part of the calls comes before memory is measured for the first time.
const WARM_UP: usize = 4;
/// What programs may need more after the last call than after the first ones: some, for heaps are not
/// emptied at once and workers keep hundreds of workflows at hand, and for each call less than what it
/// carries.
const GROWTH: u64 = 96 << 20;
const GROWTH_PER_CALL: u64 = NAME_LENGTH as u64;

impl Field<'_> {
    pub(super) async fn many(&self, settings: &Settings<'_>, in_a_row: usize) -> Result<Vec<Drill>> {
        let stage = self.start(settings).await?;
        let drills = vec![self.at_once(&stage).await, self.in_a_row(&stage, in_a_row).await];
        stage.stop().await;
        Ok(drills)
    }

    /// Every client calls the worker of each language, with as many calls under way as there are.
    async fn at_once(&self, Stage { clients, .. }: &Stage) -> Drill {
        let calls = clients.iter().flat_map(|(&language, client)| {
            (0..AT_ONCE).map(move |number| async move {
                let worker = Language::ALL[number % Language::ALL.len()];
                let ask = greeting((language, worker), &format!("{language} {number}"), number / 4);
                self.call(client, &ask).await.err().map(|error| ask.failed(&error))
            })
        });
        let failures: Vec<String> = join_all(calls).await.into_iter().flatten().collect();
        let all = AT_ONCE * clients.len();
        let statistics =
            format!("{} of {all} calls answered, {AT_ONCE} at a time by each client", all - failures.len());
        Drill { name: "calls at once by one client", statistics, failures }
    }

    /// Every language with itself.
    async fn in_a_row(&self, Stage { clients, workers, .. }: &Stage, count: usize) -> Drill {
        let languages = clients.iter().map(|(&language, client)| async move {
            let measured = self.grow(language, client, &workers[&language], count).await;
            measured.map_err(|error| format!("{language}: {error:#}"))
        });
        let mut failures = Vec::new();
        let begin = Instant::now();
        let mut statistics = Vec::new();
        for measured in join_all(languages).await {
            match measured {
                Ok(text) => statistics.push(text),
                Err(failure) => failures.push(failure),
            }
        }
        let seconds = begin.elapsed().as_secs();
        let statistics = format!("{count} calls by each client, {seconds} s; {}", statistics.join("; "));
        Drill { name: "memory after calls in a row", statistics, failures }
    }

    async fn grow(
        &self,
        language: Language,
        client: &Client,
        worker: &Worker,
        count: usize,
    ) -> Result<String> {
        let name = "x".repeat(NAME_LENGTH);
        let first = count / WARM_UP;
        let measure = || try_join(resident(client.id()), resident(worker.id()));
        let mut before = (0, 0);
        for number in 0..count {
            if number == first {
                before = measure().await?;
            }
            self.call(client, &greeting((language, language), &format!("{name}{number}"), number)).await?;
        }
        let after = measure().await?;

        let bound = GROWTH + GROWTH_PER_CALL * u64::try_from(count - first)?;
        for (program, before, after) in [("client", before.0, after.0), ("worker", before.1, after.1)] {
            if after.saturating_sub(before) > bound {
                bail!("the {program} grew from {before} to {after} bytes");
            }
        }
        let [client, worker] = [(before.0, after.0), (before.1, after.1)]
            .map(|(before, after)| format!("{} to {} MiB", before >> 20, after >> 20));
        Ok(format!("{language}: client {client}, worker {worker}"))
    }
}

/// By turns of a workflow and of a handler.
fn greeting(pair: (Language, Language), name: &str, number: usize) -> Ask {
    let method = if number.is_multiple_of(2) { "Basic.Greet" } else { "Basic.GreetHandler" };
    let response = json!({"text": format!("Hello, {name}!"), "language": pair.1.as_str()});
    Ask { pair, method, request: json!({"name": name}), response, ignore: &[] }
}

/// How many bytes of memory a process holds.
async fn resident(id: Option<u32>) -> Result<u64> {
    let file = format!("/proc/{}/status", id.context("the program has ended")?);
    let status = tokio::fs::read_to_string(&file).await.with_context(|| file.clone())?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context(file)?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().context(line.to_owned())?;
    Ok(kilobytes << 10)
}
