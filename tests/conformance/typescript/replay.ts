// Histories, replayed with the workflows of today.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils";
import { Worker } from "@temporalio/worker";
import type { ReplayWorkerOptions } from "@temporalio/worker";

async function* histories(folder: string) {
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), "utf8");
    const history = historyFromJSON(JSON.parse(text));
    yield { workflowId: name, history };
  }
}

/** Fails where a workflow would do something else than it did. */
export async function replay(
  options: ReplayWorkerOptions,
  folder: string,
): Promise<void> {
  const results = Worker.runReplayHistories(options, histories(folder));
  const broken: string[] = [];
  for await (const { workflowId, error } of results) {
    if (error) {
      broken.push(`${workflowId}: ${error.message}`);
    }
  }
  if (broken.length > 0) {
    throw new Error(broken.join("\n"));
  }
}
