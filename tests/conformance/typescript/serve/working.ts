// Handlers that tell the server that they live.

import { activityInfo, heartbeat, sleep } from "@temporalio/activity";
import type { WorkRequest } from "../gen/conformance/v1/reliability_pb";
import { StubbornError } from "../gen/stubborn/errors";
import { attempt, idempotencyKey } from "../gen/stubborn/worker";
import { language } from "./language";

const beat = 200;

export async function work({ key, workMs, failAttempts }: WorkRequest) {
  let heartbeats = Number(activityInfo().heartbeatDetails ?? 0);
  while (heartbeats * beat < workMs) {
    await sleep(beat);
    heartbeats += 1;
    heartbeat(heartbeats);
  }
  if (attempt() <= failAttempts) {
    throw new StubbornError("UNAVAILABLE", "not yet");
  }
  return {
    key,
    idempotencyKey: idempotencyKey(),
    attempt: attempt(),
    heartbeats,
    language,
  };
}

/** The SDK's `sleep` ends with its own failure when the call is cancelled. */
export async function wait(): Promise<void> {
  for (;;) {
    heartbeat();
    await sleep(100);
  }
}
