"""The worker: serves every service of the schema. See ../PROTOCOL.md."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypedDict

from conformance.v1.activities_stubborn import (
    desk_plugin,
    desk_worker,
    tasks_plugin,
    tasks_worker,
)
from conformance.v1.basic_stubborn import basic_plugin, basic_worker
from conformance.v1.delays_stubborn import delays_plugin, delays_worker
from conformance.v1.errors_stubborn import declared_plugin, declared_worker
from conformance.v1.hold_stubborn import hold_plugin
from conformance.v1.ids_stubborn import ids_plugin
from conformance.v1.messages_stubborn import board_plugin, board_worker
from conformance.v1.names_stubborn import (
    lone_plugin,
    lone_worker,
    names_plugin,
    names_workers,
    neighbour_plugin,
)
from conformance.v1.options_stubborn import settings_plugin, settings_worker
from conformance.v1.relay_stubborn import relay_plugin
from conformance.v1.reliability_stubborn import reliability_plugin, reliability_worker
from conformance.v1.values_stubborn import VALUES_TASK_QUEUE, values_plugin
from stubborn_runtime import ServicePlugin
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer, Worker

from basic import Basic
from errors import Declared
from hold import Hold
from ids import Ids
from messages import Board
from names import Lone, Names, Neighbour
from options import Delays, Marks
from protocol import take_standard_output
from relay import Relay
from reliability import Reliability
from tasks import Desk, Tasks
from values import Values

THREADS = 100


class Settings(TypedDict):
    """What the command line says about all workers."""

    retry_tasks: bool


class ReadyMade(Settings):
    """What it says about those that the stubs make."""

    activity_executor: ThreadPoolExecutor
    keep_unknown: bool


def workers(client: Client, settings: Settings, ready_made: ReadyMade) -> list[Worker]:
    """The workers that the stubs offer, on the queues of the schema."""
    neighbour = neighbour_plugin(Neighbour(), **settings)
    tasks = tasks_plugin(Tasks(), **settings)
    shared = [
        values_plugin(Values(), **settings),
        ids_plugin(Ids(), **settings),
        hold_plugin(Hold(), **settings),
        relay_plugin(Relay(), **settings),
    ]
    return [
        basic_worker(client, Basic(), **ready_made),
        lone_worker(client, Lone(), **ready_made),
        *names_workers(client, Names(), **ready_made, plugins=[neighbour]),
        reliability_worker(client, Reliability(), **ready_made),
        declared_worker(client, Declared(), **ready_made),
        board_worker(client, Board(), **ready_made),
        settings_worker(client, Marks(), **ready_made),
        delays_worker(client, Delays(), **ready_made),
        desk_worker(client, Desk(), **ready_made, plugins=[tasks]),
        tasks_worker(client, Tasks(), **ready_made),
        Worker(
            client,
            task_queue=VALUES_TASK_QUEUE,
            activity_executor=ready_made["activity_executor"],
            plugins=shared,
        ),
    ]


def all_plugins(settings: Settings) -> list[ServicePlugin]:
    """All services."""
    return [
        basic_plugin(Basic(), **settings),
        lone_plugin(Lone(), **settings),
        names_plugin(Names(), **settings),
        neighbour_plugin(Neighbour(), **settings),
        values_plugin(Values(), **settings),
        ids_plugin(Ids(), **settings),
        hold_plugin(Hold(), **settings),
        relay_plugin(Relay(), **settings),
        reliability_plugin(Reliability(), **settings),
        declared_plugin(Declared(), **settings),
        board_plugin(Board(), **settings),
        settings_plugin(Marks(), **settings),
        delays_plugin(Delays(), **settings),
        desk_plugin(Desk(), **settings),
        tasks_plugin(Tasks(), **settings),
    ]


def worker_on(
    client: Client, queue: str, executor: ThreadPoolExecutor, settings: Settings
) -> Worker:
    """One worker for all services."""
    plugins = all_plugins(settings)
    return Worker(client, task_queue=queue, activity_executor=executor, plugins=plugins)


async def replay(paths: list[Path]) -> None:
    """Fails where a workflow would do something else than it did."""
    replayer = Replayer(workflows=[], plugins=all_plugins({"retry_tasks": False}))
    broken: list[str] = []
    for path in paths:
        history = WorkflowHistory.from_json(path.stem, path.read_text())
        result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
        if result.replay_failure is not None:
            broken.append(f"{path.name}: {result.replay_failure}")
    if broken:
        sys.exit("\n".join(broken))


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address")
    parser.add_argument("--namespace")
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--queue")
    parser.add_argument("--retry-tasks", action="store_true")
    parser.add_argument("--keep-unknown", action="store_true")
    arguments = parser.parse_args()
    if arguments.replay is not None:
        await replay(sorted(arguments.replay.glob("*.json")))
        return
    answers = take_standard_output()

    client = await Client.connect(arguments.address, namespace=arguments.namespace)
    executor = ThreadPoolExecutor(THREADS)
    settings: Settings = {"retry_tasks": arguments.retry_tasks}
    if arguments.queue is None:
        ready_made: ReadyMade = {
            **settings,
            "activity_executor": executor,
            "keep_unknown": arguments.keep_unknown,
        }
        serving = workers(client, settings, ready_made)
    else:
        serving = [worker_on(client, arguments.queue, executor, settings)]
    async with AsyncExitStack() as running:
        for worker in serving:
            await running.enter_async_context(worker)
        print('{"ready":true}', file=answers, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
    # Threads of the SDK may outlive the interpreter, which then aborts the process.
    os._exit(0)
