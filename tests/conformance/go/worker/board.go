package main

import (
	"errors"
	"strings"
	"time"

	controlpb "example.com/conformance/gen/conformance/control/v1"
	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/workflow"
)

type board struct{}

func (board) NewRun(_ workflow.Context, request *pb.RunRequest) stubs.BoardRunWorkflow {
	return &boardRun{key: request.GetKey()}
}

func (board) NewOnce(_ workflow.Context, request *pb.RunRequest) stubs.BoardOnceWorkflow {
	return &boardOnce{boardRun{key: request.GetKey()}}
}

// Tell tells another board what the request says.
func (board) Tell(ctx workflow.Context, request *pb.TellRequest) (*pb.RunReply, error) {
	other := stubs.BoardChildren{}.RunExternal(request.GetWorkflowId(), "")
	for _, text := range request.GetTexts() {
		if err := other.Add(ctx, &pb.AddRequest{Text: text}); err != nil {
			return nil, err
		}
	}
	if reason := request.GetPause(); reason != "" {
		if err := other.Pause(ctx, &controlpb.PauseRequest{Reason: reason}); err != nil {
			return nil, err
		}
	}
	if request.GetCancel() {
		if err := other.External.Cancel(ctx); err != nil {
			return nil, err
		}
	}
	return &pb.RunReply{Language: language}, nil
}

// Parent tells its child what the request says.
func (board) Parent(ctx workflow.Context, request *pb.ParentRequest) (*pb.RunReply, error) {
	child, err := stubs.BoardChildren{}.StartRun(ctx, &pb.RunRequest{Key: request.GetKey()},
		stubborn.WithTaskQueue(workflow.GetInfo(ctx).TaskQueueName))
	if err != nil {
		return nil, err
	}
	for _, text := range request.GetTexts() {
		if err := child.Add(ctx, &pb.AddRequest{Text: text}); err != nil {
			return nil, err
		}
	}
	if err := child.Cancel(ctx); err != nil {
		return nil, err
	}
	return child.Result(ctx)
}

// boardRun keeps what it is told.
type boardRun struct {
	key    string
	events []string
	closed bool
}

func (r *boardRun) Execute(ctx workflow.Context) (*pb.RunReply, error) {
	if err := workflow.Await(ctx, func() bool { return r.closed }); err != nil {
		return nil, err
	}
	if err := workflow.Await(ctx, func() bool { return stubborn.HandlersFinished(ctx) }); err != nil {
		return nil, err
	}
	return &pb.RunReply{Events: r.events, Language: language}, nil
}

func (r *boardRun) state(prefix string) *pb.BoardState {
	state := &pb.BoardState{Key: r.key, Language: language}
	for _, event := range r.events {
		if strings.HasPrefix(event, prefix) {
			state.Events = append(state.Events, event)
		}
	}
	return state
}

func (r *boardRun) Add(_ workflow.Context, request *pb.AddRequest) error {
	if err := boardFailure(request.GetFailure(), request.GetText()); err != nil {
		return err
	}
	r.events = append(r.events, "add "+request.GetText())
	return nil
}

func (r *boardRun) Cancel(workflow.Context) error {
	r.events, r.closed = append(r.events, "cancel"), true
	return nil
}

func (r *boardRun) Pause(_ workflow.Context, request *controlpb.PauseRequest) error {
	r.events = append(r.events, "pause "+request.GetReason())
	return nil
}

func (r *boardRun) Resume(workflow.Context) error {
	r.events = append(r.events, "resume")
	return nil
}

func (r *boardRun) State() (*pb.BoardState, error) {
	return r.state(""), nil
}

func (r *boardRun) Describe(request *pb.DescribeRequest) (*pb.BoardState, error) {
	if err := boardFailure(request.GetFailure(), request.GetPrefix()); err != nil {
		return nil, err
	}
	return r.state(request.GetPrefix()), nil
}

func (r *boardRun) Size(request *pb.SizeRequest) (*pb.BoardState, error) {
	return &pb.BoardState{Events: []string{strings.Repeat("x", int(request.GetSize()))}, Key: r.key, Language: language}, nil
}

func (r *boardRun) ValidateChange(_ workflow.Context, request *pb.ChangeRequest) error {
	switch request.GetText() {
	case "":
		return stubborn.NewError(stubborn.CodeInvalidArgument, "nothing to change")
	case "panic":
		return errors.New("refused")
	default:
		return nil
	}
}

func (r *boardRun) Change(ctx workflow.Context, request *pb.ChangeRequest) (*pb.BoardState, error) {
	if err := workflow.Sleep(ctx, time.Duration(request.GetDelayMs())*time.Millisecond); err != nil {
		return nil, err
	}
	if err := boardFailure(request.GetFailure(), request.GetText()); err != nil {
		return nil, err
	}
	r.events = append(r.events, "change "+request.GetText())
	return r.state(""), nil
}

func (r *boardRun) Close(workflow.Context) error {
	r.closed = true
	return nil
}

func (r *boardRun) Result(workflow.Context) (*pb.BoardState, error) {
	return r.State()
}

func (r *boardRun) Grow(_ workflow.Context, request *pb.SizeRequest) (*pb.BoardState, error) {
	return r.Size(request)
}

// boardOnce ends after one Add.
type boardOnce struct {
	boardRun
}

func (o *boardOnce) Add(ctx workflow.Context, request *pb.AddRequest) error {
	o.closed = true
	return o.boardRun.Add(ctx, request)
}

func boardFailure(failure pb.BoardFailure, text string) error {
	switch failure {
	case pb.BoardFailure_BOARD_FAILURE_STUB:
		return stubborn.NewError(stubborn.CodeNotFound, text)
	case pb.BoardFailure_BOARD_FAILURE_EXCEPTION:
		return errors.New(text)
	case pb.BoardFailure_BOARD_FAILURE_DECLARED:
		return stubs.NewFullError(&pb.Full{Size: 7})
	default:
		return nil
	}
}
