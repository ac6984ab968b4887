//! The stubs that the runner generates beside these sources, and what both programs do with them.

use std::env;
use std::str::FromStr;

use anyhow::{Context, Result, anyhow};
use temporalio_client::{Client, ClientOptions, Connection, ConnectionOptions, Url};

#[path = "../gen/mod.rs"]
pub mod stubs;

/// The value of an option of the command line, `--address VALUE`.
pub fn option(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}

/// Whether the command line has a switch, `--retry-tasks`.
pub fn flag(name: &str) -> bool {
    env::args().any(|argument| argument == name)
}

/// The server of the option `--address`.
///
/// # Errors
///
/// There is no such option, or no such server.
pub async fn connect() -> Result<Connection> {
    let address = option("--address").ok_or_else(|| anyhow!("--address is missing"))?;
    let url = Url::from_str(&format!("http://{address}"))?;
    Connection::connect(ConnectionOptions::new(url).build()).await.context(address)
}

/// A client with the SDK's default converter.
///
/// # Errors
///
/// The SDK cannot make one.
pub fn client(connection: &Connection, namespace: &str) -> Result<Client> {
    Ok(Client::new(connection.clone(), ClientOptions::new(namespace).build())?)
}
