"""The foreign client: calls workflows by name with the plain SDK. See ../PROTOCOL.md."""

import argparse
import asyncio
import base64
import json
import sys

from conformance.v1 import (  # noqa: F401 (they register their messages)
    basic_pb2,
    hold_pb2,
    ids_pb2,
    names_pb2,
    relay_pb2,
    values_pb2,
)
from google.protobuf import descriptor_pool, message_factory
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.runtime import Runtime, TelemetryConfig

from writing import data_converter

EMPTY = "google.protobuf.Empty"
LINE_LIMIT = 64 * 1024 * 1024


def message_class(name):
    descriptor = descriptor_pool.Default().FindMessageTypeByName(name)
    return message_factory.GetMessageClass(descriptor)


def payload(given):
    metadata = {name: text.encode() for name, text in given["metadata"].items()}
    return Payload(metadata=metadata, data=base64.b64decode(given["data"]))


def arguments(request):
    if "arguments" in request:
        return [RawValue(payload(given)) for given in request["arguments"]]
    if request["input"] == EMPTY:
        return []
    data = base64.b64decode(request["request"])
    return [message_class(request["input"]).FromString(data)]


def failure(error):
    cause = error.cause
    while not isinstance(cause, ApplicationError) and cause.__cause__ is not None:
        cause = cause.__cause__
    if not isinstance(cause, ApplicationError):
        return {"message": str(cause), "type": type(cause).__name__}
    return {
        "message": cause.message,
        "type": cause.type,
        "non_retryable": cause.non_retryable,
    }


class Calls:
    def __init__(self, address):
        self.address = address
        self.clients = {}
        self.lock = asyncio.Lock()

    async def client(self, request):
        """The client of a namespace that writes as the request says."""
        way = (request.get("encoding", "json/protobuf"), request.get("message_type", True))
        key = (request["namespace"], *way)
        async with self.lock:
            if key not in self.clients:
                self.clients[key] = await Client.connect(
                    self.address, namespace=key[0], data_converter=data_converter(*way)
                )
            return self.clients[key]

    async def execute(self, request):
        client = await self.client(request)
        output = request["output"]
        result_type = None if output == EMPTY else message_class(output)
        try:
            result = await client.execute_workflow(
                request["workflow_type"],
                args=arguments(request),
                id=request["options"]["workflow_id"],
                task_queue=request["options"]["task_queue"],
                result_type=result_type,
            )
        except WorkflowFailureError as error:
            return {"error": failure(error)}
        if result is None:
            return {}
        return {"response": base64.b64encode(result.SerializeToString()).decode()}

    async def send(self, request):
        """A signal, query or update with payloads as they are."""
        client = await self.client(request)
        handle = client.get_workflow_handle(request["workflow_id"])
        send = {
            "signal": handle.signal,
            "query": handle.query,
            "update": handle.execute_update,
        }[request["op"]]
        try:
            await send(request["name"], args=arguments(request))
        except WorkflowQueryFailedError as error:
            return {"error": {"message": error.message}}
        except WorkflowUpdateFailedError as error:
            return {"error": failure(error)}
        return {}

    async def history(self, request):
        client = await self.client(request)
        handle = client.get_workflow_handle(request["workflow_id"])
        history = await handle.fetch_history()
        return {"events": json.loads(history.to_json())["events"]}

    async def answer(self, line):
        request = json.loads(line)
        try:
            operation = {
                "execute": self.execute,
                "history": self.history,
                "signal": self.send,
                "query": self.send,
                "update": self.send,
            }[request["op"]]
            answer = await operation(request)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the answer)
            answer = {"fault": f"{type(error).__name__}: {error}"}
        print(json.dumps({"id": request["id"], **answer}), flush=True)


async def main():
    # Standard output belongs to the protocol, and the SDK logs to it.
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=None)))
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    calls = Calls(parser.parse_args().address)

    reader = asyncio.StreamReader(limit=LINE_LIMIT)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    running = set()
    while line := await reader.readline():
        task = asyncio.create_task(calls.answer(line))
        running.add(task)
        task.add_done_callback(running.discard)


if __name__ == "__main__":
    asyncio.run(main())
