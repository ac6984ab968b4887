//! Methods of every kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use prost_reflect::MethodDescriptor;

use super::Scope;
use super::kind::Which;
use super::service::which;
use super::template::lower_message;
use crate::descriptor::options::{Annotation, MethodOptions, ServiceOptions};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{DeclaredError, Kind, Method, Service};

/// Field numbers of `MethodOptions`.
pub mod field {
    pub const WORKFLOW: i32 = 1;
    pub const HANDLER: i32 = 2;
    pub const ACTIVITY: i32 = 3;
    pub const SIGNAL: i32 = 4;
    pub const QUERY: i32 = 5;
    pub const UPDATE: i32 = 6;
    pub const ERRORS: i32 = 7;
}

/// A method with what the schema says of it.
pub struct Declared<'a> {
    pub method: &'a MethodDescriptor,
    pub annotation: &'a Annotation<MethodOptions>,
    pub service: &'a Annotation<ServiceOptions>,
}

/// What a kind is, and where its options stand.
pub struct WithPlaces<K> {
    pub kind: K,
    pub places: BTreeMap<&'static str, Place>,
}

impl Scope<'_> {
    /// Adds a method to its service, if nothing is wrong with it.
    pub fn lower_method(
        &mut self,
        method: &MethodDescriptor,
        service: &Annotation<ServiceOptions>,
        into: &mut Service,
    ) {
        if self.check_streaming(method) {
            return;
        }
        let annotation = self.annotations.method(method);
        let which = which(&annotation.value, &service.value);
        let declared = Declared { method, annotation: &annotation, service };
        match which {
            Which::Signal => into.signals.extend(self.signal(method)),
            Which::Query => into.queries.extend(self.query(method)),
            Which::Update => into.updates.extend(self.update(method)),
            Which::Activity => {
                let lowered = self.sound(&declared, |scope| scope.lower_activity(&declared));
                into.activities.extend(lowered.map(Arc::new));
            }
            Which::Workflow => {
                into.methods.extend(self.sound(&declared, |scope| {
                    let WithPlaces { kind, places } = scope.lower_workflow(&declared, which)?;
                    Some(WithPlaces { kind: Kind::Workflow(kind), places })
                }));
            }
            Which::Handler => {
                into.methods.extend(self.sound(&declared, |scope| {
                    let workflow = scope.lower_workflow(&declared, which);
                    let activity = scope.lower_handler(&declared);
                    let (workflow, activity) = (workflow?, activity?);
                    let mut places = workflow.places;
                    places.extend(activity.places);
                    let activity = Box::new(activity.kind);
                    let kind = Kind::Handler { workflow: workflow.kind, activity };
                    Some(WithPlaces { kind, places })
                }));
            }
        }
    }

    /// Lowers a method whose annotation is as it should be; nothing, where anything has been reported.
    pub fn sound<K>(
        &mut self,
        declared: &Declared<'_>,
        lower: impl FnOnce(&mut Self) -> Option<WithPlaces<K>>,
    ) -> Option<Method<K>> {
        let errors_before = self.diagnostics.len();
        if self.check_known(declared.annotation) {
            self.check_one_kind(declared.method, declared.annotation);
        }
        let kind = lower(self);
        let errors = self.lower_errors(declared);
        if self.diagnostics.len() > errors_before {
            return None;
        }
        Some(self.lower_rpc(declared.method, kind?, errors))
    }

    fn lower_rpc<K>(
        &mut self,
        method: &MethodDescriptor,
        kind: WithPlaces<K>,
        errors: Vec<Arc<DeclaredError>>,
    ) -> Method<K> {
        let index = method.path().last().copied().and_then(|index| usize::try_from(index).ok());
        Method {
            name: method.name().to_owned(),
            full_name: method.full_name().to_owned(),
            doc: self.doc(method.path()),
            deprecated: method
                .method_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(|options| options.deprecated()),
            input: lower_message(&method.input(), self.sources),
            output: lower_message(&method.output(), self.sources),
            kind: kind.kind,
            errors,
            index: index.unwrap_or_default(),
            place: self.name_place(method.path()),
            options: kind.places,
        }
    }

    fn check_streaming(&mut self, method: &MethodDescriptor) -> bool {
        let side = match (method.is_client_streaming(), method.is_server_streaming()) {
            (false, false) => return false,
            (true, true) => "requests and responses",
            (true, false) => "requests",
            (false, true) => "responses",
        };
        let place = self.locations.place(method.path());
        self.diagnostics.push(
            Diagnostic::error(Code::Streaming, format!("rpc `{}` streams its {side}", method.name()))
                .at(place, "a call is one request and one response")
                .help("drop `stream`; for many values use a `repeated` field, or one call a value"),
        );
        true
    }
}
