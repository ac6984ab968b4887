use std::path::Path;

use prost_reflect::DynamicMessage;
use serde_json::{Value, json};

use super::*;
use crate::schema::{Schema, from_binary, from_json, to_binary};

fn schema() -> Schema {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR"));
    Schema::compile(&suite.join("proto"), &suite.join("../../proto")).unwrap()
}

fn message(name: &str, json: Value) -> DynamicMessage {
    from_json(schema().message(&format!("conformance.v1.{name}")).unwrap(), &json).unwrap()
}

fn differences(name: &str, expected: Value, actual: Value) -> Vec<String> {
    let descriptor = schema().message(&format!("conformance.v1.{name}")).unwrap();
    let expected = from_json(descriptor.clone(), &expected).unwrap();
    let actual = from_json(descriptor, &actual).unwrap();
    compare(&expected, &actual).iter().map(ToString::to_string).collect()
}

#[test]
fn equal_messages_have_no_differences() {
    let value = json!({
        "aDouble": "NaN", "repeatedFloat": ["NaN", "-Infinity", 0.1], "aBytes": "AP8=", "optionalInt32": 0,
        "stringToInner": {"a": {"text": "b"}}, "again": {"again": {"choiceString": ""}},
    });
    assert_eq!(differences("AllTypes", value.clone(), value), Vec::<String>::new());
}

#[test]
fn the_path_to_a_difference_is_shown() {
    let expected =
        json!({"again": {"repeatedInner": [{"text": "a"}, {"text": "b"}]}, "int32ToInt64": {"-1": "5"}});
    let actual =
        json!({"again": {"repeatedInner": [{"text": "a"}, {"text": "c"}]}, "int32ToInt64": {"-1": "6"}});
    assert_eq!(
        differences("AllTypes", expected, actual),
        [
            "again.repeated_inner[1].text: expected \"b\", got \"c\"",
            "int32_to_int64[-1]: expected I64(5), got I64(6)"
        ]
    );
}

#[test]
fn presence_counts() {
    let found = differences("AllTypes", json!({"optionalString": ""}), json!({}));
    assert_eq!(found, ["optional_string: expected \"\", got nothing"]);
    let found = differences("AllTypes", json!({}), json!({"choiceInt64": "0"}));
    assert_eq!(found, ["choice_int64: expected nothing, got I64(0)"]);
}

#[test]
fn lists_of_other_lengths_differ() {
    let found = differences("AllTypes", json!({"repeatedInt32": [1, 2]}), json!({"repeatedInt32": [1]}));
    assert_eq!(found, ["repeated_int32[1]: expected I32(2), got nothing"]);
}

#[test]
fn negative_zero_is_not_zero() {
    let found = differences("AllTypes", json!({"optionalDouble": -0.0}), json!({"optionalDouble": 0.0}));
    assert_eq!(found.len(), 1);
}

#[test]
fn what_the_worker_saw_is_compared_as_a_message() {
    let mut expected = message("EchoReply", json!({"value": {"aString": "x"}}));
    expect_seen(&mut expected);
    let seen = message("AllTypes", json!({"aString": "y"}));
    let mut actual = message("EchoReply", json!({"value": {"aString": "x"}}));
    let field = actual.descriptor().get_field_by_name("seen").unwrap();
    actual.set_field(&field, prost_reflect::Value::Bytes(to_binary(&seen).into()));

    let found: Vec<String> = compare(&expected, &actual).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["seen.a_string: expected \"x\", got \"y\""]);
}

#[test]
fn what_was_seen_is_expected_within_other_messages_too() {
    let mut reply = message("RelayReply", json!({"echo": {"value": {"aString": "x"}}}));
    expect_seen(&mut reply);
    let echo = reply.get_field_by_name("echo").unwrap();
    let seen = echo.as_message().unwrap().get_field_by_name("seen").unwrap();
    let descriptor = schema().message("conformance.v1.AllTypes").unwrap();
    let seen = from_binary(descriptor.clone(), seen.as_bytes().unwrap()).unwrap();
    let expected = from_json(descriptor, &json!({"aString": "x"})).unwrap();
    assert!(compare(&expected, &seen).is_empty());
}

#[test]
fn any_is_compared_by_what_it_holds() {
    let any = |text: &str| json!({"any": {"@type": "type.googleapis.com/conformance.v1.GreetRequest", "name": text}});
    assert_eq!(
        differences("WellKnownTypes", any("a"), any("b")),
        ["any(any).name: expected \"a\", got \"b\""]
    );
}

#[test]
fn long_values_are_cut() {
    assert_eq!(shorten(&"é".repeat(300)), format!("{}… (600 bytes)", "é".repeat(200)));
    assert_eq!(shorten("short"), "short");
}
