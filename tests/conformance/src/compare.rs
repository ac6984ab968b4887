//! Whether two messages are equal, field by field, and where they differ.

use std::collections::BTreeSet;
use std::fmt;

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MapKey, ReflectMessage, Value};

use crate::schema;

/// How much of a value is shown.
const SHOWN: usize = 200;

/// One field that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `value.a_double`, `values[2]`, `seen` with the path within the message that it holds.
    pub path: String,
    pub expected: String,
    pub actual: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.path, self.expected, self.actual)
    }
}

/// Every difference of two messages of one type.
///
/// Presence counts. NaN equals NaN, and zero does not equal negative zero. A field `seen` beside a
/// field `value` holds a message of that field's type, and is compared as such; so is an `Any`.
pub fn compare(expected: &DynamicMessage, actual: &DynamicMessage) -> Vec<Difference> {
    let mut differences = Vec::new();
    messages("", expected, actual, &mut differences);
    differences
}

/// Sets `seen` wherever a message has a `value` beside it: what the worker saw is what was sent.
pub fn expect_seen(message: &mut DynamicMessage) {
    for field in message.descriptor().fields() {
        if let Some(inner) = seen_type(&field) {
            let value = message.get_field(&inner);
            if let (Some(value), false) = (value.as_message(), message.has_field(&field)) {
                let bytes = schema::to_binary(value).into();
                message.set_field(&field, Value::Bytes(bytes));
            }
        } else if message.has_field(&field)
            && !field.is_list()
            && !field.is_map()
            && let Value::Message(inner) = message.get_field_mut(&field)
        {
            expect_seen(inner);
        }
    }
}

/// Of a field that holds what the worker saw, the field beside it that says of which type that is.
fn seen_type(field: &FieldDescriptor) -> Option<FieldDescriptor> {
    let beside = field.parent_message().get_field_by_name("value")?;
    let holds = field.name() == "seen" && field.kind() == Kind::Bytes && beside.kind().as_message().is_some();
    holds.then_some(beside)
}

fn messages(path: &str, expected: &DynamicMessage, actual: &DynamicMessage, out: &mut Vec<Difference>) {
    if let (Some(expected), Some(actual)) = (any_content(expected), any_content(actual))
        && expected.descriptor() == actual.descriptor()
    {
        return messages(&format!("{path}(any)"), &expected, &actual, out);
    }

    for field in expected.descriptor().fields() {
        let path = if path.is_empty() { field.name().to_owned() } else { format!("{path}.{}", field.name()) };
        match (expected.has_field(&field), actual.has_field(&field)) {
            (false, false) => {}
            (true, true) => {
                fields(&path, &field, &expected.get_field(&field), &actual.get_field(&field), out);
            }
            (true, false) => out.push(difference(&path, Some(&expected.get_field(&field)), None)),
            (false, true) => out.push(difference(&path, None, Some(&actual.get_field(&field)))),
        }
    }
    let (expected, actual) = (expected.unknown_fields().count(), actual.unknown_fields().count());
    if expected != actual {
        let count = |count| format!("{count} unknown fields");
        out.push(Difference { path: path.to_owned(), expected: count(expected), actual: count(actual) });
    }
}

fn any_content(message: &DynamicMessage) -> Option<DynamicMessage> {
    let descriptor = message.descriptor();
    if descriptor.full_name() != "google.protobuf.Any" {
        return None;
    }

    let url = message.get_field_by_name("type_url")?;
    let (_, name) = url.as_str()?.rsplit_once('/')?;
    let holds = descriptor.parent_pool().get_message_by_name(name)?;
    let bytes = message.get_field_by_name("value")?;
    schema::from_binary(holds, bytes.as_bytes()?).ok()
}

fn fields(path: &str, field: &FieldDescriptor, expected: &Value, actual: &Value, out: &mut Vec<Difference>) {
    let seen = seen_type(field).and_then(|beside| beside.kind().as_message().cloned());
    match (seen, expected, actual) {
        (Some(descriptor), Value::Bytes(expected), Value::Bytes(actual)) => {
            let decode = |bytes| schema::from_binary(descriptor.clone(), bytes);
            match (decode(expected), decode(actual)) {
                (Ok(expected), Ok(actual)) => messages(path, &expected, &actual, out),
                _ if expected == actual => {}
                _ => out.push(difference(
                    path,
                    Some(&Value::Bytes(expected.clone())),
                    Some(&Value::Bytes(actual.clone())),
                )),
            }
        }
        _ => values(path, expected, actual, out),
    }
}

fn values(path: &str, expected: &Value, actual: &Value, out: &mut Vec<Difference>) {
    match (expected, actual) {
        (Value::Message(expected), Value::Message(actual)) => messages(path, expected, actual, out),
        (Value::List(expected), Value::List(actual)) => {
            for index in 0..expected.len().max(actual.len()) {
                entries(&format!("{path}[{index}]"), expected.get(index), actual.get(index), out);
            }
        }
        (Value::Map(expected), Value::Map(actual)) => {
            let keys: BTreeSet<&MapKey> = expected.keys().chain(actual.keys()).collect();
            for key in keys {
                entries(&format!("{path}[{}]", show_key(key)), expected.get(key), actual.get(key), out);
            }
        }
        _ if same(expected, actual) => {}
        _ => out.push(difference(path, Some(expected), Some(actual))),
    }
}

fn entries(path: &str, expected: Option<&Value>, actual: Option<&Value>, out: &mut Vec<Difference>) {
    match (expected, actual) {
        (Some(expected), Some(actual)) => values(path, expected, actual, out),
        _ => out.push(difference(path, expected, actual)),
    }
}

fn same(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::F32(expected), Value::F32(actual)) => {
            expected.to_bits() == actual.to_bits() || (expected.is_nan() && actual.is_nan())
        }
        (Value::F64(expected), Value::F64(actual)) => {
            expected.to_bits() == actual.to_bits() || (expected.is_nan() && actual.is_nan())
        }
        _ => expected == actual,
    }
}

fn difference(path: &str, expected: Option<&Value>, actual: Option<&Value>) -> Difference {
    Difference { path: path.to_owned(), expected: show(expected), actual: show(actual) }
}

fn show(value: Option<&Value>) -> String {
    let text = match value {
        None => "nothing".to_owned(),
        Some(Value::Message(message)) => schema::to_json(message).to_string(),
        Some(Value::String(text)) => format!("{text:?}"),
        Some(value) => format!("{value:?}"),
    };
    shorten(&text)
}

fn show_key(key: &MapKey) -> String {
    match key {
        MapKey::Bool(key) => key.to_string(),
        MapKey::I32(key) => key.to_string(),
        MapKey::I64(key) => key.to_string(),
        MapKey::U32(key) => key.to_string(),
        MapKey::U64(key) => key.to_string(),
        MapKey::String(key) => format!("{key:?}"),
    }
}

/// The beginning of a text, and how long it is, where it is long.
pub fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

#[cfg(test)]
mod tests;
