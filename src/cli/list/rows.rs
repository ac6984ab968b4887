//! A model as what is worth showing of it.

use std::collections::BTreeMap;

use serde::Serialize;

/// A service.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRow {
    pub service: String,
    pub file: String,
    pub task_queues: Vec<String>,
    pub deprecated: bool,
    pub methods: Vec<MethodRow>,
}

/// A method.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MethodRow {
    pub method: String,
    pub kind: &'static str,
    /// The name of workflow, activity, signal, query or update.
    pub wire_name: String,
    pub aliases: Vec<String>,
    /// None for what is sent to a workflow, and for an activity on its caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_queue: Option<String>,
    /// The template of the workflow's or update's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub input: String,
    pub output: String,
    pub deprecated: bool,
    /// Names as in the annotations, durations as in Protobuf JSON.
    pub timeouts: Vec<Timeout>,
    pub retry: Option<RetryRow>,
    /// What can be sent to it, by full names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<TakenRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<TakenRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<TakenRow>,
    /// The full names of its declared errors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// Every other option that is set, by its name in the annotations.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<&'static str, String>,
}

/// A signal, query or update that a workflow takes.
#[derive(Debug, Serialize)]
pub struct TakenRow {
    pub method: String,
    /// Whether it can start the workflow.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub start: bool,
}

/// A timeout that is set.
#[derive(Debug, Serialize)]
pub struct Timeout {
    pub name: &'static str,
    pub value: String,
}

/// What the schema says about retries; what it does not is the server's to choose.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backoff_coefficient: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_interval: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_attempts: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub non_retryable_error_types: Vec<String>,
}

impl MethodRow {
    /// All timeouts in one line, without the word that all of them end in.
    pub fn timeout_line(&self) -> String {
        let short = |name: &str| name.trim_end_matches("_timeout").replace('_', " ");
        let all = self.timeouts.iter().map(|timeout| format!("{} {}", short(timeout.name), timeout.value));
        all.collect::<Vec<_>>().join(", ")
    }

    /// Everything that only some methods have, a line each.
    pub fn notes(&self) -> Vec<String> {
        let messages = [("signal", &self.signals), ("query", &self.queries), ("update", &self.updates)];
        let messages = messages.into_iter().flat_map(|(kind, all)| {
            all.iter().map(move |one| {
                let start = if one.start { " (starts it)" } else { "" };
                format!("{kind} {}{start}", one.method)
            })
        });
        let options = self.options.iter().map(|(name, value)| format!("{} {value}", name.replace('_', " ")));
        let errors = self.errors.iter().map(|error| format!("error {error}"));
        messages.chain(options).chain(errors).collect()
    }

    /// The workflow type with what else workers answer to.
    pub fn wire_names(&self) -> Vec<&str> {
        std::iter::once(&self.wire_name).chain(&self.aliases).map(String::as_str).collect()
    }
}
