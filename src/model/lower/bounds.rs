//! Messages whose size has no bound.

use prost_reflect::{Cardinality, FieldDescriptor, Kind, MessageDescriptor, MethodDescriptor};

use super::Scope;
use crate::diagnostic::{Code, Diagnostic};

impl Scope<'_> {
    /// Warns of a method that may be called any number of times on one workflow, whose history keeps
    /// every message.
    pub fn warn_of_bounds(&mut self, method: &MethodDescriptor) {
        let place = self.name_place(method.path());
        let messages = [("request", method.input()), ("response", method.output())];
        for (what, message) in messages {
            let Some(unbounded) = unbounded(&message, &mut Vec::new()) else { continue };
            self.memory.warnings.push(
                Diagnostic::warning(
                    Code::UnboundedMessage,
                    format!("the {what} of `{}` has no bound: `{unbounded}`", method.name()),
                )
                .at(place.clone(), "the workflow's history keeps every one")
                .help("pass a reference to large data instead; see `stubborn explain SB0703`"),
            );
        }
    }
}

/// The way to a field that can hold any amount.
fn unbounded(message: &MessageDescriptor, around: &mut Vec<MessageDescriptor>) -> Option<String> {
    around.push(message.clone());
    let found = message.fields().find_map(|field| match field.kind() {
        _ if is_unbounded(&field) => Some(field.name().to_owned()),
        // What holds itself can be nested without end.
        Kind::Message(inner) if around.contains(&inner) => Some(field.name().to_owned()),
        Kind::Message(inner) => Some(format!("{}.{}", field.name(), unbounded(&inner, around)?)),
        _ => None,
    });
    around.pop();
    found
}

fn is_unbounded(field: &FieldDescriptor) -> bool {
    let any = matches!(field.kind(), Kind::Message(message) if message.full_name() == "google.protobuf.Any");
    any || field.kind() == Kind::Bytes || field.cardinality() == Cardinality::Repeated
}
