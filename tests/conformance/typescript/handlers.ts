// Every handler of the schema.

import { setTimeout as sleep } from "node:timers/promises";
import type { TasksHandlers } from "./gen/conformance/v1/activities_worker";
import type { BasicHandlers } from "./gen/conformance/v1/basic_worker";
import type { DeclaredHandlers } from "./gen/conformance/v1/errors_worker";
import type { HoldHandlers } from "./gen/conformance/v1/hold_worker";
import type { IdsHandlers } from "./gen/conformance/v1/ids_worker";
import type {
  LoneHandlers,
  NamesHandlers,
  NeighbourHandlers,
} from "./gen/conformance/v1/names_worker";
import type { SettingsHandlers } from "./gen/conformance/v1/options_worker";
import type { ReliabilityHandlers } from "./gen/conformance/v1/reliability_worker";
import type { ValuesHandlers } from "./gen/conformance/v1/values_worker";
import { attempt } from "./gen/stubborn/worker";
import { fail, greet, note, ping, recall } from "./serve/basic";
import { order } from "./serve/declared";
import { held } from "./serve/hold";
import { language } from "./serve/language";
import { marked } from "./serve/marked";
import { named } from "./serve/names";
import { large, largeError, wrap } from "./serve/reliability";
import { echo, echoLegacy, echoWellKnown, same } from "./serve/values";
import { done, watch } from "./serve/tasks";
import { wait, work } from "./serve/working";

export const basic: BasicHandlers = {
  greetHandler: greet,
  greetLocal: greet,
  noteHandler: note,
  recallHandler: recall,
  pingHandler: ping,
  pingLocal: ping,
  failHandler: fail,
  failLocal: fail,
  failRetriedHandler: fail,
};

export const declared: DeclaredHandlers = {
  orderHandler: (request) => order(request, attempt()),
  orderRetried: (request) => order(request, attempt()),
  orderUnlistedHandler: (request) => order(request, attempt()),
};

export const hold: HoldHandlers = { holdHandler: held((ms) => sleep(ms)) };

export const ids: IdsHandlers = { handled: () => ({ language }) };

export const lone: LoneHandlers = { plain: named("Lone.Plain") };

export const names: NamesHandlers = {
  handled: named("Names.Handled"),
  aliasedHandler: named("Names.AliasedHandler"),
  aliasedLocal: named("Names.AliasedLocal"),
  namedActivity: named("Names.NamedActivity"),
  handledElsewhere: named("Names.HandledElsewhere"),
};

export const neighbour: NeighbourHandlers = {
  handled: named("Neighbour.Handled"),
};

export const reliability: ReliabilityHandlers = {
  work,
  largeHandler: large,
  largeError,
  wait,
  wrapHandler: wrap,
};

export const settings: SettingsHandlers = { markHandler: marked };

export const tasks: TasksHandlers = {
  send: done,
  look: done,
  far: done,
  watch,
  ping: () => undefined,
};

export const values: ValuesHandlers = {
  echo,
  echoLocal: echo,
  echoWellKnown,
  echoLegacy,
  echoTimestamp: same,
  echoStruct: same,
  echoInner: same,
};
