// Serves every service of the schema.

import { parseArgs } from "node:util";
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
} from "@temporalio/worker";
import {
  createDeskWorker,
  createTasksActivities,
  createTasksWorker,
} from "./gen/conformance/v1/activities_worker";
import {
  createBasicActivities,
  createBasicWorker,
} from "./gen/conformance/v1/basic_worker";
import {
  createDeclaredActivities,
  createDeclaredWorker,
} from "./gen/conformance/v1/errors_worker";
import { createDelaysWorker } from "./gen/conformance/v1/delays_worker";
import { createHoldActivities } from "./gen/conformance/v1/hold_worker";
import { createIdsActivities } from "./gen/conformance/v1/ids_worker";
import {
  createLoneActivities,
  createLoneWorker,
  createNamesActivities,
  createNamesWorkers,
  createNeighbourActivities,
} from "./gen/conformance/v1/names_worker";
import { createBoardWorker } from "./gen/conformance/v1/messages_worker";
import {
  createSettingsActivities,
  createSettingsWorker,
} from "./gen/conformance/v1/options_worker";
import {
  createReliabilityActivities,
  createReliabilityWorker,
} from "./gen/conformance/v1/reliability_worker";
import { ValuesTaskQueue } from "./gen/conformance/v1/values_stubborn";
import { createValuesActivities } from "./gen/conformance/v1/values_worker";
import * as handlers from "./handlers";
import { replay } from "./replay";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      address: { type: "string" },
      namespace: { type: "string" },
      queue: { type: "string" },
      replay: { type: "string" },
      "keep-unknown": { type: "boolean" },
      "retry-tasks": { type: "boolean" },
    },
  });
  // Standard output belongs to the protocol.
  const logger = new DefaultLogger("WARN", ({ level, message, meta }) => {
    process.stderr.write(`${level} ${message} ${JSON.stringify(meta)}\n`);
  });
  Runtime.install({ logger });

  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve(`./bundles/${bundleOf(values)}`),
    logger,
  });
  if (values.replay !== undefined) {
    await replay({ workflowBundle }, values.replay);
    return;
  }
  const options = {
    connection: await NativeConnection.connect({
      address: values.address ?? "127.0.0.1:7233",
    }),
    namespace: values.namespace ?? "default",
    workflowBundle,
  };
  const workers =
    values.queue === undefined
      ? await createWorkers(options)
      : [await createOnlyWorker(options, values.queue)];

  const running = Promise.all(workers.map((worker) => worker.run()));
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  process.stdin.on("end", () => {
    workers.forEach((worker) => {
      worker.shutdown();
    });
  });
  process.stdin.resume();
  await running;
  process.exit(0);
}

/** Options of workflows belong to the module that serves them. */
function bundleOf(values: {
  "keep-unknown"?: boolean;
  "retry-tasks"?: boolean;
}): string {
  if (values["keep-unknown"]) {
    return values["retry-tasks"] ? "keepUnknownRetryTasks" : "keepUnknown";
  }
  return values["retry-tasks"] ? "retryTasks" : "plain";
}

interface Options {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly workflowBundle: { code: string };
}

/** On the queues of the schema, made as the stubs offer it. */
async function createWorkers(options: Options): Promise<Worker[]> {
  const {
    basic,
    declared,
    lone,
    names,
    neighbour,
    reliability,
    settings,
    tasks,
  } = handlers;
  const sets = await Promise.all([
    createBasicWorker({ ...options, handlers: basic }),
    createBoardWorker(options),
    createDelaysWorker(options),
    createSettingsWorker({ ...options, handlers: settings }),
    createDeclaredWorker({ ...options, handlers: declared }),
    createLoneWorker({ ...options, handlers: lone }),
    createNamesWorkers({
      ...options,
      handlers: names,
      activities: createNeighbourActivities(neighbour),
    }),
    createTasksWorker({ ...options, handlers: tasks }),
    createDeskWorker({
      ...options,
      activities: createTasksActivities(tasks),
    }),
    createReliabilityWorker({ ...options, handlers: reliability }),
    Worker.create({
      ...options,
      taskQueue: ValuesTaskQueue,
      activities: sharedActivities(),
    }),
  ]);
  return sets.flat();
}

/** Everything on one queue. */
function createOnlyWorker(options: Options, taskQueue: string) {
  return Worker.create({
    ...options,
    taskQueue,
    activities: {
      ...createBasicActivities(handlers.basic),
      ...createDeclaredActivities(handlers.declared),
      ...createLoneActivities(handlers.lone),
      ...createNamesActivities(handlers.names),
      ...createNeighbourActivities(handlers.neighbour),
      ...createReliabilityActivities(handlers.reliability),
      ...sharedActivities(),
    },
  });
}

function sharedActivities() {
  return {
    ...createValuesActivities(handlers.values),
    ...createIdsActivities(handlers.ids),
    ...createHoldActivities(handlers.hold),
    ...createSettingsActivities(handlers.settings),
    ...createTasksActivities(handlers.tasks),
  };
}

void main();
