//! What methods are.

use std::sync::Arc;
use std::time::Duration;

use super::{
    CancellationType, IdConflictPolicy, IdReusePolicy, MemoField, Method, ParentClosePolicy, Priority, Retry,
    SearchAttribute, Source, Template, VersioningBehavior,
};
use crate::diagnostic::Place;

/// What a method is that callers start.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The worker's author writes the workflow.
    Workflow(Workflow),
    /// The worker's author writes a function; the workflow around it is generated.
    Handler { workflow: Workflow, activity: Box<Activity> },
}

/// How a call starts. Nothing that is unset here is sent, except ids and their policies.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The workflow type on the wire.
    pub name: String,
    /// Other types under which workers serve it.
    pub aliases: Vec<String>,
    pub task_queue: String,
    /// `{$workflow_type}/{$uuid}` where the schema says nothing.
    pub id: Template,
    pub id_reuse_policy: IdReusePolicy,
    pub id_conflict_policy: IdConflictPolicy,
    /// Unset is not sent; an explicit zero is.
    pub execution_timeout: Option<Duration>,
    pub run_timeout: Option<Duration>,
    pub task_timeout: Option<Duration>,
    pub retry: Option<Retry>,
    /// Of a client's start; a child has none, and a signal or update ends it early.
    pub start_delay: Option<Duration>,
    /// Of a client's start: ask for the first task in the answer to the start. Only a client that
    /// shares its process and connection with a worker has anything of it; for others it is no error.
    pub eager_start: Option<bool>,
    pub search_attributes: Vec<SearchAttribute>,
    pub memo: Vec<MemoField>,
    /// What the web UI shows of it.
    pub summary: Option<Template>,
    pub priority: Option<Priority>,
    /// What a worker of a deployment does with running workflows when it is replaced. Unset is the
    /// worker's own default.
    pub versioning_behavior: Option<VersioningBehavior>,
    /// As a child: what becomes of it when its parent ends. Unset is the server's, terminate.
    pub parent_close_policy: Option<ParentClosePolicy>,
    /// As a child: what its parent's cancellation does. Unset is the SDK's own default.
    pub cancellation_type: Option<CancellationType>,
    /// What can be sent to it while it runs; nothing for a handler.
    pub signals: Vec<Taken<Signal>>,
    pub queries: Vec<Taken<Query>>,
    pub updates: Vec<Taken<Update>>,
}

/// A message that a workflow takes, declared by this service or another.
#[derive(Clone, Debug)]
pub struct Taken<K> {
    pub method: Arc<Method<K>>,
    /// The full name of the service that declares it.
    pub service: String,
    /// The file that declares it, which need not be one that is generated for.
    pub source: Arc<Source>,
    /// Also offer the call that starts the workflow and sends this in one step; never for a query. Its
    /// conflict policy is `Method::with_start_conflict_policy`.
    pub start: bool,
    /// Where the workflow lists it.
    pub place: Place,
}

/// How a handler's function or an activity runs.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The activity type on the wire, where the schema gives one. Otherwise it is, of an activity, the
    /// method's full name; of a handler, the type of the workflow that runs it, aliases included, so
    /// that calls begun under an alias replay.
    pub name: Option<String>,
    /// Unset is the queue of the workflow that calls it. Never set for a local one.
    pub task_queue: Option<String>,
    /// As a local activity: of a handler, always; of an activity, what the call does unless it says
    /// otherwise.
    pub local: bool,
    /// Always set for a handler; an activity has this one or `schedule_to_close_timeout`.
    pub start_to_close_timeout: Option<Duration>,
    pub schedule_to_close_timeout: Option<Duration>,
    pub schedule_to_start_timeout: Option<Duration>,
    pub heartbeat_timeout: Option<Duration>,
    /// Of a handler where unset, nothing that it answers is retried, only attempts that were lost. Of
    /// an activity, the server's default: again and again, unless the error says otherwise.
    pub retry: Option<Retry>,
    /// What its workflow's cancellation does. Unset is the SDK's own default; of a handler, to wait.
    pub cancellation_type: Option<CancellationType>,
    /// Unset is its workflow's.
    pub priority: Option<Priority>,
    /// What the web UI shows of it; a handler's has no fields in it.
    pub summary: Option<Template>,
}

impl Method<Activity> {
    /// The activity type on the wire.
    pub fn activity_type(&self) -> &str {
        self.kind.name.as_deref().unwrap_or(&self.full_name)
    }
}

/// Something that a running workflow is told, without an answer.
#[derive(Clone, Debug)]
pub struct Signal {
    /// On the wire.
    pub name: String,
}

/// Something that a workflow is asked, without changing it.
#[derive(Clone, Debug)]
pub struct Query {
    /// On the wire.
    pub name: String,
}

/// Something that a running workflow is told, with an answer.
#[derive(Clone, Debug)]
pub struct Update {
    /// On the wire.
    pub name: String,
    /// The update's id, `{$uuid}` where the schema says nothing: a second update of one id to the same
    /// run is the same update.
    pub id: Template,
    /// The worker's author also writes a validator, which can refuse it before anything is recorded.
    pub validate: bool,
    /// What a start of it waits for, unless the call says otherwise; to execute is to wait for
    /// completion. The schema's default is acceptance.
    pub wait_for_stage: UpdateStage,
}

/// How far an update has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UpdateStage {
    #[default]
    Accepted,
    Completed,
}
