//! Id templates as Go's expressions.

use crate::model::{Field, Leaf, Part, Scalar, Template};

use super::imports::Imports;
use super::literals::string;
use super::names;

/// The function that renders an id.
pub struct Id {
    pub name: String,
    pub parameters: String,
    pub expression: String,
}

/// What every workflow gets that the schema gives no id template.
const DEFAULT: &str = "{$workflow_type}/{$uuid}";

/// `None` for the default, which the support code renders.
pub fn id(
    name: String,
    template: &Template,
    request: &str,
    workflow_type: &str,
    imports: &mut Imports,
) -> Option<Id> {
    (template.text != DEFAULT).then(|| function(name, template, request, workflow_type, imports))
}

/// The same of an update, whose default is a UUID.
pub fn update_id(
    name: String,
    template: &Template,
    request: &str,
    workflow_type: &str,
    imports: &mut Imports,
) -> Option<Id> {
    let default = template.parts == [Part::Uuid];
    (!default).then(|| function(name, template, request, workflow_type, imports))
}

fn function(
    name: String,
    template: &Template,
    request: &str,
    workflow_type: &str,
    imports: &mut Imports,
) -> Id {
    let expression = sum(template, "request", workflow_type, imports);
    let uses_request = uses_request(template);
    let uses_uuid = template.parts.contains(&Part::Uuid);
    let parameter = |used: bool, name: &'static str| if used { name } else { "_" };
    Id {
        name,
        parameters: format!(
            "{} *{request}, {} func() string",
            parameter(uses_request, "request"),
            parameter(uses_uuid, "newUUID")
        ),
        expression,
    }
}

/// The text of an error, of its own fields.
pub fn text(template: &Template, subject: &str, imports: &mut Imports) -> String {
    sum(template, subject, "", imports)
}

/// Whether a template has fields of the request.
fn uses_request(template: &Template) -> bool {
    template.parts.iter().any(|part| matches!(part, Part::Field(_)))
}

/// An expression of a template, whose fields are the subject's.
pub fn sum(template: &Template, subject: &str, workflow_type: &str, imports: &mut Imports) -> String {
    let parts = template.parts.iter().map(|part| expression(part, subject, workflow_type, imports));
    match parts.collect::<Vec<String>>() {
        parts if parts.is_empty() => string(""),
        parts => parts.join(" + "),
    }
}

/// The same beside other arguments, where gofmt leaves out the blanks.
pub fn argument(template: &Template, workflow_type: &str, imports: &mut Imports) -> String {
    let parts = template.parts.iter().map(|part| expression(part, "request", workflow_type, imports));
    match parts.collect::<Vec<String>>() {
        parts if parts.is_empty() => string(""),
        parts => parts.join("+"),
    }
}

fn expression(part: &Part, subject: &str, workflow_type: &str, imports: &mut Imports) -> String {
    match part {
        Part::Text(text) => string(text),
        Part::Uuid => "newUUID()".to_owned(),
        Part::WorkflowType => workflow_type.to_owned(),
        Part::Field(field) => text_of(field, subject, imports),
    }
}

/// Getters of a nil message return the field's default.
fn text_of(field: &Field, subject: &str, imports: &mut Imports) -> String {
    let steps = field.through.iter().chain([&field.last]);
    let getters: String = steps.map(|step| format!(".{}()", names::getter(step))).collect();
    let value = format!("{subject}{getters}");
    let Leaf::Scalar(scalar) = &field.leaf else { return format!("{value}.String()") };
    if !matches!(scalar, Scalar::String(_) | Scalar::Float(_) | Scalar::Double(_)) {
        imports.add("strconv");
    }
    match scalar {
        Scalar::String(_) => value,
        Scalar::Bool(_) => format!("strconv.FormatBool({value})"),
        Scalar::Int32(_) => format!("strconv.FormatInt(int64({value}), 10)"),
        Scalar::Int64(_) => format!("strconv.FormatInt({value}, 10)"),
        Scalar::Uint32(_) => format!("strconv.FormatUint(uint64({value}), 10)"),
        Scalar::Uint64(_) => format!("strconv.FormatUint({value}, 10)"),
        Scalar::Float(_) => format!("stubborn.FormatFloat({value})"),
        Scalar::Double(_) => format!("stubborn.FormatDouble({value})"),
    }
}
