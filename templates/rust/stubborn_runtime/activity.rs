// Activities of the schema, as workflows call them.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use futures::future::{LocalBoxFuture, MaybeDone, maybe_done};
use futures::{FutureExt, poll};
use temporalio_client::{ActivityIdentifier, Client, RpcOptions};
use temporalio_common::data_converters::RawValue;
use temporalio_common::{ActivityCloseTimeouts, Priority, RetryPolicy, UntypedActivity};
use temporalio_workflow::{
    ActivityCancellationType, ActivityExecutionError, ActivityOptions, LocalActivityOptions,
    WorkflowCancellationToken, WorkflowContext,
};

use super::client::{Execute, Started};
use super::code::Code;
use super::codec;
use super::error::Error;
use super::handler::UNLIMITED;
use super::method::{NewUuid, Rpc};

/// An rpc that workflows call as an activity.
pub trait Activity: Rpc {
    /// Where its workers poll; that of the workflow where there is none.
    const TASK_QUEUE: Option<&'static str> = None;

    /// How a call runs that does not say otherwise.
    fn options(_: &Self::Request, uuid: NewUuid<'_>) -> ActivityDefaults;
}

/// How calls of an activity run.
#[derive(Clone, Debug, Default)]
pub struct ActivityDefaults {
    /// As a local activity, in the workflow's own worker.
    pub local: bool,
    /// Of one attempt.
    pub start_to_close_timeout: Option<Duration>,
    /// Of all attempts.
    pub schedule_to_close_timeout: Option<Duration>,
    /// Until a worker takes it.
    pub schedule_to_start_timeout: Option<Duration>,
    /// Between two heartbeats.
    pub heartbeat_timeout: Option<Duration>,
    /// Where there is none, the server tries again for as long as it takes.
    pub retry_policy: Option<RetryPolicy>,
    /// What this workflow waits for when it cancels the activity.
    pub cancellation_type: ActivityCancellationType,
    /// Which of the waiting activities is next.
    pub priority: Option<Priority>,
    /// A line about the activity, for people.
    pub summary: Option<String>,
}

/// A call of an activity that gives an [`ActivityHandle`].
pub type StartActivity<A, W> = ActivityCall<A, W, Started>;

/// A call of an activity that a workflow makes when it is awaited.
///
/// What is not set here is as the schema says. For `select!` and `join!`, which take futures, say
/// `into_future()`.
#[must_use = "nothing is called until it is awaited"]
pub struct ActivityCall<A: Activity, W, Then = Execute> {
    ctx: WorkflowContext<W>,
    request: A::Request,
    task_queue: Option<String>,
    activity_id: Option<String>,
    token: Option<WorkflowCancellationToken>,
    options: ActivityDefaults,
    then: PhantomData<fn() -> Then>,
}

impl<A: Activity, W: 'static, Then> ActivityCall<A, W, Then> {
    /// A call with the schema's options.
    pub fn new(ctx: &WorkflowContext<W>, request: A::Request) -> Self {
        Self {
            ctx: ctx.clone(),
            options: A::options(&request, &|| ctx.uuid4()),
            request,
            task_queue: A::TASK_QUEUE.map(str::to_owned),
            activity_id: None,
            token: None,
            then: PhantomData,
        }
    }

    /// The activity's id, in history and for the function.
    pub fn id(mut self, activity_id: impl Into<String>) -> Self {
        self.activity_id = Some(activity_id.into());
        self
    }

    /// The queue that the workers poll.
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.task_queue = Some(task_queue.into());
        self
    }

    /// Whether it runs in the workflow's own worker, in which case it has no queue, heartbeats or
    /// priority.
    pub fn local(mut self, local: bool) -> Self {
        self.options.local = local;
        self
    }

    /// Of one attempt.
    pub fn start_to_close_timeout(mut self, timeout: Duration) -> Self {
        self.options.start_to_close_timeout = Some(timeout);
        self
    }

    /// Of all attempts.
    pub fn schedule_to_close_timeout(mut self, timeout: Duration) -> Self {
        self.options.schedule_to_close_timeout = Some(timeout);
        self
    }

    /// Until a worker takes it.
    pub fn schedule_to_start_timeout(mut self, timeout: Duration) -> Self {
        self.options.schedule_to_start_timeout = Some(timeout);
        self
    }

    /// Between two heartbeats.
    pub fn heartbeat_timeout(mut self, timeout: Duration) -> Self {
        self.options.heartbeat_timeout = Some(timeout);
        self
    }

    /// Of its attempts.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.options.retry_policy = Some(policy);
        self
    }

    /// What this workflow waits for when it cancels the activity.
    pub fn cancellation_type(mut self, cancellation_type: ActivityCancellationType) -> Self {
        self.options.cancellation_type = cancellation_type;
        self
    }

    /// What cancels the activity, instead of the cancellation of this workflow.
    pub fn cancellation_token(mut self, token: WorkflowCancellationToken) -> Self {
        self.token = Some(token);
        self
    }

    /// Which of the waiting activities is next.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.options.priority = Some(priority);
        self
    }

    /// A line about the activity, for people.
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.options.summary = Some(summary.into());
        self
    }

    async fn start(mut self) -> Result<ActivityHandle<A>, Error> {
        let arguments =
            codec::encode_request::<A>(&self.request).map_err(|error| error.of::<A>(""))?;
        let activity = UntypedActivity::new(A::NAME);
        let ctx = self.ctx.clone();
        let token = self.token.take();
        let token = token.unwrap_or_else(|| ctx.cancellation_token().child_token());
        self.token = Some(token.clone());
        let running = if self.options.local {
            let options = self.into_local();
            async move {
                ctx.execute_local_activity(activity, arguments, options)
                    .await
            }
            .boxed_local()
        } else {
            let options = self.into_remote()?;
            async move { ctx.execute_activity(activity, arguments, options).await }.boxed_local()
        };
        let mut result = maybe_done(running);
        // By which it is begun.
        let _ = poll!(&mut result);
        Ok(ActivityHandle {
            result,
            token,
            activity: PhantomData,
        })
    }

    fn into_remote(self) -> Result<ActivityOptions, Error> {
        let options = self.options;
        let timeouts = match (
            options.start_to_close_timeout,
            options.schedule_to_close_timeout,
        ) {
            (Some(start_to_close), Some(schedule_to_close)) => {
                ActivityCloseTimeouts::ScheduleAndStartToClose {
                    schedule_to_close,
                    start_to_close,
                }
            }
            (Some(start_to_close), None) => ActivityCloseTimeouts::StartToClose(start_to_close),
            (None, Some(schedule_to_close)) => {
                ActivityCloseTimeouts::ScheduleToClose(schedule_to_close)
            }
            (None, None) => {
                let error = Error::new(Code::InvalidArgument, "the activity has no timeout");
                return Err(error.of::<A>(""));
            }
        };
        Ok(ActivityOptions::with_close_timeouts(timeouts)
            .maybe_activity_id(self.activity_id)
            .maybe_task_queue(self.task_queue)
            .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
            .maybe_heartbeat_timeout(options.heartbeat_timeout)
            .cancellation_type(options.cancellation_type)
            .maybe_cancellation_token(self.token)
            .maybe_retry_policy(options.retry_policy)
            .maybe_summary(options.summary)
            .maybe_priority(options.priority)
            .build())
    }

    fn into_local(self) -> LocalActivityOptions {
        let options = self.options;
        LocalActivityOptions::builder()
            .maybe_activity_id(self.activity_id)
            .maybe_start_to_close_timeout(options.start_to_close_timeout)
            .schedule_to_close_timeout(options.schedule_to_close_timeout.unwrap_or(UNLIMITED))
            .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
            .cancel_type(options.cancellation_type)
            .maybe_cancellation_token(self.token)
            .retry_policy(options.retry_policy.unwrap_or_default())
            .maybe_summary(options.summary)
            .build()
    }
}

impl<A: Activity, W: 'static> IntoFuture for ActivityCall<A, W, Execute> {
    type Output = Result<A::Reply, Error>;
    type IntoFuture = futures::future::Fuse<LocalBoxFuture<'static, Self::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        async move { self.start().await?.result().await }
            .boxed_local()
            .fuse()
    }
}

impl<A: Activity, W: 'static> IntoFuture for ActivityCall<A, W, Started> {
    type Output = Result<ActivityHandle<A>, Error>;
    type IntoFuture = futures::future::Fuse<LocalBoxFuture<'static, Self::Output>>;

    fn into_future(self) -> Self::IntoFuture {
        self.start().boxed_local().fuse()
    }
}

type Running = LocalBoxFuture<'static, Result<RawValue, ActivityExecutionError>>;

/// A started activity.
pub struct ActivityHandle<A> {
    result: MaybeDone<Running>,
    token: WorkflowCancellationToken,
    activity: PhantomData<fn() -> A>,
}

impl<A: Activity> ActivityHandle<A> {
    /// Waits for the reply, which is given once.
    ///
    /// # Errors
    ///
    /// If the activity fails, or the reply was given before.
    pub async fn result(&mut self) -> Result<A::Reply, Error> {
        if matches!(self.result, MaybeDone::Gone) {
            let error = Error::new(Code::FailedPrecondition, "the reply was given before");
            return Err(error.of::<A>(""));
        }
        (&mut self.result).await;
        let reply = match Pin::new(&mut self.result).take_output() {
            Some(Ok(result)) => codec::decode_reply::<A>(&result),
            Some(Err(error)) => Err(Error::from(error)),
            None => unreachable!("what is awaited is there to be taken"),
        };
        reply.map_err(|error| error.of::<A>(""))
    }

    /// Asks the activity to end.
    pub fn cancel(&self) {
        self.token.cancel();
    }
}

/// Answers an activity that ended with [`Error::pending`], as `Ok` or as an error.
///
/// # Errors
///
/// If the reply cannot be written, or the server does not know the activity.
pub async fn complete<A: Activity>(
    client: &Client,
    activity: ActivityIdentifier,
    reply: &A::Reply,
) -> Result<(), Error> {
    let result = codec::encode_reply::<A>(reply).map_err(|error| error.of::<A>(""))?;
    let handle = client.get_async_activity_handle(activity);
    let completed = handle.complete(Some(result), RpcOptions::default()).await;
    completed.map_err(|error| {
        Error::new(Code::Unknown, error.to_string())
            .with_source(error)
            .of::<A>("")
    })
}
