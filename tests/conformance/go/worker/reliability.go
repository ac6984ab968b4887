package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/workflow"
)

const (
	workInterval = 200 * time.Millisecond
	waitInterval = 100 * time.Millisecond
)

type reliability struct{}

// Work goes on where the last attempt's heartbeats end.
func (reliability) Work(ctx context.Context, request *pb.WorkRequest) (*pb.WorkReply, error) {
	var beats uint32
	if activity.HasHeartbeatDetails(ctx) {
		if err := activity.GetHeartbeatDetails(ctx, &beats); err != nil {
			return nil, err
		}
	}
	work := time.Duration(request.GetWorkMs()) * time.Millisecond
	for time.Duration(beats)*workInterval < work {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(workInterval):
			beats++
			activity.RecordHeartbeat(ctx, beats)
		}
	}
	attempt := uint32(stubborn.Attempt(ctx))
	if attempt <= request.GetFailAttempts() {
		return nil, stubborn.Errorf(stubborn.CodeUnavailable, "attempt %d of %s", attempt, request.GetKey())
	}
	return &pb.WorkReply{
		Key:            request.GetKey(),
		IdempotencyKey: stubborn.IdempotencyKey(ctx),
		Attempt:        attempt,
		Heartbeats:     beats,
		Language:       language,
	}, nil
}

func (reliability) Journey(ctx workflow.Context, request *pb.JourneyRequest) (*pb.JourneyReply, error) {
	work := func(number int) (*pb.WorkReply, error) {
		// Children are on the queue of this workflow, whatever the schema says.
		return stubs.ReliabilityChildren{}.Work(ctx, &pb.WorkRequest{
			Key:    fmt.Sprintf("%s/%d", request.GetKey(), number),
			WorkMs: request.GetWorkMs() / 2,
		}, stubborn.WithTaskQueue(workflow.GetInfo(ctx).TaskQueueName))
	}
	first, err := work(1)
	if err != nil {
		return nil, err
	}
	if err := workflow.Sleep(ctx, time.Duration(request.GetPauseMs())*time.Millisecond); err != nil {
		return nil, err
	}
	second, err := work(2)
	if err != nil {
		return nil, err
	}
	return &pb.JourneyReply{Key: request.GetKey(), First: first, Second: second, Language: language}, nil
}

func large(request *pb.LargeRequest) (*pb.LargeReply, error) {
	return &pb.LargeReply{Text: strings.Repeat("x", int(request.GetSize())), Language: language}, nil
}

func (reliability) Large(_ workflow.Context, request *pb.LargeRequest) (*pb.LargeReply, error) {
	return large(request)
}

func (reliability) LargeHandler(_ context.Context, request *pb.LargeRequest) (*pb.LargeReply, error) {
	return large(request)
}

func (reliability) LargeError(_ context.Context, request *pb.LargeRequest) error {
	return errors.New(strings.Repeat("x", int(request.GetSize())))
}

// Wait ends only by its cancellation.
func (reliability) Wait(ctx context.Context, _ *pb.WaitRequest) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(waitInterval):
			activity.RecordHeartbeat(ctx)
		}
	}
}

// wrapped has a text of its own around an error of ours.
type wrapped struct {
	inner error
}

func (w wrapped) Error() string { return "outer" }
func (w wrapped) Unwrap() error { return w.inner }

func wrap(request *pb.WrapRequest) error {
	return wrapped{stubborn.NewError(stubborn.CodeNotFound, "inner").WithRetryable(request.GetRetryable())}
}

func (reliability) Wrap(_ workflow.Context, request *pb.WrapRequest) error {
	return wrap(request)
}

func (reliability) WrapHandler(_ context.Context, request *pb.WrapRequest) error {
	return wrap(request)
}
