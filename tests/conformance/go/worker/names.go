package main

import (
	"context"

	pb "example.com/conformance/gen/conformance/v1"
	"go.temporal.io/sdk/workflow"
)

type names struct{}

type neighbour struct{}

type lone struct{}

func named(method string, request *pb.NameRequest) (*pb.NameReply, error) {
	return &pb.NameReply{Method: method, Text: request.GetText(), Language: language}, nil
}

func (names) Plain(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Plain", request)
}

func (names) Named(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Named", request)
}

func (names) Aliased(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Aliased", request)
}

func (names) Handled(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Handled", request)
}

func (names) AliasedHandler(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.AliasedHandler", request)
}

func (names) AliasedLocal(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.AliasedLocal", request)
}

func (names) NamedActivity(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.NamedActivity", request)
}

func (names) Elsewhere(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Elsewhere", request)
}

func (names) HandledElsewhere(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.HandledElsewhere", request)
}

func (names) Cancel(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Cancel", request)
}

func (names) Result(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Names.Result", request)
}

func (neighbour) Plain(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Neighbour.Plain", request)
}

func (neighbour) Handled(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Neighbour.Handled", request)
}

func (lone) Plain(_ context.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Lone.Plain", request)
}

func (lone) Written(_ workflow.Context, request *pb.NameRequest) (*pb.NameReply, error) {
	return named("Lone.Written", request)
}
