"""What is tried of a change, and what breaks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from calls import PATIENCE, Call, reason, why
from contract import EMPTY, Method, Side
from payloads import Unreadable, read, samples, write
from temporalio import workflow
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import RawValue
from temporalio.exceptions import TemporalError, WorkflowAlreadyStartedError
from temporalio.service import RPCError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker
from workers import GO, WORK, Crew, Journal, as_if_global

CALLER = "truth.call"

Broken = set[tuple[str, str]]


@dataclass(frozen=True)
class Change:
    client: Client
    name: str
    before: Side
    after: Side
    lenient: bool

    def crew(self, side: Side, scenario: str) -> Crew:
        # Everything that the code of before does is still done by the code of after, as far as it can be.
        activities = tuple(self.before.of_kind("activity"))
        return Crew(
            self.client,
            side,
            f"{self.name}/{scenario}",
            Journal(),
            self.lenient,
            activities,
        )


async def play(change: Change) -> Broken:
    """Everything that breaks, as pairs of what and how."""
    found = await asyncio.gather(
        calls(change, change.before, change.after, "old caller, new worker"),
        calls(change, change.after, change.before, "new caller, old worker"),
        activities(change, change.before, change.after, "old workflow, new activity"),
        activities(change, change.after, change.before, "new workflow, old activity"),
        running(change),
        identity(change),
    )
    return set().union(*found)


async def calls(change: Change, caller: Side, callee: Side, who: str) -> Broken:
    """Calls every workflow of one side on workers of the other."""
    # Activities are tried on their own.
    crew = replace(change.crew(callee, who), activities=())
    broken: Broken = set()
    async with crew.working():
        for method, type_name in (
            (m, name) for m in caller.workflows() for name in m.types
        ):
            served = callee.serving(method.queue, type_name)
            if served is None and callee is change.before:
                continue  # Workers are deployed first.
            if problem := await Call(crew, caller, method, type_name, served).problem():
                broken.add((who, problem))
    return broken


async def activities(change: Change, caller: Side, callee: Side, who: str) -> Broken:
    """Calls every activity of one side, as its workflows do, on workers of the other."""
    # Only the code of before may work without the heartbeats that a caller of after waits for.
    work = WORK if callee is change.before else timedelta()
    crew = replace(change.crew(callee, who), work=work)
    mine = replace(crew, side=caller, journal=Journal(), work=timedelta())
    broken: Broken = set()
    callers = [
        m for m in caller.of_kind("activity", "handler") if not m.activity.get("local")
    ]
    async with crew.working():
        for method in callers:
            if callee is change.before and callee.successor(method) is None:
                continue
            homes = (
                [method.queue]
                if method.kind == "handler"
                else sorted({m.queue for m in caller.workflows()})
            )
            for home in homes:
                if problem := await call_activity(mine, method, home):
                    broken.add((who, problem))
    return broken


async def call_activity(crew: Crew, method: Method, home: str) -> str | None:
    """Calls an activity as a workflow that is served on the queue `home` does."""
    workflow_id = f"{crew.prefix}/{CALLER}/{method.full_name}/{home}"
    worker = Worker(
        crew.client,
        task_queue=workflow_id,
        workflows=[calling(crew, method, home)],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    async with worker:
        handle = await crew.client.start_workflow(
            CALLER, id=workflow_id, task_queue=workflow_id
        )
        try:
            await asyncio.wait_for(handle.result(), PATIENCE)
        except TimeoutError:
            return "nobody takes it"
        except WorkflowFailureError as error:
            return reason(error)
    return None


def calling(crew: Crew, method: Method, queue: str) -> type:
    class Calling:
        async def run(self) -> None:
            name = (
                crew.handler_name(method, method.name)
                if method.kind == "handler"
                else method.name
            )
            await crew.call(method, name, queue)

    as_if_global(Calling)
    workflow.run(Calling.run)
    return workflow.defn(name=CALLER)(Calling)


async def running(change: Change) -> Broken:
    """Begins every workflow with the workers of before, and ends it with those of after."""
    old = change.crew(change.before, "running")
    new = replace(old, side=change.after, journal=Journal())
    methods = [
        (method, name) for method in old.side.workflows() for name in method.types
    ]
    handles: list[WorkflowHandle[Any, Any]] = []
    broken: Broken = set()
    async with old.working():
        for method, type_name in methods:
            handle = await old.client.start_workflow(
                type_name,
                args=old.arguments(method),
                id=f"{old.prefix}/{method.full_name}/{type_name}/held",
                task_queue=old.queue(method.queue),
                result_type=RawValue,
            )
            handles.append(handle)
            await first_task(handle)
            for problem in await talk(old, method, handle):
                broken.add(("before", problem))
        await asyncio.gather(
            *(settled(handle, old, m) for (m, _), handle in zip(methods, handles))
        )
    async with new.working():
        for (method, _), handle in zip(methods, handles):
            for problem in await talk(replace(new, side=change.before), method, handle):
                broken.add(("running workflow", problem))
            await handle.signal(GO)
            try:
                await asyncio.wait_for(handle.result(), PATIENCE)
            except TimeoutError:
                broken.add(("running workflow", await why(handle)))
            except WorkflowFailureError as error:
                broken.add(("running workflow", reason(error)))
            for full_name in method.workflow.get("signals", {}):
                if full_name in old.side.methods and not heard(
                    new, handle, old.side.methods[full_name]
                ):
                    broken.add(("running workflow", f"the signal {full_name} is lost"))
    return broken


async def first_task(handle: WorkflowHandle[Any, Any]) -> None:
    """Until the workflow runs, so that what is sent now finds it."""
    for _ in range(200):
        events = [event.event_type async for event in handle.fetch_history_events()]
        if EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED in events:
            return
        await asyncio.sleep(0.05)


async def settled(handle: WorkflowHandle[Any, Any], crew: Crew, method: Method) -> None:
    """Until the workflow has done all that it does before it is told to go."""
    awaited = [*crew.activities, *([method] if method.kind == "handler" else [])]
    count = sum(1 for activity in awaited if not activity.activity.get("local"))
    for _ in range(200):
        events = [event.event_type async for event in handle.fetch_history_events()]
        done = events.count(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
        slept = method.kind == "handler" or EventType.EVENT_TYPE_TIMER_FIRED in events
        if (
            slept
            and done == count
            and events[-1] == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
        ):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(
        f"{handle.id} does not get to where it waits: {done} of {count} activities"
    )


async def talk(
    crew: Crew, method: Method, handle: WorkflowHandle[Any, Any]
) -> list[str]:
    """Sends one of each message that the workflow takes, and tells what goes wrong."""
    problems = []
    for kind in ("signals", "queries", "updates"):
        for full_name in method.workflow.get(kind, {}):
            if (message := crew.side.methods.get(full_name)) is None:
                continue
            try:
                await asyncio.wait_for(say(crew, message, kind, handle), PATIENCE)
            except TimeoutError:
                problems.append(f"{kind}: no answer")
            except (RPCError, WorkflowFailureError, TemporalError, Unreadable) as error:
                problems.append(f"{kind}: {reason(error)}")
    return problems


async def say(
    crew: Crew, message: Method, kind: str, handle: WorkflowHandle[Any, Any]
) -> None:
    arguments = crew.arguments(message)
    match kind:
        case "signals":
            await handle.signal(message.name, args=arguments)
            return
        case "queries":
            reply = await handle.query(
                message.name, args=arguments, result_type=RawValue
            )
        case _:
            reply = await handle.execute_update(
                message.name, args=arguments, result_type=RawValue
            )
    if message.response != EMPTY:
        read(crew.side, reply.payload, message.response, lenient=crew.lenient)


def heard(crew: Crew, handle: WorkflowHandle[Any, Any], message: Method) -> bool:
    return f"{handle.id}:{message.name}" in crew.journal.received


async def identity(change: Change) -> Broken:
    """Starts the same call twice, once as before and once as after: does one entity get two workflows?"""
    broken: Broken = set()
    crew = change.crew(change.before, "identity")
    for method in change.before.workflows():
        after = change.after.successor(method)
        if after is None or method.request == EMPTY or after.request == EMPTY:
            continue
        request = samples(change.before, method.request)[0]
        try:
            same = read(
                change.after, write(change.before, request), after.request, lenient=True
            )
        except Unreadable:
            continue
        starts = [
            (method, change.before.render_id(method, request)),
            (method, change.before.render_id(method, request)),
            (after, change.after.render_id(after, same)),
            (after, change.after.render_id(after, same)),
        ]
        started = [
            await start(crew, served, workflow_id) for served, workflow_id in starts
        ]
        match started:
            case [True, False, False, False] | [True, True, True, True]:
                pass
            case [True, False, *_]:
                broken.add(("same call", f"runs twice: {starts[0][1]}, {starts[2][1]}"))
            case _:
                broken.add(("same call", f"is refused from now on: {starts[3][1]}"))
    return broken


async def start(crew: Crew, method: Method, workflow_id: str) -> bool:
    try:
        await crew.client.start_workflow(
            method.name,
            id=f"{crew.prefix}/{workflow_id}",
            task_queue=crew.queue(method.queue),
        )
    except WorkflowAlreadyStartedError:
        return False
    return True
