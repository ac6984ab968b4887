package main

import (
	"context"
	"errors"
	"fmt"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

type declared struct{}

func (declared) Order(_ workflow.Context, request *pb.OrderRequest) (*pb.OrderReply, error) {
	return order(request, 0)
}

func (declared) OrderUnlisted(_ workflow.Context, request *pb.OrderRequest) (*pb.OrderReply, error) {
	return order(request, 0)
}

func (declared) OrderHandler(ctx context.Context, request *pb.OrderRequest) (*pb.OrderReply, error) {
	return order(request, stubborn.Attempt(ctx))
}

func (declared) OrderUnlistedHandler(ctx context.Context, request *pb.OrderRequest) (*pb.OrderReply, error) {
	return order(request, stubborn.Attempt(ctx))
}

func (declared) OrderRetried(ctx context.Context, request *pb.OrderRequest) (*pb.OrderReply, error) {
	return order(request, stubborn.Attempt(ctx))
}

// Resell answers the declared error that its child fails with, if it is one.
func (declared) Resell(ctx workflow.Context, request *pb.ResellRequest) (*pb.ResellReply, error) {
	call := stubs.DeclaredChildren{}.Order
	if request.GetHandler() {
		call = stubs.DeclaredChildren{}.OrderHandler
	}
	reply, err := call(ctx, request.GetOrder(), stubborn.WithTaskQueue(workflow.GetInfo(ctx).TaskQueueName))
	if err == nil {
		return &pb.ResellReply{Language: language, Result: &pb.ResellReply_Reply{Reply: reply}}, nil
	}
	resold := caught(err)
	if resold == nil || request.GetEscape() {
		return nil, err
	}
	return resold, nil
}

func caught(err error) *pb.ResellReply {
	var outOfStock *stubs.OutOfStockError
	var busy *stubs.BusyError
	var reason *stubs.RefusedReasonError
	resold := &pb.ResellReply{Language: language}
	switch {
	case errors.As(err, &outOfStock):
		resold.Result = &pb.ResellReply_OutOfStock{OutOfStock: outOfStock.Detail}
		resold.Code, resold.Message = string(outOfStock.Code), outOfStock.Message
	case errors.As(err, &busy):
		resold.Result = &pb.ResellReply_Busy{Busy: busy.Detail}
		resold.Code, resold.Message = string(busy.Code), busy.Message
	case errors.As(err, &reason):
		resold.Result = &pb.ResellReply_Reason{Reason: reason.Detail}
		resold.Code, resold.Message = string(reason.Code), reason.Message
	default:
		return nil
	}
	return resold
}

func order(request *pb.OrderRequest, attempt int) (*pb.OrderReply, error) {
	if attempts := int(request.GetAttempts()); attempts == 0 || attempt <= attempts {
		if err := orderFailure(request); err != nil {
			return nil, err
		}
	}
	return &pb.OrderReply{Item: request.GetItem(), Language: language, Attempt: uint32(attempt)}, nil
}

func orderFailure(request *pb.OrderRequest) error {
	outOfStock := stubs.NewOutOfStockError(&pb.OutOfStock{
		Item: request.GetItem(), Left: 3, Level: pb.StockLevel_STOCK_LEVEL_LOW, Price: 2.5,
	})
	byHand := func(details ...any) error {
		return temporal.NewNonRetryableApplicationError("by hand", "conformance.v1.OutOfStock", nil, details...)
	}
	switch failure := request.GetFailure(); failure {
	case pb.OrderFailure_ORDER_FAILURE_UNSPECIFIED:
		return nil
	case pb.OrderFailure_ORDER_FAILURE_OUT_OF_STOCK:
		return outOfStock
	case pb.OrderFailure_ORDER_FAILURE_BUSY:
		return stubs.NewBusyError(&pb.Busy{WaitMs: 250})
	case pb.OrderFailure_ORDER_FAILURE_REASON:
		return stubs.NewRefusedReasonError(&pb.Refused_Reason{Text: request.GetItem()})
	case pb.OrderFailure_ORDER_FAILURE_WRAPPED:
		return wrapped{outOfStock}
	case pb.OrderFailure_ORDER_FAILURE_UNDECODABLE:
		return byHand("no such message")
	case pb.OrderFailure_ORDER_FAILURE_BARE:
		return byHand()
	default:
		return fmt.Errorf("no failure %v", failure)
	}
}
