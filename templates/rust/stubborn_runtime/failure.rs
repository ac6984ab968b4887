// Between the SDK's failures and [`Error`].

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use temporalio_client::errors::{
    WorkflowGetResultError, WorkflowInteractionError, WorkflowStartError,
};
use temporalio_client::tonic::Status;
use temporalio_common::RetryPolicy;
use temporalio_common::data_converters::RawValue;
use temporalio_common::error::{
    ActivityExecutionError, ApplicationFailure, CancelExternalWorkflowError,
    ChildWorkflowExecutionError, ChildWorkflowStartError, OutgoingWorkflowError,
    WorkflowSignalError,
};
use temporalio_common::protos::temporal::api::common::v1::Payload;
use temporalio_common::protos::temporal::api::failure::v1::Failure;
use temporalio_common::protos::temporal::api::failure::v1::failure::FailureInfo;
use temporalio_workflow::{
    StartChildWorkflowExecutionFailedCause, WorkflowCancellationError, WorkflowTermination,
};

use super::cause;
use super::code::Code;
use super::codec::PAYLOAD_LIMIT;
use super::error::{Error, Outcome, Parts};

/// What is tried again of what does not say so itself.
#[derive(Clone, Copy)]
pub(super) enum Retries {
    /// Nothing.
    None,
    /// What may pass.
    Transient,
    /// Everything but what the schema calls final.
    All,
}

impl Retries {
    /// Of a method that the schema gives a retry or not.
    pub(super) fn of(policy: Option<RetryPolicy>) -> Self {
        policy.map_or(Self::None, |_| Self::Transient)
    }
}

/// A failure of these stubs on its way to the server: its message, and what it is caused by.
#[derive(Clone)]
pub(super) struct Thrown(Arc<Parts>);

impl Thrown {
    fn into_failure(self, retries: Retries) -> ApplicationFailure {
        let Parts {
            code,
            retryable,
            failure_type,
            declared,
            details,
            ..
        } = &*self.0;
        let transient = declared.map_or(code.is_transient(), |kind| !kind.non_retryable);
        let retryable = retryable.unwrap_or(match retries {
            Retries::None => false,
            Retries::Transient => transient,
            Retries::All => declared.is_none_or(|kind| !kind.non_retryable),
        });
        let failure_type = failure_type
            .clone()
            .unwrap_or_else(|| code.as_str().to_owned());
        let details = deliverable(details).then(|| RawValue::new(details.clone()));
        let cause = self
            .0
            .source
            .as_ref()
            .map(|source| cause::from_error(&**source));
        ApplicationFailure::builder(self)
            .type_name(failure_type)
            .non_retryable(!retryable)
            .maybe_details(details)
            .maybe_cause(cause.map(Box::new))
            .build()
    }
}

impl fmt::Display for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&cause::cut(&self.0.message))
    }
}

impl fmt::Debug for Thrown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl StdError for Thrown {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}

/// Whether details are few enough for the server not to drop the whole failure for them.
fn deliverable(details: &[Payload]) -> bool {
    let size: usize = details.iter().map(|detail| detail.data.len()).sum();
    !details.is_empty() && size <= PAYLOAD_LIMIT / 2
}

/// The failure that an error is on the wire.
pub(super) fn to_failure(error: Error, retries: Retries) -> ApplicationFailure {
    match error.into_parts() {
        (_, Some(passed)) => cause::shortened(*passed),
        (parts, None) => Thrown(parts).into_failure(retries),
    }
}

/// The message of an error that ends a workflow and that nobody gave a code to.
pub(super) fn ordinary(termination: &WorkflowTermination) -> Option<&str> {
    let WorkflowTermination::Failed(OutgoingWorkflowError::Application(failure)) = termination
    else {
        return None;
    };
    let thrown = failure.source_error().downcast_ref::<Thrown>()?;
    thrown.0.ordinary.then_some(&*thrown.0.message)
}

/// Ends the workflow with the error.
impl From<Error> for WorkflowTermination {
    fn from(error: Error) -> Self {
        let failure = match error.into_parts() {
            (_, Some(passed)) => *passed,
            (parts, None) => ApplicationFailure::new(Thrown(parts)),
        };
        Self::Failed(failure.into())
    }
}

/// How a workflow ends that its author ended with an error.
///
/// What the SDK would retry as a failed task ends the workflow, and failures of activities and child
/// workflows end it as themselves, not wrapped.
pub(super) fn settle(
    termination: WorkflowTermination,
    retries: Retries,
    cancelled: bool,
) -> WorkflowTermination {
    let WorkflowTermination::Failed(failure) = termination else {
        return termination;
    };
    let error = match failure {
        OutgoingWorkflowError::Application(failure) => {
            match failure.source_error().downcast_ref::<Thrown>() {
                Some(thrown) if cancelled && thrown.0.code == Code::Cancelled => {
                    return WorkflowTermination::cancelled();
                }
                Some(thrown) => return thrown.clone().into_failure(retries).into(),
                None => return cause::shortened(*failure).into(),
            }
        }
        OutgoingWorkflowError::ActivityExecution(error) => Error::from(*error),
        OutgoingWorkflowError::ChildWorkflowExecution(error) => Error::from(*error),
        OutgoingWorkflowError::ChildWorkflowStart(error) => Error::from(*error),
        OutgoingWorkflowError::WorkflowSignal(error) => Error::from(*error),
        OutgoingWorkflowError::CancelExternalWorkflow(error) => Error::from(*error),
        other => Error::unknown(other),
    };
    if cancelled && error.code() == Code::Cancelled {
        return WorkflowTermination::cancelled();
    }
    to_failure(error, retries).into()
}

/// What a handler or workflow that panicked fails with.
pub(super) fn from_panic(panic: &(dyn Any + Send)) -> Error {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("panicked");
    Error::new(Code::Internal, message)
}

/// The failure below those that only say where it happened.
fn innermost(failure: &Failure) -> &Failure {
    match (&failure.failure_info, &failure.cause) {
        (
            Some(
                FailureInfo::ActivityFailureInfo(_)
                | FailureInfo::ChildWorkflowExecutionFailureInfo(_)
                | FailureInfo::NexusOperationExecutionFailureInfo(_)
                | FailureInfo::NexusHandlerFailureInfo(_),
            ),
            Some(cause),
        ) => innermost(cause),
        _ => failure,
    }
}

pub(super) fn from_failure(failure: &Failure) -> Error {
    let failure = innermost(failure);
    let code = match &failure.failure_info {
        Some(FailureInfo::ApplicationFailureInfo(application)) => {
            Code::from_name(&application.r#type).unwrap_or(Code::Unknown)
        }
        Some(FailureInfo::TimeoutFailureInfo(_)) => Code::DeadlineExceeded,
        Some(FailureInfo::CanceledFailureInfo(_)) => Code::Cancelled,
        Some(FailureInfo::TerminatedFailureInfo(_)) => Code::Aborted,
        _ => Code::Unknown,
    };
    let mut error = Error::new(code, &*failure.message);
    let parts = error.parts_mut();
    parts.causes = cause::below(failure);
    if let Some(FailureInfo::ApplicationFailureInfo(application)) = &failure.failure_info {
        parts.retryable = Some(!application.non_retryable);
        parts.failure_type = Some(application.r#type.clone()).filter(|name| !name.is_empty());
        parts.details = application.details.clone().unwrap_or_default().payloads;
    }
    error
}

/// Of an error that is one of the SDK's failures, or else says what went wrong by itself.
fn from_sdk(
    failure: Option<&Failure>,
    otherwise: Code,
    source: impl StdError + Send + Sync + 'static,
) -> Error {
    let error = match failure {
        Some(failure) => from_failure(failure),
        None => Error::new(otherwise, source.to_string()),
    };
    error.with_source(source)
}

impl From<ActivityExecutionError> for Error {
    fn from(error: ActivityExecutionError) -> Self {
        let code = match &error {
            ActivityExecutionError::Cancelled(_) => Code::Cancelled,
            _ => Code::Internal,
        };
        from_sdk(error.failure().cloned().as_ref(), code, error)
    }
}

impl From<ChildWorkflowExecutionError> for Error {
    fn from(error: ChildWorkflowExecutionError) -> Self {
        let failure = error.failure().cloned();
        let outcome = failure.as_ref().map(outcome);
        from_sdk(failure.as_ref(), Code::Internal, error).with_outcome(outcome)
    }
}

/// How a child workflow ended, of its failure.
fn outcome(failure: &Failure) -> Outcome {
    let ended = failure
        .cause
        .as_ref()
        .and_then(|cause| cause.failure_info.as_ref());
    match ended {
        Some(FailureInfo::CanceledFailureInfo(_)) => Outcome::Canceled,
        Some(FailureInfo::TerminatedFailureInfo(_)) => Outcome::Terminated,
        Some(FailureInfo::TimeoutFailureInfo(_)) => Outcome::TimedOut,
        _ => Outcome::Failed,
    }
}

impl From<ChildWorkflowStartError> for Error {
    fn from(error: ChildWorkflowStartError) -> Self {
        let code = match &error {
            ChildWorkflowStartError::StartFailed { cause, .. } => match cause {
                StartChildWorkflowExecutionFailedCause::WorkflowAlreadyExists => {
                    Code::AlreadyExists
                }
                StartChildWorkflowExecutionFailedCause::NamespaceNotFound => Code::NotFound,
                _ => Code::Unknown,
            },
            _ => Code::Internal,
        };
        from_sdk(error.failure().cloned().as_ref(), code, error)
    }
}

impl From<WorkflowSignalError> for Error {
    fn from(error: WorkflowSignalError) -> Self {
        let code = match &error {
            WorkflowSignalError::NotFound(_) => Code::NotFound,
            _ => Code::Unknown,
        };
        from_sdk(None, code, error)
    }
}

impl From<CancelExternalWorkflowError> for Error {
    fn from(error: CancelExternalWorkflowError) -> Self {
        let code = match &error {
            CancelExternalWorkflowError::NotFound(_) => Code::NotFound,
            _ => Code::Unknown,
        };
        from_sdk(None, code, error)
    }
}

pub(super) fn from_status(status: &Status) -> Error {
    Error::new(Code::from_grpc(status.code() as i32), status.message())
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        from_status(&status).with_source(status)
    }
}

impl From<WorkflowStartError> for Error {
    fn from(error: WorkflowStartError) -> Self {
        let own = match &error {
            WorkflowStartError::AlreadyStarted { run_id, source } => {
                Self::new(Code::AlreadyExists, source.message()).in_run(run_id.as_deref())
            }
            WorkflowStartError::Rpc(status) => from_status(status),
            other => Self::new(Code::Unknown, other.to_string()),
        };
        own.with_source(error)
    }
}

impl From<WorkflowGetResultError> for Error {
    fn from(error: WorkflowGetResultError) -> Self {
        let (own, outcome) = match &error {
            WorkflowGetResultError::Failed(failed) => {
                (from_failure(failed.failure()), Some(Outcome::Failed))
            }
            WorkflowGetResultError::Cancelled { .. } => (
                Self::new(Code::Cancelled, error.to_string()),
                Some(Outcome::Canceled),
            ),
            WorkflowGetResultError::Terminated { .. } => (
                Self::new(Code::Aborted, error.to_string()),
                Some(Outcome::Terminated),
            ),
            WorkflowGetResultError::TimedOut => (
                Self::new(Code::DeadlineExceeded, error.to_string()),
                Some(Outcome::TimedOut),
            ),
            WorkflowGetResultError::ContinuedAsNew => (
                Self::new(Code::Unknown, error.to_string()),
                Some(Outcome::ContinuedAsNew),
            ),
            WorkflowGetResultError::NotFound(status) | WorkflowGetResultError::Rpc(status) => {
                (from_status(status), None)
            }
            WorkflowGetResultError::PayloadConversion(_) => {
                (Self::new(Code::Internal, error.to_string()), None)
            }
            other => (Self::new(Code::Unknown, other.to_string()), None),
        };
        own.with_outcome(outcome).with_source(error)
    }
}

impl From<WorkflowInteractionError> for Error {
    fn from(error: WorkflowInteractionError) -> Self {
        let own = match &error {
            WorkflowInteractionError::NotFound(status) | WorkflowInteractionError::Rpc(status) => {
                from_status(status)
            }
            WorkflowInteractionError::PayloadConversion(_) => {
                Self::new(Code::Internal, error.to_string())
            }
            other => Self::new(Code::Unknown, other.to_string()),
        };
        own.with_source(error)
    }
}

impl From<WorkflowCancellationError> for Error {
    fn from(error: WorkflowCancellationError) -> Self {
        Self::new(Code::Cancelled, error.to_string()).with_source(error)
    }
}
