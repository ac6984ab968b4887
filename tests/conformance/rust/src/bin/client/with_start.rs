//! Calls that are started by a message.

use std::collections::HashMap;

use anyhow::Result;
use conformance_programs::stubs::stubborn_runtime as rt;
use futures::FutureExt;
use futures::future::BoxFuture;
use prost::Message;

use crate::method::{Reply, written};
use crate::options::Options;

/// The starts of a method by messages, by the full names of these.
pub type Starts<C, M> = HashMap<&'static str, Box<dyn StartsWith<C, M>>>;

/// The handle, and what an update answered.
pub type StartedWith<M> = (rt::Handle<M>, Reply);

/// The typed start of a method by a message.
pub trait StartsWith<C, M>: Send + Sync {
    fn start(
        &self,
        client: &C,
        request: &[u8],
        message: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<StartedWith<M>>>;
}

type Request<M> = <<M as rt::Message>::Workflow as rt::Rpc>::Request;

struct BySignal<C, S: rt::Signal>(fn(&C, Request<S>, S::Request) -> rt::StartWithSignal<S>);

pub fn with_signal<C: 'static, S: rt::Signal>(
    start: fn(&C, Request<S>, S::Request) -> rt::StartWithSignal<S>,
) -> Box<dyn StartsWith<C, S::Workflow>> {
    Box::new(BySignal(start))
}

impl<C, S: rt::Signal> StartsWith<C, S::Workflow> for BySignal<C, S> {
    fn start(
        &self,
        client: &C,
        request: &[u8],
        message: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<StartedWith<S::Workflow>>> {
        let request = Request::<S>::decode(request);
        let call = request.and_then(|request| Ok((self.0)(client, request, S::Request::decode(message)?)));
        async move {
            let within = options.deadline.within();
            let mut call = options.set(call?);
            if let Some(within) = within {
                call = call.deadline(within);
            }
            Ok((call.await?, None))
        }
        .boxed()
    }
}

struct ByUpdate<C, U: rt::Update>(fn(&C, Request<U>, U::Request) -> rt::CallWithUpdate<U>);

pub fn with_update<C: 'static, U: rt::Update>(
    start: fn(&C, Request<U>, U::Request) -> rt::CallWithUpdate<U>,
) -> Box<dyn StartsWith<C, U::Workflow>> {
    Box::new(ByUpdate(start))
}

impl<C, U: rt::Update> StartsWith<C, U::Workflow> for ByUpdate<C, U> {
    fn start(
        &self,
        client: &C,
        request: &[u8],
        message: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<StartedWith<U::Workflow>>> {
        let request = Request::<U>::decode(request);
        let call = request.and_then(|request| Ok((self.0)(client, request, U::Request::decode(message)?)));
        async move {
            let (within, update_id) = (options.deadline.within(), options.update_id.clone());
            let mut call = options.set(call?);
            if let Some(within) = within {
                call = call.deadline(within);
            }
            if let Some(id) = update_id {
                call = call.update_id(id);
            }
            let rt::UpdatedStart { handle, update } = call.await?;
            Ok((handle, written::<U>(&update)))
        }
        .boxed()
    }
}
