// Workflows that answer calls: what is between the SDK and an implementation.

use std::any::Any;
use std::future::{Future, ready};
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::pin;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::{Either, LocalBoxFuture, select};
use temporalio_common::UntypedWorkflow;
use temporalio_common::data_converters::{PayloadConverter, RawValue};
use temporalio_common::protos::temporal::api::common::v1::{Payload, Payloads};
use temporalio_workflow::workflow_interceptors::WorkflowOutputValue;
use temporalio_workflow::workflows::{
    UpdateDefinitionDescriptor, WorkflowDefinitionDescriptor, WorkflowError, WorkflowImplementation,
};
use temporalio_workflow::{
    WaitConditionOptions, WorkflowCancellationToken, WorkflowContext, WorkflowContextView,
    WorkflowResult, WorkflowTermination,
};

use super::cause::cut;
use super::codec;
use super::error::Error;
use super::failure::{Retries, from_panic, ordinary, settle};
use super::listening::Listeners;
use super::method::Method;
use super::performing::{WithRequest, WithoutRequest};
use super::serving::Refusal;
use super::worker::served_as;

/// What a workflow runs in: the SDK's context, whose state is the implementation.
pub type Context<M, T> = WorkflowContext<Runner<M, T>>;

/// An `async fn run(ctx: &mut Context<M, T>, request: M::Request) -> WorkflowResult<M::Reply>`, whose
/// request is left out where it is `google.protobuf.Empty`.
pub trait WorkflowFn<'a, M: Method, T: 'static, A>: Send + Sync + 'static {
    /// Runs it.
    fn run(
        &self,
        ctx: &'a mut Context<M, T>,
        request: M::Request,
    ) -> LocalBoxFuture<'a, WorkflowResult<M::Reply>>;
}

impl<'a, M, T, F, R> WorkflowFn<'a, M, T, WithRequest> for F
where
    M: Method,
    T: 'static,
    F: Fn(&'a mut Context<M, T>, M::Request) -> R + Send + Sync + 'static,
    R: Future<Output = WorkflowResult<M::Reply>> + 'a,
{
    fn run(
        &self,
        ctx: &'a mut Context<M, T>,
        request: M::Request,
    ) -> LocalBoxFuture<'a, WorkflowResult<M::Reply>> {
        self(ctx, request).boxed_local()
    }
}

impl<'a, M, T, F, R> WorkflowFn<'a, M, T, WithoutRequest> for F
where
    M: Method<Request = ()>,
    T: 'static,
    F: Fn(&'a mut Context<M, T>) -> R + Send + Sync + 'static,
    R: Future<Output = WorkflowResult<M::Reply>> + 'a,
{
    fn run(
        &self,
        ctx: &'a mut Context<M, T>,
        (): (),
    ) -> LocalBoxFuture<'a, WorkflowResult<M::Reply>> {
        self(ctx).boxed_local()
    }
}

type Run<M, T> = dyn for<'a> Fn(&'a mut Context<M, T>, RawValue) -> LocalBoxFuture<'a, WorkflowResult<RawValue>>
    + Send
    + Sync;

/// An implementation of a workflow, as the SDK runs it.
pub struct Runner<M: Method, T: 'static> {
    state: T,
    run: Arc<Run<M, T>>,
    listeners: Arc<Listeners<M, T>>,
    /// What a signal failed with, which ends the workflow.
    failed: Option<Error>,
    retry_tasks: bool,
}

impl<M: Method, T: Default + 'static> Runner<M, T> {
    /// Makes a runner for each run of a workflow that reads and writes raw payloads.
    pub(super) fn raw(
        retry_tasks: bool,
        listeners: Listeners<M, T>,
        run: impl for<'a> Fn(
            &'a mut Context<M, T>,
            RawValue,
        ) -> LocalBoxFuture<'a, WorkflowResult<RawValue>>
        + Send
        + Sync
        + 'static,
    ) -> impl Fn() -> Self + Clone + Send + Sync + 'static {
        let run: Arc<Run<M, T>> = Arc::new(run);
        let listeners = Arc::new(listeners);
        move || Self {
            state: T::default(),
            run: Arc::clone(&run),
            listeners: Arc::clone(&listeners),
            failed: None,
            retry_tasks,
        }
    }

    /// Makes a runner for each run of an implementation, which fails tasks for errors without a code
    /// or fails the workflow.
    pub(super) fn typed<A: 'static>(
        retry_tasks: bool,
        listeners: Listeners<M, T>,
        run: impl for<'a> WorkflowFn<'a, M, T, A>,
    ) -> impl Fn() -> Self + Clone + Send + Sync + 'static {
        let run = Arc::new(run);
        Self::raw(retry_tasks, listeners, move |ctx, arguments| {
            let run = Arc::clone(&run);
            async move {
                let request = codec::decode_request::<M>(&arguments)?;
                let reply = run.run(ctx, request).await?;
                Ok(codec::encode_reply::<M>(&reply)?)
            }
            .boxed_local()
        })
    }
}

impl<M: Method, T: 'static> Deref for Runner<M, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.state
    }
}

impl<M: Method, T: 'static> DerefMut for Runner<M, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.state
    }
}

impl<M: Method, T: 'static> WorkflowImplementation for Runner<M, T> {
    type Run = UntypedWorkflow;

    const HAS_INIT: bool = false;
    const INIT_TAKES_INPUT: bool = false;

    fn name() -> &'static str {
        served_as(M::NAME)
    }

    fn definition() -> WorkflowDefinitionDescriptor {
        WorkflowDefinitionDescriptor {
            workflow_type: Self::name().to_owned(),
            has_init: Self::HAS_INIT,
            init_takes_input: Self::INIT_TAKES_INPUT,
            signals: M::SIGNALS.iter().copied().map(str::to_owned).collect(),
            queries: M::QUERIES.iter().copied().map(str::to_owned).collect(),
            updates: M::UPDATES.iter().copied().map(update).collect(),
        }
    }

    fn init(_: WorkflowContextView, _: Option<RawValue>) -> Self {
        unreachable!("the SDK makes a runner with the function that it is registered with")
    }

    fn run(
        mut ctx: WorkflowContext<Self>,
        arguments: Option<RawValue>,
    ) -> LocalBoxFuture<'static, Result<Box<dyn WorkflowOutputValue>, WorkflowTermination>> {
        let arguments = arguments.unwrap_or_default();
        let listeners = ctx.state(|runner| Arc::clone(&runner.listeners));
        // Here nothing is taken yet.
        ctx.state_mut(|runner| {
            runner.failed = listeners.begun(&mut runner.state, &arguments).err();
        });
        async move {
            let (run, retry_tasks) =
                ctx.state(|runner| (Arc::clone(&runner.run), runner.retry_tasks));
            let failed = signalled_to_death(ctx.clone());
            let run = AssertUnwindSafe(async { run(&mut ctx, arguments).await });
            let ended = if listeners.can_fail() {
                match select(pin!(failed), pin!(run.catch_unwind())).await {
                    Either::Left((error, _)) => Ok(Err(error.into())),
                    Either::Right((ended, _)) => ended,
                }
            } else {
                run.catch_unwind().await
            };
            let result = match ended {
                Ok(result) => result,
                Err(panic) if retry_tasks => resume_unwind(panic),
                Err(panic) => Err(from_panic(&*panic).into()),
            };
            match result {
                Ok(result) => Ok(Box::new(result) as Box<dyn WorkflowOutputValue>),
                Err(termination) => {
                    if let Some(message) = ordinary(&termination)
                        && retry_tasks
                    {
                        // The one way to have the SDK fail a task.
                        resume_unwind(Box::new(cut(message)));
                    }
                    let retries = Retries::of(M::defaults().retry_policy);
                    let cancelled = ctx.cancellation_token().is_cancelled();
                    Err(settle(termination, retries, cancelled))
                }
            }
        }
        .boxed_local()
    }

    fn decode_signal_input(
        name: &str,
        payloads: Payloads,
        _: &PayloadConverter,
    ) -> Result<Option<Box<dyn Any>>, WorkflowError> {
        Ok(taken(M::SIGNALS, name, payloads.payloads))
    }

    fn dispatch_signal(
        ctx: WorkflowContext<Self>,
        name: &str,
        arguments: Box<dyn Any>,
    ) -> LocalBoxFuture<'static, Result<(), WorkflowError>> {
        let listeners = ctx.state(|runner| Arc::clone(&runner.listeners));
        let Some(signalled) = listeners.signalled(name, ctx.clone(), raw(arguments)) else {
            return ready(Err(undeclared(name))).boxed_local();
        };
        async move {
            if let Err(error) = signalled.await {
                ctx.state_mut(|runner| {
                    runner.failed.get_or_insert(error);
                });
            }
            Ok(())
        }
        .boxed_local()
    }

    fn decode_query_input(
        name: &str,
        payloads: &Payloads,
        _: &PayloadConverter,
    ) -> Result<Option<Box<dyn Any>>, WorkflowError> {
        Ok(taken(M::QUERIES, name, payloads.payloads.clone()))
    }

    fn dispatch_query(
        &self,
        ctx: WorkflowContextView,
        name: &str,
        arguments: Box<dyn Any>,
    ) -> Result<Box<dyn WorkflowOutputValue>, WorkflowError> {
        let answer = self
            .listeners
            .queried(name, (&self.state, &ctx), &raw(arguments));
        match answer {
            Some(answer) => answer.map(output).map_err(Refusal::of_query),
            None => Err(undeclared(name)),
        }
    }

    fn decode_update_input(
        name: &str,
        payloads: Payloads,
        _: &PayloadConverter,
    ) -> Result<Option<Box<dyn Any>>, WorkflowError> {
        Ok(taken(M::UPDATES, name, payloads.payloads))
    }

    fn dispatch_update(
        ctx: WorkflowContext<Self>,
        name: &str,
        arguments: Box<dyn Any>,
    ) -> LocalBoxFuture<'static, Result<Box<dyn WorkflowOutputValue>, WorkflowError>> {
        let listeners = ctx.state(|runner| Arc::clone(&runner.listeners));
        match listeners.updated(name, ctx, raw(arguments)) {
            Some(updated) => updated
                .map(|answer| answer.map(output).map_err(Refusal::of_update))
                .boxed_local(),
            None => ready(Err(undeclared(name))).boxed_local(),
        }
    }

    fn validate_update(
        &self,
        ctx: WorkflowContextView,
        name: &str,
        arguments: Box<dyn Any>,
    ) -> Result<(), WorkflowError> {
        let validated = self
            .listeners
            .validated(name, (&self.state, &ctx), &raw(arguments));
        match validated {
            Some(validated) => validated.map_err(Refusal::of_update),
            None => Err(undeclared(name)),
        }
    }
}

/// Waits for a signal's handler to fail, however the workflow is cancelled.
async fn signalled_to_death<M: Method, T>(ctx: Context<M, T>) -> Error {
    loop {
        let always = WaitConditionOptions::builder()
            .cancellation_token(WorkflowCancellationToken::new())
            .build();
        let failed = ctx.wait_condition_with_options(|runner| runner.failed.is_some(), always);
        let _ = failed.await;
        if let Some(error) = ctx.state_mut(|runner| runner.failed.take()) {
            return error;
        }
    }
}

/// What a message came with, if the workflow takes such; it is read where it can be answered for.
fn taken(names: &[&str], name: &str, payloads: Vec<Payload>) -> Option<Box<dyn Any>> {
    let arguments = RawValue::new(payloads);
    names
        .contains(&name)
        .then(|| Box::new(arguments) as Box<dyn Any>)
}

fn raw(arguments: Box<dyn Any>) -> RawValue {
    *arguments
        .downcast()
        .expect("the SDK gives a handler what was decoded for it")
}

fn output(result: RawValue) -> Box<dyn WorkflowOutputValue> {
    Box::new(result)
}

fn update(name: &str) -> UpdateDefinitionDescriptor {
    UpdateDefinitionDescriptor {
        name: name.to_owned(),
        has_validator: true,
    }
}

fn undeclared(name: &str) -> WorkflowError {
    WorkflowError::Execution(format!("the schema declares no {name:?}").into())
}
