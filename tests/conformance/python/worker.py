"""The worker: serves every service of the schema. See ../PROTOCOL.md."""

from __future__ import annotations

import argparse
import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from conformance.v1.basic_stubborn import basic_plugin, basic_worker
from conformance.v1.hold_stubborn import hold_plugin
from conformance.v1.ids_stubborn import ids_plugin
from conformance.v1.names_stubborn import (
    lone_plugin,
    lone_worker,
    names_plugin,
    names_workers,
    neighbour_plugin,
)
from conformance.v1.relay_stubborn import relay_plugin
from conformance.v1.values_stubborn import VALUES_TASK_QUEUE, values_plugin
from temporalio.client import Client
from temporalio.worker import Worker

from basic import Basic
from hold import Hold
from ids import Ids
from names import Lone, Names, Neighbour
from protocol import take_standard_output
from relay import Relay
from values import Values

THREADS = 100


def workers(client: Client, executor: ThreadPoolExecutor) -> list[Worker]:
    """The workers that the stubs offer, on the queues of the schema."""
    neighbour = neighbour_plugin(Neighbour())
    shared = [
        values_plugin(Values()),
        ids_plugin(Ids()),
        hold_plugin(Hold()),
        relay_plugin(Relay()),
    ]
    return [
        basic_worker(client, Basic(), activity_executor=executor),
        lone_worker(client, Lone(), activity_executor=executor),
        *names_workers(
            client, Names(), activity_executor=executor, plugins=[neighbour]
        ),
        Worker(
            client,
            task_queue=VALUES_TASK_QUEUE,
            activity_executor=executor,
            plugins=shared,
        ),
    ]


def worker_on(client: Client, queue: str, executor: ThreadPoolExecutor) -> Worker:
    """One worker for all services."""
    plugins = [
        basic_plugin(Basic()),
        lone_plugin(Lone()),
        names_plugin(Names()),
        neighbour_plugin(Neighbour()),
        values_plugin(Values()),
        ids_plugin(Ids()),
        hold_plugin(Hold()),
        relay_plugin(Relay()),
    ]
    return Worker(client, task_queue=queue, activity_executor=executor, plugins=plugins)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--queue")
    arguments = parser.parse_args()
    answers = take_standard_output()

    client = await Client.connect(arguments.address, namespace=arguments.namespace)
    executor = ThreadPoolExecutor(THREADS)
    if arguments.queue is None:
        serving = workers(client, executor)
    else:
        serving = [worker_on(client, arguments.queue, executor)]
    async with AsyncExitStack() as running:
        for worker in serving:
            await running.enter_async_context(worker)
        print('{"ready":true}', file=answers, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
