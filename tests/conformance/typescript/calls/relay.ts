import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { RelayClient } from "../gen/conformance/v1/relay_client";
import {
  RelayReplySchema,
  RelayRequestSchema,
} from "../gen/conformance/v1/relay_pb";

export function relayCalls(client: Client): Record<string, Call> {
  const relay = new RelayClient(client);
  return {
    "conformance.v1.Relay.Relay": call(RelayRequestSchema, RelayReplySchema, {
      execute: (request, options) => relay.relay(request, options),
      start: (request, options) => relay.startRelay(request, options),
      handle: (workflowId, runId) => relay.getRelayHandle(workflowId, runId),
    }),
  };
}
