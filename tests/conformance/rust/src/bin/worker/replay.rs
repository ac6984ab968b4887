//! Histories, replayed with the workflows of today.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::Deserializer;
use temporalio_client::WorkflowHistory;
use temporalio_common::protos::temporal::api::history::v1::History;
use temporalio_sdk::workflow_replayer::{WorkflowReplayer, WorkflowReplayerOptions};

use crate::register_all;

static DESCRIPTORS: &[u8] = include_bytes!(env!("TEMPORAL_DESCRIPTORS"));

/// Fails where a workflow would do something else than it did.
pub async fn replay(folder: &Path) -> Result<()> {
    let mut options = WorkflowReplayerOptions::new().build();
    register_all(&mut options)?;
    let replayer = WorkflowReplayer::new(options)?;
    let messages = DescriptorPool::decode(DESCRIPTORS)?;
    let mut broken = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let history = read(&messages, &path).with_context(|| path.display().to_string())?;
        if let Err(error) = replayer.replay_workflow(history).await {
            broken.push(format!("{}: {error}", path.display()));
        }
    }
    ensure!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// The SDK reads a JSON of its own, and no Protobuf JSON.
fn read(messages: &DescriptorPool, path: &Path) -> Result<WorkflowHistory> {
    let history = messages.get_message_by_name("temporal.api.history.v1.History").context("no history")?;
    let text = fs::read_to_string(path)?;
    let history = DynamicMessage::deserialize(history, &mut Deserializer::from_str(&text))?;
    Ok(history.transcode_to::<History>()?.into())
}
