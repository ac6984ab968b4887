//! Files of an edition, which prost-reflect and prost-build do not know and panic at. They see them
//! in a syntax that says the same: proto2, whose fields all have presence as an edition's do, or
//! proto3 where some have none.

use std::collections::BTreeMap;

use prost::Message as _;
use prost::bytes::Bytes;
use prost_reflect::{DynamicMessage, ReflectMessage, Value};
use prost_types::FileDescriptorProto;
use prost_types::field_descriptor_proto::{Label, Type};

/// The files of an edition as their compiler made them, for generators that know editions.
#[derive(Clone, Debug, Default)]
pub struct Editions(BTreeMap<String, Bytes>);

impl Editions {
    /// Remembers a file.
    pub fn insert(&mut self, file: String, encoded: Bytes) {
        self.0.insert(file, encoded);
    }

    /// A file's descriptor as its compiler made it, if the file is of an edition.
    pub fn original(&self, file: &str) -> Option<&[u8]> {
        self.0.get(file).map(Bytes::as_ref)
    }
}

/// The oldest edition, 2023, as `google.protobuf.Edition` has it.
pub const OLDEST: i32 = 1000;

/// The newest edition whose rules this is written for, 2024.
pub const NEWEST: i32 = 1001;

/// The features of `google.protobuf.FeatureSet` that change what a descriptor means here; zero
/// where they are inherited.
#[derive(Clone, Copy, PartialEq, prost::Message)]
struct Features {
    #[prost(int32, tag = "1")]
    field_presence: i32,
    #[prost(int32, tag = "3")]
    repeated_field_encoding: i32,
    #[prost(int32, tag = "5")]
    message_encoding: i32,
}

const IMPLICIT: i32 = 2;
const LEGACY_REQUIRED: i32 = 3;
const PACKED: i32 = 1;
const DELIMITED: i32 = 2;

/// What editions 2023 and 2024 start from: explicit presence, packed, with a length before it.
const DEFAULTS: Features =
    Features { field_presence: 1, repeated_field_encoding: PACKED, message_encoding: 1 };

impl Features {
    fn refined(self, own: Option<Features>) -> Features {
        let own = own.unwrap_or_default();
        let choose = |own, inherited| if own == 0 { inherited } else { own };
        Features {
            field_presence: choose(own.field_presence, self.field_presence),
            repeated_field_encoding: choose(own.repeated_field_encoding, self.repeated_field_encoding),
            message_encoding: choose(own.message_encoding, self.message_encoding),
        }
    }
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct FileOptions {
    #[prost(message, optional, tag = "50")]
    features: Option<Features>,
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct MessageOptions {
    #[prost(bool, tag = "7")]
    map_entry: bool,
    #[prost(message, optional, tag = "12")]
    features: Option<Features>,
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct FieldOptions {
    #[prost(message, optional, tag = "21")]
    features: Option<Features>,
}

/// A file descriptor as far as it has features.
#[derive(Clone, PartialEq, prost::Message)]
struct File {
    #[prost(message, repeated, tag = "4")]
    message_type: Vec<Message>,
    #[prost(message, repeated, tag = "7")]
    extension: Vec<Field>,
    #[prost(message, optional, tag = "8")]
    options: Option<FileOptions>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Message {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    field: Vec<Field>,
    #[prost(message, repeated, tag = "3")]
    nested_type: Vec<Message>,
    #[prost(message, repeated, tag = "6")]
    extension: Vec<Field>,
    #[prost(message, optional, tag = "7")]
    options: Option<MessageOptions>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Field {
    #[prost(enumeration = "Label", tag = "4")]
    label: i32,
    #[prost(enumeration = "Type", tag = "5")]
    r#type: i32,
    #[prost(string, tag = "6")]
    type_name: String,
    #[prost(message, optional, tag = "8")]
    options: Option<FieldOptions>,
    #[prost(int32, optional, tag = "9")]
    oneof_index: Option<i32>,
}

impl Field {
    fn features(&self, inherited: Features) -> Features {
        inherited.refined(self.options.and_then(|options| options.features))
    }

    /// Whether the syntax decides if the field has presence.
    fn is_plain(&self) -> bool {
        let message = matches!(self.r#type(), Type::Message | Type::Group);
        !message && self.label() != Label::Repeated && self.oneof_index.is_none()
    }

    fn is_packable(&self) -> bool {
        let unpackable = matches!(self.r#type(), Type::String | Type::Bytes | Type::Message | Type::Group);
        self.label() == Label::Repeated && !unpackable
    }
}

impl Message {
    fn features(&self, inherited: Features) -> Features {
        inherited.refined(self.options.and_then(|options| options.features))
    }

    fn is_map_entry(&self) -> bool {
        self.options.is_some_and(|options| options.map_entry)
    }

    /// Maps have a length before each entry, whatever other messages have.
    fn is_map(&self, field: &Field) -> bool {
        let entry = field.type_name.rsplit('.').next().unwrap_or_default();
        self.nested_type.iter().any(|nested| nested.is_map_entry() && nested.name == entry)
    }

    fn has_implicit(&self, inherited: Features) -> bool {
        let own = self.features(inherited);
        let implicit = |field: &Field| field.is_plain() && field.features(own).field_presence == IMPLICIT;
        let nested = self.nested_type.iter().filter(|nested| !nested.is_map_entry());
        self.field.iter().any(implicit) || nested.into_iter().any(|nested| nested.has_implicit(own))
    }
}

/// Rewrites a file descriptor of an edition into an equal one of an older syntax.
///
/// # Errors
///
/// Bytes that are no file descriptor.
pub fn rewrite(encoded: &[u8]) -> Result<Vec<u8>, prost::DecodeError> {
    let features = File::decode(encoded)?;
    let mut file = DynamicMessage::decode(FileDescriptorProto::default().descriptor(), encoded)?;
    let inherited = DEFAULTS.refined(features.options.and_then(|options| options.features));
    let rewriting =
        Rewriting { proto3: features.message_type.iter().any(|message| message.has_implicit(inherited)) };
    for (message, features) in children(&mut file, "message_type").zip(&features.message_type) {
        rewriting.rewrite_message(message, features, inherited);
    }
    for (field, features) in children(&mut file, "extension").zip(&features.extension) {
        rewriting.rewrite_field(field, features, inherited);
    }
    let syntax = if rewriting.proto3 { "proto3" } else { "proto2" };
    file.set_field_by_name("syntax", Value::String(syntax.to_owned()));
    Ok(file.encode_to_vec())
}

struct Rewriting {
    proto3: bool,
}

impl Rewriting {
    fn rewrite_message(&self, message: &mut DynamicMessage, features: &Message, inherited: Features) {
        if features.is_map_entry() {
            return;
        }
        let own = features.features(inherited);
        for (field, kind) in children(message, "field").zip(&features.field) {
            let encoding =
                if features.is_map(kind) { DEFAULTS.message_encoding } else { own.message_encoding };
            self.rewrite_field(field, kind, Features { message_encoding: encoding, ..own });
        }
        for (field, features) in children(message, "extension").zip(&features.extension) {
            self.rewrite_field(field, features, own);
        }
        for (nested, features) in children(message, "nested_type").zip(&features.nested_type) {
            self.rewrite_message(nested, features, own);
        }
    }

    fn rewrite_field(&self, field: &mut DynamicMessage, kind: &Field, inherited: Features) {
        let own = kind.features(inherited);
        if own.field_presence == LEGACY_REQUIRED && kind.label() == Label::Optional {
            field.set_field_by_name("label", Value::EnumNumber(Label::Required.into()));
        } else if self.proto3 && kind.is_plain() && own.field_presence != IMPLICIT {
            field.set_field_by_name("proto3_optional", Value::Bool(true));
        }
        if own.message_encoding == DELIMITED && kind.r#type() == Type::Message {
            field.set_field_by_name("type", Value::EnumNumber(Type::Group.into()));
        }
        if kind.is_packable() {
            let options = field.get_field_by_name_mut("options").and_then(Value::as_message_mut);
            let packed = Value::Bool(own.repeated_field_encoding == PACKED);
            options.into_iter().for_each(|options| options.set_field_by_name("packed", packed.clone()));
        }
    }
}

fn children<'a>(owner: &'a mut DynamicMessage, field: &str) -> impl Iterator<Item = &'a mut DynamicMessage> {
    let list = owner.get_field_by_name_mut(field).and_then(Value::as_list_mut);
    list.into_iter().flatten().filter_map(Value::as_message_mut)
}
