// What callers send to running workflows: signals and queries.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use temporalio_client::{
    QueryRejectCondition, UntypedQuery, UntypedSignal, WorkflowQueryOptions, WorkflowSignalOptions,
};

use super::codec;
use super::error::Error;
use super::handle::{Execution, Handle};
use super::message::{Message, Query, Signal};
use super::waiting::{Awaited, Deadline};

/// A signal that is sent when it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct SignalCall<S: Signal> {
    execution: Execution<S::Workflow>,
    request: S::Request,
    options: WorkflowSignalOptions,
    within: Option<Duration>,
}

impl<S: Signal> SignalCall<S> {
    /// To the workflow of a handle.
    pub fn new(handle: &Handle<S::Workflow>, request: S::Request) -> Self {
        Self {
            execution: Execution::clone(handle),
            request,
            options: WorkflowSignalOptions::default(),
            within: None,
        }
    }

    /// How long to wait until the server has it.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    /// Whatever else the SDK takes: header, request id, the RPC's own options.
    pub fn options(mut self, change: impl FnOnce(&mut WorkflowSignalOptions)) -> Self {
        change(&mut self.options);
        self
    }

    async fn send(self) -> Result<(), Error> {
        let Self {
            execution,
            request,
            options,
            within,
        } = self;
        let sent = async {
            let arguments = codec::encode_request::<S>(&request)?;
            let signal = UntypedSignal::new(S::NAME);
            Ok(execution
                .untyped()
                .signal(signal, arguments, options)
                .await?)
        };
        answered::<S, _>(&execution, within, sent).await
    }
}

impl<S: Signal> IntoFuture for SignalCall<S> {
    type Output = Result<(), Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send().boxed()
    }
}

impl<S: Signal> fmt::Debug for SignalCall<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        described::<S>("SignalCall", &self.execution, f)
    }
}

/// A query that is asked when it is awaited.
#[must_use = "nothing is asked until it is awaited"]
pub struct QueryCall<Q: Query> {
    execution: Execution<Q::Workflow>,
    request: Q::Request,
    options: WorkflowQueryOptions,
    within: Option<Duration>,
}

impl<Q: Query> QueryCall<Q> {
    /// Of the workflow of a handle.
    pub fn new(handle: &Handle<Q::Workflow>, request: Q::Request) -> Self {
        Self {
            execution: Execution::clone(handle),
            request,
            options: WorkflowQueryOptions::default(),
            within: None,
        }
    }

    /// How long to wait for the answer.
    pub fn deadline(mut self, within: Duration) -> Self {
        self.within = Some(within);
        self
    }

    /// Which states of the workflow are not asked.
    pub fn reject_condition(mut self, condition: QueryRejectCondition) -> Self {
        self.options.reject_condition = Some(condition);
        self
    }

    /// Whatever else the SDK takes: header, the RPC's own options.
    pub fn options(mut self, change: impl FnOnce(&mut WorkflowQueryOptions)) -> Self {
        change(&mut self.options);
        self
    }

    async fn ask(self) -> Result<Q::Reply, Error> {
        let Self {
            execution,
            request,
            options,
            within,
        } = self;
        let asked = async {
            let arguments = codec::encode_request::<Q>(&request)?;
            let query = UntypedQuery::new(Q::NAME);
            let result = execution.untyped().query(query, arguments, options).await?;
            codec::decode_reply::<Q>(&result)
        };
        answered::<Q, _>(&execution, within, asked).await
    }
}

impl<Q: Query> IntoFuture for QueryCall<Q> {
    type Output = Result<Q::Reply, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.ask().boxed()
    }
}

impl<Q: Query> fmt::Debug for QueryCall<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        described::<Q>("QueryCall", &self.execution, f)
    }
}

/// Waits for what a workflow answers, but no longer than `within`.
pub(super) async fn answered<M: Message, T>(
    execution: &Execution<M::Workflow>,
    within: Option<Duration>,
    answer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let (id, run_id) = (execution.workflow_id(), execution.run_id());
    let awaited = Awaited::new::<M::Workflow>(execution.untyped().client(), id);
    awaited.started(run_id);
    let deadline = Deadline {
        within,
        cancels: false,
    };
    let answer = awaited.wait(deadline, answer).await;
    answer.map_err(|error| error.of_message::<M>(id).in_run(run_id))
}

/// How a message that is about to be sent is shown.
pub(super) fn described<M: Message>(
    name: &str,
    execution: &Execution<M::Workflow>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.debug_struct(name)
        .field("message", &M::NAME)
        .field("workflow_id", &execution.workflow_id())
        .finish_non_exhaustive()
}
