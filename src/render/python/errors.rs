//! Declared errors as the finished strings of their template.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids;
use super::imports::Types;
use super::layout::bracketed;
use super::literals::{Documentation, documentation};
use super::names;
use crate::model::{DeclaredError, ErrorCode, Model, Source};

/// The class of an error.
pub struct Error {
    pub full_name: String,
    pub doc: Documentation,
    /// Renders its message, unless that is the type's name.
    pub text_function: Option<String>,
    pub class_line: String,
    pub declaration: String,
}

/// The errors that some method lists, by the files that declare them, which need not be files to
/// generate: nobody else makes their classes.
pub fn by_file(model: &Model) -> BTreeMap<Arc<Source>, Vec<Arc<DeclaredError>>> {
    let mut files: BTreeMap<Arc<Source>, BTreeMap<&str, Arc<DeclaredError>>> = BTreeMap::new();
    for (_, service) in model.services() {
        let calls = service.methods.iter().flat_map(|method| &method.errors);
        let activities = service.activities.iter().flat_map(|activity| &activity.errors);
        let updates = service.updates.iter().flat_map(|update| &update.errors);
        let taken = service.methods.iter().flat_map(|method| &method.workflow().updates);
        let taken = taken.flat_map(|update| &update.method.errors);
        for error in calls.chain(activities).chain(updates).chain(taken) {
            let of_file = files.entry(error.message.source.clone()).or_default();
            of_file.insert(&error.message.full_name, error.clone());
        }
    }
    files.into_iter().map(|(source, errors)| (source, errors.into_values().collect())).collect()
}

pub fn error(error: &DeclaredError, types: &mut Types) -> Error {
    let class = names::error_class(&error.message);
    let message = types.message(&error.message);
    let function = format!("_{}_text", names::error_stem(&error.message));
    let text_function = (error.text.text != error.message.full_name)
        .then(|| ids::text_function(&function, &error.text, &message.annotation, types));
    let mut settings = vec![message.value];
    if error.code != ErrorCode::Unknown {
        settings.push(format!("code=stubborn.Code.{}", error.code.as_str()));
    }
    settings.extend(error.non_retryable.then(|| "non_retryable=True".to_owned()));
    settings.extend(text_function.is_some().then(|| format!("text={function}")));
    let base = vec![format!("stubborn.DeclaredError[{}]", message.annotation)];
    Error {
        full_name: error.message.full_name.clone(),
        doc: documentation(&error.doc, 4),
        text_function,
        class_line: bracketed(&format!("class {class}("), &base, "):", 0),
        declaration: bracketed("declaration = stubborn.Declaration(", &settings, ")", 4),
    }
}
