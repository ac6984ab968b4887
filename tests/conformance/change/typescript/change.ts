// One contract before or after a change, called and served. See ../../PROTOCOL.md.

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { Client, Connection } from "@temporalio/client";
import { DefaultLogger, NativeConnection, Runtime } from "@temporalio/worker";
import { SubjectSchema } from "./gen/conformance/change/v1/change_pb";
import type { Subject } from "./gen/conformance/change/v1/change_pb";
import { ChangeClient } from "./gen/conformance/change/v1/change_client";
import { createChangeWorker } from "./gen/conformance/change/v1/change_worker";
import type { ChangeHandlers } from "./gen/conformance/change/v1/change_worker";
import { StubbornError } from "./gen/stubborn/errors";

interface Request {
  readonly id: number;
  readonly namespace: string;
  readonly method: string;
  readonly request: string;
  readonly deadline_ms: number;
}

type Call = (
  request: Subject,
  options: { deadline: number },
) => Promise<Subject>;

async function call(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line) as Request;
    const { namespace } = asked;
    const client = new ChangeClient(new Client({ connection, namespace }));
    say({ id: asked.id, ...(await answer(client, asked)) });
  }
  await connection.close();
}

async function answer(client: ChangeClient, asked: Request): Promise<object> {
  // Which methods there are depends on the contract.
  const methods = client as unknown as Record<string, Call>;
  const name = asked.method.replace(/^./, (first) => first.toLowerCase());
  const bytes = Buffer.from(asked.request, "base64");
  const options = { deadline: asked.deadline_ms };
  try {
    const reply = await methods[name]?.call(
      client,
      fromBinary(SubjectSchema, bytes),
      options,
    );
    if (reply === undefined) {
      return { fault: `no method ${name}` };
    }
    const response = Buffer.from(toBinary(SubjectSchema, reply));
    return { response: response.toString("base64") };
  } catch (error) {
    return error instanceof StubbornError
      ? { error: { code: error.code, message: error.message } }
      : { fault: String(error) };
  }
}

async function serve(
  address: string,
  namespace: string,
  told: Subject,
): Promise<void> {
  const same = (request: Subject) => (request.key === "told" ? told : request);
  // What either contract has a function for.
  const handlers = {
    same,
    timed: same,
    kept: same,
    renewed: same,
    old: same,
    fresh: same,
    added: same,
  };
  const worker = await createChangeWorker({
    connection: await NativeConnection.connect({ address }),
    namespace,
    handlers: handlers satisfies ChangeHandlers,
  });
  const running = worker.run();
  say({ ready: true });
  process.stdin.on("end", () => {
    worker.shutdown();
  });
  process.stdin.resume();
  await running;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      address: { type: "string" },
      namespace: { type: "string" },
      told: { type: "string" },
    },
  });
  const { address = "", namespace, told = "" } = values;
  // Standard output belongs to the protocol.
  const logger = new DefaultLogger("WARN", ({ level, message }) => {
    process.stderr.write(`${level} ${message}\n`);
  });
  Runtime.install({ logger });
  if (namespace === undefined) {
    await call(address);
  } else {
    const bytes = Buffer.from(told, "base64");
    await serve(address, namespace, fromBinary(SubjectSchema, bytes));
  }
}

void main();
