// Between the SDK's errors of queries and updates and [`Error`].

use temporalio_client::errors::{
    WorkflowQueryError, WorkflowUpdateError, WorkflowUpdateWithStartError,
};
use temporalio_common::protos::temporal::api::errordetails::v1::QueryFailedFailure;
use temporalio_common::protos::temporal::api::failure::v1::failure::FailureInfo;
use temporalio_common::protos::utilities::decode_status_detail;

use super::code::Code;
use super::error::Error;
use super::failure::{from_failure, from_status};

impl From<WorkflowQueryError> for Error {
    fn from(error: WorkflowQueryError) -> Self {
        let own = match &error {
            WorkflowQueryError::Rpc(status)
                if decode_status_detail::<QueryFailedFailure>(status.details()).is_some() =>
            {
                from_answer(status.message())
            }
            WorkflowQueryError::NotFound(status) | WorkflowQueryError::Rpc(status) => {
                from_status(status)
            }
            WorkflowQueryError::Rejected { .. } => {
                Self::new(Code::FailedPrecondition, error.to_string())
            }
            WorkflowQueryError::PayloadConversion(_) => {
                Self::new(Code::Internal, error.to_string())
            }
            other => Self::new(Code::Unknown, other.to_string()),
        };
        own.with_source(error)
    }
}

/// Of a failure that is known by its text alone.
fn from_answer(text: &str) -> Error {
    let known = text.split_once(": ");
    match known.and_then(|(name, message)| Some((Code::from_name(name)?, message))) {
        Some((code, message)) => Error::new(code, message).with_retryable(false),
        None => Error::new(Code::Unknown, text),
    }
}

impl From<WorkflowUpdateError> for Error {
    fn from(error: WorkflowUpdateError) -> Self {
        let own = match &error {
            WorkflowUpdateError::Failed(failure) => match &failure.failure_info {
                // By a worker whose client is not one that is `serving`.
                Some(FailureInfo::ApplicationFailureInfo(application))
                    if application.r#type.is_empty() =>
                {
                    from_answer(&failure.message)
                }
                _ => from_failure(failure),
            },
            WorkflowUpdateError::NotFound(status) | WorkflowUpdateError::Rpc(status) => {
                from_status(status)
            }
            WorkflowUpdateError::PayloadConversion(_) => {
                Self::new(Code::Internal, error.to_string())
            }
            other => Self::new(Code::Unknown, other.to_string()),
        };
        own.with_source(error)
    }
}

impl From<WorkflowUpdateWithStartError> for Error {
    fn from(error: WorkflowUpdateWithStartError) -> Self {
        match error {
            WorkflowUpdateWithStartError::Start(error) => error.into(),
            WorkflowUpdateWithStartError::Update(error) => error.into(),
            WorkflowUpdateWithStartError::Rpc(status) => status.into(),
            other => Self::new(Code::Unknown, other.to_string()).with_source(other),
        }
    }
}
