import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { IdsClient } from "../gen/conformance/v1/ids_client";
import { IdReplySchema, IdRequestSchema } from "../gen/conformance/v1/ids_pb";
import { LegacySchema } from "../gen/conformance/v1/legacy_pb";

export function idsCalls(client: Client): Record<string, Call> {
  const ids = new IdsClient(client);
  return {
    "conformance.v1.Ids.Scalars": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.scalars(request, options),
      start: (request, options) => ids.startScalars(request, options),
      handle: (workflowId, runId) => ids.getScalarsHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Floats": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.floats(request, options),
      start: (request, options) => ids.startFloats(request, options),
      handle: (workflowId, runId) => ids.getFloatsHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Enums": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.enums(request, options),
      start: (request, options) => ids.startEnums(request, options),
      handle: (workflowId, runId) => ids.getEnumsHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Nested": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.nested(request, options),
      start: (request, options) => ids.startNested(request, options),
      handle: (workflowId, runId) => ids.getNestedHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Presence": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.presence(request, options),
      start: (request, options) => ids.startPresence(request, options),
      handle: (workflowId, runId) => ids.getPresenceHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Odd": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.odd(request, options),
      start: (request, options) => ids.startOdd(request, options),
      handle: (workflowId, runId) => ids.getOddHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Defaults": call(LegacySchema, IdReplySchema, {
      execute: (request, options) => ids.defaults(request, options),
      start: (request, options) => ids.startDefaults(request, options),
      handle: (workflowId, runId) => ids.getDefaultsHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Text": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.text(request, options),
      start: (request, options) => ids.startText(request, options),
      handle: (workflowId, runId) => ids.getTextHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Braces": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.braces(request, options),
      start: (request, options) => ids.startBraces(request, options),
      handle: (workflowId, runId) => ids.getBracesHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Variables": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.variables(request, options),
      start: (request, options) => ids.startVariables(request, options),
      handle: (workflowId, runId) => ids.getVariablesHandle(workflowId, runId),
    }),
    "conformance.v1.Ids.Handled": call(IdRequestSchema, IdReplySchema, {
      execute: (request, options) => ids.handled(request, options),
      start: (request, options) => ids.startHandled(request, options),
      handle: (workflowId, runId) => ids.getHandledHandle(workflowId, runId),
    }),
  };
}
