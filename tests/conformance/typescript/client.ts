// Makes the typed calls that the runner asks for.

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Client, Connection } from "@temporalio/client";
import { calls } from "./calls";
import type { Call, Started } from "./calls";
import type { StartedUpdate, Talk } from "./calls/talk";
import { StubbornError } from "./gen/stubborn/errors";
import {
  present,
  toCallOptions,
  toFailure,
  toUpdateOptions,
  toWaitOptions,
} from "./protocol";
import type { Request } from "./protocol";

const started = new Map<number, Started>();
const updates = new Map<number, StartedUpdate>();

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
      case "signal_with_start":
      case "update_with_start":
        return await makeWith(request, find(request));
      default:
        return await use(request, findHandle(request, find));
    }
  } catch (error) {
    return toFailure(error);
  }
}

async function make(request: Request, call: Call): Promise<object> {
  const message = toBytes(request.request);
  const options = toCallOptions(request.options);
  if (request.op === "execute") {
    const all = { ...options, ...toWaitOptions(request.options) };
    return toResponse(await call.execute(message, all));
  }
  const handle = await call.start(message, options);
  started.set(request.id, handle);
  return present({ workflow_id: handle.workflowId, run_id: handle.runId });
}

async function makeWith(request: Request, call: Call): Promise<object> {
  const start = call.withStart?.[request.message ?? ""];
  if (start === undefined) {
    throw new Error(`no start by ${request.message ?? "nothing"}`);
  }
  const options = {
    ...toCallOptions(request.options),
    ...toUpdateOptions(request.options),
  };
  try {
    const { handle, response } = await start(
      toBytes(request.request),
      toBytes(request.message_request),
      options,
    );
    started.set(request.id, handle);
    const { workflowId, runId } = handle;
    const ids = present({ workflow_id: workflowId, run_id: runId });
    return { ...ids, ...toResponse(response) };
  } catch (error) {
    const { workflowId } = error as Partial<StubbornError>;
    if (error instanceof StubbornError && error.started && workflowId) {
      started.set(request.id, call.handle(workflowId, undefined));
    }
    throw error;
  }
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
      return speak(request, handle);
  }
}

async function speak(request: Request, handle: Started): Promise<object> {
  if (request.op === "update_result" && request.update !== undefined) {
    return toResponse(await updates.get(request.update)?.result());
  }
  const talk = handle.talks?.[request.message ?? ""];
  if (talk === undefined) {
    throw new Error(
      `${handle.workflowId} does not take ${request.message ?? "nothing"}`,
    );
  }
  return send(request, talk);
}

async function send(request: Request, talk: Talk): Promise<object> {
  const options = toUpdateOptions(request.options);
  switch (request.op) {
    case "signal":
    case "query":
    case "update":
      return toResponse(await talk.send(toBytes(request.request), options));
    case "start_update": {
      const update = await talk.start?.(toBytes(request.request), options);
      if (update === undefined) {
        throw new Error(`${request.message ?? ""} is no update`);
      }
      updates.set(request.id, update);
      return { update_id: update.updateId };
    }
    case "update_result":
      return toResponse(
        await talk.getUpdate?.(request.update_id ?? "").result(),
      );
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

function toBytes(base64 = ""): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

function toResponse(response: Uint8Array | undefined): object {
  return response === undefined
    ? {}
    : { response: Buffer.from(response).toString("base64") };
}

void main();
