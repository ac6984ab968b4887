import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { HoldClient } from "../gen/conformance/v1/hold_client";
import {
  HoldReplySchema,
  HoldRequestSchema,
} from "../gen/conformance/v1/hold_pb";

export function holdCalls(client: Client): Record<string, Call> {
  const hold = new HoldClient(client);
  return {
    "conformance.v1.Hold.Hold": call(HoldRequestSchema, HoldReplySchema, {
      execute: (request, options) => hold.hold(request, options),
      start: (request, options) => hold.startHold(request, options),
      handle: (workflowId, runId) => hold.getHoldHandle(workflowId, runId),
    }),
    "conformance.v1.Hold.HoldUseExisting": call(
      HoldRequestSchema,
      HoldReplySchema,
      {
        execute: (request, options) => hold.holdUseExisting(request, options),
        start: (request, options) =>
          hold.startHoldUseExisting(request, options),
        handle: (workflowId, runId) =>
          hold.getHoldUseExistingHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Hold.HoldTerminateExisting": call(
      HoldRequestSchema,
      HoldReplySchema,
      {
        execute: (request, options) =>
          hold.holdTerminateExisting(request, options),
        start: (request, options) =>
          hold.startHoldTerminateExisting(request, options),
        handle: (workflowId, runId) =>
          hold.getHoldTerminateExistingHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Hold.HoldRejectDuplicate": call(
      HoldRequestSchema,
      HoldReplySchema,
      {
        execute: (request, options) =>
          hold.holdRejectDuplicate(request, options),
        start: (request, options) =>
          hold.startHoldRejectDuplicate(request, options),
        handle: (workflowId, runId) =>
          hold.getHoldRejectDuplicateHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Hold.HoldFailedOnly": call(
      HoldRequestSchema,
      HoldReplySchema,
      {
        execute: (request, options) => hold.holdFailedOnly(request, options),
        start: (request, options) => hold.startHoldFailedOnly(request, options),
        handle: (workflowId, runId) =>
          hold.getHoldFailedOnlyHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Hold.HoldTimed": call(HoldRequestSchema, HoldReplySchema, {
      execute: (request, options) => hold.holdTimed(request, options),
      start: (request, options) => hold.startHoldTimed(request, options),
      handle: (workflowId, runId) => hold.getHoldTimedHandle(workflowId, runId),
    }),
    "conformance.v1.Hold.HoldHandler": call(
      HoldRequestSchema,
      HoldReplySchema,
      {
        execute: (request, options) => hold.holdHandler(request, options),
        start: (request, options) => hold.startHoldHandler(request, options),
        handle: (workflowId, runId) =>
          hold.getHoldHandlerHandle(workflowId, runId),
      },
    ),
  };
}
