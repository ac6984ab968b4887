use greeter::connect;
use greeter::hello::v1::SayHelloRequest;
use greeter::hello::v1::stubborn::GreeterClient;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let greeter = GreeterClient::new(connect().await?);
    let reply = greeter.say_hello(SayHelloRequest { name: "Rust".into() }).await?;
    println!("{}", reply.text);
    Ok(())
}
