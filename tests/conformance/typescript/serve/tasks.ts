// Activities that workflows do by their typed calls.

import { activityInfo, heartbeat, sleep } from "@temporalio/activity";
import { LostError } from "../gen/conformance/v1/activities_errors";
import { TaskFailure } from "../gen/conformance/v1/activities_pb";
import type { TaskRequest } from "../gen/conformance/v1/activities_pb";
import { StubbornError } from "../gen/stubborn/errors";
import { attempt } from "../gen/stubborn/worker";
import { language } from "./language";

/** Answers or fails as a request says. */
export function done(request: TaskRequest) {
  const { text, attempts } = request;
  const error = attempts === 0 || attempt() <= attempts;
  const failure = error ? failureOf(request) : undefined;
  if (failure !== undefined) {
    throw failure;
  }
  const { taskQueue } = activityInfo();
  return { text, language, attempt: attempt(), taskQueue };
}

function failureOf({ failure, text }: TaskRequest): Error | undefined {
  switch (failure) {
    case TaskFailure.UNSPECIFIED:
      return undefined;
    case TaskFailure.STUB:
      return new StubbornError("NOT_FOUND", text);
    case TaskFailure.EXCEPTION:
      return new Error(text);
    case TaskFailure.DECLARED:
      return new LostError({ text });
    case TaskFailure.FINAL:
      return new StubbornError("NOT_FOUND", text, { retryable: false });
  }
}

/** The SDK's `sleep` ends with its own failure when the call is cancelled. */
export async function watch(): Promise<never> {
  for (let beats = 1; ; beats += 1) {
    heartbeat(beats);
    await sleep(100);
  }
}
