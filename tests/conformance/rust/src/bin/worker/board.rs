//! Workflows that are told and asked while they run.

use std::time::Duration;

use conformance_programs::stubs::conformance::control::v1::PauseRequest;
use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, BoardChildClient, board};
use conformance_programs::stubs::conformance::v1::{
    AddRequest, BoardFailure, BoardState, ChangeRequest, DescribeRequest, Full, ParentRequest, RunReply,
    RunRequest, SizeRequest, TellRequest,
};
use conformance_programs::stubs::stubborn_runtime::{Code, Error, ExternalExecution};
use temporalio_workflow::{WorkflowContext, WorkflowContextView, WorkflowResult};

use crate::LANGUAGE;

pub struct Board;

impl stubs::Board for Board {
    type Run = Run;
    type Once = Once;
    type Tell = Tell;
    type Parent = Parent;
}

fn check(failure: BoardFailure, text: &str) -> Result<(), Error> {
    match failure {
        BoardFailure::Unspecified => Ok(()),
        BoardFailure::Stub => Err(Error::new(Code::NotFound, text)),
        BoardFailure::Exception => Err(Error::unknown(text)),
        BoardFailure::Declared => Err(Full { size: 7 }.into()),
    }
}

fn large(size: u32) -> String {
    "x".repeat(usize::try_from(size).unwrap_or(usize::MAX))
}

/// What a board keeps.
#[derive(Default)]
struct Kept {
    key: String,
    events: Vec<String>,
    closed: bool,
}

impl Kept {
    fn add(&mut self, request: &AddRequest) {
        self.events.push(format!("add {}", request.text));
    }

    fn state(&self, prefix: &str) -> BoardState {
        let events = self.events.iter().filter(|event| event.starts_with(prefix));
        BoardState { events: events.cloned().collect(), key: self.key.clone(), language: LANGUAGE.to_owned() }
    }

    fn reply(&self) -> RunReply {
        RunReply { events: self.events.clone(), language: LANGUAGE.to_owned() }
    }

    fn sized(&self, request: &SizeRequest) -> BoardState {
        BoardState { events: vec![large(request.size)], ..self.state("") }
    }
}

/// Ends once it is closed and nobody is being answered.
async fn closing<W>(ctx: &WorkflowContext<W>, closed: impl Fn(&W) -> bool) -> Result<(), Error> {
    ctx.wait_condition(closed).await?;
    let finished = ctx.clone();
    Ok(ctx.wait_condition(move |_| finished.all_handlers_finished()).await?)
}

#[derive(Default)]
pub struct Run(Kept);

type RunContext = board::RunContext<Run>;

impl board::RunWorkflow for Run {
    fn begin(&mut self, request: &RunRequest) {
        self.0.key.clone_from(&request.key);
    }

    async fn run(ctx: &mut RunContext, _: RunRequest) -> WorkflowResult<RunReply> {
        closing(ctx, |run| run.0.closed).await?;
        Ok(ctx.state(|run| run.0.reply()))
    }

    async fn add(ctx: &mut RunContext, request: AddRequest) -> Result<(), Error> {
        check(request.failure(), &request.text)?;
        ctx.state_mut(|run| run.0.add(&request));
        Ok(())
    }

    async fn cancel(ctx: &mut RunContext) -> Result<(), Error> {
        ctx.state_mut(|run| {
            run.0.events.push("cancel".to_owned());
            run.0.closed = true;
        });
        Ok(())
    }

    async fn pause(ctx: &mut RunContext, request: PauseRequest) -> Result<(), Error> {
        ctx.state_mut(|run| run.0.events.push(format!("pause {}", request.reason)));
        Ok(())
    }

    async fn resume(ctx: &mut RunContext) -> Result<(), Error> {
        ctx.state_mut(|run| run.0.events.push("resume".to_owned()));
        Ok(())
    }

    fn state(&self, _: &WorkflowContextView) -> Result<BoardState, Error> {
        Ok(self.0.state(""))
    }

    fn describe(&self, _: &WorkflowContextView, request: DescribeRequest) -> Result<BoardState, Error> {
        check(request.failure(), &request.prefix)?;
        Ok(self.0.state(&request.prefix))
    }

    fn size(&self, _: &WorkflowContextView, request: SizeRequest) -> Result<BoardState, Error> {
        Ok(self.0.sized(&request))
    }

    fn validate_change(&self, _: &WorkflowContextView, request: &ChangeRequest) -> Result<(), Error> {
        match &*request.text {
            "" => Err(Error::new(Code::InvalidArgument, "nothing to change")),
            "panic" => Err(Error::unknown("refused")),
            _ => Ok(()),
        }
    }

    async fn change(ctx: &mut RunContext, request: ChangeRequest) -> Result<BoardState, Error> {
        ctx.timer(Duration::from_millis(request.delay_ms.into())).await;
        check(request.failure(), &request.text)?;
        ctx.state_mut(|run| run.0.events.push(format!("change {}", request.text)));
        Ok(ctx.state(|run| run.0.state("")))
    }

    async fn close(ctx: &mut RunContext) -> Result<(), Error> {
        ctx.state_mut(|run| run.0.closed = true);
        Ok(())
    }

    async fn result(ctx: &mut RunContext) -> Result<BoardState, Error> {
        Ok(ctx.state(|run| run.0.state("")))
    }

    async fn grow(ctx: &mut RunContext, request: SizeRequest) -> Result<BoardState, Error> {
        Ok(ctx.state(|run| run.0.sized(&request)))
    }
}

#[derive(Default)]
pub struct Once(Kept);

impl board::OnceWorkflow for Once {
    fn begin(&mut self, request: &RunRequest) {
        self.0.key.clone_from(&request.key);
    }

    async fn run(ctx: &mut board::OnceContext<Self>, _: RunRequest) -> WorkflowResult<RunReply> {
        closing(ctx, |once| once.0.closed).await?;
        Ok(ctx.state(|once| once.0.reply()))
    }

    async fn add(ctx: &mut board::OnceContext<Self>, request: AddRequest) -> Result<(), Error> {
        check(request.failure(), &request.text)?;
        ctx.state_mut(|once| {
            once.0.add(&request);
            once.0.closed = true;
        });
        Ok(())
    }

    fn state(&self, _: &WorkflowContextView) -> Result<BoardState, Error> {
        Ok(self.0.state(""))
    }
}

#[derive(Default)]
pub struct Tell;

impl board::TellWorkflow for Tell {
    async fn run(ctx: &mut board::TellContext<Self>, request: TellRequest) -> WorkflowResult<RunReply> {
        let other = BoardChildClient::new(ctx).run_handle(request.workflow_id);
        for text in request.texts {
            other.add(AddRequest { text, ..AddRequest::default() }).await?;
        }
        if !request.pause.is_empty() {
            other.pause(PauseRequest { reason: request.pause }).await?;
        }
        if request.cancel {
            // What the handle has itself, beside the signal `Cancel`.
            let other: &ExternalExecution<board::Run> = &other;
            other.cancel("by the case").await?;
        }
        Ok(RunReply { language: LANGUAGE.to_owned(), ..RunReply::default() })
    }
}

#[derive(Default)]
pub struct Parent;

impl board::ParentWorkflow for Parent {
    async fn run(ctx: &mut board::ParentContext<Self>, request: ParentRequest) -> WorkflowResult<RunReply> {
        let start = BoardChildClient::new(ctx).start_run(RunRequest { key: request.key });
        let mut child = start.task_queue(ctx.task_queue()).await?;
        for text in request.texts {
            child.add(AddRequest { text, ..AddRequest::default() }).await?;
        }
        child.cancel().await?;
        Ok(child.result().await?)
    }
}
