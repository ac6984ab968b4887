"""The services `Tasks` and `Desk`."""

from __future__ import annotations

import asyncio

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import activities_pb2 as pb
    from conformance.v1 import activities_stubborn as stubs
    from google.protobuf.empty_pb2 import Empty
    from stubborn_runtime import (
        ActivityHandle,
        ActivityOptions,
        Code,
        StubbornError,
        attempt,
    )
    from temporalio.common import RetryPolicy

LANGUAGE = "python"


def done(request: pb.TaskRequest) -> pb.TaskReply:
    """Answer or fail as a request says."""
    if request.attempts == 0 or attempt() <= request.attempts:
        fail(request)
    return pb.TaskReply(
        text=request.text,
        language=LANGUAGE,
        attempt=attempt(),
        task_queue=activity.info().task_queue,
    )


def fail(request: pb.TaskRequest) -> None:
    match request.failure:
        case pb.TASK_FAILURE_STUB:
            raise StubbornError(Code.NOT_FOUND, request.text)
        case pb.TASK_FAILURE_EXCEPTION:
            raise ValueError(request.text)
        case pb.TASK_FAILURE_DECLARED:
            raise stubs.LostError(pb.Lost(text=request.text))
        case pb.TASK_FAILURE_FINAL:
            raise StubbornError(Code.NOT_FOUND, request.text, retryable=False)
        case _:
            pass


class Tasks:
    async def send(self, request: pb.TaskRequest) -> pb.TaskReply:
        return done(request)

    def look(self, request: pb.TaskRequest) -> pb.TaskReply:
        return done(request)

    async def far(self, request: pb.TaskRequest) -> pb.TaskReply:
        return done(request)

    async def watch(self, request: pb.TaskRequest) -> pb.TaskReply:
        beats = 0
        while True:
            beats += 1
            activity.heartbeat(beats)
            await asyncio.sleep(0.1)

    async def ping(self) -> None:
        pass


class Use(stubs.DeskUseWorkflow):
    async def run(self, request: pb.UseRequest) -> pb.UseReply:
        reply = pb.UseReply(language=LANGUAGE)
        try:
            answer = await used(request)
        except stubs.LostError as error:
            if request.escape:
                raise
            reply.lost.CopyFrom(error.detail)
        except StubbornError as error:
            if request.escape:
                raise
            reply.error.code = error.code.value
            reply.error.message = error.message
        else:
            if answer is None:
                reply.nothing.CopyFrom(Empty())
            else:
                reply.reply.CopyFrom(answer)
        return reply


async def used(request: pb.UseRequest) -> pb.TaskReply | None:
    """Make the call of a request."""
    tasks = stubs.TasksActivities()
    options: ActivityOptions = {}
    if request.task_queue:
        options["task_queue"] = request.task_queue
    if request.maximum_attempts:
        options["retry_policy"] = RetryPolicy(maximum_attempts=request.maximum_attempts)
    if request.mode == pb.USE_MODE_LOCAL:
        options["local"] = True
    if request.mode in (pb.USE_MODE_START, pb.USE_MODE_CANCEL):
        return await started(tasks, request, options)
    match request.WhichOneof("call"):
        case "send":
            return await tasks.send(request.send, **options)
        case "look":
            return await tasks.look(request.look, **options)
        case "far":
            return await tasks.far(request.far, **options)
        case "watch":
            return await tasks.watch(request.watch, **options)
        case _:
            await tasks.ping(**options)
            return None


async def started(
    tasks: stubs.TasksActivities, request: pb.UseRequest, options: ActivityOptions
) -> pb.TaskReply | None:
    handle: ActivityHandle[pb.TaskReply]
    match request.WhichOneof("call"):
        case "send":
            handle = tasks.start_send(request.send, **options)
        case "look":
            handle = tasks.start_look(request.look, **options)
        case "far":
            handle = tasks.start_far(request.far, **options)
        case "watch":
            handle = tasks.start_watch(request.watch, **options)
        case _:
            await tasks.start_ping(**options).result()
            return None
    if request.mode == pb.USE_MODE_CANCEL:
        await asyncio.sleep(1)
        handle.cancel()
    return await handle.result()


class Desk:
    use = Use
