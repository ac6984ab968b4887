// What led to a failure: its chain of causes, as it is sent and read, and made to fit what can be sent.

use std::error::Error as StdError;
use std::fmt;

use temporalio_client::errors::WorkflowGetResultError;
use temporalio_common::data_converters::{
    DefaultFailureConverter, FailureConverter, PayloadConverter, RawValue, SerializationContextData,
};
use temporalio_common::error::{
    ActivityExecutionError, ApplicationFailure, CancelExternalWorkflowError,
    ChildWorkflowExecutionError, ChildWorkflowStartError, IncomingError, OutgoingWorkflowError,
    WorkflowSignalError,
};
use temporalio_common::protos::temporal::api::failure::v1::failure::FailureInfo;
use temporalio_common::protos::temporal::api::failure::v1::{ApplicationFailureInfo, Failure};

use super::error::{Cause, Error, chain};

/// What is sent of a message.
const LONGEST_MESSAGE: usize = 32_768;

/// A message that is short enough to be sent.
pub(super) fn cut(message: &str) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => {
            let more = message[end..].chars().count();
            format!("{} … ({more} characters more)", &message[..end])
        }
        None => message.to_owned(),
    }
}

/// The failure that an error is as a cause of another.
pub(super) fn from_error(error: &(dyn StdError + 'static)) -> IncomingError {
    let links: Vec<_> = chain(error).collect();
    let failure = links.into_iter().rev().fold(None, |cause, error| {
        // Which is shown as itself.
        if error
            .downcast_ref::<Error>()
            .is_some_and(|error| error.passed().is_some())
        {
            return cause;
        }
        Some(link(error, cause))
    });
    incoming(failure.unwrap_or_default())
}

/// A failure in the SDK's clothes, in which it is sent as it is.
fn incoming(failure: Failure) -> IncomingError {
    let message = Text(failure.message.clone());
    IncomingError::Application(
        ApplicationFailure::builder(message)
            .failure(failure)
            .build(),
    )
}

fn link(error: &(dyn StdError + 'static), cause: Option<Failure>) -> Failure {
    if let Some(failure) = sent(error) {
        return fitting(failure);
    }
    let mut application = ApplicationFailureInfo::default();
    let mut message = error.to_string();
    if let Some(own) = error.downcast_ref::<Error>() {
        let code = own.code().as_str();
        application.r#type = own.failure_type().unwrap_or(code).to_owned();
        application.non_retryable = own.retryable() == Some(false);
        own.message().clone_into(&mut message);
    } else if let Some(failure) = error.downcast_ref::<ApplicationFailure>() {
        application.r#type = failure.type_name().unwrap_or_default().to_owned();
        application.non_retryable = failure.is_non_retryable();
    }
    Failure {
        message: cut(&message),
        cause: cause.map(Box::new),
        failure_info: Some(FailureInfo::ApplicationFailureInfo(application)),
        ..Failure::default()
    }
}

/// The failure that an error of the SDK was made from.
fn sent(error: &(dyn StdError + 'static)) -> Option<Failure> {
    if let Some(error) = error.downcast_ref::<ActivityExecutionError>() {
        error.failure().cloned()
    } else if let Some(error) = error.downcast_ref::<ChildWorkflowExecutionError>() {
        error.failure().cloned()
    } else if let Some(error) = error.downcast_ref::<ChildWorkflowStartError>() {
        error.failure().cloned()
    } else if let Some(error) = error.downcast_ref::<WorkflowSignalError>() {
        error.failure().cloned()
    } else if let Some(error) = error.downcast_ref::<CancelExternalWorkflowError>() {
        error.failure().cloned()
    } else if let Some(WorkflowGetResultError::Failed(error)) = error.downcast_ref() {
        Some(error.failure().clone())
    } else {
        None
    }
}

/// Whether an error is a failure of the SDK's, made by it or by the program.
pub(super) fn is_failure(error: &(dyn StdError + 'static)) -> bool {
    error.is::<ApplicationFailure>() || sent(error).is_some()
}

fn fitting(failure: Failure) -> Failure {
    Failure {
        message: cut(&failure.message),
        cause: failure.cause.map(|cause| Box::new(fitting(*cause))),
        ..failure
    }
}

/// A failure that the program made, with nothing in it too long to be sent.
pub(super) fn shortened(failure: ApplicationFailure) -> ApplicationFailure {
    if chain(&failure).all(|error| error.to_string().len() <= LONGEST_MESSAGE) {
        return failure;
    }
    let next_retry_delay = failure.next_retry_delay();
    let category = failure.category();
    let whole = DefaultFailureConverter::default().to_failure(
        OutgoingWorkflowError::from(failure).into(),
        &PayloadConverter::default(),
        &SerializationContextData::None,
    );
    let Failure {
        message,
        cause,
        failure_info,
        ..
    } = fitting(whole);
    let application = match failure_info {
        Some(FailureInfo::ApplicationFailureInfo(application)) => application,
        _ => ApplicationFailureInfo::default(),
    };
    ApplicationFailure::builder(Text(message))
        .type_name(application.r#type)
        .non_retryable(application.non_retryable)
        .maybe_next_retry_delay(next_retry_delay)
        .category(category)
        .maybe_details(
            application
                .details
                .map(|details| RawValue::new(details.payloads)),
        )
        .maybe_cause(cause.map(|cause| Box::new(incoming(*cause))))
        .build()
}

/// The causes of a failure. One that only repeats the failure above it, to give it a code, is left out.
pub(super) fn below(failure: &Failure) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut above = failure;
    while let Some(cause) = above.cause.as_deref() {
        if let Some(FailureInfo::ApplicationFailureInfo(application)) = &cause.failure_info
            && !(is_application(above) && above.message == cause.message)
        {
            causes.push(Cause {
                failure_type: Some(application.r#type.clone()).filter(|name| !name.is_empty()),
                message: cause.message.clone(),
            });
        }
        above = cause;
    }
    causes
}

fn is_application(failure: &Failure) -> bool {
    matches!(
        &failure.failure_info,
        Some(FailureInfo::ApplicationFailureInfo(_))
    )
}

/// A message as an error.
#[derive(Debug)]
struct Text(String);

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Text {}
