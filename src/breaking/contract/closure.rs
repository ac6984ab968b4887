//! The messages and enums that methods reach, as far as they matter on the wire. What Protobuf itself
//! defines never changes, and is left out.

use std::collections::{BTreeMap, HashMap, HashSet};

use prost_reflect::{
    Cardinality, EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor, Value,
};
use prost_types::descriptor_proto::ReservedRange;

use super::features::Features;
use super::lower::path_of;
use super::{ANY, Contract, Enum, Field, Label, Message, Places};
use crate::descriptor::{Locations, Schema};
use crate::report::Location;

/// All that was reached so far.
pub struct Closure<'a> {
    schema: &'a Schema,
    messages: HashMap<String, MessageDescriptor>,
    enums: HashMap<String, EnumDescriptor>,
    holds_any: bool,
}

impl<'a> Closure<'a> {
    /// Nothing yet.
    pub fn new(schema: &'a Schema) -> Self {
        Self { schema, messages: HashMap::new(), enums: HashMap::new(), holds_any: false }
    }

    /// Adds a message and what it reaches.
    pub fn reach(&mut self, message: &MessageDescriptor) {
        let mut pending = vec![message.clone()];
        while let Some(message) = pending.pop() {
            let name = message.full_name();
            self.holds_any |= name == ANY;
            if is_well_known(&message.parent_file()) || self.messages.contains_key(name) {
                continue;
            }
            for field in message.fields() {
                match held(&field) {
                    Kind::Message(next) => pending.push(next),
                    Kind::Enum(of) if !is_well_known(&of.parent_file()) => {
                        self.enums.insert(of.full_name().to_owned(), of);
                    }
                    _ => {}
                }
            }
            self.messages.insert(name.to_owned(), message);
        }
    }

    /// Writes everything down, and says whether anything is behind a `google.protobuf.Any`.
    pub fn finish(self, contract: &mut Contract) -> bool {
        let mut files: BTreeMap<String, FileDescriptor> = BTreeMap::new();
        let of_messages = self.messages.values().map(MessageDescriptor::parent_file);
        for file in of_messages.chain(self.enums.values().map(EnumDescriptor::parent_file)) {
            files.insert(file.name().to_owned(), file);
        }
        let indices: HashMap<&str, FileIndex<'_>> =
            files.iter().map(|(name, file)| (name.as_str(), FileIndex::new(self.schema, file))).collect();
        for (name, message) in &self.messages {
            let Some(index) = indices.get(message.parent_file().name()) else { continue };
            contract.messages.insert(name.clone(), lower_message(message, index, &mut contract.places));
        }
        for (name, of) in &self.enums {
            let Some(index) = indices.get(of.parent_file().name()) else { continue };
            contract.enums.insert(name.clone(), lower_enum(of, index, &mut contract.places));
        }
        self.holds_any
    }
}

/// What one file's descriptor does not say in one place.
struct FileIndex<'a> {
    locations: Locations<'a>,
    path: String,
    features: Features,
}

impl<'a> FileIndex<'a> {
    fn new(schema: &'a Schema, file: &'a FileDescriptor) -> Self {
        Self {
            locations: Locations::new(file, schema.sources.get(file.name()).map(String::as_str)),
            path: path_of(schema, file.name()),
            features: Features::new(schema, file),
        }
    }

    fn record(&self, name: &str, path: &[i32], places: &mut Places) {
        const NAME: i32 = 1;
        let place = self.locations.place(&[path, &[NAME]].concat());
        places.insert(name, Location::of_place(&place, &self.path));
    }
}

fn is_well_known(file: &FileDescriptor) -> bool {
    file.name().starts_with("google/protobuf/")
}

/// The type of a field, of a map's the values'.
fn held(field: &FieldDescriptor) -> Kind {
    match field.kind() {
        Kind::Message(entry) if field.is_map() => entry.map_entry_value_field().kind(),
        kind => kind,
    }
}

fn lower_message(message: &MessageDescriptor, index: &FileIndex<'_>, places: &mut Places) -> Message {
    index.record(message.full_name(), message.path(), places);
    let fields = message.fields().map(|field| {
        index.record(field.full_name(), field.path(), places);
        (field.name().to_owned(), lower_field(&field))
    });
    let fields = fields.collect();
    for oneof in message.oneofs() {
        index.record(oneof.full_name(), oneof.path(), places);
    }
    let proto = message.descriptor_proto();
    // The end of a message's range is the first number behind it.
    let range = |range: &ReservedRange| range_text(range.start(), range.end() - 1);
    Message {
        fields,
        reserved: proto.reserved_name.iter().cloned().chain(proto.reserved_range.iter().map(range)).collect(),
        json_format: index.features.json_format(message.path()),
    }
}

fn range_text(start: i32, end: i32) -> String {
    if start == end { start.to_string() } else { format!("{start} to {end}") }
}

fn lower_field(field: &FieldDescriptor) -> Field {
    let synthetic = field.field_descriptor_proto().proto3_optional();
    let oneof = field.containing_oneof().filter(|_| !synthetic);
    Field {
        number: field.number(),
        r#type: type_text(field),
        label: label(field, oneof.is_some()),
        oneof: oneof.map(|oneof| oneof.name().to_owned()),
        json_name: Some(field.json_name().to_owned()).filter(|json| json != field.name()),
        default: default_text(field),
    }
}

fn label(field: &FieldDescriptor, in_oneof: bool) -> Option<Label> {
    let message = matches!(field.kind(), Kind::Message(_));
    match field.cardinality() {
        _ if field.is_map() => None,
        Cardinality::Repeated => Some(Label::Repeated),
        Cardinality::Required => Some(Label::Required),
        Cardinality::Optional if message || in_oneof => None,
        Cardinality::Optional => field.supports_presence().then_some(Label::Optional),
    }
}

fn type_text(field: &FieldDescriptor) -> String {
    match field.kind() {
        Kind::Message(entry) if field.is_map() => {
            let (key, value) = (entry.map_entry_key_field(), entry.map_entry_value_field());
            format!("map<{}, {}>", type_text(&key), type_text(&value))
        }
        Kind::Message(message) => message.full_name().to_owned(),
        Kind::Enum(of) => of.full_name().to_owned(),
        kind => format!("{kind:?}"),
    }
}

/// A default that is not the type's own: compilers may write the same value in several ways.
fn default_text(field: &FieldDescriptor) -> Option<String> {
    let set = field.field_descriptor_proto().default_value.is_some();
    let value = field.default_value();
    if !set || value == Value::default_value(&field.kind()) {
        return None;
    }
    Some(match value {
        Value::EnumNumber(number) => match field.kind() {
            Kind::Enum(of) => of.get_value(number)?.name().to_owned(),
            _ => number.to_string(),
        },
        Value::Bool(value) => value.to_string(),
        Value::I32(value) => value.to_string(),
        Value::I64(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::F32(value) => value.to_string(),
        Value::F64(value) => value.to_string(),
        Value::String(value) => value,
        Value::Bytes(value) => value.escape_ascii().to_string(),
        Value::Message(_) | Value::List(_) | Value::Map(_) => return None,
    })
}

fn lower_enum(of: &EnumDescriptor, index: &FileIndex<'_>, places: &mut Places) -> Enum {
    index.record(of.full_name(), of.path(), places);
    let mut lowered = Enum::default();
    let mut seen = HashSet::new();
    for value in of.values() {
        index.record(value.full_name(), value.path(), places);
    }
    // In the order of the file, which decides the name that is written.
    for value in &of.enum_descriptor_proto().value {
        let names = if seen.insert(value.number()) { &mut lowered.values } else { &mut lowered.aliases };
        names.insert(value.name().to_owned(), value.number());
    }
    let proto = of.enum_descriptor_proto();
    let ranges = proto.reserved_range.iter().map(|range| range_text(range.start(), range.end()));
    lowered.reserved = proto.reserved_name.iter().cloned().chain(ranges).collect();
    lowered.json_format = index.features.json_format(of.path());
    lowered
}
