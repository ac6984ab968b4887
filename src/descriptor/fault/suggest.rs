//! What somebody may have meant who wrote what is not there.

use std::cell::OnceCell;

use prost_reflect::{DescriptorPool, Kind, MessageDescriptor};
use prost_types::{DescriptorProto, EnumDescriptorProto};
use protox::file::File;

use crate::descriptor::inputs::{self, Inputs};
use crate::descriptor::resolve::Opened;
use crate::descriptor::{OPTIONS_PATH, resolve};
use crate::nearest::{nearest, nearest_path};

/// Schema files below include folders that are looked at for one that is meant.
const FILES: usize = 10_000;

/// Names of values that no one means to write.
const UNSPECIFIED: &str = "_UNSPECIFIED";

/// What there is, looked up once, and only if something is missing.
pub struct Known<'a> {
    opened: &'a Opened,
    pub inputs: &'a Inputs,
    files: OnceCell<Vec<String>>,
    types: OnceCell<Vec<KnownType<'a>>>,
}

/// A type and the file that defines it.
struct KnownType<'a> {
    name: String,
    file: &'a str,
}

impl<'a> Known<'a> {
    /// Looks nothing up yet.
    pub fn new(opened: &'a Opened, inputs: &'a Inputs) -> Self {
        Self { opened, inputs, files: OnceCell::new(), types: OnceCell::new() }
    }

    /// A file that is like one that is not there, or where files are looked up.
    pub fn file(&self, name: &str) -> Option<String> {
        let includes = &self.inputs.includes;
        if includes.is_empty() {
            return None;
        }
        let files = self.files.get_or_init(|| inputs::below(includes, FILES));
        let known = files.iter().map(String::as_str).chain([OPTIONS_PATH]);
        let deeper = files.iter().find_map(|file| file.strip_suffix(name)?.strip_suffix('/'));
        let same_name = |path: &&str| path.rsplit('/').next() == name.rsplit('/').next();
        Some(match (deeper, nearest_path(name, known.clone()).or_else(|| known.clone().find(same_name))) {
            (Some(folder), _) => format!("it is below `{folder}`: add that with `-I`"),
            (None, Some(meant)) => format!("did you mean `{meant}`?"),
            (None, None) => format!(
                "imports are looked up below {}; add the folder that `{name}` is below, as in `-I DIR`",
                inputs::list(includes)
            ),
        })
    }

    /// Where a type that is not defined is, or one that is like it, in the files that were opened.
    pub fn name(&self, name: &str, file: &str) -> String {
        let types = self.types.get_or_init(|| types(self.opened));
        let name = name.trim_start_matches('.');
        if let Some(known) = types.iter().find(|known| known.name == name && known.file != file) {
            return format!("it is defined in `{0}`: add `import \"{0}\";`", known.file);
        }
        let meant = nearest(last(name), types.iter().map(|known| last(&known.name)));
        match meant.and_then(|meant| types.iter().find(|known| last(&known.name) == meant)) {
            Some(meant) => format!("did you mean `{}` of `{}`?", meant.name, meant.file),
            None => "define it, or import the file that does".to_owned(),
        }
    }
}

fn types(opened: &Opened) -> Vec<KnownType<'_>> {
    let mut types = Vec::new();
    for (file, text) in &opened.texts {
        if let Ok(parsed) = File::from_source(file, text) {
            let proto = parsed.file_descriptor_proto();
            collect(file, proto.package(), &proto.message_type, &proto.enum_type, &mut types);
        }
    }
    types
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn collect<'a>(
    file: &'a str,
    scope: &str,
    messages: &[DescriptorProto],
    enums: &[EnumDescriptorProto],
    types: &mut Vec<KnownType<'a>>,
) {
    let full = |name: &str| if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") };
    types.extend(enums.iter().map(|item| KnownType { name: full(item.name()), file }));
    for message in messages {
        types.push(KnownType { name: full(message.name()), file });
        collect(file, &full(message.name()), &message.nested_type, &message.enum_type, types);
    }
}

/// An annotation that is like one that is not there.
pub fn annotation(name: &str) -> String {
    let known = ["service", "method", "error"];
    match nearest(name, known) {
        Some(meant) => format!("did you mean `stubborn.v1.{meant}`?"),
        None => {
            "the annotations are `(stubborn.v1.service)`, `(stubborn.v1.method)` and `(stubborn.v1.error)`"
                .into()
        }
    }
}

/// A field that is like one that a message of ours does not have, or all that it has.
pub fn field(name: &str, message: &str) -> Option<String> {
    let message = annotations()?.get_message_by_name(message)?;
    let fields: Vec<String> = message.fields().map(|field| field.name().to_owned()).collect();
    Some(match nearest(name, fields.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there are {}", fields.join(", ")),
    })
}

/// The values of an enum of ours.
pub fn enum_value(name: &str) -> Option<String> {
    let values = annotations()?.get_enum_by_name(name)?;
    let names: Vec<String> = values.values().map(|value| value.name().to_owned()).collect();
    let meant: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !name.ends_with(UNSPECIFIED)).collect();
    Some(format!("write one of {}", meant.join(", ")))
}

/// The message and field that `(stubborn.v1.method).workflow.idd` names, down to the field that is
/// not there.
pub fn message_of_option(option: &str) -> Option<(String, String)> {
    let (annotation, path) = option.trim_start_matches('(').split_once(").")?;
    let extension = annotations()?.get_extension_by_name(annotation)?;
    let mut message: MessageDescriptor = extension.kind().as_message()?.clone();
    for field in path.split('.') {
        match message.get_field_by_name(field).map(|field| field.kind()) {
            Some(Kind::Message(inner)) => message = inner,
            _ => return Some((message.full_name().to_owned(), field.to_owned())),
        }
    }
    None
}

fn annotations() -> Option<DescriptorPool> {
    let mut pool = DescriptorPool::global();
    if pool.get_file_by_name(OPTIONS_PATH).is_none() {
        pool.decode_file_descriptor_proto(resolve::built_in(OPTIONS_PATH)?).ok()?;
    }
    Some(pool)
}
