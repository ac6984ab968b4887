// What the schema says of a method, for the calls to it.

use std::time::Duration;

use prost::Message;
use temporalio_client::{WorkflowIdConflictPolicy, WorkflowIdReusePolicy};
use temporalio_common::{Priority, RetryPolicy};
use temporalio_workflow::{
    ActivityCancellationType, ChildWorkflowCancellationType, ParentClosePolicy,
};

use super::declared::ErrorKind;
use super::rendered::Rendered;

/// An rpc of the schema, as a type. The stubs make one an rpc.
pub trait Rpc: Send + Sync + 'static {
    /// Without fields for `google.protobuf.Empty`.
    type Request: Message + Default + 'static;
    /// Without fields for `google.protobuf.Empty`.
    type Reply: Message + Default + 'static;

    /// What it is called on the wire: of a method, the workflow type.
    const NAME: &'static str;
    /// The full name of the request's message.
    const REQUEST: &'static str;
    /// The full name of the reply's message.
    const REPLY: &'static str;
    /// The errors that callers can tell apart.
    const ERRORS: &'static [ErrorKind] = &[];
}

/// An rpc whose calls are workflows.
pub trait Method: Rpc {
    /// Other workflow types under which workers serve it.
    const ALIASES: &'static [&'static str] = &[];
    /// Where its workers poll.
    const TASK_QUEUE: &'static str;
    /// What its workflows can be told while they run, by their names on the wire.
    const SIGNALS: &'static [&'static str] = &[];
    /// What they can be asked.
    const QUERIES: &'static [&'static str] = &[];
    /// What they can be told with an answer.
    const UPDATES: &'static [&'static str] = &[];

    /// The workflow id of a call that gives none.
    fn workflow_id(_: &Self::Request, uuid: NewUuid<'_>) -> String {
        format!("{}/{}", Self::NAME, uuid())
    }

    /// How a call starts that does not say otherwise.
    fn defaults() -> Defaults {
        Defaults::default()
    }

    /// What the server keeps and shows of a call with a request.
    fn rendered(_: &Self::Request, _: NewUuid<'_>) -> Rendered {
        Rendered::default()
    }

    /// What a start by a signal or update does where a running workflow has the id.
    fn with_start_conflict_policy() -> WorkflowIdConflictPolicy {
        WorkflowIdConflictPolicy::UseExisting
    }
}

/// Makes a random UUID; inside a workflow one that is the same when it is replayed.
pub type NewUuid<'a> = &'a dyn Fn() -> String;

/// How calls of a method start.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// What to do where an ended workflow has the id.
    pub id_reuse_policy: WorkflowIdReusePolicy,
    /// What to do where a running workflow has the id.
    pub id_conflict_policy: WorkflowIdConflictPolicy,
    /// Of the workflow, its retries and continuations.
    pub execution_timeout: Option<Duration>,
    /// Of a run of the workflow.
    pub run_timeout: Option<Duration>,
    /// Of a task of the workflow.
    pub task_timeout: Option<Duration>,
    /// Of the workflow as a whole.
    pub retry_policy: Option<RetryPolicy>,
    /// Whether a worker that shares the client's connection may take the first task at once.
    pub eager_start: bool,
    /// What becomes of a child when its parent ends first.
    pub parent_close_policy: ParentClosePolicy,
    /// What a parent waits for when it cancels a child.
    pub cancellation_type: ChildWorkflowCancellationType,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            id_reuse_policy: WorkflowIdReusePolicy::AllowDuplicate,
            id_conflict_policy: WorkflowIdConflictPolicy::Fail,
            execution_timeout: None,
            run_timeout: None,
            task_timeout: None,
            retry_policy: None,
            eager_start: false,
            parent_close_policy: ParentClosePolicy::default(),
            cancellation_type: ChildWorkflowCancellationType::default(),
        }
    }
}

/// A method that is answered by a function, which a workflow of these stubs runs as an activity.
pub trait HandlerMethod: Method {
    /// The activity type, where it is not that of the workflow.
    const ACTIVITY_TYPE: Option<&'static str> = None;

    /// How the function is run.
    fn options(_: NewUuid<'_>) -> HandlerOptions;
}

/// How a handler is run.
#[derive(Clone, Debug)]
pub struct HandlerOptions {
    /// As a local activity, in the workflow's own worker.
    pub local: bool,
    /// Where its workers poll; that of the workflow where there is none.
    pub task_queue: Option<&'static str>,
    /// Of one attempt.
    pub start_to_close_timeout: Duration,
    /// Of all attempts.
    pub schedule_to_close_timeout: Option<Duration>,
    /// Until a worker takes it.
    pub schedule_to_start_timeout: Option<Duration>,
    /// Between two heartbeats.
    pub heartbeat_timeout: Option<Duration>,
    /// Where there is none, nothing that the handler answers is retried, only lost attempts are.
    pub retry_policy: Option<RetryPolicy>,
    /// What the workflow waits for when it is cancelled.
    pub cancellation_type: ActivityCancellationType,
    /// Which of the waiting functions is next.
    pub priority: Option<Priority>,
    /// A line about it, for people.
    pub summary: Option<String>,
}

impl HandlerOptions {
    /// With the one timeout that every handler has.
    pub fn new(start_to_close_timeout: Duration) -> Self {
        Self {
            local: false,
            task_queue: None,
            start_to_close_timeout,
            schedule_to_close_timeout: None,
            schedule_to_start_timeout: None,
            heartbeat_timeout: None,
            retry_policy: None,
            cancellation_type: ActivityCancellationType::default(),
            priority: None,
            summary: None,
        }
    }
}
