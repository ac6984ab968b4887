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
) {
  return async ({
    key,
    workMs,
    pauseMs,
  }: JourneyRequest): Promise<MessageInitShape<typeof JourneyReplySchema>> => {
    const half = Math.floor(workMs / 2);
    const first = await reliability.work({ key: `${key}/1`, workMs: half });
    await sleep(pauseMs);
    const second = await reliability.work({ key: `${key}/2`, workMs: half });
    return { key, first, second, language };
  };
}
