// What workflows do with what they are sent: what is between the SDK and an implementation.

use std::collections::HashMap;
use std::future::{Future, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use temporalio_common::data_converters::RawValue;
use temporalio_workflow::WorkflowContextView;

use super::codec;
use super::error::Error;
use super::failure::from_panic;
use super::message::{Message, Query, Signal, Update};
use super::method::{Method, Rpc};
use super::performing::{WithRequest, WithoutRequest};
use super::workflow::Context;

/// An `async fn(ctx: &mut C, request: R::Request) -> Result<R::Reply, Error>`, whose request is left out
/// where it is `google.protobuf.Empty`.
pub trait ListenFn<'a, C: 'static, R: Rpc, A>: Send + Sync + 'static {
    /// Answers a message.
    fn answer(&self, ctx: &'a mut C, request: R::Request) -> LocalBoxFuture<'a, Answer<R>>;
}

/// What comes of a message.
pub type Answer<R> = Result<<R as Rpc>::Reply, Error>;

impl<'a, C, R, F, U> ListenFn<'a, C, R, WithRequest> for F
where
    C: 'static,
    R: Rpc,
    F: Fn(&'a mut C, R::Request) -> U + Send + Sync + 'static,
    U: Future<Output = Answer<R>> + 'a,
{
    fn answer(&self, ctx: &'a mut C, request: R::Request) -> LocalBoxFuture<'a, Answer<R>> {
        self(ctx, request).boxed_local()
    }
}

impl<'a, C, R, F, U> ListenFn<'a, C, R, WithoutRequest> for F
where
    C: 'static,
    R: Rpc<Request = ()>,
    F: Fn(&'a mut C) -> U + Send + Sync + 'static,
    U: Future<Output = Answer<R>> + 'a,
{
    fn answer(&self, ctx: &'a mut C, (): ()) -> LocalBoxFuture<'a, Answer<R>> {
        self(ctx).boxed_local()
    }
}

/// A `fn(&T, ctx: &WorkflowContextView, request: R::Request) -> Result<R::Reply, Error>`, whose request is
/// left out where it is `google.protobuf.Empty`.
pub trait QueryFn<T, R: Rpc, A>: Send + Sync + 'static {
    /// Answers a query.
    fn answer(&self, state: &T, ctx: &WorkflowContextView, request: R::Request) -> Answer<R>;
}

impl<T, R, F> QueryFn<T, R, WithRequest> for F
where
    R: Rpc,
    F: Fn(&T, &WorkflowContextView, R::Request) -> Answer<R> + Send + Sync + 'static,
{
    fn answer(&self, state: &T, ctx: &WorkflowContextView, request: R::Request) -> Answer<R> {
        self(state, ctx, request)
    }
}

impl<T, R, F> QueryFn<T, R, WithoutRequest> for F
where
    R: Rpc<Request = ()>,
    F: Fn(&T, &WorkflowContextView) -> Answer<R> + Send + Sync + 'static,
{
    fn answer(&self, state: &T, ctx: &WorkflowContextView, (): ()) -> Answer<R> {
        self(state, ctx)
    }
}

/// A `fn(&T, ctx: &WorkflowContextView, request: &R::Request) -> Result<(), Error>`, whose request is left
/// out where it is `google.protobuf.Empty`.
pub trait ValidateFn<T, R: Rpc, A>: Send + Sync + 'static {
    /// Refuses an update, or does not.
    fn validate(
        &self,
        state: &T,
        ctx: &WorkflowContextView,
        request: &R::Request,
    ) -> Result<(), Error>;
}

impl<T, R, F> ValidateFn<T, R, WithRequest> for F
where
    R: Rpc,
    F: Fn(&T, &WorkflowContextView, &R::Request) -> Result<(), Error> + Send + Sync + 'static,
{
    fn validate(
        &self,
        state: &T,
        ctx: &WorkflowContextView,
        request: &R::Request,
    ) -> Result<(), Error> {
        self(state, ctx, request)
    }
}

impl<T, R, F> ValidateFn<T, R, WithoutRequest> for F
where
    R: Rpc<Request = ()>,
    F: Fn(&T, &WorkflowContextView) -> Result<(), Error> + Send + Sync + 'static,
{
    fn validate(&self, state: &T, ctx: &WorkflowContextView, (): &()) -> Result<(), Error> {
        self(state, ctx)
    }
}

type Listen<M, T> = dyn Fn(Context<M, T>, RawValue) -> LocalBoxFuture<'static, Result<RawValue, Error>>
    + Send
    + Sync;
type Ask<T> = dyn Fn(&T, &WorkflowContextView, &RawValue) -> Result<RawValue, Error> + Send + Sync;
type Validate<T> = dyn Fn(&T, &WorkflowContextView, &RawValue) -> Result<(), Error> + Send + Sync;

type Begin<T> = dyn Fn(&mut T, &RawValue) + Send + Sync;

/// What an implementation does with each message that its workflow takes.
pub struct Listeners<M: Method, T: 'static> {
    begin: Option<Box<Begin<T>>>,
    signals: HashMap<&'static str, Box<Listen<M, T>>>,
    queries: HashMap<&'static str, Box<Ask<T>>>,
    updates: HashMap<&'static str, Box<Listen<M, T>>>,
    validators: HashMap<&'static str, Box<Validate<T>>>,
}

impl<M: Method, T: 'static> Default for Listeners<M, T> {
    fn default() -> Self {
        Self {
            begin: None,
            signals: HashMap::new(),
            queries: HashMap::new(),
            updates: HashMap::new(),
            validators: HashMap::new(),
        }
    }
}

impl<M: Method, T: 'static> Listeners<M, T> {
    /// With what begins with the request. One that cannot be read is left to the workflow.
    #[must_use]
    pub fn begin(mut self, function: impl Fn(&mut T, &M::Request) + Send + Sync + 'static) -> Self {
        self.begin = Some(Box::new(move |state, arguments| {
            if let Ok(request) = codec::decode_request::<M>(arguments) {
                function(state, &request);
            }
        }));
        self
    }

    /// With what takes a signal. One that cannot be read is logged and dropped.
    #[must_use]
    pub fn signal<S: Signal + Message<Workflow = M>, A: 'static>(
        mut self,
        function: impl for<'a> ListenFn<'a, Context<M, T>, S, A>,
    ) -> Self {
        let function = Arc::new(function);
        let listen = move |mut ctx: Context<M, T>, arguments: RawValue| {
            let request = match codec::decode_request::<S>(&arguments) {
                Ok(request) => request,
                Err(error) => {
                    dropped::<S, M, T>(&ctx, &error);
                    return ready(Ok(RawValue::default())).boxed_local();
                }
            };
            let function = Arc::clone(&function);
            async move {
                let answer = AssertUnwindSafe(async { function.answer(&mut ctx, request).await });
                let answer = answer.catch_unwind().await;
                answer.unwrap_or_else(|panic| Err(from_panic(&*panic)))?;
                Ok(RawValue::default())
            }
            .boxed_local()
        };
        self.signals.insert(S::NAME, Box::new(listen));
        self
    }

    /// With what answers a query.
    #[must_use]
    pub fn query<Q: Query + Message<Workflow = M>, A: 'static>(
        mut self,
        function: impl QueryFn<T, Q, A>,
    ) -> Self {
        let ask = move |state: &T, ctx: &WorkflowContextView, arguments: &RawValue| {
            let request = codec::decode_request::<Q>(arguments)?;
            let answer = AssertUnwindSafe(|| function.answer(state, ctx, request));
            let answer = catch_unwind(answer).unwrap_or_else(|panic| Err(from_panic(&*panic)));
            codec::encode_reply::<Q>(&answer?)
        };
        self.queries.insert(Q::NAME, Box::new(ask));
        self
    }

    /// With what answers an update. One that cannot be read is refused.
    #[must_use]
    pub fn update<U: Update + Message<Workflow = M>, A: 'static>(
        mut self,
        function: impl for<'a> ListenFn<'a, Context<M, T>, U, A>,
    ) -> Self {
        let function = Arc::new(function);
        let listen = move |mut ctx: Context<M, T>, arguments: RawValue| {
            let function = Arc::clone(&function);
            async move {
                let request = codec::decode_request::<U>(&arguments)?;
                let answer = AssertUnwindSafe(async { function.answer(&mut ctx, request).await });
                let answer = answer.catch_unwind().await;
                codec::encode_reply::<U>(&answer.unwrap_or_else(|panic| Err(from_panic(&*panic)))?)
            }
            .boxed_local()
        };
        self.updates.insert(U::NAME, Box::new(listen));
        let readable = |_: &T, _: &WorkflowContextView, arguments: &RawValue| {
            codec::decode_request::<U>(arguments).map(drop)
        };
        self.validators
            .entry(U::NAME)
            .or_insert_with(|| Box::new(readable));
        self
    }

    /// With what refuses an update, before anything of it is recorded.
    #[must_use]
    pub fn validator<U: Update + Message<Workflow = M>, A: 'static>(
        mut self,
        function: impl ValidateFn<T, U, A>,
    ) -> Self {
        let validate = move |state: &T, ctx: &WorkflowContextView, arguments: &RawValue| {
            let request = codec::decode_request::<U>(arguments)?;
            let validated = AssertUnwindSafe(|| function.validate(state, ctx, &request));
            catch_unwind(validated).unwrap_or_else(|panic| Err(from_panic(&*panic)))
        };
        self.validators.insert(U::NAME, Box::new(validate));
        self
    }

    /// Whether anything but the workflow itself can end it.
    pub(super) fn can_fail(&self) -> bool {
        self.begin.is_some() || !self.signals.is_empty()
    }

    pub(super) fn begun(&self, state: &mut T, arguments: &RawValue) -> Result<(), Error> {
        let begin = AssertUnwindSafe(|| {
            self.begin.iter().for_each(|begin| begin(state, arguments));
        });
        catch_unwind(begin).map_err(|panic| from_panic(&*panic))
    }

    pub(super) fn signalled(
        &self,
        name: &str,
        ctx: Context<M, T>,
        arguments: RawValue,
    ) -> Option<LocalBoxFuture<'static, Result<RawValue, Error>>> {
        Some(self.signals.get(name)?(ctx, arguments))
    }

    pub(super) fn queried(
        &self,
        name: &str,
        (state, ctx): (&T, &WorkflowContextView),
        arguments: &RawValue,
    ) -> Option<Result<RawValue, Error>> {
        Some(self.queries.get(name)?(state, ctx, arguments))
    }

    pub(super) fn updated(
        &self,
        name: &str,
        ctx: Context<M, T>,
        arguments: RawValue,
    ) -> Option<LocalBoxFuture<'static, Result<RawValue, Error>>> {
        Some(self.updates.get(name)?(ctx, arguments))
    }

    pub(super) fn validated(
        &self,
        name: &str,
        (state, ctx): (&T, &WorkflowContextView),
        arguments: &RawValue,
    ) -> Option<Result<(), Error>> {
        Some(self.validators.get(name)?(state, ctx, arguments))
    }
}

fn dropped<S: Rpc, M: Method, T: 'static>(ctx: &Context<M, T>, error: &Error) {
    if !ctx.is_replaying() {
        let (signal, id, run_id) = (S::NAME, ctx.workflow_id(), ctx.run_id());
        tracing::error!(target: "stubborn", "signal {signal} to `{id}` ({run_id}) is dropped: {error}");
    }
}
