//! A typed call as the runner's lines see it: binary in, binary out.

use std::sync::Arc;

use anyhow::Result;
use conformance_programs::stubs::stubborn_runtime as rt;
use futures::FutureExt;
use futures::future::BoxFuture;
use prost::Message;
use temporalio_client::WorkflowExecutionDescription;

use crate::options::{Deadline, Options};

/// The reply in binary; none where it is an `Empty`.
type Reply = Option<Vec<u8>>;

/// The typed calls of a method.
pub trait Calls: Send + Sync {
    fn execute(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>>;
    fn start(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Arc<dyn Called>>>;
    fn handle(&self, run: rt::WorkflowRun) -> Arc<dyn Called>;
}

/// A typed handle.
pub trait Called: Send + Sync {
    fn workflow_id(&self) -> &str;
    fn run_id(&self) -> Option<&str>;
    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>>;
    fn cancel(&self) -> BoxFuture<'_, Result<()>>;
    fn terminate(&self, reason: String) -> BoxFuture<'_, Result<()>>;
    fn describe(&self) -> BoxFuture<'_, Result<WorkflowExecutionDescription>>;
}

/// What a client of a service has for a method.
struct Members<C, M: rt::Method> {
    client: C,
    execute: fn(&C, M::Request) -> rt::Call<M>,
    start: fn(&C, M::Request) -> rt::Start<M>,
    handle: fn(&C, rt::WorkflowRun) -> rt::Handle<M>,
}

/// The calls of a method.
pub fn calls<C: Clone + Send + Sync + 'static, M: rt::Method>(
    client: &C,
    execute: fn(&C, M::Request) -> rt::Call<M>,
    start: fn(&C, M::Request) -> rt::Start<M>,
    handle: fn(&C, rt::WorkflowRun) -> rt::Handle<M>,
) -> Box<dyn Calls> {
    Box::new(Members { client: client.clone(), execute, start, handle })
}

impl<C: Send + Sync, M: rt::Method> Calls for Members<C, M> {
    fn execute(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>> {
        let call = M::Request::decode(request).map(|request| (self.execute)(&self.client, request));
        let deadline = options.deadline;
        async move { Ok(written::<M>(&deadline.set(options.set(call?)).await?)) }.boxed()
    }

    fn start(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Arc<dyn Called>>> {
        let call = M::Request::decode(request).map(|request| (self.start)(&self.client, request));
        async move { Ok(Arc::new(options.set(call?).await?) as Arc<dyn Called>) }.boxed()
    }

    fn handle(&self, run: rt::WorkflowRun) -> Arc<dyn Called> {
        Arc::new((self.handle)(&self.client, run))
    }
}

impl<M: rt::Method> Called for rt::Handle<M> {
    fn workflow_id(&self) -> &str {
        rt::Execution::workflow_id(self)
    }

    fn run_id(&self) -> Option<&str> {
        rt::Execution::run_id(self)
    }

    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>> {
        let waiting = deadline.set_waiting(rt::Execution::result(self));
        async { Ok(written::<M>(&waiting.await?)) }.boxed()
    }

    fn cancel(&self) -> BoxFuture<'_, Result<()>> {
        async { Ok(rt::Execution::cancel(self).await?) }.boxed()
    }

    fn terminate(&self, reason: String) -> BoxFuture<'_, Result<()>> {
        async { Ok(rt::Execution::terminate(self, reason).await?) }.boxed()
    }

    fn describe(&self) -> BoxFuture<'_, Result<WorkflowExecutionDescription>> {
        async { Ok(rt::Execution::describe(self).await?) }.boxed()
    }
}

fn written<M: rt::Method>(reply: &M::Reply) -> Reply {
    (M::REPLY != "google.protobuf.Empty").then(|| reply.encode_to_vec())
}
