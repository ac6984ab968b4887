// Workflows that go on as a new run.

use std::time::Duration;

use temporalio_common::UntypedWorkflow;
use temporalio_workflow::workflows::WorkflowImplementation;
use temporalio_workflow::{ContinueAsNewOptions, WorkflowContext, WorkflowTermination};

use super::codec;
use super::method::Method;

/// How a workflow ends that goes on as a new run: `Err(client.continue_register(request))?`.
///
/// What is not set here is as it was, or, of another method than the workflow's own, as the schema says.
#[must_use = "nothing goes on until the workflow ends with it"]
pub struct ContinueAsNew<M: Method, W> {
    ctx: WorkflowContext<W>,
    request: M::Request,
    options: ContinueAsNewOptions,
}

impl<M: Method, W> ContinueAsNew<M, W> {
    /// After the workflow of a context.
    pub fn new(ctx: &WorkflowContext<W>, request: M::Request) -> Self {
        let mut options = ContinueAsNewOptions::default();
        let info = ctx.info();
        let current = info.workflow_type();
        if current != M::NAME && !M::ALIASES.contains(&current) {
            options.workflow_type = Some(M::NAME.to_owned());
            options.task_queue = Some(M::TASK_QUEUE.to_owned());
            let defaults = M::defaults();
            options.run_timeout = defaults.run_timeout;
            options.task_timeout = defaults.task_timeout;
            options.retry_policy = defaults.retry_policy;
        } else {
            options.run_timeout = info.run_timeout();
            options.task_timeout = info.task_timeout();
        }
        Self {
            ctx: ctx.clone(),
            request,
            options,
        }
    }

    /// The queue that the workers poll.
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.options.task_queue = Some(task_queue.into());
        self
    }

    /// Of the new run.
    pub fn run_timeout(mut self, timeout: Duration) -> Self {
        self.options.run_timeout = Some(timeout);
        self
    }

    /// Of a task of the new run.
    pub fn task_timeout(mut self, timeout: Duration) -> Self {
        self.options.task_timeout = Some(timeout);
        self
    }

    /// Whatever else the SDK takes: memo, search attributes, retries, versioning, a pause before the run.
    pub fn options(mut self, change: impl FnOnce(&mut ContinueAsNewOptions)) -> Self {
        change(&mut self.options);
        self
    }
}

impl<M, W> From<ContinueAsNew<M, W>> for WorkflowTermination
where
    M: Method,
    W: WorkflowImplementation<Run = UntypedWorkflow>,
{
    fn from(next: ContinueAsNew<M, W>) -> Self {
        let ContinueAsNew {
            ctx,
            request,
            options,
        } = next;
        let arguments = match codec::encode_request::<M>(&request) {
            Ok(arguments) => arguments,
            Err(error) => return error.of::<M>(ctx.workflow_id()).into(),
        };
        match ctx.continue_as_new(arguments, options) {
            Err(termination) => termination,
            Ok(never) => match never {},
        }
    }
}
