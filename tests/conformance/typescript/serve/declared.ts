// Errors that callers can tell apart.

import { ApplicationFailure } from "@temporalio/common";
import { workflowInfo } from "@temporalio/workflow";
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  BusyError,
  OutOfStockError,
  RefusedReasonError,
} from "../gen/conformance/v1/errors_errors";
import { OrderFailure, StockLevel } from "../gen/conformance/v1/errors_pb";
import type {
  OrderRequest,
  ResellReplySchema,
  ResellRequest,
} from "../gen/conformance/v1/errors_pb";
import type { DeclaredChildClient } from "../gen/conformance/v1/errors_workflows";
import { StubbornError } from "../gen/stubborn/errors";
import { language } from "./language";

type ResellReply = MessageInitShape<typeof ResellReplySchema>;

/** An order, in its attempt where it has any. */
export function order({ item, failure, attempts }: OrderRequest, attempt = 0) {
  const failing = attempts === 0 || attempt <= attempts;
  const error = failing ? failureOf(failure, item) : undefined;
  if (error !== undefined) {
    throw error;
  }
  return { item, language, attempt };
}

function failureOf(failure: OrderFailure, item: string): Error | undefined {
  const outOfStock = () =>
    new OutOfStockError({ item, left: 3n, level: StockLevel.LOW, price: 2.5 });
  const byHand = (...details: unknown[]) =>
    ApplicationFailure.nonRetryable(
      "by hand",
      "conformance.v1.OutOfStock",
      ...details,
    );
  switch (failure) {
    case OrderFailure.UNSPECIFIED:
      return undefined;
    case OrderFailure.OUT_OF_STOCK:
      return outOfStock();
    case OrderFailure.BUSY:
      return new BusyError({ waitMs: 250 });
    case OrderFailure.REASON:
      return new RefusedReasonError({ text: item });
    case OrderFailure.WRAPPED:
      return new Error("outer", { cause: outOfStock() });
    case OrderFailure.UNDECODABLE:
      return byHand("no such message");
    case OrderFailure.BARE:
      return byHand();
  }
}

export function resell(declared: DeclaredChildClient) {
  return async (request: ResellRequest): Promise<ResellReply> => {
    const { taskQueue } = workflowInfo();
    const order = request.order ?? {};
    try {
      const reply = request.handler
        ? await declared.orderHandler(order, { taskQueue })
        : await declared.order(order, { taskQueue });
      return { language, result: { case: "reply", value: reply } };
    } catch (error) {
      const result = request.escape ? undefined : resultOf(error);
      if (result === undefined || !(error instanceof StubbornError)) {
        throw error;
      }
      return { language, result, code: error.code, message: error.message };
    }
  };
}

function resultOf(error: unknown): ResellReply["result"] | undefined {
  if (error instanceof OutOfStockError) {
    return { case: "outOfStock", value: error.detail };
  }
  if (error instanceof BusyError) {
    return { case: "busy", value: error.detail };
  }
  return error instanceof RefusedReasonError
    ? { case: "reason", value: error.detail }
    : undefined;
}
