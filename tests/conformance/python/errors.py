"""The service `Declared`."""

from __future__ import annotations

from temporalio import activity, workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from conformance.v1 import errors_pb2 as pb
    from conformance.v1 import errors_stubborn as stubs
    from stubborn_runtime import StubbornError

LANGUAGE = "python"


def order(request: pb.OrderRequest, attempt: int = 0) -> pb.OrderReply:
    """Fail as a request says."""
    out_of_stock = pb.OutOfStock(
        item=request.item, left=3, level=pb.STOCK_LEVEL_LOW, price=2.5
    )
    by_hand = "conformance.v1.OutOfStock"
    match request.failure:
        case pb.ORDER_FAILURE_OUT_OF_STOCK:
            raise stubs.OutOfStockError(out_of_stock)
        case pb.ORDER_FAILURE_BUSY:
            raise stubs.BusyError(pb.Busy(wait_ms=250))
        case pb.ORDER_FAILURE_REASON:
            raise stubs.RefusedReasonError(pb.Refused.Reason(text=request.item))
        case pb.ORDER_FAILURE_WRAPPED:
            raise ValueError("outer") from stubs.OutOfStockError(out_of_stock)
        case pb.ORDER_FAILURE_UNDECODABLE:
            raise ApplicationError("by hand", "text", type=by_hand, non_retryable=True)
        case pb.ORDER_FAILURE_BARE:
            raise ApplicationError("by hand", type=by_hand, non_retryable=True)
        case _:
            return pb.OrderReply(item=request.item, language=LANGUAGE, attempt=attempt)


class Order(stubs.DeclaredOrderWorkflow):
    async def run(self, request: pb.OrderRequest) -> pb.OrderReply:
        return order(request)


class OrderUnlisted(stubs.DeclaredOrderUnlistedWorkflow):
    async def run(self, request: pb.OrderRequest) -> pb.OrderReply:
        return order(request)


class Resell(stubs.DeclaredResellWorkflow):
    async def run(self, request: pb.ResellRequest) -> pb.ResellReply:
        child = stubs.DeclaredChildClient()
        call = child.order_handler if request.handler else child.order
        reply = pb.ResellReply(language=LANGUAGE)
        try:
            ordered = await call(request.order, task_queue=workflow.info().task_queue)
            reply.reply.CopyFrom(ordered)
        except StubbornError as error:
            if request.escape:
                raise
            note(error, reply)
        return reply


def note(error: StubbornError, reply: pb.ResellReply) -> None:
    """Put an error into a reply; one that is not declared escapes."""
    match error:
        case stubs.OutOfStockError():
            reply.out_of_stock.CopyFrom(error.detail)
        case stubs.BusyError():
            reply.busy.CopyFrom(error.detail)
        case stubs.RefusedReasonError():
            reply.reason.CopyFrom(error.detail)
        case _:
            raise error
    reply.code = error.code.value
    reply.message = error.message


class Declared:
    order = Order
    order_unlisted = OrderUnlisted
    resell = Resell

    async def order_handler(self, request: pb.OrderRequest) -> pb.OrderReply:
        return order(request, activity.info().attempt)

    async def order_retried(self, request: pb.OrderRequest) -> pb.OrderReply:
        attempt = activity.info().attempt
        if attempt > request.attempts:
            request = pb.OrderRequest(item=request.item)
        return order(request, attempt)

    async def order_unlisted_handler(self, request: pb.OrderRequest) -> pb.OrderReply:
        return order(request)
