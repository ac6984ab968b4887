package main

import (
	"context"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"google.golang.org/protobuf/proto"
)

func boardMethods(c *stubs.BoardClient) map[string]method {
	// The handles' own things are beside what the schema names like them.
	run := unary(c.Run,
		func(ctx context.Context, request *pb.RunRequest, options ...stubborn.StartOption) (*stubborn.Handle[*pb.RunReply], error) {
			started, err := c.StartRun(ctx, request, options...)
			if err != nil {
				return nil, err
			}
			return started.Handle, nil
		},
		func(ctx context.Context, workflowID, runID string) *stubborn.Handle[*pb.RunReply] {
			return c.RunHandle(ctx, workflowID, runID).Handle
		})
	run.messages = func(called handle) messages {
		return boardMessages(&stubs.BoardRunHandle{Handle: called.calling.(*stubborn.Handle[*pb.RunReply])})
	}
	run.withMessage = map[string]startingWith{
		"conformance.v1.Board.Add":             withSignal(c.StartRunWithAdd),
		"conformance.control.v1.Control.Pause": withSignal(c.StartRunWithPause),
		"conformance.v1.Board.Change":          withUpdate(c.StartRunWithChange),
	}
	once := unary(c.Once, c.StartOnce, c.OnceHandle)
	once.messages = func(called handle) messages {
		h := called.calling.(*stubs.BoardOnceHandle)
		return messages{"conformance.v1.Board.Add": signal(h.Add), "conformance.v1.Board.State": bareQuery(h.State)}
	}
	return map[string]method{
		"conformance.v1.Board.Run":    run,
		"conformance.v1.Board.Once":   once,
		"conformance.v1.Board.Tell":   unary(c.Tell, c.StartTell, c.TellHandle),
		"conformance.v1.Board.Parent": unary(c.Parent, c.StartParent, c.ParentHandle),
	}
}

func boardMessages(h *stubs.BoardRunHandle) messages {
	return messages{
		"conformance.v1.Board.Add":              signal(h.Add),
		"conformance.v1.Board.Cancel":           bareSignal(h.Cancel),
		"conformance.control.v1.Control.Pause":  signal(h.Pause),
		"conformance.control.v1.Control.Resume": bareSignal(h.Resume),
		"conformance.v1.Board.State":            bareQuery(h.State),
		"conformance.v1.Board.Describe":         query(h.Describe),
		"conformance.v1.Board.Size":             query(h.Size),
		"conformance.v1.Board.Change":           update(h.Change, h.StartChange, h.FindChange),
		"conformance.v1.Board.Close":            voidUpdate(h.Close, h.StartClose, h.FindClose),
		"conformance.v1.Board.Result":           bareUpdate(h.Result, h.StartResult, h.FindResult),
		"conformance.v1.Board.Grow":             update(h.Grow, h.StartGrow, h.FindGrow),
	}
}

// startingWith starts Run and sends it a message in one step.
type startingWith func(ctx context.Context, request, message []byte, options options) (handle, []byte, error)

func withSignal[M any, Message message[M]](
	start func(context.Context, *pb.RunRequest, Message, ...stubborn.StartOption) (*stubs.BoardRunHandle, error),
) startingWith {
	return func(ctx context.Context, data, told []byte, options options) (handle, []byte, error) {
		request, err := parse[pb.RunRequest](data)
		if err != nil {
			return handle{}, nil, err
		}
		message, err := parse[M, Message](told)
		if err != nil {
			return handle{}, nil, err
		}
		started, err := start(ctx, request, message, options.all()...)
		if err != nil {
			return handle{}, nil, err
		}
		found, err := withReply[*pb.RunReply](started.Handle, nil)
		return found, nil, err
	}
}

func withUpdate[M any, Message message[M], Reply proto.Message](
	start func(context.Context, *pb.RunRequest, Message, ...stubborn.WithStartOption) (*stubs.BoardRunHandle, Reply, error),
) startingWith {
	return func(ctx context.Context, data, told []byte, options options) (handle, []byte, error) {
		request, err := parse[pb.RunRequest](data)
		if err != nil {
			return handle{}, nil, err
		}
		message, err := parse[M, Message](told)
		if err != nil {
			return handle{}, nil, err
		}
		started, reply, err := start(ctx, request, message, options.withStart()...)
		if started == nil {
			return handle{}, nil, err
		}
		found, _ := withReply[*pb.RunReply](started.Handle, nil)
		if err != nil {
			return found, nil, err
		}
		response, err := binary(reply, nil)
		return found, response, err
	}
}
