//! One contract before or after a change, called and served. See ../../../PROTOCOL.md.

use std::env;
use std::io::stderr;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use prost::Message;
use serde_json::{Value, json};
use temporalio_client::{Client, ClientOptions, Connection, ConnectionOptions, Url};
use temporalio_sdk::Runtime;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader, stdin};
use tracing::Level;

#[path = "../gen/mod.rs"]
pub mod stubs;

use stubs::conformance::change::v1::Subject;
use stubs::conformance::change::v1::stubborn::{Change, ChangeClient, change_worker};
use stubs::stubborn_runtime::{ActivityContext, Error};

struct Changed {
    told: Subject,
}

impl Changed {
    fn answer(&self, request: Subject) -> Result<Subject, Error> {
        Ok(if request.key == "told" { self.told.clone() } else { request })
    }
}

macro_rules! answering {
    ($($method:ident)+) => {
        $(async fn $method(&self, _: ActivityContext, request: Subject) -> Result<Subject, Error> {
            self.answer(request)
        })+
    };
}

#[cfg(feature = "after")]
impl Change for Changed {
    answering!(same timed renewed fresh added);
}

#[cfg(not(feature = "after"))]
impl Change for Changed {
    answering!(same timed kept old);
}

macro_rules! called {
    ($client:ident, $asked:expr, $request:ident, $deadline:ident: $($name:literal $method:ident)+) => {
        match $asked {
            $($name => $client.$method($request).deadline($deadline).await,)+
            other => bail!("no method {other}"),
        }
    };
}

async fn answer(connection: &Connection, asked: &Value) -> Result<Value> {
    let text = |name: &str| asked[name].as_str().unwrap_or_default();
    let client = ChangeClient::new(client(connection, text("namespace"))?);
    let request = Subject::decode(BASE64_STANDARD.decode(text("request"))?.as_slice())?;
    let deadline = Duration::from_millis(asked["deadline_ms"].as_u64().context("no deadline")?);
    #[cfg(feature = "after")]
    let answered = called!(client, text("method"), request, deadline:
        "Same" same "Timed" timed "Renewed" renewed "Fresh" fresh "Added" added);
    #[cfg(not(feature = "after"))]
    let answered = called!(client, text("method"), request, deadline:
        "Same" same "Timed" timed "Kept" kept "Old" old);
    Ok(match answered {
        Ok(reply) => json!({"response": BASE64_STANDARD.encode(reply.encode_to_vec())}),
        Err(error) => json!({"error": {"code": error.code().as_str(), "message": error.message()}}),
    })
}

async fn call(connection: &Connection) -> Result<()> {
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let asked: Value = serde_json::from_str(&line)?;
        let mut told =
            answer(connection, &asked).await.unwrap_or_else(|error| json!({"fault": format!("{error:?}")}));
        told["id"] = asked["id"].clone();
        println!("{told}");
    }
    Ok(())
}

async fn serve(connection: &Connection, namespace: &str) -> Result<()> {
    let told = BASE64_STANDARD.decode(option("--told").unwrap_or_default())?;
    let changed = Changed { told: Subject::decode(told.as_slice())? };
    let runtime = Runtime::from_current_tokio(Default::default())?;
    let mut worker = change_worker(changed).worker(&runtime, &client(connection, namespace)?)?;
    let stop = worker.shutdown_handle();
    let stopping = async {
        println!("{{\"ready\":true}}");
        stdin().read_to_end(&mut Vec::new()).await?;
        stop();
        anyhow::Ok(())
    };
    let (ran, stopped) = tokio::join!(worker.run(), stopping);
    ran.map_err(|error| anyhow!("{error:?}"))?;
    stopped
}

fn client(connection: &Connection, namespace: &str) -> Result<Client> {
    Ok(Client::new(connection.clone(), ClientOptions::new(namespace).build())?)
}

fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}

#[tokio::main]
async fn main() -> Result<()> {
    tracing_subscriber::fmt().with_ansi(false).with_max_level(Level::WARN).with_writer(stderr).init();
    let address = option("--address").context("--address is missing")?;
    let url = Url::from_str(&format!("http://{address}"))?;
    let connection = Connection::connect(ConnectionOptions::new(url).build()).await.context(address)?;
    match option("--namespace") {
        Some(namespace) => serve(&connection, &namespace).await,
        None => call(&connection).await,
    }
}
