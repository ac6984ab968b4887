package main

import (
	"context"
	"errors"
	"fmt"

	pb "example.com/conformance/gen/conformance/v1"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

type basic struct{}

func greet(request *pb.GreetRequest) *pb.GreetReply {
	return &pb.GreetReply{Text: fmt.Sprintf("Hello, %s!", request.GetName()), Language: language}
}

func note(request *pb.NoteRequest) error {
	if request.GetText() == request.GetWant() {
		return nil
	}
	return stubborn.Errorf(stubborn.CodeFailedPrecondition, "want %s, got %s", request.GetWant(), request.GetText())
}

func recall() *pb.RecallReply {
	return &pb.RecallReply{Text: "recalled", Language: language}
}

func fail(request *pb.FailRequest) (*pb.FailReply, error) {
	switch request.GetFailure() {
	case pb.Failure_FAILURE_STUB:
		failure := stubborn.NewError(stubborn.Code(request.GetCode()), request.GetMessage())
		if request.Retryable != nil {
			failure = failure.WithRetryable(request.GetRetryable())
		}
		return nil, failure
	case pb.Failure_FAILURE_SDK:
		return nil, temporal.NewNonRetryableApplicationError(request.GetMessage(), request.GetCode(), nil)
	case pb.Failure_FAILURE_EXCEPTION:
		return nil, errors.New(request.GetMessage())
	case pb.Failure_FAILURE_PANIC:
		panic(request.GetMessage())
	default:
		return &pb.FailReply{Message: request.GetMessage(), Language: language}, nil
	}
}

func (basic) Greet(_ workflow.Context, request *pb.GreetRequest) (*pb.GreetReply, error) {
	return greet(request), nil
}

func (basic) GreetHandler(_ context.Context, request *pb.GreetRequest) (*pb.GreetReply, error) {
	return greet(request), nil
}

func (basic) GreetLocal(_ context.Context, request *pb.GreetRequest) (*pb.GreetReply, error) {
	return greet(request), nil
}

func (basic) Note(_ workflow.Context, request *pb.NoteRequest) error {
	return note(request)
}

func (basic) NoteHandler(_ context.Context, request *pb.NoteRequest) error {
	return note(request)
}

func (basic) Recall(workflow.Context) (*pb.RecallReply, error) {
	return recall(), nil
}

func (basic) RecallHandler(context.Context) (*pb.RecallReply, error) {
	return recall(), nil
}

func (basic) Ping(workflow.Context) error {
	return nil
}

func (basic) PingHandler(context.Context) error {
	return nil
}

func (basic) PingLocal(context.Context) error {
	return nil
}

func (basic) Fail(_ workflow.Context, request *pb.FailRequest) (*pb.FailReply, error) {
	return fail(request)
}

func (basic) FailHandler(_ context.Context, request *pb.FailRequest) (*pb.FailReply, error) {
	return fail(request)
}

func (basic) FailLocal(_ context.Context, request *pb.FailRequest) (*pb.FailReply, error) {
	return fail(request)
}

func (basic) FailRetried(_ workflow.Context, request *pb.FailRequest) (*pb.FailReply, error) {
	return fail(request)
}

func (basic) FailRetriedHandler(_ context.Context, request *pb.FailRequest) (*pb.FailReply, error) {
	return fail(request)
}
