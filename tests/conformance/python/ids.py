"""The service `Ids`."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import ids_pb2 as pb
    from conformance.v1 import ids_stubborn as stubs
    from conformance.v1.legacy_pb2 import Legacy

REPLY = pb.IdReply(language="python")


class Scalars(stubs.IdsScalarsWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Floats(stubs.IdsFloatsWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Enums(stubs.IdsEnumsWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Nested(stubs.IdsNestedWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Presence(stubs.IdsPresenceWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Odd(stubs.IdsOddWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Defaults(stubs.IdsDefaultsWorkflow):
    async def run(self, request: Legacy) -> pb.IdReply:
        return REPLY


class Text(stubs.IdsTextWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Braces(stubs.IdsBracesWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Variables(stubs.IdsVariablesWorkflow):
    async def run(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY


class Ids:
    scalars = Scalars
    floats = Floats
    enums = Enums
    nested = Nested
    presence = Presence
    odd = Odd
    defaults = Defaults
    text = Text
    braces = Braces
    variables = Variables

    async def handled(self, request: pb.IdRequest) -> pb.IdReply:
        return REPLY
