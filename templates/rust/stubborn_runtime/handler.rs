// Functions that answer calls: the activity that runs one, and the workflow around it.

use std::future::Future;
use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_common::data_converters::RawValue;
use temporalio_common::{ActivityCloseTimeouts, ActivityDefinition, UntypedActivity};
use temporalio_sdk::activities::{
    ActivityContext, ActivityDefinitions, ActivityError, ActivityImplementer, ExecutableActivity,
};
use temporalio_workflow::{ActivityOptions, LocalActivityOptions, WorkflowResult};

use super::code::Code;
use super::codec;
use super::error::Error;
use super::failure::{from_panic, to_failure};
use super::method::{HandlerMethod, HandlerOptions, Method, Rpc};
use super::worker::served_as;
use super::workflow::Context;

/// The id of the one activity of a handler's workflow: the same in every language, so that a worker in
/// one can go on with what a worker in another began.
pub(super) const ACTIVITY_ID: &str = "handler";

/// A local activity of this SDK has 100 seconds where it is not given a time.
const UNLIMITED: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// What is the same in every attempt of a handler at one call, and in no other call: for systems that
/// take such a key and do a thing once, because an attempt that gets lost is made again.
///
/// It is the run id of the call's workflow and the id of the activity in it, with a `/` between them.
/// A handler knows the number of its attempt from `ctx.info().attempt`, the first being 1, or from
/// [`attempt`]. What `ctx.record_heartbeat` writes, the next attempt reads with
/// `ctx.heartbeat_details()`, also one in another language as long as it is a number, a string, a
/// boolean, or a sequence or map of these. Where it heartbeats, `ctx.cancelled()` ends when the
/// call is cancelled; a handler that then fails with [`Code::Cancelled`] ends it as cancelled.
pub fn idempotency_key(ctx: &ActivityContext) -> String {
    let info = ctx.info();
    let run_id = info.workflow_run_id.as_deref().unwrap_or_default();
    format!("{run_id}/{}", info.activity_id)
}

/// Which attempt of a handler at a call it is; the first is 1.
pub fn attempt(ctx: &ActivityContext) -> u32 {
    ctx.info().attempt
}

/// Marks functions that take a request.
pub struct WithRequest;

/// Marks functions whose request is `google.protobuf.Empty`, which is not passed.
pub struct WithoutRequest;

/// An `async fn(&S, ctx: ActivityContext, request: M::Request) -> Result<M::Reply, Error>`, whose
/// request is left out where it is `google.protobuf.Empty`.
pub trait HandlerFn<'a, S, M: Method, A>: Send + Sync + 'static {
    /// Answers a request.
    fn answer(
        &self,
        service: &'a S,
        ctx: ActivityContext,
        request: M::Request,
    ) -> BoxFuture<'a, Result<M::Reply, Error>>;
}

impl<'a, S, M, F, R> HandlerFn<'a, S, M, WithRequest> for F
where
    S: 'a,
    M: Method,
    F: Fn(&'a S, ActivityContext, M::Request) -> R + Send + Sync + 'static,
    R: Future<Output = Result<M::Reply, Error>> + Send + 'a,
{
    fn answer(
        &self,
        service: &'a S,
        ctx: ActivityContext,
        request: M::Request,
    ) -> BoxFuture<'a, Result<M::Reply, Error>> {
        self(service, ctx, request).boxed()
    }
}

impl<'a, S, M, F, R> HandlerFn<'a, S, M, WithoutRequest> for F
where
    S: 'a,
    M: Method<Request = ()>,
    F: Fn(&'a S, ActivityContext) -> R + Send + Sync + 'static,
    R: Future<Output = Result<M::Reply, Error>> + Send + 'a,
{
    fn answer(
        &self,
        service: &'a S,
        ctx: ActivityContext,
        (): (),
    ) -> BoxFuture<'a, Result<M::Reply, Error>> {
        self(service, ctx).boxed()
    }
}

type Answer<S, M> = dyn for<'a> Fn(
        &'a S,
        ActivityContext,
        <M as Rpc>::Request,
    ) -> BoxFuture<'a, Result<<M as Rpc>::Reply, Error>>
    + Send
    + Sync;

/// A service with the function of it that answers a method.
pub(super) struct Served<S, M: Method> {
    service: Arc<S>,
    answer: Box<Answer<S, M>>,
}

impl<S: Send + Sync + 'static, M: HandlerMethod> Served<S, M> {
    pub(super) fn new<A: 'static>(
        service: Arc<S>,
        handler: impl for<'a> HandlerFn<'a, S, M, A>,
    ) -> Self {
        let answer: Box<Answer<S, M>> =
            Box::new(move |service, ctx, request| handler.answer(service, ctx, request));
        Self { service, answer }
    }

    async fn run(&self, ctx: ActivityContext, arguments: RawValue) -> Result<RawValue, Error> {
        let request = codec::decode_request::<M>(&arguments)?;
        let answer = AssertUnwindSafe(async { (self.answer)(&self.service, ctx, request).await });
        match answer.catch_unwind().await {
            Ok(reply) => codec::encode_reply::<M>(&reply?),
            Err(panic) => Err(from_panic(&*panic)),
        }
    }
}

impl<S: Send + Sync + 'static, M: HandlerMethod> ActivityImplementer for Served<S, M> {
    fn register_all(self: Arc<Self>, definitions: &mut ActivityDefinitions) {
        definitions.register_activity::<HandlerActivity<S, M>>(self);
    }
}

/// The activity that runs a handler.
pub(super) struct HandlerActivity<S, M> {
    name: &'static str,
    served: PhantomData<fn() -> (S, M)>,
}

impl<S, M> ActivityDefinition for HandlerActivity<S, M> {
    type Input = RawValue;
    type Output = RawValue;

    fn name(&self) -> &str {
        self.name
    }
}

impl<S: Send + Sync + 'static, M: HandlerMethod> ExecutableActivity for HandlerActivity<S, M> {
    type Implementer = Served<S, M>;

    const REQUIRES_INSTANCE: bool = true;

    fn definition() -> Self {
        Self {
            name: served_as(M::ACTIVITY_TYPE.unwrap_or(M::NAME)),
            served: PhantomData,
        }
    }

    fn execute(
        served: Option<Arc<Self::Implementer>>,
        ctx: ActivityContext,
        arguments: RawValue,
    ) -> BoxFuture<'static, Result<RawValue, ActivityError>> {
        async move {
            let served = served.expect("the SDK gives an activity what it was registered with");
            match served.run(ctx.clone(), arguments).await {
                Ok(result) => Ok(result),
                Err(error) if error.code() == Code::Cancelled && ctx.is_cancelled() => {
                    Err(ActivityError::cancelled())
                }
                Err(error) => {
                    let retried = M::options().retry_policy.is_some();
                    Err(ActivityError::application(to_failure(error, retried)))
                }
            }
        }
        .boxed()
    }
}

/// The workflow around a handler: it passes the payloads on as they are.
pub(super) async fn relay<M: HandlerMethod>(
    ctx: &mut Context<M, ()>,
    arguments: RawValue,
) -> WorkflowResult<RawValue> {
    let info = ctx.info();
    let activity = UntypedActivity::new(M::ACTIVITY_TYPE.unwrap_or(info.workflow_type()));
    let options = M::options();
    let result = if options.local {
        ctx.execute_local_activity(activity, arguments, local(options))
            .await?
    } else {
        ctx.execute_activity(activity, arguments, remote(options))
            .await?
    };
    Ok(codec::relayed(result))
}

fn remote(options: HandlerOptions) -> ActivityOptions {
    let start_to_close = options.start_to_close_timeout;
    let timeouts = match options.schedule_to_close_timeout {
        Some(schedule_to_close) => ActivityCloseTimeouts::ScheduleAndStartToClose {
            schedule_to_close,
            start_to_close,
        },
        None => ActivityCloseTimeouts::StartToClose(start_to_close),
    };
    ActivityOptions::with_close_timeouts(timeouts)
        .activity_id(ACTIVITY_ID)
        .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
        .maybe_heartbeat_timeout(options.heartbeat_timeout)
        .maybe_retry_policy(options.retry_policy)
        .build()
}

fn local(options: HandlerOptions) -> LocalActivityOptions {
    LocalActivityOptions::builder()
        .activity_id(ACTIVITY_ID.to_owned())
        .start_to_close_timeout(options.start_to_close_timeout)
        .schedule_to_close_timeout(options.schedule_to_close_timeout.unwrap_or(UNLIMITED))
        .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
        .retry_policy(options.retry_policy.unwrap_or_default())
        .build()
}
