import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call, Started, WithStart } from "./call";
import { talk, update } from "./talk";
import type { Talk } from "./talk";
import { PauseRequestSchema } from "../gen/conformance/control/v1/control_pb";
import { BoardClient } from "../gen/conformance/v1/messages_client";
import type {
  BoardOnceHandle,
  BoardRunHandle,
} from "../gen/conformance/v1/messages_client";
import {
  AddRequestSchema,
  BoardStateSchema,
  ChangeRequestSchema,
  DescribeRequestSchema,
  ParentRequestSchema,
  RunReplySchema,
  RunRequestSchema,
  SizeRequestSchema,
  TellRequestSchema,
} from "../gen/conformance/v1/messages_pb";
import type { RunReply } from "../gen/conformance/v1/messages_pb";
import type { CallHandle } from "../gen/stubborn/client";

export function boardCalls(client: Client): Record<string, Call> {
  const board = new BoardClient(client);
  return {
    "conformance.v1.Board.Run": {
      ...call(RunRequestSchema, RunReplySchema, {
        execute: (request, options) => board.run(request, options),
        start: (request, options) => board.startRun(request, options),
        handle: (workflowId, runId) => board.getRunHandle(workflowId, runId),
      }),
      start: async (request, options) =>
        running(
          await board.startRun(fromBinary(RunRequestSchema, request), options),
        ),
      handle: (workflowId, runId) =>
        running(board.getRunHandle(workflowId, runId)),
      withStart: startedBy(board),
    },
    "conformance.v1.Board.Once": {
      ...call(RunRequestSchema, RunReplySchema, {
        execute: (request, options) => board.once(request, options),
        start: (request, options) => board.startOnce(request, options),
        handle: (workflowId, runId) => board.getOnceHandle(workflowId, runId),
      }),
      start: async (request, options) =>
        runningOnce(
          await board.startOnce(fromBinary(RunRequestSchema, request), options),
        ),
      handle: (workflowId, runId) =>
        runningOnce(board.getOnceHandle(workflowId, runId)),
    },
    "conformance.v1.Board.Tell": call(TellRequestSchema, RunReplySchema, {
      execute: (request, options) => board.tell(request, options),
      start: (request, options) => board.startTell(request, options),
      handle: (workflowId, runId) => board.getTellHandle(workflowId, runId),
    }),
    "conformance.v1.Board.Parent": call(ParentRequestSchema, RunReplySchema, {
      execute: (request, options) => board.parent(request, options),
      start: (request, options) => board.startParent(request, options),
      handle: (workflowId, runId) => board.getParentHandle(workflowId, runId),
    }),
  };
}

function startedBy(board: BoardClient): Record<string, WithStart> {
  const decode = (request: Uint8Array) => fromBinary(RunRequestSchema, request);
  return {
    "conformance.v1.Board.Add": async (request, message, options) => {
      const add = fromBinary(AddRequestSchema, message);
      const started = await board.startRunWithAdd(
        decode(request),
        add,
        options,
      );
      return { handle: running(started) };
    },
    "conformance.control.v1.Control.Pause": async (
      request,
      message,
      options,
    ) => {
      const pause = fromBinary(PauseRequestSchema, message);
      const started = await board.startRunWithPause(
        decode(request),
        pause,
        options,
      );
      return { handle: running(started) };
    },
    "conformance.v1.Board.Change": async (request, message, options) => {
      const change = fromBinary(ChangeRequestSchema, message);
      const { handle, reply } = await board.runWithChange(
        decode(request),
        change,
        options,
      );
      return {
        handle: running(handle),
        response: toBinary(BoardStateSchema, reply),
      };
    },
  };
}

function running(handle: BoardRunHandle): Started {
  const { signal, query, update: updates, startUpdate, getUpdate } = handle;
  const talks = {
    "conformance.v1.Board.Add": talk(AddRequestSchema, undefined, signal.add),
    "conformance.v1.Board.Cancel": talk(undefined, undefined, signal.cancel),
    "conformance.control.v1.Control.Pause": talk(
      PauseRequestSchema,
      undefined,
      signal.pause,
    ),
    "conformance.control.v1.Control.Resume": talk(
      undefined,
      undefined,
      signal.resume,
    ),
    "conformance.v1.Board.State": talk(
      undefined,
      BoardStateSchema,
      query.state,
    ),
    "conformance.v1.Board.Describe": talk(
      DescribeRequestSchema,
      BoardStateSchema,
      query.describe,
    ),
    "conformance.v1.Board.Size": talk(
      SizeRequestSchema,
      BoardStateSchema,
      query.size,
    ),
    "conformance.v1.Board.Change": update(
      ChangeRequestSchema,
      BoardStateSchema,
      updates.change,
      startUpdate.change,
      getUpdate.change,
    ),
    "conformance.v1.Board.Close": update(
      undefined,
      undefined,
      updates.close,
      startUpdate.close,
      getUpdate.close,
    ),
    "conformance.v1.Board.Result": update(
      undefined,
      BoardStateSchema,
      updates.result,
      startUpdate.result,
      getUpdate.result,
    ),
    "conformance.v1.Board.Grow": update(
      SizeRequestSchema,
      BoardStateSchema,
      updates.grow,
      startUpdate.grow,
      getUpdate.grow,
    ),
  };
  return { ...plain(handle), talks };
}

function runningOnce(handle: BoardOnceHandle): Started {
  const { signal, query } = handle;
  const talks: Record<string, Talk> = {
    "conformance.v1.Board.Add": talk(AddRequestSchema, undefined, signal.add),
    "conformance.v1.Board.State": talk(
      undefined,
      BoardStateSchema,
      query.state,
    ),
  };
  return { ...plain(handle), talks };
}

/** The handle without what only this workflow takes. */
function plain(handle: CallHandle<RunReply>): Started {
  return {
    ...handle,
    result: async (options) =>
      toBinary(RunReplySchema, await handle.result(options)),
  };
}
