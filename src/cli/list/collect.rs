//! A model as rows.

use std::collections::BTreeMap;
use std::time::Duration;

use super::rows::{MethodRow, RetryRow, ServiceRow, TakenRow, Timeout};
use crate::model::{
    Activity, CancellationType, Kind, Method, Model, ParentClosePolicy, Priority, Retry, Service, Taken,
    Template, UpdateStage, VersioningBehavior, Workflow,
};

/// Every service in the order of the files, its methods in the order of the schema.
pub fn collect(model: &Model) -> Vec<ServiceRow> {
    model.services().map(|(file, service)| service_row(&file.source.path, service)).collect()
}

fn service_row(file: &str, service: &Service) -> ServiceRow {
    let queues = service.task_queues().into_iter().chain(service.activity_queues());
    let has_workers = !service.methods.is_empty() || !service.activities.is_empty();
    ServiceRow {
        service: service.full_name.clone(),
        file: file.to_owned(),
        task_queues: queues.filter(|_| has_workers).map(str::to_owned).collect(),
        deprecated: service.deprecated,
        methods: method_rows(service),
    }
}

fn method_rows(service: &Service) -> Vec<MethodRow> {
    let mut rows: Vec<(usize, MethodRow)> = Vec::new();
    rows.extend(service.methods.iter().map(|method| (method.index, call_row(method))));
    rows.extend(service.activities.iter().map(|method| (method.index, activity_row(method))));
    rows.extend(service.signals.iter().map(|method| {
        (method.index, MethodRow { wire_name: method.kind.name.clone(), ..row(method, "signal") })
    }));
    rows.extend(service.queries.iter().map(|method| {
        (method.index, MethodRow { wire_name: method.kind.name.clone(), ..row(method, "query") })
    }));
    rows.extend(service.updates.iter().map(|method| (method.index, update_row(method))));
    rows.sort_by_key(|(index, _)| *index);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What methods of all kinds have.
fn row<K>(method: &Method<K>, kind: &'static str) -> MethodRow {
    MethodRow {
        method: method.name.clone(),
        kind,
        input: method.input.full_name.clone(),
        output: method.output.full_name.clone(),
        deprecated: method.deprecated,
        errors: method.errors.iter().map(|error| error.message.full_name.clone()).collect(),
        ..MethodRow::default()
    }
}

fn call_row(method: &Method) -> MethodRow {
    let workflow = method.workflow();
    let kind = match &method.kind {
        Kind::Workflow(_) => "workflow",
        Kind::Handler { activity, .. } if activity.local => "local handler",
        Kind::Handler { .. } => "handler",
    };
    let activity = method.handler();
    let retry = activity.map_or(workflow.retry.as_ref(), |activity| activity.retry.as_ref());
    let mut options = workflow_options(workflow);
    if let Some(activity) = activity {
        let queue = activity.task_queue.clone().map(|queue| ("handler.task_queue", queue));
        options.extend(queue);
        let prefixed = activity_options(activity).into_iter().map(|(name, value)| {
            let name = match name {
                "cancellation_type" => "handler.cancellation_type",
                "priority" => "handler.priority",
                _ => "handler.summary",
            };
            (name, value)
        });
        options.extend(prefixed);
    }
    MethodRow {
        wire_name: workflow.name.clone(),
        aliases: workflow.aliases.clone(),
        task_queue: Some(workflow.task_queue.clone()),
        id: Some(workflow.id.text.clone()),
        timeouts: timeouts(Some(workflow), activity),
        retry: retry.map(retry_row),
        signals: taken(&workflow.signals),
        queries: taken(&workflow.queries),
        updates: taken(&workflow.updates),
        options,
        ..row(method, kind)
    }
}

fn activity_row(method: &Method<Activity>) -> MethodRow {
    let activity = &method.kind;
    MethodRow {
        wire_name: method.activity_type().to_owned(),
        task_queue: activity.task_queue.clone(),
        timeouts: timeouts(None, Some(activity)),
        retry: activity.retry.as_ref().map(retry_row),
        options: activity_options(activity),
        ..row(method, if activity.local { "local activity" } else { "activity" })
    }
}

fn update_row(method: &Method<crate::model::Update>) -> MethodRow {
    let update = &method.kind;
    let mut options = BTreeMap::new();
    if update.validate {
        options.insert("validate", "true".to_owned());
    }
    if method.options.contains_key("update.wait_for_stage") {
        let stage = match update.wait_for_stage {
            UpdateStage::Accepted => "ACCEPTED",
            UpdateStage::Completed => "COMPLETED",
        };
        options.insert("wait_for_stage", stage.to_owned());
    }
    MethodRow {
        wire_name: update.name.clone(),
        id: Some(update.id.text.clone()),
        options,
        ..row(method, "update")
    }
}

fn taken<K>(all: &[Taken<K>]) -> Vec<TakenRow> {
    all.iter().map(|one| TakenRow { method: one.method.full_name.clone(), start: one.start }).collect()
}

fn workflow_options(workflow: &Workflow) -> BTreeMap<&'static str, String> {
    let attributes = workflow
        .search_attributes
        .iter()
        .map(|attribute| format!("{} {}", attribute.name, attribute.value.kind().as_str()));
    let memo = workflow.memo.iter().map(|field| format!("{}: {}", field.name, field.value.text));
    let list = |items: Vec<String>| (!items.is_empty()).then(|| items.join(", "));
    let options = [
        ("start_delay", workflow.start_delay.map(seconds)),
        ("eager_start", workflow.eager_start.map(|eager| eager.to_string())),
        ("search_attributes", list(attributes.collect())),
        ("memo", list(memo.collect())),
        ("summary", text(workflow.summary.as_ref())),
        ("priority", workflow.priority.as_ref().map(priority)),
        ("versioning_behavior", workflow.versioning_behavior.map(versioning)),
        ("parent_close_policy", workflow.parent_close_policy.map(close_policy)),
        ("cancellation_type", workflow.cancellation_type.map(cancellation)),
    ];
    set(options)
}

fn activity_options(activity: &Activity) -> BTreeMap<&'static str, String> {
    let options = [
        ("cancellation_type", activity.cancellation_type.map(cancellation)),
        ("priority", activity.priority.as_ref().map(priority)),
        ("summary", text(activity.summary.as_ref())),
    ];
    set(options)
}

fn set<const N: usize>(options: [(&'static str, Option<String>); N]) -> BTreeMap<&'static str, String> {
    options.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn text(template: Option<&Template>) -> Option<String> {
    template.map(|template| template.text.clone())
}

fn priority(priority: &Priority) -> String {
    let parts = [
        priority.key.map(|key| format!("key {key}")),
        priority.fairness_key.as_ref().map(|key| format!("fairness {}", key.text)),
        priority.fairness_weight.map(|weight| format!("weight {weight}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn versioning(behavior: VersioningBehavior) -> String {
    match behavior {
        VersioningBehavior::Pinned => "PINNED",
        VersioningBehavior::AutoUpgrade => "AUTO_UPGRADE",
    }
    .to_owned()
}

fn close_policy(policy: ParentClosePolicy) -> String {
    match policy {
        ParentClosePolicy::Terminate => "TERMINATE",
        ParentClosePolicy::Abandon => "ABANDON",
        ParentClosePolicy::RequestCancel => "REQUEST_CANCEL",
    }
    .to_owned()
}

fn cancellation(cancellation: CancellationType) -> String {
    match cancellation {
        CancellationType::TryCancel => "TRY_CANCEL",
        CancellationType::WaitCompleted => "WAIT_COMPLETED",
        CancellationType::Abandon => "ABANDON",
    }
    .to_owned()
}

fn timeouts(workflow: Option<&Workflow>, activity: Option<&Activity>) -> Vec<Timeout> {
    let of_workflow = workflow.into_iter().flat_map(|workflow| {
        [
            ("execution_timeout", workflow.execution_timeout),
            ("run_timeout", workflow.run_timeout),
            ("task_timeout", workflow.task_timeout),
        ]
    });
    let of_activity = activity.into_iter().flat_map(|activity| {
        [
            ("start_to_close_timeout", activity.start_to_close_timeout),
            ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
            ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
            ("heartbeat_timeout", activity.heartbeat_timeout),
        ]
    });
    let set =
        |(name, value): (&'static str, Option<Duration>)| Some(Timeout { name, value: seconds(value?) });
    of_workflow.chain(of_activity).filter_map(set).collect()
}

fn retry_row(retry: &Retry) -> RetryRow {
    RetryRow {
        initial_interval: retry.initial_interval.map(seconds),
        backoff_coefficient: retry.backoff_coefficient,
        maximum_interval: retry.maximum_interval.map(seconds),
        maximum_attempts: retry.maximum_attempts,
        non_retryable_error_types: retry.non_retryable_error_types.clone(),
    }
}

/// As in Protobuf JSON: `90s`, `0.5s`.
pub fn seconds(duration: Duration) -> String {
    format!("{}s", duration.as_secs_f64())
}
