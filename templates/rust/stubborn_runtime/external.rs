// Other workflows, as a workflow sees them.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::ops::Deref;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use temporalio_client::UntypedSignal;
use temporalio_common::UntypedWorkflow;
use temporalio_workflow::{
    ExternalWorkflowHandle, SignalWorkflowOptions, WorkflowCancellationToken, WorkflowContext,
};

use super::codec;
use super::error::Error;
use super::handle::WorkflowRun;
use super::message::Signal;
use super::method::Method;

/// A workflow that is known by its id, and not a child.
///
/// What every such workflow has is on [`ExternalExecution`], which this is read as; signals of the schema
/// are on the handle itself.
pub struct ExternalHandle<M>(ExternalExecution<M>);

impl<M> Deref for ExternalHandle<M> {
    type Target = ExternalExecution<M>;

    fn deref(&self) -> &ExternalExecution<M> {
        &self.0
    }
}

/// The handle to a workflow that is known by its id, for the workflow of a context.
pub fn external<M: Method, W>(
    ctx: &WorkflowContext<W>,
    workflow: impl Into<WorkflowRun>,
) -> ExternalHandle<M> {
    let WorkflowRun {
        workflow_id,
        run_id,
    } = workflow.into();
    ExternalHandle(ExternalExecution {
        handle: ctx.external_workflow(workflow_id, run_id),
        method: PhantomData,
    })
}

/// The workflow behind an [`ExternalHandle`].
pub struct ExternalExecution<M> {
    handle: ExternalWorkflowHandle,
    method: PhantomData<fn() -> M>,
}

impl<M: Method> ExternalExecution<M> {
    /// The workflow id.
    pub fn workflow_id(&self) -> &str {
        self.handle.workflow_id()
    }

    /// The run that is meant; the latest where there is none.
    pub fn run_id(&self) -> Option<&str> {
        self.handle.run_id()
    }

    /// The SDK's own handle, which sends raw payloads.
    pub fn untyped(&self) -> &ExternalWorkflowHandle {
        &self.handle
    }

    /// Asks the workflow to end.
    ///
    /// # Errors
    ///
    /// If there is none that runs.
    pub async fn cancel(&self, reason: impl Into<String>) -> Result<(), Error> {
        let asked = self.handle.cancel(Some(reason.into())).await;
        asked
            .map(drop)
            .map_err(|error| Error::from(error).of::<M>(self.workflow_id()))
    }
}

/// A signal that a workflow sends when it is awaited.
///
/// For `select!` and `join!`, which take futures, say `into_future()`.
#[must_use = "nothing is sent until it is awaited"]
pub struct WorkflowSignal<'h, S: Signal> {
    handle: &'h ExternalWorkflowHandle,
    request: S::Request,
    options: SignalWorkflowOptions,
}

impl<'h, S: Signal> WorkflowSignal<'h, S> {
    /// To the workflow of a handle.
    pub fn new(handle: &'h ExternalWorkflowHandle, request: S::Request) -> Self {
        Self {
            handle,
            request,
            options: SignalWorkflowOptions::default(),
        }
    }

    /// A line about the signal, for people.
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.options.summary = Some(summary.into());
        self
    }

    /// What stops the signal, instead of the cancellation of this workflow.
    pub fn cancellation_token(mut self, token: WorkflowCancellationToken) -> Self {
        self.options.cancellation_token = Some(token);
        self
    }
}

impl<S: Signal> IntoFuture for WorkflowSignal<'_, S> {
    type Output = Result<(), Error>;
    type IntoFuture = futures::future::Fuse<LocalBoxFuture<'static, Self::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        let workflow_id = self.handle.workflow_id().to_owned();
        let sent = codec::encode_request::<S>(&self.request).map(|arguments| {
            let signal = UntypedSignal::<UntypedWorkflow>::new(S::NAME);
            self.handle.signal(signal, arguments, self.options)
        });
        async move {
            let sent = match sent {
                Ok(sent) => sent.await.map_err(Error::from),
                Err(error) => Err(error),
            };
            sent.map_err(|error| error.of_message::<S>(&workflow_id))
        }
        .boxed_local()
        .fuse()
    }
}
