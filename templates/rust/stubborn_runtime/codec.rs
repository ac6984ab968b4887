// Payloads: written as Protobuf JSON, read from that and from whatever else peers write.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use prost::Message;
use prost_reflect::{
    DescriptorPool, DeserializeOptions, DynamicMessage, MapKey, MessageDescriptor, ReflectMessage,
    SerializeOptions, Value,
};
use serde_json::Value as Json;
use temporalio_common::data_converters::RawValue;
use temporalio_common::protos::temporal::api::common::v1::{Payload, Payloads};

use super::code::Code;
use super::declared::DeclaredError;
use super::descriptors::DESCRIPTORS;
use super::error::Error;
use super::method::Rpc;
use super::text::number;

const ENCODING: &str = "encoding";
const MESSAGE_TYPE: &str = "messageType";
const EMPTY: &str = "google.protobuf.Empty";

/// How many bytes the server takes of a request or a reply, by default: 2 MiB. Larger ones are
/// [`Code::ResourceExhausted`] and are not sent.
pub const PAYLOAD_LIMIT: usize = 2_097_152;

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    DescriptorPool::decode(DESCRIPTORS).expect("the embedded descriptors are whole")
});

/// The arguments that a request is: none for `google.protobuf.Empty`.
pub(super) fn encode_request<M: Rpc>(request: &M::Request) -> Result<RawValue, Error> {
    if M::REQUEST == EMPTY {
        return Ok(RawValue::new(Vec::new()));
    }
    match encode(M::REQUEST, request) {
        Ok(payload) => within_limit(payload, "the request"),
        Err(error) => Err(error
            .into_error(Code::InvalidArgument, "the request cannot be written")
            .with_retryable(false)),
    }
}

/// The result that a reply is: null for `google.protobuf.Empty`, because a workflow of this SDK has a
/// result in any case.
pub(super) fn encode_reply<M: Rpc>(reply: &M::Reply) -> Result<RawValue, Error> {
    if M::REPLY == EMPTY {
        return Ok(RawValue::new(vec![null()]));
    }
    match encode(M::REPLY, reply) {
        Ok(payload) => within_limit(payload, "the reply"),
        Err(error) => Err(error
            .into_error(Code::Internal, "the reply cannot be written")
            .with_retryable(false)),
    }
}

/// The payload as what is sent, unless it is too large with its metadata: the SDK tries a reply for ever
/// that is but a little too large.
fn within_limit(payload: Payload, what: &str) -> Result<RawValue, Error> {
    let mut size = payload.data.len();
    let sent = Payloads {
        payloads: vec![payload],
    };
    if size <= PAYLOAD_LIMIT {
        size = sent.encoded_len();
    }
    if size <= PAYLOAD_LIMIT {
        return Ok(RawValue::new(sent.payloads));
    }
    let message = format!("{what} has {size} bytes, {PAYLOAD_LIMIT} is the limit");
    Err(Error::new(Code::ResourceExhausted, message).with_retryable(false))
}

/// The request that arguments are.
pub(super) fn decode_request<M: Rpc>(arguments: &RawValue) -> Result<M::Request, Error> {
    decode(M::REQUEST, arguments)
        .map_err(|error| error.into_error(Code::InvalidArgument, "the request cannot be read"))
}

/// The reply that a result is.
pub(super) fn decode_reply<M: Rpc>(result: &RawValue) -> Result<M::Reply, Error> {
    decode(M::REPLY, result)
        .map_err(|error| error.into_error(Code::Internal, "the reply cannot be read"))
}

/// The detail of a failure, in a form that every SDK's own converter reads; none where it cannot be
/// written.
pub(super) fn encode_detail<E: DeclaredError>(detail: &E) -> Option<Payload> {
    let mut payload = encode(E::NAME, detail).ok()?;
    payload
        .metadata
        .insert(ENCODING.to_owned(), b"json/plain".to_vec());
    Some(payload)
}

/// The error that the detail of a failure is, if it can be read.
pub(super) fn decode_detail<E: DeclaredError>(detail: &RawValue) -> Option<E> {
    decode(E::NAME, detail).ok()
}

/// A result as another worker made it, to pass on: none is a payload without metadata here, which
/// nobody reads.
pub(super) fn relayed(result: RawValue) -> RawValue {
    match result.payloads.first() {
        Some(payload) if !payload.metadata.is_empty() => result,
        _ => RawValue::new(vec![null()]),
    }
}

fn null() -> Payload {
    payload(
        HashMap::from([(ENCODING.to_owned(), b"binary/null".to_vec())]),
        Vec::new(),
    )
}

fn payload(metadata: HashMap<String, Vec<u8>>, data: Vec<u8>) -> Payload {
    Payload {
        metadata,
        data,
        ..Payload::default()
    }
}

/// A message by its fields' names, if the schema has it.
pub(super) fn reflected<T: Message>(name: &str, message: &T) -> Option<DynamicMessage> {
    dynamic(name, message).ok()
}

fn dynamic<T: Message>(name: &str, message: &T) -> Result<DynamicMessage, Fault> {
    let mut dynamic = DynamicMessage::new(descriptor(name)?);
    dynamic.transcode_from(message).map_err(Fault::new)?;
    Ok(dynamic)
}

fn encode<T: Message>(name: &str, message: &T) -> Result<Payload, Fault> {
    let dynamic = dynamic(name, message)?;
    let data = to_json(&dynamic).map_err(Fault::new)?;
    let metadata = HashMap::from([
        (ENCODING.to_owned(), b"json/protobuf".to_vec()),
        (MESSAGE_TYPE.to_owned(), name.as_bytes().to_vec()),
    ]);
    Ok(payload(metadata, data))
}

fn to_json(message: &DynamicMessage) -> serde_json::Result<Vec<u8>> {
    let mut data = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut data);
    message.serialize_with_options(&mut serializer, &SerializeOptions::new())?;
    if !data.windows(4).any(|text| text == b"null") {
        return Ok(data);
    }
    let mut json = serde_json::from_slice(&data)?;
    write_infinities(message, &mut json);
    serde_json::to_vec(&json)
}

/// Writes the infinities and NaN of `DoubleValue` and `FloatValue`, for which prost-reflect (0.16)
/// leaves `null` behind.
fn write_infinities(message: &DynamicMessage, json: &mut Json) {
    let descriptor = message.descriptor();
    if let "google.protobuf.DoubleValue" | "google.protobuf.FloatValue" = descriptor.full_name() {
        let value = message.get_field_by_number(1);
        let wrapped = value.and_then(|value| value.as_f64().or(value.as_f32().map(f64::from)));
        if let Some(wrapped) = wrapped.filter(|wrapped| !wrapped.is_finite()) {
            *json = number(wrapped).into();
        }
        return;
    }
    for (field, value) in message.fields() {
        let Some(json) = json.get_mut(field.json_name()) else {
            continue;
        };
        match value {
            Value::Message(message) => write_infinities(message, json),
            Value::List(items) => {
                let items = items.iter().zip(json.as_array_mut().into_iter().flatten());
                items.for_each(|(item, json)| write_infinities_of(item, json));
            }
            Value::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (map_key(key), value));
                for (key, value) in entries {
                    json.get_mut(key)
                        .into_iter()
                        .for_each(|json| write_infinities_of(value, json));
                }
            }
            _ => {}
        }
    }
}

fn write_infinities_of(value: &Value, json: &mut Json) {
    if let Value::Message(message) = value {
        write_infinities(message, json);
    }
}

fn map_key(key: &MapKey) -> String {
    match key {
        MapKey::Bool(key) => key.to_string(),
        MapKey::I32(key) => key.to_string(),
        MapKey::I64(key) => key.to_string(),
        MapKey::U32(key) => key.to_string(),
        MapKey::U64(key) => key.to_string(),
        MapKey::String(key) => key.clone(),
    }
}

fn decode<T: Message + Default>(name: &str, value: &RawValue) -> Result<T, Fault> {
    let Some(payload) = value.payloads.first().filter(|payload| !is_none(payload)) else {
        return absent(name, "there is none");
    };
    let encoding = payload
        .metadata
        .get(ENCODING)
        .map(Vec::as_slice)
        .unwrap_or_default();
    if let Some(message_type) = payload.metadata.get(MESSAGE_TYPE)
        && message_type != name.as_bytes()
    {
        let message_type = String::from_utf8_lossy(message_type);
        return Err(Fault::new(format!("it is a {message_type}, not a {name}")));
    }
    match encoding {
        b"json/protobuf" | b"json/plain" if payload.data == b"null" => absent(name, "it is null"),
        b"json/protobuf" | b"json/plain" => from_json(name, &payload.data),
        b"binary/protobuf" => T::decode(payload.data.as_slice()).map_err(Fault::new),
        b"binary/null" => absent(name, "it is null"),
        other => {
            let encoding = String::from_utf8_lossy(other);
            Err(Fault::new(format!("its encoding is {encoding:?}")))
        }
    }
}

/// Whether the SDK means by a payload that there was none.
fn is_none(payload: &Payload) -> bool {
    payload.metadata.is_empty() && payload.data.is_empty()
}

fn absent<T: Default>(name: &str, why: &str) -> Result<T, Fault> {
    if name == EMPTY {
        Ok(T::default())
    } else {
        Err(Fault::new(why))
    }
}

/// Fields and enum values that the message does not have are left out.
fn from_json<T: Message + Default>(name: &str, data: &[u8]) -> Result<T, Fault> {
    let mut deserializer = serde_json::Deserializer::from_slice(data);
    let options = DeserializeOptions::new().deny_unknown_fields(false);
    let dynamic =
        DynamicMessage::deserialize_with_options(descriptor(name)?, &mut deserializer, &options)
            .map_err(Fault::new)?;
    deserializer.end().map_err(Fault::new)?;
    dynamic.transcode_to().map_err(Fault::new)
}

fn descriptor(name: &str) -> Result<MessageDescriptor, Fault> {
    POOL.get_message_by_name(name)
        .ok_or_else(|| Fault::new(format!("{name} is not in the schema")))
}

/// Why a payload cannot be written or read.
struct Fault(Box<dyn std::error::Error + Send + Sync>);

impl Fault {
    fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }

    fn into_error(self, code: Code, what: &str) -> Error {
        Error::new(code, format!("{what}: {self}")).with_source(self.0)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
