// Every workflow of the schema, whatever its queue.

import { sleep, workflowInfo } from "@temporalio/workflow";
import { createDeskWorkflows } from "./gen/conformance/v1/activities_workflows";
import { createBasicWorkflows } from "./gen/conformance/v1/basic_workflows";
import {
  createDeclaredWorkflows,
  DeclaredChildClient,
} from "./gen/conformance/v1/errors_workflows";
import { createDelaysWorkflows } from "./gen/conformance/v1/delays_workflows";
import { createHoldWorkflows } from "./gen/conformance/v1/hold_workflows";
import { createIdsWorkflows } from "./gen/conformance/v1/ids_workflows";
import {
  createLoneWorkflows,
  createNamesWorkflows,
  createNeighbourWorkflows,
} from "./gen/conformance/v1/names_workflows";
import { createBoardWorkflows } from "./gen/conformance/v1/messages_workflows";
import { createSettingsWorkflows } from "./gen/conformance/v1/options_workflows";
import { createRelayWorkflows } from "./gen/conformance/v1/relay_workflows";
import {
  createReliabilityWorkflows,
  ReliabilityChildClient,
} from "./gen/conformance/v1/reliability_workflows";
import { createValuesWorkflows } from "./gen/conformance/v1/values_workflows";
import { combineWorkflows } from "./gen/stubborn/workflow";
import type { WorkflowsOptions } from "./gen/stubborn/workflow";
import { fail, greet, note, ping, recall } from "./serve/basic";
import { once, parent, run, tell } from "./serve/board";
import { order, resell } from "./serve/declared";
import { use } from "./serve/desk";
import { held } from "./serve/hold";
import { language } from "./serve/language";
import { marked } from "./serve/marked";
import { named } from "./serve/names";
import { relay } from "./serve/relay";
import { large, travel, wrap } from "./serve/reliability";
import { again, markChild, stay } from "./serve/settings";
import { echo, echoLegacy, echoWellKnown, same } from "./serve/values";

const hold = held(sleep);
const id = () => ({ language });

export function served(options: WorkflowsOptions) {
  return combineWorkflows(
    createBasicWorkflows(
      { greet, note, recall, ping, fail, failRetried: fail },
      options,
    ),
    createBoardWorkflows({ run, once, tell, parent }, options),
    createDeclaredWorkflows(
      {
        order: (request) => order(request),
        orderUnlisted: (request) => order(request),
        resell: resell(new DeclaredChildClient()),
      },
      options,
    ),
    createDelaysWorkflows({ later: marked, pinned: marked }, options),
    createDeskWorkflows({ use }, options),
    createHoldWorkflows(
      {
        hold,
        holdUseExisting: hold,
        holdTerminateExisting: hold,
        holdRejectDuplicate: hold,
        holdFailedOnly: hold,
        holdTimed: hold,
      },
      options,
    ),
    createIdsWorkflows(
      {
        scalars: id,
        floats: id,
        enums: id,
        nested: id,
        presence: id,
        odd: id,
        defaults: id,
        text: id,
        braces: id,
        variables: id,
      },
      options,
    ),
    createLoneWorkflows({ written: named("Lone.Written") }, options),
    createNamesWorkflows(
      {
        plain: named("Names.Plain"),
        named: named("Names.Named"),
        aliased: named("Names.Aliased"),
        elsewhere: named("Names.Elsewhere"),
        cancel: named("Names.Cancel"),
        result: named("Names.Result"),
      },
      options,
    ),
    createNeighbourWorkflows({ plain: named("Neighbour.Plain") }, options),
    createRelayWorkflows({ relay }, options),
    createReliabilityWorkflows(
      {
        journey: travel(new ReliabilityChildClient(), sleep, workflowInfo),
        large,
        wrap,
      },
      options,
    ),
    createSettingsWorkflows(
      { mark: marked, remember: marked, stay, markChild, again },
      options,
    ),
    createValuesWorkflows(
      {
        echoWorkflow: echo,
        echoWellKnownWorkflow: echoWellKnown,
        echoLegacyWorkflow: echoLegacy,
        echoInt64: same,
      },
      options,
    ),
  );
}
