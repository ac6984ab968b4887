use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::language::Language;

/// One thing that a case does, with what comes of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Calls and waits for the answer.
    Execute(Call),
    /// Starts and keeps the handle.
    Start(Start),
    /// Waits for a handle's result.
    Result(Handle),
    Cancel(Handle),
    Terminate(Handle),
    Describe(Handle),
    /// Sends to a running workflow, by its handle.
    Signal(Send),
    Query(Send),
    /// Waits for its completion.
    Update(Send),
    /// Keeps the update's handle.
    StartUpdate(Send),
    UpdateResult(Pending),
    /// Starts and sends in one step.
    SignalWithStart(WithStart),
    /// The same, and waits for the update's completion.
    UpdateWithStart(WithStart),
    /// Compares with the server's history of the call.
    History(Events),
    Sleep {
        ms: u64,
    },
    /// Starts a program of the case's own, which lives until it is killed or the case ends.
    Spawn(Spawn),
    /// Ends such a program at once, as SIGKILL does: it has no chance to say anything to anybody.
    Kill {
        name: String,
    },
}

/// Either a worker or a client.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spawn {
    /// In later steps.
    pub name: String,
    /// The language of a worker, which serves everything on one queue of its own.
    pub worker: Option<Language>,
    /// The queue that the worker polls, in the namespace of the case.
    pub queue: Option<String>,
    /// Further arguments of the worker.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// The language of a client.
    pub client: Option<Language>,
}

/// Where neither `response` nor `error` is given, the call succeeds with Empty.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// `Basic.Greet`.
    pub method: String,
    /// As Protobuf JSON. Absent: Empty.
    pub request: Option<Value>,
    #[serde(default)]
    pub options: Map<String, Value>,
    /// What only the foreign client is told: encoding, workflow type, payloads.
    #[serde(default)]
    pub foreign: Map<String, Value>,
    /// As Protobuf JSON; or `echo`: what was sent, and seen, in the field `value`.
    pub response: Option<Value>,
    /// Fields of the response that may be anything: `error.message`.
    #[serde(default)]
    pub ignore: Vec<String>,
    pub error: Option<Error>,
}

/// Where no error is given, the start succeeds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    pub method: String,
    pub request: Option<Value>,
    #[serde(default)]
    pub options: Map<String, Value>,
    #[serde(default)]
    pub foreign: Map<String, Value>,
    /// The client to use, if it is one of the case's own.
    pub by: Option<String>,
    /// The handle's name in later steps, whose `${name.workflow_id}` and `${name.run_id}` they may
    /// use.
    pub name: Option<String>,
    /// The id that the handle has; `<uuid>` stands for any UUID.
    pub workflow_id: Option<String>,
    /// Its run id.
    pub run_id: Option<String>,
    pub error: Option<Error>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handle {
    /// Of the start.
    pub name: String,
    /// Use a handle made anew by id, instead of the one that the start returned.
    #[serde(default)]
    pub by_id: bool,
    /// Of a handle by id, whether it also has the run id.
    #[serde(default)]
    pub by_run: bool,
    /// Other id than the start's.
    pub workflow_id: Option<String>,
    /// What a result holds, as Protobuf JSON.
    pub response: Option<Value>,
    /// Fields of the response that may be anything.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// What a description holds.
    #[serde(default)]
    pub description: Map<String, Value>,
    /// What the client is told about waiting: `deadline_ms`, `cancel_on_deadline`.
    #[serde(default)]
    pub options: Map<String, Value>,
    pub error: Option<Error>,
}

/// Where neither `response` nor `error` is given, what is sent answers nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// Of the start.
    pub name: String,
    /// Use a handle made anew by id.
    #[serde(default)]
    pub by_id: bool,
    /// `Board.Add`; of another package its full name.
    pub message: String,
    pub request: Option<Value>,
    /// Of an update: `update_id`, `stage`, `deadline_ms`.
    #[serde(default)]
    pub options: Map<String, Value>,
    /// Let the foreign client send it, by `name` and with `arguments`, payloads as they are.
    #[serde(default)]
    pub foreign: Map<String, Value>,
    /// Of a started update, its name in later steps, whose `${name.update_id}` they may use.
    pub update: Option<String>,
    /// Of a started update, the id that it has.
    pub update_id: Option<String>,
    pub response: Option<Value>,
    pub error: Option<Error>,
}

/// An update that was started.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    /// The update's name.
    pub update: String,
    /// Use a handle made anew by the ids of workflow and update.
    #[serde(default)]
    pub by_id: bool,
    #[serde(default)]
    pub options: Map<String, Value>,
    pub response: Option<Value>,
    pub error: Option<Error>,
}

/// A start with a signal or update.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithStart {
    pub method: String,
    pub request: Option<Value>,
    /// Of the start; those of the update too.
    #[serde(default)]
    pub options: Map<String, Value>,
    pub message: String,
    pub message_request: Option<Value>,
    /// The handle's name in later steps.
    pub name: Option<String>,
    pub workflow_id: Option<String>,
    pub run_id: Option<String>,
    /// Of the update.
    pub response: Option<Value>,
    pub error: Option<Error>,
}

/// Members of an error that are compared; those that a case does not name are not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Error {
    pub code: Option<String>,
    pub message: Option<String>,
    /// What the message has in it.
    pub contains: Option<String>,
    pub method: Option<String>,
    pub workflow_id: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub non_retryable: Option<bool>,
    /// How the workflow ended.
    pub outcome: Option<String>,
    /// The messages of what caused it, outermost first.
    pub causes: Option<Vec<String>>,
    /// The declared error's full name.
    pub declared: Option<String>,
    /// The declared error, as Protobuf JSON.
    pub detail: Option<Value>,
    /// Of a start with an update: whether the workflow runs although the call failed.
    pub started: Option<bool>,
}

/// The events of a history, without those of workflow tasks: exactly these types in this order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Of the start.
    pub name: Option<String>,
    pub workflow_id: Option<String>,
    /// Each an event type and members of its attributes; null says that a member is absent, and
    /// `<nothing>` that there is no payload, or only one that holds nothing.
    pub events: Vec<BTreeMap<String, Value>>,
}
