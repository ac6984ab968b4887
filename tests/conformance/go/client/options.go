package main

import (
	"context"
	"time"

	"example.com/conformance/gen/stubborn"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
)

// options are overrides of one call; what is absent is not passed on.
type options struct {
	WorkflowID         *string `json:"workflow_id"`
	TaskQueue          *string `json:"task_queue"`
	IDReusePolicy      *string `json:"id_reuse_policy"`
	IDConflictPolicy   *string `json:"id_conflict_policy"`
	ExecutionTimeoutMs *int64  `json:"execution_timeout_ms"`
	RunTimeoutMs       *int64  `json:"run_timeout_ms"`
	TaskTimeoutMs      *int64  `json:"task_timeout_ms"`
	Retry              *retry  `json:"retry"`
	DeadlineMs         *int64  `json:"deadline_ms"`
	CancelOnDeadline   bool    `json:"cancel_on_deadline"`
	UpdateID           *string `json:"update_id"`
	Stage              *string `json:"stage"`
}

// limit ends the context when the wait for a result does.
func (o options) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.DeadlineMs == nil {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, milliseconds(*o.DeadlineMs))
}

type retry struct {
	InitialIntervalMs      int64    `json:"initial_interval_ms"`
	BackoffCoefficient     float64  `json:"backoff_coefficient"`
	MaximumIntervalMs      int64    `json:"maximum_interval_ms"`
	MaximumAttempts        int32    `json:"maximum_attempts"`
	NonRetryableErrorTypes []string `json:"non_retryable_error_types"`
}

func (o options) all() []stubborn.StartOption {
	var all []stubborn.StartOption
	if o.WorkflowID != nil {
		all = append(all, stubborn.WithID(*o.WorkflowID))
	}
	if o.TaskQueue != nil {
		all = append(all, stubborn.WithTaskQueue(*o.TaskQueue))
	}
	if o.IDReusePolicy != nil {
		number := enumspb.WorkflowIdReusePolicy_value["WORKFLOW_ID_REUSE_POLICY_"+*o.IDReusePolicy]
		all = append(all, stubborn.WithIDReusePolicy(enumspb.WorkflowIdReusePolicy(number)))
	}
	if o.IDConflictPolicy != nil {
		number := enumspb.WorkflowIdConflictPolicy_value["WORKFLOW_ID_CONFLICT_POLICY_"+*o.IDConflictPolicy]
		all = append(all, stubborn.WithIDConflictPolicy(enumspb.WorkflowIdConflictPolicy(number)))
	}
	if o.ExecutionTimeoutMs != nil {
		all = append(all, stubborn.WithExecutionTimeout(milliseconds(*o.ExecutionTimeoutMs)))
	}
	if o.RunTimeoutMs != nil {
		all = append(all, stubborn.WithRunTimeout(milliseconds(*o.RunTimeoutMs)))
	}
	if o.TaskTimeoutMs != nil {
		all = append(all, stubborn.WithTaskTimeout(milliseconds(*o.TaskTimeoutMs)))
	}
	if o.Retry != nil {
		all = append(all, stubborn.WithRetry(o.Retry.policy()))
	}
	if o.CancelOnDeadline {
		all = append(all, stubborn.CancelOnDeadline())
	}
	return all
}

func (o options) update() []stubborn.UpdateOption {
	var all []stubborn.UpdateOption
	if o.UpdateID != nil {
		all = append(all, stubborn.WithUpdateID(*o.UpdateID))
	}
	if o.Stage != nil {
		stages := map[string]client.WorkflowUpdateStage{
			"ACCEPTED":  client.WorkflowUpdateStageAccepted,
			"COMPLETED": client.WorkflowUpdateStageCompleted,
		}
		all = append(all, stubborn.WithUpdateStage(stages[*o.Stage]))
	}
	return all
}

func (o options) withStart() []stubborn.WithStartOption {
	var all []stubborn.WithStartOption
	for _, option := range o.all() {
		all = append(all, option)
	}
	for _, option := range o.update() {
		all = append(all, option)
	}
	return all
}

func (r *retry) policy() *temporal.RetryPolicy {
	return &temporal.RetryPolicy{
		InitialInterval:        milliseconds(r.InitialIntervalMs),
		BackoffCoefficient:     r.BackoffCoefficient,
		MaximumInterval:        milliseconds(r.MaximumIntervalMs),
		MaximumAttempts:        r.MaximumAttempts,
		NonRetryableErrorTypes: r.NonRetryableErrorTypes,
	}
}

func milliseconds(count int64) time.Duration {
	return time.Duration(count) * time.Millisecond
}
