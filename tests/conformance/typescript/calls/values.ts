import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { ValuesClient } from "../gen/conformance/v1/values_client";
import { LegacySchema } from "../gen/conformance/v1/legacy_pb";
import {
  AllTypesSchema,
  AllTypes_InnerSchema,
  EchoLegacyReplySchema,
  EchoReplySchema,
  EchoWellKnownReplySchema,
  WellKnownTypesSchema,
} from "../gen/conformance/v1/values_pb";
import {
  Int64ValueSchema,
  StructSchema,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";

export function valuesCalls(client: Client): Record<string, Call> {
  const values = new ValuesClient(client);
  return {
    "conformance.v1.Values.Echo": call(AllTypesSchema, EchoReplySchema, {
      execute: (request, options) => values.echo(request, options),
      start: (request, options) => values.startEcho(request, options),
      handle: (workflowId, runId) => values.getEchoHandle(workflowId, runId),
    }),
    "conformance.v1.Values.EchoWorkflow": call(
      AllTypesSchema,
      EchoReplySchema,
      {
        execute: (request, options) => values.echoWorkflow(request, options),
        start: (request, options) => values.startEchoWorkflow(request, options),
        handle: (workflowId, runId) =>
          values.getEchoWorkflowHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoLocal": call(AllTypesSchema, EchoReplySchema, {
      execute: (request, options) => values.echoLocal(request, options),
      start: (request, options) => values.startEchoLocal(request, options),
      handle: (workflowId, runId) =>
        values.getEchoLocalHandle(workflowId, runId),
    }),
    "conformance.v1.Values.EchoWellKnown": call(
      WellKnownTypesSchema,
      EchoWellKnownReplySchema,
      {
        execute: (request, options) => values.echoWellKnown(request, options),
        start: (request, options) =>
          values.startEchoWellKnown(request, options),
        handle: (workflowId, runId) =>
          values.getEchoWellKnownHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoWellKnownWorkflow": call(
      WellKnownTypesSchema,
      EchoWellKnownReplySchema,
      {
        execute: (request, options) =>
          values.echoWellKnownWorkflow(request, options),
        start: (request, options) =>
          values.startEchoWellKnownWorkflow(request, options),
        handle: (workflowId, runId) =>
          values.getEchoWellKnownWorkflowHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoLegacy": call(
      LegacySchema,
      EchoLegacyReplySchema,
      {
        execute: (request, options) => values.echoLegacy(request, options),
        start: (request, options) => values.startEchoLegacy(request, options),
        handle: (workflowId, runId) =>
          values.getEchoLegacyHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoLegacyWorkflow": call(
      LegacySchema,
      EchoLegacyReplySchema,
      {
        execute: (request, options) =>
          values.echoLegacyWorkflow(request, options),
        start: (request, options) =>
          values.startEchoLegacyWorkflow(request, options),
        handle: (workflowId, runId) =>
          values.getEchoLegacyWorkflowHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoTimestamp": call(
      TimestampSchema,
      TimestampSchema,
      {
        execute: (request, options) => values.echoTimestamp(request, options),
        start: (request, options) =>
          values.startEchoTimestamp(request, options),
        handle: (workflowId, runId) =>
          values.getEchoTimestampHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoStruct": call(StructSchema, StructSchema, {
      execute: (request, options) => values.echoStruct(request, options),
      start: (request, options) => values.startEchoStruct(request, options),
      handle: (workflowId, runId) =>
        values.getEchoStructHandle(workflowId, runId),
    }),
    "conformance.v1.Values.EchoInt64": call(
      Int64ValueSchema,
      Int64ValueSchema,
      {
        execute: (request, options) => values.echoInt64(request, options),
        start: (request, options) => values.startEchoInt64(request, options),
        handle: (workflowId, runId) =>
          values.getEchoInt64Handle(workflowId, runId),
      },
    ),
    "conformance.v1.Values.EchoInner": call(
      AllTypes_InnerSchema,
      AllTypes_InnerSchema,
      {
        execute: (request, options) => values.echoInner(request, options),
        start: (request, options) => values.startEchoInner(request, options),
        handle: (workflowId, runId) =>
          values.getEchoInnerHandle(workflowId, runId),
      },
    ),
  };
}
