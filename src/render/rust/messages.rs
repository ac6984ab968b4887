//! Where prost-build puts the types of the schema.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};

use super::names;
use crate::model::{Enum, Message, Model, Source};

/// The depth of the modules of methods inside the modules of messages: `stubborn::greeter`.
pub const METHODS: usize = 2;

/// The types of a schema.
#[derive(Default)]
pub struct Messages {
    /// The packages that prost-build makes something for, each with the modules that messages make.
    pub packages: BTreeMap<String, BTreeSet<String>>,
    /// Messages with the types inside them that have a name of Rust in common with a oneof.
    nested: BTreeMap<String, BTreeSet<String>>,
}

impl Messages {
    /// Reads the descriptors of the model.
    pub fn of(model: &Model) -> Self {
        let mut messages = Self::default();
        let set = FileDescriptorSet::decode(model.descriptors.as_slice()).unwrap_or_default();
        for file in &set.file {
            messages.add(file);
        }
        messages
    }

    fn add(&mut self, file: &FileDescriptorProto) {
        let package = file.package();
        let has_types = !file.message_type.is_empty() || !file.enum_type.is_empty();
        if !has_types || names::well_known(package, &[]).is_some() {
            return;
        }
        let modules = self.packages.entry(package.to_owned()).or_default();
        modules.extend(
            file.message_type
                .iter()
                .filter(|message| has_module(message))
                .map(|message| names::snake(message.name())),
        );
        for message in &file.message_type {
            let outer = if package.is_empty() { String::new() } else { format!("{package}.") };
            self.add_message(&outer, message);
        }
    }

    fn add_message(&mut self, outer: &str, message: &DescriptorProto) {
        let full_name = format!("{outer}{}", message.name());
        let messages = message.nested_type.iter().map(DescriptorProto::name);
        let types = messages.chain(message.enum_type.iter().map(|inner| inner.name()));
        let types: BTreeSet<String> = types.map(names::upper_camel).collect();
        for inner in &message.nested_type {
            self.add_message(&format!("{full_name}."), inner);
        }
        if !message.oneof_decl.is_empty() && !types.is_empty() {
            self.nested.insert(full_name, types);
        }
    }

    /// A message, seen from the stubs of a package.
    pub fn message(&self, package: &str, message: &Message) -> String {
        path(package, METHODS - 1, &message.full_name, &message.source, &message.names)
    }

    /// A message, seen from the methods of a service in a package.
    pub fn inner_message(&self, package: &str, message: &Message) -> String {
        self.nested_message(package, METHODS, message)
    }

    /// A message, seen from a module `nested` modules inside that of a package.
    pub fn nested_message(&self, package: &str, nested: usize, message: &Message) -> String {
        path(package, nested, &message.full_name, &message.source, &message.names)
    }

    /// An enum, seen from a module `nested` modules inside that of a package.
    pub fn enumeration(&self, package: &str, nested: usize, of: &Enum) -> String {
        path(package, nested, &of.full_name, &of.source, &of.names)
    }

    /// A member of a oneof, seen from a module `nested` modules inside that of a package.
    pub fn variant(
        &self,
        package: &str,
        nested: usize,
        message: &Message,
        oneof: &str,
        field: &str,
    ) -> String {
        let mut oneof_type = names::upper_camel(oneof);
        if self.nested.get(&message.full_name).is_some_and(|types| types.contains(&oneof_type)) {
            oneof_type.push_str("OneOf");
        }
        let outer = path(package, nested, "", &message.source, &message.names);
        let module = match outer.rsplit_once("::") {
            Some((outer, _)) => format!("{outer}::"),
            None => String::new(),
        };
        let name = message.names.last().map_or("", String::as_str);
        format!("{module}{}::{oneof_type}::{}", names::snake(name), names::upper_camel(field))
    }
}

fn path(package: &str, nested: usize, full_name: &str, source: &Source, types: &[String]) -> String {
    if let Some(wrapped) = names::wrapped(full_name) {
        return wrapped.to_owned();
    }
    names::well_known(&source.package, types)
        .unwrap_or_else(|| names::relative(package, nested, &source.package, types))
}

/// Whether prost-build makes a module for what is inside a message.
fn has_module(message: &DescriptorProto) -> bool {
    let is_map = |inner: &DescriptorProto| inner.options.as_ref().is_some_and(|options| options.map_entry());
    let has_oneof = message
        .field
        .iter()
        .any(|field| field.oneof_index.is_some() && !field.proto3_optional.unwrap_or_default());
    has_oneof || !message.enum_type.is_empty() || message.nested_type.iter().any(|inner| !is_map(inner))
}
