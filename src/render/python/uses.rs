//! Which names of other packages a module of stubs refers to.

use super::activity;
use super::imports::{Import, Types};
use super::settings::with_start_policy;
use crate::model::{
    File, IdConflictPolicy, IdReusePolicy, Method, Retry, Taken, Update, UpdateStage, Workflow,
};

/// Imports from the standard library.
pub fn standard(file: &File, types: &Types) -> Vec<Import> {
    let mut imports = Vec::new();
    if any(file, |_| true) || has_activities(file) {
        imports.push(Import::from("abc", &["abstractmethod"]));
    }
    if any(file, has_function) || has_activities(file) {
        imports.push(Import::from("collections.abc", &["Awaitable"]));
    }
    if any(file, has_duration) || has_activities(file) {
        imports.push(Import::from("datetime", &["timedelta"]));
    }
    if types.has_unimportable() {
        imports.push(Import::from("importlib", &["import_module"]));
    }
    if !file.services.is_empty() {
        let continues = any(file, |method| method.handler().is_none());
        let typing: &[&str] =
            if continues { &["Final", "NoReturn", "Protocol"] } else { &["Final", "Protocol"] };
        imports.push(Import::from("typing", typing));
    }
    imports
}

/// Imports from installed packages.
pub fn installed(file: &File, types: &Types) -> Vec<Import> {
    let mut imports = types.well_known();
    if types.has_opaque() {
        imports.push(Import::from("google.protobuf.message", &["Message"]));
    }
    imports.push(Import::from("temporalio", &["workflow"]));
    if file.services.is_empty() {
        return imports;
    }
    let completed = |update: &Taken<Update>| update.method.kind.wait_for_stage == UpdateStage::Completed;
    let stages = any(file, |method| method.workflow().updates.iter().any(completed));
    let mut client = vec!["Client"];
    client.extend(any(file, |_| true).then_some("ScheduleActionStartWorkflow"));
    client.extend(stages.then_some("WorkflowUpdateStage"));
    imports.push(Import::from("temporalio.client", &client));
    let common = common(file);
    if !common.is_empty() {
        imports.push(Import::from("temporalio.common", &common));
    }
    imports.push(Import::from("temporalio.worker", &["Worker", "WorkerConfig"]));
    let mut activities = file.services.iter().flat_map(|service| &service.activities);
    let deprecated = file.services.iter().any(|service| service.deprecated)
        || activities.any(|activity| activity.deprecated)
        || any(file, is_deprecated);
    let typing: &[&str] = if deprecated { &["Unpack", "deprecated"] } else { &["Unpack"] };
    imports.push(Import::from("typing_extensions", typing));
    imports
}

fn common(file: &File) -> Vec<&'static str> {
    let mut names = Vec::new();
    if activity::has_priority(file) {
        names.push("Priority");
    }
    let mut activities = file.services.iter().flat_map(|service| &service.activities);
    let retried = activities.any(|activity| activity.kind.retry.is_some());
    if retried || any(file, |method| retries(method).next().is_some()) {
        names.push("RetryPolicy");
    }
    if any(file, |method| !method.workflow().search_attributes.is_empty()) {
        names.push("TypedSearchAttributes");
    }
    if any(file, |method| method.workflow().versioning_behavior.is_some()) {
        names.push("VersioningBehavior");
    }
    let has_policy = |method: &Method| {
        method.workflow().id_conflict_policy != IdConflictPolicy::Fail || with_start_policy(method).is_some()
    };
    if any(file, has_policy) {
        names.push("WorkflowIDConflictPolicy");
    }
    if any(file, |method| method.workflow().id_reuse_policy != IdReusePolicy::AllowDuplicate) {
        names.push("WorkflowIDReusePolicy");
    }
    names
}

fn has_activities(file: &File) -> bool {
    file.services.iter().any(|service| !service.activities.is_empty())
}

/// Whether an implementation has a function that need not be `async`.
fn has_function(method: &Method) -> bool {
    let Workflow { signals, updates, .. } = method.workflow();
    method.handler().is_some() || !signals.is_empty() || !updates.is_empty()
}

/// Whether a method is deprecated, or something that it takes.
fn is_deprecated(method: &Method) -> bool {
    let Workflow { signals, queries, updates, .. } = method.workflow();
    method.deprecated
        || signals.iter().any(|taken| taken.method.deprecated)
        || queries.iter().any(|taken| taken.method.deprecated)
        || updates.iter().any(|taken| taken.method.deprecated)
}

fn has_duration(method: &Method) -> bool {
    let workflow = method.workflow();
    let timeouts =
        [workflow.start_delay, workflow.execution_timeout, workflow.run_timeout, workflow.task_timeout];
    method.handler().is_some()
        || timeouts.iter().any(Option::is_some)
        || retries(method).any(|retry| retry.initial_interval.is_some() || retry.maximum_interval.is_some())
}

fn retries(method: &Method) -> impl Iterator<Item = &Retry> {
    let handler = method.handler().and_then(|activity| activity.retry.as_ref());
    method.workflow().retry.as_ref().into_iter().chain(handler)
}

pub fn any(file: &File, predicate: impl Fn(&Method) -> bool) -> bool {
    file.services.iter().flat_map(|service| &service.methods).any(predicate)
}
