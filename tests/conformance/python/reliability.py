"""The service `Reliability`."""

from __future__ import annotations

import asyncio
import time

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import reliability_pb2 as pb
    from conformance.v1 import reliability_stubborn as stubs
    from stubborn_runtime import Code, StubbornError, attempt, idempotency_key

WORK_BEAT_MS = 200
WAIT_BEAT_MS = 100


class Journey(stubs.ReliabilityJourneyWorkflow):
    async def run(self, request: pb.JourneyRequest) -> pb.JourneyReply:
        queue = workflow.info().task_queue
        work = stubs.ReliabilityChildClient().work
        half = request.work_ms // 2
        first = await work(
            pb.WorkRequest(key=f"{request.key}/1", work_ms=half), task_queue=queue
        )
        await asyncio.sleep(request.pause_ms / 1000)
        second = await work(
            pb.WorkRequest(key=f"{request.key}/2", work_ms=half), task_queue=queue
        )
        return pb.JourneyReply(
            key=request.key, first=first, second=second, language="python"
        )


class Large(stubs.ReliabilityLargeWorkflow):
    async def run(self, request: pb.LargeRequest) -> pb.LargeReply:
        return large(request)


class Wrap(stubs.ReliabilityWrapWorkflow):
    async def run(self, request: pb.WrapRequest) -> None:
        wrap(request)


def large(request: pb.LargeRequest) -> pb.LargeReply:
    return pb.LargeReply(text="x" * request.size, language="python")


def wrap(request: pb.WrapRequest) -> None:
    try:
        raise StubbornError(Code.NOT_FOUND, "inner", retryable=request.retryable)
    except StubbornError as error:
        raise ValueError("outer") from error


class Reliability:
    """Workflows, `async` handlers, and handlers that run in threads."""

    journey = Journey
    large = Large
    wrap = Wrap

    def work(self, request: pb.WorkRequest) -> pb.WorkReply:
        """Beat in a thread, where the last attempt left off."""
        details = activity.info().heartbeat_details
        beats = int(details[0]) if details else 0
        while (left_ms := request.work_ms - beats * WORK_BEAT_MS) > 0:
            time.sleep(min(WORK_BEAT_MS, left_ms) / 1000)
            beats += 1
            activity.heartbeat(beats)
        if attempt() <= request.fail_attempts:
            raise StubbornError(Code.UNAVAILABLE, f"attempt {attempt()}")
        return pb.WorkReply(
            key=request.key,
            idempotency_key=idempotency_key(),
            attempt=attempt(),
            heartbeats=beats,
            language="python",
        )

    def large_handler(self, request: pb.LargeRequest) -> pb.LargeReply:
        return large(request)

    def large_error(self, request: pb.LargeRequest) -> None:
        raise ValueError("x" * request.size)

    async def wait(self, request: pb.WaitRequest) -> None:
        """Beat until cancellation is raised in here."""
        while True:
            activity.heartbeat()
            await asyncio.sleep(WAIT_BEAT_MS / 1000)

    def wrap_handler(self, request: pb.WrapRequest) -> None:
        wrap(request)
