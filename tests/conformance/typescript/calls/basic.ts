import type { Client } from "@temporalio/client";
import { call, note, ping, recall } from "./call";
import type { Call } from "./call";
import { BasicClient } from "../gen/conformance/v1/basic_client";
import {
  FailReplySchema,
  FailRequestSchema,
  GreetReplySchema,
  GreetRequestSchema,
  NoteRequestSchema,
  RecallReplySchema,
} from "../gen/conformance/v1/basic_pb";

export function basicCalls(client: Client): Record<string, Call> {
  const basic = new BasicClient(client);
  return {
    "conformance.v1.Basic.Greet": call(GreetRequestSchema, GreetReplySchema, {
      execute: (request, options) => basic.greet(request, options),
      start: (request, options) => basic.startGreet(request, options),
      handle: (workflowId, runId) => basic.getGreetHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.GreetHandler": call(
      GreetRequestSchema,
      GreetReplySchema,
      {
        execute: (request, options) => basic.greetHandler(request, options),
        start: (request, options) => basic.startGreetHandler(request, options),
        handle: (workflowId, runId) =>
          basic.getGreetHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Basic.GreetLocal": call(
      GreetRequestSchema,
      GreetReplySchema,
      {
        execute: (request, options) => basic.greetLocal(request, options),
        start: (request, options) => basic.startGreetLocal(request, options),
        handle: (workflowId, runId) =>
          basic.getGreetLocalHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Basic.Note": note(NoteRequestSchema, {
      execute: (request, options) => basic.note(request, options),
      start: (request, options) => basic.startNote(request, options),
      handle: (workflowId, runId) => basic.getNoteHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.NoteHandler": note(NoteRequestSchema, {
      execute: (request, options) => basic.noteHandler(request, options),
      start: (request, options) => basic.startNoteHandler(request, options),
      handle: (workflowId, runId) =>
        basic.getNoteHandlerHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.Recall": recall(RecallReplySchema, {
      execute: (_, options) => basic.recall(options),
      start: (_, options) => basic.startRecall(options),
      handle: (workflowId, runId) => basic.getRecallHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.RecallHandler": recall(RecallReplySchema, {
      execute: (_, options) => basic.recallHandler(options),
      start: (_, options) => basic.startRecallHandler(options),
      handle: (workflowId, runId) =>
        basic.getRecallHandlerHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.Ping": ping({
      execute: (_, options) => basic.ping(options),
      start: (_, options) => basic.startPing(options),
      handle: (workflowId, runId) => basic.getPingHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.PingHandler": ping({
      execute: (_, options) => basic.pingHandler(options),
      start: (_, options) => basic.startPingHandler(options),
      handle: (workflowId, runId) =>
        basic.getPingHandlerHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.PingLocal": ping({
      execute: (_, options) => basic.pingLocal(options),
      start: (_, options) => basic.startPingLocal(options),
      handle: (workflowId, runId) =>
        basic.getPingLocalHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.Fail": call(FailRequestSchema, FailReplySchema, {
      execute: (request, options) => basic.fail(request, options),
      start: (request, options) => basic.startFail(request, options),
      handle: (workflowId, runId) => basic.getFailHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.FailHandler": call(
      FailRequestSchema,
      FailReplySchema,
      {
        execute: (request, options) => basic.failHandler(request, options),
        start: (request, options) => basic.startFailHandler(request, options),
        handle: (workflowId, runId) =>
          basic.getFailHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Basic.FailLocal": call(FailRequestSchema, FailReplySchema, {
      execute: (request, options) => basic.failLocal(request, options),
      start: (request, options) => basic.startFailLocal(request, options),
      handle: (workflowId, runId) =>
        basic.getFailLocalHandle(workflowId, runId),
    }),
    "conformance.v1.Basic.FailRetried": call(
      FailRequestSchema,
      FailReplySchema,
      {
        execute: (request, options) => basic.failRetried(request, options),
        start: (request, options) => basic.startFailRetried(request, options),
        handle: (workflowId, runId) =>
          basic.getFailRetriedHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Basic.FailRetriedHandler": call(
      FailRequestSchema,
      FailReplySchema,
      {
        execute: (request, options) =>
          basic.failRetriedHandler(request, options),
        start: (request, options) =>
          basic.startFailRetriedHandler(request, options),
        handle: (workflowId, runId) =>
          basic.getFailRetriedHandlerHandle(workflowId, runId),
      },
    ),
  };
}
