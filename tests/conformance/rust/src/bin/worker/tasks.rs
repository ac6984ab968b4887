//! Activities, and a workflow that calls them.

use std::time::Duration;

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, TasksActivityClient, desk};
use conformance_programs::stubs::conformance::v1::use_reply::Result as Answer;
use conformance_programs::stubs::conformance::v1::use_request::Call;
use conformance_programs::stubs::conformance::v1::{
    Lost, TaskFailure, TaskReply, TaskRequest, UseError, UseMode, UseReply, UseRequest,
};
use conformance_programs::stubs::stubborn_runtime::{
    Activity, ActivityCall, Code, Error, RetryPolicy, StartActivity, attempt,
};
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::{WorkflowContext, WorkflowResult};
use tokio::time::sleep;

use crate::LANGUAGE;

pub struct Tasks;

fn check(attempt: u32, request: &TaskRequest) -> Result<(), Error> {
    let text = request.text.clone();
    if request.attempts != 0 && attempt > request.attempts {
        return Ok(());
    }
    match request.failure() {
        TaskFailure::Unspecified => Ok(()),
        TaskFailure::Stub => Err(Error::new(Code::NotFound, text)),
        TaskFailure::Exception => Err(Error::unknown(text)),
        TaskFailure::Declared => Err(Lost { text }.into()),
        TaskFailure::Final => Err(Error::new(Code::NotFound, text).with_retryable(false)),
    }
}

fn done(ctx: &ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
    let attempt = attempt(ctx);
    check(attempt, &request)?;
    Ok(TaskReply {
        text: request.text,
        language: LANGUAGE.to_owned(),
        attempt,
        task_queue: ctx.info().task_queue.clone(),
    })
}

impl stubs::TasksActivities for Tasks {
    async fn send(&self, ctx: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        done(&ctx, request)
    }

    async fn look(&self, ctx: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        done(&ctx, request)
    }

    async fn far(&self, ctx: ActivityContext, request: TaskRequest) -> Result<TaskReply, Error> {
        done(&ctx, request)
    }

    async fn watch(&self, ctx: ActivityContext, _: TaskRequest) -> Result<TaskReply, Error> {
        for heartbeats in 1_u32.. {
            tokio::select! {
                () = sleep(Duration::from_millis(100)) => {}
                () = ctx.cancelled() => break,
            }
            ctx.record_heartbeat(heartbeats).await.map_err(Error::unknown)?;
        }
        Err(Error::new(Code::Cancelled, "cancelled"))
    }

    async fn ping(&self, _: ActivityContext) -> Result<(), Error> {
        Ok(())
    }
}

/// The service, and its workflow.
#[derive(Default)]
pub struct Desk;

impl stubs::Desk for Desk {
    type Use = Self;
}

impl desk::UseWorkflow for Desk {
    async fn run(ctx: &mut desk::UseContext<Self>, mut request: UseRequest) -> WorkflowResult<UseReply> {
        let call = request.call.take();
        let result = match used(ctx, &request, call).await {
            Ok(result) => result,
            Err(error) if request.escape => return Err(error.into()),
            Err(error) => match error.detail() {
                Some(lost) => Answer::Lost(lost),
                None => Answer::Error(UseError {
                    code: error.code().to_string(),
                    message: error.message().to_owned(),
                }),
            },
        };
        Ok(UseReply { language: LANGUAGE.to_owned(), result: Some(result) })
    }
}

async fn used<W: 'static>(
    ctx: &WorkflowContext<W>,
    request: &UseRequest,
    call: Option<Call>,
) -> Result<Answer, Error> {
    let tasks = TasksActivityClient::new(ctx);
    let using = Using { ctx, request };
    Ok(match call {
        Some(Call::Send(task)) => {
            Answer::Reply(using.make(tasks.send(task.clone()), tasks.start_send(task)).await?)
        }
        Some(Call::Look(task)) => {
            Answer::Reply(using.make(tasks.look(task.clone()), tasks.start_look(task)).await?)
        }
        Some(Call::Far(task)) => {
            Answer::Reply(using.make(tasks.far(task.clone()), tasks.start_far(task)).await?)
        }
        Some(Call::Watch(task)) => {
            Answer::Reply(using.make(tasks.watch(task.clone()), tasks.start_watch(task)).await?)
        }
        Some(Call::Ping(())) => Answer::Nothing(using.make(tasks.ping(), tasks.start_ping()).await?),
        None => return Err(Error::new(Code::InvalidArgument, "no call")),
    })
}

/// How a request wants its call made.
struct Using<'a, W> {
    ctx: &'a WorkflowContext<W>,
    request: &'a UseRequest,
}

impl<W: 'static> Using<'_, W> {
    /// Of the two calls the one that the request asks for; the other is never made.
    async fn make<A: Activity>(
        &self,
        execute: ActivityCall<A, W>,
        start: StartActivity<A, W>,
    ) -> Result<A::Reply, Error> {
        let mode = self.request.mode();
        if mode == UseMode::Unspecified || mode == UseMode::Local {
            return self.set(execute).await;
        }
        let mut started = self.set(start).await?;
        if mode == UseMode::Cancel {
            self.ctx.timer(Duration::from_secs(1)).await;
            started.cancel();
        }
        started.result().await
    }

    fn set<A: Activity, Then>(&self, mut call: ActivityCall<A, W, Then>) -> ActivityCall<A, W, Then> {
        if self.request.mode() == UseMode::Local {
            call = call.local(true);
        }
        if !self.request.task_queue.is_empty() {
            call = call.task_queue(&self.request.task_queue);
        }
        if self.request.maximum_attempts != 0 {
            let policy = RetryPolicy::builder().maximum_attempts(self.request.maximum_attempts).build();
            call = call.retry_policy(policy);
        }
        call
    }
}
