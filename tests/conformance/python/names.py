"""The services `Names`, `Neighbour` and `Lone`."""

from __future__ import annotations

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import names_pb2 as pb
    from conformance.v1 import names_stubborn as stubs


def named(method: str, request: pb.NameRequest) -> pb.NameReply:
    return pb.NameReply(method=method, text=request.text, language="python")


class Plain(stubs.NamesPlainWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Plain", request)


class Named(stubs.NamesNamedWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Named", request)


class Aliased(stubs.NamesAliasedWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Aliased", request)


class Elsewhere(stubs.NamesElsewhereWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Elsewhere", request)


class Cancel(stubs.NamesCancelWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Cancel", request)


class Result(stubs.NamesResultWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Result", request)


class Names:
    plain = Plain
    named = Named
    aliased = Aliased
    elsewhere = Elsewhere
    cancel = Cancel
    result = Result

    async def handled(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.Handled", request)

    async def aliased_handler(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.AliasedHandler", request)

    async def aliased_local(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.AliasedLocal", request)

    async def named_activity(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.NamedActivity", request)

    async def handled_elsewhere(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Names.HandledElsewhere", request)


class NeighbourPlain(stubs.NeighbourPlainWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Neighbour.Plain", request)


class Neighbour:
    plain = NeighbourPlain

    async def handled(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Neighbour.Handled", request)


class Written(stubs.LoneWrittenWorkflow):
    async def run(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Lone.Written", request)


class Lone:
    written = Written

    async def plain(self, request: pb.NameRequest) -> pb.NameReply:
        return named("Lone.Plain", request)
