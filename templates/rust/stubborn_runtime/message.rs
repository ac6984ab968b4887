// What running workflows are told and asked: what the schema says of it.

use super::method::{Method, NewUuid, Rpc};

/// What can be sent to a running workflow, as a type. The stubs make each a message.
pub trait Message: Rpc {
    /// What takes it.
    type Workflow: Method;
}

/// What a workflow is told, without an answer.
pub trait Signal: Message + Rpc<Reply = ()> {}

/// What a workflow is asked, without changing it.
pub trait Query: Message {}

/// What a workflow is told, with an answer.
pub trait Update: Message {
    /// What the start of one waits for that does not say otherwise.
    const STAGE: UpdateStage = UpdateStage::Accepted;

    /// The id of an update that gives none: a second one of an id to the same run is the same update.
    fn update_id(_: &Self::Request, uuid: NewUuid<'_>) -> String {
        uuid()
    }
}

/// How far an update has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UpdateStage {
    /// It was not refused.
    #[default]
    Accepted,
    /// It was answered.
    Completed,
}
