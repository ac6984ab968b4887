package main

import (
	"context"
	"time"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
)

type settings struct{}

func marked(request *pb.MarkRequest) (*pb.MarkReply, error) {
	return &pb.MarkReply{Key: request.GetKey(), Text: request.GetText(), Language: language}, nil
}

func (settings) Mark(_ workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	return marked(request)
}

func (settings) MarkHandler(_ context.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	return marked(request)
}

func (settings) Remember(_ workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	return marked(request)
}

func (settings) Stay(ctx workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	if err := workflow.Sleep(ctx, time.Minute); err != nil {
		return nil, err
	}
	return marked(request)
}

// MarkChild starts a child on its own task queue.
func (settings) MarkChild(ctx workflow.Context, request *pb.MarkChildRequest) (*pb.MarkReply, error) {
	children, queue := stubs.SettingsChildren{}, stubborn.WithTaskQueue(workflow.GetInfo(ctx).TaskQueueName)
	if !request.GetStay() {
		return children.Mark(ctx, request.GetMark(), queue)
	}
	if _, err := children.StartStay(ctx, request.GetMark(), queue); err != nil {
		return nil, err
	}
	return &pb.MarkReply{Key: request.GetMark().GetKey(), Language: language}, nil
}

// Again continues as new until it has counted down.
func (settings) Again(ctx workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	if request.GetCount() == 0 {
		return marked(request)
	}
	next := proto.CloneOf(request)
	next.Count, next.Text = request.GetCount()-1, request.GetText()+"x"
	return nil, stubs.SettingsChildren{}.ContinueAgain(ctx, next)
}

type delays struct{}

func (delays) Later(_ workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	return marked(request)
}

func (delays) Pinned(_ workflow.Context, request *pb.MarkRequest) (*pb.MarkReply, error) {
	return marked(request)
}
