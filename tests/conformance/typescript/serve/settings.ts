// Workflows of which the schema says everything else.

import { sleep, workflowInfo } from "@temporalio/workflow";
import type {
  MarkChildRequest,
  MarkRequest,
} from "../gen/conformance/v1/options_pb";
import { SettingsChildClient } from "../gen/conformance/v1/options_workflows";
import { language } from "./language";
import { marked } from "./marked";

const settings = new SettingsChildClient();

export async function stay(request: MarkRequest) {
  await sleep("1m");
  return marked(request);
}

export async function markChild({ mark, stay }: MarkChildRequest) {
  const { taskQueue } = workflowInfo();
  if (!stay) {
    return settings.mark(mark ?? {}, { taskQueue });
  }
  await settings.startStay(mark ?? {}, { taskQueue });
  return { key: mark?.key ?? "", language };
}

export async function again(request: MarkRequest) {
  const { count, text } = request;
  if (count > 0) {
    const next = { ...request, count: count - 1, text: `${text}x` };
    return settings.continueAgain(next);
  }
  return marked(request);
}
