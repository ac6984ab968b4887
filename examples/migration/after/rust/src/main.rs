//! The modern worker.

use std::env;
use std::time::Duration;

use shop::v1::stubborn::{Orders, orders_worker};
use shop::v1::{ShipReply, ShipRequest};
use stubborn_runtime::{ActivityContext, Error};
use temporalio_client::{Client, ClientOptions, Connection, ConnectionOptions, Url};
use temporalio_sdk::Runtime;
use tokio::time::sleep;

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

struct Shop;

impl Orders for Shop {
    async fn dispatch(&self, _: ActivityContext, request: ShipRequest) -> Result<ShipReply, Error> {
        sleep(Duration::from_millis(100)).await;
        let carrier = if request.express { "falcon" } else { "pigeon" };
        Ok(ShipReply { order: request.order, by: "Rust".to_owned(), carrier: carrier.to_owned() })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = env::var("TEMPORAL_ADDRESS").unwrap_or_else(|_| "localhost:7233".to_owned());
    let url: Url = format!("http://{address}").parse()?;
    let connection = Connection::connect(ConnectionOptions::new(url).build()).await?;
    let client = Client::new(connection, ClientOptions::new("default").build())?;

    let runtime = Runtime::from_current_tokio(Default::default())?;
    orders_worker(Shop).worker(&runtime, &client)?.run().await?;
    Ok(())
}
