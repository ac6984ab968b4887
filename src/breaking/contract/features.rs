//! What files of an edition say about JSON, which the pool no longer knows of them.

use prost::Message as _;
use prost_reflect::FileDescriptor;

use crate::descriptor::Schema;

/// `google.protobuf.FeatureSet` as far as it is about JSON.
#[derive(Clone, Copy, PartialEq, prost::Message)]
struct FeatureSet {
    #[prost(int32, tag = "6")]
    json_format: i32,
}

/// Options of a file (whose features are field 50), of a message (12) or of an enum (7).
#[derive(Clone, Copy, PartialEq, prost::Message)]
struct FileOptions {
    #[prost(message, optional, tag = "50")]
    features: Option<FeatureSet>,
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct MessageOptions {
    #[prost(message, optional, tag = "12")]
    features: Option<FeatureSet>,
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct EnumOptions {
    #[prost(message, optional, tag = "7")]
    features: Option<FeatureSet>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Enum {
    #[prost(message, optional, tag = "3")]
    options: Option<EnumOptions>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Message {
    #[prost(message, repeated, tag = "3")]
    nested_type: Vec<Message>,
    #[prost(message, repeated, tag = "4")]
    enum_type: Vec<Enum>,
    #[prost(message, optional, tag = "7")]
    options: Option<MessageOptions>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct File {
    #[prost(message, repeated, tag = "4")]
    message_type: Vec<Message>,
    #[prost(message, repeated, tag = "5")]
    enum_type: Vec<Enum>,
    #[prost(message, optional, tag = "8")]
    options: Option<FileOptions>,
}

/// Field numbers of file and message descriptors, which paths are made of.
mod step {
    pub const FILE_MESSAGE: i32 = 4;
    pub const FILE_ENUM: i32 = 5;
    pub const MESSAGE_MESSAGE: i32 = 3;
    pub const MESSAGE_ENUM: i32 = 4;
}

/// The features of one file; of one without an edition there are none.
pub struct Features(Option<File>);

impl Features {
    /// Reads them.
    pub fn new(schema: &Schema, file: &FileDescriptor) -> Self {
        let original = schema.editions.original(file.name());
        Self(original.and_then(|encoded| File::decode(encoded).ok()))
    }

    /// How a message or enum is read from JSON, by its path in the file.
    pub fn json_format(&self, path: &[i32]) -> Option<String> {
        let file = self.0.as_ref()?;
        let mut format = file.options.and_then(|options| options.features);
        let (first, rest) = path.split_at_checked(2)?;
        let index = usize::try_from(first[1]).ok()?;
        let own = match first[0] {
            step::FILE_ENUM => file.enum_type.get(index)?.options.and_then(|options| options.features),
            step::FILE_MESSAGE => in_message(file.message_type.get(index)?, rest),
            _ => None,
        };
        format = own.filter(|own| own.json_format != 0).or(format);
        const LEGACY: i32 = 2;
        Some(match format.map_or(0, |features| features.json_format) {
            LEGACY => "LEGACY_BEST_EFFORT".to_owned(),
            _ => "ALLOW".to_owned(),
        })
    }
}

fn in_message(message: &Message, path: &[i32]) -> Option<FeatureSet> {
    let own = message.options.and_then(|options| options.features);
    let [kind, index, rest @ ..] = path else { return own };
    let index = usize::try_from(*index).ok()?;
    let inner = match *kind {
        step::MESSAGE_MESSAGE => in_message(message.nested_type.get(index)?, rest),
        step::MESSAGE_ENUM => message.enum_type.get(index)?.options.and_then(|options| options.features),
        _ => None,
    };
    inner.filter(|inner| inner.json_format != 0).or(own)
}
