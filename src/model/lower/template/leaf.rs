//! What a template's field holds.

use prost_reflect::{Cardinality, FieldDescriptor, Kind, Value};

use super::{Mistake, fields, quoted};
use crate::diagnostic::Code;
use crate::model::lower::Sources;
use crate::model::{Leaf, Scalar};

fn has_text(field: &FieldDescriptor) -> bool {
    let singular = !field.is_map() && field.cardinality() != Cardinality::Repeated;
    singular && !matches!(field.kind(), Kind::Message(_) | Kind::Bytes)
}

/// Refuses what has many values.
pub fn check_singular(field: &FieldDescriptor, hole: &str) -> Result<(), Mistake> {
    let what = if field.is_map() {
        "a map"
    } else if field.cardinality() == Cardinality::Repeated {
        "repeated"
    } else {
        return Ok(());
    };
    Err(Mistake::new(
        Code::TemplateType,
        format!("`{}` in `{{{hole}}}` is {what}: it has no one text", field.name()),
        "name a singular field, or add one to the request that holds the text",
    ))
}

/// What a field holds, with its default.
pub fn lower_leaf(field: &FieldDescriptor, hole: &str, sources: &mut Sources) -> Result<Leaf, Mistake> {
    let default = field.default_value();
    let scalar = match (field.kind(), default) {
        (Kind::String, Value::String(value)) => Scalar::String(value),
        (Kind::Bool, Value::Bool(value)) => Scalar::Bool(value),
        (Kind::Int32 | Kind::Sint32 | Kind::Sfixed32, Value::I32(value)) => Scalar::Int32(value),
        (Kind::Int64 | Kind::Sint64 | Kind::Sfixed64, Value::I64(value)) => Scalar::Int64(value),
        (Kind::Uint32 | Kind::Fixed32, Value::U32(value)) => Scalar::Uint32(value),
        (Kind::Uint64 | Kind::Fixed64, Value::U64(value)) => Scalar::Uint64(value),
        (Kind::Float, Value::F32(value)) => Scalar::Float(value),
        (Kind::Double, Value::F64(value)) => Scalar::Double(value),
        (Kind::Enum(of), Value::EnumNumber(default)) => {
            return Ok(Leaf::Enum { of: fields::lower_enum(&of, sources), default });
        }
        (Kind::Message(message), _) => {
            let inner: Vec<_> = message
                .fields()
                .filter(has_text)
                .map(|inner| format!("{{{hole}.{}}}", inner.name()))
                .collect();
            let help = match inner.as_slice() {
                [] => "none of its fields has one either: name another field".to_owned(),
                inner => format!("name one of its fields: {}", quoted(inner)),
            };
            return Err(Mistake::new(
                Code::TemplateType,
                format!("`{{{hole}}}` is a message, `{}`: it has no text", message.full_name()),
                help,
            ));
        }
        (_, _) => {
            return Err(Mistake::new(
                Code::TemplateType,
                format!("`{{{hole}}}` is bytes: it has no text"),
                "name a string, number, bool or enum field",
            ));
        }
    };
    Ok(Leaf::Scalar(scalar))
}
