//! Everything else that a schema says of a call.

use std::time::Duration;

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, SettingsChildClient, settings};
use conformance_programs::stubs::conformance::v1::{MarkChildRequest, MarkReply, MarkRequest};
use conformance_programs::stubs::stubborn_runtime::Error;
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Settings;

fn reply(request: MarkRequest) -> MarkReply {
    MarkReply { key: request.key, text: request.text, language: LANGUAGE.to_owned() }
}

impl stubs::Settings for Settings {
    type Mark = Self;
    type Remember = Self;
    type Stay = Self;
    type MarkChild = Self;
    type Again = Self;

    async fn mark_handler(&self, _: ActivityContext, request: MarkRequest) -> Result<MarkReply, Error> {
        Ok(reply(request))
    }
}

impl settings::MarkWorkflow for Settings {
    async fn run(_: &mut settings::MarkContext<Self>, request: MarkRequest) -> WorkflowResult<MarkReply> {
        Ok(reply(request))
    }
}

impl settings::RememberWorkflow for Settings {
    async fn run(_: &mut settings::RememberContext<Self>, request: MarkRequest) -> WorkflowResult<MarkReply> {
        Ok(reply(request))
    }
}

impl settings::StayWorkflow for Settings {
    async fn run(ctx: &mut settings::StayContext<Self>, request: MarkRequest) -> WorkflowResult<MarkReply> {
        ctx.timer(Duration::from_secs(60)).await;
        Ok(reply(request))
    }
}

impl settings::MarkChildWorkflow for Settings {
    async fn run(
        ctx: &mut settings::MarkChildContext<Self>,
        request: MarkChildRequest,
    ) -> WorkflowResult<MarkReply> {
        let client = SettingsChildClient::new(ctx);
        let task_queue = ctx.task_queue().to_owned();
        let mark = request.mark.unwrap_or_default();
        if !request.stay {
            return Ok(client.mark(mark).task_queue(task_queue).await?);
        }
        let key = mark.key.clone();
        client.start_stay(mark).task_queue(task_queue).await?;
        Ok(MarkReply { key, language: LANGUAGE.to_owned(), ..MarkReply::default() })
    }
}

impl settings::AgainWorkflow for Settings {
    async fn run(ctx: &mut settings::AgainContext<Self>, request: MarkRequest) -> WorkflowResult<MarkReply> {
        if request.count == 0 {
            return Ok(reply(request));
        }
        let next = MarkRequest { count: request.count - 1, text: format!("{}x", request.text), ..request };
        Err(SettingsChildClient::new(ctx).continue_again(next).into())
    }
}
