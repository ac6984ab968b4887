// What running workflows are sent, as the runner's lines see it: binary in, binary out.

import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { Bytes } from "./call";
import type {
  MessageOptions,
  StartUpdateOptions,
  UpdateHandle,
  UpdateOptions,
} from "../gen/stubborn/messaging";

export type StartedUpdate = UpdateHandle<Bytes | undefined>;

export interface Talk {
  send(request: Bytes, options: UpdateOptions): Promise<Bytes | undefined>;
  start?(request: Bytes, options: StartUpdateOptions): Promise<StartedUpdate>;
  getUpdate?(updateId: string): StartedUpdate;
}

/** The type of what is sent, or that there is nothing to send. */
type Input<Request extends DescMessage | undefined> =
  Request extends DescMessage ? [request: MessageShape<Request>] : [];

type Output<Reply extends DescMessage | undefined> = Reply extends DescMessage
  ? MessageShape<Reply>
  : void;

type Send<Request extends DescMessage | undefined, Options, Result> = (
  ...args: [...Input<Request>, options?: Options]
) => Promise<Result>;

/** A signal or a query. */
export function talk<
  Request extends DescMessage | undefined,
  Reply extends DescMessage | undefined,
>(
  request: Request,
  reply: Reply,
  send: Send<Request, MessageOptions, Output<Reply>>,
): Talk {
  return {
    send: async (bytes, options) =>
      encode(reply, await send(...decode(request, bytes), options)),
  };
}

/** An update, by the members that a handle has for it. */
export function update<
  Request extends DescMessage | undefined,
  Reply extends DescMessage | undefined,
>(
  request: Request,
  reply: Reply,
  send: Send<Request, UpdateOptions, Output<Reply>>,
  start: Send<Request, StartUpdateOptions, UpdateHandle<Output<Reply>>>,
  getUpdate: (updateId: string) => UpdateHandle<Output<Reply>>,
): Talk {
  const started = (handle: UpdateHandle<Output<Reply>>): StartedUpdate => ({
    ...handle,
    result: async (options) => encode(reply, await handle.result(options)),
  });
  return {
    ...talk(request, reply, send),
    start: async (bytes, options) =>
      started(await start(...decode(request, bytes), options)),
    getUpdate: (updateId) => started(getUpdate(updateId)),
  };
}

function decode<Request extends DescMessage | undefined>(
  request: Request,
  bytes: Bytes,
): Input<Request> {
  const input = request === undefined ? [] : [fromBinary(request, bytes)];
  return input as Input<Request>;
}

function encode(
  reply: DescMessage | undefined,
  message: unknown,
): Bytes | undefined {
  return reply && toBinary(reply, message as MessageShape<DescMessage>);
}
