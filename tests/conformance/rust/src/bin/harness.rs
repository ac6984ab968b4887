//! What the stubs have for schedules and for users' tests, tried on a server of its own. See
//! ../../../PROTOCOL.md.

#[path = "worker/settings.rs"]
mod settings;
// A double stands for what does the activities.
#[allow(dead_code)]
#[path = "worker/tasks.rs"]
mod tasks;

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use conformance_programs::stubs::conformance::v1::stubborn::{
    self as stubs, DeskClient, SettingsClient, SettingsSchedules, tasks as activities,
};
use conformance_programs::stubs::conformance::v1::use_reply::Result as Answer;
use conformance_programs::stubs::conformance::v1::use_request::Call;
use conformance_programs::stubs::conformance::v1::{MarkRequest, TaskReply, TaskRequest, UseRequest};
use conformance_programs::stubs::stubborn_runtime::{ActivityIdentifier, Error, complete};
use conformance_programs::{client, option};
use futures::future::try_join_all;
use temporalio_client::schedules::{CreateScheduleOptions, DeleteScheduleOptions, ScheduleSpec};
use temporalio_client::{Client, Connection, ConnectionOptions, Url};
use temporalio_sdk::activities::ActivityContext;
use temporalio_sdk::{Runtime, Worker};
use tokio::time::{sleep, timeout};

const LANGUAGE: &str = "rust";

/// For everything together.
const PATIENCE: Duration = Duration::from_secs(120);

/// What stands for `Tasks`: what is to be sent `later` it answers from outside.
struct Double(Client);

fn doubled(request: &TaskRequest) -> TaskReply {
    TaskReply { text: format!("double of {}", request.text), ..TaskReply::default() }
}

impl stubs::TasksActivities for Double {
    async fn send(&self, ctx: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        if request.text != "later" {
            return Ok(doubled(&request));
        }
        let (client, token) = (self.0.clone(), ctx.info().task_token.clone());
        tokio::spawn(async move {
            sleep(Duration::from_millis(300)).await;
            let activity = ActivityIdentifier::TaskToken(token.into());
            complete::<activities::Send>(&client, activity, &doubled(&request)).await
        });
        Err(Error::pending())
    }

    async fn look(&self, _: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        Ok(doubled(&request))
    }

    async fn far(&self, _: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        Ok(doubled(&request))
    }

    async fn watch(&self, _: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        Ok(doubled(&request))
    }

    async fn ping(&self, _: ActivityContext) -> Result<(), Error> {
        Ok(())
    }
}

/// A server that ends with it.
struct Server(Child, String);

impl Server {
    fn start(temporal: &str) -> Result<Self> {
        let port = || anyhow::Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string());
        let (front, http) = (port()?, port()?);
        let mut command = Command::new(temporal);
        command.args(["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", &front]);
        command.args(["--http-port", &http]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        Ok(Self(child, format!("http://127.0.0.1:{front}")))
    }

    async fn connect(&self) -> Result<Connection> {
        loop {
            let options = ConnectionOptions::new(Url::from_str(&self.1)?).build();
            match Connection::connect(options).await {
                Ok(connection) => return Ok(connection),
                Err(_) => sleep(Duration::from_millis(200)).await,
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let temporal = option("--temporal").ok_or_else(|| anyhow!("--temporal is missing"))?;
    let server = Server::start(&temporal)?;
    timeout(PATIENCE, try_all(&server)).await?
}

async fn try_all(server: &Server) -> Result<()> {
    let client = client(&server.connect().await?, "default")?;
    let mut workers = workers(&client)?;
    tokio::select! {
        ran = try_join_all(workers.iter_mut().map(Worker::run)) => {
            Err(anyhow!("the workers ended: {:?}", ran.err()))
        }
        tried = async {
            calls_doubles(&client).await?;
            schedules(&client).await
        } => tried,
    }
}

/// The workflows themselves, with the double of what they call.
fn workers(client: &Client) -> Result<Vec<Worker>> {
    let runtime = Runtime::from_current_tokio(Default::default())?;
    let tasks = stubs::tasks_activities(Double(client.clone()));
    let mut desk = stubs::desk_worker(tasks::Desk).options()?;
    tasks.register(&mut desk);
    let mut workers = tasks.workers(&runtime, client)?;
    workers.push(Worker::new(&runtime, client.clone(), desk).map_err(|error| anyhow!("{error}"))?);
    workers.push(stubs::settings_worker(settings::Settings).worker(&runtime, client)?);
    Ok(workers)
}

/// On a queue of its own as well, and one that is answered later.
async fn calls_doubles(client: &Client) -> Result<()> {
    let desk = DeskClient::new(client.clone());
    let task = |text: &str| TaskRequest { text: text.to_owned(), ..TaskRequest::default() };
    for (call, expected) in [
        (Call::Send(task("a")), "double of a"),
        (Call::Far(task("b")), "double of b"),
        (Call::Send(task("later")), "double of later"),
    ] {
        let reply = desk.r#use(UseRequest { call: Some(call), ..UseRequest::default() }).await?;
        let Some(Answer::Reply(answer)) = reply.result else {
            return Err(anyhow!("no reply: {reply:?}"));
        };
        ensure!(answer.text == expected, "{answer:?}");
    }
    Ok(())
}

async fn schedules(client: &Client) -> Result<()> {
    let request = MarkRequest { key: "scheduled".to_owned(), count: 2, ..MarkRequest::default() };
    let action = SettingsSchedules::again(request).action()?;
    let options = CreateScheduleOptions::builder()
        .action(action)
        .spec(ScheduleSpec::default())
        .trigger_immediately(true)
        .build();
    let schedule = client.create_schedule("again", options).await?;
    let started = loop {
        match schedule.describe(Default::default()).await?.recent_actions().into_iter().next() {
            Some(started) => break started,
            None => sleep(Duration::from_millis(100)).await,
        }
    };
    ensure!(started.workflow_id.starts_with("again/scheduled"), "{started:?}");
    let reply = SettingsClient::new(client.clone()).again_handle(started.workflow_id).result().await?;
    ensure!(reply.text == "xx", "{reply:?}");
    schedule.delete(DeleteScheduleOptions::default()).await?;
    Ok(())
}
