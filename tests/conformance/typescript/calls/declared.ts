import type { Client } from "@temporalio/client";
import { call } from "./call";
import type { Call } from "./call";
import { DeclaredClient } from "../gen/conformance/v1/errors_client";
import {
  OrderReplySchema,
  OrderRequestSchema,
  ResellReplySchema,
  ResellRequestSchema,
} from "../gen/conformance/v1/errors_pb";

export function declaredCalls(client: Client): Record<string, Call> {
  const declared = new DeclaredClient(client);
  return {
    "conformance.v1.Declared.Order": call(
      OrderRequestSchema,
      OrderReplySchema,
      {
        execute: (request, options) => declared.order(request, options),
        start: (request, options) => declared.startOrder(request, options),
        handle: (workflowId, runId) =>
          declared.getOrderHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Declared.OrderHandler": call(
      OrderRequestSchema,
      OrderReplySchema,
      {
        execute: (request, options) => declared.orderHandler(request, options),
        start: (request, options) =>
          declared.startOrderHandler(request, options),
        handle: (workflowId, runId) =>
          declared.getOrderHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Declared.OrderRetried": call(
      OrderRequestSchema,
      OrderReplySchema,
      {
        execute: (request, options) => declared.orderRetried(request, options),
        start: (request, options) =>
          declared.startOrderRetried(request, options),
        handle: (workflowId, runId) =>
          declared.getOrderRetriedHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Declared.OrderUnlisted": call(
      OrderRequestSchema,
      OrderReplySchema,
      {
        execute: (request, options) => declared.orderUnlisted(request, options),
        start: (request, options) =>
          declared.startOrderUnlisted(request, options),
        handle: (workflowId, runId) =>
          declared.getOrderUnlistedHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Declared.OrderUnlistedHandler": call(
      OrderRequestSchema,
      OrderReplySchema,
      {
        execute: (request, options) =>
          declared.orderUnlistedHandler(request, options),
        start: (request, options) =>
          declared.startOrderUnlistedHandler(request, options),
        handle: (workflowId, runId) =>
          declared.getOrderUnlistedHandlerHandle(workflowId, runId),
      },
    ),
    "conformance.v1.Declared.Resell": call(
      ResellRequestSchema,
      ResellReplySchema,
      {
        execute: (request, options) => declared.resell(request, options),
        start: (request, options) => declared.startResell(request, options),
        handle: (workflowId, runId) =>
          declared.getResellHandle(workflowId, runId),
      },
    ),
  };
}
