import { setTimeout as sleep } from "node:timers/promises";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { Client, Connection } from "@temporalio/client";
import { UsersClient } from "./gen/users/v1/users_client";
import type { UsersRegisterHandle } from "./gen/users/v1/users_client";

/** How long a day is to take here, in milliseconds. */
const DAY = Number(process.env.DAY_MS ?? 2000);

async function main() {
  const address = process.env.TEMPORAL_ADDRESS ?? "localhost:7233";
  const connection = await Connection.connect({ address });
  const users = new UsersClient(new Client({ connection }));

  const register = (userId: string) =>
    users.startRegister({
      userId,
      address: `${userId}@example.com`,
      day: durationFromMs(DAY),
    });
  const [ann, bob, cy] = await Promise.all([
    register("ann"),
    register("bob"),
    register("cy"),
  ]);

  await sleep(DAY / 2);
  await tell("ann", ann);
  console.log("ann follows the link");
  await ann.signal.confirm();

  await Promise.all([end("ann", ann), end("bob", bob), end("cy", cy)]);
  await connection.close();
}

async function tell(user: string, handle: UsersRegisterHandle) {
  const { mails, confirmed } = await handle.query.state();
  console.log(`${user}: ${mails} mail(s) so far, confirmed: ${confirmed}`);
}

async function end(user: string, handle: UsersRegisterHandle) {
  const { mails, confirmed } = await handle.result();
  console.log(`${user}: confirmed: ${confirmed}, after ${mails} mail(s)`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
