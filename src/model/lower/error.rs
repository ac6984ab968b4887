//! Declared errors.

use std::sync::Arc;

use prost_reflect::MessageDescriptor;

use super::kind::Which;
use super::layers::Said;
use super::method::{Declared, field};
use super::service::which;
use super::template::{Context, lower_message};
use super::{Scope, non_empty, refs};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{DeclaredError, ErrorCode, Part, Template};

/// Field numbers of `ErrorOptions`.
const CODE: i32 = 1;
const MESSAGE: i32 = 3;

impl Scope<'_> {
    /// Lowers every declared error of a file, so that what is wrong with one is told wherever it is
    /// used.
    pub fn check_errors(&mut self, message: &MessageDescriptor) {
        if self.annotations.error(message).dynamic.is_some() {
            self.error(message);
        }
        for child in message.child_messages() {
            self.check_errors(&child);
        }
    }

    /// The errors that a method lists.
    pub fn lower_errors(&mut self, declared: &Declared<'_>) -> Vec<Arc<DeclaredError>> {
        let Declared { method, annotation, service } = declared;
        let names = &annotation.value.errors;
        let which = which(&annotation.value, &service.value);
        if !names.is_empty() && matches!(which, Which::Signal | Which::Query) {
            let place = self.locations.place_of(&annotation.path_to(&[field::ERRORS]), "errors");
            let (kind, reason) = match which {
                Which::Signal => ("signal", "nobody waits for a signal's answer"),
                _ => ("query", "of a query that fails only the text reaches its caller"),
            };
            let message = format!("`errors` has no effect on the {kind} `{}`", method.name());
            self.diagnostics.push(
                Diagnostic::error(Code::MisplacedOption, message)
                    .at(place, reason)
                    .help("remove it, or make the method an `update`"),
            );
            return Vec::new();
        }
        let mut errors: Vec<Arc<DeclaredError>> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let path = annotation.path_to(&[field::ERRORS, i32::try_from(index).unwrap_or(i32::MAX)]);
            let place = self.locations.place_of(&path, &format!("\"{name}\""));
            let Some(error) = self.find_error(name, method.name(), &place) else { continue };
            if errors.iter().any(|other| other.message == error.message) {
                let fault = format!("`errors` of `{}` lists `{name}` twice", method.name());
                self.push_error(&place, fault, "remove one of the two".to_owned());
                continue;
            }
            errors.push(error);
        }
        errors
    }

    fn find_error(&mut self, name: &str, method: &str, place: &Place) -> Option<Arc<DeclaredError>> {
        let full_name = name.trim_start_matches('.');
        let Some(message) = self.schema.pool.get_message_by_name(full_name) else {
            let all = self.schema.pool.all_messages();
            let declared: Vec<String> = all
                .filter(|message| self.annotations.error(message).dynamic.is_some())
                .map(|message| message.full_name().to_owned())
                .collect();
            let nearest = crate::nearest::nearest(full_name, declared.iter().map(String::as_str));
            let suffix = declared.iter().find(|known| known.ends_with(&format!(".{full_name}")));
            let help = match nearest.or(suffix.map(String::as_str)) {
                Some(nearest) => format!("write `{nearest}`"),
                None => "write the full name of a message annotated with `(stubborn.v1.error)`".to_owned(),
            };
            let fault = format!("`errors` of `{method}` names `{name}`, which is no message");
            self.push_error(place, fault, help);
            return None;
        };
        if !refs::is_visible(self.file, &message.parent_file()) {
            let fault = format!("`errors` of `{method}` names `{name}`, whose file is not imported");
            self.push_error(place, fault, format!("write `import \"{}\";`", message.parent_file().name()));
            return None;
        }
        if self.annotations.error(&message).dynamic.is_none() {
            let fault = format!("`errors` of `{method}` names `{name}`, which is not declared as an error");
            let help = format!("write `option (stubborn.v1.error) = {{ code: … }};` in `{}`", message.name());
            self.push_error(place, fault, help);
            return None;
        }
        self.error(&message)
    }

    fn error(&mut self, message: &MessageDescriptor) -> Option<Arc<DeclaredError>> {
        if let Some(known) = self.memory.errors.get(message.full_name()) {
            return known.clone();
        }
        let lowered = self.in_file(&message.parent_file(), |scope| scope.lower_error(message).map(Arc::new));
        self.memory.errors.insert(message.full_name().to_owned(), lowered.clone());
        lowered
    }

    fn lower_error(&mut self, message: &MessageDescriptor) -> Option<DeclaredError> {
        let errors_before = self.diagnostics.len();
        let annotation = self.annotations.error(message);
        self.check_known(&annotation);
        let said = |number: i32, name: &'static str| {
            let path = annotation.path_to(&[number]);
            let place = self.locations.place_of(&path, name);
            Said { value: (), name, path, place }
        };
        let (number, text) = (said(CODE, "code"), said(MESSAGE, "message"));
        let code = match annotation.value.code {
            0 => Some(ErrorCode::Unknown),
            code => usize::try_from(code).ok().and_then(|code| ErrorCode::ALL.get(code - 1)).copied(),
        };
        if code.is_none() {
            self.push_unknown_value(&number.with(annotation.value.code));
        }
        let context = Context {
            message: Ok(message),
            no_uuid: Some("an error reads alike wherever it is read"),
            no_workflow_type: Some("an error does not know which workflow it ends"),
        };
        let text = non_empty(&annotation.value.message).map(|template| text.with(template));
        let what = format!("the message of the error `{}`", message.name());
        let text = self.lower_template(text, &what, &context);
        if self.diagnostics.len() > errors_before {
            return None;
        }
        let name = message.full_name();
        Some(DeclaredError {
            message: lower_message(message, self.sources),
            doc: self.doc(message.path()),
            deprecated: message.descriptor_proto().options.as_ref().is_some_and(|o| o.deprecated()),
            code: code?,
            non_retryable: annotation.value.non_retryable,
            text: text.unwrap_or_else(|| Template {
                text: name.to_owned(),
                parts: vec![Part::Text(name.to_owned())],
            }),
            place: self.name_place(message.path()),
        })
    }

    fn push_error(&mut self, place: &Place, fault: String, help: String) {
        self.diagnostics
            .push(Diagnostic::error(Code::DeclaredError, fault).at(place.clone(), "this one").help(help));
    }
}
