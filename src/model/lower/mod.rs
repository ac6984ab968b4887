//! Descriptors to model. What has no form in the model is reported and left out.

mod descriptors;
mod doc;
mod kind;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

use prost_reflect::{FileDescriptor, MessageDescriptor, MethodDescriptor, ServiceDescriptor};

use super::{Doc, File, Method, Model, Service, Source};
use crate::descriptor::options::{Annotation, Annotations, ServiceOptions};
use crate::descriptor::{Locations, Schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// Lowers the files to generate.
pub fn lower(schema: &Schema, diagnostics: &mut Diagnostics) -> Model {
    let annotations = Annotations::new(&schema.pool);
    let mut sources = Sources::default();
    let mut roots: Vec<_> =
        schema.roots.iter().filter_map(|root| schema.pool.get_file_by_name(root)).collect();
    roots.sort_by(|a, b| a.name().cmp(b.name()));

    let files = roots
        .iter()
        .map(|file| {
            let text = schema.sources.get(file.name()).map(String::as_str);
            let locations = Locations::new(file, text);
            let mut scope =
                Scope { locations, annotations: &annotations, sources: &mut sources, diagnostics };
            scope.lower_file(file)
        })
        .collect();
    Model { files, descriptors: descriptors::encode(&schema.pool, &roots) }
}

/// One `Source` a file, shared by all that name it.
#[derive(Default)]
struct Sources(BTreeMap<String, Arc<Source>>);

impl Sources {
    fn get(&mut self, file: &FileDescriptor) -> Arc<Source> {
        let source = self.0.entry(file.name().to_owned()).or_insert_with(|| {
            let proto = file.file_descriptor_proto();
            Arc::new(Source {
                path: file.name().to_owned(),
                package: file.package_name().to_owned(),
                go_package: proto.options.as_ref().and_then(|options| options.go_package.clone()),
                deprecated: proto.options.as_ref().is_some_and(|options| options.deprecated()),
            })
        });
        Arc::clone(source)
    }
}

/// What lowering a file needs to know and has to tell.
struct Scope<'a> {
    locations: Locations<'a>,
    annotations: &'a Annotations,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Scope<'_> {
    fn lower_file(&mut self, file: &FileDescriptor) -> File {
        for message in file.messages() {
            self.check_message(&message);
        }
        let imports = descriptors::imports(file).iter().map(|import| self.sources.get(import)).collect();
        let services = file.services().map(|service| self.lower_service(&service)).collect();
        File { source: self.sources.get(file), imports, services }
    }

    /// Declared errors are not there yet, and no annotation is ignored.
    fn check_message(&mut self, message: &MessageDescriptor) {
        let annotation = self.annotations.error(message);
        if annotation.dynamic.is_some() {
            self.push_unsupported(&annotation.path, "(stubborn.v1.error)");
        }
        for child in message.child_messages() {
            self.check_message(&child);
        }
    }

    fn lower_service(&mut self, service: &ServiceDescriptor) -> Service {
        let annotation = self.annotations.service(service);
        self.check_service(&annotation);
        let task_queue = match annotation.value.task_queue.as_str() {
            "" => service.full_name().to_owned(),
            queue => queue.to_owned(),
        };
        let methods = service
            .methods()
            .filter_map(|method| self.lower_method(&method, &annotation, &task_queue))
            .collect();
        Service {
            name: service.name().to_owned(),
            full_name: service.full_name().to_owned(),
            doc: self.doc(service.path()),
            deprecated: service
                .service_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(|options| options.deprecated()),
            task_queue,
            methods,
            place: self.name_place(service.path()),
        }
    }

    fn lower_method(
        &mut self,
        method: &MethodDescriptor,
        service: &Annotation<ServiceOptions>,
        task_queue: &str,
    ) -> Option<Method> {
        if method.is_client_streaming() || method.is_server_streaming() {
            self.push_streaming(method);
            return None;
        }
        let kind = self.lower_kind(method, service, task_queue)?;
        Some(Method {
            name: method.name().to_owned(),
            full_name: method.full_name().to_owned(),
            doc: self.doc(method.path()),
            deprecated: method
                .method_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(|options| options.deprecated()),
            input: template::lower_message(&method.input(), self.sources),
            output: template::lower_message(&method.output(), self.sources),
            kind,
            place: self.name_place(method.path()),
        })
    }

    fn push_streaming(&mut self, method: &MethodDescriptor) {
        let side = match (method.is_client_streaming(), method.is_server_streaming()) {
            (true, true) => "requests and responses",
            (true, false) => "requests",
            _ => "responses",
        };
        let place = self.locations.place(method.path());
        self.diagnostics.push(
            Diagnostic::error(Code::Streaming, format!("rpc `{}` streams its {side}", method.name()))
                .at(place, "a call is one request and one response")
                .help("drop `stream`; for many values use a `repeated` field, or one call a value"),
        );
    }

    fn doc(&self, path: &[i32]) -> Doc {
        self.locations.comment(path).map(doc::lower).unwrap_or_default()
    }

    /// The place of a service's or method's own name.
    fn name_place(&self, path: &[i32]) -> Place {
        const NAME: i32 = 1;
        self.locations.place(&[path, &[NAME]].concat())
    }

    fn push_unsupported(&mut self, path: &[i32], what: &str) {
        let place = self.locations.place_of(path, what);
        self.diagnostics.push(
            Diagnostic::error(Code::UnsupportedAnnotation, format!("`{what}` is not supported yet"))
                .at(place, "would have no effect")
                .help("remove it; a later release will honour it"),
        );
    }
}
