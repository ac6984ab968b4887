// Calls that are started by what is sent to them.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::errors::WorkflowUpdateWithStartError;
use temporalio_client::{
    Client, UntypedSignal, UntypedUpdate, WorkflowStartOptions, WorkflowUpdateWithStartOptions,
};
use temporalio_common::UntypedWorkflow;

use super::client::{Call, Execute, Started};
use super::code::Code;
use super::codec;
use super::error::Error;
use super::handle::{Execution, Handle, WorkflowRun, handle, handle_to};
use super::message::{Message, Signal, Update, UpdateStage};
use super::method::{Method, Rpc};
use super::updating::{UpdateHandle, failed, started, update_id};
use super::waiting::{Awaited, Deadline};

/// A call that is started by a signal: awaiting it gives a [`Handle`].
pub type StartWithSignal<S> = Call<<S as Message>::Workflow, WithSignal<S>>;

/// A call that is started by an update: awaiting it gives an [`UpdatedStart`] with the update's reply.
pub type CallWithUpdate<U> = Call<<U as Message>::Workflow, WithUpdate<U>>;

/// A call that is started by an update: awaiting it gives an [`UpdatedStart`] with the update's handle.
pub type StartWithUpdate<U> = Call<<U as Message>::Workflow, WithUpdate<U, Started>>;

/// What a call is signalled with as it starts.
pub struct WithSignal<S: Signal>(S::Request);

/// What a call is updated with as it starts.
pub struct WithUpdate<U: Update, Then = Execute> {
    message: U::Request,
    update_id: Option<String>,
    stage: UpdateStage,
    then: Then,
}

impl<S: Signal> fmt::Debug for WithSignal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WithSignal").field(&S::NAME).finish()
    }
}

impl<U: Update, Then> fmt::Debug for WithUpdate<U, Then> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithUpdate")
            .field("update", &U::NAME)
            .field("update_id", &self.update_id)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

/// A call that an update started or found running, and what is known of the update.
#[derive(Clone, Debug)]
pub struct UpdatedStart<M, T> {
    /// The workflow.
    pub handle: Handle<M>,
    /// The update's reply, or its handle.
    pub update: T,
}

/// A call that starts the workflow, or finds it running, and sends a signal, in one step.
pub fn start_with_signal<S: Signal>(
    client: Client,
    request: <S::Workflow as Rpc>::Request,
    message: S::Request,
) -> StartWithSignal<S> {
    Call::by_message(client, request, WithSignal(message))
}

/// A call that starts the workflow, or finds it running, and sends an update, in one step.
pub fn start_with_update<U: Update, Then: Default>(
    client: Client,
    request: <U::Workflow as Rpc>::Request,
    message: U::Request,
) -> Call<U::Workflow, WithUpdate<U, Then>> {
    let then = WithUpdate {
        message,
        update_id: None,
        stage: U::STAGE,
        then: Then::default(),
    };
    Call::by_message(client, request, then)
}

impl<M: Method, Then> Call<M, Then> {
    fn by_message(client: Client, request: M::Request, then: Then) -> Self {
        Self::with(client, request, then).id_conflict_policy(M::with_start_conflict_policy())
    }
}

impl<S: Signal> StartWithSignal<S> {
    /// How long to wait until the server has it.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.deadline.within = Some(within);
        self
    }

    async fn send(mut self) -> Result<Handle<S::Workflow>, Error> {
        let id = self.take_id()?;
        let (awaited, deadline) = (
            Awaited::new::<S::Workflow>(&self.client, &id),
            self.deadline,
        );
        let sent = async {
            self.options.workflow_id.clone_from(&id);
            let arguments = codec::encode_request::<S::Workflow>(&self.request)?;
            let message = codec::encode_request::<S>(&self.then.0)?;
            let workflow = UntypedWorkflow::new(S::Workflow::NAME);
            let signal = UntypedSignal::new(S::NAME);
            let started = self.client.signal_with_start_workflow(
                workflow,
                arguments,
                signal,
                message,
                self.options,
            );
            Ok(handle_to(started.await?))
        };
        let handle = awaited.wait(deadline, sent).await;
        handle.map_err(|error| error.of_message::<S>(&id))
    }
}

impl<S: Signal> IntoFuture for StartWithSignal<S> {
    type Output = Result<Handle<S::Workflow>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send().boxed()
    }
}

impl<U: Update, Then> Call<U::Workflow, WithUpdate<U, Then>> {
    /// The update's id, instead of the schema's template or a random one.
    pub fn update_id(mut self, update_id: impl Into<String>) -> Self {
        self.then.update_id = Some(update_id.into());
        self
    }

    /// How long to wait. Then workflow and update go on without the caller.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.deadline.within = Some(within);
        self
    }

    /// Errors say whether the workflow was started: [`Error::started`].
    async fn send(
        self,
        awaited: &Awaited,
        id: &str,
    ) -> Result<UpdatedStart<U::Workflow, UpdateHandle<U>>, Error> {
        let message = &self.then.message;
        let update_id = update_id::<U>(message, self.then.update_id)?;
        let arguments = codec::encode_request::<U::Workflow>(&self.request)?;
        let message = codec::encode_request::<U>(message)?;
        let sent = self.client.start_update_with_start_workflow(
            UntypedWorkflow::new(U::Workflow::NAME),
            arguments,
            UntypedUpdate::new(U::NAME),
            message,
            with_update(self.options, id, update_id),
        );
        let update = match sent.await {
            Ok(update) => update,
            Err(WorkflowUpdateWithStartError::Update(error)) => {
                return Err(failed(&self.client, error).await);
            }
            Err(error) => return Err(error.into()),
        };
        awaited.started(update.workflow_run_id());
        let run = WorkflowRun {
            workflow_id: id.to_owned(),
            run_id: update.workflow_run_id().map(str::to_owned),
        };
        let handle: Handle<U::Workflow> = handle(self.client, run);
        let update = started(Execution::clone(&handle), update).await?;
        Ok(UpdatedStart { handle, update })
    }
}

/// What goes wrong after the workflow is started says so.
async fn waited<U: Update, T>(
    awaited: &Awaited,
    deadline: Deadline,
    id: &str,
    sent: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    awaited.wait(deadline, sent).await.map_err(|error| {
        let late = error.code() == Code::DeadlineExceeded && error.run_id().is_some();
        let started = late || awaited.is_started();
        let error = error.of_message::<U>(id).in_run(awaited.run_id());
        error.with_started(started)
    })
}

impl<U: Update> IntoFuture for CallWithUpdate<U> {
    type Output = Result<UpdatedStart<U::Workflow, U::Reply>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        async move {
            let id = self.take_id()?;
            let awaited = Awaited::new::<U::Workflow>(&self.client, &id);
            let deadline = self.deadline;
            let sent = async {
                let UpdatedStart { handle, update } = self.send(&awaited, &id).await?;
                let update = update.reply().await?;
                Ok(UpdatedStart { handle, update })
            };
            waited::<U, _>(&awaited, deadline, &id, sent).await
        }
        .boxed()
    }
}

impl<U: Update> StartWithUpdate<U> {
    /// What is waited for, instead of what the schema says.
    pub fn stage(mut self, stage: UpdateStage) -> Self {
        self.then.stage = stage;
        self
    }
}

impl<U: Update> IntoFuture for StartWithUpdate<U> {
    type Output = Result<UpdatedStart<U::Workflow, UpdateHandle<U>>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(mut self) -> Self::IntoFuture {
        async move {
            let id = self.take_id()?;
            let awaited = Awaited::new::<U::Workflow>(&self.client, &id);
            let (deadline, stage) = (self.deadline, self.then.stage);
            let sent = async {
                let updated = self.send(&awaited, &id).await?;
                if stage == UpdateStage::Completed {
                    updated.update.reply().await?;
                }
                Ok(updated)
            };
            waited::<U, _>(&awaited, deadline, &id, sent).await
        }
        .boxed()
    }
}

fn with_update(
    start: WorkflowStartOptions,
    workflow_id: &str,
    update_id: String,
) -> WorkflowUpdateWithStartOptions {
    let mut options = WorkflowUpdateWithStartOptions::new(
        start.task_queue,
        workflow_id,
        start.id_conflict_policy,
    )
    .update_id(update_id)
    .build();
    options.id_reuse_policy = start.id_reuse_policy;
    options.execution_timeout = start.execution_timeout;
    options.run_timeout = start.run_timeout;
    options.task_timeout = start.task_timeout;
    options.search_attributes = start.search_attributes;
    options.retry_policy = start.retry_policy;
    options.links = start.links;
    options.completion_callbacks = start.completion_callbacks;
    options.priority = start.priority;
    options.versioning_override = start.versioning_override;
    options.start_header = start.header;
    options.memo = start.memo;
    options.static_summary = start.static_summary;
    options.static_details = start.static_details;
    options.rpc_options = start.rpc_options;
    options
}
