"""The services `Settings` and `Delays`."""

from __future__ import annotations

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import delays_stubborn as delays
    from conformance.v1 import options_pb2 as pb
    from conformance.v1 import options_stubborn as stubs

LANGUAGE = "python"


def marked(request: pb.MarkRequest) -> pb.MarkReply:
    return pb.MarkReply(key=request.key, text=request.text, language=LANGUAGE)


class Mark(stubs.SettingsMarkWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        return marked(request)


class Remember(stubs.SettingsRememberWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        return marked(request)


class Stay(stubs.SettingsStayWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        await asyncio.sleep(60)
        return marked(request)


class MarkChild(stubs.SettingsMarkChildWorkflow):
    async def run(self, request: pb.MarkChildRequest) -> pb.MarkReply:
        settings = stubs.SettingsChildClient()
        queue = workflow.info().task_queue
        if not request.stay:
            return await settings.mark(request.mark, task_queue=queue)
        await settings.start_stay(request.mark, task_queue=queue)
        return pb.MarkReply(key=request.mark.key, language=LANGUAGE)


class Again(stubs.SettingsAgainWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        if request.count > 0:
            request.count -= 1
            request.text += "x"
            stubs.SettingsChildClient().continue_again(request)
        return marked(request)


class Marks:
    mark = Mark
    remember = Remember
    stay = Stay
    mark_child = MarkChild
    again = Again

    async def mark_handler(self, request: pb.MarkRequest) -> pb.MarkReply:
        return marked(request)


class Later(delays.DelaysLaterWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        return marked(request)


class Pinned(delays.DelaysPinnedWorkflow):
    async def run(self, request: pb.MarkRequest) -> pb.MarkReply:
        return marked(request)


class Delays:
    later = Later
    pinned = Pinned
