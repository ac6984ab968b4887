//! What a program answered, against what the case expects.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use prost_reflect::MethodDescriptor;
use serde_json::{Map, Value};

use crate::case;
use crate::compare::{self, shorten};
use crate::schema::{self, Schema};

const UUID: &str = "<uuid>";
/// Some SDKs write a payload of encoding `binary/null` for a result that there is not.
const NOTHING: &str = "<nothing>";

/// No error came back.
pub fn success(answer: &Value) -> Result<()> {
    match answer.get("error") {
        None => Ok(()),
        Some(error) => bail!("it failed: {error}"),
    }
}

/// An error with the members that the case names.
pub fn error(schema: &Schema, expected: &case::Error, answer: &Value) -> Result<()> {
    let Some(actual) = answer.get("error") else {
        bail!("it should fail and answered {}", shorten(&answer.to_string()))
    };
    let mut wrong = Vec::new();
    let texts = [
        ("code", &expected.code),
        ("message", &expected.message),
        ("method", &expected.method),
        ("workflow_id", &expected.workflow_id),
        ("type", &expected.kind),
        ("outcome", &expected.outcome),
        ("declared", &expected.declared),
    ];
    for (name, text) in texts {
        let found = actual.get(name).and_then(Value::as_str);
        if text.is_some() && found != text.as_deref() {
            wrong.push(format!("{name}: expected {text:?}, got {found:?}"));
        }
    }
    let message = actual.get("message").and_then(Value::as_str).unwrap_or_default();
    if let Some(part) = expected.contains.as_ref().filter(|part| !message.contains(part.as_str())) {
        wrong.push(format!("message: expected {part:?} in it, got {message:?}"));
    }
    for (name, flag) in [("non_retryable", expected.non_retryable), ("started", expected.started)] {
        let found = actual.get(name).and_then(Value::as_bool);
        if flag.is_some() && found.unwrap_or_default() != flag.unwrap_or_default() {
            wrong.push(format!("{name}: expected {flag:?}, got {found:?}"));
        }
    }

    let causes = actual.get("causes").and_then(Value::as_array).into_iter().flatten();
    let causes: Vec<&str> = causes.filter_map(|cause| cause.get("message")?.as_str()).collect();
    if let Some(expected) = expected.causes.as_ref().filter(|expected| **expected != causes) {
        wrong.push(format!("causes: expected {expected:?}, got {causes:?}"));
    }

    if let Err(error) = detail(schema, expected, actual) {
        wrong.push(format!("detail: {error:#}"));
    }

    if wrong.is_empty() { Ok(()) } else { bail!("{}\nthe error: {actual}", wrong.join("\n")) }
}

/// The declared error itself.
fn detail(schema: &Schema, expected: &case::Error, actual: &Value) -> Result<()> {
    let Some(json) = &expected.detail else { return Ok(()) };
    let name = expected.declared.as_deref().context("the case declares no message for it")?;
    let descriptor = schema.message(name)?;
    let expected = schema::from_json(descriptor.clone(), json)?;
    let text = actual.get("detail").and_then(Value::as_str).context("there is none")?;
    let actual = schema::from_binary(descriptor, &BASE64_STANDARD.decode(text)?)?;

    let lines: Vec<String> = compare::compare(&expected, &actual).iter().map(ToString::to_string).collect();
    if lines.is_empty() { Ok(()) } else { bail!("{}", lines.join("\n")) }
}

/// Empty travels as nothing.
pub fn no_response(answer: &Value) -> Result<()> {
    match answer.get("response") {
        None => Ok(()),
        Some(response) => bail!("it should answer nothing, and answered {}", shorten(&response.to_string())),
    }
}

/// A message, compared field by field, with what the worker saw.
pub fn response(
    method: &MethodDescriptor,
    expected: &Value,
    ignore: &[String],
    answer: &Value,
) -> Result<()> {
    let mut expected = schema::from_json(method.output(), expected)?;
    compare::expect_seen(&mut expected);
    let text = answer.get("response").and_then(Value::as_str);
    let text = text.ok_or_else(|| anyhow!("there is no response: {answer}"))?;
    let actual = schema::from_binary(method.output(), &BASE64_STANDARD.decode(text)?)?;

    let mut differences = compare::compare(&expected, &actual);
    differences.retain(|difference| !ignore.contains(&difference.path));
    if differences.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    bail!("{}\nthe response: {}", lines.join("\n"), shorten(&schema::to_json(&actual).to_string()))
}

/// An id, in which `<uuid>` stands for any.
pub fn id(expected: &str, actual: &str) -> Result<()> {
    let mut parts = expected.split(UUID);
    let first = parts.next().unwrap_or_default();
    let mut rest = actual.strip_prefix(first);
    for part in parts {
        let uuid = rest.and_then(|rest| rest.get(..36)).filter(|text| is_uuid(text));
        rest = uuid.and(rest).and_then(|rest| rest[36..].strip_prefix(part));
    }
    match rest {
        Some("") => Ok(()),
        _ => bail!("the id: expected {expected:?}, got {actual:?}"),
    }
}

fn is_uuid(text: &str) -> bool {
    let fits = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// A value that has at least the members of another, and none where that says null.
pub fn members(path: &str, expected: &Value, actual: &Value) -> Result<()> {
    match (expected, actual) {
        (Value::Object(expected), _) => {
            for (name, value) in expected {
                let found = actual.get(name).unwrap_or(&Value::Null);
                members(&format!("{path}.{name}"), value, found)?;
            }
            Ok(())
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                members(&format!("{path}[{index}]"), expected, actual)?;
            }
            Ok(())
        }
        (Value::String(expected), _) if expected == NOTHING => nothing(path, actual),
        (Value::String(expected), Value::String(actual)) if expected.contains(UUID) => id(expected, actual),
        _ if expected == actual => Ok(()),
        _ => bail!(
            "{}: expected {expected}, got {}",
            path.trim_start_matches('.'),
            shorten(&actual.to_string())
        ),
    }
}

fn nothing(path: &str, actual: &Value) -> Result<()> {
    let payloads = actual.get("payloads").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_null =
        |payload: &Value| payload.pointer("/metadata/encoding") == Some(&Value::from("binary/null"));
    match payloads {
        [] => Ok(()),
        [payload] if is_null(payload) => Ok(()),
        _ => {
            bail!("{}: expected nothing, got {}", path.trim_start_matches('.'), shorten(&actual.to_string()))
        }
    }
}

/// The events of a history, but for those of workflow tasks.
pub fn events(expected: &[BTreeMap<String, Value>], history: &Value) -> Result<()> {
    let actual: Vec<(String, Value)> = history.as_array().into_iter().flatten().filter_map(event).collect();
    let expected: Vec<(&String, &Value)> = expected.iter().flatten().collect();
    let wanted: Vec<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
    let found: Vec<&str> = actual.iter().map(|(name, _)| name.as_str()).collect();
    if wanted != found {
        bail!("the events: expected {}\ngot {}", wanted.join(", "), found.join(", "));
    }

    for ((name, expected), (_, actual)) in expected.into_iter().zip(&actual) {
        members(name, expected, actual)?;
    }
    Ok(())
}

/// An event's type without its prefix, and its attributes with readable payloads.
///
/// Without those of a side effect, which is how a workflow in Go comes to a random UUID.
fn event(event: &Value) -> Option<(String, Value)> {
    let name = event.get("eventType")?.as_str()?.trim_start_matches("EVENT_TYPE_").to_owned();
    let attributes = event.as_object()?.iter().find(|(name, _)| name.ends_with("EventAttributes"))?.1;
    let side_effect = attributes.get("markerName").is_some_and(|marker| marker == "SideEffect");
    if name.starts_with("WORKFLOW_TASK_") || side_effect {
        return None;
    }
    let mut attributes = readable(attributes);
    if let (Some(metadata), Some(members)) = (event.get("userMetadata"), attributes.as_object_mut()) {
        members.insert("userMetadata".to_owned(), readable(metadata));
    }
    Some((name, attributes))
}

fn text(data: &Value) -> Option<String> {
    String::from_utf8(BASE64_STANDARD.decode(data.as_str()?).ok()?).ok()
}

/// A payload's metadata is base64 in the JSON of a history; its data too, which becomes its `text` where
/// it is one. A duration of zero is none: the SDK for Go
/// writes it, others do not.
fn readable(value: &Value) -> Value {
    match value {
        Value::String(text) if text == "0s" => Value::Null,
        Value::Array(items) => Value::Array(items.iter().map(readable).collect()),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let value = if name == "metadata" { metadata(value) } else { readable(value) };
                (name.clone(), value)
            };
            let mut readable: Map<String, Value> = members.iter().map(member).collect();
            if let Some(text) = members.get("data").and_then(text) {
                readable.insert("text".to_owned(), Value::String(text));
            }
            Value::Object(readable)
        }
        other => other.clone(),
    }
}

fn metadata(value: &Value) -> Value {
    let text = |value: &Value| {
        let bytes = BASE64_STANDARD.decode(value.as_str()?).ok()?;
        String::from_utf8(bytes).ok().map(Value::String)
    };
    let members = value.as_object().into_iter().flatten();
    Value::Object(
        members
            .map(|(name, value)| (name.clone(), text(value).unwrap_or(value.clone())))
            .collect::<Map<_, _>>(),
    )
}

#[cfg(test)]
mod tests;
