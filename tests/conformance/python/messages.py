"""The service `Board`."""

from __future__ import annotations

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.control.v1.control_pb2 import PauseRequest
    from conformance.v1 import messages_pb2 as pb
    from conformance.v1 import messages_stubborn as stubs
    from stubborn_runtime import Code, StubbornError

LANGUAGE = "python"


def fail(failure: pb.BoardFailure.ValueType, text: str) -> None:
    """Fail as a message says."""
    match failure:
        case pb.BOARD_FAILURE_STUB:
            raise StubbornError(Code.NOT_FOUND, text)
        case pb.BOARD_FAILURE_EXCEPTION:
            raise ValueError(text)
        case pb.BOARD_FAILURE_DECLARED:
            raise stubs.FullError(pb.Full(size=7))
        case _:
            pass


class Run(stubs.BoardRunWorkflow):
    @workflow.init
    def __init__(self, request: pb.RunRequest) -> None:
        self._key = request.key
        self._events: list[str] = []
        self._ends = False

    async def run(self, request: pb.RunRequest) -> pb.RunReply:
        await workflow.wait_condition(lambda: self._ends)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return pb.RunReply(events=self._events, language=LANGUAGE)

    async def add(self, request: pb.AddRequest) -> None:
        fail(request.failure, request.text)
        self._events.append(f"add {request.text}")

    def cancel(self) -> None:
        self._events.append("cancel")
        self._ends = True

    def pause(self, request: PauseRequest) -> None:
        self._events.append(f"pause {request.reason}")

    def resume(self) -> None:
        self._events.append("resume")

    def state(self) -> pb.BoardState:
        return self._state(self._events)

    def describe(self, request: pb.DescribeRequest) -> pb.BoardState:
        fail(request.failure, request.prefix)
        return self._state(
            [event for event in self._events if event.startswith(request.prefix)]
        )

    def size(self, request: pb.SizeRequest) -> pb.BoardState:
        return self._state(["x" * request.size])

    def validate_change(self, request: pb.ChangeRequest) -> None:
        if not request.text:
            raise StubbornError(Code.INVALID_ARGUMENT, "nothing to change")
        if request.text == "panic":
            raise ValueError("refused")

    async def change(self, request: pb.ChangeRequest) -> pb.BoardState:
        await asyncio.sleep(request.delay_ms / 1000)
        fail(request.failure, request.text)
        self._events.append(f"change {request.text}")
        return self.state()

    def close(self) -> None:
        self._ends = True

    def result(self) -> pb.BoardState:
        return self.state()

    async def grow(self, request: pb.SizeRequest) -> pb.BoardState:
        return self.size(request)

    def _state(self, events: list[str]) -> pb.BoardState:
        return pb.BoardState(events=events, key=self._key, language=LANGUAGE)


class Once(stubs.BoardOnceWorkflow):
    @workflow.init
    def __init__(self, request: pb.RunRequest) -> None:
        self._key = request.key
        self._events: list[str] = []

    async def run(self, request: pb.RunRequest) -> pb.RunReply:
        await workflow.wait_condition(lambda: bool(self._events))
        return pb.RunReply(events=self._events, language=LANGUAGE)

    def add(self, request: pb.AddRequest) -> None:
        fail(request.failure, request.text)
        self._events.append(f"add {request.text}")

    def state(self) -> pb.BoardState:
        return pb.BoardState(events=self._events, key=self._key, language=LANGUAGE)


class Tell(stubs.BoardTellWorkflow):
    async def run(self, request: pb.TellRequest) -> pb.RunReply:
        board = stubs.BoardChildClient().get_run_handle(request.workflow_id)
        for text in request.texts:
            await board.signal.add(pb.AddRequest(text=text))
        if request.pause:
            await board.signal.pause(PauseRequest(reason=request.pause))
        if request.cancel:
            await board.cancel()
        return pb.RunReply(language=LANGUAGE)


class Parent(stubs.BoardParentWorkflow):
    async def run(self, request: pb.ParentRequest) -> pb.RunReply:
        board = await stubs.BoardChildClient().start_run(
            pb.RunRequest(key=request.key), task_queue=workflow.info().task_queue
        )
        for text in request.texts:
            await board.signal.add(pb.AddRequest(text=text))
        await board.signal.cancel()
        return await board.result()


class Board:
    run = Run
    once = Once
    tell = Tell
    parent = Parent
