import { Client, Connection } from "@temporalio/client";
import { GreeterClient } from "./gen/hello/v1/hello_client";

async function main() {
  const address = process.env.TEMPORAL_ADDRESS ?? "localhost:7233";
  const connection = await Connection.connect({ address });

  const greeter = new GreeterClient(new Client({ connection }));
  const reply = await greeter.sayHello({ name: "TypeScript" });
  console.log(reply.text);

  await connection.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
