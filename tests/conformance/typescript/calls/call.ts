// A typed call as the runner's lines see it: binary in, binary out.

import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type {
  CallHandle,
  CallOptions,
  ExecuteOptions,
} from "../gen/stubborn/client";
import type { UpdateStartOptions } from "../gen/stubborn/withStart";
import type { Talk } from "./talk";

export type Bytes = Uint8Array;

export interface Call {
  execute(request: Bytes, options: ExecuteOptions): Promise<Bytes | undefined>;
  start(request: Bytes, options: CallOptions): Promise<Started>;
  handle(workflowId: string, runId: string | undefined): Started;
  /** The starts by a message, by the messages' full names. */
  readonly withStart?: Readonly<Record<string, WithStart>>;
}

export interface Started extends CallHandle<Bytes | undefined> {
  /** What its workflow takes, by the messages' full names. */
  readonly talks?: Readonly<Record<string, Talk>>;
}

/** A start by a message, which an update's answers. */
export type WithStart = (
  request: Bytes,
  message: Bytes,
  options: UpdateStartOptions,
) => Promise<{ handle: Started; response?: Bytes }>;

/** The three members that a client has for a method. */
export interface Members<Request, Reply> {
  execute(request: Request, options: ExecuteOptions): Promise<Reply>;
  start(request: Request, options: CallOptions): Promise<CallHandle<Reply>>;
  handle(workflowId: string, runId?: string): CallHandle<Reply>;
}

export function call<Input extends DescMessage, Output extends DescMessage>(
  input: Input,
  output: Output,
  members: Members<MessageShape<Input>, MessageShape<Output>>,
): Call {
  return through(
    (request) => fromBinary(input, request),
    (reply) => toBinary(output, reply),
    members,
  );
}

/** A call that answers nothing. */
export function note<Input extends DescMessage>(
  input: Input,
  members: Members<MessageShape<Input>, void>,
): Call {
  return through(
    (request) => fromBinary(input, request),
    () => undefined,
    members,
  );
}

/** A call without a request. */
export function recall<Output extends DescMessage>(
  output: Output,
  members: Members<void, MessageShape<Output>>,
): Call {
  return through(
    () => undefined,
    (reply) => toBinary(output, reply),
    members,
  );
}

/** A call with neither request nor reply. */
export function ping(members: Members<void, void>): Call {
  return through(
    () => undefined,
    () => undefined,
    members,
  );
}

function through<Request, Reply>(
  decode: (request: Bytes) => Request,
  encode: (reply: Reply) => Bytes | undefined,
  members: Members<Request, Reply>,
): Call {
  const started = (handle: CallHandle<Reply>): Started => ({
    ...handle,
    result: async (options) => encode(await handle.result(options)),
  });
  return {
    execute: async (request, options) =>
      encode(await members.execute(decode(request), options)),
    start: async (request, options) =>
      started(await members.start(decode(request), options)),
    handle: (workflowId, runId) => started(members.handle(workflowId, runId)),
  };
}
