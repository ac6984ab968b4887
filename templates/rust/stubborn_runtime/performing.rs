// Functions that do what activities are: of handlers, and of the schema's activities.

use std::future::Future;
use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_common::ActivityDefinition;
use temporalio_common::data_converters::RawValue;
use temporalio_sdk::activities::{
    ActivityContext, ActivityDefinitions, ActivityError, ActivityImplementer, ExecutableActivity,
};

use super::activity::Activity;
use super::code::Code;
use super::codec;
use super::error::Error;
use super::failure::{Retries, from_panic, to_failure};
use super::method::{HandlerMethod, Rpc};
use super::worker::served_as;

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
pub trait HandlerFn<'a, S, M: Rpc, A>: Send + Sync + 'static {
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
    M: Rpc,
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
    M: Rpc<Request = ()>,
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
pub(super) struct Served<S, M: Rpc> {
    service: Arc<S>,
    answer: Box<Answer<S, M>>,
}

impl<S: Send + Sync + 'static, M: Rpc> Served<S, M> {
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

/// How the SDK knows what a function does.
pub(super) trait Performs<M: Rpc>: 'static {
    /// The activity type.
    fn activity_type() -> &'static str;

    /// What is tried again.
    fn retries() -> Retries;
}

/// The function of a handler.
pub(super) struct AsHandler;

impl<M: HandlerMethod> Performs<M> for AsHandler {
    fn activity_type() -> &'static str {
        M::ACTIVITY_TYPE.unwrap_or(M::NAME)
    }

    fn retries() -> Retries {
        Retries::of(M::options(&String::new).retry_policy)
    }
}

/// An activity of the schema.
pub(super) struct AsActivity;

impl<M: Activity> Performs<M> for AsActivity {
    fn activity_type() -> &'static str {
        M::NAME
    }

    fn retries() -> Retries {
        Retries::All
    }
}

/// The activity that runs a function.
pub(super) struct Performed<S, M, K> {
    name: &'static str,
    served: PhantomData<Kinds<S, M, K>>,
}

type Kinds<S, M, K> = fn() -> (S, M, K);

impl<S: Send + Sync + 'static, M: Rpc> ActivityImplementer for Served<S, M> {
    fn register_all(self: Arc<Self>, _: &mut ActivityDefinitions) {
        unreachable!("activities are registered one by one, under their names")
    }
}

impl<S, M, K> ActivityDefinition for Performed<S, M, K> {
    type Input = RawValue;
    type Output = RawValue;

    fn name(&self) -> &str {
        self.name
    }
}

impl<S: Send + Sync + 'static, M: Rpc, K: Performs<M>> ExecutableActivity for Performed<S, M, K> {
    type Implementer = Served<S, M>;

    const REQUIRES_INSTANCE: bool = true;

    fn definition() -> Self {
        Self {
            name: served_as(K::activity_type()),
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
                Err(error) if error.is_pending() => Err(ActivityError::WillCompleteAsync),
                Err(error) if error.code() == Code::Cancelled && ctx.is_cancelled() => {
                    Err(ActivityError::cancelled())
                }
                Err(error) => Err(ActivityError::application(to_failure(error, K::retries()))),
            }
        }
        .boxed()
    }
}
