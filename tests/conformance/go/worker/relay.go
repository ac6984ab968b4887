package main

import (
	"errors"
	"fmt"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/emptypb"
)

type relay struct{}

// Relay makes the call that a request holds.
func (relay) Relay(ctx workflow.Context, request *pb.RelayRequest) (*pb.RelayReply, error) {
	reply := &pb.RelayReply{Language: language}
	err := makeCall(ctx, request, reply)
	var known *stubborn.Error
	if errors.As(err, &known) && !request.GetEscape() {
		reply.Result = &pb.RelayReply_Error{Error: &pb.RelayError{Code: string(known.Code), Message: known.Message}}
		return reply, nil
	}
	return reply, err
}

// childHandle is what every typed handle of a child has.
type childHandle interface {
	WorkflowID() string
	Cancel()
}

type replying[Reply any] interface {
	childHandle
	Result(ctx workflow.Context) (Reply, error)
}

type ending interface {
	childHandle
	Result(ctx workflow.Context) error
}

// call is how a request wants its call made.
type call struct {
	ctx     workflow.Context
	request *pb.RelayRequest
	reply   *pb.RelayReply
	options []stubborn.ChildOption
}

func makeCall(ctx workflow.Context, request *pb.RelayRequest, reply *pb.RelayReply) error {
	c := call{ctx: ctx, request: request, reply: reply, options: childOptions(request)}
	basic, values, ids := stubs.BasicChildren{}, stubs.ValuesChildren{}, stubs.IdsChildren{}
	switch argument := request.GetCall().(type) {
	case *pb.RelayRequest_Greet:
		return greeting(relayed(c, argument.Greet, basic.Greet, basic.StartGreet))(c)
	case *pb.RelayRequest_GreetHandler:
		return greeting(relayed(c, argument.GreetHandler, basic.GreetHandler, basic.StartGreetHandler))(c)
	case *pb.RelayRequest_GreetLocal:
		return greeting(relayed(c, argument.GreetLocal, basic.GreetLocal, basic.StartGreetLocal))(c)
	case *pb.RelayRequest_Note:
		return nothing(sent(c, argument.Note, basic.Note, basic.StartNote))(c)
	case *pb.RelayRequest_Recall:
		result, err := asked(c, basic.Recall, basic.StartRecall)
		reply.Result = &pb.RelayReply_Recall{Recall: result}
		return err
	case *pb.RelayRequest_Ping:
		return nothing(done(c, basic.Ping, basic.StartPing))(c)
	case *pb.RelayRequest_PingHandler:
		return nothing(done(c, basic.PingHandler, basic.StartPingHandler))(c)
	case *pb.RelayRequest_Fail:
		return failing(relayed(c, argument.Fail, basic.Fail, basic.StartFail))(c)
	case *pb.RelayRequest_FailHandler:
		return failing(relayed(c, argument.FailHandler, basic.FailHandler, basic.StartFailHandler))(c)
	case *pb.RelayRequest_Echo:
		return echoing(relayed(c, argument.Echo, values.Echo, values.StartEcho))(c)
	case *pb.RelayRequest_EchoWorkflow:
		return echoing(relayed(c, argument.EchoWorkflow, values.EchoWorkflow, values.StartEchoWorkflow))(c)
	case *pb.RelayRequest_Scalars:
		return identified(relayed(c, argument.Scalars, ids.Scalars, ids.StartScalars))(c)
	case *pb.RelayRequest_Floats:
		return identified(relayed(c, argument.Floats, ids.Floats, ids.StartFloats))(c)
	case *pb.RelayRequest_Variables:
		return identified(relayed(c, argument.Variables, ids.Variables, ids.StartVariables))(c)
	case *pb.RelayRequest_Hold:
		hold := stubs.HoldChildren{}
		result, err := relayed(c, argument.Hold, hold.Hold, hold.StartHold)
		reply.Result = &pb.RelayReply_Hold{Hold: result}
		return err
	default:
		return fmt.Errorf("no call of type %T", argument)
	}
}

func childOptions(request *pb.RelayRequest) []stubborn.ChildOption {
	var options []stubborn.ChildOption
	if request.GetTaskQueue() != "" {
		options = append(options, stubborn.WithTaskQueue(request.GetTaskQueue()))
	}
	if request.GetWorkflowId() != "" {
		options = append(options, stubborn.WithID(request.GetWorkflowId()))
	}
	return options
}

// relayed calls a method with a request and a reply.
func relayed[Request, Reply any, Handle replying[Reply]](
	c call, request Request,
	execute func(workflow.Context, Request, ...stubborn.ChildOption) (Reply, error),
	start func(workflow.Context, Request, ...stubborn.ChildOption) (Handle, error),
) (Reply, error) {
	return asked(c,
		func(ctx workflow.Context, options ...stubborn.ChildOption) (Reply, error) {
			return execute(ctx, request, options...)
		},
		func(ctx workflow.Context, options ...stubborn.ChildOption) (Handle, error) {
			return start(ctx, request, options...)
		})
}

// asked calls a method with a reply and no request.
func asked[Reply any, Handle replying[Reply]](
	c call,
	execute func(workflow.Context, ...stubborn.ChildOption) (Reply, error),
	start func(workflow.Context, ...stubborn.ChildOption) (Handle, error),
) (Reply, error) {
	if c.request.GetMode() == pb.RelayMode_RELAY_MODE_UNSPECIFIED {
		return execute(c.ctx, c.options...)
	}
	handle, err := start(c.ctx, c.options...)
	if err != nil {
		var none Reply
		return none, err
	}
	c.started(handle)
	return handle.Result(c.ctx)
}

// sent calls a method with a request and no reply.
func sent[Request any, Handle ending](
	c call, request Request,
	execute func(workflow.Context, Request, ...stubborn.ChildOption) error,
	start func(workflow.Context, Request, ...stubborn.ChildOption) (Handle, error),
) error {
	return done(c,
		func(ctx workflow.Context, options ...stubborn.ChildOption) error {
			return execute(ctx, request, options...)
		},
		func(ctx workflow.Context, options ...stubborn.ChildOption) (Handle, error) {
			return start(ctx, request, options...)
		})
}

// done calls a method with neither.
func done[Handle ending](
	c call,
	execute func(workflow.Context, ...stubborn.ChildOption) error,
	start func(workflow.Context, ...stubborn.ChildOption) (Handle, error),
) error {
	if c.request.GetMode() == pb.RelayMode_RELAY_MODE_UNSPECIFIED {
		return execute(c.ctx, c.options...)
	}
	handle, err := start(c.ctx, c.options...)
	if err != nil {
		return err
	}
	c.started(handle)
	return handle.Result(c.ctx)
}

func (c call) started(handle childHandle) {
	c.reply.ChildId = handle.WorkflowID()
	if c.request.GetMode() == pb.RelayMode_RELAY_MODE_CANCEL {
		handle.Cancel()
	}
}

// Each puts a result into the reply, or passes an error on.

func greeting(result *pb.GreetReply, err error) func(call) error {
	return func(c call) error {
		c.reply.Result = &pb.RelayReply_Greet{Greet: result}
		return err
	}
}

func failing(result *pb.FailReply, err error) func(call) error {
	return func(c call) error {
		c.reply.Result = &pb.RelayReply_Fail{Fail: result}
		return err
	}
}

func echoing(result *pb.EchoReply, err error) func(call) error {
	return func(c call) error {
		c.reply.Result = &pb.RelayReply_Echo{Echo: result}
		return err
	}
}

func identified(result *pb.IdReply, err error) func(call) error {
	return func(c call) error {
		c.reply.Result = &pb.RelayReply_Id{Id: result}
		return err
	}
}

func nothing(err error) func(call) error {
	return func(c call) error {
		c.reply.Result = &pb.RelayReply_Nothing{Nothing: &emptypb.Empty{}}
		return err
	}
}
