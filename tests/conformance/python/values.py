"""The service `Values`."""

from __future__ import annotations

from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import Int64Value
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import values_pb2 as pb
    from conformance.v1 import values_stubborn as stubs
    from conformance.v1.legacy_pb2 import Legacy


def echo(request: pb.AllTypes) -> pb.EchoReply:
    return pb.EchoReply(value=request, seen=request.SerializeToString())


def echo_well_known(request: pb.WellKnownTypes) -> pb.EchoWellKnownReply:
    return pb.EchoWellKnownReply(value=request, seen=request.SerializeToString())


def echo_legacy(request: Legacy) -> pb.EchoLegacyReply:
    return pb.EchoLegacyReply(value=request, seen=request.SerializeToString())


class EchoWorkflow(stubs.ValuesEchoWorkflowWorkflow):
    async def run(self, request: pb.AllTypes) -> pb.EchoReply:
        return echo(request)


class EchoWellKnownWorkflow(stubs.ValuesEchoWellKnownWorkflowWorkflow):
    async def run(self, request: pb.WellKnownTypes) -> pb.EchoWellKnownReply:
        return echo_well_known(request)


class EchoLegacyWorkflow(stubs.ValuesEchoLegacyWorkflowWorkflow):
    async def run(self, request: Legacy) -> pb.EchoLegacyReply:
        return echo_legacy(request)


class EchoInt64(stubs.ValuesEchoInt64Workflow):
    async def run(self, request: Int64Value) -> Int64Value:
        return request


class Values:
    echo_workflow = EchoWorkflow
    echo_well_known_workflow = EchoWellKnownWorkflow
    echo_legacy_workflow = EchoLegacyWorkflow
    echo_int64 = EchoInt64

    async def echo(self, request: pb.AllTypes) -> pb.EchoReply:
        return echo(request)

    async def echo_local(self, request: pb.AllTypes) -> pb.EchoReply:
        return echo(request)

    def echo_well_known(self, request: pb.WellKnownTypes) -> pb.EchoWellKnownReply:
        return echo_well_known(request)

    def echo_legacy(self, request: Legacy) -> pb.EchoLegacyReply:
        return echo_legacy(request)

    async def echo_timestamp(self, request: Timestamp) -> Timestamp:
        return request

    async def echo_struct(self, request: Struct) -> Struct:
        return request

    async def echo_inner(self, request: pb.AllTypes.Inner) -> pb.AllTypes.Inner:
        return request
