"""The service `Relay`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import relay_pb2 as pb
    from conformance.v1.basic_stubborn import BasicChildClient
    from conformance.v1.hold_stubborn import HoldChildClient
    from conformance.v1.ids_stubborn import IdsChildClient
    from conformance.v1.relay_stubborn import RelayRelayWorkflow
    from conformance.v1.values_stubborn import ValuesChildClient
    from stubborn_runtime import ChildHandle, ChildOptions, StubbornError

Execute = Callable[..., Coroutine[Any, Any, Message | None]]
Start = Callable[..., Coroutine[Any, Any, ChildHandle[Any]]]

basic = BasicChildClient()
hold = HoldChildClient()
ids = IdsChildClient()
values = ValuesChildClient()

CALLS: dict[str, tuple[Execute, Start, str]] = {
    "greet": (basic.greet, basic.start_greet, "greet"),
    "greet_handler": (basic.greet_handler, basic.start_greet_handler, "greet"),
    "greet_local": (basic.greet_local, basic.start_greet_local, "greet"),
    "note": (basic.note, basic.start_note, "nothing"),
    "recall": (basic.recall, basic.start_recall, "recall"),
    "ping": (basic.ping, basic.start_ping, "nothing"),
    "ping_handler": (basic.ping_handler, basic.start_ping_handler, "nothing"),
    "fail": (basic.fail, basic.start_fail, "fail"),
    "fail_handler": (basic.fail_handler, basic.start_fail_handler, "fail"),
    "echo": (values.echo, values.start_echo, "echo"),
    "echo_workflow": (values.echo_workflow, values.start_echo_workflow, "echo"),
    "scalars": (ids.scalars, ids.start_scalars, "id"),
    "floats": (ids.floats, ids.start_floats, "id"),
    "variables": (ids.variables, ids.start_variables, "id"),
    "hold": (hold.hold, hold.start_hold, "hold"),
}
"""How to execute and start each call, and the field of its result."""


class RelayWorkflow(RelayRelayWorkflow):
    async def run(self, request: pb.RelayRequest) -> pb.RelayReply:
        reply = pb.RelayReply(language="python")
        try:
            await relay(request, reply)
        except StubbornError as error:
            if request.escape:
                raise
            reply.error.code = error.code.value
            reply.error.message = error.message
        return reply


async def relay(request: pb.RelayRequest, reply: pb.RelayReply) -> None:
    """Make the call that a request holds, and put what comes of it into a reply."""
    call = request.WhichOneof("call")
    if call is None:
        raise ValueError("no call")
    execute, start, field = CALLS[call]
    argument: Message = getattr(request, call)
    arguments = [] if isinstance(argument, Empty) else [argument]
    if request.mode == pb.RELAY_MODE_UNSPECIFIED:
        result = await execute(*arguments, **options(request))
    else:
        handle = await start(*arguments, **options(request))
        reply.child_id = handle.id
        if request.mode == pb.RELAY_MODE_CANCEL:
            handle.cancel()
        result = await handle.result()
    getattr(reply, field).CopyFrom(Empty() if result is None else result)


def options(request: pb.RelayRequest) -> ChildOptions:
    chosen: ChildOptions = {}
    if request.task_queue:
        chosen["task_queue"] = request.task_queue
    if request.workflow_id:
        chosen["id"] = request.workflow_id
    return chosen


class Relay:
    relay = RelayWorkflow
