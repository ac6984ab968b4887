//! Ids and policies: how calls behave.

use super::rules;

rules! {
    WORKFLOW_SAME_ID_TEMPLATE: Replay, Error, [Replay, Policy], Server {
        fires: "A workflow's ids are rendered from another template, or move with its type.",
        why: "the id is what keeps an entity's workflow single: two of them run at once, and signals, cancellations and handles by id miss the running one",
        before: "option (stubborn.v1.method).workflow.id = \"order/{order_id}\";",
        after: "option (stubborn.v1.method).workflow.id = \"orders/{order_id}\";",
        safely: "let the running workflows end first, or keep the old template; a template that begins with `{$workflow_type}` is kept by writing the old type out",
    }
    WORKFLOW_ID_FIELD_PRESENT: Replay, Error, [Policy], Server {
        fires: "A field that an id template names is gone, or renders differently.",
        why: "the same entity gets another id: two workflows of it run at once",
        before: "message Order { string id = 1; }  // id: \"order/{id}\"",
        after: "message Order { string number = 2; }  // id: \"order/{number}\"",
        safely: "keep the field, or let the running workflows end first",
    }
    UPDATE_SAME_ID_TEMPLATE: Policy, Warning, [Policy], Policy {
        fires: "An update's ids are rendered from another template.",
        why: "an update that is sent again while the change is rolled out is carried out twice",
        before: "option (stubborn.v1.method).update.id = \"{request_id}\";",
        after: "option (stubborn.v1.method).update.id = \"v2/{request_id}\";",
        safely: "deploy all callers at once, or accept that retries in flight are not recognised",
    }
    WORKFLOW_SAME_ID_REUSE_POLICY: Policy, Warning, [Policy], Policy {
        fires: "What a start does when an ended workflow has the id changed.",
        why: "starts that succeeded are refused, or starts that were refused succeed",
        before: "option (stubborn.v1.method).workflow.id_reuse_policy = ID_REUSE_POLICY_REJECT_DUPLICATE;",
        after: "// ALLOW_DUPLICATE",
        safely: "make sure that callers are ready for the other answer",
    }
    WORKFLOW_SAME_ID_CONFLICT_POLICY: Policy, Warning, [Policy], Policy {
        fires: "What a start does when a running workflow has the id changed.",
        why: "callers that were refused attach to a running workflow or end it, or the other way round",
        before: "option (stubborn.v1.method).workflow.id_conflict_policy = ID_CONFLICT_POLICY_USE_EXISTING;",
        after: "// FAIL",
        safely: "make sure that callers are ready for the other answer",
    }
    WORKFLOW_TIMEOUT_NO_SHRINK: Policy, Warning, [Policy], Policy {
        fires: "An execution, run or task timeout is shorter, or set where none was.",
        why: "new starts are ended that would have gone on",
        before: "option (stubborn.v1.method).workflow.execution_timeout.seconds = 3600;",
        after: "option (stubborn.v1.method).workflow.execution_timeout.seconds = 60;",
        safely: "look at how long the workflows run before shortening it",
    }
    WORKFLOW_TIMEOUT_GROW: Policy, Info, [Policy], Policy {
        fires: "An execution, run or task timeout is longer, or no longer set.",
        why: "a workflow that hangs is ended later",
        before: "option (stubborn.v1.method).workflow.run_timeout.seconds = 60;",
        after: "option (stubborn.v1.method).workflow.run_timeout.seconds = 3600;",
        safely: "nothing to do",
    }
    ACTIVITY_TIMEOUT_NO_SHRINK: Policy, Warning, [Policy], Policy {
        fires: "A timeout of an activity or handler is shorter, or set where none was.",
        why: "the next attempt of workflows in flight is ended that would have gone on",
        before: "option (stubborn.v1.method).handler.start_to_close_timeout.seconds = 60;",
        after: "option (stubborn.v1.method).handler.start_to_close_timeout.seconds = 10;",
        safely: "look at how long the attempts take before shortening it",
    }
    ACTIVITY_TIMEOUT_GROW: Policy, Info, [Policy], Policy {
        fires: "A timeout of an activity or handler is longer, or no longer set.",
        why: "an attempt whose worker is lost is noticed later",
        before: "option (stubborn.v1.method).handler.start_to_close_timeout.seconds = 10;",
        after: "option (stubborn.v1.method).handler.start_to_close_timeout.seconds = 60;",
        safely: "nothing to do",
    }
    ACTIVITY_HEARTBEAT_NO_ADD: Policy, Error, [Policy], Server {
        fires: "A heartbeat timeout is set where none was.",
        why: "deployed code that does not heartbeat fails at the first timeout, and again at every retry",
        before: "option (stubborn.v1.method).activity = { start_to_close_timeout: { seconds: 600 } };",
        after: "option (stubborn.v1.method).activity = {\n  start_to_close_timeout: { seconds: 600 }\n  heartbeat_timeout: { seconds: 10 }\n};",
        safely: "deploy code that heartbeats everywhere first, then set the timeout with an exception that says so",
    }
    ACTIVITY_TIMEOUT_REQUIRED: Policy, Error, [Route], Generator {
        fires: "An activity has neither `start_to_close_timeout` nor `schedule_to_close_timeout`. The generator refuses it (SB0205), and so does `breaking`.",
        why: "the server refuses to schedule it, which fails the workflow task for ever",
        before: "option (stubborn.v1.method).activity.start_to_close_timeout.seconds = 30;",
        after: "option (stubborn.v1.method).activity = {};",
        safely: "write a `start_to_close_timeout`, on the method or for all of the service",
    }
    RETRY_POLICY_NO_TIGHTEN: Policy, Warning, [Policy], Policy {
        fires: "A retry policy gives up earlier: fewer attempts, a shorter longest interval, more error types that are not retried, or none at all for a workflow.",
        why: "calls fail that would have succeeded at a later attempt",
        before: "option (stubborn.v1.method).handler.retry.maximum_attempts = 10;",
        after: "option (stubborn.v1.method).handler.retry.maximum_attempts = 3;",
        safely: "look at how many attempts calls need before tightening it",
    }
    RETRY_POLICY_CHANGE: Policy, Info, [Policy], Policy {
        fires: "A retry policy gives up later, or waits differently between attempts.",
        why: "calls that fail are tried again at other times",
        before: "option (stubborn.v1.method).handler.retry.maximum_attempts = 3;",
        after: "option (stubborn.v1.method).handler.retry.maximum_attempts = 10;",
        safely: "nothing to do",
    }
    WORKFLOW_SAME_PARENT_CLOSE_POLICY: Policy, Warning, [Policy], Policy {
        fires: "What happens to a child workflow when its parent ends changed.",
        why: "children are ended that would have gone on, or go on that would have been ended",
        before: "option (stubborn.v1.method).workflow.parent_close_policy = PARENT_CLOSE_POLICY_ABANDON;",
        after: "// TERMINATE",
        safely: "look at what parents rely on; it holds for children that are started from now on",
    }
    WORKFLOW_SAME_WAIT_POLICY: Policy, Warning, [Policy], Policy {
        fires: "The stage of an update for which callers wait changed.",
        why: "callers go on before the update is done, or wait where they did not",
        before: "option (stubborn.v1.method).update.wait_for_stage = UPDATE_STAGE_ACCEPTED;",
        after: "// COMPLETED",
        safely: "make sure that callers are ready for the other stage",
    }
    WORKFLOW_SEARCH_ATTRIBUTE_NO_DELETE: Policy, Warning, [Policy], Policy {
        fires: "A search attribute is gone or has another type.",
        why: "dashboards and list filters no longer find new workflows",
        before: "option (stubborn.v1.method).workflow.search_attributes = { name: \"Customer\", type: SEARCH_ATTRIBUTE_TYPE_KEYWORD, value: \"{name}\" };",
        after: "// no search attribute",
        safely: "change what filters by it first; write a new type under a new name",
    }
    WORKFLOW_SAME_VERSIONING_BEHAVIOR: Replay, Warning, [Replay], Policy {
        fires: "Whether running workflows stay on their worker version or move to the next changed; an error from PINNED to AUTO_UPGRADE.",
        why: "workflows that were written to finish on the version they began on are replayed by another",
        before: "option (stubborn.v1.method).workflow.versioning_behavior = VERSIONING_BEHAVIOR_PINNED;",
        after: "option (stubborn.v1.method).workflow.versioning_behavior = VERSIONING_BEHAVIOR_AUTO_UPGRADE;",
        safely: "make the code safe to replay across versions first, with patches",
    }
    WORKFLOW_SAME_START_DELAY: Policy, Warning, [Policy], Policy {
        fires: "How long a start waits before the workflow begins changed.",
        why: "work is done earlier or later than callers are used to",
        before: "// no delay",
        after: "option (stubborn.v1.method).workflow.start_delay.seconds = 60;",
        safely: "tell callers; it holds for workflows that are started from now on",
    }
    METHOD_SAME_PRIORITY: Policy, Warning, [Policy], Policy {
        fires: "The priority or fairness of a method's tasks changed.",
        why: "on a busy queue its work overtakes or is overtaken by other work",
        before: "option (stubborn.v1.method).workflow.priority.key = 1;",
        after: "option (stubborn.v1.method).workflow.priority.key = 5;",
        safely: "look at what else is on the queue",
    }
    UPDATE_SAME_VALIDATION: Policy, Warning, [Policy], Policy {
        fires: "An update gained or lost its validator.",
        why: "updates are refused that were accepted, or written to histories that would have been refused",
        before: "option (stubborn.v1.method).update = {};",
        after: "option (stubborn.v1.method).update.validate = true;",
        safely: "let the validator accept what it finds in use",
    }
    METHOD_SAME_CANCELLATION_TYPE: Policy, Warning, [Policy], Policy {
        fires: "How a workflow's cancellation reaches an activity or child workflow changed.",
        why: "a cancelled workflow waits for work that it used to leave behind, or leaves work that it used to wait for",
        before: "option (stubborn.v1.method).activity.cancellation_type = CANCELLATION_TYPE_TRY_CANCEL;",
        after: "option (stubborn.v1.method).activity.cancellation_type = CANCELLATION_TYPE_WAIT_COMPLETED;",
        safely: "look at what callers do after a cancellation",
    }
    METHOD_ERROR_NO_DELETE: Source, Warning, [Source, Policy], Compilers {
        fires: "A method no longer lists a declared error.",
        why: "callers that tell it apart stop compiling, or see an ordinary error instead",
        before: "option (stubborn.v1.method).errors = \"hello.v1.NotFound\";",
        after: "// no errors",
        safely: "stop raising it, and move callers away, before taking it off the list",
    }
    ERROR_SAME_CODE: Policy, Warning, [Policy], Policy {
        fires: "A declared error has another code.",
        why: "callers that look at the code take another path",
        before: "option (stubborn.v1.error).code = CODE_NOT_FOUND;",
        after: "option (stubborn.v1.error).code = CODE_FAILED_PRECONDITION;",
        safely: "declare another error with the new code, and let callers learn it first",
    }
    ERROR_SAME_RETRYABLE: Policy, Warning, [Policy], Policy {
        fires: "Whether a declared error is retried changed.",
        why: "calls fail at once that were tried again, or are tried again that failed at once",
        before: "option (stubborn.v1.error).non_retryable = true;",
        after: "// retried",
        safely: "declare another error, and let workers raise it when callers know it",
    }
}
