//! Templates: parsed, then every field looked up in the request.

mod fields;
mod leaf;
mod tokens;

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};

use super::layers::Said;
use super::{Scope, Sources};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Field, Part, Path, Step, Template};

pub use fields::{lower_enum, lower_message};
use leaf::{check_singular, lower_leaf};
pub use tokens::{Token, tokens};

/// What there is at the place of a template.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The message whose fields it may name, or why there is none.
    pub message: Result<&'a MessageDescriptor, &'static str>,
    /// Why there is no randomness, if there is none.
    pub no_uuid: Option<&'static str>,
    /// Why there is no workflow type, if there is none.
    pub no_workflow_type: Option<&'static str>,
}

impl<'a> Context<'a> {
    /// With everything: of a workflow that is about to start.
    pub fn start(request: &'a MessageDescriptor) -> Self {
        Self { message: Ok(request), no_uuid: None, no_workflow_type: None }
    }
}

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

impl Scope<'_> {
    /// Lowers a template and reports what is wrong with it.
    pub fn lower_template(
        &mut self,
        said: Option<Said<String>>,
        what: &str,
        context: &Context<'_>,
    ) -> Option<Template> {
        let Said { value: text, path, .. } = said?;
        match lower(&text, context, self.sources) {
            Ok(template) => Some(template),
            Err(mistakes) => {
                let place = self.locations.place_of(&path, &format!("\"{text}\""));
                self.diagnostics
                    .extend(mistakes.into_iter().map(|mistake| mistake.into_diagnostic(what, &text, &place)));
                None
            }
        }
    }
}

/// Parses and type-checks a template.
///
/// # Errors
///
/// Every mistake in it.
pub fn lower(text: &str, context: &Context<'_>, sources: &mut Sources) -> Result<Template, Vec<Mistake>> {
    let mut parts = Vec::new();
    let mut mistakes = Vec::new();
    for token in tokens(text).map_err(|mistake| vec![mistake])? {
        let part = match token {
            Token::Text(text) => Ok(Part::Text(text)),
            Token::Hole("$uuid") => within(context.no_uuid, "$uuid").map(|()| Part::Uuid),
            Token::Hole("$workflow_type") => {
                within(context.no_workflow_type, "$workflow_type").map(|()| Part::WorkflowType)
            }
            Token::Hole(hole) => lower_hole(hole, context, sources).map(|field| Part::Field(Box::new(field))),
        };
        match part {
            Ok(part) => parts.push(part),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(Template { text: text.to_owned(), parts }) } else { Err(mistakes) }
}

/// The field that a template is, if it is one field and nothing else.
///
/// # Errors
///
/// A field that is not there.
pub fn lone_field(
    text: &str,
    request: &MessageDescriptor,
    sources: &mut Sources,
) -> Option<Result<LoneField, Mistake>> {
    match tokens(text).ok()?.as_slice() {
        [Token::Hole(hole)] if !hole.is_empty() && !hole.starts_with('$') => {
            Some(walk(hole, request, sources).map(|walk| LoneField { hole: (*hole).to_owned(), walk }))
        }
        _ => None,
    }
}

/// A field that is a whole template.
pub struct LoneField {
    hole: String,
    walk: Walk,
}

impl LoneField {
    pub fn descriptor(&self) -> &FieldDescriptor {
        &self.walk.field
    }

    pub fn path(&self, sources: &mut Sources) -> Path {
        let Walk { through, field, owner } = &self.walk;
        Path { through: through.clone(), last: fields::lower_step(field, owner, None, sources) }
    }

    /// As a field that has a text.
    ///
    /// # Errors
    ///
    /// A field that has none.
    pub fn field(self, sources: &mut Sources) -> Result<Field, Mistake> {
        self.walk.into_field(&self.hole, sources)
    }
}

fn within(missing: Option<&'static str>, hole: &str) -> Result<(), Mistake> {
    match missing {
        None => Ok(()),
        Some(reason) => Err(Mistake::new(
            Code::TemplateScope,
            format!("`{{{hole}}}` means nothing here: {reason}"),
            format!("remove `{{{hole}}}`"),
        )),
    }
}

fn lower_hole(hole: &str, context: &Context<'_>, sources: &mut Sources) -> Result<Field, Mistake> {
    if hole.is_empty() || hole.starts_with('$') {
        return Err(Mistake::new(
            Code::TemplateSyntax,
            format!("`{{{hole}}}` names nothing"),
            "write `{field}`, `{nested.field}`, `{$uuid}` or `{$workflow_type}`",
        ));
    }
    let message = context.message.map_err(|reason| {
        Mistake::new(
            Code::TemplateScope,
            format!("`{{{hole}}}` names a field where there is none: {reason}"),
            format!("remove `{{{hole}}}`, or write the option under `workflow`, where the request is known"),
        )
    })?;
    walk(hole, message, sources)?.into_field(hole, sources)
}

/// The way through a message to a field.
struct Walk {
    through: Vec<Step>,
    field: FieldDescriptor,
    /// The message that has the field.
    owner: MessageDescriptor,
}

impl Walk {
    fn into_field(self, hole: &str, sources: &mut Sources) -> Result<Field, Mistake> {
        let Walk { through, field, owner } = self;
        check_singular(&field, hole)?;
        let leaf = lower_leaf(&field, hole, sources)?;
        Ok(Field { through, last: fields::lower_step(&field, &owner, None, sources), leaf })
    }
}

fn walk(hole: &str, request: &MessageDescriptor, sources: &mut Sources) -> Result<Walk, Mistake> {
    let mut owner = request.clone();
    let mut through = Vec::new();
    let mut names = hole.split('.').peekable();
    loop {
        let name = names.next().unwrap_or_default();
        let field = find_field(&owner, name, hole)?;
        let Some(inner) = names.peek() else { return Ok(Walk { through, field, owner }) };
        check_singular(&field, hole)?;
        let Kind::Message(next) = field.kind() else {
            let end = hole[..offset(hole, inner)].trim_end_matches('.');
            return Err(Mistake::new(
                Code::TemplateType,
                format!("`{name}` in `{{{hole}}}` is no message"),
                format!("end it there: `{{{end}}}`"),
            ));
        };
        let holds = Some(lower_message(&next, sources));
        through.push(fields::lower_step(&field, &owner, holds, sources));
        owner = next;
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
