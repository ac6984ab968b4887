package main

import (
	"context"

	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"
)

// method is a method's typed calls, with requests and replies in binary.
type method struct {
	execute func(ctx context.Context, request []byte, options []stubborn.StartOption) ([]byte, error)
	start   func(ctx context.Context, request []byte, options []stubborn.StartOption) (handle, error)
	find    func(ctx context.Context, workflowID, runID string) handle
	// messages are of a workflow that takes some.
	messages    func(handle) messages
	withMessage map[string]startingWith
}

// calling is what every typed handle has.
type calling interface {
	WorkflowID() string
	RunID() string
	Cancel(ctx context.Context) error
	Terminate(ctx context.Context, reason string) error
	Describe(ctx context.Context) (*client.WorkflowExecutionDescription, error)
}

type replying[Reply any] interface {
	calling
	Result(ctx context.Context, options ...stubborn.ResultOption) (Reply, error)
}

type ending interface {
	calling
	Result(ctx context.Context, options ...stubborn.ResultOption) error
}

// handle is a typed handle whose result is in binary.
type handle struct {
	calling
	result func(ctx context.Context, options ...stubborn.ResultOption) ([]byte, error)
}

type starting[Handle any] func(ctx context.Context, options ...stubborn.StartOption) (Handle, error)

type finding[Handle any] func(ctx context.Context, workflowID, runID string) Handle

// message constrains a pointer to a message's struct.
type message[M any] interface {
	*M
	proto.Message
}

// unary is a method with a request and a reply.
func unary[Q any, Request message[Q], Reply proto.Message, Handle replying[Reply]](
	execute func(context.Context, Request, ...stubborn.StartOption) (Reply, error),
	start func(context.Context, Request, ...stubborn.StartOption) (Handle, error),
	find finding[Handle],
) method {
	return method{
		execute: func(ctx context.Context, data []byte, options []stubborn.StartOption) ([]byte, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return nil, err
			}
			return binary(execute(ctx, request, options...))
		},
		start: func(ctx context.Context, data []byte, options []stubborn.StartOption) (handle, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return handle{}, err
			}
			return withReply[Reply](start(ctx, request, options...))
		},
		find: func(ctx context.Context, workflowID, runID string) handle {
			found, _ := withReply[Reply](find(ctx, workflowID, runID), nil)
			return found
		},
	}
}

// sink is a method with a request and no reply.
func sink[Q any, Request message[Q], Handle ending](
	execute func(context.Context, Request, ...stubborn.StartOption) error,
	start func(context.Context, Request, ...stubborn.StartOption) (Handle, error),
	find finding[Handle],
) method {
	return method{
		execute: func(ctx context.Context, data []byte, options []stubborn.StartOption) ([]byte, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return nil, err
			}
			return nil, execute(ctx, request, options...)
		},
		start: func(ctx context.Context, data []byte, options []stubborn.StartOption) (handle, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return handle{}, err
			}
			return withEnd(start(ctx, request, options...))
		},
		find: findEnd(find),
	}
}

// source is a method with a reply and no request.
func source[Reply proto.Message, Handle replying[Reply]](
	execute func(context.Context, ...stubborn.StartOption) (Reply, error), start starting[Handle], find finding[Handle],
) method {
	return method{
		execute: func(ctx context.Context, _ []byte, options []stubborn.StartOption) ([]byte, error) {
			return binary(execute(ctx, options...))
		},
		start: func(ctx context.Context, _ []byte, options []stubborn.StartOption) (handle, error) {
			return withReply[Reply](start(ctx, options...))
		},
		find: func(ctx context.Context, workflowID, runID string) handle {
			found, _ := withReply[Reply](find(ctx, workflowID, runID), nil)
			return found
		},
	}
}

// bare is a method with neither.
func bare[Handle ending](
	execute func(context.Context, ...stubborn.StartOption) error, start starting[Handle], find finding[Handle],
) method {
	return method{
		execute: func(ctx context.Context, _ []byte, options []stubborn.StartOption) ([]byte, error) {
			return nil, execute(ctx, options...)
		},
		start: func(ctx context.Context, _ []byte, options []stubborn.StartOption) (handle, error) {
			return withEnd(start(ctx, options...))
		},
		find: findEnd(find),
	}
}

func withReply[Reply proto.Message, Handle replying[Reply]](started Handle, err error) (handle, error) {
	return handle{started, func(ctx context.Context, options ...stubborn.ResultOption) ([]byte, error) {
		return binary(started.Result(ctx, options...))
	}}, err
}

func withEnd[Handle ending](started Handle, err error) (handle, error) {
	return handle{started, func(ctx context.Context, options ...stubborn.ResultOption) ([]byte, error) {
		return nil, started.Result(ctx, options...)
	}}, err
}

func findEnd[Handle ending](find finding[Handle]) func(context.Context, string, string) handle {
	return func(ctx context.Context, workflowID, runID string) handle {
		found, _ := withEnd(find(ctx, workflowID, runID), nil)
		return found
	}
}

func parse[Q any, Request message[Q]](data []byte) (Request, error) {
	request := Request(new(Q))
	return request, proto.Unmarshal(data, request)
}

// binary is never nil where there is a reply.
func binary[Reply proto.Message](reply Reply, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	return proto.MarshalOptions{}.MarshalAppend([]byte{}, reply)
}
