// Handles to calls: what becomes of one that was started.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::ops::Deref;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::{
    Client, WorkflowCancelOptions, WorkflowDescribeOptions, WorkflowExecutionDescription,
    WorkflowExecutionInfo, WorkflowHandle, WorkflowTerminateOptions,
};
use temporalio_common::UntypedWorkflow;

use super::codec;
use super::error::Error;
use super::method::Method;
use super::waiting::{self, Awaited, Deadline};

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
pub(super) fn handle_to<M: Method>(handle: WorkflowHandle<Client, UntypedWorkflow>) -> Handle<M> {
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
    pub fn result(&self) -> Waiting<M> {
        Waiting {
            execution: self.clone(),
            deadline: Deadline::default(),
        }
    }

    pub(super) async fn reply(&self) -> Result<M::Reply, Error> {
        match waiting::result(&self.handle).await {
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
        error
            .into()
            .of::<M>(self.workflow_id())
            .in_run(self.run_id())
    }
}

/// A reply that is waited for when it is awaited, for as long as it takes unless there is a deadline.
///
/// A server that restarts meanwhile is waited for too. Where no worker has begun with the call after
/// five seconds, a warning of `tracing` says why. For `select!` and `join!`, which take futures, say
/// `into_future()`.
#[must_use = "nothing waits until it is awaited"]
#[derive(Debug)]
pub struct Waiting<M> {
    execution: Execution<M>,
    deadline: Deadline,
}

impl<M: Method> Waiting<M> {
    /// How long to wait. Then the error says why there is no reply, and the workflow goes on.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.deadline.within = Some(within);
        self
    }

    /// Has the workflow cancelled when the deadline passes.
    pub fn cancel_on_deadline(mut self) -> Self {
        self.deadline.cancels = true;
        self
    }

    async fn wait(self) -> Result<M::Reply, Error> {
        let execution = self.execution;
        let awaited = Awaited::new::<M>(execution.handle.client(), execution.workflow_id());
        awaited.started(execution.run_id());
        let reply = awaited.wait(self.deadline, execution.reply()).await;
        reply.map_err(|error| execution.error(error))
    }
}

impl<M: Method> IntoFuture for Waiting<M> {
    type Output = Result<M::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.wait().boxed()
    }
}
