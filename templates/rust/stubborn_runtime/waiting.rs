// Waiting for a reply: as long as the caller likes, and through a restart of the server.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::pin;
use std::sync::OnceLock;
use std::time::Duration;

use futures::future::{Either, select};
use temporalio_client::errors::WorkflowGetResultError;
use temporalio_client::tonic::{Code as Status, Status as Answer};
use temporalio_client::{
    Client, WorkflowCancelOptions, WorkflowExecutionInfo, WorkflowGetResultOptions, WorkflowHandle,
};
use temporalio_common::UntypedWorkflow;
use temporalio_common::data_converters::RawValue;
use tokio::time::{sleep, timeout};

use super::code::Code;
use super::diagnosis::{Diagnosis, PATIENCE, diagnose};
use super::error::Error;
use super::method::Method;

/// When a call that no worker has begun with is worth a warning.
const WARN_AFTER: Duration = Duration::from_secs(5);

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long a caller waits, and whether the call is cancelled then.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deadline {
    pub(super) within: Option<Duration>,
    pub(super) cancels: bool,
}

/// A call that somebody waits for.
pub(super) struct Awaited {
    client: Client,
    method: &'static str,
    workflow_id: String,
    /// The run, if it is known; unset until the call is started.
    started: OnceLock<Option<String>>,
}

impl Awaited {
    pub(super) fn new<M: Method>(client: &Client, workflow_id: &str) -> Self {
        Self {
            client: client.clone(),
            method: M::NAME,
            workflow_id: workflow_id.to_owned(),
            started: OnceLock::new(),
        }
    }

    /// Says that the call is started, and as which run, if that is known.
    pub(super) fn started(&self, run_id: Option<&str>) {
        let _ = self.started.set(run_id.map(str::to_owned));
    }

    /// Waits for what answers the call.
    pub(super) async fn wait<T>(
        &self,
        deadline: Deadline,
        reply: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let mut reply = pin!(reply);
        let within = deadline.within.unwrap_or(WARN_AFTER);
        if let Ok(reply) = timeout(within, &mut reply).await {
            return reply;
        }
        // A reply that comes now is still one.
        let diagnosis = match select(&mut reply, pin!(diagnose(self.handle()))).await {
            Either::Left((reply, _)) => return reply,
            Either::Right((diagnosis, _)) => diagnosis,
        };
        if deadline.within.is_none() {
            if !diagnosis.is_begun {
                let (method, id, reason) = (self.method, &self.workflow_id, diagnosis.reason);
                tracing::warn!(target: "stubborn", "{method} (id `{id}`) waits: {reason}");
            }
            return reply.await;
        }
        if diagnosis.is_ended
            && let Ok(reply) = timeout(PATIENCE, &mut reply).await
        {
            return reply;
        }
        Err(self.late(within, deadline.cancels, diagnosis).await)
    }

    async fn late(&self, within: Duration, cancels: bool, diagnosis: Diagnosis) -> Error {
        let Diagnosis {
            mut reason, run_id, ..
        } = diagnosis;
        if cancels && self.started.get().is_some() {
            reason = format!("{reason}; {}", self.cancel().await);
        }
        let message = format!("no answer within {}s: {reason}", within.as_secs_f64());
        Error::new(Code::DeadlineExceeded, message)
            .in_run(self.run_id())
            .in_run(run_id.as_deref())
    }

    async fn cancel(&self) -> String {
        let handle = self.handle();
        match timeout(PATIENCE, handle.cancel(WorkflowCancelOptions::default())).await {
            Ok(Ok(())) => "cancellation was requested".to_owned(),
            Ok(Err(error)) => format!("cancellation could not be requested: {error}"),
            Err(late) => format!("cancellation could not be requested: {late}"),
        }
    }

    pub(super) fn run_id(&self) -> Option<&str> {
        self.started.get()?.as_deref()
    }

    pub(super) fn is_started(&self) -> bool {
        self.started.get().is_some()
    }

    fn handle(&self) -> WorkflowHandle<Client, UntypedWorkflow> {
        let info = WorkflowExecutionInfo::builder()
            .namespace(self.client.options().namespace.clone())
            .workflow_id(&self.workflow_id)
            .maybe_run_id(self.run_id().map(str::to_owned))
            .build();
        WorkflowHandle::new(self.client.clone(), info)
    }
}

/// Asks for a workflow's result until there is one, with or without a connection.
pub(super) async fn result(
    handle: &WorkflowHandle<Client, UntypedWorkflow>,
) -> Result<RawValue, WorkflowGetResultError> {
    let mut pause = FIRST_PAUSE;
    loop {
        let options = WorkflowGetResultOptions::default();
        match handle.get_result(options).await {
            Err(WorkflowGetResultError::Rpc(answer)) if passes(&answer) => {}
            result => return result,
        }
        sleep(pause).await;
        pause = LONGEST_PAUSE.min(2 * pause);
    }
}

/// Whether an answer is that of a server or proxy that restarts, or of a connection that broke.
fn passes(answer: &Answer) -> bool {
    let code = answer.code();
    matches!(
        code,
        Status::Unavailable | Status::DeadlineExceeded | Status::Cancelled | Status::Aborted
    ) || answer.source().is_some()
}
