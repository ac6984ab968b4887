//! Workflow ids from templates.

use conformance_programs::stubs::conformance::v1::stubborn::{self as stubs, ids};
use conformance_programs::stubs::conformance::v1::{IdReply, IdRequest, Legacy};
use conformance_programs::stubs::stubborn_runtime::Error;
use temporalio_sdk::activities::ActivityContext;
use temporalio_workflow::WorkflowResult;

use crate::LANGUAGE;

/// The service, and each of its workflows.
#[derive(Default)]
pub struct Ids;

fn identity() -> IdReply {
    IdReply { language: LANGUAGE.to_owned() }
}

impl stubs::Ids for Ids {
    type Scalars = Self;
    type Floats = Self;
    type Enums = Self;
    type Nested = Self;
    type Presence = Self;
    type Odd = Self;
    type Defaults = Self;
    type Text = Self;
    type Braces = Self;
    type Variables = Self;

    async fn handled(&self, _: ActivityContext, _: IdRequest) -> Result<IdReply, Error> {
        Ok(identity())
    }
}

macro_rules! identify {
    ($($workflow:ident($context:ident, $request:ident);)*) => {
        $(impl ids::$workflow for Ids {
            async fn run(_: &mut ids::$context<Self>, _: $request) -> WorkflowResult<IdReply> {
                Ok(identity())
            }
        })*
    };
}

identify! {
    ScalarsWorkflow(ScalarsContext, IdRequest);
    FloatsWorkflow(FloatsContext, IdRequest);
    EnumsWorkflow(EnumsContext, IdRequest);
    NestedWorkflow(NestedContext, IdRequest);
    PresenceWorkflow(PresenceContext, IdRequest);
    OddWorkflow(OddContext, IdRequest);
    DefaultsWorkflow(DefaultsContext, Legacy);
    TextWorkflow(TextContext, IdRequest);
    BracesWorkflow(BracesContext, IdRequest);
    VariablesWorkflow(VariablesContext, IdRequest);
}
