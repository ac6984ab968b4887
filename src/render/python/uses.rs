//! Which names of other packages a module of stubs refers to.

use super::imports::{Import, Types};
use super::settings::with_start_policy;
use crate::model::{
    File, IdConflictPolicy, IdReusePolicy, Method, Retry, Taken, Update, UpdateStage, Workflow,
};

/// Imports from the standard library.
pub fn standard(file: &File, types: &Types) -> Vec<Import> {
    let mut imports = Vec::new();
    if any(file, |_| true) {
        imports.push(Import::from("abc", &["abstractmethod"]));
    }
    if any(file, has_function) {
        imports.push(Import::from("collections.abc", &["Awaitable"]));
    }
    if any(file, has_duration) {
        imports.push(Import::from("datetime", &["timedelta"]));
    }
    if types.has_unimportable() {
        imports.push(Import::from("importlib", &["import_module"]));
    }
    if !file.services.is_empty() {
        imports.push(Import::from("typing", &["Final", "Protocol"]));
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
    let client: &[&str] = if stages { &["Client", "WorkflowUpdateStage"] } else { &["Client"] };
    imports.push(Import::from("temporalio.client", client));
    let common = common(file);
    if !common.is_empty() {
        imports.push(Import::from("temporalio.common", &common));
    }
    imports.push(Import::from("temporalio.worker", &["Worker", "WorkerConfig"]));
    let deprecated = file.services.iter().any(|service| service.deprecated) || any(file, is_deprecated);
    let typing: &[&str] = if deprecated { &["Unpack", "deprecated"] } else { &["Unpack"] };
    imports.push(Import::from("typing_extensions", typing));
    imports
}

fn common(file: &File) -> Vec<&'static str> {
    let mut names = Vec::new();
    if any(file, |method| retries(method).next().is_some()) {
        names.push("RetryPolicy");
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
    let timeouts = [workflow.execution_timeout, workflow.run_timeout, workflow.task_timeout];
    method.handler().is_some()
        || timeouts.iter().any(Option::is_some)
        || retries(method).any(|retry| retry.initial_interval.is_some() || retry.maximum_interval.is_some())
}

fn retries(method: &Method) -> impl Iterator<Item = &Retry> {
    let handler = method.handler().and_then(|activity| activity.retry.as_ref());
    method.workflow().retry.as_ref().into_iter().chain(handler)
}

fn any(file: &File, predicate: impl Fn(&Method) -> bool) -> bool {
    file.services.iter().flat_map(|service| &service.methods).any(predicate)
}
