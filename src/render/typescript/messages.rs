//! What protoc-gen-es v2 calls messages and enums, and where they are to be imported from.

use std::collections::{HashMap, HashSet};

use prost::Message as _;
use prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};

use super::names;
use crate::model::{Enum, Message, Model, Source, Step};

/// The names of every message and enum, by full name, and what the model does not say of fields.
#[derive(Debug, Default)]
pub struct Messages {
    named: HashMap<String, Named>,
    proto3_optional: HashSet<String>,
    generated: HashSet<String>,
}

/// The two things that are generated for a message or enum.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    shape: String,
    schema: String,
}

impl Messages {
    pub fn of(model: &Model) -> Self {
        let generated = model.files.iter().map(|file| file.source.path.clone()).collect();
        let mut messages = Self { generated, ..Self::default() };
        // The model made these bytes itself.
        let set = FileDescriptorSet::decode(model.descriptors.as_slice()).unwrap_or_default();
        for file in &set.file {
            messages.add(file);
        }
        messages
    }

    /// The type of a message, `Outer_Inner`.
    pub fn shape(&self, message: &Message) -> String {
        self.named(&message.full_name, &message.names).shape
    }

    /// The descriptor of a message, `Outer_InnerSchema`.
    pub fn schema(&self, message: &Message) -> String {
        self.named(&message.full_name, &message.names).schema
    }

    /// The descriptor of an enum, `Outer_ColourSchema`.
    pub fn enum_schema(&self, of: &Enum) -> String {
        self.named(&of.full_name, &of.names).schema
    }

    /// Whether the field's property may be absent although it is no message.
    pub fn is_proto3_optional(&self, step: &Step) -> bool {
        self.proto3_optional.contains(&format!("{}.{}", step.message.full_name, step.name))
    }

    /// The module of a schema file's messages: that of the runtime's package for well-known types
    /// that are not generated, otherwise a path from the tree's root without extension.
    pub fn module(&self, source: &Source) -> Module {
        match well_known(&source.path) {
            Some(package) if !self.generated.contains(&source.path) => Module::Package(package),
            _ => Module::Local(names::module(&source.path, "pb")),
        }
    }

    fn named(&self, full_name: &str, names: &[String]) -> Named {
        self.named.get(full_name).cloned().unwrap_or_else(|| {
            let shape = names.join("_");
            Named { schema: format!("{shape}Schema"), shape }
        })
    }

    /// Types get the first choice of names, then descriptors in the order of the file.
    fn add(&mut self, file: &FileDescriptorProto) {
        let types = types_in(file);
        let mut taken = HashSet::new();
        let shapes: Vec<String> = types.iter().map(|path| free(path, "", &mut taken)).collect();
        free(&names::file_identifier(file.name()), "", &mut taken);
        for (path, shape) in types.iter().zip(shapes) {
            let full_name = [file.package(), &path.replace('/', ".")].join(".");
            let schema = free(path, "Schema", &mut taken);
            self.named.insert(full_name.trim_start_matches('.').to_owned(), Named { shape, schema });
        }
        for message in &file.message_type {
            self.add_fields(file.package(), message);
        }
    }

    fn add_fields(&mut self, parent: &str, message: &DescriptorProto) {
        let full_name = [parent, message.name()].join(".");
        let full_name = full_name.trim_start_matches('.');
        let optional = message.field.iter().filter(|field| field.proto3_optional());
        self.proto3_optional.extend(optional.map(|field| format!("{full_name}.{}", field.name())));
        for nested in &message.nested_type {
            self.add_fields(full_name, nested);
        }
    }
}

/// Where a symbol is imported from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    Package(String),
    Local(String),
}

/// Messages and enums of a file in protoc-gen-es's order, `Outer/Inner`.
fn types_in(file: &FileDescriptorProto) -> Vec<String> {
    let mut types = Vec::new();
    for message in &file.message_type {
        add_types("", message, &mut types);
    }
    types.extend(file.enum_type.iter().map(|of| of.name().to_owned()));
    types
}

fn add_types(prefix: &str, message: &DescriptorProto, types: &mut Vec<String>) {
    if message.options.as_ref().is_some_and(|options| options.map_entry()) {
        return;
    }
    let path = format!("{prefix}{}", message.name());
    let inner = format!("{path}/");
    types.push(path);
    for nested in &message.nested_type {
        add_types(&inner, nested, types);
    }
    types.extend(message.enum_type.iter().map(|of| format!("{inner}{}", of.name())));
}

fn free(path: &str, suffix: &str, taken: &mut HashSet<String>) -> String {
    let ideal = path.replace('/', "_") + suffix;
    let salted = (0..).map(|attempt| match attempt {
        0 => ideal.clone(),
        1 => format!("{ideal}$"),
        _ => format!("{ideal}${}", attempt - 1),
    });
    let mut names = salted.map(|name| names::safe_identifier(&name));
    let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(name.clone());
    name
}

/// The package's module that has a well-known file.
fn well_known(path: &str) -> Option<String> {
    const BARREL: [&str; 9] = [
        "any",
        "compiler/plugin",
        "descriptor",
        "duration",
        "empty",
        "field_mask",
        "struct",
        "timestamp",
        "wrappers",
    ];
    const OWN_MODULE: [&str; 11] = [
        "api",
        "c_sharp_features",
        "cpp_features",
        "cpp_file_options",
        "cpp_options",
        "go_features",
        "java_features",
        "json_enumvalue_options",
        "json_options",
        "source_context",
        "type",
    ];
    let name = path.strip_prefix("google/protobuf/")?.strip_suffix(".proto")?;
    if BARREL.contains(&name) {
        return Some("@bufbuild/protobuf/wkt".to_owned());
    }
    OWN_MODULE.contains(&name).then(|| format!("@bufbuild/protobuf/wkt/google/protobuf/{name}_pb.js"))
}
