//! What callers, workers and running workflows rely on, as plain data with defaults applied. Only
//! what a method can reach is in it; what has no bearing on any of the three (comments, `summary`,
//! `memo`, the texts of errors) is not.

mod choice;
mod closure;
mod features;
mod layers;
mod lower;
mod methods;
mod places;
mod span;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use lower::lower;
pub use places::Places;
pub use span::Span;

/// The default of a workflow's id.
pub const RANDOM_ID: &str = "{$workflow_type}/{$uuid}";
/// The default of an update's id.
pub const RANDOM_UPDATE_ID: &str = "{$uuid}";
/// A whole argument or result of this type is written as none.
pub const EMPTY: &str = "google.protobuf.Empty";
/// Holds a message of any type.
pub const ANY: &str = "google.protobuf.Any";

fn is_false(value: &bool) -> bool {
    !value
}

/// The whole of it, each thing under its full name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contract {
    pub services: BTreeMap<String, Service>,
    pub methods: BTreeMap<String, Method>,
    /// Declared errors that some method lists.
    pub errors: BTreeMap<String, DeclaredError>,
    pub messages: BTreeMap<String, Message>,
    pub enums: BTreeMap<String, Enum>,
    /// What a `google.protobuf.Any` may hold, where one is reachable: every message of the schema.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub any: BTreeSet<String>,
    /// Where things stand, for findings; no part of what is agreed on.
    #[serde(skip)]
    pub places: Places,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub task_queue: String,
}

/// What a method is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Workflow,
    Handler,
    Activity,
    Signal,
    Query,
    Update,
}

impl Kind {
    /// As in annotations.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Workflow => "workflow",
            Kind::Handler => "handler",
            Kind::Activity => "activity",
            Kind::Signal => "signal",
            Kind::Query => "query",
            Kind::Update => "update",
        }
    }

    /// Whether callers start it.
    pub fn is_started(self) -> bool {
        matches!(self, Kind::Workflow | Kind::Handler)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    pub kind: Kind,
    /// Workflow type, activity type, or the name of a signal, query or update.
    pub name: String,
    /// Full name.
    pub request: String,
    /// Full name.
    pub response: String,
    /// Full names of declared errors.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub errors: BTreeSet<String>,
    /// Of workflows and handlers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workflow: Option<Workflow>,
    /// Of activities and handlers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// Of updates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Update>,
}

impl Method {
    /// Every name under which workers serve it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.workflow.iter().flat_map(|workflow| &workflow.aliases);
        std::iter::once(&self.name).chain(aliases).map(String::as_str)
    }

    /// What it is in words, `local handler`, say.
    pub fn kind_text(&self) -> String {
        let local = self.activity.as_ref().is_some_and(|activity| activity.local);
        if local { format!("local {}", self.kind.as_str()) } else { self.kind.as_str().to_owned() }
    }
}

/// The full name of the service of a method.
pub fn service_of(method: &str) -> &str {
    method.rsplit_once('.').map_or(method, |(service, _)| service)
}

/// How a call starts. Values that are the default are unset, except an empty name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub aliases: BTreeSet<String>,
    pub task_queue: String,
    /// A template.
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_reuse_policy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_conflict_policy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub execution_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_delay: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versioning_behavior: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_close_policy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_type: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub search_attributes: BTreeMap<String, SearchAttribute>,
    /// By the full name of the method that is listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub signals: BTreeMap<String, Listed>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub queries: BTreeMap<String, Listed>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub updates: BTreeMap<String, Listed>,
}

/// How an activity runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The activity type of a handler that names it; otherwise it is the type of the workflow that
    /// runs it, aliases included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where unset, it is the queue of the workflow that calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_queue: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub local: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_to_close_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_to_close_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule_to_start_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat_timeout: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// A template.
    pub id: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub validate: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_for_stage: Option<String>,
}

/// Unset values are the server's defaults.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_interval: Option<Span>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backoff_coefficient: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_interval: Option<Span>,
    /// Unset is without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_attempts: Option<u32>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub non_retryable_error_types: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    pub key: u32,
    /// A template.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fairness_key: String,
    pub fairness_weight: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchAttribute {
    pub r#type: String,
    /// A template.
    pub value: String,
}

/// A signal, query or update of a workflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Whether a call starts the workflow with it in one step.
    #[serde(default, skip_serializing_if = "is_false")]
    pub start: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredError {
    /// `NOT_FOUND`.
    pub code: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub non_retryable: bool,
}

/// How strict a parser of JSON is with names that clash, where an edition's file says so.
type JsonFormat = Option<String>;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// By the names in the schema.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Field>,
    /// Names, and numbers as `7` or `7 to 9`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub reserved: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json_format: JsonFormat,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub number: u32,
    /// `int32`, `hello.v1.Colour`, `map<string, hello.v1.HelloRequest>`.
    pub r#type: String,
    /// Unset for a field of one value whose presence its type or oneof decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oneof: Option<String>,
    /// Where it differs from the name in the schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json_name: Option<String>,
    /// Where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

impl Field {
    /// Its key in JSON; `name` is its name in the schema.
    pub fn key<'a>(&'a self, name: &'a str) -> &'a str {
        self.json_name.as_deref().unwrap_or(name)
    }

    /// What it is in words, `repeated string`, say.
    pub fn type_text(&self) -> String {
        match self.label {
            Some(Label::Repeated) => format!("repeated {}", self.r#type),
            _ => self.r#type.clone(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// A scalar that may be unset.
    Optional,
    Required,
    Repeated,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enum {
    /// The first name of every number.
    pub values: BTreeMap<String, i32>,
    /// All other names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, i32>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub reserved: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json_format: JsonFormat,
}
