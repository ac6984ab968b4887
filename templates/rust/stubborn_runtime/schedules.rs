// What schedules do to call a method.

use temporalio_client::schedules::ScheduleAction;
use temporalio_common::UntypedWorkflow;

use super::codec;
use super::error::Error;
use super::method::Method;
use super::text::checked_id;

/// A call that a schedule makes, for the SDK's `client.create_schedule`.
///
/// The SDK gives such calls no more than an id and a queue: they have neither timeouts nor retries, and
/// nothing of what the schema says of memo, search attributes, summary and priority.
#[must_use = "it is the action of a schedule"]
pub struct ScheduledCall<M: Method> {
    request: M::Request,
    workflow_id: Option<String>,
    task_queue: String,
}

impl<M: Method> ScheduledCall<M> {
    /// On the queue of the schema.
    pub fn new(request: M::Request) -> Self {
        Self {
            request,
            workflow_id: None,
            task_queue: M::TASK_QUEUE.to_owned(),
        }
    }

    /// The workflow id, instead of the schema's template or a random one; the server adds the time.
    pub fn id(mut self, workflow_id: impl Into<String>) -> Self {
        self.workflow_id = Some(workflow_id.into());
        self
    }

    /// The queue that the workers poll.
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.task_queue = task_queue.into();
        self
    }

    /// The action.
    ///
    /// # Errors
    ///
    /// If the request cannot be sent, or the id is none.
    pub fn action(self) -> Result<ScheduleAction, Error> {
        let given = self.workflow_id;
        let id = given
            .unwrap_or_else(|| M::workflow_id(&self.request, &|| uuid::Uuid::new_v4().to_string()));
        let id = checked_id(id).map_err(|error| error.of::<M>(""))?;
        let arguments =
            codec::encode_request::<M>(&self.request).map_err(|error| error.of::<M>(&id))?;
        let workflow = UntypedWorkflow::new(M::NAME);
        Ok(ScheduleAction::start_workflow(
            workflow,
            arguments,
            self.task_queue,
            id,
        ))
    }
}
