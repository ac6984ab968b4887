"""What the stubs have for tests and schedules, tried on a server that skips time."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
import uuid

from conformance.v1.activities_pb2 import TaskReply, TaskRequest, UseRequest
from conformance.v1.activities_stubborn import DeskClient, desk_plugin, tasks_plugin
from conformance.v1.options_pb2 import MarkRequest
from conformance.v1.options_stubborn import (
    SettingsClient,
    SettingsSchedules,
    settings_plugin,
)
from stubborn_runtime.testing import served
from temporalio import activity
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionExecutionStartWorkflow,
    ScheduleHandle,
    ScheduleSpec,
)
from temporalio.testing import WorkflowEnvironment

from options import Marks
from tasks import Desk

PATIENCE = 30
"""Seconds; less than the workflows here sleep."""


class Double:
    """What stands for `Tasks`: what is to be sent `later` it answers from outside."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._answers = set[asyncio.Task[None]]()

    async def send(self, request: TaskRequest) -> TaskReply:
        reply = TaskReply(text=f"double of {request.text}")
        if request.text == "later":
            token = activity.info().task_token
            self._answers.add(asyncio.create_task(self._answer(token, reply)))
            activity.raise_complete_async()
        return reply

    async def _answer(self, token: bytes, reply: TaskReply) -> None:
        await asyncio.sleep(0.3)
        handle = self._client.get_async_activity_handle(task_token=token)
        await handle.complete(reply)

    look = far = watch = send

    async def ping(self) -> None:
        pass


async def skips_time(client: Client) -> None:
    began = time.monotonic()
    reply = await SettingsClient(client).stay(MarkRequest(key=unique()))
    assert reply.language == "python"
    assert time.monotonic() - began < PATIENCE


async def calls_doubles(client: Client) -> None:
    """On a queue of its own as well."""
    desk = DeskClient(client)
    near = await desk.use(UseRequest(send=TaskRequest(text="a")))
    assert near.reply.text == "double of a", near
    far = await desk.use(UseRequest(far=TaskRequest(text="b")))
    assert far.reply.text == "double of b", far
    later = await desk.use(UseRequest(send=TaskRequest(text="later")))
    assert later.reply.text == "double of later", later


async def schedules(client: Client) -> None:
    key = unique()
    action = SettingsSchedules().again(MarkRequest(key=key, count=2))
    schedule = await client.create_schedule(
        key, Schedule(action=action, spec=ScheduleSpec()), trigger_immediately=True
    )
    workflow_id = await asyncio.wait_for(started(schedule), PATIENCE)
    assert workflow_id.startswith(f"again/{key}"), workflow_id
    reply = await SettingsClient(client).get_again_handle(workflow_id).result()
    assert reply.text == "xx", reply
    await schedule.delete()


async def started(schedule: ScheduleHandle) -> str:
    """The id of the workflow that a schedule has started."""
    while True:
        description = await schedule.describe()
        for recent in description.info.recent_actions:
            if isinstance(recent.action, ScheduleActionExecutionStartWorkflow):
                return recent.action.workflow_id
        await asyncio.sleep(0.1)


def unique() -> str:
    return uuid.uuid4().hex


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--temporal", required=True)
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        dev_server_existing_path=parser.parse_args().temporal,
        dev_server_extra_args=[
            "--dynamic-config-value",
            "frontend.WorkflowTimeSkippingEnabled=true",
        ],
    )
    plugins = (
        settings_plugin(Marks()),
        desk_plugin(Desk()),
        tasks_plugin(Double(environment.client)),
    )
    async with environment, served(*plugins, environment=environment) as client:
        await skips_time(client)
        await calls_doubles(client)
        await schedules(client)


asyncio.run(main())
# Threads of the SDK may outlive the interpreter, which aborts the process now and then.
os._exit(0)
