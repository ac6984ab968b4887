"""Every method of the schema with its typed calls."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from conformance.v1.activities_pb2 import UseRequest
from conformance.v1.activities_stubborn import DeskClient
from conformance.v1.basic_pb2 import FailRequest, GreetRequest, NoteRequest
from conformance.v1.basic_stubborn import BasicClient
from conformance.v1.delays_stubborn import DelaysClient
from conformance.v1.errors_pb2 import OrderRequest, ResellRequest
from conformance.v1.errors_stubborn import DeclaredClient
from conformance.v1.hold_pb2 import HoldRequest
from conformance.v1.hold_stubborn import HoldClient
from conformance.v1.ids_pb2 import IdRequest
from conformance.v1.ids_stubborn import IdsClient
from conformance.v1.legacy_pb2 import Legacy
from conformance.v1.messages_pb2 import ParentRequest, RunRequest, TellRequest
from conformance.v1.messages_stubborn import BoardClient
from conformance.v1.names_pb2 import NameRequest
from conformance.v1.names_stubborn import LoneClient, NamesClient, NeighbourClient
from conformance.v1.options_pb2 import MarkChildRequest, MarkRequest
from conformance.v1.options_stubborn import SettingsClient
from conformance.v1.relay_pb2 import RelayRequest
from conformance.v1.relay_stubborn import RelayClient
from conformance.v1.reliability_pb2 import (
    JourneyRequest,
    LargeRequest,
    WaitRequest,
    WorkRequest,
    WrapRequest,
)
from conformance.v1.reliability_stubborn import AbsentClient, ReliabilityClient
from conformance.v1.values_pb2 import AllTypes, WellKnownTypes
from conformance.v1.values_stubborn import ValuesClient
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp
from google.protobuf.wrappers_pb2 import Int64Value
from stubborn_runtime import Handle
from temporalio.client import Client


class GetHandle(Protocol):
    """A client's function that makes a handle by id."""

    def __call__(self, workflow_id: str, *, run_id: str | None = None) -> Handle[Any]:
        """Make the handle."""
        ...


@dataclass(frozen=True)
class Call:
    """A method's calls; `request` is unset where the method takes none."""

    request: type[Message] | None
    execute: Callable[..., Coroutine[Any, Any, Message | None]]
    start: Callable[..., Coroutine[Any, Any, Handle[Any]]]
    get_handle: GetHandle


def calls(client: Client) -> dict[str, Call]:
    """The calls of every service, by the methods' full names."""
    services = {
        "Absent": absent(AbsentClient(client)),
        "Basic": basic(BasicClient(client)),
        "Board": board(BoardClient(client)),
        "Declared": declared(DeclaredClient(client)),
        "Delays": delays(DelaysClient(client)),
        "Desk": desk(DeskClient(client)),
        "Hold": hold(HoldClient(client)),
        "Ids": ids(IdsClient(client)),
        "Lone": lone(LoneClient(client)),
        "Names": names(NamesClient(client)),
        "Neighbour": neighbour(NeighbourClient(client)),
        "Relay": relay(RelayClient(client)),
        "Reliability": reliability(ReliabilityClient(client)),
        "Settings": settings(SettingsClient(client)),
        "Values": values(ValuesClient(client)),
    }
    return {
        f"conformance.v1.{service}.{method}": call
        for service, methods in services.items()
        for method, call in methods.items()
    }


def basic(client: BasicClient) -> dict[str, Call]:
    return {
        "Greet": Call(
            GreetRequest,
            client.greet,
            client.start_greet,
            client.get_greet_handle,
        ),
        "GreetHandler": Call(
            GreetRequest,
            client.greet_handler,
            client.start_greet_handler,
            client.get_greet_handler_handle,
        ),
        "GreetLocal": Call(
            GreetRequest,
            client.greet_local,
            client.start_greet_local,
            client.get_greet_local_handle,
        ),
        "Note": Call(
            NoteRequest,
            client.note,
            client.start_note,
            client.get_note_handle,
        ),
        "NoteHandler": Call(
            NoteRequest,
            client.note_handler,
            client.start_note_handler,
            client.get_note_handler_handle,
        ),
        "Recall": Call(
            None,
            client.recall,
            client.start_recall,
            client.get_recall_handle,
        ),
        "RecallHandler": Call(
            None,
            client.recall_handler,
            client.start_recall_handler,
            client.get_recall_handler_handle,
        ),
        "Ping": Call(
            None,
            client.ping,
            client.start_ping,
            client.get_ping_handle,
        ),
        "PingHandler": Call(
            None,
            client.ping_handler,
            client.start_ping_handler,
            client.get_ping_handler_handle,
        ),
        "PingLocal": Call(
            None,
            client.ping_local,
            client.start_ping_local,
            client.get_ping_local_handle,
        ),
        "Fail": Call(
            FailRequest,
            client.fail,
            client.start_fail,
            client.get_fail_handle,
        ),
        "FailHandler": Call(
            FailRequest,
            client.fail_handler,
            client.start_fail_handler,
            client.get_fail_handler_handle,
        ),
        "FailLocal": Call(
            FailRequest,
            client.fail_local,
            client.start_fail_local,
            client.get_fail_local_handle,
        ),
        "FailRetried": Call(
            FailRequest,
            client.fail_retried,
            client.start_fail_retried,
            client.get_fail_retried_handle,
        ),
        "FailRetriedHandler": Call(
            FailRequest,
            client.fail_retried_handler,
            client.start_fail_retried_handler,
            client.get_fail_retried_handler_handle,
        ),
    }


def declared(client: DeclaredClient) -> dict[str, Call]:
    return {
        "Order": Call(
            OrderRequest,
            client.order,
            client.start_order,
            client.get_order_handle,
        ),
        "OrderHandler": Call(
            OrderRequest,
            client.order_handler,
            client.start_order_handler,
            client.get_order_handler_handle,
        ),
        "OrderRetried": Call(
            OrderRequest,
            client.order_retried,
            client.start_order_retried,
            client.get_order_retried_handle,
        ),
        "OrderUnlisted": Call(
            OrderRequest,
            client.order_unlisted,
            client.start_order_unlisted,
            client.get_order_unlisted_handle,
        ),
        "OrderUnlistedHandler": Call(
            OrderRequest,
            client.order_unlisted_handler,
            client.start_order_unlisted_handler,
            client.get_order_unlisted_handler_handle,
        ),
        "Resell": Call(
            ResellRequest,
            client.resell,
            client.start_resell,
            client.get_resell_handle,
        ),
    }


def hold(client: HoldClient) -> dict[str, Call]:
    return {
        "Hold": Call(
            HoldRequest,
            client.hold,
            client.start_hold,
            client.get_hold_handle,
        ),
        "HoldUseExisting": Call(
            HoldRequest,
            client.hold_use_existing,
            client.start_hold_use_existing,
            client.get_hold_use_existing_handle,
        ),
        "HoldTerminateExisting": Call(
            HoldRequest,
            client.hold_terminate_existing,
            client.start_hold_terminate_existing,
            client.get_hold_terminate_existing_handle,
        ),
        "HoldRejectDuplicate": Call(
            HoldRequest,
            client.hold_reject_duplicate,
            client.start_hold_reject_duplicate,
            client.get_hold_reject_duplicate_handle,
        ),
        "HoldFailedOnly": Call(
            HoldRequest,
            client.hold_failed_only,
            client.start_hold_failed_only,
            client.get_hold_failed_only_handle,
        ),
        "HoldTimed": Call(
            HoldRequest,
            client.hold_timed,
            client.start_hold_timed,
            client.get_hold_timed_handle,
        ),
        "HoldHandler": Call(
            HoldRequest,
            client.hold_handler,
            client.start_hold_handler,
            client.get_hold_handler_handle,
        ),
    }


def board(client: BoardClient) -> dict[str, Call]:
    return {
        "Run": Call(
            RunRequest,
            client.run,
            client.start_run,
            client.get_run_handle,
        ),
        "Once": Call(
            RunRequest,
            client.once,
            client.start_once,
            client.get_once_handle,
        ),
        "Tell": Call(
            TellRequest,
            client.tell,
            client.start_tell,
            client.get_tell_handle,
        ),
        "Parent": Call(
            ParentRequest,
            client.parent,
            client.start_parent,
            client.get_parent_handle,
        ),
    }


def delays(client: DelaysClient) -> dict[str, Call]:
    return {
        "Later": Call(
            MarkRequest,
            client.later,
            client.start_later,
            client.get_later_handle,
        ),
        "Pinned": Call(
            MarkRequest,
            client.pinned,
            client.start_pinned,
            client.get_pinned_handle,
        ),
    }


def desk(client: DeskClient) -> dict[str, Call]:
    return {
        "Use": Call(
            UseRequest,
            client.use,
            client.start_use,
            client.get_use_handle,
        ),
    }


def settings(client: SettingsClient) -> dict[str, Call]:
    return {
        "Mark": Call(
            MarkRequest,
            client.mark,
            client.start_mark,
            client.get_mark_handle,
        ),
        "MarkHandler": Call(
            MarkRequest,
            client.mark_handler,
            client.start_mark_handler,
            client.get_mark_handler_handle,
        ),
        "Remember": Call(
            MarkRequest,
            client.remember,
            client.start_remember,
            client.get_remember_handle,
        ),
        "Stay": Call(
            MarkRequest,
            client.stay,
            client.start_stay,
            client.get_stay_handle,
        ),
        "MarkChild": Call(
            MarkChildRequest,
            client.mark_child,
            client.start_mark_child,
            client.get_mark_child_handle,
        ),
        "Again": Call(
            MarkRequest,
            client.again,
            client.start_again,
            client.get_again_handle,
        ),
    }


def ids(client: IdsClient) -> dict[str, Call]:
    return {
        "Scalars": Call(
            IdRequest,
            client.scalars,
            client.start_scalars,
            client.get_scalars_handle,
        ),
        "Floats": Call(
            IdRequest,
            client.floats,
            client.start_floats,
            client.get_floats_handle,
        ),
        "Enums": Call(
            IdRequest,
            client.enums,
            client.start_enums,
            client.get_enums_handle,
        ),
        "Nested": Call(
            IdRequest,
            client.nested,
            client.start_nested,
            client.get_nested_handle,
        ),
        "Presence": Call(
            IdRequest,
            client.presence,
            client.start_presence,
            client.get_presence_handle,
        ),
        "Odd": Call(
            IdRequest,
            client.odd,
            client.start_odd,
            client.get_odd_handle,
        ),
        "Defaults": Call(
            Legacy,
            client.defaults,
            client.start_defaults,
            client.get_defaults_handle,
        ),
        "Text": Call(
            IdRequest,
            client.text,
            client.start_text,
            client.get_text_handle,
        ),
        "Braces": Call(
            IdRequest,
            client.braces,
            client.start_braces,
            client.get_braces_handle,
        ),
        "Variables": Call(
            IdRequest,
            client.variables,
            client.start_variables,
            client.get_variables_handle,
        ),
        "Handled": Call(
            IdRequest,
            client.handled,
            client.start_handled,
            client.get_handled_handle,
        ),
    }


def lone(client: LoneClient) -> dict[str, Call]:
    return {
        "Plain": Call(
            NameRequest,
            client.plain,
            client.start_plain,
            client.get_plain_handle,
        ),
        "Written": Call(
            NameRequest,
            client.written,
            client.start_written,
            client.get_written_handle,
        ),
    }


def names(client: NamesClient) -> dict[str, Call]:
    return {
        "Plain": Call(
            NameRequest,
            client.plain,
            client.start_plain,
            client.get_plain_handle,
        ),
        "Named": Call(
            NameRequest,
            client.named,
            client.start_named,
            client.get_named_handle,
        ),
        "Aliased": Call(
            NameRequest,
            client.aliased,
            client.start_aliased,
            client.get_aliased_handle,
        ),
        "Handled": Call(
            NameRequest,
            client.handled,
            client.start_handled,
            client.get_handled_handle,
        ),
        "AliasedHandler": Call(
            NameRequest,
            client.aliased_handler,
            client.start_aliased_handler,
            client.get_aliased_handler_handle,
        ),
        "AliasedLocal": Call(
            NameRequest,
            client.aliased_local,
            client.start_aliased_local,
            client.get_aliased_local_handle,
        ),
        "NamedActivity": Call(
            NameRequest,
            client.named_activity,
            client.start_named_activity,
            client.get_named_activity_handle,
        ),
        "Elsewhere": Call(
            NameRequest,
            client.elsewhere,
            client.start_elsewhere,
            client.get_elsewhere_handle,
        ),
        "HandledElsewhere": Call(
            NameRequest,
            client.handled_elsewhere,
            client.start_handled_elsewhere,
            client.get_handled_elsewhere_handle,
        ),
        "Cancel": Call(
            NameRequest,
            client.cancel,
            client.start_cancel,
            client.get_cancel_handle,
        ),
        "Result": Call(
            NameRequest,
            client.result,
            client.start_result,
            client.get_result_handle,
        ),
    }


def neighbour(client: NeighbourClient) -> dict[str, Call]:
    return {
        "Plain": Call(
            NameRequest,
            client.plain,
            client.start_plain,
            client.get_plain_handle,
        ),
        "Handled": Call(
            NameRequest,
            client.handled,
            client.start_handled,
            client.get_handled_handle,
        ),
    }


def relay(client: RelayClient) -> dict[str, Call]:
    return {
        "Relay": Call(
            RelayRequest,
            client.relay,
            client.start_relay,
            client.get_relay_handle,
        ),
    }


def absent(client: AbsentClient) -> dict[str, Call]:
    return {
        "Serve": Call(
            WaitRequest, client.serve, client.start_serve, client.get_serve_handle
        )
    }


def reliability(client: ReliabilityClient) -> dict[str, Call]:
    return {
        "Work": Call(
            WorkRequest,
            client.work,
            client.start_work,
            client.get_work_handle,
        ),
        "Journey": Call(
            JourneyRequest,
            client.journey,
            client.start_journey,
            client.get_journey_handle,
        ),
        "Large": Call(
            LargeRequest,
            client.large,
            client.start_large,
            client.get_large_handle,
        ),
        "LargeHandler": Call(
            LargeRequest,
            client.large_handler,
            client.start_large_handler,
            client.get_large_handler_handle,
        ),
        "LargeError": Call(
            LargeRequest,
            client.large_error,
            client.start_large_error,
            client.get_large_error_handle,
        ),
        "Wait": Call(
            WaitRequest,
            client.wait,
            client.start_wait,
            client.get_wait_handle,
        ),
        "Wrap": Call(
            WrapRequest,
            client.wrap,
            client.start_wrap,
            client.get_wrap_handle,
        ),
        "WrapHandler": Call(
            WrapRequest,
            client.wrap_handler,
            client.start_wrap_handler,
            client.get_wrap_handler_handle,
        ),
    }


def values(client: ValuesClient) -> dict[str, Call]:
    return {
        "Echo": Call(
            AllTypes,
            client.echo,
            client.start_echo,
            client.get_echo_handle,
        ),
        "EchoWorkflow": Call(
            AllTypes,
            client.echo_workflow,
            client.start_echo_workflow,
            client.get_echo_workflow_handle,
        ),
        "EchoLocal": Call(
            AllTypes,
            client.echo_local,
            client.start_echo_local,
            client.get_echo_local_handle,
        ),
        "EchoWellKnown": Call(
            WellKnownTypes,
            client.echo_well_known,
            client.start_echo_well_known,
            client.get_echo_well_known_handle,
        ),
        "EchoWellKnownWorkflow": Call(
            WellKnownTypes,
            client.echo_well_known_workflow,
            client.start_echo_well_known_workflow,
            client.get_echo_well_known_workflow_handle,
        ),
        "EchoLegacy": Call(
            Legacy,
            client.echo_legacy,
            client.start_echo_legacy,
            client.get_echo_legacy_handle,
        ),
        "EchoLegacyWorkflow": Call(
            Legacy,
            client.echo_legacy_workflow,
            client.start_echo_legacy_workflow,
            client.get_echo_legacy_workflow_handle,
        ),
        "EchoTimestamp": Call(
            Timestamp,
            client.echo_timestamp,
            client.start_echo_timestamp,
            client.get_echo_timestamp_handle,
        ),
        "EchoStruct": Call(
            Struct,
            client.echo_struct,
            client.start_echo_struct,
            client.get_echo_struct_handle,
        ),
        "EchoInt64": Call(
            Int64Value,
            client.echo_int64,
            client.start_echo_int64,
            client.get_echo_int64_handle,
        ),
        "EchoInner": Call(
            AllTypes.Inner,
            client.echo_inner,
            client.start_echo_inner,
            client.get_echo_inner_handle,
        ),
    }
