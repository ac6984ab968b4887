use greeter::connect;
use greeter::hello::v1::stubborn::{self as stubs, greeter::*};
use greeter::hello::v1::{SayHelloReply, SayHelloRequest};
use temporalio_sdk::{Runtime, WorkflowResult};

struct Greeter;

impl stubs::Greeter for Greeter {
    type SayHello = Hello;
}

#[derive(Default)]
struct Hello;

impl SayHelloWorkflow for Hello {
    async fn run(_: &mut SayHelloContext<Self>, request: SayHelloRequest) -> WorkflowResult<SayHelloReply> {
        Ok(SayHelloReply { text: format!("Hello {}, Rust here!", request.name) })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let runtime = Runtime::from_current_tokio(Default::default())?;
    let mut worker = stubs::greeter_worker(Greeter).worker(&runtime, &connect().await?)?;
    worker.run().await?;
    Ok(())
}
