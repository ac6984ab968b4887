// Calls of a service.

use std::future::IntoFuture;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::{
    Client, Priority, WorkflowIdConflictPolicy, WorkflowIdReusePolicy, WorkflowStartOptions,
};
use temporalio_common::search_attributes::SearchAttributes;
use temporalio_common::{MemoValues, RetryPolicy, UntypedWorkflow};

use super::codec;
use super::error::Error;
use super::handle::{Handle, handle_to};
use super::method::{Defaults, Method};
use super::rendered::Rendered;
use super::text::checked_id;
use super::waiting::{Awaited, Deadline};

/// Awaiting the [`Call`] gives the reply.
#[derive(Clone, Copy, Debug, Default)]
pub struct Execute;

/// Awaiting the [`Call`] gives a [`Handle`] as soon as the workflow is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Started;

/// A call that gives a [`Handle`].
pub type Start<M> = Call<M, Started>;

/// A call that is made when it is awaited.
///
/// What is not set here is as the schema says. A reply is waited for as [`Waiting`] does.
#[must_use = "nothing is called until it is awaited"]
#[derive(Debug)]
pub struct Call<M: Method, Then = Execute> {
    pub(super) client: Client,
    pub(super) request: M::Request,
    workflow_id: Option<String>,
    pub(super) options: WorkflowStartOptions,
    pub(super) deadline: Deadline,
    pub(super) then: Then,
}

impl<M: Method, Then: Default> Call<M, Then> {
    /// A call with the schema's options.
    pub fn new(client: Client, request: M::Request) -> Self {
        Self::with(client, request, Then::default())
    }
}

impl<M: Method, Then> Call<M, Then> {
    pub(super) fn with(client: Client, request: M::Request, then: Then) -> Self {
        let mut options = WorkflowStartOptions::new(M::TASK_QUEUE, "").build();
        apply(&mut options, M::defaults());
        render(&mut options, M::rendered(&request, &new_uuid));
        Self {
            client,
            request,
            workflow_id: None,
            options,
            deadline: Deadline::default(),
            then,
        }
    }

    /// The workflow id, instead of the schema's template or a random one.
    pub fn id(mut self, workflow_id: impl Into<String>) -> Self {
        self.workflow_id = Some(workflow_id.into());
        self
    }

    /// The queue that the workers poll.
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.options.task_queue = task_queue.into();
        self
    }

    /// What to do where an ended workflow has the id.
    pub fn id_reuse_policy(mut self, policy: WorkflowIdReusePolicy) -> Self {
        self.options.id_reuse_policy = policy;
        self
    }

    /// What to do where a running workflow has the id.
    pub fn id_conflict_policy(mut self, policy: WorkflowIdConflictPolicy) -> Self {
        self.options.id_conflict_policy = policy;
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

    /// Values that are shown beside the workflow, instead of the schema's.
    pub fn memo(mut self, memo: MemoValues) -> Self {
        self.options.memo = Some(memo);
        self
    }

    /// Values that the workflow is found by, instead of the schema's.
    pub fn search_attributes(mut self, attributes: SearchAttributes) -> Self {
        self.options.search_attributes = Some(attributes);
        self
    }

    /// A line about the workflow, for people.
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.options.static_summary = Some(summary.into());
        self
    }

    /// Asks for the first task in the answer to the start, for a worker that shares the client's
    /// connection.
    pub fn eager_start(mut self, eager: bool) -> Self {
        self.options.enable_eager_workflow_start = eager;
        self
    }

    /// Text about the workflow, for people.
    pub fn details(mut self, details: impl Into<String>) -> Self {
        self.options.static_details = Some(details.into());
        self
    }

    /// Which of the waiting workflows is next.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.options.priority = priority;
        self
    }

    /// Whatever else the SDK's start takes: header, cron schedule, eager start, versioning, the RPC's own options.
    pub fn options(mut self, change: impl FnOnce(&mut WorkflowStartOptions)) -> Self {
        change(&mut self.options);
        self
    }

    /// The id that is asked for, or else that of the schema.
    pub(super) fn take_id(&mut self) -> Result<String, Error> {
        let given = self.workflow_id.take();
        let set = std::mem::take(&mut self.options.workflow_id);
        let workflow_id = given
            .or(Some(set).filter(|id| !id.is_empty()))
            .unwrap_or_else(|| M::workflow_id(&self.request, &new_uuid));
        checked_id(workflow_id).map_err(|error| error.of::<M>(""))
    }

    async fn start(mut self, workflow_id: &str) -> Result<Handle<M>, Error> {
        workflow_id.clone_into(&mut self.options.workflow_id);
        let arguments = codec::encode_request::<M>(&self.request)
            .map_err(|error| error.of::<M>(workflow_id))?;
        let workflow = UntypedWorkflow::new(M::NAME);
        match self
            .client
            .start_workflow(workflow, arguments, self.options)
            .await
        {
            Ok(handle) => Ok(handle_to(handle)),
            Err(error) => Err(Error::from(error).of::<M>(workflow_id)),
        }
    }
}

impl<M: Method> Call<M, Execute> {
    /// How long to wait for the reply. Then the error says why there is none, and the workflow
    /// goes on.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.deadline.within = Some(within);
        self
    }

    /// Has the workflow cancelled when the deadline passes.
    pub fn cancel_on_deadline(mut self) -> Self {
        self.deadline.cancels = true;
        self
    }

    async fn execute(mut self) -> Result<M::Reply, Error> {
        let workflow_id = self.take_id()?;
        let deadline = self.deadline;
        let awaited = Awaited::new::<M>(&self.client, &workflow_id);
        let reply = async {
            let handle = self.start(&workflow_id).await?;
            awaited.started(handle.run_id());
            handle.reply().await
        };
        let reply = awaited.wait(deadline, reply).await;
        reply.map_err(|error| error.of::<M>(&workflow_id))
    }
}

fn apply(options: &mut WorkflowStartOptions, defaults: Defaults) {
    options.id_reuse_policy = defaults.id_reuse_policy;
    options.id_conflict_policy = defaults.id_conflict_policy;
    options.execution_timeout = defaults.execution_timeout;
    options.run_timeout = defaults.run_timeout;
    options.task_timeout = defaults.task_timeout;
    options.retry_policy = defaults.retry_policy;
    options.enable_eager_workflow_start = defaults.eager_start;
}

fn render(options: &mut WorkflowStartOptions, rendered: Rendered) {
    options.static_summary = rendered.summary;
    options.priority = rendered.priority.unwrap_or_default();
    options.memo = rendered.memo;
    options.search_attributes = rendered.search_attributes;
}

fn new_uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}

impl<M: Method> IntoFuture for Call<M, Execute> {
    type Output = Result<M::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.execute().boxed()
    }
}

impl<M: Method> IntoFuture for Call<M, Started> {
    type Output = Result<Handle<M>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        async move {
            let workflow_id = self.take_id()?;
            self.start(&workflow_id).await
        }
        .boxed()
    }
}
