package main

import (
	"context"
	"errors"
	"time"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/emptypb"
)

const beatInterval = 100 * time.Millisecond

type tasks struct{}

func (tasks) Send(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return task(ctx, request)
}

func (tasks) Look(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return task(ctx, request)
}

func (tasks) Far(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return task(ctx, request)
}

// Watch ends only by its cancellation.
func (tasks) Watch(ctx context.Context, _ *pb.TaskRequest) (*pb.TaskReply, error) {
	for beats := 1; ; beats++ {
		activity.RecordHeartbeat(ctx, beats)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(beatInterval):
		}
	}
}

func (tasks) Ping(context.Context) error {
	return nil
}

func task(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	attempt := stubborn.Attempt(ctx)
	if attempts := int(request.GetAttempts()); attempts == 0 || attempt <= attempts {
		if err := taskFailure(request); err != nil {
			return nil, err
		}
	}
	return &pb.TaskReply{
		Text:      request.GetText(),
		Language:  language,
		Attempt:   uint32(attempt),
		TaskQueue: activity.GetInfo(ctx).TaskQueue,
	}, nil
}

func taskFailure(request *pb.TaskRequest) error {
	switch request.GetFailure() {
	case pb.TaskFailure_TASK_FAILURE_STUB:
		return stubborn.NewError(stubborn.CodeNotFound, request.GetText())
	case pb.TaskFailure_TASK_FAILURE_EXCEPTION:
		return errors.New(request.GetText())
	case pb.TaskFailure_TASK_FAILURE_DECLARED:
		return stubs.NewLostError(&pb.Lost{Text: request.GetText()})
	case pb.TaskFailure_TASK_FAILURE_FINAL:
		return stubborn.NewError(stubborn.CodeNotFound, request.GetText()).WithRetryable(false)
	default:
		return nil
	}
}

type desk struct{}

// Use makes the call that a request holds.
func (desk) Use(ctx workflow.Context, request *pb.UseRequest) (*pb.UseReply, error) {
	reply := &pb.UseReply{Language: language}
	err := use(ctx, request, reply)
	var known *stubborn.Error
	var lost *stubs.LostError
	switch {
	case err == nil || request.GetEscape() || !errors.As(err, &known):
		return reply, err
	case errors.As(err, &lost):
		reply.Result = &pb.UseReply_Lost{Lost: lost.Detail}
	default:
		reply.Result = &pb.UseReply_Error{Error: &pb.UseError{Code: string(known.Code), Message: known.Message}}
	}
	return reply, nil
}

func use(ctx workflow.Context, request *pb.UseRequest, reply *pb.UseReply) error {
	calls, options := stubs.TasksActivityCalls{}, activityOptions(request)
	var result *pb.TaskReply
	var err error
	switch call := request.GetCall().(type) {
	case *pb.UseRequest_Send:
		result, err = used(ctx, request, call.Send, calls.Send, calls.StartSend)
	case *pb.UseRequest_Look:
		result, err = used(ctx, request, call.Look, calls.Look, calls.StartLook)
	case *pb.UseRequest_Far:
		result, err = used(ctx, request, call.Far, calls.Far, calls.StartFar)
	case *pb.UseRequest_Watch:
		result, err = used(ctx, request, call.Watch, calls.Watch, calls.StartWatch)
	default:
		reply.Result = &pb.UseReply_Nothing{Nothing: &emptypb.Empty{}}
		return calls.Ping(ctx, options...)
	}
	reply.Result = &pb.UseReply_Reply{Reply: result}
	return err
}

func used(
	ctx workflow.Context, request *pb.UseRequest, argument *pb.TaskRequest,
	execute func(workflow.Context, *pb.TaskRequest, ...stubborn.ActivityOption) (*pb.TaskReply, error),
	start func(workflow.Context, *pb.TaskRequest, ...stubborn.ActivityOption) (*stubborn.ActivityHandle[*pb.TaskReply], error),
) (*pb.TaskReply, error) {
	options := activityOptions(request)
	if mode := request.GetMode(); mode != pb.UseMode_USE_MODE_START && mode != pb.UseMode_USE_MODE_CANCEL {
		return execute(ctx, argument, options...)
	}
	handle, err := start(ctx, argument, options...)
	if err != nil {
		return nil, err
	}
	if request.GetMode() == pb.UseMode_USE_MODE_CANCEL {
		if err := workflow.Sleep(ctx, time.Second); err != nil {
			return nil, err
		}
		handle.Cancel()
	}
	return handle.Result(ctx)
}

func activityOptions(request *pb.UseRequest) []stubborn.ActivityOption {
	var options []stubborn.ActivityOption
	if queue := request.GetTaskQueue(); queue != "" {
		options = append(options, stubborn.ActivityTaskQueue(queue))
	}
	if attempts := request.GetMaximumAttempts(); attempts != 0 {
		options = append(options, stubborn.ActivityRetry(&temporal.RetryPolicy{MaximumAttempts: int32(attempts)}))
	}
	if request.GetMode() == pb.UseMode_USE_MODE_LOCAL {
		options = append(options, stubborn.ActivityLocal())
	}
	return options
}
