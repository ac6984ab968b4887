//! Which kind a method is.

use prost_reflect::{FieldDescriptor, MethodDescriptor};

use super::Scope;
use crate::descriptor::options::{Annotation, MethodOptions};
use crate::diagnostic::{Code, Diagnostic};

/// A kind by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Workflow,
    Handler,
    Activity,
    Signal,
    Query,
    Update,
}

impl Which {
    /// The default kind of a number in the annotations, if there is one.
    pub fn by_default(number: i32) -> Option<Self> {
        match number {
            0 | 1 => Some(Which::Workflow),
            2 => Some(Which::Handler),
            3 => Some(Which::Activity),
            _ => None,
        }
    }

    /// As in the annotations.
    pub fn as_str(self) -> &'static str {
        match self {
            Which::Workflow => "workflow",
            Which::Handler => "handler",
            Which::Activity => "activity",
            Which::Signal => "signal",
            Which::Query => "query",
            Which::Update => "update",
        }
    }

    /// With its article.
    pub fn a(self) -> &'static str {
        match self {
            Which::Workflow => "a workflow",
            Which::Handler => "a handler",
            Which::Activity => "an activity",
            Which::Signal => "a signal",
            Which::Query => "a query",
            Which::Update => "an update",
        }
    }
}

/// The kind that a method's own annotation says, if it says one.
pub fn of(options: &MethodOptions) -> Option<Which> {
    let said = [
        (options.handler.is_some(), Which::Handler),
        (options.activity.is_some(), Which::Activity),
        (options.signal.is_some(), Which::Signal),
        (options.query.is_some(), Which::Query),
        (options.update.is_some(), Which::Update),
        (options.workflow.is_some(), Which::Workflow),
    ];
    said.into_iter().find_map(|(said, which)| said.then_some(which))
}

impl Scope<'_> {
    pub fn check_one_kind(&mut self, method: &MethodDescriptor, annotation: &Annotation<MethodOptions>) {
        let Some(dynamic) = &annotation.dynamic else { return };
        let is_kind = |name: &str| name != "errors";
        let mut kinds: Vec<_> =
            dynamic.fields().map(|(field, _)| field).filter(|field| is_kind(field.name())).collect();
        if kinds.iter().any(|field| field.name() == "handler") {
            kinds.retain(|field| field.name() != "workflow");
        }
        let [first, second, ..] = kinds.as_slice() else { return };
        let place = |field: &FieldDescriptor| {
            let number = i32::try_from(field.number()).unwrap_or_default();
            self.locations.place_of(&annotation.path_to(&[number]), field.name())
        };
        let diagnostic = Diagnostic::error(
            Code::ConflictingKinds,
            format!("rpc `{}` is both `{}` and `{}`", method.name(), first.name(), second.name()),
        )
        .at(place(second), "a method has one kind")
        .at(place(first), "already said here")
        .help("keep one of them; only `workflow` may stand beside `handler`");
        self.diagnostics.push(diagnostic);
    }
}
