// The runner's lines: see ../PROTOCOL.md.

import { toBinary } from "@bufbuild/protobuf";
import type { DescMessage } from "@bufbuild/protobuf";
import { registry } from "./gen/stubborn/codec";
import { DeclaredError } from "./gen/stubborn/declared";
import type { CallOptions } from "./gen/stubborn/client";
import { StubbornError } from "./gen/stubborn/errors";
import type { StartUpdateOptions } from "./gen/stubborn/messaging";
import type { WaitOptions } from "./gen/stubborn/waiting";

export interface Request {
  readonly id: number;
  readonly op: string;
  readonly namespace: string;
  readonly method: string;
  readonly request?: string;
  readonly options?: Options;
  readonly workflow_id?: string;
  readonly run_id?: string;
  readonly handle?: number;
  readonly message?: string;
  readonly message_request?: string;
  readonly update?: number;
  readonly update_id?: string;
  readonly reason?: string;
}

interface Options {
  readonly workflow_id?: string;
  readonly task_queue?: string;
  readonly id_reuse_policy?: CallOptions["workflowIdReusePolicy"];
  readonly id_conflict_policy?: CallOptions["workflowIdConflictPolicy"];
  readonly execution_timeout_ms?: number;
  readonly run_timeout_ms?: number;
  readonly task_timeout_ms?: number;
  readonly retry?: Retry;
  readonly deadline_ms?: number;
  readonly cancel_on_deadline?: boolean;
  readonly update_id?: string;
  readonly stage?: StartUpdateOptions["waitForStage"];
}

interface Retry {
  readonly initial_interval_ms?: number;
  readonly backoff_coefficient?: number;
  readonly maximum_interval_ms?: number;
  readonly maximum_attempts?: number;
  readonly non_retryable_error_types?: string[];
}

/** Per-call options; what the line leaves out is not passed on. */
export function toCallOptions(options: Options = {}): CallOptions {
  return present({
    workflowId: options.workflow_id,
    taskQueue: options.task_queue,
    workflowIdReusePolicy: options.id_reuse_policy,
    workflowIdConflictPolicy: options.id_conflict_policy,
    workflowExecutionTimeout: options.execution_timeout_ms,
    workflowRunTimeout: options.run_timeout_ms,
    workflowTaskTimeout: options.task_timeout_ms,
    retry: options.retry && toRetryPolicy(options.retry),
  });
}

/** How long to wait, of a call or of its result. */
export function toWaitOptions(options: Options = {}): WaitOptions {
  return present({
    deadline: options.deadline_ms,
    cancelOnDeadline: options.cancel_on_deadline,
  });
}

/** What a caller says of an update. */
export function toUpdateOptions(options: Options = {}): StartUpdateOptions {
  return present({
    deadline: options.deadline_ms,
    updateId: options.update_id,
    waitForStage: options.stage,
  });
}

function toRetryPolicy(retry: Retry): NonNullable<CallOptions["retry"]> {
  return present({
    initialInterval: retry.initial_interval_ms,
    backoffCoefficient: retry.backoff_coefficient,
    maximumInterval: retry.maximum_interval_ms,
    maximumAttempts: retry.maximum_attempts,
    nonRetryableErrorTypes: retry.non_retryable_error_types,
  });
}

/** What the stubs threw, or, as a fault, what they should not have. */
export function toFailure(thrown: unknown): object {
  if (!(thrown instanceof StubbornError)) {
    return { fault: String(thrown) };
  }
  return {
    error: present({
      code: thrown.code,
      message: thrown.message,
      method: thrown.method,
      workflow_id: thrown.workflowId,
      run_id: thrown.runId,
      outcome: thrown.outcome,
      started: thrown.started ? true : undefined,
      causes: thrown.causes.length > 0 ? thrown.causes : undefined,
      type: thrown.type,
      non_retryable:
        thrown.retryable === undefined ? undefined : !thrown.retryable,
      ...(thrown instanceof DeclaredError ? toDeclared(thrown) : {}),
    }),
  };
}

function toDeclared({ detail }: DeclaredError<DescMessage>): object {
  const schema = registry.getMessage(detail.$typeName);
  const bytes = schema ? toBinary(schema, detail) : new Uint8Array();
  return {
    declared: detail.$typeName,
    detail: Buffer.from(bytes).toString("base64"),
  };
}

export function present<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as { [Name in keyof Members]?: Exclude<Members[Name], undefined> };
}
