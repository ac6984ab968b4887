package main

import (
	"context"

	pb "example.com/conformance/gen/conformance/v1"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type values struct{}

func echo(request *pb.AllTypes) (*pb.EchoReply, error) {
	seen, err := proto.Marshal(request)
	return &pb.EchoReply{Value: request, Seen: seen}, err
}

func echoWellKnown(request *pb.WellKnownTypes) (*pb.EchoWellKnownReply, error) {
	seen, err := proto.Marshal(request)
	return &pb.EchoWellKnownReply{Value: request, Seen: seen}, err
}

func echoLegacy(request *pb.Legacy) (*pb.EchoLegacyReply, error) {
	seen, err := proto.Marshal(request)
	return &pb.EchoLegacyReply{Value: request, Seen: seen}, err
}

func (values) Echo(_ context.Context, request *pb.AllTypes) (*pb.EchoReply, error) {
	return echo(request)
}

func (values) EchoWorkflow(_ workflow.Context, request *pb.AllTypes) (*pb.EchoReply, error) {
	return echo(request)
}

func (values) EchoLocal(_ context.Context, request *pb.AllTypes) (*pb.EchoReply, error) {
	return echo(request)
}

func (values) EchoWellKnown(_ context.Context, request *pb.WellKnownTypes) (*pb.EchoWellKnownReply, error) {
	return echoWellKnown(request)
}

func (values) EchoWellKnownWorkflow(_ workflow.Context, request *pb.WellKnownTypes) (*pb.EchoWellKnownReply, error) {
	return echoWellKnown(request)
}

func (values) EchoLegacy(_ context.Context, request *pb.Legacy) (*pb.EchoLegacyReply, error) {
	return echoLegacy(request)
}

func (values) EchoLegacyWorkflow(_ workflow.Context, request *pb.Legacy) (*pb.EchoLegacyReply, error) {
	return echoLegacy(request)
}

func (values) EchoTimestamp(_ context.Context, request *timestamppb.Timestamp) (*timestamppb.Timestamp, error) {
	return request, nil
}

func (values) EchoStruct(_ context.Context, request *structpb.Struct) (*structpb.Struct, error) {
	return request, nil
}

func (values) EchoInt64(_ workflow.Context, request *wrapperspb.Int64Value) (*wrapperspb.Int64Value, error) {
	return request, nil
}

func (values) EchoInner(_ context.Context, request *pb.AllTypes_Inner) (*pb.AllTypes_Inner, error) {
	return request, nil
}
