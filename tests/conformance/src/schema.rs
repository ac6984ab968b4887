//! The schema that the programs are generated from, and its messages in every form.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use prost::Message;
use prost_reflect::{
    DescriptorPool, DynamicMessage, MessageDescriptor, MethodDescriptor, SerializeOptions, ServiceDescriptor,
};
use serde_json::Value;

const EMPTY: &str = "google.protobuf.Empty";

#[derive(Clone, Debug)]
pub struct Schema {
    pool: DescriptorPool,
}

impl Schema {
    /// Compiles every file below a folder.
    pub fn compile(proto: &Path, annotations: &Path) -> Result<Schema> {
        let package = proto.join("conformance/v1");
        let mut files = Vec::new();
        for entry in package.read_dir().with_context(|| package.display().to_string())? {
            files.push(entry?.path());
        }
        files.sort();

        let descriptors = protox::compile(&files, [proto, annotations])?;
        Ok(Schema { pool: DescriptorPool::from_file_descriptor_set(descriptors)? })
    }

    /// By the short name that cases use, `Basic.Greet`; of another package by its full name.
    pub fn method(&self, name: &str) -> Result<MethodDescriptor> {
        let (service, method) =
            name.rsplit_once('.').ok_or_else(|| anyhow!("`{name}` is not of the form Service.Method"))?;
        self.service(service)
            .and_then(|service| service.methods().find(|candidate| candidate.name() == method))
            .ok_or_else(|| anyhow!("no method `{name}` in the schema"))
    }

    /// By its short or its full name.
    pub fn service(&self, name: &str) -> Option<ServiceDescriptor> {
        self.pool
            .get_service_by_name(&format!("conformance.v1.{name}"))
            .or_else(|| self.pool.get_service_by_name(name))
    }

    pub fn message(&self, full_name: &str) -> Result<MessageDescriptor> {
        self.pool.get_message_by_name(full_name).ok_or_else(|| anyhow!("no message `{full_name}`"))
    }
}

/// Whether it is the message that travels as nothing at all.
pub fn is_empty(message: &MessageDescriptor) -> bool {
    message.full_name() == EMPTY
}

/// The member whose text is a message in binary, as base64.
const BINARY: &str = "@binary";

/// A message from the Protobuf JSON that a case holds, or from the binary where it has no such form.
pub fn from_json(descriptor: MessageDescriptor, json: &Value) -> Result<DynamicMessage> {
    if let Some(text) = json.get(BINARY).and_then(Value::as_str) {
        return from_binary(descriptor, &BASE64_STANDARD.decode(text)?);
    }
    let name = descriptor.full_name().to_owned();
    DynamicMessage::deserialize(descriptor, json).with_context(|| format!("{json} is no {name}"))
}

pub fn from_binary(descriptor: MessageDescriptor, bytes: &[u8]) -> Result<DynamicMessage> {
    let name = descriptor.full_name().to_owned();
    DynamicMessage::decode(descriptor, bytes).with_context(|| format!("{} bytes are no {name}", bytes.len()))
}

/// As Protobuf JSON; what has no such form, as text.
pub fn to_json(message: &DynamicMessage) -> Value {
    message
        .serialize_with_options(serde_json::value::Serializer, &SerializeOptions::default())
        .unwrap_or_else(|_| Value::String(message.to_string()))
}

/// The binary form.
pub fn to_binary(message: &DynamicMessage) -> Vec<u8> {
    message.encode_to_vec()
}
