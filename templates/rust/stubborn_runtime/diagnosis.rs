// Why a call has no reply yet, as the server knows it.

use std::time::Duration;

use temporalio_client::grpc::WorkflowService;
use temporalio_client::request_extensions::RetryConfigForCall;
use temporalio_client::tonic::{Request, Status};
use temporalio_client::{
    Client, RetryOptions, RpcOptions, WorkflowDescribeOptions, WorkflowExecutionInfo,
    WorkflowHandle,
};
use temporalio_common::UntypedWorkflow;
use temporalio_common::protos::temporal::api::common::v1::WorkflowExecution;
use temporalio_common::protos::temporal::api::enums::v1::{
    PendingActivityState, PendingWorkflowTaskState, TaskQueueType, WorkflowExecutionStatus,
};
use temporalio_common::protos::temporal::api::history::v1::history_event::Attributes;
use temporalio_common::protos::temporal::api::taskqueue::v1::TaskQueue;
use temporalio_common::protos::temporal::api::workflow::v1::{
    PendingActivityInfo, PendingWorkflowTaskInfo,
};
use temporalio_common::protos::temporal::api::workflowservice::v1::{
    DescribeTaskQueueRequest, DescribeWorkflowExecutionResponse,
    GetWorkflowExecutionHistoryReverseRequest,
};
use tokio::time::timeout;

use super::cause::cut;
use super::error::Error;
use super::handler::ACTIVITY_ID;

/// For all that the server is asked.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// How workers of the four SDKs fail the task of a workflow whose type they do not know.
const UNKNOWN_TYPE: [&str; 4] = [
    "unable to find workflow type",
    "is not registered on this worker",
    "no such function is exported by the workflow bundle",
    "workflow type {type} not found",
];

/// Why a call has no reply yet.
pub(super) struct Diagnosis {
    pub(super) reason: String,
    pub(super) run_id: Option<String>,
    /// Whether a worker has completed a task of the workflow.
    pub(super) is_begun: bool,
    /// Whether there is no run that goes on.
    pub(super) is_ended: bool,
}

/// Asks the server about a call, but not for long.
pub(super) async fn diagnose(handle: WorkflowHandle<Client, UntypedWorkflow>) -> Diagnosis {
    let problem = match timeout(PATIENCE, Question { handle }.answer()).await {
        Ok(Ok(diagnosis)) => return diagnosis,
        Ok(Err(error)) => error.message().to_owned(),
        Err(_) => format!("no answer within {}s", PATIENCE.as_secs_f64()),
    };
    Diagnosis {
        reason: format!("the server cannot be asked: {problem}"),
        run_id: None,
        is_begun: true,
        is_ended: false,
    }
}

/// A workflow that is asked about.
struct Question {
    handle: WorkflowHandle<Client, UntypedWorkflow>,
}

/// What the server says of a workflow.
struct Described {
    description: DescribeWorkflowExecutionResponse,
    workflow_type: String,
    task_queue: String,
    run_id: String,
    status: WorkflowExecutionStatus,
    history_length: i64,
}

impl Question {
    async fn answer(&self) -> Result<Diagnosis, Error> {
        let info = self.handle.info();
        let mut described = self.describe(info.run_id.clone()).await?;
        // Which another run may have gone on with.
        if described.status != WorkflowExecutionStatus::Running && info.run_id.is_some() {
            described = self.describe(None).await?;
        }
        let task = described.description.pending_workflow_task.as_ref();
        let is_begun = task.is_none_or(|task| task.attempt <= 1 && described.history_length > 3);
        let is_ended = described.status != WorkflowExecutionStatus::Running;
        let reason = self.reason(&described).await?;
        let id = &info.workflow_id;
        Ok(Diagnosis {
            reason: reason.unwrap_or_else(|| format!("still running: attach with id `{id}`")),
            run_id: Some(described.run_id).filter(|run_id| !run_id.is_empty()),
            is_begun,
            is_ended,
        })
    }

    async fn describe(&self, run_id: Option<String>) -> Result<Described, Error> {
        let info = self.handle.info();
        let workflow = WorkflowExecutionInfo::builder()
            .namespace(&info.namespace)
            .workflow_id(&info.workflow_id)
            .maybe_run_id(run_id)
            .build();
        let handle: WorkflowHandle<_, UntypedWorkflow> =
            WorkflowHandle::new(self.handle.client().clone(), workflow);
        let once = RpcOptions::builder().retry_options(RetryOptions::no_retries());
        let options = WorkflowDescribeOptions::builder().rpc_options(once.build());
        let description = handle.describe(options.build()).await?.into_raw();
        let info = description
            .workflow_execution_info
            .clone()
            .unwrap_or_default();
        let config = description.execution_config.clone().unwrap_or_default();
        Ok(Described {
            workflow_type: info.r#type.clone().unwrap_or_default().name,
            task_queue: config.task_queue.unwrap_or_default().name,
            status: info.status(),
            history_length: info.history_length,
            run_id: info.execution.unwrap_or_default().run_id,
            description,
        })
    }

    async fn reason(&self, described: &Described) -> Result<Option<String>, Status> {
        if let Some(task) = &described.description.pending_workflow_task
            && let Some(reason) = self.task_reason(described, task).await?
        {
            return Ok(Some(reason));
        }
        let activities = &described.description.pending_activities;
        match activities
            .iter()
            .find(|activity| activity.activity_id == ACTIVITY_ID)
        {
            Some(activity) => self.handler_reason(described, activity).await,
            None => Ok(None),
        }
    }

    async fn task_reason(
        &self,
        described: &Described,
        task: &PendingWorkflowTaskInfo,
    ) -> Result<Option<String>, Status> {
        let Described {
            workflow_type,
            task_queue,
            ..
        } = described;
        if task.attempt > 1
            && let Some(message) = self.task_failure(described).await?
        {
            return Ok(Some(if is_unknown_type(&message, workflow_type) {
                format!(
                    "the worker on task queue `{task_queue}` does not know workflow type `{workflow_type}`"
                )
            } else {
                let message = cut(&message);
                format!(
                    "its workflow task fails: {message} (attempt {})",
                    task.attempt
                )
            }));
        }
        let waits = task.state() == PendingWorkflowTaskState::Scheduled
            && !self.is_polled(task_queue, TaskQueueType::Workflow).await?;
        Ok(waits.then(|| format!("no worker polls task queue `{task_queue}`")))
    }

    async fn handler_reason(
        &self,
        described: &Described,
        activity: &PendingActivityInfo,
    ) -> Result<Option<String>, Status> {
        let Described { task_queue, .. } = described;
        if let Some(failure) = &activity.last_failure {
            let message = cut(&failure.message);
            let attempt = activity.attempt;
            return Ok(Some(format!(
                "its handler fails and is retried: {message} (attempt {attempt})"
            )));
        }
        let waits = activity.state() == PendingActivityState::Scheduled
            && !self.is_polled(task_queue, TaskQueueType::Activity).await?;
        Ok(waits.then(|| format!("no worker polls task queue `{task_queue}` for activities")))
    }

    /// Why a task of the workflow failed, if none was completed since.
    async fn task_failure(&self, described: &Described) -> Result<Option<String>, Status> {
        let info = self.handle.info();
        let request = GetWorkflowExecutionHistoryReverseRequest {
            namespace: info.namespace.clone(),
            execution: Some(WorkflowExecution {
                workflow_id: info.workflow_id.clone(),
                run_id: described.run_id.clone(),
            }),
            maximum_page_size: 100,
            ..Default::default()
        };
        let mut client = self.handle.client().clone();
        let history = client
            .get_workflow_execution_history_reverse(once(request))
            .await?;
        let events = history.into_inner().history.unwrap_or_default().events;
        let message = events.into_iter().find_map(|event| match event.attributes {
            Some(Attributes::WorkflowTaskFailedEventAttributes(failed)) => {
                Some(failed.failure.map(|failure| failure.message))
            }
            Some(Attributes::WorkflowTaskCompletedEventAttributes(_)) => Some(None),
            _ => None,
        });
        Ok(message.flatten())
    }

    async fn is_polled(&self, task_queue: &str, kind: TaskQueueType) -> Result<bool, Status> {
        let request = DescribeTaskQueueRequest {
            namespace: self.handle.info().namespace.clone(),
            task_queue: Some(TaskQueue {
                name: task_queue.to_owned(),
                ..Default::default()
            }),
            task_queue_type: kind.into(),
            ..Default::default()
        };
        let mut client = self.handle.client().clone();
        let description = client
            .describe_task_queue(once(request))
            .await?
            .into_inner();
        Ok(!description.pollers.is_empty())
    }
}

/// A request that is not tried again.
fn once<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    let retries = RetryConfigForCall(RetryOptions::no_retries());
    request.extensions_mut().insert(retries);
    request
}

fn is_unknown_type(message: &str, workflow_type: &str) -> bool {
    let (message, workflow_type) = (message.to_lowercase(), workflow_type.to_lowercase());
    UNKNOWN_TYPE
        .iter()
        .any(|text| message.contains(&text.replace("{type}", &workflow_type)))
}
