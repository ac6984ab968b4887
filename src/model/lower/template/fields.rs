//! Fields of messages.

use prost_reflect::{Cardinality, EnumDescriptor, FieldDescriptor, MessageDescriptor};

use crate::model::lower::Sources;
use crate::model::{Enum, Member, Message, Step};

/// One step of the way through a message.
pub fn lower_step(
    field: &FieldDescriptor,
    message: &MessageDescriptor,
    holds: Option<Message>,
    sources: &mut Sources,
) -> Step {
    let synthetic = field.field_descriptor_proto().proto3_optional();
    Step {
        name: field.name().to_owned(),
        json_name: field.json_name().to_owned(),
        message: lower_message(message, sources),
        holds,
        oneof: field.containing_oneof().filter(|_| !synthetic).map(|oneof| oneof.name().to_owned()),
        presence: field.supports_presence(),
        required: field.cardinality() == Cardinality::Required,
        declared_before: declared_before(field, message),
    }
}

fn declared_before(field: &FieldDescriptor, message: &MessageDescriptor) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    // In the order of the file, which is not that of the numbers.
    for proto in &message.descriptor_proto().field {
        if proto.name() == field.name() {
            break;
        }
        members.push(Member { name: proto.name().to_owned(), is_field: true });
        let oneof = message.get_field_by_name(proto.name()).and_then(|field| field.containing_oneof());
        if let Some(oneof) = oneof.filter(|_| !proto.proto3_optional()) {
            let oneof = Member { name: oneof.name().to_owned(), is_field: false };
            if !members.contains(&oneof) {
                members.push(oneof);
            }
        }
    }
    members
}

pub fn lower_message(message: &MessageDescriptor, sources: &mut Sources) -> Message {
    Message {
        full_name: message.full_name().to_owned(),
        names: nested_names(message.name(), message.parent_message()),
        deprecated: message.descriptor_proto().options.as_ref().is_some_and(|options| options.deprecated()),
        source: sources.get(&message.parent_file()),
    }
}

pub fn lower_enum(of: &EnumDescriptor, sources: &mut Sources) -> Enum {
    Enum {
        full_name: of.full_name().to_owned(),
        names: nested_names(of.name(), of.parent_message()),
        source: sources.get(&of.parent_file()),
    }
}

fn nested_names(name: &str, mut parent: Option<MessageDescriptor>) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    while let Some(message) = parent {
        names.push(message.name().to_owned());
        parent = message.parent_message();
    }
    names.reverse();
    names
}
