// Calls that a workflow makes, as child workflows.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::time::Duration;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use temporalio_client::WorkflowIdReusePolicy;
use temporalio_common::data_converters::RawValue;
use temporalio_common::search_attributes::SearchAttributes;
use temporalio_common::{Priority, RetryPolicy, UntypedWorkflow};
use temporalio_workflow::{
    CancellableFutureWithReason, ChildWorkflowCancellationType, ChildWorkflowExecutionError,
    ChildWorkflowOptions, ExternalWorkflowHandle, ParentClosePolicy, WorkflowCancellationToken,
    WorkflowContext,
};

use super::client::{Execute, Started};
use super::code::Code;
use super::codec;
use super::error::Error;
use super::method::Method;
use super::text::checked_id;

/// A child call that gives a [`ChildHandle`].
pub type StartChild<M, W> = ChildCall<M, W, Started>;

/// A call that a workflow makes when it is awaited.
///
/// What is not set here is as the schema says. For `select!` and `join!`, which take futures, say
/// `into_future()`.
#[must_use = "nothing is called until it is awaited"]
pub struct ChildCall<M: Method, W, Then = Execute> {
    ctx: WorkflowContext<W>,
    request: M::Request,
    options: ChildWorkflowOptions,
    then: PhantomData<fn() -> Then>,
}

impl<M: Method, W: 'static, Then> ChildCall<M, W, Then> {
    /// A call with the schema's options.
    pub fn new(ctx: &WorkflowContext<W>, request: M::Request) -> Self {
        let defaults = M::defaults();
        let mut options = ChildWorkflowOptions::default();
        options.task_queue = Some(M::TASK_QUEUE.to_owned());
        options.id_reuse_policy = reuse(defaults.id_reuse_policy);
        options.execution_timeout = defaults.execution_timeout;
        options.run_timeout = defaults.run_timeout;
        options.task_timeout = defaults.task_timeout;
        options.retry_policy = defaults.retry_policy;
        options.parent_close_policy = defaults.parent_close_policy;
        options.cancel_type = defaults.cancellation_type;
        let rendered = M::rendered(&request, &|| ctx.uuid4());
        options.static_summary = rendered.summary;
        options.priority = rendered.priority;
        options.search_attributes = rendered.search_attributes;
        Self {
            ctx: ctx.clone(),
            request,
            options,
            then: PhantomData,
        }
    }

    /// The workflow id, instead of the schema's template or a random one.
    pub fn id(mut self, workflow_id: impl Into<String>) -> Self {
        self.options.workflow_id = Some(workflow_id.into());
        self
    }

    /// The queue that the workers poll.
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.options.task_queue = Some(task_queue.into());
        self
    }

    /// What to do where an ended workflow has the id.
    pub fn id_reuse_policy(mut self, policy: WorkflowIdReusePolicy) -> Self {
        self.options.id_reuse_policy = reuse(policy);
        self
    }

    /// Of the workflow, its retries and continuations.
    pub fn execution_timeout(mut self, timeout: Duration) -> Self {
        self.options.execution_timeout = Some(timeout);
        self
    }

    /// Of a run of the workflow.
    pub fn run_timeout(mut self, timeout: Duration) -> Self {
        self.options.run_timeout = Some(timeout);
        self
    }

    /// Of a task of the workflow.
    pub fn task_timeout(mut self, timeout: Duration) -> Self {
        self.options.task_timeout = Some(timeout);
        self
    }

    /// Of the workflow as a whole.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.options.retry_policy = Some(policy);
        self
    }

    /// What becomes of the child when this workflow ends first.
    pub fn parent_close_policy(mut self, policy: ParentClosePolicy) -> Self {
        self.options.parent_close_policy = policy;
        self
    }

    /// What this workflow waits for when it cancels the child.
    pub fn cancellation_type(mut self, cancellation_type: ChildWorkflowCancellationType) -> Self {
        self.options.cancel_type = cancellation_type;
        self
    }

    /// What cancels the child, instead of the cancellation of this workflow.
    pub fn cancellation_token(mut self, token: WorkflowCancellationToken) -> Self {
        self.options.cancellation_token = Some(token);
        self
    }

    /// Values that the workflow is found by.
    pub fn search_attributes(mut self, attributes: SearchAttributes) -> Self {
        self.options.search_attributes = Some(attributes);
        self
    }

    /// A line about the workflow, for people.
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.options.static_summary = Some(summary.into());
        self
    }

    /// Text about the workflow, for people.
    pub fn details(mut self, details: impl Into<String>) -> Self {
        self.options.static_details = Some(details.into());
        self
    }

    /// Which of the waiting workflows is next.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.options.priority = Some(priority);
        self
    }

    /// Whatever else the SDK takes.
    pub fn options(mut self, change: impl FnOnce(&mut ChildWorkflowOptions)) -> Self {
        change(&mut self.options);
        self
    }

    async fn start(self) -> Result<ChildHandle<M>, Error> {
        let Self {
            ctx,
            request,
            mut options,
            ..
        } = self;
        let workflow_id = match options.workflow_id.take() {
            Some(given) => given,
            None => M::workflow_id(&request, &|| ctx.uuid4()),
        };
        let workflow_id = checked_id(workflow_id).map_err(|error| error.of::<M>(""))?;
        options.workflow_id = Some(workflow_id.clone());

        let arguments =
            codec::encode_request::<M>(&request).map_err(|error| error.of::<M>(&workflow_id))?;
        let workflow = UntypedWorkflow::new(M::NAME);
        match ctx.start_child_workflow(workflow, arguments, options).await {
            Ok(child) => Ok(ChildHandle(ChildExecution {
                // The SDK gives up its own handle for the result.
                external: ctx.external_workflow(&workflow_id, None),
                workflow_id,
                run_id: child.run_id.clone(),
                result: Box::pin(child.result()),
                method: PhantomData,
            })),
            Err(error) => Err(Error::from(error).of::<M>(&workflow_id)),
        }
    }
}

fn reuse(policy: WorkflowIdReusePolicy) -> temporalio_workflow::WorkflowIdReusePolicy {
    use temporalio_workflow::WorkflowIdReusePolicy as Child;
    match policy {
        WorkflowIdReusePolicy::AllowDuplicateFailedOnly => Child::AllowDuplicateFailedOnly,
        WorkflowIdReusePolicy::RejectDuplicate => Child::RejectDuplicate,
        _ => Child::AllowDuplicate,
    }
}

impl<M: Method, W: 'static> IntoFuture for ChildCall<M, W, Execute> {
    type Output = Result<M::Reply, Error>;
    type IntoFuture = futures::future::Fuse<LocalBoxFuture<'static, Self::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        async move { self.start().await?.result().await }
            .boxed_local()
            .fuse()
    }
}

impl<M: Method, W: 'static> IntoFuture for ChildCall<M, W, Started> {
    type Output = Result<ChildHandle<M>, Error>;
    type IntoFuture = futures::future::Fuse<LocalBoxFuture<'static, Self::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        self.start().boxed_local().fuse()
    }
}

/// A started child workflow.
///
/// What every child has is on [`ChildExecution`], which this is read as; methods of the schema are on
/// the handle itself.
pub struct ChildHandle<M>(ChildExecution<M>);

impl<M> Deref for ChildHandle<M> {
    type Target = ChildExecution<M>;

    fn deref(&self) -> &ChildExecution<M> {
        &self.0
    }
}

impl<M> DerefMut for ChildHandle<M> {
    fn deref_mut(&mut self) -> &mut ChildExecution<M> {
        &mut self.0
    }
}

type ChildResult =
    dyn CancellableFutureWithReason<Output = Result<RawValue, ChildWorkflowExecutionError>>;

/// The workflow behind a [`ChildHandle`].
pub struct ChildExecution<M> {
    workflow_id: String,
    run_id: String,
    external: ExternalWorkflowHandle,
    result: Pin<Box<ChildResult>>,
    method: PhantomData<fn() -> M>,
}

impl<M: Method> ChildExecution<M> {
    /// The workflow id.
    pub fn workflow_id(&self) -> &str {
        &self.workflow_id
    }

    /// The run that was started.
    pub fn run_id(&self) -> &str {
        &self.run_id
    }

    /// The SDK's own handle to the workflow, which sends raw payloads.
    pub fn untyped(&self) -> &ExternalWorkflowHandle {
        &self.external
    }

    /// Waits for the reply, which is given once.
    ///
    /// # Errors
    ///
    /// If the child fails, or the reply was given before.
    pub async fn result(&mut self) -> Result<M::Reply, Error> {
        if self.result.is_terminated() {
            let error = Error::new(Code::FailedPrecondition, "the reply was given before");
            return Err(error.of::<M>(&self.workflow_id));
        }
        let reply = match (&mut self.result).await {
            Ok(result) => codec::decode_reply::<M>(&result),
            Err(error) => Err(Error::from(error)),
        };
        reply.map_err(|error| error.of::<M>(&self.workflow_id).in_run(Some(&self.run_id)))
    }

    /// Asks the child to end.
    pub fn cancel(&self, reason: impl Into<String>) {
        self.result.cancel_with_reason(reason.into());
    }
}
