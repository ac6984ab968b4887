//! Types of fields as Protobuf JSON has them.

use super::messages::Types;

/// What a change of type does to payloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The same text for the same value.
    None,
    /// The same, but one side cannot tell unset from zero.
    Presence,
    /// Most values pass.
    Some(&'static str),
    /// Values are refused or misread.
    All(&'static str),
}

/// Compares two types, as the contract writes them.
pub fn compare(was: &str, now: &str, types: &Types) -> Change {
    if let (Some(was), Some(now)) = (map(was), map(now)) {
        return worse(compare(was.0, now.0, types), compare(was.1, now.1, types));
    }
    if was == now || types.is_successor(was, now) {
        return Change::None;
    }
    let (inner, next) = (wrapped(was).unwrap_or(was), wrapped(now).unwrap_or(now));
    if scalar(inner).is_some() && scalar(inner) == scalar(next) {
        return if inner == was && next == now { Change::None } else { Change::Presence };
    }
    match (scalar(was), scalar(now)) {
        (Some(was), Some(now)) => between(was, now),
        (None, Some(Scalar::String)) | (Some(Scalar::String), None) => {
            Change::All("a name or an object is no string that the other side reads")
        }
        _ => Change::All("the other side reads another kind of value"),
    }
}

/// Whether a type is the message around a scalar that Protobuf defines.
pub fn is_wrapper(name: &str) -> bool {
    wrapped(name).is_some()
}

fn worse(a: Change, b: Change) -> Change {
    let rank = |change| match change {
        Change::None => 0,
        Change::Presence => 1,
        Change::Some(_) => 2,
        Change::All(_) => 3,
    };
    if rank(a) >= rank(b) { a } else { b }
}

fn map(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("map<")?.strip_suffix('>')?.split_once(", ")
}

fn wrapped(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("google.protobuf.")? {
        "DoubleValue" => "double",
        "FloatValue" => "float",
        "Int64Value" => "int64",
        "UInt64Value" => "uint64",
        "Int32Value" => "int32",
        "UInt32Value" => "uint32",
        "BoolValue" => "bool",
        "StringValue" => "string",
        "BytesValue" => "bytes",
        _ => return None,
    })
}

/// Scalars that JSON tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scalar {
    Int32,
    Uint32,
    Int64,
    Uint64,
    Floating,
    Bool,
    String,
    Bytes,
}

fn scalar(name: &str) -> Option<Scalar> {
    Some(match name {
        "int32" | "sint32" | "sfixed32" => Scalar::Int32,
        "uint32" | "fixed32" => Scalar::Uint32,
        "int64" | "sint64" | "sfixed64" => Scalar::Int64,
        "uint64" | "fixed64" => Scalar::Uint64,
        "float" | "double" => Scalar::Floating,
        "bool" => Scalar::Bool,
        "string" => Scalar::String,
        "bytes" => Scalar::Bytes,
        _ => return None,
    })
}

fn between(was: Scalar, now: Scalar) -> Change {
    use Scalar::{Bytes, Floating, Int32, Int64, String, Uint32, Uint64};
    match (was, now) {
        (was, now) if was == now => Change::None,
        (Int32, Uint32) | (Uint32, Int32) | (Int64, Uint64) | (Uint64, Int64) => {
            Change::Some("values that only one of the two types has are refused")
        }
        (Int32 | Uint32, Int64 | Uint64) => Change::Some(
            "a number becomes a string in JSON, and large or negative ones are refused by the other side",
        ),
        (Int64 | Uint64, Int32 | Uint32) => Change::All("large values do not fit the new type"),
        (Int32 | Uint32 | Int64 | Uint64, Floating) => {
            Change::Some("JSON may write a number otherwise, and fractions are refused by the other side")
        }
        (String, Bytes) | (Bytes, String) => {
            Change::All("text that happens to be base64 is corrupted silently")
        }
        _ => Change::All("the other side reads another kind of value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(was: &str, now: &str) -> Change {
        compare(was, now, &Types::default())
    }

    #[test]
    fn json_has_fewer_types_than_protobuf() {
        assert_eq!(of("int32", "sfixed32"), Change::None);
        assert_eq!(of("float", "double"), Change::None);
        assert_eq!(of("map<sint32, string>", "map<int32, string>"), Change::None);
        assert_eq!(of("google.protobuf.Int32Value", "int32"), Change::Presence);
        assert!(matches!(of("int32", "int64"), Change::Some(_)));
        assert!(matches!(of("int64", "int32"), Change::All(_)));
        assert!(matches!(of("map<string, int32>", "map<string, string>"), Change::All(_)));
        assert!(matches!(of("string", "shop.v1.Colour"), Change::All(_)));
    }
}
