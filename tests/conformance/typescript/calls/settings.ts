import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { DelaysClient } from "../gen/conformance/v1/delays_client";
import { SettingsClient } from "../gen/conformance/v1/options_client";
import {
  MarkChildRequestSchema,
  MarkReplySchema,
  MarkRequestSchema,
} from "../gen/conformance/v1/options_pb";

export function settingsCalls(client: Client): Record<string, Call> {
  const settings = new SettingsClient(client);
  return {
    "conformance.v1.Settings.Mark": call(MarkRequestSchema, MarkReplySchema, {
      execute: (request, options) => settings.mark(request, options),
      start: (request, options) => settings.startMark(request, options),
      handle: (workflowId, runId) => settings.getMarkHandle(workflowId, runId),
    }),
    "conformance.v1.Settings.MarkHandler": call(
      MarkRequestSchema,
      MarkReplySchema,
      {
        execute: (request, options) => settings.markHandler(request, options),
        start: (request, options) =>
          settings.startMarkHandler(request, options),
        handle: (workflowId, runId) =>
          settings.getMarkHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Settings.Remember": call(
      MarkRequestSchema,
      MarkReplySchema,
      {
        execute: (request, options) => settings.remember(request, options),
        start: (request, options) => settings.startRemember(request, options),
        handle: (workflowId, runId) =>
          settings.getRememberHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Settings.Stay": call(MarkRequestSchema, MarkReplySchema, {
      execute: (request, options) => settings.stay(request, options),
      start: (request, options) => settings.startStay(request, options),
      handle: (workflowId, runId) => settings.getStayHandle(workflowId, runId),
    }),
    "conformance.v1.Settings.MarkChild": call(
      MarkChildRequestSchema,
      MarkReplySchema,
      {
        execute: (request, options) => settings.markChild(request, options),
        start: (request, options) => settings.startMarkChild(request, options),
        handle: (workflowId, runId) =>
          settings.getMarkChildHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Settings.Again": call(MarkRequestSchema, MarkReplySchema, {
      execute: (request, options) => settings.again(request, options),
      start: (request, options) => settings.startAgain(request, options),
      handle: (workflowId, runId) => settings.getAgainHandle(workflowId, runId),
    }),
  };
}

export function delaysCalls(client: Client): Record<string, Call> {
  const delays = new DelaysClient(client);
  return {
    "conformance.v1.Delays.Later": call(MarkRequestSchema, MarkReplySchema, {
      execute: (request, options) => delays.later(request, options),
      start: (request, options) => delays.startLater(request, options),
      handle: (workflowId, runId) => delays.getLaterHandle(workflowId, runId),
    }),
    "conformance.v1.Delays.Pinned": call(MarkRequestSchema, MarkReplySchema, {
      execute: (request, options) => delays.pinned(request, options),
      start: (request, options) => delays.startPinned(request, options),
      handle: (workflowId, runId) => delays.getPinnedHandle(workflowId, runId),
    }),
  };
}
