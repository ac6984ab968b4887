//! Calls that are killed, too large, too late or cancelled.

use std::time::Duration;

use conformance_programs::stubs::conformance::v1::stubborn::{
    self as stubs, ReliabilityChildClient, reliability,
};
use conformance_programs::stubs::conformance::v1::{
    JourneyReply, JourneyRequest, LargeReply, LargeRequest, WaitRequest, WorkReply, WorkRequest, WrapRequest,
};
use conformance_programs::stubs::stubborn_runtime::{Code, Error, attempt, idempotency_key};
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::{TimerResult, WorkflowResult, WorkflowTermination};
use tokio::time::sleep;

use crate::LANGUAGE;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Reliability;

/// Between two heartbeats of Work, in milliseconds.
const WORK_INTERVAL: u32 = 200;

async fn heartbeat(ctx: &ActivityContext, heartbeats: u32) -> Result<(), Error> {
    ctx.record_heartbeat(heartbeats).await.map_err(Error::unknown)
}

/// Fails where the call is cancelled meanwhile.
async fn pause(ctx: &ActivityContext, milliseconds: u32) -> Result<(), Error> {
    tokio::select! {
        () = sleep(Duration::from_millis(milliseconds.into())) => Ok(()),
        () = ctx.cancelled() => Err(Error::new(Code::Cancelled, "cancelled")),
    }
}

fn large(request: &LargeRequest) -> LargeReply {
    LargeReply { text: letters(request), language: LANGUAGE.to_owned() }
}

fn letters(request: &LargeRequest) -> String {
    "x".repeat(request.size.try_into().unwrap_or(usize::MAX))
}

fn wrapped(request: WrapRequest) -> Error {
    let inner = Error::new(Code::NotFound, "inner").with_retryable(request.retryable);
    Error::unknown(anyhow::Error::new(inner).context("outer"))
}

impl stubs::Reliability for Reliability {
    type Journey = Self;
    type Large = Self;
    type Wrap = Self;

    async fn work(&self, ctx: ActivityContext, request: WorkRequest) -> Result<WorkReply, Error> {
        let last: Option<u32> = ctx.heartbeat_details().deserialize().map_err(Error::unknown)?;
        let mut heartbeats = last.unwrap_or_default();
        while heartbeats * WORK_INTERVAL < request.work_ms {
            pause(&ctx, WORK_INTERVAL).await?;
            heartbeats += 1;
            heartbeat(&ctx, heartbeats).await?;
        }
        if attempt(&ctx) <= request.fail_attempts {
            return Err(Error::new(Code::Unavailable, "not yet"));
        }
        Ok(WorkReply {
            key: request.key,
            idempotency_key: idempotency_key(&ctx),
            attempt: attempt(&ctx),
            heartbeats,
            language: LANGUAGE.to_owned(),
        })
    }

    async fn large_handler(&self, _: ActivityContext, request: LargeRequest) -> Result<LargeReply, Error> {
        Ok(large(&request))
    }

    async fn large_error(&self, _: ActivityContext, request: LargeRequest) -> Result<(), Error> {
        Err(Error::unknown(letters(&request)))
    }

    async fn wait(&self, ctx: ActivityContext, _: WaitRequest) -> Result<(), Error> {
        for heartbeats in 1.. {
            pause(&ctx, 100).await?;
            heartbeat(&ctx, heartbeats).await?;
        }
        Ok(())
    }

    async fn wrap_handler(&self, _: ActivityContext, request: WrapRequest) -> Result<(), Error> {
        Err(wrapped(request))
    }
}

impl reliability::JourneyWorkflow for Reliability {
    async fn run(
        ctx: &mut reliability::JourneyContext<Self>,
        request: JourneyRequest,
    ) -> WorkflowResult<JourneyReply> {
        let client = ReliabilityChildClient::new(ctx);
        // Children are on the queue of this workflow, whatever the schema says.
        let task_queue = ctx.task_queue().to_owned();
        let leg = |number: u8| WorkRequest {
            key: format!("{}/{number}", request.key),
            work_ms: request.work_ms / 2,
            fail_attempts: 0,
        };
        let first = client.work(leg(1)).task_queue(&task_queue).await?;
        if ctx.timer(Duration::from_millis(request.pause_ms.into())).await == TimerResult::Cancelled {
            return Err(WorkflowTermination::cancelled());
        }
        let second = client.work(leg(2)).task_queue(&task_queue).await?;
        Ok(JourneyReply {
            key: request.key,
            first: Some(first),
            second: Some(second),
            language: LANGUAGE.to_owned(),
        })
    }
}

impl reliability::LargeWorkflow for Reliability {
    async fn run(
        _: &mut reliability::LargeContext<Self>,
        request: LargeRequest,
    ) -> WorkflowResult<LargeReply> {
        Ok(large(&request))
    }
}

impl reliability::WrapWorkflow for Reliability {
    async fn run(_: &mut reliability::WrapContext<Self>, request: WrapRequest) -> WorkflowResult<()> {
        Err(wrapped(request).into())
    }
}
