//! Templates of the schema as Rust code.

use super::layout;
use super::literals;
use super::messages::Messages;
use super::names;
use super::shadows::Shadows;
use crate::model::{Field, Leaf, Part, Scalar, Step, Template};

/// Where a template is rendered: the body of a function.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub messages: &'a Messages,
    pub shadows: &'a Shadows,
    pub package: &'a str,
    /// How many modules inside that of the package the function is.
    pub nested: usize,
    /// What holds the fields: `request`.
    pub subject: &'static str,
    /// The expression of the workflow type.
    pub workflow_type: &'static str,
    /// The indentation of the body.
    pub indent: usize,
}

/// What makes the text of a template.
pub struct Rendered {
    /// Whether the subject is read.
    pub subject: bool,
    /// Whether a UUID is made.
    pub uuid: bool,
    /// Statements, and an expression at the end.
    pub body: Vec<String>,
}

/// The body of a function that renders a template.
pub fn render(template: &Template, site: Site<'_>) -> Rendered {
    let names = vec![site.subject.into(), "uuid".into()];
    let mut writer = Writer { site, body: Vec::new(), names };
    let values: Vec<Value> = template.parts.iter().map(|part| writer.value(part)).collect();
    let result = match values.as_slice() {
        [value] => value.owned(site),
        values => formatted(site.indent, values, &mut writer.body),
    };
    writer.body.push(result);
    Rendered {
        subject: template.parts.iter().any(|part| matches!(part, Part::Field(_))),
        uuid: template.parts.iter().any(|part| matches!(part, Part::Uuid)),
        body: writer.body,
    }
}

/// Whether a workflow id is made as those are that the schema says nothing of.
pub fn is_default_id(template: &Template) -> bool {
    matches!(template.parts.as_slice(), [Part::WorkflowType, Part::Text(slash), Part::Uuid] if slash == "/")
}

/// Whether an id is made as those of updates are that the schema says nothing of.
pub fn is_uuid(template: &Template) -> bool {
    matches!(template.parts.as_slice(), [Part::Uuid])
}

/// A function of a trait that makes an id of a request.
pub fn id_function(name: &str, template: &Template, site: Site<'_>) -> String {
    let id = render(template, site);
    let request = if id.subject { "request" } else { "_" };
    let uuid = if id.uuid { "uuid" } else { "_" };
    let parameters = [format!("{request}: &Self::Request"), format!("{uuid}: rt::NewUuid<'_>")];
    let result = format!(" -> {}", site.shadows.path("String"));
    let indent = site.indent - 4;
    let signature = layout::signature(indent, &format!("fn {name}"), &parameters, &result, " {");
    layout::function(indent, &signature, &id.body)
}

/// A part of a text.
enum Value {
    /// Written as it is.
    Text(String),
    /// A variable, which the format names.
    Variable(String),
    /// An expression that is a `String`.
    Owned(String),
    /// An expression that is text but not owned.
    Borrowed(String),
    /// An expression that has a text.
    Displayed(String),
    /// A call that gives a `String`, with a name for it.
    Call { name: String, function: &'static str, arguments: Vec<String> },
}

impl Value {
    /// An expression that is a `String`.
    fn owned(&self, site: Site<'_>) -> String {
        match self {
            Self::Text(text) => format!("{}::from({})", site.shadows.path("String"), literals::string(text)),
            Self::Owned(expression) => expression.clone(),
            Self::Borrowed(expression) => format!("{expression}.to_owned()"),
            Self::Variable(name) => format!("{name}.to_string()"),
            Self::Displayed(expression) => format!("{expression}.to_string()"),
            Self::Call { function, arguments, .. } => {
                layout::list(site.indent, &format!("{function}("), arguments, ")")
            }
        }
    }
}

fn formatted(indent: usize, values: &[Value], body: &mut Vec<String>) -> String {
    let mut format = String::new();
    let mut expressions = Vec::new();
    for value in values {
        match value {
            Value::Text(text) => format.push_str(&literals::format_text(text)),
            Value::Variable(name) => format.push_str(&format!("{{{name}}}")),
            Value::Owned(expression) | Value::Borrowed(expression) | Value::Displayed(expression) => {
                format.push_str("{}");
                expressions.push(expression.clone());
            }
            Value::Call { name, function, arguments } => {
                format.push_str(&format!("{{{name}}}"));
                body.push(layout::list(indent, &format!("let {name} = {function}("), arguments, ");"));
            }
        }
    }
    layout::format_call(indent, &format!("\"{format}\""), &expressions)
}

/// Writes what a field's text is made of, in statements where it takes more than its name.
struct Writer<'a> {
    site: Site<'a>,
    body: Vec<String>,
    /// Of variables.
    names: Vec<String>,
}

/// How a message is reached.
enum Reached {
    /// A place, or a reference to it.
    Place(String),
    /// An `Option` of a reference: what it is taken from, and the calls that take it.
    Maybe(String, Vec<String>),
}

impl Writer<'_> {
    fn value(&mut self, part: &Part) -> Value {
        match part {
            Part::Text(text) => Value::Text(text.clone()),
            Part::Uuid => Value::Owned("uuid()".to_owned()),
            Part::WorkflowType => Value::Borrowed(self.site.workflow_type.to_owned()),
            Part::Field(field) => self.field(field),
        }
    }

    fn field(&mut self, field: &Field) -> Value {
        let leaf = LeafText::of(&field.leaf, self.site);
        let mut steps: Vec<Step> = field.through.clone();
        // A field of a wrapper type holds the wrapped value itself.
        match steps.pop() {
            Some(wrapper) if is_wrapper(&wrapper) => steps.push(Step { presence: true, ..wrapper }),
            Some(last) => steps.extend([last, field.last.clone()]),
            None => steps.push(field.last.clone()),
        }
        let (last, through) = steps.split_last().expect("a field has a last step");

        let mut reached = Reached::Place(self.site.subject.to_owned());
        let mut holder = self.site.subject.to_owned();
        for step in through {
            reached = self.step(reached, &holder, step);
            holder = local(&step.name);
        }
        let words = steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join("_");
        let place = self.leaf(reached, &holder, last, &leaf, &words);
        match (leaf.call, place) {
            (Some((function, rest)), place) => {
                let (name, value) = match place {
                    Place::Variable(name) => (name.clone(), name),
                    Place::Expression(value) => (self.variable(&words), value),
                };
                Value::Call { name, function, arguments: [value].into_iter().chain(rest).collect() }
            }
            (None, Place::Variable(name)) => Value::Variable(name),
            (None, Place::Expression(value)) if leaf.borrowed => Value::Borrowed(value),
            (None, Place::Expression(value)) => Value::Displayed(value),
        }
    }

    /// A free name for a variable.
    fn variable(&mut self, words: &str) -> String {
        let mut name = local(words);
        while self.names.contains(&name) {
            name.push('_');
        }
        self.names.push(name.clone());
        name
    }

    fn step(&mut self, reached: Reached, holder: &str, step: &Step) -> Reached {
        let field = names::snake(&step.name);
        if step.oneof.is_some() {
            let inner = local(&step.name);
            let name = self.variable(&step.name);
            let (some, none) = (self.site.shadows.path("Some"), self.site.shadows.path("None"));
            self.choose(&name, reached, holder, step, &format!("{some}({inner})"), none);
            return Reached::Maybe(name, Vec::new());
        }
        match reached {
            Reached::Place(place) if step.required => Reached::Place(format!("{place}.{field}")),
            Reached::Place(place) => Reached::Maybe(place, vec![format!(".{field}"), ".as_ref()".to_owned()]),
            Reached::Maybe(receiver, mut calls) => {
                calls.push(match step.required {
                    true => format!(".map(|{holder}| &{holder}.{field})"),
                    false => format!(".and_then(|{holder}| {holder}.{field}.as_ref())"),
                });
                Reached::Maybe(receiver, calls)
            }
        }
    }

    fn leaf(&mut self, reached: Reached, holder: &str, step: &Step, leaf: &LeafText, words: &str) -> Place {
        let field = names::snake(&step.name);
        let LeafText { default, borrowed, .. } = leaf;
        if step.oneof.is_some() {
            let name = self.variable(words);
            let inner = local(&step.name);
            let value = if *borrowed { format!("{inner}.as_str()") } else { format!("*{inner}") };
            self.choose(&name, reached, holder, step, &value, default);
            return Place::Variable(name);
        }
        let optional = step.presence && !step.required;
        let (receiver, calls) = match reached {
            Reached::Place(place) if is_wrapped(step) => return Place::Expression(place),
            Reached::Place(place) if !optional => return Place::Expression(format!("{place}.{field}")),
            Reached::Place(place) => {
                let mut calls = vec![format!(".{field}")];
                calls.extend(borrowed.then(|| ".as_deref()".to_owned()));
                calls.push(format!(".unwrap_or({default})"));
                (place, calls)
            }
            Reached::Maybe(receiver, mut calls) => {
                let value = format!("{holder}.{field}");
                calls.extend(match (optional, borrowed, default.as_str()) {
                    (true, true, _) => {
                        vec![
                            format!(".and_then(|{holder}| {value}.as_deref())"),
                            format!(".unwrap_or({default})"),
                        ]
                    }
                    (true, false, _) => {
                        vec![format!(".and_then(|{holder}| {value})"), format!(".unwrap_or({default})")]
                    }
                    (false, true, _) => vec![format!(".map_or({default}, |{holder}| {value}.as_str())")],
                    (false, false, "false") => vec![format!(".is_some_and(|{holder}| {value})")],
                    (false, false, "true") => vec![format!(".is_none_or(|{holder}| {value})")],
                    (false, false, _) => vec![format!(".map_or({default}, |{holder}| {value})")],
                });
                (receiver, calls)
            }
        };
        let name = self.variable(words);
        self.body.push(layout::chain(self.site.indent, &format!("let {name} = "), &receiver, &calls, ";"));
        Place::Variable(name)
    }

    /// `let name = match …`: what a member of a oneof holds, or something else.
    fn choose(
        &mut self,
        name: &str,
        reached: Reached,
        holder: &str,
        step: &Step,
        found: &str,
        otherwise: &str,
    ) {
        let oneof = step.oneof.as_deref().unwrap_or_default();
        let field = names::snake(oneof);
        let head = format!("let {name} = match ");
        let scrutinee = match reached {
            Reached::Place(place) => format!("{head}&{place}.{field}"),
            Reached::Maybe(receiver, mut calls) => {
                calls.push(format!(".and_then(|{holder}| {holder}.{field}.as_ref())"));
                layout::chain(self.site.indent, &head, &receiver, &calls, "")
            }
        };
        let variant =
            self.site.messages.variant(self.site.package, self.site.nested, &step.message, oneof, &step.name);
        let pattern = format!("{}({variant}({}))", self.site.shadows.path("Some"), local(&step.name));
        let mut statement = format!("{scrutinee} {{\n");
        statement.push_str(&layout::arm(self.site.indent + 4, &pattern, found));
        statement.push_str(&layout::arm(self.site.indent + 4, "_", otherwise));
        statement.push_str(&format!("{:1$}}};", "", self.site.indent));
        self.body.push(statement);
    }
}

/// Where the value of a field is found.
enum Place {
    Variable(String),
    Expression(String),
}

/// What a field's value is, and how it becomes text.
struct LeafText {
    /// Of an unset field, as a literal.
    default: String,
    /// Whether it is text itself, which is borrowed.
    borrowed: bool,
    /// The function that makes its text, where it has none by itself, with what it takes beside the value.
    call: Option<(&'static str, Option<String>)>,
}

impl LeafText {
    fn of(leaf: &Leaf, site: Site<'_>) -> Self {
        let integer = |value: i128| (literals::integer(value), false, None);
        let (default, borrowed, call) = match leaf {
            Leaf::Scalar(Scalar::String(default)) => (literals::string(default), true, None),
            Leaf::Scalar(Scalar::Bool(default)) => (default.to_string(), false, None),
            Leaf::Scalar(Scalar::Int32(default)) => integer((*default).into()),
            Leaf::Scalar(Scalar::Int64(default)) => integer((*default).into()),
            Leaf::Scalar(Scalar::Uint32(default)) => integer((*default).into()),
            Leaf::Scalar(Scalar::Uint64(default)) => integer((*default).into()),
            Leaf::Scalar(Scalar::Float(default)) => {
                (literals::single(*default), false, Some(("rt::number", None)))
            }
            Leaf::Scalar(Scalar::Double(default)) => {
                (literals::double(*default), false, Some(("rt::number", None)))
            }
            Leaf::Enum { of, default } => {
                let name =
                    format!("{}::as_str_name", site.messages.enumeration(site.package, site.nested, of));
                (literals::integer((*default).into()), false, Some(("rt::enumeration", Some(name))))
            }
        };
        Self { default, borrowed, call }
    }
}

/// An identifier that is no keyword, for a variable.
fn local(words: &str) -> String {
    let name = names::snake(words);
    name.strip_prefix("r#").map_or(name.clone(), |keyword| format!("{keyword}_"))
}

/// Whether prost gives the field the type that its wrapper message wraps.
fn is_wrapper(step: &Step) -> bool {
    step.holds.as_ref().is_some_and(|message| names::wrapped(&message.full_name).is_some())
}

/// Whether the field is that of a wrapper, which prost has no message for.
fn is_wrapped(step: &Step) -> bool {
    names::wrapped(&step.message.full_name).is_some()
}
