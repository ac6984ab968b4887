"""The client: makes the calls that standard input asks for. See ../PROTOCOL.md."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import logging
import sys
from datetime import timedelta
from typing import Any, TypedDict

from google.protobuf.message import Message
from stubborn_runtime import (
    AnsweredByUpdate,
    DeclaredError,
    Handle,
    SignalOptions,
    StartOptions,
    StubbornError,
    UpdateHandle,
)
from temporalio.client import Client, WorkflowUpdateStage
from temporalio.common import (
    RetryPolicy,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)

from calls import Call, calls
from protocol import take_standard_output
from talks import Talk, WithStart, starts, talks

Json = dict[str, Any]


class Session:
    """What the program keeps between requests."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._clients: dict[str, asyncio.Task[Client]] = {}
        self._handles: dict[int, Handle[Any]] = {}
        self._updates: dict[int, UpdateHandle[Any]] = {}

    async def answer(self, request: Json) -> Json:
        """What a request is answered with, whatever comes of it."""
        try:
            answer = await self._perform(request)
        except StubbornError as error:
            answer = {"error": described(error)}
        except Exception as error:
            answer = {"fault": f"{type(error).__name__}: {error}"}
        return {"id": request["id"], **answer}

    async def _perform(self, request: Json) -> Json:
        call = await self._call(request)
        match request["op"]:
            case "execute":
                reply = await call.execute(
                    *arguments(call, request), **options(request), **waiting(request)
                )
                return response(reply)
            case "start":
                handle = await call.start(*arguments(call, request), **options(request))
                self._handles[request["id"]] = handle
                return {"workflow_id": handle.id, "run_id": handle.run_id}
            case "result":
                handle = self._handle(call, request)
                return response(await handle.result(**waiting(request)))
            case "cancel":
                await self._handle(call, request).cancel()
                return {}
            case "terminate":
                await self._handle(call, request).terminate(reason=request["reason"])
                return {}
            case "describe":
                return await describe(self._handle(call, request))
            case "signal_with_start" | "update_with_start":
                return await self._start_with(call, request)
            case "update_result" if "update" in request:
                return response(await self._updates[request["update"]].result())
            case _:
                return await self._talk(self._handle(call, request), request)

    async def _talk(self, handle: Handle[Any], request: Json) -> Json:
        """Send something to a running workflow."""
        talk = talks(handle)[request["message"]]
        match request["op"]:
            case "signal" | "query":
                return response(await talk.send(*sent(talk, request), **late(request)))
            case "update":
                return response(
                    await talk.send(*sent(talk, request), **update_options(request))
                )
            case "start_update":
                assert talk.start is not None
                update = await talk.start(
                    *sent(talk, request), **start_update_options(request)
                )
                self._updates[request["id"]] = update
                return {"update_id": update.id}
            case "update_result":
                assert talk.get_handle is not None
                return response(await talk.get_handle(request["update_id"]).result())
            case op:
                raise ValueError(f"unknown op {op}")

    async def _start_with(self, call: Call, request: Json) -> Json:
        client = await self._client(request)
        start = starts(client)[request["method"], request["message"]]
        chosen: Json = {**options(request), **late(request)}
        if "update_id" in request.get("options", {}):
            chosen["update_id"] = request["options"]["update_id"]
        try:
            started = await start.call(*start_arguments(start, request), **chosen)
        except StubbornError as error:
            if error.started and error.workflow_id is not None:
                self._handles[request["id"]] = call.get_handle(error.workflow_id)
            raise
        answer: Json = {}
        if isinstance(started, AnsweredByUpdate):
            answer, started = response(started.reply), started.handle
        self._handles[request["id"]] = started
        return {"workflow_id": started.id, "run_id": started.run_id, **answer}

    async def _call(self, request: Json) -> Call:
        return calls(await self._client(request))[request["method"]]

    async def _client(self, request: Json) -> Client:
        namespace = request["namespace"]
        if namespace not in self._clients:
            self._clients[namespace] = asyncio.create_task(
                Client.connect(self._address, namespace=namespace)
            )
        return await self._clients[namespace]

    def _handle(self, call: Call, request: Json) -> Handle[Any]:
        if "handle" in request:
            return self._handles[request["handle"]]
        return call.get_handle(request["workflow_id"], run_id=request.get("run_id"))


def arguments(call: Call, request: Json) -> list[Message]:
    if call.request is None:
        return []
    return [call.request.FromString(base64.b64decode(request["request"]))]


def sent(talk: Talk, request: Json) -> list[Message]:
    if talk.request is None:
        return []
    return [talk.request.FromString(base64.b64decode(request["request"]))]


def start_arguments(start: WithStart, request: Json) -> list[Message]:
    return [
        start.request.FromString(base64.b64decode(request["request"])),
        start.message.FromString(base64.b64decode(request["message_request"])),
    ]


def late(request: Json) -> SignalOptions:
    """How long to wait for what a running workflow is sent."""
    given: Json = request.get("options", {})
    chosen: SignalOptions = {}
    if "deadline_ms" in given:
        chosen["timeout"] = milliseconds(given["deadline_ms"])
    return chosen


def update_options(request: Json) -> Json:
    """The options of an update, but what its start waits for."""
    given: Json = request.get("options", {})
    chosen: Json = {**late(request)}
    if "update_id" in given:
        chosen["id"] = given["update_id"]
    return chosen


def start_update_options(request: Json) -> Json:
    """The options of an update, and what its start waits for."""
    given: Json = request.get("options", {})
    chosen = update_options(request)
    if "stage" in given:
        chosen["wait_for_stage"] = WorkflowUpdateStage[given["stage"]]
    return chosen


def options(request: Json) -> StartOptions:
    """The per-call options of a request; what is absent stays so."""
    given: Json = request.get("options", {})
    chosen: StartOptions = {}
    if "workflow_id" in given:
        chosen["id"] = given["workflow_id"]
    if "task_queue" in given:
        chosen["task_queue"] = given["task_queue"]
    if "id_reuse_policy" in given:
        policy = given["id_reuse_policy"]
        chosen["id_reuse_policy"] = WorkflowIDReusePolicy[policy]
    if "id_conflict_policy" in given:
        policy = given["id_conflict_policy"]
        chosen["id_conflict_policy"] = WorkflowIDConflictPolicy[policy]
    if "execution_timeout_ms" in given:
        chosen["execution_timeout"] = milliseconds(given["execution_timeout_ms"])
    if "run_timeout_ms" in given:
        chosen["run_timeout"] = milliseconds(given["run_timeout_ms"])
    if "task_timeout_ms" in given:
        chosen["task_timeout"] = milliseconds(given["task_timeout_ms"])
    if "retry" in given:
        chosen["retry_policy"] = retry_policy(given["retry"])
    return chosen


class Waiting(TypedDict, total=False):
    """What a call is told about waiting."""

    timeout: timedelta
    cancel_on_timeout: bool


def waiting(request: Json) -> Waiting:
    """What a request says about waiting, of a call or of a handle's result."""
    given: Json = request.get("options", {})
    chosen: Waiting = {}
    if "deadline_ms" in given:
        chosen["timeout"] = milliseconds(given["deadline_ms"])
    if "cancel_on_deadline" in given:
        chosen["cancel_on_timeout"] = given["cancel_on_deadline"]
    return chosen


def retry_policy(given: Json) -> RetryPolicy:
    policy = RetryPolicy()
    if "initial_interval_ms" in given:
        policy.initial_interval = milliseconds(given["initial_interval_ms"])
    if "backoff_coefficient" in given:
        policy.backoff_coefficient = given["backoff_coefficient"]
    if "maximum_interval_ms" in given:
        policy.maximum_interval = milliseconds(given["maximum_interval_ms"])
    if "maximum_attempts" in given:
        policy.maximum_attempts = given["maximum_attempts"]
    if "non_retryable_error_types" in given:
        policy.non_retryable_error_types = given["non_retryable_error_types"]
    return policy


def milliseconds(count: int) -> timedelta:
    return timedelta(milliseconds=count)


def response(reply: Message | None) -> Json:
    if reply is None:
        return {}
    return {"response": encoded(reply)}


def encoded(message: Message) -> str:
    return base64.b64encode(message.SerializeToString()).decode()


async def describe(handle: Handle[Any]) -> Json:
    description = await handle.describe()
    return {
        "workflow_id": description.id,
        "run_id": description.run_id,
        "workflow_type": description.workflow_type,
        "task_queue": description.task_queue,
        "status": description.status.name if description.status else None,
    }


def described(error: StubbornError) -> Json:
    known = {
        "code": error.code.value,
        "message": error.message,
        "method": error.method,
        "workflow_id": error.workflow_id,
        "type": error.type,
        "non_retryable": None if error.retryable is None else not error.retryable,
        "outcome": None if error.outcome is None else error.outcome.value,
        "run_id": error.run_id,
        "started": error.started or None,
        "causes": [{"type": c.type, "message": c.message} for c in error.causes]
        or None,
    }
    if isinstance(error, DeclaredError):
        detail: Message = error.detail
        known["declared"] = detail.DESCRIPTOR.full_name
        known["detail"] = encoded(detail)
    return {name: value for name, value in known.items() if value is not None}


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    session = Session(parser.parse_args().address)
    answers = take_standard_output()
    open_requests: set[asyncio.Task[None]] = set()

    async def perform(line: str) -> None:
        answer = await session.answer(json.loads(line))
        print(json.dumps(answer), file=answers, flush=True)

    while line := await asyncio.to_thread(sys.stdin.readline):
        task = asyncio.create_task(perform(line))
        open_requests.add(task)
        task.add_done_callback(open_requests.discard)


asyncio.run(main())
