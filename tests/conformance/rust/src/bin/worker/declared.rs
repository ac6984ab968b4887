//! Errors that callers can tell apart.

use conformance_programs::stubs::conformance::v1::refused::Reason;
use conformance_programs::stubs::conformance::v1::resell_reply::Result as Answer;
use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, DeclaredChildClient, declared};
use conformance_programs::stubs::conformance::v1::{
    Busy, OrderFailure, OrderReply, OrderRequest, OutOfStock, ResellReply, ResellRequest, StockLevel,
};
use conformance_programs::stubs::stubborn_runtime::{DeclaredError, Error, attempt};
use temporalio_common::error::ApplicationFailure;
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Declared;

fn out_of_stock(item: String) -> OutOfStock {
    OutOfStock { item, left: 3, level: StockLevel::Low.into(), price: 2.5 }
}

fn by_hand() -> ApplicationFailure {
    ApplicationFailure::builder(anyhow::Error::msg("by hand"))
        .type_name(OutOfStock::NAME.to_owned())
        .non_retryable(true)
        .build()
}

fn with_text() -> ApplicationFailure {
    ApplicationFailure::builder(anyhow::Error::msg("by hand"))
        .type_name(OutOfStock::NAME.to_owned())
        .non_retryable(true)
        .details("no such message".to_owned())
        .build()
}

fn order(request: OrderRequest, attempt: u32) -> Result<OrderReply, Error> {
    let failure = request.failure();
    let OrderRequest { item, .. } = request;
    match failure {
        OrderFailure::OutOfStock => Err(out_of_stock(item).into()),
        OrderFailure::Busy => Err(Busy { wait_ms: 250, ..Busy::default() }.into()),
        OrderFailure::Reason => Err(Reason { text: item }.into()),
        OrderFailure::Wrapped => {
            let inner = anyhow::Error::new(Error::from(out_of_stock(item)));
            Err(Error::unknown(inner.context("outer")))
        }
        OrderFailure::Undecodable => Err(with_text().into()),
        OrderFailure::Bare => Err(by_hand().into()),
        OrderFailure::Unspecified => Ok(OrderReply { item, language: LANGUAGE.to_owned(), attempt }),
    }
}

impl stubs::Declared for Declared {
    type Order = Self;
    type OrderUnlisted = Self;
    type Resell = Self;

    async fn order_handler(&self, ctx: ActivityContext, request: OrderRequest) -> Result<OrderReply, Error> {
        order(request, attempt(&ctx))
    }

    async fn order_retried(&self, ctx: ActivityContext, request: OrderRequest) -> Result<OrderReply, Error> {
        let attempt = attempt(&ctx);
        let failure = if attempt > request.attempts { OrderFailure::Unspecified } else { request.failure() };
        order(OrderRequest { failure: failure.into(), ..request }, attempt)
    }

    async fn order_unlisted_handler(
        &self,
        ctx: ActivityContext,
        request: OrderRequest,
    ) -> Result<OrderReply, Error> {
        order(request, attempt(&ctx))
    }
}

impl declared::OrderWorkflow for Declared {
    async fn run(_: &mut declared::OrderContext<Self>, request: OrderRequest) -> WorkflowResult<OrderReply> {
        Ok(order(request, 0)?)
    }
}

impl declared::OrderUnlistedWorkflow for Declared {
    async fn run(
        _: &mut declared::OrderUnlistedContext<Self>,
        request: OrderRequest,
    ) -> WorkflowResult<OrderReply> {
        Ok(order(request, 0)?)
    }
}

/// The declared error that an error is.
fn caught(error: &Error) -> Option<Answer> {
    let out_of_stock = error.detail().map(Answer::OutOfStock);
    out_of_stock.or_else(|| error.detail().map(Answer::Busy)).or_else(|| error.detail().map(Answer::Reason))
}

impl declared::ResellWorkflow for Declared {
    async fn run(
        ctx: &mut declared::ResellContext<Self>,
        request: ResellRequest,
    ) -> WorkflowResult<ResellReply> {
        let client = DeclaredChildClient::new(ctx);
        let task_queue = ctx.task_queue().to_owned();
        let order = request.order.unwrap_or_default();
        let ordered = if request.handler {
            client.order_handler(order).task_queue(&task_queue).await
        } else {
            client.order(order).task_queue(&task_queue).await
        };
        let reply = ResellReply { language: LANGUAGE.to_owned(), ..ResellReply::default() };
        let error = match ordered {
            Ok(ordered) => return Ok(ResellReply { result: Some(Answer::Reply(ordered)), ..reply }),
            Err(error) => error,
        };
        match caught(&error).filter(|_| !request.escape) {
            Some(caught) => Ok(ResellReply {
                result: Some(caught),
                code: error.code().as_str().to_owned(),
                message: error.message().to_owned(),
                ..reply
            }),
            None => Err(error.into()),
        }
    }
}
