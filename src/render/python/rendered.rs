//! What a start or activity carries besides its request, as functions of the request.

use super::ids::{self, Uses};
use super::imports::Types;
use super::layout::{bracketed, exploded};
use super::literals::{float, string};
use crate::model::{
    AttributeText, AttributeValue, Field, Keywords, MemoField, Path, Priority, SearchAttribute, Template,
    Workflow,
};

/// Functions, and the settings that name them.
#[derive(Default)]
pub struct Rendered {
    pub functions: Vec<String>,
    pub settings: Vec<String>,
}

/// What functions of a method or activity are called and take.
pub struct Scope<'a> {
    /// `_users_register`.
    pub stem: String,
    /// The annotation of the request.
    pub request: &'a str,
    pub workflow_type: &'a str,
}

impl Rendered {
    /// All that a start carries.
    pub fn workflow(workflow: &Workflow, scope: &Scope<'_>, types: &mut Types) -> Self {
        let mut rendered = Self::default();
        if !workflow.search_attributes.is_empty() {
            let function = search_attributes(&workflow.search_attributes, scope, types);
            rendered.add("search_attributes", scope, function);
        }
        if !workflow.memo.is_empty() {
            rendered.add("memo", scope, memo(&workflow.memo, scope, types));
        }
        rendered.extras(workflow.summary.as_ref(), workflow.priority.as_ref(), scope, types);
        rendered
    }

    /// What activities carry too.
    pub fn extras(
        &mut self,
        summary: Option<&Template>,
        priority: Option<&Priority>,
        scope: &Scope<'_>,
        types: &mut Types,
    ) {
        if let Some(summary) = summary {
            let name = format!("{}_summary", scope.stem);
            let function = ids::text(&name, summary, scope.request, scope.workflow_type, types);
            self.add("summary", scope, function);
        }
        if let Some(priority) = priority {
            self.add("priority", scope, self::priority(priority, scope, types));
        }
    }

    fn add(&mut self, setting: &str, scope: &Scope<'_>, function: String) {
        self.settings.push(format!("{setting}={}_{setting}", scope.stem));
        self.functions.push(function);
    }
}

fn memo(fields: &[MemoField], scope: &Scope<'_>, types: &mut Types) -> String {
    let uses = fields.iter().fold(Uses::default(), |uses, field| uses.and(&ids::uses(&field.value)));
    let result = "dict[str, str]";
    let signature = ids::signature(&format!("{}_memo", scope.stem), scope.request, &uses, result);
    let entries: Vec<String> = fields
        .iter()
        .map(|field| {
            let operands = ids::operands(&field.value, scope.workflow_type, types);
            format!("{}: {}", string(&field.name), operands.join(" + "))
        })
        .collect();
    format!("{signature}\n    {}", exploded("return {", &entries, "}", 4))
}

fn priority(priority: &Priority, scope: &Scope<'_>, types: &mut Types) -> String {
    let uses = priority.fairness_key.as_ref().map(ids::uses).unwrap_or_default();
    let signature = ids::signature(&format!("{}_priority", scope.stem), scope.request, &uses, "Priority");
    let key = priority.fairness_key.as_ref();
    let key = key.map(|key| ids::operands(key, scope.workflow_type, types).join(" + "));
    format!("{signature}\n    {}", bracketed("return Priority(", &priority_settings(priority, key), ")", 4))
}

/// The arguments of a priority whose fairness key is an expression.
fn priority_settings(priority: &Priority, fairness_key: Option<String>) -> Vec<String> {
    let mut settings = Vec::new();
    settings.extend(priority.key.map(|key| format!("priority_key={key}")));
    settings.extend(fairness_key.map(|key| format!("fairness_key={key}")));
    settings
        .extend(priority.fairness_weight.map(|weight| format!("fairness_weight={}", weight_text(weight))));
    settings
}

/// A weight in the digits that it is written in.
fn weight_text(weight: f32) -> String {
    float(weight.to_string().parse().unwrap_or(f64::from(weight)))
}

/// The priority of a handler's function, which knows no request.
pub fn constant_priority(priority: &Priority) -> String {
    let key = priority.fairness_key.as_ref().map(|key| string(&key.sample()));
    bracketed("priority=Priority(", &priority_settings(priority, key), ")", 8)
}

fn search_attributes(attributes: &[SearchAttribute], scope: &Scope<'_>, types: &mut Types) -> String {
    let uses =
        attributes.iter().fold(Uses::default(), |uses, attribute| uses.and(&attribute_uses(attribute)));
    let name = format!("{}_search_attributes", scope.stem);
    let signature = ids::signature(&name, scope.request, &uses, "TypedSearchAttributes");
    let items: Vec<String> =
        attributes.iter().map(|attribute| search_attribute(attribute, scope, types)).collect();
    let list = exploded("[", &items, "]", 8);
    format!("{signature}\n    return stubborn.attributes(\n        {list}\n    )")
}

fn attribute_uses(attribute: &SearchAttribute) -> Uses {
    match &attribute.value {
        AttributeValue::Keyword(AttributeText::Template(text))
        | AttributeValue::Text(AttributeText::Template(text))
        | AttributeValue::KeywordList(Keywords::One(AttributeText::Template(text))) => ids::uses(text),
        _ => Uses { request: true, uuid: false },
    }
}

fn search_attribute(attribute: &SearchAttribute, scope: &Scope<'_>, types: &mut Types) -> String {
    let (kind, value) = match &attribute.value {
        AttributeValue::Keyword(value) => ("keyword", text(value, scope, types)),
        AttributeValue::Text(value) => ("text", text(value, scope, types)),
        AttributeValue::Int(field) => ("int", field_value(field)),
        AttributeValue::Double(field) => ("double", field_value(field)),
        AttributeValue::Bool(field) => ("bool", field_value(field)),
        AttributeValue::Datetime(path) => ("datetime", timestamp(path)),
        AttributeValue::KeywordList(words) => ("keyword_list", keywords(words, scope, types)),
    };
    let arguments = [string(&attribute.name), value];
    item(&format!("stubborn.{kind}_attribute("), &arguments, 12)
}

/// A call on a line that a comma ends.
fn item(head: &str, arguments: &[String], indent: usize) -> String {
    bracketed(head, arguments, "),", indent).trim_end_matches(',').to_owned()
}

fn text(text: &AttributeText, scope: &Scope<'_>, types: &mut Types) -> String {
    match text {
        AttributeText::Template(template) => ids::operands(template, scope.workflow_type, types).join(" + "),
        AttributeText::Timestamp(path) => item("stubborn.timestamp_text(", &[timestamp(path)], 16),
    }
}

fn field_value(field: &Field) -> String {
    ids::value(&field.through, &field.last)
}

/// A moment, or nothing where it is unset.
fn timestamp(path: &Path) -> String {
    let value = ids::value(&path.through, &path.last);
    let owner = match path.through.split_last() {
        None => "request".to_owned(),
        Some((last, through)) => ids::value(through, last),
    };
    format!("{value} if {owner}.HasField({}) else None", string(&path.last.name))
}

fn keywords(words: &Keywords, scope: &Scope<'_>, types: &mut Types) -> String {
    match words {
        Keywords::One(AttributeText::Template(template)) => {
            format!("[{}]", ids::operands(template, scope.workflow_type, types).join(" + "))
        }
        Keywords::One(AttributeText::Timestamp(path)) => {
            let value = ids::value(&path.through, &path.last);
            format!("[{value}.ToJsonString()] if {} else []", timestamp_is_set(path))
        }
        Keywords::Strings(path) => ids::value(&path.through, &path.last),
        Keywords::Enums(path, of) => {
            let enumeration = types.enumeration(of).value;
            let values = ids::value(&path.through, &path.last);
            format!("stubborn.enum_texts({enumeration}.DESCRIPTOR, {values})")
        }
    }
}

fn timestamp_is_set(path: &Path) -> String {
    timestamp(path)
        .split_once(" if ")
        .map_or_else(String::new, |(_, rest)| rest.trim_end_matches(" else None").to_owned())
}
