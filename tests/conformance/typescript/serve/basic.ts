// The same answers for workflows and handlers.

import { ApplicationFailure } from "@temporalio/common";
import { Failure } from "../gen/conformance/v1/basic_pb";
import type {
  FailRequest,
  GreetRequest,
  NoteRequest,
} from "../gen/conformance/v1/basic_pb";
import { StubbornError } from "../gen/stubborn/errors";
import type { Code } from "../gen/stubborn/errors";
import { language } from "./language";

export function greet({ name }: GreetRequest) {
  return { text: `Hello, ${name}!`, language };
}

export function note({ text, want }: NoteRequest): void {
  if (text !== want) {
    throw new StubbornError("FAILED_PRECONDITION", `want ${want}, got ${text}`);
  }
}

export function recall() {
  return { text: "recalled", language };
}

export function ping(): void {}

export function fail({ failure, code, message, retryable }: FailRequest) {
  switch (failure) {
    case Failure.STUB:
      throw new StubbornError(code as Code, message, { retryable });
    case Failure.SDK:
      throw ApplicationFailure.nonRetryable(message, code);
    case Failure.EXCEPTION:
    case Failure.PANIC:
      throw new Error(message);
    default:
      return { message, language };
  }
}
