use serde_json::json;

use super::*;

#[test]
fn ids_hold_uuids() {
    let uuid = "01a2061f-68b6-71e1-bb32-e5adba78e633";
    assert!(id("a/<uuid>", &format!("a/{uuid}")).is_ok());
    assert!(id("a/<uuid>/<uuid>", &format!("a/{uuid}/{uuid}")).is_ok());
    assert!(id("a", "a").is_ok());

    assert!(id("a/<uuid>", "a/x").is_err());
    assert!(id("a/<uuid>", &format!("a/{uuid}x")).is_err());
    assert!(id("a/<uuid>", &format!("a/{}", uuid.to_uppercase())).is_err());
    assert!(id("a", "ab").is_err());
}

#[test]
fn members_may_be_more_but_not_fewer() {
    let actual = json!({"a": {"b": [1, {"c": "x"}]}, "d": 2});
    assert!(members("", &json!({"a": {"b": [1, {}]}}), &actual).is_ok());
    assert!(members("", &json!({"e": null}), &actual).is_ok());

    let wrong = members("", &json!({"a": {"b": [1, {"c": "y"}]}}), &actual).unwrap_err();
    assert_eq!(wrong.to_string(), r#"a.b[1].c: expected "y", got "x""#);
    assert!(members("", &json!({"d": null}), &actual).is_err());
    assert!(members("", &json!({"a": {"b": [1]}}), &actual).is_err());
}

#[test]
fn nothing_is_no_payload_or_null() {
    for actual in [
        json!({}),
        json!({"result": {}}),
        json!({"result": {"payloads": []}}),
        json!({"result": {"payloads": [{"metadata": {"encoding": "binary/null"}}]}}),
    ] {
        members("", &json!({"result": "<nothing>"}), &actual).unwrap();
    }
    let some = json!({"result": {"payloads": [{"metadata": {"encoding": "json/protobuf"}}]}});
    assert!(members("", &json!({"result": "<nothing>"}), &some).is_err());
}

fn history() -> Value {
    json!([
        {"eventType": "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "workflowExecutionStartedEventAttributes":
            {"input": {"payloads": [{"metadata": {"encoding": "anNvbi9wcm90b2J1Zg=="}, "data": "e30="}]}}},
        {"eventType": "EVENT_TYPE_WORKFLOW_TASK_SCHEDULED", "workflowTaskScheduledEventAttributes": {}},
        {"eventType": "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED", "workflowExecutionCompletedEventAttributes": {}},
    ])
}

fn expected(values: Value) -> Vec<BTreeMap<String, Value>> {
    serde_json::from_value(values).unwrap()
}

#[test]
fn events_are_those_of_the_case_in_order() {
    let payload = json!({"metadata": {"encoding": "json/protobuf", "messageType": null}});
    let wanted = expected(json!([
        {"WORKFLOW_EXECUTION_STARTED": {"input": {"payloads": [payload]}}}, {"WORKFLOW_EXECUTION_COMPLETED": {}},
    ]));
    events(&wanted, &history()).unwrap();

    assert!(events(&wanted[..1], &history()).is_err());
    let other = expected(json!([
        {"WORKFLOW_EXECUTION_STARTED": {"input": null}}, {"WORKFLOW_EXECUTION_COMPLETED": {}},
    ]));
    assert!(events(&other, &history()).is_err());
}

fn schema() -> Schema {
    let suite = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Schema::compile(&suite.join("proto"), &suite.join("../../proto")).unwrap()
}

fn expected_error(value: Value) -> case::Error {
    serde_json::from_value(value).unwrap()
}

#[test]
fn errors_have_what_the_case_names() {
    let answer =
        json!({"id": 1, "error": {"code": "NOT_FOUND", "message": "no such thing", "non_retryable": true}});
    error(&schema(), &expected_error(json!({"code": "NOT_FOUND", "contains": "such"})), &answer).unwrap();
    error(&schema(), &expected_error(json!({"non_retryable": true})), &answer).unwrap();

    let wrong = error(&schema(), &expected_error(json!({"code": "ABORTED", "workflow_id": "x"})), &answer)
        .unwrap_err();
    assert!(
        wrong.to_string().contains("code: expected Some(\"ABORTED\"), got Some(\"NOT_FOUND\")"),
        "{wrong}"
    );
    assert!(wrong.to_string().contains("workflow_id"), "{wrong}");
    assert!(
        error(&schema(), &expected_error(json!({"code": "OK"})), &json!({"id": 1, "response": ""})).is_err()
    );
    assert!(success(&answer).is_err());
}
