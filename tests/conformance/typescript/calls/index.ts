// Every method by its full name, each by its own typed call.

import type { Client } from "@temporalio/client";
import { basicCalls } from "./basic";
import { boardCalls } from "./board";
import type { Call } from "./call";
import { declaredCalls } from "./declared";
import { deskCalls } from "./desk";
import { holdCalls } from "./hold";
import { idsCalls } from "./ids";
import { loneCalls, namesCalls, neighbourCalls } from "./names";
import { relayCalls } from "./relay";
import { reliabilityCalls } from "./reliability";
import { delaysCalls, settingsCalls } from "./settings";
import { valuesCalls } from "./values";

export type { Call, Started } from "./call";

export function calls(client: Client): Map<string, Call> {
  return new Map(
    Object.entries({
      ...basicCalls(client),
      ...boardCalls(client),
      ...declaredCalls(client),
      ...delaysCalls(client),
      ...deskCalls(client),
      ...holdCalls(client),
      ...idsCalls(client),
      ...loneCalls(client),
      ...namesCalls(client),
      ...neighbourCalls(client),
      ...relayCalls(client),
      ...reliabilityCalls(client),
      ...settingsCalls(client),
      ...valuesCalls(client),
    }),
  );
}
