// Workflows that are told and asked things while they run.

import {
  allHandlersFinished,
  condition,
  sleep,
  workflowInfo,
} from "@temporalio/workflow";
import { FullError } from "../gen/conformance/v1/messages_errors";
import { BoardFailure } from "../gen/conformance/v1/messages_pb";
import type {
  ParentRequest,
  RunRequest,
  TellRequest,
} from "../gen/conformance/v1/messages_pb";
import { BoardChildClient } from "../gen/conformance/v1/messages_workflows";
import type {
  BoardOnceRun,
  BoardRunRun,
} from "../gen/conformance/v1/messages_workflows";
import { StubbornError } from "../gen/stubborn/errors";
import { language } from "./language";

const boards = new BoardChildClient();

export function run({ key }: RunRequest): BoardRunRun {
  const events: string[] = [];
  let ends = false;
  const state = () => ({ events, key, language });
  const size = (size: number) => ({ ...state(), events: ["x".repeat(size)] });
  const end = () => {
    ends = true;
  };
  return {
    run: async () => {
      await condition(() => ends);
      await condition(allHandlersFinished);
      return { events, language };
    },
    signals: {
      add: ({ text, failure }) => {
        fail(failure, text);
        events.push(`add ${text}`);
      },
      cancel: () => {
        events.push("cancel");
        end();
      },
      pause: ({ reason }) => {
        events.push(`pause ${reason}`);
      },
      resume: () => {
        events.push("resume");
      },
    },
    queries: {
      state,
      describe: ({ prefix, failure }) => {
        fail(failure, prefix);
        const described = events.filter((event) => event.startsWith(prefix));
        return { ...state(), events: described };
      },
      size: (request) => size(request.size),
    },
    updates: {
      change: async ({ text, delayMs, failure }) => {
        await sleep(delayMs);
        fail(failure, text);
        events.push(`change ${text}`);
        return state();
      },
      close: end,
      result: state,
      grow: (request) => size(request.size),
    },
    validators: {
      change: ({ text }) => {
        if (text === "") {
          throw new StubbornError("INVALID_ARGUMENT", "nothing to change");
        }
        if (text === "panic") {
          throw new Error("refused");
        }
      },
    },
  };
}

export function once({ key }: RunRequest): BoardOnceRun {
  const events: string[] = [];
  return {
    run: async () => {
      await condition(() => events.length > 0);
      return { events, language };
    },
    signals: {
      add: ({ text, failure }) => {
        fail(failure, text);
        events.push(`add ${text}`);
      },
    },
    queries: { state: () => ({ events, key, language }) },
  };
}

export async function tell(request: TellRequest) {
  const board = boards.getRunHandle(request.workflowId);
  for (const text of request.texts) {
    await board.signal.add({ text });
  }
  if (request.pause !== "") {
    await board.signal.pause({ reason: request.pause });
  }
  if (request.cancel) {
    await board.cancel();
  }
  return { language };
}

export async function parent({ key, texts }: ParentRequest) {
  const { taskQueue } = workflowInfo();
  const board = await boards.startRun({ key }, { taskQueue });
  for (const text of texts) {
    await board.signal.add({ text });
  }
  await board.signal.cancel();
  return board.result();
}

function fail(failure: BoardFailure, text: string): void {
  switch (failure) {
    case BoardFailure.UNSPECIFIED:
      return;
    case BoardFailure.STUB:
      throw new StubbornError("NOT_FOUND", text);
    case BoardFailure.EXCEPTION:
      throw new Error(text);
    case BoardFailure.DECLARED:
      throw new FullError({ size: 7 });
  }
}
