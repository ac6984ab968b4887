// The workflow around a handler: it runs the function as an activity.

use std::time::Duration;

use temporalio_common::data_converters::RawValue;
use temporalio_common::{ActivityCloseTimeouts, UntypedActivity};
use temporalio_workflow::{ActivityOptions, LocalActivityOptions, WorkflowResult};

use super::codec;
use super::method::{HandlerMethod, HandlerOptions};
use super::workflow::Context;

/// The id of the one activity of a handler's workflow: the same in every language, so that a worker in
/// one can go on with what a worker in another began.
pub(super) const ACTIVITY_ID: &str = "handler";

/// A local activity of this SDK has 100 seconds where it is not given a time.
pub(super) const UNLIMITED: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// The workflow around a handler: it passes the payloads on as they are.
pub(super) async fn relay<M: HandlerMethod>(
    ctx: &mut Context<M, ()>,
    arguments: RawValue,
) -> WorkflowResult<RawValue> {
    let info = ctx.info();
    let activity = UntypedActivity::new(M::ACTIVITY_TYPE.unwrap_or(info.workflow_type()));
    let options = M::options(&|| ctx.uuid4());
    let result = if options.local {
        ctx.execute_local_activity(activity, arguments, local(options))
            .await?
    } else {
        ctx.execute_activity(activity, arguments, remote(options))
            .await?
    };
    Ok(codec::relayed(result))
}

fn remote(options: HandlerOptions) -> ActivityOptions {
    let start_to_close = options.start_to_close_timeout;
    let timeouts = match options.schedule_to_close_timeout {
        Some(schedule_to_close) => ActivityCloseTimeouts::ScheduleAndStartToClose {
            schedule_to_close,
            start_to_close,
        },
        None => ActivityCloseTimeouts::StartToClose(start_to_close),
    };
    ActivityOptions::with_close_timeouts(timeouts)
        .activity_id(ACTIVITY_ID)
        .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
        .maybe_task_queue(options.task_queue.map(str::to_owned))
        .maybe_heartbeat_timeout(options.heartbeat_timeout)
        .cancellation_type(options.cancellation_type)
        .maybe_priority(options.priority)
        .maybe_summary(options.summary)
        .maybe_retry_policy(options.retry_policy)
        .build()
}

fn local(options: HandlerOptions) -> LocalActivityOptions {
    LocalActivityOptions::builder()
        .activity_id(ACTIVITY_ID.to_owned())
        .start_to_close_timeout(options.start_to_close_timeout)
        .schedule_to_close_timeout(options.schedule_to_close_timeout.unwrap_or(UNLIMITED))
        .maybe_schedule_to_start_timeout(options.schedule_to_start_timeout)
        .retry_policy(options.retry_policy.unwrap_or_default())
        .cancel_type(options.cancellation_type)
        .maybe_summary(options.summary)
        .build()
}
