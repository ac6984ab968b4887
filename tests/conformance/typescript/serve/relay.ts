// Calls from within a workflow.

import type { MessageInitShape } from "@bufbuild/protobuf";
import { BasicChildClient } from "../gen/conformance/v1/basic_workflows";
import { HoldChildClient } from "../gen/conformance/v1/hold_workflows";
import { IdsChildClient } from "../gen/conformance/v1/ids_workflows";
import { RelayMode } from "../gen/conformance/v1/relay_pb";
import type {
  RelayReplySchema,
  RelayRequest,
} from "../gen/conformance/v1/relay_pb";
import { ValuesChildClient } from "../gen/conformance/v1/values_workflows";
import { StubbornError } from "../gen/stubborn/errors";
import type { ChildHandle, ChildOptions } from "../gen/stubborn/workflow";
import { language } from "./language";

type Reply = MessageInitShape<typeof RelayReplySchema>;
type Result = NonNullable<Reply["result"]>;

const basic = new BasicChildClient();
const hold = new HoldChildClient();
const ids = new IdsChildClient();
const values = new ValuesChildClient();

export async function relay(request: RelayRequest): Promise<Reply> {
  const { taskQueue, workflowId, mode, escape } = request;
  const child = childOf(request.call, {
    ...(taskQueue === "" ? {} : { taskQueue }),
    ...(workflowId === "" ? {} : { workflowId }),
  });
  let childId = "";
  try {
    if (mode === RelayMode.UNSPECIFIED) {
      return { language, result: await child.execute() };
    }
    const handle = await child.start();
    childId = handle.workflowId;
    if (mode === RelayMode.CANCEL) {
      handle.cancel();
    }
    return { language, childId, result: await handle.result() };
  } catch (error) {
    if (escape || !(error instanceof StubbornError)) {
      throw error;
    }
    const { code, message } = error;
    const value = { code, message };
    return { language, childId, result: { case: "error", value } };
  }
}

interface Child {
  execute(): Promise<Result>;
  start(): Promise<ChildHandle<Result>>;
}

function child<ChildReply>(
  execute: () => Promise<ChildReply>,
  start: () => Promise<ChildHandle<ChildReply>>,
  toResult: (reply: ChildReply) => Result,
): Child {
  return {
    execute: async () => toResult(await execute()),
    start: async () => {
      const handle = await start();
      return { ...handle, result: async () => toResult(await handle.result()) };
    },
  };
}

function childOf(call: RelayRequest["call"], options: ChildOptions): Child {
  switch (call.case) {
    case "greet":
      return child(
        () => basic.greet(call.value, options),
        () => basic.startGreet(call.value, options),
        (value) => ({ case: "greet", value }),
      );
    case "greetHandler":
      return child(
        () => basic.greetHandler(call.value, options),
        () => basic.startGreetHandler(call.value, options),
        (value) => ({ case: "greet", value }),
      );
    case "greetLocal":
      return child(
        () => basic.greetLocal(call.value, options),
        () => basic.startGreetLocal(call.value, options),
        (value) => ({ case: "greet", value }),
      );
    case "note":
      return child(
        () => basic.note(call.value, options),
        () => basic.startNote(call.value, options),
        () => ({ case: "nothing", value: {} }),
      );
    case "recall":
      return child(
        () => basic.recall(options),
        () => basic.startRecall(options),
        (value) => ({ case: "recall", value }),
      );
    case "ping":
      return child(
        () => basic.ping(options),
        () => basic.startPing(options),
        () => ({ case: "nothing", value: {} }),
      );
    case "pingHandler":
      return child(
        () => basic.pingHandler(options),
        () => basic.startPingHandler(options),
        () => ({ case: "nothing", value: {} }),
      );
    case "fail":
      return child(
        () => basic.fail(call.value, options),
        () => basic.startFail(call.value, options),
        (value) => ({ case: "fail", value }),
      );
    case "failHandler":
      return child(
        () => basic.failHandler(call.value, options),
        () => basic.startFailHandler(call.value, options),
        (value) => ({ case: "fail", value }),
      );
    case "echo":
      return child(
        () => values.echo(call.value, options),
        () => values.startEcho(call.value, options),
        (value) => ({ case: "echo", value }),
      );
    case "echoWorkflow":
      return child(
        () => values.echoWorkflow(call.value, options),
        () => values.startEchoWorkflow(call.value, options),
        (value) => ({ case: "echo", value }),
      );
    case "scalars":
      return child(
        () => ids.scalars(call.value, options),
        () => ids.startScalars(call.value, options),
        (value) => ({ case: "id", value }),
      );
    case "floats":
      return child(
        () => ids.floats(call.value, options),
        () => ids.startFloats(call.value, options),
        (value) => ({ case: "id", value }),
      );
    case "variables":
      return child(
        () => ids.variables(call.value, options),
        () => ids.startVariables(call.value, options),
        (value) => ({ case: "id", value }),
      );
    case "hold":
      return child(
        () => hold.hold(call.value, options),
        () => hold.startHold(call.value, options),
        (value) => ({ case: "hold", value }),
      );
    case undefined:
      throw new StubbornError("INVALID_ARGUMENT", "no call to relay");
  }
}
