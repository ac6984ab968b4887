"""The service `Hold`."""

from __future__ import annotations

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import hold_pb2 as pb
    from conformance.v1 import hold_stubborn as stubs
    from stubborn_runtime import Code, StubbornError


async def held(request: pb.HoldRequest) -> pb.HoldReply:
    """Sleep (in a workflow that is a durable timer), then answer."""
    await asyncio.sleep(request.hold_ms / 1000)
    if request.fail_code:
        raise StubbornError(Code(request.fail_code), "held")
    return pb.HoldReply(key=request.key, language="python")


class HoldDefault(stubs.HoldHoldWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class HoldUseExisting(stubs.HoldHoldUseExistingWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class HoldTerminateExisting(stubs.HoldHoldTerminateExistingWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class HoldRejectDuplicate(stubs.HoldHoldRejectDuplicateWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class HoldFailedOnly(stubs.HoldHoldFailedOnlyWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class HoldTimed(stubs.HoldHoldTimedWorkflow):
    async def run(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)


class Hold:
    hold = HoldDefault
    hold_use_existing = HoldUseExisting
    hold_terminate_existing = HoldTerminateExisting
    hold_reject_duplicate = HoldRejectDuplicate
    hold_failed_only = HoldFailedOnly
    hold_timed = HoldTimed

    async def hold_handler(self, request: pb.HoldRequest) -> pb.HoldReply:
        return await held(request)
