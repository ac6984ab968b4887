"""Plays changes of contracts on a real server: what was deployed before against what is after.

Reads lines of JSON, `{"name", "before", "after", "lenient"}`, each side being `{"schema", "lock"}`, a folder and a file;
writes a line for each, `{"name", "broken": [[who, how], …]}`, in any order. Lenient readers skip what they do not know.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from contract import Side
from scenarios import Change, play
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.testing import WorkflowEnvironment

AT_ONCE = 12
# How long a change may take, in seconds.
DEADLINE = 60
# A server for one developer is meant to be asked less often.
LIMITS = (
    "frontend.namespaceRPS",
    "frontend.namespaceCount",
    "frontend.rps",
    "history.rps",
    "matching.rps",
)
SETTINGS = [
    argument
    for name in LIMITS
    for argument in ("--dynamic-config-value", f"{name}=100000")
]


def side(line: dict[str, str], annotations: str) -> Side:
    return Side(Path(line["schema"]), Path(line["lock"]), Path(annotations))


async def main(temporal: str, annotations: str) -> None:
    # What goes wrong is the result: the SDK need not tell it as well.
    logging.disable()
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=None)))
    changes = [json.loads(line) for line in sys.stdin]
    gate = asyncio.Semaphore(AT_ONCE)
    environment = await WorkflowEnvironment.start_local(
        dev_server_existing_path=temporal,
        ip="127.0.0.1",
        dev_server_log_level="never",
        dev_server_extra_args=SETTINGS,
    )
    client = environment.client

    async def one(number: int, line: dict[str, Any]) -> None:
        async with gate:
            sides = (side(line[name], annotations) for name in ("before", "after"))
            change = Change(
                client,
                f"{number}/{line['name']}",
                *sides,
                lenient=bool(line["lenient"]),
            )
            try:
                told: dict[str, Any] = {
                    "broken": sorted(await asyncio.wait_for(play(change), DEADLINE))
                }
            # Whoever asked is told, with the change's name.
            except Exception:  # noqa: BLE001
                told = {"error": traceback.format_exc()}
        print(json.dumps({"name": line["name"], **told}), flush=True)

    async with environment:
        await asyncio.gather(*(one(*numbered) for numbered in enumerate(changes)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
    # Threads of the SDK may outlive the interpreter, which aborts the process now and then.
    os._exit(0)
