//! The typed calls of every method, by the methods' full names.

use std::collections::HashMap;

use conformance_programs::stubs::conformance::v1::stubborn::{
    AbsentClient, BasicClient, BoardClient, DeclaredClient, DeskClient, HoldClient, IdsClient, LoneClient,
    NamesClient, NeighbourClient, RelayClient, ReliabilityClient, SettingsClient, ValuesClient,
};
use conformance_programs::stubs::conformance::v1::{Busy, Full, Lost, OutOfStock, refused::Reason};
use conformance_programs::stubs::stubborn_runtime as rt;
use temporalio_client::Client;

use crate::board::board;
use crate::method::{Calls, calls};

type Method = (&'static str, Box<dyn Calls>);

pub fn all(client: &Client) -> HashMap<&'static str, Box<dyn Calls>> {
    let services = [
        absent(&AbsentClient::new(client.clone())),
        basic(&BasicClient::new(client.clone())),
        board(&BoardClient::new(client.clone())),
        declared(&DeclaredClient::new(client.clone())),
        desk(&DeskClient::new(client.clone())),
        hold(&HoldClient::new(client.clone())),
        ids(&IdsClient::new(client.clone())),
        lone(&LoneClient::new(client.clone())),
        names(&NamesClient::new(client.clone())),
        neighbour(&NeighbourClient::new(client.clone())),
        relay(&RelayClient::new(client.clone())),
        reliability(&ReliabilityClient::new(client.clone())),
        settings(&SettingsClient::new(client.clone())),
        values(&ValuesClient::new(client.clone())),
    ];
    services.into_iter().flatten().collect()
}

/// The full name of a declared error, and its message in binary.
pub fn declared_error(error: &rt::Error) -> Option<(&'static str, Vec<u8>)> {
    let order = detail::<OutOfStock>(error).or_else(|| detail::<Busy>(error));
    order
        .or_else(|| detail::<Reason>(error))
        .or_else(|| detail::<Full>(error))
        .or_else(|| detail::<Lost>(error))
}

fn detail<E: rt::DeclaredError>(error: &rt::Error) -> Option<(&'static str, Vec<u8>)> {
    error.detail().map(|detail: E| (E::NAME, detail.encode_to_vec()))
}

fn absent(client: &AbsentClient) -> Vec<Method> {
    type C = AbsentClient;
    vec![("conformance.v1.Absent.Serve", calls(client, C::serve, C::start_serve, C::serve_handle))]
}

fn basic(client: &BasicClient) -> Vec<Method> {
    type C = BasicClient;
    vec![
        ("conformance.v1.Basic.Greet", calls(client, C::greet, C::start_greet, C::greet_handle)),
        (
            "conformance.v1.Basic.GreetHandler",
            calls(client, C::greet_handler, C::start_greet_handler, C::greet_handler_handle),
        ),
        (
            "conformance.v1.Basic.GreetLocal",
            calls(client, C::greet_local, C::start_greet_local, C::greet_local_handle),
        ),
        ("conformance.v1.Basic.Note", calls(client, C::note, C::start_note, C::note_handle)),
        (
            "conformance.v1.Basic.NoteHandler",
            calls(client, C::note_handler, C::start_note_handler, C::note_handler_handle),
        ),
        (
            "conformance.v1.Basic.Recall",
            calls(client, |c, ()| c.recall(), |c, ()| c.start_recall(), C::recall_handle),
        ),
        (
            "conformance.v1.Basic.RecallHandler",
            calls(
                client,
                |c, ()| c.recall_handler(),
                |c, ()| c.start_recall_handler(),
                C::recall_handler_handle,
            ),
        ),
        (
            "conformance.v1.Basic.Ping",
            calls(client, |c, ()| c.ping(), |c, ()| c.start_ping(), C::ping_handle),
        ),
        (
            "conformance.v1.Basic.PingHandler",
            calls(client, |c, ()| c.ping_handler(), |c, ()| c.start_ping_handler(), C::ping_handler_handle),
        ),
        (
            "conformance.v1.Basic.PingLocal",
            calls(client, |c, ()| c.ping_local(), |c, ()| c.start_ping_local(), C::ping_local_handle),
        ),
        ("conformance.v1.Basic.Fail", calls(client, C::fail, C::start_fail, C::fail_handle)),
        (
            "conformance.v1.Basic.FailHandler",
            calls(client, C::fail_handler, C::start_fail_handler, C::fail_handler_handle),
        ),
        (
            "conformance.v1.Basic.FailLocal",
            calls(client, C::fail_local, C::start_fail_local, C::fail_local_handle),
        ),
        (
            "conformance.v1.Basic.FailRetried",
            calls(client, C::fail_retried, C::start_fail_retried, C::fail_retried_handle),
        ),
        (
            "conformance.v1.Basic.FailRetriedHandler",
            calls(
                client,
                C::fail_retried_handler,
                C::start_fail_retried_handler,
                C::fail_retried_handler_handle,
            ),
        ),
    ]
}

fn declared(client: &DeclaredClient) -> Vec<Method> {
    type C = DeclaredClient;
    vec![
        ("conformance.v1.Declared.Order", calls(client, C::order, C::start_order, C::order_handle)),
        (
            "conformance.v1.Declared.OrderHandler",
            calls(client, C::order_handler, C::start_order_handler, C::order_handler_handle),
        ),
        (
            "conformance.v1.Declared.OrderRetried",
            calls(client, C::order_retried, C::start_order_retried, C::order_retried_handle),
        ),
        (
            "conformance.v1.Declared.OrderUnlisted",
            calls(client, C::order_unlisted, C::start_order_unlisted, C::order_unlisted_handle),
        ),
        (
            "conformance.v1.Declared.OrderUnlistedHandler",
            calls(
                client,
                C::order_unlisted_handler,
                C::start_order_unlisted_handler,
                C::order_unlisted_handler_handle,
            ),
        ),
        ("conformance.v1.Declared.Resell", calls(client, C::resell, C::start_resell, C::resell_handle)),
    ]
}

fn desk(client: &DeskClient) -> Vec<Method> {
    type C = DeskClient;
    vec![("conformance.v1.Desk.Use", calls(client, C::r#use, C::start_use, C::use_handle))]
}

fn hold(client: &HoldClient) -> Vec<Method> {
    type C = HoldClient;
    vec![
        ("conformance.v1.Hold.Hold", calls(client, C::hold, C::start_hold, C::hold_handle)),
        (
            "conformance.v1.Hold.HoldUseExisting",
            calls(client, C::hold_use_existing, C::start_hold_use_existing, C::hold_use_existing_handle),
        ),
        (
            "conformance.v1.Hold.HoldTerminateExisting",
            calls(
                client,
                C::hold_terminate_existing,
                C::start_hold_terminate_existing,
                C::hold_terminate_existing_handle,
            ),
        ),
        (
            "conformance.v1.Hold.HoldRejectDuplicate",
            calls(
                client,
                C::hold_reject_duplicate,
                C::start_hold_reject_duplicate,
                C::hold_reject_duplicate_handle,
            ),
        ),
        (
            "conformance.v1.Hold.HoldFailedOnly",
            calls(client, C::hold_failed_only, C::start_hold_failed_only, C::hold_failed_only_handle),
        ),
        (
            "conformance.v1.Hold.HoldTimed",
            calls(client, C::hold_timed, C::start_hold_timed, C::hold_timed_handle),
        ),
        (
            "conformance.v1.Hold.HoldHandler",
            calls(client, C::hold_handler, C::start_hold_handler, C::hold_handler_handle),
        ),
    ]
}

fn ids(client: &IdsClient) -> Vec<Method> {
    type C = IdsClient;
    vec![
        ("conformance.v1.Ids.Scalars", calls(client, C::scalars, C::start_scalars, C::scalars_handle)),
        ("conformance.v1.Ids.Floats", calls(client, C::floats, C::start_floats, C::floats_handle)),
        ("conformance.v1.Ids.Enums", calls(client, C::enums, C::start_enums, C::enums_handle)),
        ("conformance.v1.Ids.Nested", calls(client, C::nested, C::start_nested, C::nested_handle)),
        ("conformance.v1.Ids.Presence", calls(client, C::presence, C::start_presence, C::presence_handle)),
        ("conformance.v1.Ids.Odd", calls(client, C::odd, C::start_odd, C::odd_handle)),
        ("conformance.v1.Ids.Defaults", calls(client, C::defaults, C::start_defaults, C::defaults_handle)),
        ("conformance.v1.Ids.Text", calls(client, C::text, C::start_text, C::text_handle)),
        ("conformance.v1.Ids.Braces", calls(client, C::braces, C::start_braces, C::braces_handle)),
        (
            "conformance.v1.Ids.Variables",
            calls(client, C::variables, C::start_variables, C::variables_handle),
        ),
        ("conformance.v1.Ids.Handled", calls(client, C::handled, C::start_handled, C::handled_handle)),
    ]
}

fn lone(client: &LoneClient) -> Vec<Method> {
    type C = LoneClient;
    vec![
        ("conformance.v1.Lone.Plain", calls(client, C::plain, C::start_plain, C::plain_handle)),
        ("conformance.v1.Lone.Written", calls(client, C::written, C::start_written, C::written_handle)),
    ]
}

fn names(client: &NamesClient) -> Vec<Method> {
    type C = NamesClient;
    vec![
        ("conformance.v1.Names.Plain", calls(client, C::plain, C::start_plain, C::plain_handle)),
        ("conformance.v1.Names.Named", calls(client, C::named, C::start_named, C::named_handle)),
        ("conformance.v1.Names.Aliased", calls(client, C::aliased, C::start_aliased, C::aliased_handle)),
        ("conformance.v1.Names.Handled", calls(client, C::handled, C::start_handled, C::handled_handle)),
        (
            "conformance.v1.Names.AliasedHandler",
            calls(client, C::aliased_handler, C::start_aliased_handler, C::aliased_handler_handle),
        ),
        (
            "conformance.v1.Names.AliasedLocal",
            calls(client, C::aliased_local, C::start_aliased_local, C::aliased_local_handle),
        ),
        (
            "conformance.v1.Names.NamedActivity",
            calls(client, C::named_activity, C::start_named_activity, C::named_activity_handle),
        ),
        (
            "conformance.v1.Names.Elsewhere",
            calls(client, C::elsewhere, C::start_elsewhere, C::elsewhere_handle),
        ),
        (
            "conformance.v1.Names.HandledElsewhere",
            calls(client, C::handled_elsewhere, C::start_handled_elsewhere, C::handled_elsewhere_handle),
        ),
        ("conformance.v1.Names.Cancel", calls(client, C::cancel, C::start_cancel, C::cancel_handle)),
        ("conformance.v1.Names.Result", calls(client, C::result, C::start_result, C::result_handle)),
    ]
}

fn neighbour(client: &NeighbourClient) -> Vec<Method> {
    type C = NeighbourClient;
    vec![
        ("conformance.v1.Neighbour.Plain", calls(client, C::plain, C::start_plain, C::plain_handle)),
        ("conformance.v1.Neighbour.Handled", calls(client, C::handled, C::start_handled, C::handled_handle)),
    ]
}

fn relay(client: &RelayClient) -> Vec<Method> {
    type C = RelayClient;
    vec![("conformance.v1.Relay.Relay", calls(client, C::relay, C::start_relay, C::relay_handle))]
}

fn reliability(client: &ReliabilityClient) -> Vec<Method> {
    type C = ReliabilityClient;
    vec![
        ("conformance.v1.Reliability.Work", calls(client, C::work, C::start_work, C::work_handle)),
        (
            "conformance.v1.Reliability.Journey",
            calls(client, C::journey, C::start_journey, C::journey_handle),
        ),
        ("conformance.v1.Reliability.Large", calls(client, C::large, C::start_large, C::large_handle)),
        (
            "conformance.v1.Reliability.LargeHandler",
            calls(client, C::large_handler, C::start_large_handler, C::large_handler_handle),
        ),
        (
            "conformance.v1.Reliability.LargeError",
            calls(client, C::large_error, C::start_large_error, C::large_error_handle),
        ),
        ("conformance.v1.Reliability.Wait", calls(client, C::wait, C::start_wait, C::wait_handle)),
        ("conformance.v1.Reliability.Wrap", calls(client, C::wrap, C::start_wrap, C::wrap_handle)),
        (
            "conformance.v1.Reliability.WrapHandler",
            calls(client, C::wrap_handler, C::start_wrap_handler, C::wrap_handler_handle),
        ),
    ]
}

fn settings(client: &SettingsClient) -> Vec<Method> {
    type C = SettingsClient;
    vec![
        ("conformance.v1.Settings.Mark", calls(client, C::mark, C::start_mark, C::mark_handle)),
        (
            "conformance.v1.Settings.MarkHandler",
            calls(client, C::mark_handler, C::start_mark_handler, C::mark_handler_handle),
        ),
        (
            "conformance.v1.Settings.Remember",
            calls(client, C::remember, C::start_remember, C::remember_handle),
        ),
        ("conformance.v1.Settings.Stay", calls(client, C::stay, C::start_stay, C::stay_handle)),
        (
            "conformance.v1.Settings.MarkChild",
            calls(client, C::mark_child, C::start_mark_child, C::mark_child_handle),
        ),
        ("conformance.v1.Settings.Again", calls(client, C::again, C::start_again, C::again_handle)),
    ]
}

fn values(client: &ValuesClient) -> Vec<Method> {
    type C = ValuesClient;
    vec![
        ("conformance.v1.Values.Echo", calls(client, C::echo, C::start_echo, C::echo_handle)),
        (
            "conformance.v1.Values.EchoWorkflow",
            calls(client, C::echo_workflow, C::start_echo_workflow, C::echo_workflow_handle),
        ),
        (
            "conformance.v1.Values.EchoLocal",
            calls(client, C::echo_local, C::start_echo_local, C::echo_local_handle),
        ),
        (
            "conformance.v1.Values.EchoWellKnown",
            calls(client, C::echo_well_known, C::start_echo_well_known, C::echo_well_known_handle),
        ),
        (
            "conformance.v1.Values.EchoWellKnownWorkflow",
            calls(
                client,
                C::echo_well_known_workflow,
                C::start_echo_well_known_workflow,
                C::echo_well_known_workflow_handle,
            ),
        ),
        (
            "conformance.v1.Values.EchoLegacy",
            calls(client, C::echo_legacy, C::start_echo_legacy, C::echo_legacy_handle),
        ),
        (
            "conformance.v1.Values.EchoLegacyWorkflow",
            calls(
                client,
                C::echo_legacy_workflow,
                C::start_echo_legacy_workflow,
                C::echo_legacy_workflow_handle,
            ),
        ),
        (
            "conformance.v1.Values.EchoTimestamp",
            calls(client, C::echo_timestamp, C::start_echo_timestamp, C::echo_timestamp_handle),
        ),
        (
            "conformance.v1.Values.EchoStruct",
            calls(client, C::echo_struct, C::start_echo_struct, C::echo_struct_handle),
        ),
        (
            "conformance.v1.Values.EchoInt64",
            calls(client, C::echo_int64, C::start_echo_int64, C::echo_int64_handle),
        ),
        (
            "conformance.v1.Values.EchoInner",
            calls(client, C::echo_inner, C::start_echo_inner, C::echo_inner_handle),
        ),
    ]
}
