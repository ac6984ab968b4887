//! What the stubs can carry in TypeScript: a column of the capability table.

use crate::model::Feature;
use crate::render::capability::Capability;

/// Move a feature into an arm of `Capability::Full` with the change that renders it.
pub fn capability(feature: Feature) -> Capability {
    match feature {
        Feature::StartDelay
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
        | Feature::HandlerSummary => Capability::NotYet,
        Feature::DeclaredErrors
        | Feature::Activities
        | Feature::LocalActivities
        | Feature::ActivityTaskQueue
        | Feature::ActivityCancellation
        | Feature::LocalCancellation
        | Feature::ActivityPriority
        | Feature::ActivitySummary
        | Feature::Signals
        | Feature::Queries
        | Feature::Updates
        | Feature::SignalWithStart
        | Feature::UpdateWithStart
        | Feature::UpdateId
        | Feature::UpdateValidation
        | Feature::UpdateStage
        | Feature::UnknownTypes => Capability::Full,
    }
}
