//! Calls of every shape.

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, basic};
use conformance_programs::stubs::conformance::v1::{
    FailReply, FailRequest, Failure, GreetReply, GreetRequest, NoteRequest, RecallReply,
};
use conformance_programs::stubs::stubborn_runtime::{Code, Error};
use temporalio_common::error::ApplicationFailure;
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

/// The service, and each of its workflows: they have no state.
#[derive(Default)]
pub struct Basic;

fn greet(request: &GreetRequest) -> GreetReply {
    GreetReply { text: format!("Hello, {}!", request.name), language: LANGUAGE.to_owned() }
}

fn note(request: &NoteRequest) -> Result<(), Error> {
    let NoteRequest { text, want } = request;
    if text == want {
        return Ok(());
    }
    Err(Error::new(Code::FailedPrecondition, format!("want {want}, got {text}")))
}

fn recall() -> RecallReply {
    RecallReply { text: "recalled".to_owned(), language: LANGUAGE.to_owned() }
}

fn fail(request: FailRequest) -> Result<FailReply, Error> {
    let failure = request.failure();
    let FailRequest { code, message, retryable, .. } = request;
    match failure {
        Failure::Stub => {
            let code = Code::from_name(&code).expect("the case names a canonical code");
            let error = Error::new(code, message);
            Err(match retryable {
                Some(retryable) => error.with_retryable(retryable),
                None => error,
            })
        }
        Failure::Sdk => {
            let failure = ApplicationFailure::builder(anyhow::Error::msg(message));
            Err(failure.type_name(code).non_retryable(true).build().into())
        }
        Failure::Exception => Err(Error::unknown(message)),
        Failure::Panic => panic!("{message}"),
        Failure::Unspecified => Ok(FailReply { message, language: LANGUAGE.to_owned() }),
    }
}

impl stubs::Basic for Basic {
    type Greet = Self;
    type Note = Self;
    type Recall = Self;
    type Ping = Self;
    type Fail = Self;
    type FailRetried = Self;

    async fn greet_handler(&self, _: ActivityContext, request: GreetRequest) -> Result<GreetReply, Error> {
        Ok(greet(&request))
    }

    async fn greet_local(&self, _: ActivityContext, request: GreetRequest) -> Result<GreetReply, Error> {
        Ok(greet(&request))
    }

    async fn note_handler(&self, _: ActivityContext, request: NoteRequest) -> Result<(), Error> {
        note(&request)
    }

    async fn recall_handler(&self, _: ActivityContext) -> Result<RecallReply, Error> {
        Ok(recall())
    }

    async fn ping_handler(&self, _: ActivityContext) -> Result<(), Error> {
        Ok(())
    }

    async fn ping_local(&self, _: ActivityContext) -> Result<(), Error> {
        Ok(())
    }

    async fn fail_handler(&self, _: ActivityContext, request: FailRequest) -> Result<FailReply, Error> {
        fail(request)
    }

    async fn fail_local(&self, _: ActivityContext, request: FailRequest) -> Result<FailReply, Error> {
        fail(request)
    }

    async fn fail_retried_handler(
        &self,
        _: ActivityContext,
        request: FailRequest,
    ) -> Result<FailReply, Error> {
        fail(request)
    }
}

impl basic::GreetWorkflow for Basic {
    async fn run(_: &mut basic::GreetContext<Self>, request: GreetRequest) -> WorkflowResult<GreetReply> {
        Ok(greet(&request))
    }
}

impl basic::NoteWorkflow for Basic {
    async fn run(_: &mut basic::NoteContext<Self>, request: NoteRequest) -> WorkflowResult<()> {
        Ok(note(&request)?)
    }
}

impl basic::RecallWorkflow for Basic {
    async fn run(_: &mut basic::RecallContext<Self>) -> WorkflowResult<RecallReply> {
        Ok(recall())
    }
}

impl basic::PingWorkflow for Basic {
    async fn run(_: &mut basic::PingContext<Self>) -> WorkflowResult<()> {
        Ok(())
    }
}

impl basic::FailWorkflow for Basic {
    async fn run(_: &mut basic::FailContext<Self>, request: FailRequest) -> WorkflowResult<FailReply> {
        Ok(fail(request)?)
    }
}

impl basic::FailRetriedWorkflow for Basic {
    async fn run(_: &mut basic::FailRetriedContext<Self>, request: FailRequest) -> WorkflowResult<FailReply> {
        Ok(fail(request)?)
    }
}
