//! Calls that last.

use std::time::Duration;

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, hold};
use conformance_programs::stubs::conformance::v1::{HoldReply, HoldRequest};
use conformance_programs::stubs::stubborn_runtime::{Code, Error};
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::{TimerResult, WorkflowContext, WorkflowResult, WorkflowTermination};

use crate::LANGUAGE;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Hold;

fn wait(request: &HoldRequest) -> Duration {
    Duration::from_millis(request.hold_ms.into())
}

fn held(request: HoldRequest) -> Result<HoldReply, Error> {
    if let Some(code) = Code::from_name(&request.fail_code) {
        return Err(Error::new(code, "held"));
    }
    Ok(HoldReply { key: request.key, language: LANGUAGE.to_owned() })
}

async fn hold<W: 'static>(ctx: &mut WorkflowContext<W>, request: HoldRequest) -> WorkflowResult<HoldReply> {
    match ctx.timer(wait(&request)).await {
        TimerResult::Fired => Ok(held(request)?),
        TimerResult::Cancelled => Err(WorkflowTermination::cancelled()),
    }
}

impl stubs::Hold for Hold {
    type Hold = Self;
    type HoldUseExisting = Self;
    type HoldTerminateExisting = Self;
    type HoldRejectDuplicate = Self;
    type HoldFailedOnly = Self;
    type HoldTimed = Self;

    async fn hold_handler(&self, _: ActivityContext, request: HoldRequest) -> Result<HoldReply, Error> {
        tokio::time::sleep(wait(&request)).await;
        held(request)
    }
}

macro_rules! hold {
    ($($workflow:ident($context:ident);)*) => {
        $(impl hold::$workflow for Hold {
            async fn run(ctx: &mut hold::$context<Self>, request: HoldRequest) -> WorkflowResult<HoldReply> {
                hold(ctx, request).await
            }
        })*
    };
}

hold! {
    HoldWorkflow(HoldContext);
    HoldUseExistingWorkflow(HoldUseExistingContext);
    HoldTerminateExistingWorkflow(HoldTerminateExistingContext);
    HoldRejectDuplicateWorkflow(HoldRejectDuplicateContext);
    HoldFailedOnlyWorkflow(HoldFailedOnlyContext);
    HoldTimedWorkflow(HoldTimedContext);
}
