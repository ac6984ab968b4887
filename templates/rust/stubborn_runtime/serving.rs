// Failures of queries and updates, which the SDK would send without type and details.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use futures::future::BoxFuture;
use temporalio_client::Client;
use temporalio_common::data_converters::{
    DataConverter, FailureConverter, PayloadCodec, PayloadConversionError, PayloadConverter,
    SerializationContextData,
};
use temporalio_common::error::{
    ApplicationFailure, IncomingError, OutgoingError, OutgoingWorkflowError,
};
use temporalio_common::protos::temporal::api::common::v1::Payload;
use temporalio_common::protos::temporal::api::failure::v1::Failure;
use temporalio_workflow::workflows::WorkflowError;

use super::code::Code;
use super::error::Error;
use super::failure::{Retries, to_failure};

/// A client for workers that are made without [`ServiceWorker`](super::ServiceWorker): with it, callers are
/// told the type and the details of an update's failure, and not its text alone.
#[must_use]
pub fn serving(mut client: Client) -> Client {
    let options = client.options_mut();
    let own = options.data_converter.clone();
    options.data_converter = DataConverter::new(
        own.payload_converter().clone(),
        Answers(own.clone()),
        Answers(own),
    );
    client
}

/// What a query or update fails with, on its way through the SDK.
pub(super) struct Refusal {
    failure: Mutex<Option<ApplicationFailure>>,
    /// What is left of it where only text is sent: the type, and the message.
    text: String,
}

impl Refusal {
    /// Of an update: it is sent whole.
    pub(super) fn of_update(error: Error) -> WorkflowError {
        Self::of(error, Some)
    }

    /// Of a query: callers are told no more than the text.
    pub(super) fn of_query(error: Error) -> WorkflowError {
        Self::of(error, |_| None)
    }

    fn of(
        error: Error,
        kept: impl FnOnce(ApplicationFailure) -> Option<ApplicationFailure>,
    ) -> WorkflowError {
        let failure = to_failure(error, Retries::None);
        let kind = failure.type_name().unwrap_or(Code::Unknown.as_str());
        WorkflowError::Execution(Box::new(Self {
            text: format!("{kind}: {failure}"),
            failure: Mutex::new(kept(failure)),
        }))
    }

    fn take(&self) -> Option<ApplicationFailure> {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.take()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Refusal {}

/// The user's own converter, but for failures of updates.
struct Answers(DataConverter);

impl FailureConverter for Answers {
    fn to_failure(
        &self,
        error: OutgoingError,
        converter: &PayloadConverter,
        context: &SerializationContextData,
    ) -> Failure {
        let own = self.0.failure_converter();
        let error = match error {
            OutgoingError::Workflow(OutgoingWorkflowError::Application(failure)) => {
                let refusal = failure
                    .source_error()
                    .downcast_ref()
                    .and_then(Refusal::take);
                OutgoingError::from(OutgoingWorkflowError::Application(
                    refusal.map_or(failure, Box::new),
                ))
            }
            other => other,
        };
        own.to_failure(error, converter, context)
    }

    fn to_error(
        &self,
        failure: Failure,
        converter: &PayloadConverter,
        context: &SerializationContextData,
    ) -> Result<IncomingError, PayloadConversionError> {
        let own = self.0.failure_converter();
        own.to_error(failure, converter, context)
    }
}

impl PayloadCodec for Answers {
    fn encode(
        &self,
        context: &SerializationContextData,
        payloads: Vec<Payload>,
    ) -> BoxFuture<'static, Result<Vec<Payload>, PayloadConversionError>> {
        self.0.codec().encode(context, payloads)
    }

    fn decode(
        &self,
        context: &SerializationContextData,
        payloads: Vec<Payload>,
    ) -> BoxFuture<'static, Result<Vec<Payload>, PayloadConversionError>> {
        self.0.codec().decode(context, payloads)
    }
}
