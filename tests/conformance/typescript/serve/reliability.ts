// Calls that are killed, too large, too late or cancelled.

import { StubbornError } from "../gen/stubborn/errors";
import type {
  JourneyReplySchema,
  JourneyRequest,
  LargeRequest,
  WrapRequest,
} from "../gen/conformance/v1/reliability_pb";
import type { ReliabilityChildClient } from "../gen/conformance/v1/reliability_workflows";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { language } from "./language";

export function large({ size }: LargeRequest) {
  return { text: "x".repeat(size), language };
}

export function largeError({ size }: LargeRequest): never {
  throw new Error("x".repeat(size));
}

export function wrap({ retryable }: WrapRequest): never {
  const cause = new StubbornError("NOT_FOUND", "inner", { retryable });
  throw new Error("outer", { cause });
}

export function travel(
  reliability: ReliabilityChildClient,
  sleep: (ms: number) => Promise<void>,
  workflowInfo: () => { taskQueue: string },
) {
  return async ({
    key,
    workMs,
    pauseMs,
  }: JourneyRequest): Promise<MessageInitShape<typeof JourneyReplySchema>> => {
    const { taskQueue } = workflowInfo();
    const work = (number: number) =>
      reliability.work(
        { key: `${key}/${number.toString()}`, workMs: Math.floor(workMs / 2) },
        { taskQueue },
      );
    const first = await work(1);
    await sleep(pauseMs);
    const second = await work(2);
    return { key, first, second, language };
  };
}
