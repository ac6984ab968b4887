//! Names and queues: given, default, shared and old ones.

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, lone, names, neighbour};
use conformance_programs::stubs::conformance::v1::{NameReply, NameRequest};
use conformance_programs::stubs::stubborn_runtime::Error;
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

/// The service, and each of its workflows. So are the others.
#[derive(Default)]
pub struct Names;

#[derive(Default)]
pub struct Neighbour;

#[derive(Default)]
pub struct Lone;

fn named(method: &str, request: NameRequest) -> NameReply {
    NameReply { method: method.to_owned(), text: request.text, language: LANGUAGE.to_owned() }
}

impl stubs::Names for Names {
    type Plain = Self;
    type Named = Self;
    type Aliased = Self;
    type Elsewhere = Self;
    type Cancel = Self;
    type Result = Self;

    async fn handled(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Names.Handled", request))
    }

    async fn aliased_handler(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Names.AliasedHandler", request))
    }

    async fn aliased_local(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Names.AliasedLocal", request))
    }

    async fn named_activity(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Names.NamedActivity", request))
    }

    async fn handled_elsewhere(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Names.HandledElsewhere", request))
    }
}

impl stubs::Neighbour for Neighbour {
    type Plain = Self;

    async fn handled(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Neighbour.Handled", request))
    }
}

impl stubs::Lone for Lone {
    type Written = Self;

    async fn plain(&self, _: ActivityContext, request: NameRequest) -> Result<NameReply, Error> {
        Ok(named("Lone.Plain", request))
    }
}

macro_rules! name {
    ($($service:ident: $module:ident::$workflow:ident($context:ident) = $name:literal;)*) => {
        $(impl $module::$workflow for $service {
            async fn run(_: &mut $module::$context<Self>, request: NameRequest) -> WorkflowResult<NameReply> {
                Ok(named($name, request))
            }
        })*
    };
}

name! {
    Names: names::PlainWorkflow(PlainContext) = "Names.Plain";
    Names: names::NamedWorkflow(NamedContext) = "Names.Named";
    Names: names::AliasedWorkflow(AliasedContext) = "Names.Aliased";
    Names: names::ElsewhereWorkflow(ElsewhereContext) = "Names.Elsewhere";
    Names: names::CancelWorkflow(CancelContext) = "Names.Cancel";
    Names: names::ResultWorkflow(ResultContext) = "Names.Result";
    Neighbour: neighbour::PlainWorkflow(PlainContext) = "Neighbour.Plain";
    Lone: lone::WrittenWorkflow(WrittenContext) = "Lone.Written";
}
