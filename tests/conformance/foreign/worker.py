"""The foreign worker: serves a few methods by their names with the plain SDK. See ../PROTOCOL.md.

It has one queue for each way of writing results, `<encoding> <messageType or bare>`.
"""

import argparse
import asyncio
import base64
import json
import sys

from conformance.v1.basic_pb2 import (
    FailReply,
    FailRequest,
    GreetReply,
    GreetRequest,
    NoteRequest,
    RecallReply,
)
from conformance.v1.legacy_pb2 import Legacy
from conformance.v1.values_pb2 import (
    AllTypes,
    EchoLegacyReply,
    EchoReply,
    EchoWellKnownReply,
    WellKnownTypes,
)
from google.protobuf.empty_pb2 import Empty
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from writing import ENCODINGS, data_converter

LANGUAGE = "foreign"


@workflow.defn(name="conformance.v1.Basic.Greet")
class Greet:
    @workflow.run
    async def run(self, request: GreetRequest) -> GreetReply:
        return GreetReply(text=f"Hello, {request.name}!", language=LANGUAGE)


@workflow.defn(name="conformance.v1.Basic.Note")
class Note:
    @workflow.run
    async def run(self, request: NoteRequest) -> None:
        if request.text != request.want:
            message = f"want {request.want}, got {request.text}"
            raise ApplicationError(message, type="FAILED_PRECONDITION", non_retryable=True)


@workflow.defn(name="conformance.v1.Basic.Recall")
class Recall:
    @workflow.run
    async def run(self) -> RecallReply:
        return RecallReply(text="recalled", language=LANGUAGE)


@workflow.defn(name="conformance.v1.Basic.Ping")
class Ping:
    """Answers no result."""

    @workflow.run
    async def run(self) -> None:
        pass


@workflow.defn(name="conformance.v1.Basic.PingHandler")
class PingHandler:
    """Answers an Empty message."""

    @workflow.run
    async def run(self) -> Empty:
        return Empty()


@workflow.defn(name="conformance.v1.Basic.Fail")
class Fail:
    @workflow.run
    async def run(self, request: FailRequest) -> FailReply:
        raise ApplicationError(request.message, type=request.code, non_retryable=True)


@workflow.defn(name="conformance.v1.Basic.FailHandler")
class FailWithDetails:
    """Fails with details that nobody has the types of."""

    @workflow.run
    async def run(self, request: FailRequest) -> FailReply:
        details = [
            as_sent({"metadata": {"encoding": "application/x-unheard-of"}, "data": "AAEC"}),
            as_sent(
                {
                    "metadata": {
                        "encoding": "json/protobuf",
                        "messageType": "nobody.v1.Unknown",
                    },
                    "data": "e30=",
                }
            ),
        ]
        raise ApplicationError(request.message, *details, type=request.code)


@workflow.defn(name="conformance.v1.Basic.GreetLocal")
class AnswerAsTold:
    """Answers the payload that the name holds as JSON."""

    @workflow.run
    async def run(self, request: GreetRequest) -> RawValue:
        return as_sent(json.loads(request.name))


@workflow.defn(name="conformance.v1.Values.EchoLocal")
class EchoAsTold:
    """Answers the payload that the string holds as JSON."""

    @workflow.run
    async def run(self, request: AllTypes) -> RawValue:
        return as_sent(json.loads(request.a_string))


def as_sent(given):
    metadata = {name: text.encode() for name, text in given["metadata"].items()}
    return RawValue(Payload(metadata=metadata, data=base64.b64decode(given["data"])))


@workflow.defn(name="conformance.v1.Values.Echo")
class Echo:
    @workflow.run
    async def run(self, request: AllTypes) -> EchoReply:
        return EchoReply(value=request, seen=request.SerializeToString())


@workflow.defn(name="conformance.v1.Values.EchoWellKnown")
class EchoWellKnown:
    @workflow.run
    async def run(self, request: WellKnownTypes) -> EchoWellKnownReply:
        return EchoWellKnownReply(value=request, seen=request.SerializeToString())


@workflow.defn(name="conformance.v1.Values.EchoLegacy")
class EchoLegacy:
    @workflow.run
    async def run(self, request: Legacy) -> EchoLegacyReply:
        return EchoLegacyReply(value=request, seen=request.SerializeToString())


WORKFLOWS = [
    AnswerAsTold,
    Echo,
    EchoAsTold,
    EchoLegacy,
    EchoWellKnown,
    Fail,
    FailWithDetails,
    Greet,
    Note,
    Ping,
    PingHandler,
    Recall,
]


async def make_worker(address, namespace, encoding, message_type):
    converter = data_converter(encoding, message_type)
    client = await Client.connect(address, namespace=namespace, data_converter=converter)
    return Worker(
        client,
        task_queue=f"{encoding} {'messageType' if message_type else 'bare'}",
        workflows=WORKFLOWS,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    parser.add_argument("--namespace", required=True)
    given = parser.parse_args()

    ways = [(encoding, typed) for encoding in ENCODINGS for typed in (True, False)]
    workers = [await make_worker(given.address, given.namespace, *way) for way in ways]
    running = [asyncio.create_task(worker.run()) for worker in workers]
    print('{"ready":true}', flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await asyncio.gather(*(worker.shutdown() for worker in workers))
    await asyncio.gather(*running)


if __name__ == "__main__":
    asyncio.run(main())
