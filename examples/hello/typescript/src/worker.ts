import { NativeConnection } from "@temporalio/worker";
import { createGreeterWorker } from "./gen/hello/v1/hello_worker";

async function main() {
  const address = process.env.TEMPORAL_ADDRESS ?? "localhost:7233";
  const connection = await NativeConnection.connect({ address });

  const workflowsPath = require.resolve("./workflows");
  const worker = await createGreeterWorker({ connection, workflowsPath });
  await worker.run();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
