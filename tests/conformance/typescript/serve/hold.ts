// Every method waits and then fails or answers.

import type { HoldRequest } from "../gen/conformance/v1/hold_pb";
import { StubbornError } from "../gen/stubborn/errors";
import type { Code } from "../gen/stubborn/errors";
import { language } from "./language";

export function held(sleep: (ms: number) => Promise<void>) {
  return async ({ key, holdMs, failCode }: HoldRequest) => {
    await sleep(holdMs);
    if (failCode !== "") {
      throw new StubbornError(failCode as Code, "held");
    }
    return { key, language };
  };
}
