//! Settings of a call that are made of its request, as Go's statements.

use crate::model::{
    AttributeText, AttributeValue, Field, Keywords, Leaf, MemoField, Path, Scalar, SearchAttribute, Step,
    Template,
};

use super::imports::Imports;
use super::literals::string;
use super::{ids, names};

/// The function that makes settings of a request, and its statements.
pub struct Rendered {
    pub name: String,
    pub parameter: String,
    pub lines: Vec<String>,
}

/// What a schema says of a call's settings.
#[derive(Default)]
pub struct Statements<'a> {
    pub summary: Option<&'a Template>,
    pub fairness: Option<&'a Template>,
    pub memo: &'a [MemoField],
    pub attributes: &'a [SearchAttribute],
}

impl Statements<'_> {
    /// `None` where there are none.
    pub fn render(
        &self,
        name: String,
        request: &str,
        workflow_type: &str,
        imports: &mut Imports,
    ) -> Option<Rendered> {
        let mut text = |template: &Template| ids::sum(template, "request", workflow_type, imports);
        let mut lines = Vec::new();
        lines.extend(self.summary.map(|summary| format!("rendered.Summary = {}", text(summary))));
        lines.extend(self.fairness.map(|key| format!("rendered.FairnessKey = {}", text(key))));
        for memo in self.memo {
            let value = ids::argument(&memo.value, workflow_type, imports);
            lines.push(format!("rendered.Memo({}, {value})", string(&memo.name)));
        }
        let mut text = |template: &Template| ids::argument(template, workflow_type, imports);
        for attribute in self.attributes {
            let value = self::attribute(&string(&attribute.name), &attribute.value, &mut text);
            lines.push(format!("rendered.Attribute(stubborn.{value})"));
        }
        let uses_request = lines.iter().any(|line| line.contains("request.Get"));
        let parameter = format!("{} *{request}", if uses_request { "request" } else { "_" });
        (!lines.is_empty()).then_some(Rendered { name, parameter, lines })
    }
}

fn attribute(name: &str, value: &AttributeValue, text: &mut impl FnMut(&Template) -> String) -> String {
    match value {
        AttributeValue::Keyword(value) => text_attribute("KeywordAttribute", name, value, text),
        AttributeValue::Text(value) => text_attribute("TextAttribute", name, value, text),
        AttributeValue::Int(field) => format!("IntAttribute({name}, {})", converted("int64", field)),
        AttributeValue::Double(field) => format!("DoubleAttribute({name}, {})", converted("float64", field)),
        AttributeValue::Bool(field) => {
            format!("BoolAttribute({name}, {})", getters(&field.through, &field.last))
        }
        AttributeValue::Datetime(path) => format!("DatetimeAttribute({name}, {})", getter(path)),
        AttributeValue::KeywordList(Keywords::One(value)) => {
            text_attribute("OneKeywordAttribute", name, value, text)
        }
        AttributeValue::KeywordList(Keywords::Strings(path)) => {
            format!("KeywordsAttribute({name}, {})", getter(path))
        }
        AttributeValue::KeywordList(Keywords::Enums(path, _)) => {
            format!("EnumsAttribute({name}, {})", getter(path))
        }
    }
}

fn text_attribute(
    function: &str,
    name: &str,
    value: &AttributeText,
    text: &mut impl FnMut(&Template) -> String,
) -> String {
    match value {
        AttributeText::Template(template) => {
            format!("{function}({name}, {})", text(template))
        }
        AttributeText::Timestamp(path) => {
            format!("TimestampAttribute(stubborn.{function}, {name}, {})", getter(path))
        }
    }
}

/// A field's value in the type that attributes have.
fn converted(to: &str, field: &Field) -> String {
    let value = getters(&field.through, &field.last);
    let same = match &field.leaf {
        Leaf::Scalar(Scalar::Int64(_)) => to == "int64",
        Leaf::Scalar(Scalar::Double(_)) => to == "float64",
        _ => false,
    };
    if same { value } else { format!("{to}({value})") }
}

fn getter(path: &Path) -> String {
    getters(&path.through, &path.last)
}

fn getters(through: &[Step], last: &Step) -> String {
    let steps = through.iter().chain([last]);
    let getters: String = steps.map(|step| format!(".{}()", names::getter(step))).collect();
    format!("request{getters}")
}
