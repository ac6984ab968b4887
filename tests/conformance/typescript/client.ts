// Makes the typed calls that the runner asks for.

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Client, Connection } from "@temporalio/client";
import { calls } from "./calls";
import type { Call, Started } from "./calls";
import { present, toCallOptions, toFailure, toWaitOptions } from "./protocol";
import type { Request } from "./protocol";

const started = new Map<number, Started>();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { address: { type: "string" } } });
  const address = values.address ?? "127.0.0.1:7233";
  const connection = await Connection.connect({ address });
  const namespaces = new Map<string, Map<string, Call>>();

  const find = ({ namespace, method }: Request): Call => {
    const known =
      namespaces.get(namespace) ?? calls(new Client({ connection, namespace }));
    namespaces.set(namespace, known);
    const call = known.get(method);
    if (call === undefined) {
      throw new Error(`no method ${method}`);
    }
    return call;
  };

  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const request = JSON.parse(line) as Request;
    void answer(request, find).then((members) => {
      process.stdout.write(
        `${JSON.stringify({ id: request.id, ...members })}\n`,
      );
    });
  });
  lines.on("close", () => process.exit(0));
}

async function answer(
  request: Request,
  find: (request: Request) => Call,
): Promise<object> {
  try {
    switch (request.op) {
      case "execute":
      case "start":
        return await make(request, find(request));
      default:
        return await use(request, findHandle(request, find));
    }
  } catch (error) {
    return toFailure(error);
  }
}

async function make(request: Request, call: Call): Promise<object> {
  const message = Buffer.from(request.request ?? "", "base64");
  const options = toCallOptions(request.options);
  if (request.op === "execute") {
    const all = { ...options, ...toWaitOptions(request.options) };
    return toResponse(await call.execute(new Uint8Array(message), all));
  }
  const handle = await call.start(new Uint8Array(message), options);
  started.set(request.id, handle);
  return present({ workflow_id: handle.workflowId, run_id: handle.runId });
}

function findHandle(
  request: Request,
  find: (request: Request) => Call,
): Started {
  if (request.handle === undefined) {
    return find(request).handle(request.workflow_id ?? "", request.run_id);
  }
  const handle = started.get(request.handle);
  if (handle === undefined) {
    throw new Error(`no handle ${request.handle.toString()}`);
  }
  return handle;
}

async function use(request: Request, handle: Started): Promise<object> {
  switch (request.op) {
    case "result":
      return toResponse(await handle.result(toWaitOptions(request.options)));
    case "cancel":
      await handle.cancel();
      return {};
    case "terminate":
      await handle.terminate(request.reason);
      return {};
    case "describe":
      return describe(handle);
    default:
      throw new Error(`no op ${request.op}`);
  }
}

async function describe(handle: Started): Promise<object> {
  const { workflowId, runId, type, taskQueue, status } =
    await handle.describe();
  return {
    workflow_id: workflowId,
    run_id: runId,
    workflow_type: type,
    task_queue: taskQueue,
    status: status.name === "CANCELLED" ? "CANCELED" : status.name,
  };
}

function toResponse(response: Uint8Array | undefined): object {
  return response === undefined
    ? {}
    : { response: Buffer.from(response).toString("base64") };
}

void main();
