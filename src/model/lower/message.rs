//! Signals, queries and updates, which several workflows may take.

use std::sync::Arc;

use prost_reflect::MethodDescriptor;

use super::layers::{Layers, Said};
use super::method::{Declared, WithPlaces, field};
use super::template::Context;
use super::{Lowered, Memory, Scope, non_empty, non_zero};
use crate::descriptor::options::{QueryOptions, SignalOptions, UpdateOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Method, Query, Signal, Template, Update};

const EMPTY: &str = "google.protobuf.Empty";

impl Scope<'_> {
    /// A signal, of this file or another.
    pub fn signal(&mut self, method: &MethodDescriptor) -> Option<Arc<Method<Signal>>> {
        self.remember(method, |memory| &mut memory.signals, |scope, declared| scope.lower_signal(declared))
    }

    /// A query, of this file or another.
    pub fn query(&mut self, method: &MethodDescriptor) -> Option<Arc<Method<Query>>> {
        self.remember(method, |memory| &mut memory.queries, |scope, declared| scope.lower_query(declared))
    }

    /// An update, of this file or another.
    pub fn update(&mut self, method: &MethodDescriptor) -> Option<Arc<Method<Update>>> {
        self.remember(method, |memory| &mut memory.updates, |scope, declared| scope.lower_update(declared))
    }

    fn remember<K>(
        &mut self,
        method: &MethodDescriptor,
        among: fn(&mut Memory) -> &mut Lowered<Method<K>>,
        lower: fn(&mut Scope<'_>, &Declared<'_>) -> Option<WithPlaces<K>>,
    ) -> Option<Arc<Method<K>>> {
        if let Some(known) = among(self.memory).get(method.full_name()) {
            return known.clone();
        }
        let file = method.parent_file();
        let lowered = self.in_file(&file, |scope| {
            let annotation = scope.annotations.method(method);
            let service = scope.annotations.service(method.parent_service());
            let declared = Declared { method, annotation: &annotation, service: &service };
            scope.sound(&declared, |scope| lower(scope, &declared)).map(Arc::new)
        });
        among(self.memory).insert(method.full_name().to_owned(), lowered.clone());
        lowered
    }

    fn lower_signal(&mut self, declared: &Declared<'_>) -> Option<WithPlaces<Signal>> {
        let method = declared.method;
        self.check_taken(method, "signal");
        self.warn_of_bounds(method);
        if method.output().full_name() != EMPTY {
            let place = self.name_place(method.path());
            self.diagnostics.push(
                Diagnostic::error(
                    Code::SignalReturns,
                    format!("signal `{}` returns `{}`", method.name(), method.output().full_name()),
                )
                .at(place, "nobody waits for a signal's answer")
                .help("return `google.protobuf.Empty`, or make it an `update`, which is answered"),
            );
        }
        let mut layers = Layers {
            method: declared.annotation.value.signal.as_ref(),
            service: None::<&SignalOptions>,
            method_path: declared.annotation.path_to(&[field::SIGNAL]),
            service_path: Vec::new(),
            places: [].into(),
        };
        let name = self.said(&mut layers, 1, "signal.name", |signal| non_empty(&signal.name));
        Some(WithPlaces { kind: Signal { name: wire_name(name, method) }, places: layers.places })
    }

    fn lower_query(&mut self, declared: &Declared<'_>) -> Option<WithPlaces<Query>> {
        let method = declared.method;
        self.check_taken(method, "query");
        if method.output().full_name() == EMPTY {
            let place = self.name_place(method.path());
            self.diagnostics.push(
                Diagnostic::error(
                    Code::QueryReturnsNothing,
                    format!("query `{}` returns nothing", method.name()),
                )
                .at(place, "all that a query does is to answer")
                .help("return a message, or make it a `signal` or an `update`, which can change something"),
            );
        }
        let mut layers = Layers {
            method: declared.annotation.value.query.as_ref(),
            service: None::<&QueryOptions>,
            method_path: declared.annotation.path_to(&[field::QUERY]),
            service_path: Vec::new(),
            places: [].into(),
        };
        let name = self.said(&mut layers, 1, "query.name", |query| non_empty(&query.name));
        Some(WithPlaces { kind: Query { name: wire_name(name, method) }, places: layers.places })
    }

    fn lower_update(&mut self, declared: &Declared<'_>) -> Option<WithPlaces<Update>> {
        let method = declared.method;
        self.check_taken(method, "update");
        self.warn_of_bounds(method);
        let mut layers = Layers {
            method: declared.annotation.value.update.as_ref(),
            service: None::<&UpdateOptions>,
            method_path: declared.annotation.path_to(&[field::UPDATE]),
            service_path: Vec::new(),
            places: [].into(),
        };
        let name = self.said(&mut layers, 1, "update.name", |update| non_empty(&update.name));
        let id = self.said(&mut layers, 2, "update.id", |update| non_empty(&update.id));
        let validate = self.said(&mut layers, 3, "update.validate", |update| update.validate.then_some(()));
        let stage =
            self.said(&mut layers, 4, "update.wait_for_stage", |update| non_zero(update.wait_for_stage));

        let request = method.input();
        let context = Context {
            no_workflow_type: Some("an update is sent to a workflow by its id, whatever its type"),
            ..Context::start(&request)
        };
        let what = format!("the id of `{}`", method.name());
        let id = self.lower_template(id, &what, &context);
        let kind = Update {
            name: wire_name(name, method),
            id: id.unwrap_or_else(Template::uuid),
            validate: validate.is_some(),
            wait_for_stage: self.lower_enum(stage).unwrap_or_default(),
        };
        Some(WithPlaces { kind, places: layers.places })
    }

    fn check_taken(&mut self, method: &MethodDescriptor, kind: &str) {
        if self.memory.taken.contains(method.full_name()) {
            return;
        }
        let place = self.name_place(method.path());
        self.diagnostics.push(
            Diagnostic::error(Code::Unreachable, format!("no workflow takes the {kind} `{}`", method.name()))
                .at(place, "could be sent to nobody")
                .help(format!(
                    "list it at the workflow that takes it: `{}: [{{ ref: \"{}\" }}]`",
                    match kind {
                        "query" => "queries".to_owned(),
                        kind => format!("{kind}s"),
                    },
                    method.name(),
                )),
        );
    }
}

fn wire_name(name: Option<Said<String>>, method: &MethodDescriptor) -> String {
    name.map_or_else(|| method.full_name().to_owned(), |name| name.value)
}
