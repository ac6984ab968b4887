//! Id templates of the schema as functions of the request.

use super::imports::Imports;
use super::layout;
use super::literals;
use super::messages::{Messages, Module};
use super::names;
use crate::model::{
    AttributeText, AttributeValue, Field, Keywords, Leaf, MemoField, Part, Path, Priority, Scalar,
    SearchAttribute, Step, Template,
};

/// Where the text of fields is made.
const IDS: &str = "stubborn/ids";

/// `workflowId: (request, uuid) => …,` for an object literal; nothing for what calls do anyway.
pub fn workflow_id(
    template: &Template,
    workflow_type: &str,
    messages: &Messages,
    imports: &mut Imports,
) -> Option<String> {
    let is_default = matches!(template.parts.as_slice(), [Part::WorkflowType, Part::Text(slash), Part::Uuid] if slash == "/");
    (!is_default).then(|| {
        let mut writer = Writer::new("request", workflow_type, messages, imports);
        writer.id(4, "workflowId", template)
    })
}

/// `updateId: (request, uuid) => …,` for an object literal; nothing for what calls do anyway.
pub fn update_id(template: &Template, messages: &Messages, imports: &mut Imports) -> Option<String> {
    let is_default = matches!(template.parts.as_slice(), [Part::Uuid]);
    (!is_default).then(|| Writer::new("request", "", messages, imports).id(10, "updateId", template))
}

/// `text: (detail) => …,` for an object literal.
pub fn error_text(template: &Template, messages: &Messages, imports: &mut Imports) -> String {
    let mut writer = Writer::new("detail", "", messages, imports);
    let operands = writer.operands(&template.parts);
    let parameters = if writer.uses_request { "detail" } else { "" };
    layout::sum(4, &format!("text: ({parameters}) =>"), &operands, ",")
}

/// What is made of a request besides its id.
#[derive(Clone, Copy, Default)]
pub struct Rendered<'a> {
    /// What the SDK calls its summary.
    pub summary_option: &'static str,
    pub summary: Option<&'a Template>,
    pub priority: Option<&'a Priority>,
    pub attributes: &'a [SearchAttribute],
    pub memo: &'a [MemoField],
}

impl Rendered<'_> {
    /// `rendered: (request) => ({`, a line a property, `}),`; nothing where there is none.
    pub fn lines(&self, workflow_type: &str, messages: &Messages, imports: &mut Imports) -> Vec<String> {
        let mut writer = Writer::new("request", workflow_type, messages, imports);
        let mut lines = Vec::new();
        if !self.attributes.is_empty() {
            let attributes = writer.import("attributes");
            lines.push(format!("typedSearchAttributes: {attributes}(["));
            lines.extend(self.attributes.iter().map(|of| format!("  {}", writer.attribute(of))));
            lines.push("]),".to_owned());
        }
        if !self.memo.is_empty() {
            lines.push("memo: {".to_owned());
            let field = |field: &MemoField| writer.text(8, &literals::property(&field.name), &field.value);
            lines.extend(self.memo.iter().map(field).map(|line| format!("  {line}")));
            lines.push("},".to_owned());
        }
        lines.extend(self.summary.map(|summary| writer.text(6, self.summary_option, summary)));
        if let Some(priority) = self.priority {
            lines.push("priority: {".to_owned());
            lines.extend(writer.priority(priority).into_iter().map(|line| format!("  {line}")));
            lines.push("},".to_owned());
        }
        if lines.is_empty() {
            return lines;
        }
        let head = format!("rendered: ({}) => ({{", writer.parameters());
        let body = lines.into_iter().map(|line| format!("  {line}"));
        std::iter::once(head).chain(body).chain(["}),".to_owned()]).collect()
    }
}

/// The properties of a handler's priority, which knows no request.
pub fn constant_priority(priority: &Priority) -> Vec<String> {
    let key = priority.key.map(|key| format!("priorityKey: {key},"));
    let fairness = priority.fairness_key.as_ref();
    let fairness = fairness.map(|key| format!("fairnessKey: {},", literals::string(&key.sample())));
    let weight = priority.fairness_weight.map(|weight| format!("fairnessWeight: {weight},"));
    [key, fairness, weight].into_iter().flatten().collect()
}

struct Writer<'a> {
    /// What the fields are of.
    subject: &'static str,
    workflow_type: &'a str,
    messages: &'a Messages,
    imports: &'a mut Imports,
    uses_request: bool,
    uses_uuid: bool,
}

/// An expression, and whether it may be `undefined`.
struct Expression {
    text: String,
    optional: bool,
}

impl<'a> Writer<'a> {
    fn new(
        subject: &'static str,
        workflow_type: &'a str,
        messages: &'a Messages,
        imports: &'a mut Imports,
    ) -> Self {
        Self { subject, workflow_type, messages, imports, uses_request: false, uses_uuid: false }
    }

    /// A property that makes an id.
    fn id(&mut self, indent: usize, property: &str, template: &Template) -> String {
        let operands = self.operands(&template.parts);
        layout::sum(indent, &format!("{property}: ({}) =>", self.parameters()), &operands, ",")
    }

    /// Of a function that has used what was written so far.
    fn parameters(&self) -> &'static str {
        match (self.uses_request, self.uses_uuid) {
            (false, false) => "",
            (true, false) => "request",
            (false, true) => "_request, uuid",
            (true, true) => "request, uuid",
        }
    }

    /// A property that is text.
    fn text(&mut self, indent: usize, property: &str, template: &Template) -> String {
        let operands = self.operands(&template.parts);
        layout::sum(indent, &format!("{property}:"), &operands, ",")
    }

    fn priority(&mut self, priority: &Priority) -> Vec<String> {
        let key = priority.key.map(|key| format!("priorityKey: {key},"));
        let fairness = priority.fairness_key.as_ref().map(|key| self.text(8, "fairnessKey", key));
        let weight = priority.fairness_weight.map(|weight| format!("fairnessWeight: {weight},"));
        [key, fairness, weight].into_iter().flatten().collect()
    }

    fn operands(&mut self, parts: &[Part]) -> Vec<String> {
        let single = parts.len() == 1;
        let mut operands = Vec::new();
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::WorkflowType => text.push_str(self.workflow_type),
                Part::Uuid => {
                    flush(&mut text, &mut operands);
                    self.uses_uuid = true;
                    operands.push("uuid()".to_owned());
                }
                Part::Field(field) => {
                    flush(&mut text, &mut operands);
                    self.uses_request = true;
                    operands.push(self.field(field, single));
                }
            }
        }
        flush(&mut text, &mut operands);
        if operands.is_empty() { vec!["\"\"".to_owned()] } else { operands }
    }

    /// Something that makes search attributes.
    fn import(&mut self, name: &str) -> String {
        self.imports.value(Module::Local("stubborn/attributes".to_owned()), name)
    }

    /// `keywordAttribute("Tenant", request.tenant),`
    fn attribute(&mut self, attribute: &SearchAttribute) -> String {
        let (function, value) = match &attribute.value {
            AttributeValue::Keyword(text) => ("keywordAttribute", self.attribute_text(text)),
            AttributeValue::Text(text) => ("textAttribute", self.attribute_text(text)),
            AttributeValue::Int(field) => ("intAttribute", self.value(field)),
            AttributeValue::Double(field) => ("doubleAttribute", self.value(field)),
            AttributeValue::Bool(field) => ("boolAttribute", self.value(field)),
            AttributeValue::Datetime(path) => ("datetimeAttribute", self.path(path).text),
            AttributeValue::KeywordList(words) => ("keywordListAttribute", self.keywords(words)),
        };
        let function = self.import(function);
        let arguments = [literals::string(&attribute.name), value];
        layout::list(8, &format!("{function}("), &arguments, "),")
    }

    fn attribute_text(&mut self, text: &AttributeText) -> String {
        match text {
            AttributeText::Template(template) => self.operands(&template.parts).join(" + "),
            AttributeText::Timestamp(path) => {
                let path = self.path(path).text;
                format!("{}({path})", self.import("timestampText"))
            }
        }
    }

    fn keywords(&mut self, words: &Keywords) -> String {
        match words {
            Keywords::One(text) => format!("[{}]", self.attribute_text(text)),
            Keywords::Strings(path) => or_default(&self.path(path), "[]"),
            Keywords::Enums(path, of) => {
                let values = or_default(&self.path(path), "[]");
                let schema =
                    self.imports.value(self.messages.module(&of.source), &self.messages.enum_schema(of));
                format!("{}({schema}, {values})", self.import("enumTexts"))
            }
        }
    }

    /// Whatever a field holds, which is only a message where it may be unset.
    fn path(&mut self, path: &Path) -> Expression {
        self.uses_request = true;
        let mut value = Expression { text: self.subject.to_owned(), optional: false };
        for step in &path.through {
            value = self.step(&value, step, true);
        }
        self.step(&value, &path.last, false)
    }

    /// A field as it is, or its default.
    fn value(&mut self, field: &Field) -> String {
        self.uses_request = true;
        let value = self.reach(field);
        match &field.leaf {
            Leaf::Scalar(default) => or_default(&value, &literals::scalar(default)),
            Leaf::Enum { default, .. } => or_default(&value, &default.to_string()),
        }
    }

    fn field(&mut self, field: &Field, single: bool) -> String {
        let value = self.reach(field);
        self.leaf(&value, &field.leaf, single)
    }

    fn reach(&mut self, field: &Field) -> Expression {
        let mut value = Expression { text: self.subject.to_owned(), optional: false };
        for step in &field.through {
            value = self.step(&value, step, true);
        }
        // A field of a wrapper type holds the wrapped value itself.
        if !field.through.last().is_some_and(is_unwrapped) {
            let optional = self.messages.is_proto3_optional(&field.last);
            value = self.step(&value, &field.last, optional);
        }
        value
    }

    fn step(&mut self, parent: &Expression, step: &Step, optional: bool) -> Expression {
        match &step.oneof {
            Some(oneof) => {
                let member = self.imports.value(Module::Local(IDS.to_owned()), "member");
                let oneof = access(parent, &names::property(oneof));
                let case = literals::string(&names::oneof_case(&step.name));
                Expression { text: format!("{member}({oneof}, {case})"), optional: true }
            }
            None => Expression {
                text: access(parent, &names::property(&step.name)),
                optional: optional || parent.optional,
            },
        }
    }

    fn leaf(&mut self, value: &Expression, leaf: &Leaf, single: bool) -> String {
        match leaf {
            Leaf::Scalar(default) => {
                let text = or_default(value, &literals::scalar(default));
                match default {
                    Scalar::String(_) if value.optional && !single => format!("({text})"),
                    Scalar::String(_) => text,
                    Scalar::Float(_) => {
                        let float_text = self.imports.value(Module::Local(IDS.to_owned()), "floatText");
                        format!("{float_text}({text})")
                    }
                    _ => format!("String({text})"),
                }
            }
            Leaf::Enum { of, default } => {
                let enum_text = self.imports.value(Module::Local(IDS.to_owned()), "enumText");
                let schema =
                    self.imports.value(self.messages.module(&of.source), &self.messages.enum_schema(of));
                format!("{enum_text}({schema}, {})", or_default(value, &default.to_string()))
            }
        }
    }
}

fn flush(text: &mut String, operands: &mut Vec<String>) {
    if !text.is_empty() {
        operands.push(literals::string(text));
        text.clear();
    }
}

fn or_default(value: &Expression, default: &str) -> String {
    if value.optional { format!("{} ?? {default}", value.text) } else { value.text.clone() }
}

fn access(parent: &Expression, property: &str) -> String {
    let question = if parent.optional { "?" } else { "" };
    if property.starts_with(|c: char| c.is_ascii_digit()) {
        let dot = if parent.optional { "?." } else { "" };
        return format!("{}{dot}[{}]", parent.text, literals::string(property));
    }
    format!("{}{question}.{property}", parent.text)
}

/// Whether protoc-gen-es gives the field the type that its wrapper message wraps.
fn is_unwrapped(step: &Step) -> bool {
    const WRAPPED: [&str; 9] =
        ["Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes"];
    let wraps = |name: &str| {
        name.strip_prefix("google.protobuf.")
            .and_then(|name| name.strip_suffix("Value"))
            .is_some_and(|wrapped| WRAPPED.contains(&wrapped))
    };
    step.oneof.is_none() && step.holds.as_ref().is_some_and(|message| wraps(&message.full_name))
}
