//! What `build.rs` makes of the schema, and where the server is.

use std::env;

use temporalio_client::{Client, ClientOptions, Connection, ConnectionOptions, Url};

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

pub async fn connect() -> anyhow::Result<Client> {
    let address = env::var("TEMPORAL_ADDRESS").unwrap_or_else(|_| "localhost:7233".to_owned());
    let url: Url = format!("http://{address}").parse()?;
    let connection = Connection::connect(ConnectionOptions::new(url).build()).await?;
    Ok(Client::new(connection, ClientOptions::new("default").build())?)
}
