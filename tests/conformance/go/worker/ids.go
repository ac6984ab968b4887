package main

import (
	"context"

	pb "example.com/conformance/gen/conformance/v1"
	"go.temporal.io/sdk/workflow"
)

type ids struct{}

func identity() (*pb.IdReply, error) {
	return &pb.IdReply{Language: language}, nil
}

func (ids) Scalars(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Floats(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Enums(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Nested(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Presence(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Odd(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Defaults(workflow.Context, *pb.Legacy) (*pb.IdReply, error) {
	return identity()
}

func (ids) Text(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Braces(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Variables(workflow.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}

func (ids) Handled(context.Context, *pb.IdRequest) (*pb.IdReply, error) {
	return identity()
}
