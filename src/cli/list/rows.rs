//! A model as what is worth showing of it.

use std::time::Duration;

use serde::Serialize;

use crate::model::{Activity, Kind, Method, Model, Retry, Service, Workflow};

/// A service.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRow {
    pub service: String,
    pub file: String,
    pub task_queues: Vec<String>,
    pub deprecated: bool,
    pub methods: Vec<MethodRow>,
}

/// A method.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodRow {
    pub method: String,
    pub kind: &'static str,
    /// The workflow type.
    pub wire_name: String,
    pub aliases: Vec<String>,
    pub task_queue: String,
    /// The template of the workflow id.
    pub id: String,
    pub input: String,
    pub output: String,
    pub deprecated: bool,
    /// Names as in the annotations, durations as in Protobuf JSON.
    pub timeouts: Vec<Timeout>,
    pub retry: Option<RetryRow>,
}

/// A timeout that is set.
#[derive(Debug, Serialize)]
pub struct Timeout {
    pub name: &'static str,
    pub value: String,
}

/// What the schema says about retries; what it does not is the server's to choose.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_coefficient: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_attempts: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub non_retryable_error_types: Vec<String>,
}

impl MethodRow {
    /// All timeouts in one line, without the word that all of them end in.
    pub fn timeout_line(&self) -> String {
        let short = |name: &str| name.trim_end_matches("_timeout").replace('_', " ");
        let all = self.timeouts.iter().map(|timeout| format!("{} {}", short(timeout.name), timeout.value));
        all.collect::<Vec<_>>().join(", ")
    }

    /// The workflow type with what else workers answer to.
    pub fn wire_names(&self) -> Vec<&str> {
        std::iter::once(&self.wire_name).chain(&self.aliases).map(String::as_str).collect()
    }
}

/// Every service in the order of the files.
pub fn collect(model: &Model) -> Vec<ServiceRow> {
    model.services().map(|(file, service)| service_row(&file.source.path, service)).collect()
}

fn service_row(file: &str, service: &Service) -> ServiceRow {
    ServiceRow {
        service: service.full_name.clone(),
        file: file.to_owned(),
        task_queues: service.task_queues().into_iter().map(str::to_owned).collect(),
        deprecated: service.deprecated,
        methods: service.methods.iter().map(method_row).collect(),
    }
}

fn method_row(method: &Method) -> MethodRow {
    let workflow = method.workflow();
    let kind = match &method.kind {
        Kind::Workflow(_) => "workflow",
        Kind::Handler { activity, .. } if activity.local => "local handler",
        Kind::Handler { .. } => "handler",
    };
    let activity = method.handler();
    let retry = activity.map_or(workflow.retry.as_ref(), |activity| activity.retry.as_ref());
    MethodRow {
        method: method.name.clone(),
        kind,
        wire_name: workflow.name.clone(),
        aliases: workflow.aliases.clone(),
        task_queue: workflow.task_queue.clone(),
        id: workflow.id.text.clone(),
        input: method.input.full_name.clone(),
        output: method.output.full_name.clone(),
        deprecated: method.deprecated,
        timeouts: timeouts(workflow, activity),
        retry: retry.map(retry_row),
    }
}

fn timeouts(workflow: &Workflow, activity: Option<&Activity>) -> Vec<Timeout> {
    let of_workflow = [
        ("execution_timeout", workflow.execution_timeout),
        ("run_timeout", workflow.run_timeout),
        ("task_timeout", workflow.task_timeout),
    ];
    let of_activity = activity.into_iter().flat_map(|activity| {
        [
            ("start_to_close_timeout", activity.start_to_close_timeout),
            ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
            ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
            ("heartbeat_timeout", activity.heartbeat_timeout),
        ]
    });
    let set = |(name, value): (&'static str, Option<Duration>)| Some(Timeout { name, value: text(value?) });
    of_workflow.into_iter().chain(of_activity).filter_map(set).collect()
}

fn retry_row(retry: &Retry) -> RetryRow {
    RetryRow {
        initial_interval: retry.initial_interval.map(text),
        backoff_coefficient: retry.backoff_coefficient,
        maximum_interval: retry.maximum_interval.map(text),
        maximum_attempts: retry.maximum_attempts,
        non_retryable_error_types: retry.non_retryable_error_types.clone(),
    }
}

/// As in Protobuf JSON: `90s`, `0.5s`.
fn text(duration: Duration) -> String {
    format!("{}s", duration.as_secs_f64())
}
