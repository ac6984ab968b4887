"""One contract before or after a change, called and served. See ../../PROTOCOL.md."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import re
import sys
from datetime import timedelta
from typing import Any, cast

from conformance.change.v1.change_pb2 import Subject
from conformance.change.v1.change_stubborn import (
    ChangeClient,
    ChangeImplementation,
    change_worker,
)
from stubborn_runtime import StubbornError
from temporalio.client import Client

Json = dict[str, Any]


class Change:
    """What either contract has a function for."""

    def __init__(self, told: bytes) -> None:
        self._told = Subject.FromString(told)

    async def same(self, request: Subject) -> Subject:
        return self._told if request.key == "told" else request

    timed = kept = renewed = old = fresh = added = same


async def answer(clients: dict[str, Client], address: str, asked: Json) -> Json:
    namespace: str = asked["namespace"]
    if namespace not in clients:
        clients[namespace] = await Client.connect(address, namespace=namespace)
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", asked["method"]).lower()
    call = getattr(ChangeClient(clients[namespace]), name)
    request = Subject.FromString(base64.b64decode(asked["request"]))
    try:
        reply = await call(
            request, timeout=timedelta(milliseconds=asked["deadline_ms"])
        )
    except StubbornError as error:
        return {"error": {"code": error.code.value, "message": error.message}}
    return {"response": base64.b64encode(reply.SerializeToString()).decode()}


async def call(address: str, answers: Any) -> None:
    clients: dict[str, Client] = {}
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        told = {"id": asked["id"], **await answer(clients, address, asked)}
        print(json.dumps(told), file=answers, flush=True)


async def serve(address: str, namespace: str, told: bytes, answers: Any) -> None:
    client = await Client.connect(address, namespace=namespace)
    change = cast(ChangeImplementation, Change(told))
    async with change_worker(client, change):
        print('{"ready":true}', file=answers, flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    parser.add_argument("--namespace")
    parser.add_argument("--told", default="")
    arguments = parser.parse_args()
    # The SDK's core logs to standard output, which carries the protocol alone.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if arguments.namespace is None:
        await call(arguments.address, answers)
    else:
        told = base64.b64decode(arguments.told)
        await serve(arguments.address, arguments.namespace, told, answers)


asyncio.run(main())
