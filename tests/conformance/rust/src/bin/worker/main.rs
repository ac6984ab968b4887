//! Serves every service of the schema. See ../../../PROTOCOL.md.

mod basic;
mod board;
mod declared;
mod hold;
mod ids;
mod names;
mod relay;
mod reliability;
mod replay;
mod settings;
mod tasks;
mod values;

use std::time::Duration;

use anyhow::{Result, anyhow};
use conformance_programs::stubs::conformance::v1::stubborn as stubs;
use conformance_programs::stubs::stubborn_runtime::{Registry, serving};
use conformance_programs::{client, connect, flag, option};
use futures::future::try_join_all;
use temporalio_client::Client;
use temporalio_sdk::{Runtime, Worker, WorkerOptions};
use tokio::io::{AsyncReadExt, stdin};
use tokio::time::sleep;

const LANGUAGE: &str = "rust";

/// For what is still running when the worker is to stop.
const LONGEST_STOP: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() -> Result<()> {
    let runtime = Runtime::from_current_tokio(Default::default())?;
    if let Some(folder) = option("--replay") {
        return replay::replay(folder.as_ref()).await;
    }
    let namespace = option("--namespace").ok_or_else(|| anyhow!("--namespace is missing"))?;
    let client = client(&connect().await?, &namespace)?;
    let mut workers = match option("--queue") {
        Some(queue) => vec![worker_on(&queue, &runtime, &client)?],
        None => workers(&runtime, &client)?,
    };

    let stops: Vec<_> = workers.iter().map(Worker::shutdown_handle).collect();
    let stopping = async {
        println!("{{\"ready\":true}}");
        stdin().read_to_end(&mut Vec::new()).await?;
        stops.iter().for_each(|stop| stop());
        sleep(LONGEST_STOP).await;
        anyhow::Ok(())
    };
    tokio::select! {
        ran = try_join_all(workers.iter_mut().map(Worker::run)) => {
            ran.map(|_| ()).map_err(|error| anyhow!("{error:?}"))
        }
        stopped = stopping => stopped,
    }
}

/// Makes workers of one kind or another of what the stubs offer. There is no `--keep-unknown`: workers
/// of this SDK cannot answer unknown workflow types.
macro_rules! made {
    ($worker:expr) => {
        if flag("--retry-tasks") { $worker.retry_tasks() } else { $worker }
    };
}

/// Those that the stubs offer, on the queues of the schema.
fn workers(runtime: &Runtime, client: &Client) -> Result<Vec<Worker>> {
    let mut workers = vec![
        made!(stubs::basic_worker(basic::Basic)).worker(runtime, client)?,
        made!(stubs::lone_worker(names::Lone)).worker(runtime, client)?,
        made!(stubs::reliability_worker(reliability::Reliability)).worker(runtime, client)?,
        made!(stubs::declared_worker(declared::Declared)).worker(runtime, client)?,
        made!(stubs::board_worker(board::Board)).worker(runtime, client)?,
        made!(stubs::settings_worker(settings::Settings)).worker(runtime, client)?,
    ];
    let tasks = stubs::tasks_activities(tasks::Tasks);
    workers.extend(tasks.workers(runtime, client)?);
    let mut desk = made!(stubs::desk_worker(tasks::Desk)).options()?;
    tasks.register(&mut desk);
    workers.push(worker(runtime, client, desk)?);
    for mut options in made!(stubs::names_workers(names::Names)).options()? {
        if options.task_queue == stubs::neighbour::TASK_QUEUE {
            made!(stubs::neighbour_worker(names::Neighbour)).register(&mut options)?;
        }
        workers.push(worker(runtime, client, options)?);
    }
    let mut shared = WorkerOptions::new(stubs::values::TASK_QUEUE).build();
    register_shared(&mut shared)?;
    workers.push(worker(runtime, client, shared)?);
    Ok(workers)
}

/// One worker for all services.
fn worker_on(queue: &str, runtime: &Runtime, client: &Client) -> Result<Worker> {
    let mut options = WorkerOptions::new(queue).build();
    register_all(&mut options)?;
    stubs::tasks_activities(tasks::Tasks).register(&mut options);
    worker(runtime, client, options)
}

/// What has workflows.
fn register_all(options: &mut impl Registry) -> Result<()> {
    made!(stubs::basic_worker(basic::Basic)).register(options)?;
    made!(stubs::lone_worker(names::Lone)).register(options)?;
    made!(stubs::reliability_worker(reliability::Reliability)).register(options)?;
    made!(stubs::declared_worker(declared::Declared)).register(options)?;
    made!(stubs::board_worker(board::Board)).register(options)?;
    made!(stubs::settings_worker(settings::Settings)).register(options)?;
    made!(stubs::desk_worker(tasks::Desk)).register(options)?;
    made!(stubs::names_workers(names::Names)).register(options)?;
    made!(stubs::neighbour_worker(names::Neighbour)).register(options)?;
    register_shared(options)
}

fn register_shared(options: &mut impl Registry) -> Result<()> {
    made!(stubs::values_worker(values::Values)).register(options)?;
    made!(stubs::ids_worker(ids::Ids)).register(options)?;
    made!(stubs::hold_worker(hold::Hold)).register(options)?;
    made!(stubs::relay_worker(relay::Relay)).register(options)?;
    Ok(())
}

fn worker(runtime: &Runtime, client: &Client, options: WorkerOptions) -> Result<Worker> {
    Worker::new(runtime, serving(client.clone()), options).map_err(|error| anyhow!("{error}"))
}
