mod activity {
    include!("stubborn_runtime/activity.rs");
}

mod activity_worker {
    include!("stubborn_runtime/activity_worker.rs");
}

mod cause {
    include!("stubborn_runtime/cause.rs");
}

mod child {
    include!("stubborn_runtime/child.rs");
}

mod client {
    include!("stubborn_runtime/client.rs");
}

mod code {
    include!("stubborn_runtime/code.rs");
}

mod codec {
    include!("stubborn_runtime/codec.rs");
}

mod continuing {
    include!("stubborn_runtime/continuing.rs");
}

mod declared {
    include!("stubborn_runtime/declared.rs");
}

mod descriptors {
    include!("stubborn_runtime/descriptors.rs");
}

mod diagnosis {
    include!("stubborn_runtime/diagnosis.rs");
}

mod error {
    include!("stubborn_runtime/error.rs");
}

mod external {
    include!("stubborn_runtime/external.rs");
}

mod failure {
    include!("stubborn_runtime/failure.rs");
}

mod handle {
    include!("stubborn_runtime/handle.rs");
}

mod handler {
    include!("stubborn_runtime/handler.rs");
}

mod listening {
    include!("stubborn_runtime/listening.rs");
}

mod message {
    include!("stubborn_runtime/message.rs");
}

mod method {
    include!("stubborn_runtime/method.rs");
}

mod performing {
    include!("stubborn_runtime/performing.rs");
}

mod refused {
    include!("stubborn_runtime/refused.rs");
}

mod rendered {
    include!("stubborn_runtime/rendered.rs");
}

mod schedules {
    include!("stubborn_runtime/schedules.rs");
}

mod sending {
    include!("stubborn_runtime/sending.rs");
}

mod serving {
    include!("stubborn_runtime/serving.rs");
}

mod text {
    include!("stubborn_runtime/text.rs");
}

mod updating {
    include!("stubborn_runtime/updating.rs");
}

mod waiting {
    include!("stubborn_runtime/waiting.rs");
}

mod with_start {
    include!("stubborn_runtime/with_start.rs");
}

mod worker {
    include!("stubborn_runtime/worker.rs");
}

mod workflow {
    include!("stubborn_runtime/workflow.rs");
}

pub use std::time::Duration;

pub use temporalio_client::{
    ActivityIdentifier, Client, QueryRejectCondition, WorkflowIdConflictPolicy,
    WorkflowIdReusePolicy,
};
pub use temporalio_common::{Priority, RetryPolicy};
pub use temporalio_sdk::activities::ActivityContext;
pub use temporalio_workflow::{
    ActivityCancellationType, ChildWorkflowCancellationType, ParentClosePolicy, WorkflowContext,
    WorkflowContextView, WorkflowResult,
};

pub use activity::{
    Activity, ActivityCall, ActivityDefaults, ActivityHandle, StartActivity, complete,
};
pub use activity_worker::{ActivityRegistration, ActivityWorkers, RegisterActivities};
pub use child::{ChildCall, ChildExecution, ChildHandle, StartChild};
pub use client::{Call, Execute, Start, Started};
pub use code::Code;
pub use codec::PAYLOAD_LIMIT;
pub use continuing::ContinueAsNew;
pub use declared::{DeclaredError, ErrorKind};
pub use error::{Cause, Error, Outcome, Result};
pub use external::{ExternalExecution, ExternalHandle, WorkflowSignal, external};
pub use handle::{Execution, Handle, Waiting, WorkflowRun, handle};
pub use listening::{ListenFn, Listeners, QueryFn, ValidateFn};
pub use message::{Message, Query, Signal, Update, UpdateStage};
pub use method::{Defaults, HandlerMethod, HandlerOptions, Method, NewUuid, Rpc};
pub use performing::{HandlerFn, WithRequest, WithoutRequest, attempt, idempotency_key};
pub use rendered::Rendered;
pub use schedules::ScheduledCall;
pub use sending::{QueryCall, SignalCall};
pub use serving::serving;
pub use text::{enumeration, number};
pub use updating::{StartUpdate, UpdateCall, UpdateHandle, UpdateResult, update_handle};
pub use with_start::{
    CallWithUpdate, StartWithSignal, StartWithUpdate, UpdatedStart, WithSignal, WithUpdate,
    start_with_signal, start_with_update,
};
pub use worker::{Register, Registration, Registry, ServiceWorker, ServiceWorkers};
pub use workflow::{Context, Runner, WorkflowFn};
