//! The typed calls of what takes messages.

use conformance_programs::stubs::conformance::v1::stubborn::{BoardClient, board};
use conformance_programs::stubs::stubborn_runtime as rt;

use crate::messages::{Messages, query, signal, update};
use crate::method::{Calls, calls, members};
use crate::with_start::{Starts, with_signal, with_update};

const ADD: &str = "conformance.v1.Board.Add";
const CHANGE: &str = "conformance.v1.Board.Change";
const PAUSE: &str = "conformance.control.v1.Control.Pause";
const STATE: &str = "conformance.v1.Board.State";

pub fn board(client: &BoardClient) -> Vec<(&'static str, Box<dyn Calls>)> {
    type C = BoardClient;
    vec![
        ("conformance.v1.Board.Run", run(client)),
        ("conformance.v1.Board.Once", once(client)),
        ("conformance.v1.Board.Tell", calls(client, C::tell, C::start_tell, C::tell_handle)),
        ("conformance.v1.Board.Parent", calls(client, C::parent, C::start_parent, C::parent_handle)),
    ]
}

fn run(client: &BoardClient) -> Box<dyn Calls> {
    type C = BoardClient;
    type H = rt::Handle<board::Run>;
    let messages = Messages::from([
        (ADD, signal(H::add)),
        ("conformance.v1.Board.Cancel", signal(|h: &H, ()| h.cancel())),
        (PAUSE, signal(H::pause)),
        ("conformance.control.v1.Control.Resume", signal(|h: &H, ()| h.resume())),
        (STATE, query(|h: &H, ()| h.state())),
        ("conformance.v1.Board.Describe", query(H::describe)),
        ("conformance.v1.Board.Size", query(H::size)),
        (CHANGE, update(H::change, H::start_change, H::get_change_handle)),
        (
            "conformance.v1.Board.Close",
            update(|h: &H, ()| h.close(), |h: &H, ()| h.start_close(), H::get_close_handle),
        ),
        (
            "conformance.v1.Board.Result",
            update(|h: &H, ()| h.result(), |h: &H, ()| h.start_result(), H::get_result_handle),
        ),
        ("conformance.v1.Board.Grow", update(H::grow, H::start_grow, H::get_grow_handle)),
    ]);
    let starts = Starts::from([
        (ADD, with_signal(C::start_run_with_add)),
        (PAUSE, with_signal(C::start_run_with_pause)),
        (CHANGE, with_update(C::run_with_change)),
    ]);
    Box::new(members(client, C::run, C::start_run, C::run_handle, messages, starts))
}

fn once(client: &BoardClient) -> Box<dyn Calls> {
    type C = BoardClient;
    type H = rt::Handle<board::Once>;
    let messages = Messages::from([(ADD, signal(H::add)), (STATE, query(|h: &H, ()| h.state()))]);
    Box::new(members(client, C::once, C::start_once, C::once_handle, messages, Starts::new()))
}
