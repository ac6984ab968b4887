//! Calls from within a workflow.

use conformance_programs::stubs::conformance::v1::relay_reply::Result as Reply;
use conformance_programs::stubs::conformance::v1::relay_request::Call;
use conformance_programs::stubs::conformance::v1::stubborn::{
    self as stubs, BasicChildClient, HoldChildClient, IdsChildClient, ValuesChildClient, relay,
};
use conformance_programs::stubs::conformance::v1::{RelayError, RelayMode, RelayReply, RelayRequest};
use conformance_programs::stubs::stubborn_runtime::{
    ChildCall, Code, Error, Method, StartChild, WorkflowContext,
};
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

#[derive(Default)]
pub struct Relay;

impl stubs::Relay for Relay {
    type Relay = Self;
}

impl relay::RelayWorkflow for Relay {
    async fn run(
        ctx: &mut relay::RelayContext<Self>,
        mut request: RelayRequest,
    ) -> WorkflowResult<RelayReply> {
        let call = request.call.take();
        let mut relaying = Relaying { request, child_id: String::new() };
        let result = match relaying.call(ctx, call).await {
            Err(error) if relaying.request.escape => return Err(error.into()),
            Err(error) => Reply::Error(RelayError {
                code: error.code().to_string(),
                message: error.message().to_owned(),
            }),
            Ok(result) => result,
        };
        Ok(RelayReply { language: LANGUAGE.to_owned(), child_id: relaying.child_id, result: Some(result) })
    }
}

/// How a request wants its call made, and what became of it.
struct Relaying {
    request: RelayRequest,
    child_id: String,
}

impl Relaying {
    async fn call<W: 'static>(
        &mut self,
        ctx: &WorkflowContext<W>,
        call: Option<Call>,
    ) -> Result<Reply, Error> {
        let basic = BasicChildClient::new(ctx);
        let hold = HoldChildClient::new(ctx);
        let ids = IdsChildClient::new(ctx);
        let values = ValuesChildClient::new(ctx);
        Ok(match call {
            Some(Call::Greet(request)) => {
                Reply::Greet(self.make(basic.greet(request.clone()), basic.start_greet(request)).await?)
            }
            Some(Call::GreetHandler(request)) => {
                let start = basic.start_greet_handler(request.clone());
                Reply::Greet(self.make(basic.greet_handler(request), start).await?)
            }
            Some(Call::GreetLocal(request)) => {
                let start = basic.start_greet_local(request.clone());
                Reply::Greet(self.make(basic.greet_local(request), start).await?)
            }
            Some(Call::Note(request)) => {
                Reply::Nothing(self.make(basic.note(request.clone()), basic.start_note(request)).await?)
            }
            Some(Call::Recall(())) => Reply::Recall(self.make(basic.recall(), basic.start_recall()).await?),
            Some(Call::Ping(())) => Reply::Nothing(self.make(basic.ping(), basic.start_ping()).await?),
            Some(Call::PingHandler(())) => {
                Reply::Nothing(self.make(basic.ping_handler(), basic.start_ping_handler()).await?)
            }
            Some(Call::Fail(request)) => {
                Reply::Fail(self.make(basic.fail(request.clone()), basic.start_fail(request)).await?)
            }
            Some(Call::FailHandler(request)) => {
                let start = basic.start_fail_handler(request.clone());
                Reply::Fail(self.make(basic.fail_handler(request), start).await?)
            }
            Some(Call::Echo(request)) => {
                Reply::Echo(self.make(values.echo(request.clone()), values.start_echo(request)).await?)
            }
            Some(Call::EchoWorkflow(request)) => {
                let start = values.start_echo_workflow(request.clone());
                Reply::Echo(self.make(values.echo_workflow(request), start).await?)
            }
            Some(Call::Scalars(request)) => {
                Reply::Id(self.make(ids.scalars(request.clone()), ids.start_scalars(request)).await?)
            }
            Some(Call::Floats(request)) => {
                Reply::Id(self.make(ids.floats(request.clone()), ids.start_floats(request)).await?)
            }
            Some(Call::Variables(request)) => {
                Reply::Id(self.make(ids.variables(request.clone()), ids.start_variables(request)).await?)
            }
            Some(Call::Hold(request)) => {
                Reply::Hold(self.make(hold.hold(request.clone()), hold.start_hold(request)).await?)
            }
            None => return Err(Error::new(Code::InvalidArgument, "no call to relay")),
        })
    }

    /// Of the two calls the one that the request asks for; the other is never made.
    async fn make<M: Method, W: 'static>(
        &mut self,
        execute: ChildCall<M, W>,
        start: StartChild<M, W>,
    ) -> Result<M::Reply, Error> {
        if self.request.mode() == RelayMode::Unspecified {
            return self.set(execute).await;
        }
        let mut child = self.set(start).await?;
        child.workflow_id().clone_into(&mut self.child_id);
        if self.request.mode() == RelayMode::Cancel {
            child.cancel("by the case");
        }
        child.result().await
    }

    fn set<M: Method, W: 'static, Then>(&self, mut call: ChildCall<M, W, Then>) -> ChildCall<M, W, Then> {
        if !self.request.task_queue.is_empty() {
            call = call.task_queue(&self.request.task_queue);
        }
        if !self.request.workflow_id.is_empty() {
            call = call.id(&self.request.workflow_id);
        }
        call
    }
}
