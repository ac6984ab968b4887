//! What a schema can ask of a target beyond a plain call.

use std::collections::BTreeSet;

use super::{Activity, Method, Model, Workflow};
use crate::diagnostic::Place;

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident = $option:literal, $title:literal;)+) => {
        /// What a schema can ask of a target beyond a plain call: a row of the capability table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Feature {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Feature {
            /// Every feature, in the order of the table.
            pub const ALL: &[Feature] = &[$(Feature::$name,)+];

            /// The option that asks for it, `workflow.start_delay`; empty where none does.
            pub fn option(self) -> &'static str {
                match self {
                    $(Feature::$name => $option,)+
                }
            }

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(Feature::$name => $title,)+
                }
            }
        }
    };
}

features! {
    /// Methods of kind `signal`, on handles and in workers.
    Signals = "signal", "Signals";
    /// Methods of kind `query`.
    Queries = "query", "Queries";
    /// Methods of kind `update`.
    Updates = "update", "Updates";
    /// A start and a signal in one step.
    SignalWithStart = "workflow.signals.start", "Signal with start";
    /// A start and an update in one step.
    UpdateWithStart = "workflow.updates.start", "Update with start";
    /// A template of update ids.
    UpdateId = "update.id", "Update ids";
    /// Validators written by the worker's author.
    UpdateValidation = "update.validate", "Update validators";
    /// Whether the start of an update waits for acceptance or completion.
    UpdateStage = "update.wait_for_stage", "Update stages";
    /// Errors that callers can tell apart.
    DeclaredErrors = "errors", "Declared errors";

    /// A delay between a start and the first task.
    StartDelay = "workflow.start_delay", "Start delay";
    /// The first task in the answer to a start.
    EagerStart = "workflow.eager_start", "Eager start";
    /// Typed search attributes, of starts and children.
    SearchAttributes = "workflow.search_attributes", "Search attributes";
    /// Memos of a client's starts.
    Memo = "workflow.memo", "Memo";
    /// Memos of child workflows.
    ChildMemo = "workflow.memo", "Memo of a child workflow";
    /// What the web UI shows of a workflow.
    Summary = "workflow.summary", "Summary";
    /// Priority, fairness key and weight.
    Priority = "workflow.priority", "Priority and fairness";
    /// Pinned or moved with the worker deployment, a workflow at a time.
    VersioningBehavior = "workflow.versioning_behavior", "Versioning behaviour";
    /// What becomes of children.
    ParentClosePolicy = "workflow.parent_close_policy", "Parent close policy";
    /// What a parent's cancellation does to children.
    ChildCancellation = "workflow.cancellation_type", "Cancellation of a child workflow";

    /// Methods of kind `activity`.
    Activities = "activity", "Activities";
    /// Local activities by the schema's default.
    LocalActivities = "activity.local", "Local activities";
    /// Activities on queues of their own.
    ActivityTaskQueue = "activity.task_queue", "Task queue of an activity";
    /// What a workflow's cancellation does to activities.
    ActivityCancellation = "activity.cancellation_type", "Cancellation of an activity";
    /// The same of local ones.
    LocalCancellation = "activity.cancellation_type", "Cancellation of a local activity";
    /// Priority of activities.
    ActivityPriority = "activity.priority", "Priority of an activity";
    /// What the web UI shows of an activity.
    ActivitySummary = "activity.summary", "Summary of an activity";

    /// A handler's function on a queue other than that of its workflow.
    HandlerTaskQueue = "handler.task_queue", "Task queue of a handler's function";
    /// What a call's cancellation does to the handler's function.
    HandlerCancellation = "handler.cancellation_type", "Cancellation of a handler's function";
    /// Priority of a handler's function.
    HandlerPriority = "handler.priority", "Priority of a handler's function";
    /// What the web UI shows of a handler's function.
    HandlerSummary = "handler.summary", "Summary of a handler's function";

    /// What a ready-made worker answers to a workflow type that it does not serve.
    UnknownTypes = "", "An answer to unknown workflow types";
}

/// A place where a schema asks for a feature.
#[derive(Clone, Debug)]
pub struct Use {
    pub feature: Feature,
    /// The full name of the method.
    pub method: String,
    pub place: Place,
}

impl Model {
    /// Everything that the schema asks for, each once a method.
    pub fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        for (_, service) in self.services() {
            for method in &service.methods {
                add(&mut uses, method, call_features(method));
            }
            for activity in &service.activities {
                add(&mut uses, activity, activity_features(activity));
            }
            for signal in &service.signals {
                add(&mut uses, signal, [Some(Feature::Signals)]);
            }
            for query in &service.queries {
                add(&mut uses, query, [Some(Feature::Queries)]);
            }
            for update in &service.updates {
                let id = update.options.contains_key("update.id");
                let stage = update.options.contains_key("update.wait_for_stage");
                let features = [
                    Some(Feature::Updates),
                    id.then_some(Feature::UpdateId),
                    update.kind.validate.then_some(Feature::UpdateValidation),
                    stage.then_some(Feature::UpdateStage),
                ];
                add(&mut uses, update, features);
            }
        }
        uses
    }
}

fn add<K>(uses: &mut Vec<Use>, method: &Method<K>, features: impl IntoIterator<Item = Option<Feature>>) {
    let errors = (!method.errors.is_empty()).then_some(Feature::DeclaredErrors);
    let features: BTreeSet<Feature> = features.into_iter().chain([errors]).flatten().collect();
    uses.extend(features.into_iter().map(|feature| Use {
        feature,
        method: method.full_name.clone(),
        place: method.place_of(feature.option()).clone(),
    }));
}

fn call_features(method: &Method) -> Vec<Option<Feature>> {
    let mut features = workflow_features(method.workflow());
    if let Some(handler) = method.handler() {
        features.extend([
            handler.task_queue.is_some().then_some(Feature::HandlerTaskQueue),
            handler.cancellation_type.is_some().then_some(Feature::HandlerCancellation),
            handler.priority.is_some().then_some(Feature::HandlerPriority),
            handler.summary.is_some().then_some(Feature::HandlerSummary),
        ]);
    }
    features
}

fn workflow_features(workflow: &Workflow) -> Vec<Option<Feature>> {
    let Workflow { signals, queries, updates, memo, .. } = workflow;
    let starts_by_signal = signals.iter().any(|signal| signal.start);
    let starts_by_update = updates.iter().any(|update| update.start);
    vec![
        (!signals.is_empty()).then_some(Feature::Signals),
        (!queries.is_empty()).then_some(Feature::Queries),
        (!updates.is_empty()).then_some(Feature::Updates),
        starts_by_signal.then_some(Feature::SignalWithStart),
        starts_by_update.then_some(Feature::UpdateWithStart),
        workflow.start_delay.is_some().then_some(Feature::StartDelay),
        workflow.eager_start.is_some().then_some(Feature::EagerStart),
        (!workflow.search_attributes.is_empty()).then_some(Feature::SearchAttributes),
        (!memo.is_empty()).then_some(Feature::Memo),
        (!memo.is_empty()).then_some(Feature::ChildMemo),
        workflow.summary.is_some().then_some(Feature::Summary),
        workflow.priority.is_some().then_some(Feature::Priority),
        workflow.versioning_behavior.is_some().then_some(Feature::VersioningBehavior),
        workflow.parent_close_policy.is_some().then_some(Feature::ParentClosePolicy),
        workflow.cancellation_type.is_some().then_some(Feature::ChildCancellation),
    ]
}

fn activity_features(method: &Method<Activity>) -> Vec<Option<Feature>> {
    let activity = &method.kind;
    let cancellation = match activity.local {
        true => Feature::LocalCancellation,
        false => Feature::ActivityCancellation,
    };
    vec![
        Some(Feature::Activities),
        activity.local.then_some(Feature::LocalActivities),
        activity.task_queue.is_some().then_some(Feature::ActivityTaskQueue),
        activity.cancellation_type.is_some().then_some(cancellation),
        activity.priority.is_some().then_some(Feature::ActivityPriority),
        activity.summary.is_some().then_some(Feature::ActivitySummary),
    ]
}
