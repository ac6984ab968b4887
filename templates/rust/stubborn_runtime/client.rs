// Calls of a service, and handles to them.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::ops::Deref;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::{
    Client, Priority, WorkflowCancelOptions, WorkflowDescribeOptions, WorkflowExecutionDescription,
    WorkflowExecutionInfo, WorkflowGetResultOptions, WorkflowHandle, WorkflowIdConflictPolicy,
    WorkflowIdReusePolicy, WorkflowStartOptions, WorkflowTerminateOptions,
};
use temporalio_common::search_attributes::SearchAttributes;
use temporalio_common::{MemoValues, RetryPolicy, UntypedWorkflow};

use super::codec;
use super::error::Error;
use super::method::{Defaults, Method};
use super::text::checked_id;

/// Awaiting the [`Call`] gives the reply.
#[derive(Clone, Copy, Debug)]
pub struct Execute;

/// Awaiting the [`Call`] gives a [`Handle`] as soon as the workflow is started.
#[derive(Clone, Copy, Debug)]
pub struct Started;

/// A call that gives a [`Handle`].
pub type Start<M> = Call<M, Started>;

/// A call that is made when it is awaited.
///
/// What is not set here is as the schema says.
#[must_use = "nothing is called until it is awaited"]
#[derive(Debug)]
pub struct Call<M: Method, Then = Execute> {
    client: Client,
    request: M::Request,
    workflow_id: Option<String>,
    options: WorkflowStartOptions,
    then: PhantomData<fn() -> Then>,
}

impl<M: Method, Then> Call<M, Then> {
    /// A call with the schema's options.
    pub fn new(client: Client, request: M::Request) -> Self {
        let defaults = M::defaults();
        let mut options = WorkflowStartOptions::new(M::TASK_QUEUE, "").build();
        apply(&mut options, defaults);
        Self {
            client,
            request,
            workflow_id: None,
            options,
            then: PhantomData,
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

    /// Values that are shown beside the workflow.
    pub fn memo(mut self, memo: MemoValues) -> Self {
        self.options.memo = Some(memo);
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
        self.options.priority = priority;
        self
    }

    /// Whatever else the SDK's start takes: header, cron schedule, eager start, versioning, the RPC's own options.
    pub fn options(mut self, change: impl FnOnce(&mut WorkflowStartOptions)) -> Self {
        change(&mut self.options);
        self
    }

    async fn start(self) -> Result<Handle<M>, Error> {
        let mut options = self.options;
        let given = self
            .workflow_id
            .or_else(|| Some(options.workflow_id).filter(|id| !id.is_empty()));
        let workflow_id = given
            .unwrap_or_else(|| M::workflow_id(&self.request, &|| uuid::Uuid::new_v4().to_string()));
        options.workflow_id = checked_id(workflow_id).map_err(|error| error.of::<M>(""))?;
        let workflow_id = options.workflow_id.clone();

        let arguments = codec::encode_request::<M>(&self.request)
            .map_err(|error| error.of::<M>(&workflow_id))?;
        let workflow = UntypedWorkflow::new(M::WORKFLOW_TYPE);
        match self
            .client
            .start_workflow(workflow, arguments, options)
            .await
        {
            Ok(handle) => Ok(handle_to(handle)),
            Err(error) => Err(Error::from(error).of::<M>(&workflow_id)),
        }
    }
}

fn apply(options: &mut WorkflowStartOptions, defaults: Defaults) {
    options.id_reuse_policy = defaults.id_reuse_policy;
    options.id_conflict_policy = defaults.id_conflict_policy;
    options.execution_timeout = defaults.execution_timeout;
    options.run_timeout = defaults.run_timeout;
    options.task_timeout = defaults.task_timeout;
    options.retry_policy = defaults.retry_policy;
}

impl<M: Method> IntoFuture for Call<M, Execute> {
    type Output = Result<M::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move { self.start().await?.result().await }.boxed()
    }
}

impl<M: Method> IntoFuture for Call<M, Started> {
    type Output = Result<Handle<M>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.start().boxed()
    }
}

/// A started call.
///
/// What every workflow has is on [`Execution`], which this is read as. Methods of the schema are on
/// the handle itself, so that one called `Cancel` hides [`Execution::cancel`], which is then
/// called as `Execution::cancel(&handle)`.
#[derive(Clone, Debug)]
pub struct Handle<M>(Execution<M>);

impl<M> Deref for Handle<M> {
    type Target = Execution<M>;

    fn deref(&self) -> &Execution<M> {
        &self.0
    }
}

// Not a function of `Handle`, whose names are the schema's.
fn handle_to<M: Method>(handle: WorkflowHandle<Client, UntypedWorkflow>) -> Handle<M> {
    Handle(Execution {
        handle,
        method: PhantomData,
    })
}

/// The handle to a workflow that is known by its id.
pub fn handle<M: Method>(client: Client, workflow: impl Into<WorkflowRun>) -> Handle<M> {
    let WorkflowRun {
        workflow_id,
        run_id,
    } = workflow.into();
    let info = WorkflowExecutionInfo::builder()
        .namespace(client.options().namespace.clone())
        .workflow_id(workflow_id)
        .maybe_run_id(run_id)
        .build();
    handle_to(WorkflowHandle::new(client, info))
}

/// A workflow by its id, in its latest run; or, from a pair, in the run that is the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowRun {
    /// The workflow id.
    pub workflow_id: String,
    /// The latest run where there is none.
    pub run_id: Option<String>,
}

impl From<&str> for WorkflowRun {
    fn from(workflow_id: &str) -> Self {
        workflow_id.to_owned().into()
    }
}

impl From<String> for WorkflowRun {
    fn from(workflow_id: String) -> Self {
        Self {
            workflow_id,
            run_id: None,
        }
    }
}

impl<A: Into<String>, B: Into<String>> From<(A, B)> for WorkflowRun {
    fn from((workflow_id, run_id): (A, B)) -> Self {
        Self {
            workflow_id: workflow_id.into(),
            run_id: Some(run_id.into()),
        }
    }
}

/// The workflow behind a [`Handle`].
pub struct Execution<M> {
    handle: WorkflowHandle<Client, UntypedWorkflow>,
    method: PhantomData<fn() -> M>,
}

impl<M> Clone for Execution<M> {
    fn clone(&self) -> Self {
        let (client, info) = (self.handle.client(), self.handle.info());
        Self {
            handle: WorkflowHandle::new(client.clone(), info.clone()),
            method: PhantomData,
        }
    }
}

impl<M> fmt::Debug for Execution<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Execution")
            .field(self.handle.info())
            .finish()
    }
}

impl<M: Method> Execution<M> {
    /// The workflow id.
    pub fn workflow_id(&self) -> &str {
        &self.handle.info().workflow_id
    }

    /// The run that was started, where this is known.
    pub fn run_id(&self) -> Option<&str> {
        self.handle.info().run_id.as_deref()
    }

    /// The SDK's own handle, which reads and writes raw payloads.
    pub fn untyped(&self) -> &WorkflowHandle<Client, UntypedWorkflow> {
        &self.handle
    }

    /// Waits for the reply.
    pub async fn result(&self) -> Result<M::Reply, Error> {
        let result = self
            .handle
            .get_result(WorkflowGetResultOptions::default())
            .await;
        match result {
            Ok(result) => codec::decode_reply::<M>(&result).map_err(|error| self.error(error)),
            Err(error) => Err(self.error(error)),
        }
    }

    /// Asks the workflow to end.
    pub async fn cancel(&self) -> Result<(), Error> {
        let options = WorkflowCancelOptions::default();
        self.handle
            .cancel(options)
            .await
            .map_err(|error| self.error(error))
    }

    /// Ends the workflow without asking it.
    pub async fn terminate(&self, reason: impl Into<String>) -> Result<(), Error> {
        let options = WorkflowTerminateOptions::builder().reason(reason).build();
        self.handle
            .terminate(options)
            .await
            .map_err(|error| self.error(error))
    }

    /// What the server knows of the workflow.
    pub async fn describe(&self) -> Result<WorkflowExecutionDescription, Error> {
        let options = WorkflowDescribeOptions::default();
        self.handle
            .describe(options)
            .await
            .map_err(|error| self.error(error))
    }

    fn error(&self, error: impl Into<Error>) -> Error {
        error.into().of::<M>(self.workflow_id())
    }
}
