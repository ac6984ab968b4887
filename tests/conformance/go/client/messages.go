package main

import (
	"context"

	"example.com/conformance/gen/stubborn"
	"google.golang.org/protobuf/proto"
)

// messages are the typed calls of what a running workflow takes, by their full names.
type messages map[string]sending

// sending is a signal, query or update with its request and reply in binary.
type sending struct {
	send  func(ctx context.Context, request []byte, options options) ([]byte, error)
	start func(ctx context.Context, request []byte, options options) (updated, error)
	find  func(updateID string) updated
}

// updated is an update's typed handle, whose result is in binary.
type updated struct {
	id     string
	result func(ctx context.Context) ([]byte, error)
}

type updating[Reply any] interface {
	UpdateID() string
	Result(ctx context.Context) (Reply, error)
}

type updatingVoid interface {
	UpdateID() string
	Result(ctx context.Context) error
}

func signal[Q any, Request message[Q]](send func(context.Context, Request) error) sending {
	return sending{send: func(ctx context.Context, data []byte, _ options) ([]byte, error) {
		request, err := parse[Q, Request](data)
		if err != nil {
			return nil, err
		}
		return nil, send(ctx, request)
	}}
}

func bareSignal(send func(context.Context) error) sending {
	return sending{send: func(ctx context.Context, _ []byte, _ options) ([]byte, error) {
		return nil, send(ctx)
	}}
}

func query[Q any, Request message[Q], Reply proto.Message](
	ask func(context.Context, Request, ...stubborn.QueryOption) (Reply, error),
) sending {
	return sending{send: func(ctx context.Context, data []byte, _ options) ([]byte, error) {
		request, err := parse[Q, Request](data)
		if err != nil {
			return nil, err
		}
		return binary(ask(ctx, request))
	}}
}

func bareQuery[Reply proto.Message](ask func(context.Context, ...stubborn.QueryOption) (Reply, error)) sending {
	return sending{send: func(ctx context.Context, _ []byte, _ options) ([]byte, error) {
		return binary(ask(ctx))
	}}
}

func update[Q any, Request message[Q], Reply proto.Message, Handle updating[Reply]](
	execute func(context.Context, Request, ...stubborn.UpdateOption) (Reply, error),
	start func(context.Context, Request, ...stubborn.UpdateOption) (Handle, error),
	find func(updateID string) Handle,
) sending {
	return sending{
		send: func(ctx context.Context, data []byte, options options) ([]byte, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return nil, err
			}
			return binary(execute(ctx, request, options.update()...))
		},
		start: func(ctx context.Context, data []byte, options options) (updated, error) {
			request, err := parse[Q, Request](data)
			if err != nil {
				return updated{}, err
			}
			return withAnswer[Reply](start(ctx, request, options.update()...))
		},
		find: func(updateID string) updated {
			found, _ := withAnswer[Reply](find(updateID), nil)
			return found
		},
	}
}

func bareUpdate[Reply proto.Message, Handle updating[Reply]](
	execute func(context.Context, ...stubborn.UpdateOption) (Reply, error),
	start func(context.Context, ...stubborn.UpdateOption) (Handle, error),
	find func(updateID string) Handle,
) sending {
	return sending{
		send: func(ctx context.Context, _ []byte, options options) ([]byte, error) {
			return binary(execute(ctx, options.update()...))
		},
		start: func(ctx context.Context, _ []byte, options options) (updated, error) {
			return withAnswer[Reply](start(ctx, options.update()...))
		},
		find: func(updateID string) updated {
			found, _ := withAnswer[Reply](find(updateID), nil)
			return found
		},
	}
}

// voidUpdate has neither a request nor a reply.
func voidUpdate[Handle updatingVoid](
	execute func(context.Context, ...stubborn.UpdateOption) error,
	start func(context.Context, ...stubborn.UpdateOption) (Handle, error),
	find func(updateID string) Handle,
) sending {
	return sending{
		send: func(ctx context.Context, _ []byte, options options) ([]byte, error) {
			return nil, execute(ctx, options.update()...)
		},
		start: func(ctx context.Context, _ []byte, options options) (updated, error) {
			return withoutAnswer(start(ctx, options.update()...))
		},
		find: func(updateID string) updated {
			found, _ := withoutAnswer(find(updateID), nil)
			return found
		},
	}
}

func withAnswer[Reply proto.Message, Handle updating[Reply]](started Handle, err error) (updated, error) {
	if err != nil {
		return updated{}, err
	}
	return updated{started.UpdateID(), func(ctx context.Context) ([]byte, error) {
		return binary(started.Result(ctx))
	}}, nil
}

func withoutAnswer[Handle updatingVoid](started Handle, err error) (updated, error) {
	if err != nil {
		return updated{}, err
	}
	return updated{started.UpdateID(), func(ctx context.Context) ([]byte, error) {
		return nil, started.Result(ctx)
	}}, nil
}
