//! Templates: parsed, then every field looked up in the request.

use prost_reflect::{Cardinality, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, Value};

use super::Sources;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Enum, Field, Leaf, Member, Message, Part, Scalar, Step, Template};

/// One mistake in a template.
#[derive(Debug, PartialEq)]
pub struct Mistake {
    code: Code,
    message: String,
    help: String,
}

impl Mistake {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }

    /// Says which template it is in.
    pub fn into_diagnostic(self, what: &str, text: &str, place: &Place) -> Diagnostic {
        Diagnostic::error(self.code, format!("{what}: {}", self.message))
            .at(place.clone(), format!("in `{text}`"))
            .help(self.help)
    }
}

/// Parses and type-checks a template of a request's fields.
///
/// # Errors
///
/// Every mistake in it.
pub fn lower(
    text: &str,
    request: &MessageDescriptor,
    sources: &mut Sources,
) -> Result<Template, Vec<Mistake>> {
    let mut parts = Vec::new();
    let mut mistakes = Vec::new();
    for token in tokens(text).map_err(|mistake| vec![mistake])? {
        match token {
            Token::Text(text) => parts.push(Part::Text(text)),
            Token::Hole("$uuid") => parts.push(Part::Uuid),
            Token::Hole("$workflow_type") => parts.push(Part::WorkflowType),
            Token::Hole(hole) => match lower_hole(hole, request, sources) {
                Ok(field) => parts.push(Part::Field(Box::new(field))),
                Err(mistake) => mistakes.push(mistake),
            },
        }
    }
    if mistakes.is_empty() { Ok(Template { text: text.to_owned(), parts }) } else { Err(mistakes) }
}

#[derive(Debug, PartialEq)]
enum Token<'a> {
    Text(String),
    Hole(&'a str),
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, Mistake> {
    let mut tokens = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{") {
            literal.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("}}") {
            literal.push('}');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{') {
            let end = after.find(['{', '}']).filter(|end| after[*end..].starts_with('}'));
            let Some(end) = end else {
                return Err(Mistake::new(
                    Code::TemplateSyntax,
                    format!("`{{` at byte {} is not closed", text.len() - rest.len()),
                    "close it with `}`, or write `{{` for a brace",
                ));
            };
            if !literal.is_empty() {
                tokens.push(Token::Text(std::mem::take(&mut literal)));
            }
            tokens.push(Token::Hole(&after[..end]));
            rest = &after[end + 1..];
        } else {
            return Err(Mistake::new(
                Code::TemplateSyntax,
                format!("`}}` at byte {} closes nothing", text.len() - rest.len()),
                "write `}}` for a brace",
            ));
        }
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        tokens.push(Token::Text(literal));
    }
    Ok(tokens)
}

fn lower_hole(hole: &str, request: &MessageDescriptor, sources: &mut Sources) -> Result<Field, Mistake> {
    if hole.is_empty() || hole.starts_with('$') {
        return Err(Mistake::new(
            Code::TemplateSyntax,
            format!("`{{{hole}}}` names nothing"),
            "write `{field}`, `{nested.field}`, `{$uuid}` or `{$workflow_type}`",
        ));
    }
    let mut message = request.clone();
    let mut through = Vec::new();
    let mut names = hole.split('.').peekable();
    loop {
        let name = names.next().unwrap_or_default();
        let field = find_field(&message, name, hole)?;
        check_singular(&field, hole)?;
        match (field.kind(), names.peek()) {
            (Kind::Message(next), Some(_)) => {
                let holds = Some(lower_message(&next, sources));
                through.push(lower_step(&field, &message, holds, sources));
                message = next;
            }
            (_, Some(inner)) => {
                let help =
                    format!("end it there: `{{{}}}`", hole[..offset(hole, inner)].trim_end_matches('.'));
                return Err(Mistake::new(
                    Code::TemplateType,
                    format!("`{name}` in `{{{hole}}}` is no message"),
                    help,
                ));
            }
            (_, None) => {
                let leaf = lower_leaf(&field, hole, sources)?;
                return Ok(Field { through, last: lower_step(&field, &message, None, sources), leaf });
            }
        }
    }
}

/// Where a part that was split off a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

fn find_field(message: &MessageDescriptor, name: &str, hole: &str) -> Result<FieldDescriptor, Mistake> {
    message.get_field_by_name(name).ok_or_else(|| {
        let mut names: Vec<_> = message.fields().map(|field| field.name().to_owned()).collect();
        names.sort_by_key(|other| strsim::damerau_levenshtein(name, other));
        let help = match names.as_slice() {
            [] => "the message has no fields: use text, `{$uuid}` or `{$workflow_type}`".to_owned(),
            [closest, ..] if strsim::damerau_levenshtein(name, closest) <= name.len() / 2 => {
                format!("write `{{{}}}`", hole.replacen(name, closest, 1))
            }
            all => format!("its fields are {}", quoted(all)),
        };
        let message = message.full_name();
        Mistake::new(
            Code::TemplateField,
            format!("`{{{hole}}}` names no field: `{message}` has no `{name}`"),
            help,
        )
    })
}

fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

fn has_text(field: &FieldDescriptor) -> bool {
    let singular = !field.is_map() && field.cardinality() != Cardinality::Repeated;
    singular && !matches!(field.kind(), Kind::Message(_) | Kind::Bytes)
}

fn check_singular(field: &FieldDescriptor, hole: &str) -> Result<(), Mistake> {
    let what = if field.is_map() {
        "a map"
    } else if field.cardinality() == Cardinality::Repeated {
        "repeated"
    } else {
        return Ok(());
    };
    Err(Mistake::new(
        Code::TemplateType,
        format!("`{}` in `{{{hole}}}` is {what}: it has no one text", field.name()),
        "name a singular field, or add one to the request that holds the text",
    ))
}

fn lower_leaf(field: &FieldDescriptor, hole: &str, sources: &mut Sources) -> Result<Leaf, Mistake> {
    let default = field.default_value();
    let scalar = match (field.kind(), default) {
        (Kind::String, Value::String(value)) => Scalar::String(value),
        (Kind::Bool, Value::Bool(value)) => Scalar::Bool(value),
        (Kind::Int32 | Kind::Sint32 | Kind::Sfixed32, Value::I32(value)) => Scalar::Int32(value),
        (Kind::Int64 | Kind::Sint64 | Kind::Sfixed64, Value::I64(value)) => Scalar::Int64(value),
        (Kind::Uint32 | Kind::Fixed32, Value::U32(value)) => Scalar::Uint32(value),
        (Kind::Uint64 | Kind::Fixed64, Value::U64(value)) => Scalar::Uint64(value),
        (Kind::Float, Value::F32(value)) => Scalar::Float(value),
        (Kind::Double, Value::F64(value)) => Scalar::Double(value),
        (Kind::Enum(of), Value::EnumNumber(default)) => {
            return Ok(Leaf::Enum { of: lower_enum(&of, sources), default });
        }
        (Kind::Message(message), _) => {
            let inner: Vec<_> = message
                .fields()
                .filter(has_text)
                .map(|inner| format!("{{{hole}.{}}}", inner.name()))
                .collect();
            let help = match inner.as_slice() {
                [] => "none of its fields has one either: name another field".to_owned(),
                inner => format!("name one of its fields: {}", quoted(inner)),
            };
            return Err(Mistake::new(
                Code::TemplateType,
                format!("`{{{hole}}}` is a message, `{}`: it has no text", message.full_name()),
                help,
            ));
        }
        (_, _) => {
            return Err(Mistake::new(
                Code::TemplateType,
                format!("`{{{hole}}}` is bytes: it has no text"),
                "name a string, number, bool or enum field",
            ));
        }
    };
    Ok(Leaf::Scalar(scalar))
}

fn lower_step(
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
        source: sources.get(&message.parent_file()),
    }
}

fn lower_enum(of: &EnumDescriptor, sources: &mut Sources) -> Enum {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn holes(text: &str) -> Vec<Token<'_>> {
        tokens(text).unwrap()
    }

    #[test]
    fn splits_text_and_holes() {
        assert_eq!(
            holes("a-{b.c}{{}}{d}"),
            [Token::Text("a-".into()), Token::Hole("b.c"), Token::Text("{}".into()), Token::Hole("d")]
        );
        assert_eq!(holes(""), []);
    }

    #[test]
    fn refuses_stray_braces() {
        for (text, message) in [
            ("a{b", "`{` at byte 1 is not closed"),
            ("a}b", "`}` at byte 1 closes nothing"),
            ("{a{b}}", "`{` at byte 0 is not closed"),
        ] {
            assert_eq!(tokens(text).unwrap_err().message, message);
        }
    }
}
