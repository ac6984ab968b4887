package main

import (
	"context"
	"time"

	pb "example.com/conformance/gen/conformance/v1"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/workflow"
)

type hold struct{}

func wait(request *pb.HoldRequest) time.Duration {
	return time.Duration(request.GetHoldMs()) * time.Millisecond
}

func held(request *pb.HoldRequest) (*pb.HoldReply, error) {
	if code := request.GetFailCode(); code != "" {
		return nil, stubborn.NewError(stubborn.Code(code), "held")
	}
	return &pb.HoldReply{Key: request.GetKey(), Language: language}, nil
}

func holdWorkflow(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	if err := workflow.Sleep(ctx, wait(request)); err != nil {
		return nil, err
	}
	return held(request)
}

func (hold) Hold(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldUseExisting(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldTerminateExisting(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldRejectDuplicate(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldFailedOnly(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldTimed(ctx workflow.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	return holdWorkflow(ctx, request)
}

func (hold) HoldHandler(_ context.Context, request *pb.HoldRequest) (*pb.HoldReply, error) {
	time.Sleep(wait(request))
	return held(request)
}
