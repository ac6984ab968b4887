// What the stubs have for tests and schedules, tried on a server of its own. See ../PROTOCOL.md.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CompleteAsyncError, Context } from "@temporalio/activity";
import type { Client, ScheduleHandle } from "@temporalio/client";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { bundleWorkflowCode } from "@temporalio/worker";
import { DeskClient } from "./gen/conformance/v1/activities_client";
import {
  createDeskWorker,
  createTasksActivities,
  createTasksWorker,
} from "./gen/conformance/v1/activities_worker";
import type { TasksHandlers } from "./gen/conformance/v1/activities_worker";
import type { TaskRequest, UseReply } from "./gen/conformance/v1/activities_pb";
import {
  SettingsClient,
  SettingsSchedules,
} from "./gen/conformance/v1/options_client";
import { createSettingsWorker } from "./gen/conformance/v1/options_worker";
import { TasksMethods } from "./gen/conformance/v1/activities_stubborn";
import { completeActivity } from "./gen/stubborn/worker";
import { served } from "./gen/stubborn/testing";
import { settings } from "./handlers";

const double = (request: TaskRequest) => ({
  text: `double of ${request.text}`,
});

/** What answers after its function has ended. */
function answersLater(client: Client, request: TaskRequest): never {
  const { taskToken } = Context.current().info;
  void sleep(300).then(() =>
    completeActivity(client, TasksMethods.send, taskToken, double(request)),
  );
  throw new CompleteAsyncError();
}

/** What stands for `Tasks`: what is to be sent `later` it answers from outside. */
const doublesOf = (client: Client): TasksHandlers => ({
  send: (request) =>
    request.text === "later" ? answersLater(client, request) : double(request),
  look: double,
  far: double,
  watch: double,
  ping: () => undefined,
});

/** On a queue of its own as well. */
async function callsDoubles(client: Client): Promise<void> {
  const desk = new DeskClient(client);
  const near = await desk.use({ call: { case: "send", value: { text: "a" } } });
  assert.equal(textOf(near), "double of a");
  const far = await desk.use({ call: { case: "far", value: { text: "b" } } });
  assert.equal(textOf(far), "double of b");
  const later = await desk.use({
    call: { case: "send", value: { text: "later" } },
  });
  assert.equal(textOf(later), "double of later");
}

function textOf({ result }: UseReply): string | undefined {
  return result.case === "reply" ? result.value.text : undefined;
}

async function schedules(client: Client): Promise<void> {
  const key = randomUUID();
  const schedule = await client.schedule.create({
    scheduleId: key,
    spec: {},
    action: SettingsSchedules.again({ key, count: 2 }),
    state: { triggerImmediately: true },
  });
  const workflowId = await started(schedule);
  assert.ok(workflowId.startsWith(`again/${key}`), workflowId);
  const handle = new SettingsClient(client).getAgainHandle(workflowId);
  const reply = await handle.result();
  assert.equal(reply.text, "xx");
  await schedule.delete();
}

/** The id of the workflow that a schedule has started. */
async function started(schedule: ScheduleHandle): Promise<string> {
  for (;;) {
    const { info } = await schedule.describe();
    const [recent] = info.recentActions;
    if (recent) {
      return recent.action.workflow.workflowId;
    }
    await sleep(100);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { temporal: { type: "string" } } });
  const path = values.temporal ?? "temporal";
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: "existing-path", path } },
  });
  const doubles = doublesOf(environment.client);
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve("./bundles/plain"),
  });
  try {
    await served(
      environment,
      [
        (options) =>
          createDeskWorker({
            ...options,
            workflowBundle,
            activities: createTasksActivities(doubles),
          }),
        (options) => createTasksWorker({ ...options, handlers: doubles }),
        (options) =>
          createSettingsWorker({
            ...options,
            workflowBundle,
            handlers: settings,
          }),
      ],
      async (client) => {
        await callsDoubles(client);
        await schedules(client);
      },
    );
  } finally {
    await environment.teardown();
  }
}

void main();
