import type { Client } from "@temporalio/client";
import { call, note } from "./call";
import type { Call } from "./call";
import {
  AbsentClient,
  ReliabilityClient,
} from "../gen/conformance/v1/reliability_client";
import {
  JourneyReplySchema,
  JourneyRequestSchema,
  LargeReplySchema,
  LargeRequestSchema,
  WaitRequestSchema,
  WorkReplySchema,
  WorkRequestSchema,
  WrapRequestSchema,
} from "../gen/conformance/v1/reliability_pb";

export function reliabilityCalls(client: Client): Record<string, Call> {
  const absent = new AbsentClient(client);
  const reliability = new ReliabilityClient(client);
  return {
    "conformance.v1.Absent.Serve": note(WaitRequestSchema, {
      execute: (request, options) => absent.serve(request, options),
      start: (request, options) => absent.startServe(request, options),
      handle: (workflowId, runId) => absent.getServeHandle(workflowId, runId),
    }),
    "conformance.v1.Reliability.Work": call(
      WorkRequestSchema,
      WorkReplySchema,
      {
        execute: (request, options) => reliability.work(request, options),
        start: (request, options) => reliability.startWork(request, options),
        handle: (workflowId, runId) =>
          reliability.getWorkHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Reliability.Journey": call(
      JourneyRequestSchema,
      JourneyReplySchema,
      {
        execute: (request, options) => reliability.journey(request, options),
        start: (request, options) => reliability.startJourney(request, options),
        handle: (workflowId, runId) =>
          reliability.getJourneyHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Reliability.Large": call(
      LargeRequestSchema,
      LargeReplySchema,
      {
        execute: (request, options) => reliability.large(request, options),
        start: (request, options) => reliability.startLarge(request, options),
        handle: (workflowId, runId) =>
          reliability.getLargeHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Reliability.LargeHandler": call(
      LargeRequestSchema,
      LargeReplySchema,
      {
        execute: (request, options) =>
          reliability.largeHandler(request, options),
        start: (request, options) =>
          reliability.startLargeHandler(request, options),
        handle: (workflowId, runId) =>
          reliability.getLargeHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Reliability.LargeError": note(LargeRequestSchema, {
      execute: (request, options) => reliability.largeError(request, options),
      start: (request, options) =>
        reliability.startLargeError(request, options),
      handle: (workflowId, runId) =>
        reliability.getLargeErrorHandle(workflowId, runId),
    }),
    "conformance.v1.Reliability.Wait": note(WaitRequestSchema, {
      execute: (request, options) => reliability.wait(request, options),
      start: (request, options) => reliability.startWait(request, options),
      handle: (workflowId, runId) =>
        reliability.getWaitHandle(workflowId, runId),
    }),
    "conformance.v1.Reliability.Wrap": note(WrapRequestSchema, {
      execute: (request, options) => reliability.wrap(request, options),
      start: (request, options) => reliability.startWrap(request, options),
      handle: (workflowId, runId) =>
        reliability.getWrapHandle(workflowId, runId),
    }),
    "conformance.v1.Reliability.WrapHandler": note(WrapRequestSchema, {
      execute: (request, options) => reliability.wrapHandler(request, options),
      start: (request, options) =>
        reliability.startWrapHandler(request, options),
      handle: (workflowId, runId) =>
        reliability.getWrapHandlerHandle(workflowId, runId),
    }),
  };
}
