//! What the stubs can carry in Rust: a column of the capability table.

use crate::model::Feature;
use crate::render::capability::{Capability, Limit};

/// Move a feature into an arm of `Capability::Full` with the change that renders it.
pub fn capability(feature: Feature) -> Capability {
    match feature {
        Feature::StartDelay => Capability::Lacks(Limit {
            lacks: "temporalio-client 1.1 has no start delay among its start options",
            instead: "let the workflow begin with a timer, or start it from another language or by a schedule",
        }),
        Feature::ChildMemo => Capability::Partial(Limit {
            lacks: "temporalio-sdk 1.1 takes no memo for a child workflow, so Rust workflows have no child call for the method",
            instead: "start it by a client, or let the child set its own memo",
        }),
        Feature::VersioningBehavior => Capability::Lacks(Limit {
            lacks: "temporalio-sdk 1.1 knows no versioning behaviour of a single workflow",
            instead: "set `default_versioning_behavior` in the worker's deployment options, and serve the workflow by a worker of its own",
        }),
        Feature::UnknownTypes => Capability::Lacks(Limit {
            lacks: "temporalio-sdk 1.1 has no dynamic workflows",
            instead: "serve every service of a task queue by each of its workers",
        }),
        Feature::DeclaredErrors
        | Feature::Signals
        | Feature::Queries
        | Feature::Updates
        | Feature::SignalWithStart
        | Feature::UpdateWithStart
        | Feature::UpdateId
        | Feature::UpdateValidation
        | Feature::UpdateStage
        | Feature::Activities
        | Feature::LocalActivities
        | Feature::ActivityTaskQueue
        | Feature::ActivityCancellation
        | Feature::LocalCancellation
        | Feature::ActivityPriority
        | Feature::ActivitySummary
        | Feature::EagerStart
        | Feature::SearchAttributes
        | Feature::Memo
        | Feature::Summary
        | Feature::Priority
        | Feature::ParentClosePolicy
        | Feature::ChildCancellation
        | Feature::HandlerTaskQueue
        | Feature::HandlerCancellation
        | Feature::HandlerPriority
        | Feature::HandlerSummary => Capability::Full,
    }
}
