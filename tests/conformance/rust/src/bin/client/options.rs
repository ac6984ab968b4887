//! Overrides of one call.

use std::time::Duration;

use conformance_programs::stubs::stubborn_runtime as rt;
use serde::Deserialize;

/// What is absent is not passed on.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Options {
    workflow_id: Option<String>,
    task_queue: Option<String>,
    id_reuse_policy: Option<ReusePolicy>,
    id_conflict_policy: Option<ConflictPolicy>,
    execution_timeout_ms: Option<u64>,
    run_timeout_ms: Option<u64>,
    task_timeout_ms: Option<u64>,
    retry: Option<Retry>,
    pub update_id: Option<String>,
    pub stage: Option<Stage>,
    #[serde(flatten)]
    pub deadline: Deadline,
}

/// How long to wait for a reply.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Deadline {
    deadline_ms: Option<u64>,
    #[serde(default)]
    cancel_on_deadline: bool,
}

/// What the start of an update waits for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    Accepted,
    Completed,
}

impl From<Stage> for rt::UpdateStage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Accepted => Self::Accepted,
            Stage::Completed => Self::Completed,
        }
    }
}

impl Deadline {
    pub fn within(self) -> Option<Duration> {
        self.deadline_ms.map(Duration::from_millis)
    }

    /// Sets it on a call.
    pub fn set<M: rt::Method>(self, mut call: rt::Call<M>) -> rt::Call<M> {
        if let Some(deadline) = self.deadline_ms {
            call = call.deadline(Duration::from_millis(deadline));
        }
        if self.cancel_on_deadline { call.cancel_on_deadline() } else { call }
    }

    /// Sets it on what waits for a started call.
    pub fn set_waiting<M: rt::Method>(self, mut waiting: rt::Waiting<M>) -> rt::Waiting<M> {
        if let Some(deadline) = self.deadline_ms {
            waiting = waiting.deadline(Duration::from_millis(deadline));
        }
        if self.cancel_on_deadline { waiting.cancel_on_deadline() } else { waiting }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ReusePolicy {
    AllowDuplicate,
    AllowDuplicateFailedOnly,
    RejectDuplicate,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ConflictPolicy {
    Fail,
    UseExisting,
    TerminateExisting,
}

#[derive(Clone, Debug, Deserialize)]
struct Retry {
    initial_interval_ms: Option<u64>,
    backoff_coefficient: Option<f64>,
    maximum_interval_ms: Option<u64>,
    maximum_attempts: Option<u32>,
    #[serde(default)]
    non_retryable_error_types: Vec<String>,
}

impl Options {
    /// Sets them on a call.
    pub fn set<M: rt::Method, Then>(self, mut call: rt::Call<M, Then>) -> rt::Call<M, Then> {
        if let Some(id) = self.workflow_id {
            call = call.id(id);
        }
        if let Some(task_queue) = self.task_queue {
            call = call.task_queue(task_queue);
        }
        if let Some(policy) = self.id_reuse_policy {
            call = call.id_reuse_policy(policy.into());
        }
        if let Some(policy) = self.id_conflict_policy {
            call = call.id_conflict_policy(policy.into());
        }
        if let Some(timeout) = self.execution_timeout_ms {
            call = call.execution_timeout(Duration::from_millis(timeout));
        }
        if let Some(timeout) = self.run_timeout_ms {
            call = call.run_timeout(Duration::from_millis(timeout));
        }
        if let Some(timeout) = self.task_timeout_ms {
            call = call.task_timeout(Duration::from_millis(timeout));
        }
        if let Some(retry) = self.retry {
            call = call.retry_policy(retry.into());
        }
        call
    }
}

impl From<ReusePolicy> for rt::WorkflowIdReusePolicy {
    fn from(policy: ReusePolicy) -> Self {
        match policy {
            ReusePolicy::AllowDuplicate => Self::AllowDuplicate,
            ReusePolicy::AllowDuplicateFailedOnly => Self::AllowDuplicateFailedOnly,
            ReusePolicy::RejectDuplicate => Self::RejectDuplicate,
        }
    }
}

impl From<ConflictPolicy> for rt::WorkflowIdConflictPolicy {
    fn from(policy: ConflictPolicy) -> Self {
        match policy {
            ConflictPolicy::Fail => Self::Fail,
            ConflictPolicy::UseExisting => Self::UseExisting,
            ConflictPolicy::TerminateExisting => Self::TerminateExisting,
        }
    }
}

impl From<Retry> for rt::RetryPolicy {
    fn from(retry: Retry) -> Self {
        Self::builder()
            .maybe_initial_interval(retry.initial_interval_ms.map(Duration::from_millis))
            .maybe_backoff_coefficient(retry.backoff_coefficient)
            .maybe_maximum_interval(retry.maximum_interval_ms.map(Duration::from_millis))
            .maybe_maximum_attempts(retry.maximum_attempts)
            .non_retryable_error_types(retry.non_retryable_error_types)
            .build()
    }
}
