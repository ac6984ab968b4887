"""Calls of code that knows one side of a change, on workers that know the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from contract import EMPTY, Method, Side
from google.protobuf.message import Message
from payloads import Unreadable, lost, read, sample, samples, write
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.failure.v1 import Failure
from temporalio.client import (
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowHistoryEventFilterType,
)
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from workers import UNREADABLE, Crew

# What hangs for so long, in seconds, hangs for ever.
PATIENCE = 8.0


@dataclass(frozen=True)
class Call:
    """A call of a method, as one of the workflow types that it is served as."""

    crew: Crew
    caller: Side
    method: Method
    type_name: str
    # What takes the call, if anything does.
    served: Method | None

    async def problem(self) -> str | None:
        """The first thing that goes wrong, with every sample of requests, replies and declared errors."""
        for index in range(self.variety()):
            if found := await self.answered(index):
                return found
        for name in self.method.errors if self.served is not None else []:
            if found := await self.refused(name):
                return found
        return None

    def variety(self) -> int:
        """How many calls it takes to send and to receive every sample."""
        requests = (
            []
            if self.method.request == EMPTY
            else samples(self.caller, self.method.request)
        )
        if self.served is None or self.served.response == EMPTY:
            return max(1, len(requests))
        return max(1, len(requests), len(samples(self.crew.side, self.served.response)))

    async def answered(self, index: int) -> str | None:
        request = (
            None
            if self.method.request == EMPTY
            else nth(self.caller, self.method.request, index)
        )
        handle = await self.start(request, f"#{index}")
        try:
            reply = await asyncio.wait_for(handle.result(), PATIENCE)
        except TimeoutError:
            return await why(handle)
        except WorkflowFailureError as error:
            return reason(error)
        if self.served is None:
            return "served by nobody, and answered"
        if found := compared(request, self.crew.journal.received[handle.id][-1]):
            return found
        return self.read_reply(self.served, reply, index)

    async def start(
        self, request: Message | None, wish: str
    ) -> WorkflowHandle[Any, Any]:
        return await self.crew.client.start_workflow(
            self.type_name,
            args=[] if request is None else [RawValue(write(self.caller, request))],
            id=f"{self.crew.prefix}/{self.method.full_name}/{self.type_name}/{wish}",
            task_queue=self.crew.queue(self.method.queue),
            result_type=RawValue,
        )

    def read_reply(
        self, served: Method, reply: RawValue | None, index: int
    ) -> str | None:
        if self.method.response == EMPTY:
            return None
        if reply is None or reply.payload.metadata["encoding"] == b"binary/null":
            return "unreadable reply: nothing came"
        try:
            seen = read(
                self.caller,
                reply.payload,
                self.method.response,
                lenient=self.crew.lenient,
            )
        except Unreadable as error:
            return f"unreadable reply: {error}"
        written = (
            None
            if served.response == EMPTY
            else nth(self.crew.side, served.response, index)
        )
        return compared(written, seen)

    async def refused(self, name: str) -> str | None:
        """What a caller that catches a declared error makes of the worker's."""
        request = (
            None
            if self.method.request == EMPTY
            else nth(self.caller, self.method.request, 0)
        )
        thrown = self.served.thrown_as(name) if self.served is not None else None
        if thrown is None:
            return None
        handle = await self.start(request, f"!{thrown}")
        try:
            failure = await asyncio.wait_for(failure_of(handle), PATIENCE)
        except TimeoutError:
            return await why(handle)
        if failure.application_failure_info.type != name:
            return f"not caught: {failure.message}"
        (detail,) = failure.application_failure_info.details.payloads
        try:
            seen = read(self.caller, detail, name, lenient=self.crew.lenient)
        except Unreadable as error:
            return f"unreadable error: {error}"
        return compared(sample(self.crew.side.message(thrown), 0), seen)


def compared(written: Message | None, seen: Message | None) -> str | None:
    if written is None:
        return None
    fields = ["everything"] if seen is None else lost(written, seen)
    return f"lost: {', '.join(fields)}" if fields else None


def nth(side: Side, type_name: str, index: int) -> Message:
    messages = samples(side, type_name)
    return messages[index % len(messages)]


def reason(error: BaseException) -> str:
    """What the innermost failure says."""
    while error.__cause__ is not None and not is_unreadable(error):
        error = error.__cause__
    if is_unreadable(error):
        return f"unreadable: {error}"
    return f"{type(error).__name__}: {error}"


def is_unreadable(error: BaseException) -> bool:
    return isinstance(error, ApplicationError) and error.type == UNREADABLE


async def why(handle: WorkflowHandle[Any, Any]) -> str:
    """Why a workflow does not end."""
    causes, types = set(), set()
    async for event in handle.fetch_history_events():
        types.add(event.event_type)
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
            causes.add(
                WorkflowTaskFailedCause.Name(
                    event.workflow_task_failed_event_attributes.cause
                )
            )
    if causes:
        return f"stuck: {', '.join(sorted(causes))}"
    if EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED not in types:
        return "nobody takes it"
    return "never ends"


async def failure_of(handle: WorkflowHandle[Any, Any]) -> Failure:
    """How a workflow failed, as its history has it: the SDK would decode details by their types."""
    events = handle.fetch_history_events(
        wait_new_event=True,
        event_filter_type=WorkflowHistoryEventFilterType.CLOSE_EVENT,
    )
    last = [event async for event in events][-1]
    return last.workflow_execution_failed_event_attributes.failure
