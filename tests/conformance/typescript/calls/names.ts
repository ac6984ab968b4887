import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import {
  LoneClient,
  NamesClient,
  NeighbourClient,
} from "../gen/conformance/v1/names_client";
import {
  NameReplySchema,
  NameRequestSchema,
} from "../gen/conformance/v1/names_pb";

export function namesCalls(client: Client): Record<string, Call> {
  const names = new NamesClient(client);
  return {
    "conformance.v1.Names.Plain": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.plain(request, options),
      start: (request, options) => names.startPlain(request, options),
      handle: (workflowId, runId) => names.getPlainHandle(workflowId, runId),
    }),
    "conformance.v1.Names.Named": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.named(request, options),
      start: (request, options) => names.startNamed(request, options),
      handle: (workflowId, runId) => names.getNamedHandle(workflowId, runId),
    }),
    "conformance.v1.Names.Aliased": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.aliased(request, options),
      start: (request, options) => names.startAliased(request, options),
      handle: (workflowId, runId) => names.getAliasedHandle(workflowId, runId),
    }),
    "conformance.v1.Names.Handled": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.handled(request, options),
      start: (request, options) => names.startHandled(request, options),
      handle: (workflowId, runId) => names.getHandledHandle(workflowId, runId),
    }),
    "conformance.v1.Names.AliasedHandler": call(
      NameRequestSchema,
      NameReplySchema,
      {
        execute: (request, options) => names.aliasedHandler(request, options),
        start: (request, options) =>
          names.startAliasedHandler(request, options),
        handle: (workflowId, runId) =>
          names.getAliasedHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Names.AliasedLocal": call(
      NameRequestSchema,
      NameReplySchema,
      {
        execute: (request, options) => names.aliasedLocal(request, options),
        start: (request, options) => names.startAliasedLocal(request, options),
        handle: (workflowId, runId) =>
          names.getAliasedLocalHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Names.NamedActivity": call(
      NameRequestSchema,
      NameReplySchema,
      {
        execute: (request, options) => names.namedActivity(request, options),
        start: (request, options) => names.startNamedActivity(request, options),
        handle: (workflowId, runId) =>
          names.getNamedActivityHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Names.Elsewhere": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.elsewhere(request, options),
      start: (request, options) => names.startElsewhere(request, options),
      handle: (workflowId, runId) =>
        names.getElsewhereHandle(workflowId, runId),
    }),
    "conformance.v1.Names.HandledElsewhere": call(
      NameRequestSchema,
      NameReplySchema,
      {
        execute: (request, options) => names.handledElsewhere(request, options),
        start: (request, options) =>
          names.startHandledElsewhere(request, options),
        handle: (workflowId, runId) =>
          names.getHandledElsewhereHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Names.Cancel": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.cancel(request, options),
      start: (request, options) => names.startCancel(request, options),
      handle: (workflowId, runId) => names.getCancelHandle(workflowId, runId),
    }),
    "conformance.v1.Names.Result": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => names.result(request, options),
      start: (request, options) => names.startResult(request, options),
      handle: (workflowId, runId) => names.getResultHandle(workflowId, runId),
    }),
  };
}

export function neighbourCalls(client: Client): Record<string, Call> {
  const neighbour = new NeighbourClient(client);
  return {
    "conformance.v1.Neighbour.Plain": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => neighbour.plain(request, options),
      start: (request, options) => neighbour.startPlain(request, options),
      handle: (workflowId, runId) =>
        neighbour.getPlainHandle(workflowId, runId),
    }),
    "conformance.v1.Neighbour.Handled": call(
      NameRequestSchema,
      NameReplySchema,
      {
        execute: (request, options) => neighbour.handled(request, options),
        start: (request, options) => neighbour.startHandled(request, options),
        handle: (workflowId, runId) =>
          neighbour.getHandledHandle(workflowId, runId),
      },
    ),
  };
}

export function loneCalls(client: Client): Record<string, Call> {
  const lone = new LoneClient(client);
  return {
    "conformance.v1.Lone.Plain": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => lone.plain(request, options),
      start: (request, options) => lone.startPlain(request, options),
      handle: (workflowId, runId) => lone.getPlainHandle(workflowId, runId),
    }),
    "conformance.v1.Lone.Written": call(NameRequestSchema, NameReplySchema, {
      execute: (request, options) => lone.written(request, options),
      start: (request, options) => lone.startWritten(request, options),
      handle: (workflowId, runId) => lone.getWrittenHandle(workflowId, runId),
    }),
  };
}
