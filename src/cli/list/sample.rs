//! Requests to begin with: every field once, strings named as their fields.

use prost_reflect::{Cardinality, DescriptorPool, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor};
use serde_json::{Map, Value, json};

use crate::model::{Field, Leaf, Part, Scalar, Template};

/// A moment for fields that hold one.
pub const TIMESTAMP: &str = "2026-01-02T03:04:05Z";

/// Messages in messages beyond this are left out.
const DEPTH: usize = 4;

/// A message as Protobuf JSON.
pub fn json(pool: &DescriptorPool, full_name: &str) -> String {
    let message = pool.get_message_by_name(full_name);
    message.map_or_else(|| "{}".to_owned(), |message| of_message(&message, DEPTH).to_string())
}

/// Text as JSON.
pub fn string(text: &str) -> String {
    Value::from(text).to_string()
}

/// What a template is for the sample, a fixed id where it is random.
pub fn render(template: &Template, workflow_type: &str, pool: &DescriptorPool) -> String {
    let parts = template.parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Uuid => "00000000-0000-4000-8000-000000000000".to_owned(),
        Part::WorkflowType => workflow_type.to_owned(),
        Part::Field(field) => self::field(field, pool),
    });
    parts.collect()
}

/// The sample's text of a field.
pub fn field(field: &Field, pool: &DescriptorPool) -> String {
    match &field.leaf {
        Leaf::Scalar(Scalar::String(_)) => field.last.name.clone(),
        Leaf::Scalar(Scalar::Bool(_)) => "false".to_owned(),
        Leaf::Scalar(_) => "0".to_owned(),
        Leaf::Enum { of, default } => {
            let of = pool.get_enum_by_name(&of.full_name);
            let value = of.and_then(|of| of.values().find(|value| value.number() == *default));
            value.map_or_else(|| default.to_string(), |value| value.name().to_owned())
        }
    }
}

fn of_message(message: &MessageDescriptor, depth: usize) -> Value {
    match message.full_name() {
        "google.protobuf.Timestamp" => return json!(TIMESTAMP),
        "google.protobuf.Duration" => return json!("1s"),
        "google.protobuf.FieldMask" => return json!(""),
        "google.protobuf.Value" | "google.protobuf.NullValue" => return Value::Null,
        "google.protobuf.ListValue" => return json!([]),
        "google.protobuf.Struct" | "google.protobuf.Any" => return json!({}),
        name if name.starts_with("google.protobuf.") && name.ends_with("Value") => {
            return message.get_field_by_name("value").map_or(Value::Null, |field| of_field(&field, depth));
        }
        _ => {}
    }
    let mut fields = Map::new();
    for field in message.fields() {
        // Of a oneof one member can be set.
        let first = field.containing_oneof().and_then(|oneof| oneof.fields().next());
        if first.is_none_or(|first| first == field)
            && (depth > 0 || !matches!(field.kind(), Kind::Message(_)))
        {
            fields.insert(field.json_name().to_owned(), of_field(&field, depth));
        }
    }
    Value::Object(fields)
}

fn of_field(field: &FieldDescriptor, depth: usize) -> Value {
    if field.is_map() {
        return json!({});
    }
    if field.cardinality() == Cardinality::Repeated {
        return json!([]);
    }
    match field.kind() {
        Kind::String => json!(field.name()),
        Kind::Bytes => json!(""),
        Kind::Bool => json!(false),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 | Kind::Uint64 | Kind::Fixed64 => json!("0"),
        Kind::Enum(of) => of_enum(&of),
        Kind::Message(message) => of_message(&message, depth.saturating_sub(1)),
        _ => json!(0),
    }
}

fn of_enum(of: &EnumDescriptor) -> Value {
    match of.full_name() {
        "google.protobuf.NullValue" => Value::Null,
        _ => json!(of.default_value().name()),
    }
}
