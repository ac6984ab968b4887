//! Search attributes: by what a workflow is found.

use super::{Enum, Field, Step, Template};

/// A search attribute that a start sets.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchAttribute {
    pub name: String,
    pub value: AttributeValue,
}

/// A value of the attribute's type. Where the request has none (an unset Timestamp, an empty list),
/// the attribute is not sent; an unset scalar reads as its default.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    Keyword(AttributeText),
    Text(AttributeText),
    /// An integer field of at most 63 bits.
    Int(Field),
    /// A floating-point or 32-bit integer field.
    Double(Field),
    Bool(Field),
    /// A `google.protobuf.Timestamp` field.
    Datetime(Path),
    KeywordList(Keywords),
}

impl AttributeValue {
    /// The type that the namespace must know the attribute under.
    pub fn kind(&self) -> AttributeType {
        match self {
            AttributeValue::Keyword(_) => AttributeType::Keyword,
            AttributeValue::Text(_) => AttributeType::Text,
            AttributeValue::Int(_) => AttributeType::Int,
            AttributeValue::Double(_) => AttributeType::Double,
            AttributeValue::Bool(_) => AttributeType::Bool,
            AttributeValue::Datetime(_) => AttributeType::Datetime,
            AttributeValue::KeywordList(_) => AttributeType::KeywordList,
        }
    }
}

/// A type of search attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeType {
    Keyword,
    Text,
    Int,
    Double,
    Bool,
    Datetime,
    KeywordList,
}

impl AttributeType {
    /// In the order of the schema's numbers, which begin with 1.
    pub const ALL: [AttributeType; 7] = [
        AttributeType::Keyword,
        AttributeType::Text,
        AttributeType::Int,
        AttributeType::Double,
        AttributeType::Bool,
        AttributeType::Datetime,
        AttributeType::KeywordList,
    ];

    /// As in the schema, `KEYWORD_LIST`.
    pub fn as_str(self) -> &'static str {
        match self {
            AttributeType::Keyword => "KEYWORD",
            AttributeType::Text => "TEXT",
            AttributeType::Int => "INT",
            AttributeType::Double => "DOUBLE",
            AttributeType::Bool => "BOOL",
            AttributeType::Datetime => "DATETIME",
            AttributeType::KeywordList => "KEYWORD_LIST",
        }
    }
}

/// A text of a search attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeText {
    Template(Template),
    /// A `google.protobuf.Timestamp` field as RFC 3339 text, just as Protobuf JSON writes it:
    /// `2026-01-02T03:04:05.600Z`, with 0, 3, 6 or 9 digits of a second.
    Timestamp(Box<Path>),
}

/// The words of a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Keywords {
    /// A list of one.
    One(AttributeText),
    /// A repeated string field.
    Strings(Path),
    /// A repeated enum field: the names of its values, as in templates.
    Enums(Path, Enum),
}

/// The way from the request to a field, whatever it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The message fields on the way, outermost first.
    pub through: Vec<Step>,
    pub last: Step,
}
