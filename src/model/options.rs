//! What workflows and activities have in common.

use std::time::Duration;

use super::Template;

/// Unset values are the server's defaults: one second, 2.0, a hundred times the first interval, no
/// limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retry {
    pub initial_interval: Option<Duration>,
    pub backoff_coefficient: Option<f64>,
    pub maximum_interval: Option<Duration>,
    pub maximum_attempts: Option<u32>,
    pub non_retryable_error_types: Vec<String>,
}

/// What a start does when an ended workflow has the id. The default is the server's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdReusePolicy {
    #[default]
    AllowDuplicate,
    AllowDuplicateFailedOnly,
    RejectDuplicate,
}

/// What a start does when a running workflow has the id. The default fails in every language alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdConflictPolicy {
    #[default]
    Fail,
    UseExisting,
    TerminateExisting,
}

/// What becomes of a child when its parent ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParentClosePolicy {
    Terminate,
    Abandon,
    RequestCancel,
}

/// What the cancellation of a workflow does to its activity or child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancellationType {
    /// Ask it to stop, and go on at once.
    TryCancel,
    /// Ask it to stop, and wait until it has.
    WaitCompleted,
    /// Do not ask; go on at once.
    Abandon,
}

/// What a worker deployment does with running workflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersioningBehavior {
    /// They end on the version that they began on.
    Pinned,
    /// They move to the current one.
    AutoUpgrade,
}

/// A value that is kept with a workflow and shown, but not searched.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoField {
    pub name: String,
    /// Written as a JSON string, `json/plain`.
    pub value: Template,
}

/// Which of a queue's tasks go first.
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    /// 1, the most urgent, to 5. Unset is inherited, and at the root the server's 3.
    pub key: Option<u32>,
    /// Tasks of one key share capacity by weight: at most 64 bytes, rendered.
    pub fairness_key: Option<Template>,
    /// From 0.001 to 1000. Unset is the server's 1.
    pub fairness_weight: Option<f32>,
}
