//! Values of every type.

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, values};
use conformance_programs::stubs::conformance::v1::{
    AllTypes, EchoLegacyReply, EchoReply, EchoWellKnownReply, Legacy, WellKnownTypes, all_types,
};
use conformance_programs::stubs::stubborn_runtime::Error;
use prost::Message;
use prost_types::{Struct, Timestamp};
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Values;

fn echo(request: AllTypes) -> EchoReply {
    EchoReply { seen: request.encode_to_vec(), value: Some(request) }
}

fn echo_well_known(request: WellKnownTypes) -> EchoWellKnownReply {
    EchoWellKnownReply { seen: request.encode_to_vec(), value: Some(request) }
}

fn echo_legacy(request: Legacy) -> EchoLegacyReply {
    EchoLegacyReply { seen: request.encode_to_vec(), value: Some(request) }
}

impl stubs::Values for Values {
    type EchoWorkflow = Self;
    type EchoWellKnownWorkflow = Self;
    type EchoLegacyWorkflow = Self;
    type EchoInt64 = Self;

    async fn echo(&self, _: ActivityContext, request: AllTypes) -> Result<EchoReply, Error> {
        Ok(echo(request))
    }

    async fn echo_local(&self, _: ActivityContext, request: AllTypes) -> Result<EchoReply, Error> {
        Ok(echo(request))
    }

    async fn echo_well_known(
        &self,
        _: ActivityContext,
        request: WellKnownTypes,
    ) -> Result<EchoWellKnownReply, Error> {
        Ok(echo_well_known(request))
    }

    async fn echo_legacy(&self, _: ActivityContext, request: Legacy) -> Result<EchoLegacyReply, Error> {
        Ok(echo_legacy(request))
    }

    async fn echo_timestamp(&self, _: ActivityContext, request: Timestamp) -> Result<Timestamp, Error> {
        Ok(request)
    }

    async fn echo_struct(&self, _: ActivityContext, request: Struct) -> Result<Struct, Error> {
        Ok(request)
    }

    async fn echo_inner(
        &self,
        _: ActivityContext,
        request: all_types::Inner,
    ) -> Result<all_types::Inner, Error> {
        Ok(request)
    }
}

impl values::EchoWorkflowWorkflow for Values {
    async fn run(_: &mut values::EchoWorkflowContext<Self>, request: AllTypes) -> WorkflowResult<EchoReply> {
        Ok(echo(request))
    }
}

impl values::EchoWellKnownWorkflowWorkflow for Values {
    async fn run(
        _: &mut values::EchoWellKnownWorkflowContext<Self>,
        request: WellKnownTypes,
    ) -> WorkflowResult<EchoWellKnownReply> {
        Ok(echo_well_known(request))
    }
}

impl values::EchoLegacyWorkflowWorkflow for Values {
    async fn run(
        _: &mut values::EchoLegacyWorkflowContext<Self>,
        request: Legacy,
    ) -> WorkflowResult<EchoLegacyReply> {
        Ok(echo_legacy(request))
    }
}

impl values::EchoInt64Workflow for Values {
    async fn run(_: &mut values::EchoInt64Context<Self>, request: i64) -> WorkflowResult<i64> {
        Ok(request)
    }
}
