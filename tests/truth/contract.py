"""One side of a change: a contract as its lock has it, and messages as its schema defines them."""

from __future__ import annotations

import re
import tempfile
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import Message
from grpc_tools import protoc

EMPTY = "google.protobuf.Empty"
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True)
class Method:
    """A method of the contract."""

    full_name: str
    lines: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.lines["kind"])

    @property
    def name(self) -> str:
        return str(self.lines["name"])

    @property
    def request(self) -> str:
        return str(self.lines["request"])

    @property
    def response(self) -> str:
        return str(self.lines["response"])

    @property
    def workflow(self) -> dict[str, Any]:
        return dict(self.lines.get("workflow", {}))

    @property
    def activity(self) -> dict[str, Any]:
        return dict(self.lines.get("activity", {}))

    @property
    def types(self) -> list[str]:
        """Every workflow type that it is served as."""
        return [self.name, *self.workflow.get("aliases", [])]

    @property
    def errors(self) -> list[str]:
        """The errors that it declares."""
        return list(self.lines.get("errors", []))

    def thrown_as(self, error: str) -> str | None:
        """What code that threw another side's error throws here: it is found by its name, or in its place."""
        if error in self.errors:
            return error
        return self.errors[0] if len(self.errors) == 1 else None

    @property
    def queue(self) -> str:
        return str(self.workflow["task_queue"])


class Side:
    """What was deployed before a change, or after it."""

    def __init__(self, folder: Path, lock: Path, annotations: Path) -> None:
        self.lock = tomllib.loads(lock.read_text())
        self.pool = compile_folder(folder, annotations)
        self.methods = {
            name: Method(name, lines)
            for name, lines in self.lock.get("methods", {}).items()
        }
        self.is_binary = self.lock["encoding"] == "binary"

    def of_kind(self, *kinds: str) -> list[Method]:
        return [
            method for _, method in sorted(self.methods.items()) if method.kind in kinds
        ]

    def workflows(self) -> list[Method]:
        return self.of_kind("workflow", "handler")

    def serving(self, queue: str, type_name: str) -> Method | None:
        """The method whose worker takes a workflow of that type."""
        served = (
            m for m in self.workflows() if m.queue == queue and type_name in m.types
        )
        return next(served, None)

    def successor(self, method: Method) -> Method | None:
        """What code that used another side's method uses here."""
        same = self.methods.get(method.full_name)
        if same is not None and same.kind == method.kind:
            return same
        return next(
            (
                m
                for m in self.methods.values()
                if m.kind == method.kind and method.name in m.types
            ),
            None,
        )

    def message(self, name: str) -> Message:
        """An empty message of a type."""
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))()

    def render_id(self, method: Method, request: Message) -> str:
        """The workflow id of a call."""

        def value(match: re.Match[str]) -> str:
            match match.group(1):
                case None:
                    return match.group(0)[0]
                case "$uuid":
                    return str(uuid.uuid4())
                case "$workflow_type":
                    return method.name
                case path:
                    found: Any = request
                    for part in path.split("."):
                        found = getattr(found, part)
                    return str(found)

        return PLACEHOLDER.sub(value, str(method.workflow["id"]))


def compile_folder(folder: Path, annotations: Path) -> descriptor_pool.DescriptorPool:
    """The schema of a folder in a pool of its own: two sides define the same names."""
    files = sorted(str(path) for path in folder.rglob("*.proto"))
    bundled = Path(protoc.__file__).parent / "_proto"
    includes = [f"-I{path}" for path in (folder, annotations, bundled)]
    pool = descriptor_pool.DescriptorPool()
    with tempfile.NamedTemporaryFile() as out:
        if (
            protoc.main(
                ["protoc", *includes, "--include_imports", f"-o{out.name}", *files]
            )
            != 0
        ):
            raise ValueError(f"{folder} does not compile")
        for file in descriptor_pb2.FileDescriptorSet.FromString(
            Path(out.name).read_bytes()
        ).file:
            pool.Add(file)
    return pool
