//! Templates as functions.

use super::imports::{Types, attribute};
use super::layout::{bracketed, sum};
use super::literals::string;
use super::names;
use crate::model::{Field, Leaf, Part, Scalar, Step, Template};

/// What the SDK-independent default does without a function.
const DEFAULT: &str = "{$workflow_type}/{$uuid}";

const REQUEST: &str = "request";

/// The function that renders an id, unless that is the default one.
///
/// `request` is the annotation of what it takes, `workflow_type` the constant for the name.
pub fn function(
    name: &str,
    template: &Template,
    request: &str,
    workflow_type: &str,
    types: &mut Types,
) -> Option<String> {
    if template.text == DEFAULT {
        return None;
    }
    Some(text(name, template, request, workflow_type, types))
}

/// The function that renders a text of a request.
pub fn text(
    name: &str,
    template: &Template,
    request: &str,
    workflow_type: &str,
    types: &mut Types,
) -> String {
    let signature = signature(name, request, &uses(template), "str");
    format!("{signature}\n    {}", sum("return ", &operands(template, workflow_type, types), 4))
}

/// What a function makes use of: its request, a UUID.
#[derive(Default)]
pub struct Uses {
    pub request: bool,
    pub uuid: bool,
}

impl Uses {
    pub fn and(self, other: &Uses) -> Uses {
        Uses { request: self.request || other.request, uuid: self.uuid || other.uuid }
    }
}

pub fn uses(template: &Template) -> Uses {
    Uses { request: template.fields().next().is_some(), uuid: template.parts.contains(&Part::Uuid) }
}

/// The first line of a function of a request.
pub fn signature(name: &str, request: &str, uses: &Uses, result: &str) -> String {
    let parameters = [
        format!("{}: {request}", if uses.request { "request" } else { "_request" }),
        format!("{}: stubborn.NewUuid", if uses.uuid { "new_uuid" } else { "_new_uuid" }),
    ];
    bracketed(&format!("def {name}("), &parameters, &format!(") -> {result}:"), 0)
}

/// What a text of a request is the sum of.
pub fn operands(template: &Template, workflow_type: &str, types: &mut Types) -> Vec<String> {
    template.parts.iter().map(|part| operand(part, REQUEST, workflow_type, types)).collect()
}

/// The function that renders the text of an error's own fields.
pub fn text_function(name: &str, template: &Template, detail: &str, types: &mut Types) -> String {
    let parameter = match template.fields().next() {
        Some(_) => "detail",
        None => "_detail",
    };
    let operands: Vec<String> =
        template.parts.iter().map(|part| operand(part, parameter, "", types)).collect();
    let signature = bracketed(&format!("def {name}("), &[format!("{parameter}: {detail}")], ") -> str:", 0);
    format!("{signature}\n    {}", sum("return ", &operands, 4))
}

fn operand(part: &Part, owner: &str, workflow_type: &str, types: &mut Types) -> String {
    match part {
        Part::Text(text) => string(text),
        Part::Field(field) => field_text(field, owner, types),
        Part::Uuid => "new_uuid()".to_owned(),
        Part::WorkflowType => workflow_type.to_owned(),
    }
}

/// The value of a field of a request, whatever it is.
pub fn value(through: &[Step], last: &Step) -> String {
    let steps = through.iter().chain([last]);
    steps.fold(REQUEST.to_owned(), |owner, step| attribute(&owner, &step.name))
}

fn field_text(field: &Field, owner: &str, types: &mut Types) -> String {
    let steps = field.through.iter().chain([&field.last]);
    let value = steps.fold(owner.to_owned(), |owner, step| attribute(&owner, &step.name));
    match &field.leaf {
        Leaf::Scalar(Scalar::String(_)) if names::is_identifier(&field.last.name) => value,
        Leaf::Scalar(Scalar::Bool(_)) => format!("stubborn.bool_text({value})"),
        Leaf::Scalar(Scalar::Float(_)) => format!("stubborn.float_text({value})"),
        Leaf::Scalar(Scalar::Double(_)) => format!("stubborn.double_text({value})"),
        Leaf::Scalar(_) => format!("str({value})"),
        Leaf::Enum { of, .. } => enum_text(&[format!("{}.DESCRIPTOR", types.enumeration(of).value), value]),
    }
}

/// The one call that is long enough to be broken, where it stands as an operand on a line of its own.
fn enum_text(arguments: &[String]) -> String {
    let line = bracketed("+ stubborn.enum_text(", arguments, ")", 8);
    line.trim_start_matches("+ ").to_owned()
}
