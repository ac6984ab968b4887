"""Workers of one side, which serve what its contract says and remember what they were sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from contract import EMPTY, Method, Side
from google.protobuf.message import Message
from payloads import Unreadable, read, sample, samples, write
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

GO = "truth.go"
UNREADABLE = "truth.Unreadable"
# What the id of a call asks of its worker: a sample of the reply, or a declared error.
ASKED = re.compile(r"#(\d+)")
REFUSED = re.compile(r"!([\w.]+)")
ONCE = RetryPolicy(maximum_attempts=1)
# Longer than a heartbeat that is asked for in the contract, of which there are none.
WORK = timedelta(seconds=1)
HEARTBEAT = timedelta(seconds=0.4)


def as_if_global(made: type) -> None:
    """The SDK refuses local classes, for a sandbox that is not used here."""
    made.__qualname__ = made.__name__
    made.run.__qualname__ = f"{made.__name__}.run"  # type: ignore[attr-defined]


@dataclass
class Journal:
    """What the workers of a scenario received, by where it arrived."""

    received: dict[str, list[Message | None]] = field(default_factory=dict)

    def add(self, place: str, message: Message | None) -> None:
        self.received.setdefault(place, []).append(message)


@dataclass(frozen=True)
class Crew:
    """Who serves a side. Every queue begins with the crew's prefix, so that many share a server."""

    client: Client
    side: Side
    prefix: str
    journal: Journal
    lenient: bool
    # What workflows of the other side had in their history, whose code this side's code continues.
    activities: tuple[Method, ...] = ()
    # How long activities work without a heartbeat.
    work: timedelta = timedelta()

    def queue(self, name: str) -> str:
        return f"{self.prefix}/{name}"

    def accept(self, raw: RawValue | None, type_name: str, place: str) -> None:
        if raw is not None and raw.payload.metadata.get("encoding") == b"binary/null":
            raw = None
        if type_name == EMPTY:
            self.journal.add(place, None)
            return
        if raw is None:
            raise ApplicationError("nothing came", type=UNREADABLE, non_retryable=True)
        try:
            self.journal.add(
                place, read(self.side, raw.payload, type_name, lenient=self.lenient)
            )
        except Unreadable as error:
            raise ApplicationError(
                str(error), type=UNREADABLE, non_retryable=True
            ) from error

    def reply(self, type_name: str, place: str) -> RawValue | None:
        """The sample that a call asks for in its id."""
        if type_name == EMPTY:
            return None
        messages = samples(self.side, type_name)
        asked = ASKED.search(place)
        index = int(asked.group(1)) if asked else 0
        return RawValue(write(self.side, messages[index % len(messages)]))

    def refusal(self, place: str) -> ApplicationError | None:
        """The declared error that a call asks for in its id."""
        if (asked := REFUSED.search(place)) is None:
            return None
        name = asked.group(1)
        details = [RawValue(write(self.side, sample(self.side.message(name), 0)))]
        return ApplicationError("refused", *details, type=name, non_retryable=True)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Runs the workers of every queue of the side."""
        methods = self.side.workflows()
        queues = {method.queue for method in methods}
        activities: dict[str, list[Any]] = {}
        for method in methods:
            if method.kind == "handler" and not method.activity.get("local"):
                names = (
                    [method.activity["name"]]
                    if "name" in method.activity
                    else method.types
                )
                own = activities.setdefault(
                    method.activity.get("task_queue", method.queue), []
                )
                own += [self.activity(method, name) for name in names]
        for method in self.side.of_kind("activity"):
            # Without a queue of its own, an activity runs on its caller's.
            for queue in (
                [method.activity["task_queue"]]
                if "task_queue" in method.activity
                else queues
            ):
                activities.setdefault(queue, []).append(
                    self.activity(method, method.name)
                )
        async with AsyncExitStack() as stack:
            for queue in queues | set(activities):
                served = [m for m in methods if m.queue == queue]
                local = [
                    self.activity(m, m.name)
                    for m in served
                    if m.kind == "handler" and m.activity.get("local")
                ]
                worker = Worker(
                    self.client,
                    task_queue=self.queue(queue),
                    workflows=[
                        self.workflow(method, name)
                        for method in served
                        for name in method.types
                    ],
                    activities=[*activities.get(queue, []), *local],
                    workflow_runner=UnsandboxedWorkflowRunner(),
                    sticky_queue_schedule_to_start_timeout=timedelta(milliseconds=300),
                )
                await stack.enter_async_context(worker)
            yield

    def activity(self, method: Method, name: str) -> Any:
        async def act(argument: RawValue = None) -> RawValue:  # type: ignore[assignment]
            # What activities are sent is not what their callers were.
            place = f"{activity.info().workflow_id}:{name}"
            self.accept(argument, method.request, place)
            if "heartbeat_timeout" not in method.activity:
                await asyncio.sleep(self.work.total_seconds())
            return self.reply(method.response, place)  # type: ignore[return-value]

        return activity.defn(name=name)(act)

    def workflow(self, method: Method, name: str) -> type:
        crew = self

        class Served:
            def __init__(self) -> None:
                self.goes = False

            async def run(self, argument: RawValue = None) -> RawValue:  # type: ignore[assignment]
                place = workflow.info().workflow_id
                crew.accept(argument, method.request, place)
                if (refusal := crew.refusal(place)) is not None:
                    raise refusal
                if method.kind == "workflow":
                    # Something that is the workflow's own, as handlers have their activity.
                    await workflow.sleep(0.001)
                else:
                    await crew.call(
                        method, crew.handler_name(method, name), method.queue
                    )
                for step in crew.activities:
                    if (own := crew.side.successor(step)) is not None:
                        await crew.call(own, own.name, method.queue)
                if place.endswith("/held"):
                    await workflow.wait_condition(lambda: self.goes)
                return crew.reply(method.response, place)  # type: ignore[return-value]

            async def go(self) -> None:
                self.goes = True

        as_if_global(Served)
        workflow.run(Served.run)
        workflow.signal(name=GO)(Served.go)
        for kind in ("signals", "queries", "updates"):
            for full_name in method.workflow.get(kind, {}):
                if full_name in self.side.methods:
                    setattr(
                        Served,
                        f"take_{kind}_{full_name.replace('.', '_')}",
                        self.take(full_name, kind),
                    )
        return workflow.defn(name=name, failure_exception_types=[ApplicationError])(
            Served
        )

    def take(self, full_name: str, kind: str) -> Any:
        """What takes a message to a running workflow."""
        method = self.side.methods[full_name]

        def heard(argument: RawValue | None) -> RawValue | None:
            place = f"{workflow.info().workflow_id}:{method.name}"
            self.accept(argument, method.request, place)
            return self.reply(method.response, place)

        if kind == "queries":

            def answer(self, argument: RawValue = None) -> RawValue:  # type: ignore[assignment]
                return heard(argument)  # type: ignore[return-value]

            return workflow.query(name=method.name)(answer)

        async def handle(self, argument: RawValue = None) -> RawValue:  # type: ignore[assignment]
            return heard(argument)  # type: ignore[return-value]

        if kind == "updates":
            return workflow.update(name=method.name)(handle)

        async def listen(self, argument: RawValue = None) -> None:  # type: ignore[assignment]
            heard(argument)

        return workflow.signal(name=method.name)(listen)

    def handler_name(self, method: Method, type_name: str) -> str:
        return str(method.activity.get("name", type_name))

    async def call(self, method: Method, name: str, queue: str) -> None:
        """Calls an activity from a workflow, as the contract says."""
        arguments = self.arguments(method)
        if method.activity.get("local"):
            await workflow.execute_local_activity(
                name,
                args=arguments,
                result_type=RawValue,
                schedule_to_close_timeout=timedelta(seconds=20),
                retry_policy=ONCE,
            )
            return
        await workflow.execute_activity(
            name,
            args=arguments,
            result_type=RawValue,
            retry_policy=ONCE,
            task_queue=self.queue(method.activity.get("task_queue", queue)),
            schedule_to_close_timeout=timedelta(seconds=20),
            heartbeat_timeout=HEARTBEAT
            if "heartbeat_timeout" in method.activity
            else None,
        )

    def arguments(self, method: Method) -> list[RawValue]:
        if method.request == EMPTY:
            return []
        return [RawValue(write(self.side, samples(self.side, method.request)[0]))]
