//! Text with `{field}` and `{nested.field}` of a request, `{{` and `}}` for braces, `{$uuid}` and
//! `{$workflow_type}`.

use super::{Enum, Message};

/// A parsed and type-checked template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// As it is written in the schema.
    pub text: String,
    /// Neighbouring texts are joined, none is empty.
    pub parts: Vec<Part>,
}

impl Template {
    /// The id of a workflow where the schema says nothing.
    pub fn default_id() -> Self {
        let parts = vec![Part::WorkflowType, Part::Text("/".to_owned()), Part::Uuid];
        Self { text: "{$workflow_type}/{$uuid}".to_owned(), parts }
    }

    /// The id of an update where the schema says nothing.
    pub fn uuid() -> Self {
        Self { text: "{$uuid}".to_owned(), parts: vec![Part::Uuid] }
    }

    /// Rendered with one letter for whatever is not known yet.
    pub fn sample(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Field(_) | Part::Uuid | Part::WorkflowType => "x",
        });
        parts.collect()
    }

    /// The fields that it names.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.parts.iter().filter_map(|part| match part {
            Part::Field(field) => Some(field.as_ref()),
            Part::Text(_) | Part::Uuid | Part::WorkflowType => None,
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Braces unescaped.
    Text(String),
    Field(Box<Field>),
    /// A random UUID; inside a workflow the SDK's deterministic one.
    Uuid,
    /// The workflow type that is being started.
    WorkflowType,
}

/// The way from the request to a value that has a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The message fields on the way, outermost first; unset ones read as their defaults.
    pub through: Vec<Step>,
    pub last: Step,
    pub leaf: Leaf,
}

/// A field of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// As declared in the schema, `user_name`; of a group, its field's name.
    pub name: String,
    /// `userName`.
    pub json_name: String,
    /// The message that declares it.
    pub message: Message,
    /// The message it holds, for a step on the way.
    pub holds: Option<Message>,
    /// The oneof it is a member of, unless that is a proto3 `optional`'s.
    pub oneof: Option<String>,
    /// Whether unset and default are told apart: proto2, `optional`, messages.
    pub presence: bool,
    /// proto2 `required`, which some targets do not wrap.
    pub required: bool,
    /// What its message declares before it, in order: a target may name a field around those.
    pub declared_before: Vec<Member>,
}

/// A field, or a oneof, which comes after its first field.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub name: String,
    pub is_field: bool,
}

/// What a template's field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    Scalar(Scalar),
    /// Written as the name of the value, that declared first where several share a number; an
    /// unknown number as the number.
    Enum {
        of: Enum,
        /// What an unset field reads as.
        default: i32,
    },
}

/// A scalar with what an unset field of it reads as: zero, or proto2's `[default = …]`.
///
/// Text in every language: `true`; decimal integers; floating point as ECMAScript's
/// `Number::toString` writes it (`0.1`, `1e+21`, `NaN`, `-Infinity`, `0` for negative zero), from
/// the shortest digits that read back as the same value of the field's own width.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    String(String),
    Bool(bool),
    Int32(i32),
    Int64(i64),
    Uint32(u32),
    Uint64(u64),
    Float(f32),
    Double(f64),
}
