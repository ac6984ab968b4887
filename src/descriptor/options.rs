//! Our annotations, typed: the messages of `proto/stubborn/v1/options.proto`, field by field and
//! number by number. A test holds them against that file. What each means stands there.

use prost::Message;
use prost_reflect::{
    DescriptorPool, DynamicMessage, ExtensionDescriptor, MessageDescriptor, MethodDescriptor, ReflectMessage,
    ServiceDescriptor, Value,
};
use prost_types::Duration;

/// `(stubborn.v1.service)`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ServiceOptions {
    #[prost(string, tag = "1")]
    pub task_queue: String,
    #[prost(int32, tag = "2")]
    pub default_kind: i32,
    #[prost(message, optional, tag = "3")]
    pub workflow: Option<WorkflowOptions>,
    #[prost(message, optional, tag = "4")]
    pub handler: Option<ActivityOptions>,
    #[prost(message, optional, tag = "5")]
    pub activity: Option<ActivityOptions>,
}

/// `(stubborn.v1.method)`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MethodOptions {
    #[prost(message, optional, tag = "1")]
    pub workflow: Option<WorkflowOptions>,
    #[prost(message, optional, tag = "2")]
    pub handler: Option<ActivityOptions>,
    #[prost(message, optional, tag = "3")]
    pub activity: Option<ActivityOptions>,
    #[prost(message, optional, tag = "4")]
    pub signal: Option<SignalOptions>,
    #[prost(message, optional, tag = "5")]
    pub query: Option<QueryOptions>,
    #[prost(message, optional, tag = "6")]
    pub update: Option<UpdateOptions>,
    #[prost(string, repeated, tag = "7")]
    pub errors: Vec<String>,
}

/// `workflow`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct WorkflowOptions {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(string, repeated, tag = "2")]
    pub aliases: Vec<String>,
    #[prost(string, tag = "3")]
    pub task_queue: String,
    #[prost(string, tag = "4")]
    pub id: String,
    #[prost(int32, tag = "5")]
    pub id_reuse_policy: i32,
    #[prost(int32, tag = "6")]
    pub id_conflict_policy: i32,
    #[prost(message, optional, tag = "7")]
    pub execution_timeout: Option<Duration>,
    #[prost(message, optional, tag = "8")]
    pub run_timeout: Option<Duration>,
    #[prost(message, optional, tag = "9")]
    pub task_timeout: Option<Duration>,
    #[prost(message, optional, tag = "10")]
    pub retry: Option<RetryPolicy>,
    #[prost(message, optional, tag = "11")]
    pub start_delay: Option<Duration>,
    #[prost(bool, optional, tag = "12")]
    pub eager_start: Option<bool>,
    #[prost(message, repeated, tag = "13")]
    pub search_attributes: Vec<SearchAttribute>,
    #[prost(message, repeated, tag = "14")]
    pub memo: Vec<MemoField>,
    #[prost(string, tag = "15")]
    pub summary: String,
    #[prost(message, optional, tag = "16")]
    pub priority: Option<Priority>,
    #[prost(int32, tag = "17")]
    pub versioning_behavior: i32,
    #[prost(int32, tag = "18")]
    pub parent_close_policy: i32,
    #[prost(int32, tag = "19")]
    pub cancellation_type: i32,
    #[prost(message, repeated, tag = "20")]
    pub signals: Vec<MessageRef>,
    #[prost(message, repeated, tag = "21")]
    pub queries: Vec<MessageRef>,
    #[prost(message, repeated, tag = "22")]
    pub updates: Vec<MessageRef>,
}

/// One of `signals`, `queries` and `updates`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MessageRef {
    #[prost(string, tag = "1")]
    pub r#ref: String,
    #[prost(bool, tag = "2")]
    pub start: bool,
}

/// `handler` and `activity`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ActivityOptions {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(string, tag = "2")]
    pub task_queue: String,
    #[prost(message, optional, tag = "3")]
    pub schedule_to_close_timeout: Option<Duration>,
    #[prost(message, optional, tag = "4")]
    pub schedule_to_start_timeout: Option<Duration>,
    #[prost(message, optional, tag = "5")]
    pub start_to_close_timeout: Option<Duration>,
    #[prost(message, optional, tag = "6")]
    pub heartbeat_timeout: Option<Duration>,
    #[prost(message, optional, tag = "7")]
    pub retry: Option<RetryPolicy>,
    #[prost(int32, tag = "8")]
    pub cancellation_type: i32,
    #[prost(message, optional, tag = "9")]
    pub priority: Option<Priority>,
    #[prost(string, tag = "10")]
    pub summary: String,
    #[prost(bool, optional, tag = "11")]
    pub local: Option<bool>,
}

/// `signal`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SignalOptions {
    #[prost(string, tag = "1")]
    pub name: String,
}

/// `query`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct QueryOptions {
    #[prost(string, tag = "1")]
    pub name: String,
}

/// `update`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct UpdateOptions {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(string, tag = "2")]
    pub id: String,
    #[prost(bool, tag = "3")]
    pub validate: bool,
    #[prost(int32, tag = "4")]
    pub wait_for_stage: i32,
}

/// `retry`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct RetryPolicy {
    #[prost(message, optional, tag = "1")]
    pub initial_interval: Option<Duration>,
    #[prost(double, tag = "2")]
    pub backoff_coefficient: f64,
    #[prost(message, optional, tag = "3")]
    pub maximum_interval: Option<Duration>,
    #[prost(int32, optional, tag = "4")]
    pub maximum_attempts: Option<i32>,
    #[prost(string, repeated, tag = "5")]
    pub non_retryable_error_types: Vec<String>,
}

/// One of `search_attributes`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SearchAttribute {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(int32, tag = "2")]
    pub r#type: i32,
    #[prost(string, tag = "3")]
    pub value: String,
}

/// One of `memo`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MemoField {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(string, tag = "2")]
    pub value: String,
}

/// `priority`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Priority {
    #[prost(int32, tag = "1")]
    pub key: i32,
    #[prost(string, tag = "2")]
    pub fairness_key: String,
    #[prost(float, tag = "3")]
    pub fairness_weight: f32,
}

/// `(stubborn.v1.error)`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ErrorOptions {
    #[prost(int32, tag = "1")]
    pub code: i32,
    #[prost(bool, tag = "2")]
    pub non_retryable: bool,
    #[prost(string, tag = "3")]
    pub message: String,
}

/// The number of our extension of service, method and message options.
const EXTENSION: i32 = 73310;

/// Our annotations of a schema, if it has any.
pub struct Annotations {
    service: Option<ExtensionDescriptor>,
    method: Option<ExtensionDescriptor>,
    error: Option<ExtensionDescriptor>,
}

/// One annotation as the schema has it.
pub struct Annotation<T> {
    pub value: T,
    /// The same, with the fields told apart that are set.
    pub dynamic: Option<DynamicMessage>,
    /// Where it stands: the path of `google.protobuf.SourceCodeInfo`.
    pub path: Vec<i32>,
}

impl Annotations {
    /// Finds our extensions in a schema that imports them.
    pub fn new(pool: &DescriptorPool) -> Self {
        let find = |name| pool.get_extension_by_name(name);
        Self {
            service: find("stubborn.v1.service"),
            method: find("stubborn.v1.method"),
            error: find("stubborn.v1.error"),
        }
    }

    /// `(stubborn.v1.service)` of a service.
    pub fn service(&self, service: &ServiceDescriptor) -> Annotation<ServiceOptions> {
        const OPTIONS: i32 = 3;
        read(self.service.as_ref(), &service.options(), service.path(), OPTIONS)
    }

    /// `(stubborn.v1.method)` of a method.
    pub fn method(&self, method: &MethodDescriptor) -> Annotation<MethodOptions> {
        const OPTIONS: i32 = 4;
        read(self.method.as_ref(), &method.options(), method.path(), OPTIONS)
    }

    /// `(stubborn.v1.error)` of a message.
    pub fn error(&self, message: &MessageDescriptor) -> Annotation<ErrorOptions> {
        const OPTIONS: i32 = 7;
        read(self.error.as_ref(), &message.options(), message.path(), OPTIONS)
    }
}

fn read<T: Message + Default>(
    extension: Option<&ExtensionDescriptor>,
    options: &DynamicMessage,
    owner: &[i32],
    field: i32,
) -> Annotation<T> {
    let dynamic = extension
        .filter(|extension| options.has_extension(extension))
        .and_then(|extension| options.get_extension(extension).as_message().cloned());
    // What does not transcode has fields of other types than ours, and `unknown_fields` finds them.
    let value = dynamic.as_ref().and_then(|message| message.transcode_to().ok()).unwrap_or_default();
    Annotation { value, dynamic, path: [owner, &[field, EXTENSION]].concat() }
}

impl<T: Message + Default> Annotation<T> {
    /// The path of one of its fields, by the numbers on the way.
    pub fn path_to(&self, numbers: &[i32]) -> Vec<i32> {
        [&self.path, numbers].concat()
    }

    /// The paths of fields that this version does not know, with their names or numbers.
    pub fn unknown_fields(&self) -> Vec<(Vec<i32>, String)> {
        let mut unknown = Vec::new();
        if let Some(dynamic) = &self.dynamic {
            let mut known = DynamicMessage::new(dynamic.descriptor());
            // A failure leaves it empty, so that every field counts as unknown.
            let _ = known.transcode_from(&self.value);
            collect_unknown(dynamic, &known, &self.path, &mut unknown);
        }
        unknown
    }
}

/// Walks a message beside the copy of it that has been through our types: what is missing there, we
/// do not know.
fn collect_unknown(
    message: &DynamicMessage,
    known: &DynamicMessage,
    path: &[i32],
    unknown: &mut Vec<(Vec<i32>, String)>,
) {
    let at = |number: u32| [path, &[i32::try_from(number).unwrap_or_default()]].concat();
    for field in message.unknown_fields() {
        unknown.push((at(field.number()), field.number().to_string()));
    }
    for (field, value) in message.fields() {
        if !known.has_field(&field) {
            unknown.push((at(field.number()), field.name().to_owned()));
            continue;
        }
        match (value, known.get_field(&field).as_ref()) {
            (Value::Message(value), Value::Message(known)) => {
                collect_unknown(value, known, &at(field.number()), unknown);
            }
            (Value::List(values), Value::List(known)) => {
                for (value, known) in values.iter().zip(known) {
                    if let (Value::Message(value), Value::Message(known)) = (value, known) {
                        collect_unknown(value, known, &at(field.number()), unknown);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use prost_reflect::{Cardinality, Kind};

    use super::*;
    use crate::descriptor;

    fn pool() -> DescriptorPool {
        descriptor::compile(&[crate::descriptor::OPTIONS_PATH.into()], &[]).unwrap().pool
    }

    /// A message with every field set, down to a depth at which the schema repeats nothing.
    fn filled(descriptor: &MessageDescriptor) -> DynamicMessage {
        let mut message = DynamicMessage::new(descriptor.clone());
        for field in descriptor.fields() {
            let value = match field.kind() {
                Kind::String => Value::String("x".into()),
                Kind::Bool => Value::Bool(true),
                Kind::Int32 => Value::I32(7),
                Kind::Int64 => Value::I64(7),
                Kind::Double => Value::F64(7.5),
                Kind::Float => Value::F32(7.5),
                Kind::Enum(_) => Value::EnumNumber(1),
                Kind::Message(inner) => Value::Message(filled(&inner)),
                kind => panic!("{kind:?} is not in the schema"),
            };
            let list = field.cardinality() == Cardinality::Repeated;
            message.set_field(&field, if list { Value::List(vec![value]) } else { value });
        }
        message
    }

    fn check<T: Message + Default>(name: &str) {
        let message = filled(&pool().get_message_by_name(name).unwrap());
        let value: T = message.transcode_to().unwrap();
        let annotation = Annotation { value, dynamic: Some(message), path: Vec::new() };
        assert_eq!(annotation.unknown_fields(), []);
    }

    #[test]
    fn every_field_of_the_schema_is_known() {
        check::<ServiceOptions>("stubborn.v1.ServiceOptions");
        check::<MethodOptions>("stubborn.v1.MethodOptions");
        check::<ErrorOptions>("stubborn.v1.ErrorOptions");
    }

    #[test]
    fn the_extensions_have_our_number() {
        let pool = pool();
        for name in ["service", "method", "error"] {
            let extension = pool.get_extension_by_name(&format!("stubborn.v1.{name}")).unwrap();
            assert_eq!(i32::try_from(extension.number()), Ok(EXTENSION), "{name}");
        }
    }
}
