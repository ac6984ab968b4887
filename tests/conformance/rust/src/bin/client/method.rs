//! A typed call as the runner's lines see it: binary in, binary out.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use conformance_programs::stubs::stubborn_runtime as rt;
use futures::FutureExt;
use futures::future::BoxFuture;
use prost::Message;
use temporalio_client::WorkflowExecutionDescription;

use crate::messages::{Messages, Sends, Updated};
use crate::options::{Deadline, Options};
use crate::with_start::Starts;

/// The reply in binary; none where it is an `Empty`.
pub type Reply = Option<Vec<u8>>;

/// The typed calls of a method.
pub trait Calls: Send + Sync {
    fn execute(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>>;
    fn start(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Arc<dyn Called>>>;
    fn handle(&self, run: rt::WorkflowRun) -> Arc<dyn Called>;
    /// Starts it by a message.
    fn start_with(&self, name: &str, request: &[u8], message: &[u8], options: Options) -> Starting;
}

/// A start that gives a handle, and what an update answered.
pub type Starting = BoxFuture<'static, Result<(Arc<dyn Called>, Reply)>>;

/// A typed handle.
pub trait Called: Send + Sync {
    fn workflow_id(&self) -> &str;
    fn run_id(&self) -> Option<&str>;
    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>>;
    fn cancel(&self) -> BoxFuture<'_, Result<()>>;
    fn terminate(&self, reason: String) -> BoxFuture<'_, Result<()>>;
    fn describe(&self) -> BoxFuture<'_, Result<WorkflowExecutionDescription>>;
    fn send(&self, name: &str, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>>;
    fn start_update(
        &self,
        name: &str,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Arc<dyn Updated>>>;
    fn find_update(&self, name: &str, update_id: &str) -> Result<Arc<dyn Updated>>;
}

/// What a client of a service has for a method.
pub struct Members<C, M: rt::Method> {
    client: C,
    execute: fn(&C, M::Request) -> rt::Call<M>,
    start: fn(&C, M::Request) -> rt::Start<M>,
    handle: fn(&C, rt::WorkflowRun) -> rt::Handle<M>,
    pub messages: Arc<Messages<M>>,
    pub starts: Starts<C, M>,
}

/// The calls of a method.
pub fn calls<C: Clone + Send + Sync + 'static, M: rt::Method>(
    client: &C,
    execute: fn(&C, M::Request) -> rt::Call<M>,
    start: fn(&C, M::Request) -> rt::Start<M>,
    handle: fn(&C, rt::WorkflowRun) -> rt::Handle<M>,
) -> Box<dyn Calls> {
    Box::new(members(client, execute, start, handle, Messages::new(), Starts::new()))
}

/// The calls of a method that takes messages.
pub fn members<C: Clone, M: rt::Method>(
    client: &C,
    execute: fn(&C, M::Request) -> rt::Call<M>,
    start: fn(&C, M::Request) -> rt::Start<M>,
    handle: fn(&C, rt::WorkflowRun) -> rt::Handle<M>,
    messages: Messages<M>,
    starts: Starts<C, M>,
) -> Members<C, M> {
    Members { client: client.clone(), execute, start, handle, messages: Arc::new(messages), starts }
}

impl<C, M: rt::Method> Members<C, M> {
    fn called(messages: &Arc<Messages<M>>, handle: rt::Handle<M>) -> Arc<dyn Called> {
        Arc::new(Running { handle, messages: Arc::clone(messages) })
    }
}

/// A handle with what can be sent to it.
struct Running<M> {
    handle: rt::Handle<M>,
    messages: Arc<Messages<M>>,
}

impl<M> Running<M> {
    fn message(&self, name: &str) -> Result<&dyn Sends<M>> {
        let message = self.messages.get(name).ok_or_else(|| anyhow!("no message {name}"))?;
        Ok(&**message)
    }
}

impl<C: Send + Sync, M: rt::Method> Calls for Members<C, M> {
    fn execute(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>> {
        let call = M::Request::decode(request).map(|request| (self.execute)(&self.client, request));
        let deadline = options.deadline;
        async move { Ok(written::<M>(&deadline.set(options.set(call?)).await?)) }.boxed()
    }

    fn start(&self, request: &[u8], options: Options) -> BoxFuture<'static, Result<Arc<dyn Called>>> {
        let call = M::Request::decode(request).map(|request| (self.start)(&self.client, request));
        let messages = Arc::clone(&self.messages);
        async move { Ok(Self::called(&messages, options.set(call?).await?)) }.boxed()
    }

    fn handle(&self, run: rt::WorkflowRun) -> Arc<dyn Called> {
        Self::called(&self.messages, (self.handle)(&self.client, run))
    }

    fn start_with(&self, name: &str, request: &[u8], message: &[u8], options: Options) -> Starting {
        let Some(starting) = self.starts.get(name) else {
            let name = name.to_owned();
            return async move { bail!("no start by {name}") }.boxed();
        };
        let started = starting.start(&self.client, request, message, options);
        let messages = Arc::clone(&self.messages);
        async move {
            let (handle, reply) = started.await?;
            Ok((Self::called(&messages, handle), reply))
        }
        .boxed()
    }
}

impl<M: rt::Method> Called for Running<M> {
    fn workflow_id(&self) -> &str {
        rt::Execution::workflow_id(&self.handle)
    }

    fn run_id(&self) -> Option<&str> {
        rt::Execution::run_id(&self.handle)
    }

    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>> {
        let waiting = deadline.set_waiting(rt::Execution::result(&self.handle));
        async { Ok(written::<M>(&waiting.await?)) }.boxed()
    }

    fn cancel(&self) -> BoxFuture<'_, Result<()>> {
        async { Ok(rt::Execution::cancel(&self.handle).await?) }.boxed()
    }

    fn terminate(&self, reason: String) -> BoxFuture<'_, Result<()>> {
        async { Ok(rt::Execution::terminate(&self.handle, reason).await?) }.boxed()
    }

    fn describe(&self) -> BoxFuture<'_, Result<WorkflowExecutionDescription>> {
        async { Ok(rt::Execution::describe(&self.handle).await?) }.boxed()
    }

    fn send(&self, name: &str, request: &[u8], options: Options) -> BoxFuture<'static, Result<Reply>> {
        match self.message(name) {
            Ok(message) => message.send(&self.handle, request, options),
            Err(error) => async { Err(error) }.boxed(),
        }
    }

    fn start_update(
        &self,
        name: &str,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Arc<dyn Updated>>> {
        match self.message(name) {
            Ok(message) => message.start(&self.handle, request, options),
            Err(error) => async { Err(error) }.boxed(),
        }
    }

    fn find_update(&self, name: &str, update_id: &str) -> Result<Arc<dyn Updated>> {
        self.message(name)?.find(&self.handle, update_id)
    }
}

pub fn written<M: rt::Rpc>(reply: &M::Reply) -> Reply {
    (M::REPLY != "google.protobuf.Empty").then(|| reply.encode_to_vec())
}
