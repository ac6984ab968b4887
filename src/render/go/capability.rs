//! What the stubs can carry in Go: a column of the capability table.

use crate::model::Feature;
use crate::render::capability::{Capability, Limit};

/// Move a feature into an arm of `Capability::Full` with the change that renders it.
pub fn capability(feature: Feature) -> Capability {
    match feature {
        Feature::LocalCancellation => Capability::Lacks(Limit {
            lacks: "the Go SDK 1.50 has no cancellation type of local activities",
            instead: "run it as an ordinary activity, without `local`",
        }),
        Feature::Signals
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
        | Feature::ActivityPriority
        | Feature::ActivitySummary
        | Feature::StartDelay
        | Feature::EagerStart
        | Feature::SearchAttributes
        | Feature::Memo
        | Feature::ChildMemo
        | Feature::Summary
        | Feature::Priority
        | Feature::VersioningBehavior
        | Feature::ParentClosePolicy
        | Feature::ChildCancellation
        | Feature::HandlerTaskQueue
        | Feature::HandlerCancellation
        | Feature::HandlerPriority
        | Feature::HandlerSummary
        | Feature::DeclaredErrors
        | Feature::UnknownTypes => Capability::Full,
    }
}
