// Updates of running workflows.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::errors::WorkflowUpdateError;
use temporalio_client::{
    Client, RpcOptions, UntypedUpdate, WorkflowStartUpdateOptions, WorkflowUpdateHandle,
};
use temporalio_common::data_converters::{RawValue, SerializationContextData};
use temporalio_common::protos::temporal::api::common::v1::Payloads;
use temporalio_common::protos::temporal::api::failure::v1::Failure;
use temporalio_common::protos::temporal::api::failure::v1::failure::FailureInfo;

use super::client::{Execute, Started};
use super::codec;
use super::error::Error;
use super::handle::{Execution, Handle};
use super::message::{Update, UpdateStage};
use super::sending::{answered, described};
use super::text::checked;

/// An update that gives an [`UpdateHandle`].
pub type StartUpdate<U> = UpdateCall<U, Started>;

/// An update that is sent when it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct UpdateCall<U: Update, Then = Execute> {
    execution: Execution<U::Workflow>,
    request: U::Request,
    stage: UpdateStage,
    options: WorkflowStartUpdateOptions,
    within: Option<Duration>,
    then: PhantomData<fn() -> Then>,
}

impl<U: Update, Then> UpdateCall<U, Then> {
    /// Of the workflow of a handle.
    pub fn new(handle: &Handle<U::Workflow>, request: U::Request) -> Self {
        Self {
            execution: Execution::clone(handle),
            request,
            stage: U::STAGE,
            options: WorkflowStartUpdateOptions::default(),
            within: None,
            then: PhantomData,
        }
    }

    /// The update's id, instead of the schema's template or a random one. A second update of one id to
    /// the same run is the same update.
    pub fn id(mut self, update_id: impl Into<String>) -> Self {
        self.options.update_id = Some(update_id.into());
        self
    }

    /// How long to wait. Then the update goes on without the caller.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    /// Whatever else the SDK takes: header, the RPC's own options.
    pub fn options(mut self, change: impl FnOnce(&mut WorkflowStartUpdateOptions)) -> Self {
        change(&mut self.options);
        self
    }
}

impl<U: Update> StartUpdate<U> {
    /// What is waited for, instead of what the schema says.
    pub fn stage(mut self, stage: UpdateStage) -> Self {
        self.stage = stage;
        self
    }
}

impl<U: Update, Then> fmt::Debug for UpdateCall<U, Then> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        described::<U>("UpdateCall", &self.execution, f)
    }
}

async fn start<U: Update>(
    execution: Execution<U::Workflow>,
    request: &U::Request,
    mut options: WorkflowStartUpdateOptions,
) -> Result<UpdateHandle<U>, Error> {
    options.update_id = Some(update_id::<U>(request, options.update_id)?);
    let arguments = codec::encode_request::<U>(request)?;
    let update = UntypedUpdate::new(U::NAME);
    match execution
        .untyped()
        .start_update(update, arguments, options)
        .await
    {
        Ok(update) => started(execution, update).await,
        Err(error) => Err(failed(execution.untyped().client(), error).await),
    }
}

/// The id that is asked for, or else that of the schema.
pub(super) fn update_id<U: Update>(
    request: &U::Request,
    given: Option<String>,
) -> Result<String, Error> {
    let id = given.unwrap_or_else(|| U::update_id(request, &|| uuid::Uuid::new_v4().to_string()));
    checked("update id", id)
}

/// The handle to an update, unless it was refused, which only the answer to its start says.
pub(super) async fn started<U: Update>(
    execution: Execution<U::Workflow>,
    update: WorkflowUpdateHandle<Client, RawValue>,
) -> Result<UpdateHandle<U>, Error> {
    // The SDK keeps an outcome that it knows to itself, and gives it without asking anybody.
    let known = update.get_result(RpcOptions::default()).now_or_never();
    if let Some(Err(error)) = known {
        return Err(failed(execution.untyped().client(), error).await);
    }
    Ok(UpdateHandle {
        execution,
        update: Arc::new(update),
    })
}

impl<U: Update> IntoFuture for UpdateCall<U> {
    type Output = Result<U::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let (execution, within) = (self.execution, self.within);
            let reply = async {
                let update = start::<U>(execution.clone(), &self.request, self.options).await?;
                update.reply().await
            };
            answered::<U, _>(&execution, within, reply).await
        }
        .boxed()
    }
}

impl<U: Update> IntoFuture for StartUpdate<U> {
    type Output = Result<UpdateHandle<U>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let (execution, within, stage) = (self.execution, self.within, self.stage);
            let update = async {
                let update = start::<U>(execution.clone(), &self.request, self.options).await?;
                if stage == UpdateStage::Completed {
                    update.raw_reply().await?;
                }
                Ok(update)
            };
            answered::<U, _>(&execution, within, update).await
        }
        .boxed()
    }
}

/// An update that was started.
pub struct UpdateHandle<U: Update> {
    execution: Execution<U::Workflow>,
    update: Arc<WorkflowUpdateHandle<Client, RawValue>>,
}

impl<U: Update> Clone for UpdateHandle<U> {
    fn clone(&self) -> Self {
        Self {
            execution: self.execution.clone(),
            update: Arc::clone(&self.update),
        }
    }
}

impl<U: Update> fmt::Debug for UpdateHandle<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateHandle")
            .field("update", &U::NAME)
            .field("id", &self.id())
            .field("workflow_id", &self.workflow_id())
            .field("run_id", &self.run_id())
            .finish()
    }
}

/// The handle to an update that was started before, by its id.
pub fn update_handle<U: Update>(
    handle: &Handle<U::Workflow>,
    update_id: impl Into<String>,
) -> UpdateHandle<U> {
    let untyped = handle.untyped();
    UpdateHandle {
        execution: Execution::clone(handle),
        update: Arc::new(untyped.get_update_handle(UntypedUpdate::new(U::NAME), update_id)),
    }
}

impl<U: Update> UpdateHandle<U> {
    /// The update's id.
    pub fn id(&self) -> &str {
        self.update.id()
    }

    /// The workflow that it was sent to.
    pub fn workflow_id(&self) -> &str {
        self.update.workflow_id()
    }

    /// The run of it, where this is known.
    pub fn run_id(&self) -> Option<&str> {
        self.update.workflow_run_id()
    }

    /// Waits for the reply.
    pub fn result(&self) -> UpdateResult<U> {
        UpdateResult {
            update: self.clone(),
            within: None,
        }
    }

    pub(super) async fn reply(&self) -> Result<U::Reply, Error> {
        codec::decode_reply::<U>(&self.raw_reply().await?)
    }

    async fn raw_reply(&self) -> Result<RawValue, Error> {
        let result = self.update.get_result(RpcOptions::default()).await;
        match result {
            Ok(result) => Ok(result),
            Err(error) => {
                let error = failed(self.execution.untyped().client(), error).await;
                Err(error.in_run(self.run_id()))
            }
        }
    }
}

/// An update's reply that is waited for when it is awaited, for as long as it takes unless there is a
/// deadline.
#[must_use = "nothing waits until it is awaited"]
#[derive(Debug)]
pub struct UpdateResult<U: Update> {
    update: UpdateHandle<U>,
    within: Option<Duration>,
}

impl<U: Update> UpdateResult<U> {
    /// How long to wait. Then the update goes on without the caller.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }
}

impl<U: Update> IntoFuture for UpdateResult<U> {
    type Output = Result<U::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let Self { update, within } = self;
            answered::<U, _>(&update.execution, within, update.reply()).await
        }
        .boxed()
    }
}

/// The error that an update came to.
pub(super) async fn failed(client: &Client, error: WorkflowUpdateError) -> Error {
    match error {
        WorkflowUpdateError::Failed(failure) => {
            WorkflowUpdateError::Failed(Box::new(decoded(client, *failure).await)).into()
        }
        other => other.into(),
    }
}

/// The SDK gives the failure of an update as it came over the wire.
async fn decoded(client: &Client, mut failure: Failure) -> Failure {
    let codec = client.options().data_converter.codec();
    let mut link = Some(&mut failure);
    while let Some(failure) = link {
        if let Some(FailureInfo::ApplicationFailureInfo(application)) = &mut failure.failure_info
            && let Some(details) = application.details.take()
        {
            let context = SerializationContextData::None;
            let payloads = codec.decode(&context, details.payloads.clone()).await;
            let payloads = payloads.unwrap_or(details.payloads);
            application.details = Some(Payloads { payloads });
        }
        link = failure.cause.as_deref_mut();
    }
    failure
}
