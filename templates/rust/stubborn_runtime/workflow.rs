// Workflows that answer calls: what is between the SDK and an implementation.

use std::any::Any;
use std::future::{Future, ready};
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::Arc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use temporalio_common::UntypedWorkflow;
use temporalio_common::data_converters::RawValue;
use temporalio_workflow::workflow_interceptors::WorkflowOutputValue;
use temporalio_workflow::workflows::{
    WorkflowDefinitionDescriptor, WorkflowError, WorkflowImplementation,
};
use temporalio_workflow::{
    WorkflowContext, WorkflowContextView, WorkflowResult, WorkflowTermination,
};

use super::cause::cut;
use super::codec;
use super::failure::{from_panic, ordinary, settle};
use super::handler::{WithRequest, WithoutRequest};
use super::method::Method;
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
    retry_tasks: bool,
}

impl<M: Method, T: Default + 'static> Runner<M, T> {
    /// Makes a runner for each run of a workflow that reads and writes raw payloads.
    pub(super) fn raw(
        retry_tasks: bool,
        run: impl for<'a> Fn(
            &'a mut Context<M, T>,
            RawValue,
        ) -> LocalBoxFuture<'a, WorkflowResult<RawValue>>
        + Send
        + Sync
        + 'static,
    ) -> impl Fn() -> Self + Clone + Send + Sync + 'static {
        let run: Arc<Run<M, T>> = Arc::new(run);
        move || Self {
            state: T::default(),
            run: Arc::clone(&run),
            retry_tasks,
        }
    }

    /// Makes a runner for each run of an implementation, which fails tasks for errors without a code
    /// or fails the workflow.
    pub(super) fn typed<A: 'static>(
        retry_tasks: bool,
        run: impl for<'a> WorkflowFn<'a, M, T, A>,
    ) -> impl Fn() -> Self + Clone + Send + Sync + 'static {
        let run = Arc::new(run);
        Self::raw(retry_tasks, move |ctx, arguments| {
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
            signals: Vec::new(),
            queries: Vec::new(),
            updates: Vec::new(),
        }
    }

    fn init(_: WorkflowContextView, _: Option<RawValue>) -> Self {
        unreachable!("the SDK makes a runner with the function that it is registered with")
    }

    fn run(
        mut ctx: WorkflowContext<Self>,
        arguments: Option<RawValue>,
    ) -> LocalBoxFuture<'static, Result<Box<dyn WorkflowOutputValue>, WorkflowTermination>> {
        async move {
            let (run, retry_tasks) =
                ctx.state(|runner| (Arc::clone(&runner.run), runner.retry_tasks));
            let run =
                AssertUnwindSafe(async { run(&mut ctx, arguments.unwrap_or_default()).await });
            let result = match run.catch_unwind().await {
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
                    let retried = M::defaults().retry_policy.is_some();
                    let cancelled = ctx.cancellation_token().is_cancelled();
                    Err(settle(termination, retried, cancelled))
                }
            }
        }
        .boxed_local()
    }

    fn dispatch_signal(
        _: WorkflowContext<Self>,
        name: &str,
        _: Box<dyn Any>,
    ) -> LocalBoxFuture<'static, Result<(), WorkflowError>> {
        ready(Err(undeclared(name))).boxed_local()
    }

    fn dispatch_query(
        &self,
        _: WorkflowContextView,
        name: &str,
        _: Box<dyn Any>,
    ) -> Result<Box<dyn WorkflowOutputValue>, WorkflowError> {
        Err(undeclared(name))
    }

    fn dispatch_update(
        _: WorkflowContext<Self>,
        name: &str,
        _: Box<dyn Any>,
    ) -> LocalBoxFuture<'static, Result<Box<dyn WorkflowOutputValue>, WorkflowError>> {
        ready(Err(undeclared(name))).boxed_local()
    }

    fn validate_update(
        &self,
        _: WorkflowContextView,
        name: &str,
        _: Box<dyn Any>,
    ) -> Result<(), WorkflowError> {
        Err(undeclared(name))
    }
}

fn undeclared(name: &str) -> WorkflowError {
    WorkflowError::Execution(format!("the schema declares no {name:?}").into())
}
