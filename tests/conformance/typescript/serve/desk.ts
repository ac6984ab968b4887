// A workflow that does activities.

import { sleep } from "@temporalio/workflow";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { LostError } from "../gen/conformance/v1/activities_errors";
import { UseMode } from "../gen/conformance/v1/activities_pb";
import type {
  TaskReply,
  UseReplySchema,
  UseRequest,
} from "../gen/conformance/v1/activities_pb";
import { TasksActivities } from "../gen/conformance/v1/activities_workflows";
import type {
  ActivityCallOptions,
  ActivityHandle,
} from "../gen/stubborn/activities";
import { StubbornError } from "../gen/stubborn/errors";
import { language } from "./language";

type UseReply = MessageInitShape<typeof UseReplySchema>;

const tasks = new TasksActivities();

export async function use(request: UseRequest): Promise<UseReply> {
  try {
    const reply = await used(request);
    return {
      language,
      result: reply
        ? { case: "reply", value: reply }
        : { case: "nothing", value: {} },
    };
  } catch (error) {
    if (request.escape || !(error instanceof StubbornError)) {
      throw error;
    }
    return { language, result: resultOf(error) };
  }
}

function resultOf(error: StubbornError): NonNullable<UseReply["result"]> {
  if (error instanceof LostError) {
    return { case: "lost", value: error.detail };
  }
  const { code, message } = error;
  return { case: "error", value: { code, message } };
}

/** Makes the call of a request. */
function used(request: UseRequest): Promise<TaskReply | undefined> {
  const options = optionsOf(request);
  switch (request.mode) {
    case UseMode.START:
    case UseMode.CANCEL:
      return started(request, options);
    default:
      return executed(request, options);
  }
}

function optionsOf(request: UseRequest): ActivityCallOptions {
  const { taskQueue, maximumAttempts, mode } = request;
  return {
    ...(taskQueue === "" ? {} : { taskQueue }),
    ...(maximumAttempts === 0 ? {} : { retry: { maximumAttempts } }),
    ...(mode === UseMode.LOCAL ? { local: true } : {}),
  };
}

async function executed(
  { call }: UseRequest,
  options: ActivityCallOptions,
): Promise<TaskReply | undefined> {
  switch (call.case) {
    case "send":
      return tasks.send(call.value, options);
    case "look":
      return tasks.look(call.value, options);
    case "far":
      return tasks.far(call.value, options);
    case "watch":
      return tasks.watch(call.value, options);
    default:
      await tasks.ping(options);
      return undefined;
  }
}

async function started(
  request: UseRequest,
  options: ActivityCallOptions,
): Promise<TaskReply | undefined> {
  const handle = start(request, options);
  if (handle === undefined) {
    await tasks.startPing(options).result();
    return undefined;
  }
  if (request.mode === UseMode.CANCEL) {
    await sleep(1000);
    handle.cancel();
  }
  return handle.result();
}

function start(
  { call }: UseRequest,
  options: ActivityCallOptions,
): ActivityHandle<TaskReply> | undefined {
  switch (call.case) {
    case "send":
      return tasks.startSend(call.value, options);
    case "look":
      return tasks.startLook(call.value, options);
    case "far":
      return tasks.startFar(call.value, options);
    case "watch":
      return tasks.startWatch(call.value, options);
    default:
      return undefined;
  }
}
