//! Descriptors as the standard generators of messages should see them.

use std::collections::HashSet;

use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, FileDescriptor, ReflectMessage, Value};
use prost_types::FileDescriptorProto;

use super::{OPTIONS_PATH, Schema, comments};

/// The number of our extensions of service, method and message options.
const EXTENSION: u32 = 73310;

/// One file of a schema, encoded as a `google.protobuf.FileDescriptorProto`.
#[derive(Clone, Debug)]
pub struct EncodedFile {
    pub name: String,
    /// The `go_package` option as it is written.
    pub go_package: Option<String>,
    pub encoded: Vec<u8>,
}

/// The files to generate and all they import, dependencies first, with comments and other people's
/// options, but without our annotations.
pub fn without_annotations(schema: &Schema) -> Vec<EncodedFile> {
    needed(schema).iter().map(|file| encode(file, schema)).collect()
}

/// The same files in the types of prost-build, which drop every custom option.
pub fn for_prost(schema: &Schema) -> Vec<FileDescriptorProto> {
    let mut files: Vec<_> = needed(schema).iter().map(|file| file.file_descriptor_proto().clone()).collect();
    files.iter_mut().for_each(comments::show_all);
    files
}

pub fn needed(schema: &Schema) -> Vec<FileDescriptor> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    for root in &schema.roots {
        if let Some(file) = schema.pool.get_file_by_name(root) {
            collect(&file, &mut seen, &mut files);
        }
    }
    files
}

fn collect(file: &FileDescriptor, seen: &mut HashSet<String>, files: &mut Vec<FileDescriptor>) {
    if file.name() == OPTIONS_PATH || !seen.insert(file.name().to_owned()) {
        return;
    }
    for import in file.dependencies() {
        collect(&import, seen, files);
    }
    files.push(file.clone());
}

fn encode(file: &FileDescriptor, schema: &Schema) -> EncodedFile {
    let original = match schema.editions.original(file.name()) {
        Some(original) => original.to_vec(),
        None => file.encode_to_vec(),
    };
    let annotated = file.file_descriptor_proto().dependency.iter().any(|import| import == OPTIONS_PATH);
    let encoded = match annotated {
        true => strip(&schema.pool, &original).unwrap_or(original),
        false => original,
    };
    let options = file.file_descriptor_proto().options.as_ref();
    EncodedFile {
        name: file.name().to_owned(),
        go_package: options.and_then(|options| options.go_package.clone()),
        encoded,
    }
}

/// A file that imports our annotations has `google/protobuf/descriptor.proto` in its pool.
fn strip(pool: &DescriptorPool, encoded: &[u8]) -> Option<Vec<u8>> {
    let descriptor = pool.get_message_by_name("google.protobuf.FileDescriptorProto")?;
    let mut file = DynamicMessage::decode(descriptor, encoded).ok()?;
    drop_import(&mut file);
    for service in messages(&mut file, "service") {
        drop_annotation(service);
        messages(service, "method").for_each(drop_annotation);
    }
    messages(&mut file, "message_type").for_each(strip_message);
    Some(file.encode_to_vec())
}

fn strip_message(message: &mut DynamicMessage) {
    drop_annotation(message);
    messages(message, "nested_type").for_each(strip_message);
}

fn drop_annotation(owner: &mut DynamicMessage) {
    if !owner.has_field_by_name("options") {
        return;
    }
    let Some(Value::Message(options)) = owner.get_field_by_name_mut("options") else { return };
    let extension = options.descriptor().get_extension(EXTENSION);
    if let Some(extension) = extension.filter(|extension| extension.parent_file().name() == OPTIONS_PATH) {
        options.clear_extension(&extension);
    }
    if *options == DynamicMessage::new(options.descriptor()) {
        owner.clear_field_by_name("options");
    }
}

/// Takes the import of our annotations out, and moves up all that counts imports.
fn drop_import(file: &mut DynamicMessage) {
    let Some(Value::List(imports)) = file.get_field_by_name_mut("dependency") else { return };
    let Some(gone) = imports.iter().position(|import| import.as_str() == Some(OPTIONS_PATH)) else { return };
    imports.remove(gone);
    let gone = i32::try_from(gone).unwrap_or(i32::MAX);
    for field in ["public_dependency", "weak_dependency"] {
        let Some(Value::List(indices)) = file.get_field_by_name_mut(field) else { continue };
        let kept = indices.drain(..).filter_map(|index| index.as_i32()).filter(|index| *index != gone);
        let kept: Vec<Value> = kept.map(|index| Value::I32(index - i32::from(index > gone))).collect();
        *indices = kept;
    }
    if let Some(Value::Message(info)) = file.get_field_by_name_mut("source_code_info") {
        messages(info, "location").for_each(|location| drop_import_path(location, gone));
    }
}

/// Comments and places of the imports behind the one that is gone.
fn drop_import_path(location: &mut DynamicMessage, gone: i32) {
    const DEPENDENCY: i32 = 3;
    let Some(Value::List(path)) = location.get_field_by_name_mut("path") else { return };
    if let [Value::I32(DEPENDENCY), Value::I32(index), ..] = path.as_mut_slice() {
        *index -= i32::from(*index > gone);
    }
}

fn messages<'a>(owner: &'a mut DynamicMessage, field: &str) -> impl Iterator<Item = &'a mut DynamicMessage> {
    let list = owner.get_field_by_name_mut(field).and_then(Value::as_list_mut);
    list.into_iter().flatten().filter_map(Value::as_message_mut)
}
