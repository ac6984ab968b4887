"""The service `Basic`."""

from __future__ import annotations

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import basic_pb2 as pb
    from conformance.v1 import basic_stubborn as stubs
    from stubborn_runtime import Code, StubbornError

LANGUAGE = "python"


def greet(request: pb.GreetRequest) -> pb.GreetReply:
    return pb.GreetReply(text=f"Hello, {request.name}!", language=LANGUAGE)


def note(request: pb.NoteRequest) -> None:
    if request.text != request.want:
        message = f"want {request.want}, got {request.text}"
        raise StubbornError(Code.FAILED_PRECONDITION, message)


def recall() -> pb.RecallReply:
    return pb.RecallReply(text="recalled", language=LANGUAGE)


def fail(request: pb.FailRequest) -> pb.FailReply:
    if request.failure == pb.FAILURE_STUB:
        said = request.retryable if request.HasField("retryable") else None
        raise StubbornError(Code(request.code), request.message, retryable=said)
    if request.failure == pb.FAILURE_SDK:
        raise ApplicationError(request.message, type=request.code, non_retryable=True)
    if request.failure in (pb.FAILURE_EXCEPTION, pb.FAILURE_PANIC):
        raise ValueError(request.message)
    return pb.FailReply(message=request.message, language=LANGUAGE)


class Greet(stubs.BasicGreetWorkflow):
    async def run(self, request: pb.GreetRequest) -> pb.GreetReply:
        return greet(request)


class Note(stubs.BasicNoteWorkflow):
    async def run(self, request: pb.NoteRequest) -> None:
        note(request)


class Recall(stubs.BasicRecallWorkflow):
    async def run(self) -> pb.RecallReply:
        return recall()


class Ping(stubs.BasicPingWorkflow):
    async def run(self) -> None:
        pass


class Fail(stubs.BasicFailWorkflow):
    async def run(self, request: pb.FailRequest) -> pb.FailReply:
        return fail(request)


class FailRetried(stubs.BasicFailRetriedWorkflow):
    async def run(self, request: pb.FailRequest) -> pb.FailReply:
        return fail(request)


class Basic:
    """Workflows, `async` handlers, and handlers that run in threads."""

    greet = Greet
    note = Note
    recall = Recall
    ping = Ping
    fail = Fail
    fail_retried = FailRetried

    async def greet_handler(self, request: pb.GreetRequest) -> pb.GreetReply:
        return greet(request)

    def greet_local(self, request: pb.GreetRequest) -> pb.GreetReply:
        return greet(request)

    def note_handler(self, request: pb.NoteRequest) -> None:
        note(request)

    async def recall_handler(self) -> pb.RecallReply:
        return recall()

    async def ping_handler(self) -> None:
        pass

    def ping_local(self) -> None:
        pass

    async def fail_handler(self, request: pb.FailRequest) -> pb.FailReply:
        return fail(request)

    async def fail_local(self, request: pb.FailRequest) -> pb.FailReply:
        return fail(request)

    def fail_retried_handler(self, request: pb.FailRequest) -> pb.FailReply:
        return fail(request)
