//! What the templates show: finished text, laid out.

use std::collections::BTreeSet;

use askama::Template;

use super::Package;
use super::activities::{self, ActivitiesView};
use super::calls::{Inner, MethodView};
use super::docs::{self, code};
use super::errors::{self, ErrorView};
use super::layout;
use super::messages::Messages;
use super::names::{self, ServiceNames};
use super::shadows::Shadows;
use crate::model::{Doc, Service};

/// The stubs of a package.
#[derive(Template)]
#[template(path = "rust/stubs.rs")]
pub struct Stubs {
    sources: Vec<String>,
    /// The path to the support code.
    runtime: String,
    services: Vec<ServiceView>,
    errors: Vec<ErrorView>,
}

struct ServiceView {
    names: ServiceNames,
    client_doc: String,
    child_doc: String,
    schedules_doc: String,
    interface_doc: String,
    worker_doc: String,
    module_doc: String,
    deprecated: bool,
    /// `Send + Sync + 'static`
    bounds: String,
    worker: String,
    register: String,
    worker_body: String,
    task_queues: Vec<String>,
    methods: Vec<MethodView>,
    activities: Option<ActivitiesView>,
}

/// Renders the stubs of a package.
pub fn render(package: &str, stubs: &Package, messages: &Messages) -> String {
    let depth = names::segments(package).len() + 1;
    let services: Vec<&Service> = stubs
        .files
        .iter()
        .flat_map(|file| &file.services)
        .filter(|service| super::is_called(service))
        .collect();
    let scope = Scope { package, messages, shadows: Shadows::of_services(&services) };
    let view = Stubs {
        sources: sources(stubs),
        runtime: format!("{}{}", "super::".repeat(depth), names::RUNTIME),
        errors: stubs.errors.iter().map(|error| errors::view(error, messages, &scope.shadows)).collect(),
        services: services.iter().map(|service| scope.service(service)).collect(),
    };
    let mut text = view.render().expect("writing to a string does not fail");
    text.push('\n');
    text
}

/// The schema's files that stubs are made from.
fn sources(stubs: &Package) -> Vec<String> {
    let errors = stubs.errors.iter().map(|error| &error.message.source);
    let sources = stubs.files.iter().map(|file| &file.source).chain(errors);
    let paths: BTreeSet<String> = sources.map(|source| printable(&source.path)).collect();
    paths.into_iter().collect()
}

fn printable(path: &str) -> String {
    path.escape_default().to_string()
}

/// What the stubs of a package are written in view of.
pub struct Scope<'a> {
    pub package: &'a str,
    pub messages: &'a Messages,
    /// Inside the module of the package's stubs.
    pub shadows: Shadows,
}

impl Scope<'_> {
    fn service(&self, service: &Service) -> ServiceView {
        let names = names::service(service);
        let full_name = code(&service.full_name);
        let queues = names::queues(service);
        let doc = |indent, sentence: String| docs::outer(indent, &service.doc, &[&sentence]);
        let none = Doc::default();
        let serves = match queues.as_slice() {
            [_] => format!(
                "Serves an implementation of {full_name}: all of it, on [`{}::TASK_QUEUE`].",
                names.module
            ),
            _ => format!(
                "Serves an implementation of {full_name}: all of it, with a worker for each of [`{}::TASK_QUEUES`].",
                names.module
            ),
        };
        let inner = Inner {
            scope: self,
            shadows: Shadows::of_methods(service),
            service,
            names: &names,
            queues: &queues,
        };
        ServiceView {
            client_doc: doc(0, format!("Calls {full_name}.")),
            child_doc: doc(0, format!("Calls {full_name} from a workflow, as child workflows.")),
            schedules_doc: doc(0, format!("Makes what schedules do to call {full_name}.")),
            interface_doc: interface_doc(service, &full_name),
            worker_doc: docs::outer(0, &none, &[&serves]),
            module_doc: docs::outer(
                0,
                &none,
                &[&format!("The methods of {full_name}, and where its workers poll.")],
            ),
            deprecated: service.deprecated,
            bounds: format!("{} + {} + 'static", self.shadows.path("Send"), self.shadows.path("Sync")),
            register: layout::signature(
                4,
                &format!("pub fn register<T: super::{}>", names.interface),
                &["worker: &mut rt::Registration<'_, T>".to_owned()],
                " -> rt::Result<()>",
                " {",
            ),
            worker: self.worker(&names, queues.len()),
            worker_body: inner.worker_body(),
            task_queues: inner.task_queues(),
            methods: service.methods.iter().map(|method| inner.method(method)).collect(),
            activities: activities::view(self, &inner.shadows, service, &names),
            names,
        }
    }

    fn worker(&self, names: &ServiceNames, queues: usize) -> String {
        let ServiceNames { worker, interface, .. } = names;
        let result = if queues > 1 { "ServiceWorkers" } else { "ServiceWorker" };
        layout::signature(
            0,
            &format!("pub fn {worker}<T: {interface}>"),
            &["service: T".to_owned()],
            &format!(" -> rt::{result}<T>"),
            " {",
        )
    }
}

fn interface_doc(service: &Service, full_name: &str) -> String {
    const AGAIN: &str = "A handler whose attempt gets lost is run again for the same call, which \
        [`rt::idempotency_key`] tells it, as [`rt::attempt`] does which attempt it is.";
    let implements = format!("Implements {full_name}.");
    let mut sentences = vec![&*implements];
    if service.methods.iter().any(|method| method.handler().is_some()) {
        sentences.push(AGAIN);
    }
    docs::outer(0, &service.doc, &sentences)
}
