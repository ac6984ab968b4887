"""Every message to a running workflow with its typed calls."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from conformance.control.v1.control_pb2 import PauseRequest
from conformance.v1.messages_pb2 import (
    AddRequest,
    ChangeRequest,
    DescribeRequest,
    RunRequest,
    SizeRequest,
)
from conformance.v1.messages_stubborn import (
    BoardClient,
    BoardOnceHandle,
    BoardRunHandle,
)
from google.protobuf.message import Message
from stubborn_runtime import Handle, UpdateHandle
from temporalio.client import Client


@dataclass(frozen=True)
class Talk:
    """A message's calls; `request` is unset where it takes none."""

    request: type[Message] | None
    send: Callable[..., Coroutine[Any, Any, Message | None]]
    start: Callable[..., Coroutine[Any, Any, UpdateHandle[Any]]] | None = None
    get_handle: Callable[[str], UpdateHandle[Any]] | None = None


@dataclass(frozen=True)
class WithStart:
    """A start by a message."""

    request: type[Message]
    message: type[Message]
    call: Callable[..., Coroutine[Any, Any, Any]]


def talks(handle: Handle[Any]) -> dict[str, Talk]:
    """What can be sent to the workflow of a handle."""
    match handle:
        case BoardRunHandle():
            return run(handle)
        case BoardOnceHandle():
            return {
                "conformance.v1.Board.Add": Talk(AddRequest, handle.signal.add),
                "conformance.v1.Board.State": Talk(None, handle.query.state),
            }
        case _:
            raise ValueError(f"{handle.method.name} takes no messages")


def run(handle: BoardRunHandle) -> dict[str, Talk]:
    signal, query, update = handle.signal, handle.query, handle.update
    board = "conformance.v1.Board"
    control = "conformance.control.v1.Control"
    return {
        f"{board}.Add": Talk(AddRequest, signal.add),
        f"{board}.Cancel": Talk(None, signal.cancel),
        f"{control}.Pause": Talk(PauseRequest, signal.pause),
        f"{control}.Resume": Talk(None, signal.resume),
        f"{board}.State": Talk(None, query.state),
        f"{board}.Describe": Talk(DescribeRequest, query.describe),
        f"{board}.Size": Talk(SizeRequest, query.size),
        f"{board}.Change": Talk(
            ChangeRequest,
            update.change,
            update.start_change,
            update.get_change_handle,
        ),
        f"{board}.Close": Talk(
            None, update.close, update.start_close, update.get_close_handle
        ),
        f"{board}.Result": Talk(
            None, update.result, update.start_result, update.get_result_handle
        ),
        f"{board}.Grow": Talk(
            SizeRequest, update.grow, update.start_grow, update.get_grow_handle
        ),
    }


def starts(client: Client) -> dict[tuple[str, str], WithStart]:
    """The starts by a message, by the full names of method and message."""
    board = BoardClient(client)
    method = "conformance.v1.Board.Run"
    return {
        (method, "conformance.v1.Board.Add"): WithStart(
            RunRequest, AddRequest, board.start_run_with_add
        ),
        (method, "conformance.control.v1.Control.Pause"): WithStart(
            RunRequest, PauseRequest, board.start_run_with_pause
        ),
        (method, "conformance.v1.Board.Change"): WithStart(
            RunRequest, ChangeRequest, board.start_run_and_change
        ),
    }
