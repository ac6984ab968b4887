import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { DeskClient } from "../gen/conformance/v1/activities_client";
import {
  UseReplySchema,
  UseRequestSchema,
} from "../gen/conformance/v1/activities_pb";

export function deskCalls(client: Client): Record<string, Call> {
  const desk = new DeskClient(client);
  return {
    "conformance.v1.Desk.Use": call(UseRequestSchema, UseReplySchema, {
      execute: (request, options) => desk.use(request, options),
      start: (request, options) => desk.startUse(request, options),
      handle: (workflowId, runId) => desk.getUseHandle(workflowId, runId),
    }),
  };
}
