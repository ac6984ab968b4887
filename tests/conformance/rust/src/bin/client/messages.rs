//! What is sent to running workflows as the runner's lines see it: binary in, binary out.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Result, bail};
use conformance_programs::stubs::stubborn_runtime as rt;
use futures::FutureExt;
use futures::future::BoxFuture;
use prost::Message;

use crate::method::{Reply, written};
use crate::options::{Deadline, Options};

/// What the workflows of a method take, by the full names of the messages.
pub type Messages<M> = HashMap<&'static str, Box<dyn Sends<M>>>;

/// The typed calls of a message.
pub trait Sends<M>: Send + Sync {
    fn send(&self, to: &rt::Handle<M>, request: &[u8], options: Options)
    -> BoxFuture<'static, Result<Reply>>;

    fn start(&self, _: &rt::Handle<M>, _: &[u8], _: Options) -> BoxFuture<'static, Result<Arc<dyn Updated>>> {
        async { bail!("no update") }.boxed()
    }

    fn find(&self, _: &rt::Handle<M>, _: &str) -> Result<Arc<dyn Updated>> {
        bail!("no update")
    }
}

/// A typed handle to an update.
pub trait Updated: Send + Sync {
    fn id(&self) -> &str;
    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>>;
}

impl<U: rt::Update> Updated for rt::UpdateHandle<U> {
    fn id(&self) -> &str {
        rt::UpdateHandle::id(self)
    }

    fn result(&self, deadline: Deadline) -> BoxFuture<'_, Result<Reply>> {
        let mut result = rt::UpdateHandle::result(self);
        if let Some(within) = deadline.within() {
            result = result.deadline(within);
        }
        async { Ok(written::<U>(&result.await?)) }.boxed()
    }
}

type To<M> = rt::Handle<M>;

struct SignalOf<S: rt::Signal>(fn(&To<S::Workflow>, S::Request) -> rt::SignalCall<S>);

pub fn signal<S: rt::Signal>(
    send: fn(&To<S::Workflow>, S::Request) -> rt::SignalCall<S>,
) -> Box<dyn Sends<S::Workflow>> {
    Box::new(SignalOf(send))
}

impl<S: rt::Signal> Sends<S::Workflow> for SignalOf<S> {
    fn send(
        &self,
        to: &To<S::Workflow>,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Reply>> {
        let call = S::Request::decode(request).map(|request| (self.0)(to, request));
        async move {
            let mut call = call?;
            if let Some(within) = options.deadline.within() {
                call = call.deadline(within);
            }
            call.await?;
            Ok(None)
        }
        .boxed()
    }
}

struct QueryOf<Q: rt::Query>(fn(&To<Q::Workflow>, Q::Request) -> rt::QueryCall<Q>);

pub fn query<Q: rt::Query>(
    ask: fn(&To<Q::Workflow>, Q::Request) -> rt::QueryCall<Q>,
) -> Box<dyn Sends<Q::Workflow>> {
    Box::new(QueryOf(ask))
}

impl<Q: rt::Query> Sends<Q::Workflow> for QueryOf<Q> {
    fn send(
        &self,
        to: &To<Q::Workflow>,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Reply>> {
        let call = Q::Request::decode(request).map(|request| (self.0)(to, request));
        async move {
            let mut call = call?;
            if let Some(within) = options.deadline.within() {
                call = call.deadline(within);
            }
            Ok(written::<Q>(&call.await?))
        }
        .boxed()
    }
}

struct UpdateOf<U: rt::Update> {
    execute: fn(&To<U::Workflow>, U::Request) -> rt::UpdateCall<U>,
    start: fn(&To<U::Workflow>, U::Request) -> rt::StartUpdate<U>,
    find: fn(&To<U::Workflow>, String) -> rt::UpdateHandle<U>,
}

pub fn update<U: rt::Update>(
    execute: fn(&To<U::Workflow>, U::Request) -> rt::UpdateCall<U>,
    start: fn(&To<U::Workflow>, U::Request) -> rt::StartUpdate<U>,
    find: fn(&To<U::Workflow>, String) -> rt::UpdateHandle<U>,
) -> Box<dyn Sends<U::Workflow>> {
    Box::new(UpdateOf { execute, start, find })
}

fn set<U: rt::Update, Then>(options: &Options, mut call: rt::UpdateCall<U, Then>) -> rt::UpdateCall<U, Then> {
    if let Some(id) = &options.update_id {
        call = call.id(id);
    }
    match options.deadline.within() {
        Some(within) => call.deadline(within),
        None => call,
    }
}

impl<U: rt::Update> Sends<U::Workflow> for UpdateOf<U> {
    fn send(
        &self,
        to: &To<U::Workflow>,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Reply>> {
        let call = U::Request::decode(request).map(|request| (self.execute)(to, request));
        async move { Ok(written::<U>(&set(&options, call?).await?)) }.boxed()
    }

    fn start(
        &self,
        to: &To<U::Workflow>,
        request: &[u8],
        options: Options,
    ) -> BoxFuture<'static, Result<Arc<dyn Updated>>> {
        let call = U::Request::decode(request).map(|request| (self.start)(to, request));
        async move {
            let mut call = set(&options, call?);
            if let Some(stage) = options.stage {
                call = call.stage(stage.into());
            }
            Ok(Arc::new(call.await?) as Arc<dyn Updated>)
        }
        .boxed()
    }

    fn find(&self, to: &To<U::Workflow>, update_id: &str) -> Result<Arc<dyn Updated>> {
        Ok(Arc::new((self.find)(to, update_id.to_owned())))
    }
}
