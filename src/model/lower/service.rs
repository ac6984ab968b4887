//! Services, and what their annotation says for all methods.

use prost_reflect::ServiceDescriptor;

use super::Scope;
use super::kind::{self, Which};
use super::layers::Said;
use crate::descriptor::options::{Annotation, ServiceOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Service;

/// Field numbers of `ServiceOptions`.
pub mod field {
    pub const DEFAULT_KIND: i32 = 2;
    pub const WORKFLOW: i32 = 3;
    pub const HANDLER: i32 = 4;
    pub const ACTIVITY: i32 = 5;
}

impl Scope<'_> {
    pub fn lower_service(&mut self, service: &ServiceDescriptor) -> Service {
        let annotation = self.annotations.service(service);
        self.check_service(&annotation);
        let mut lowered = Service {
            name: service.name().to_owned(),
            full_name: service.full_name().to_owned(),
            doc: self.doc(service.path()),
            deprecated: service
                .service_descriptor_proto()
                .options
                .as_ref()
                .is_some_and(|options| options.deprecated()),
            task_queue: super::non_empty(&annotation.value.task_queue)
                .unwrap_or_else(|| service.full_name().to_owned()),
            methods: Vec::new(),
            activities: Vec::new(),
            signals: Vec::new(),
            queries: Vec::new(),
            updates: Vec::new(),
            place: self.name_place(service.path()),
        };
        for method in service.methods() {
            self.lower_method(&method, &annotation, &mut lowered);
        }
        lowered
    }

    /// Reports what a service's annotation cannot say.
    fn check_service(&mut self, annotation: &Annotation<ServiceOptions>) {
        if !self.check_known(annotation) {
            return;
        }
        let ServiceOptions { default_kind, workflow, handler, activity, .. } = &annotation.value;
        if Which::by_default(*default_kind).is_none() {
            let path = annotation.path_to(&[field::DEFAULT_KIND]);
            let place = self.locations.place_of(&path, "default_kind");
            self.push_unknown_value(&Said { value: *default_kind, name: "default_kind", path, place });
        }
        let of_one = [
            (field::WORKFLOW, 1, "name", workflow.as_ref().is_some_and(|o| !o.name.is_empty())),
            (field::WORKFLOW, 2, "aliases", workflow.as_ref().is_some_and(|o| !o.aliases.is_empty())),
            (field::HANDLER, 1, "name", handler.as_ref().is_some_and(|o| !o.name.is_empty())),
            (field::ACTIVITY, 1, "name", activity.as_ref().is_some_and(|o| !o.name.is_empty())),
        ];
        for (message, number, name, _) in of_one.into_iter().filter(|(_, _, _, set)| *set) {
            let place = self.locations.place_of(&annotation.path_to(&[message, number]), name);
            self.diagnostics.push(
                Diagnostic::error(Code::MisplacedOption, format!("`{name}` cannot be a service's default"))
                    .at(place, "would give every method the same name")
                    .help(format!("move `{name}` to the method that it names")),
            );
        }
    }

    /// Whether nothing in an annotation is new to this version.
    pub fn check_known<T: prost::Message + Default>(&mut self, annotation: &Annotation<T>) -> bool {
        let unknown = annotation.unknown_fields();
        for (path, name) in &unknown {
            let place = self.locations.place(path);
            self.diagnostics.push(
                Diagnostic::error(
                    Code::UnknownAnnotation,
                    format!("`{name}` is an annotation of another version"),
                )
                .at(place, "unknown to this version, or not of the type that it expects")
                .help("use the `stubborn/v1/options.proto` that this version writes, or a newer stubborn"),
            );
        }
        unknown.is_empty()
    }
}

/// The kind of a method of a service.
pub fn which(method: &crate::descriptor::options::MethodOptions, service: &ServiceOptions) -> Which {
    kind::of(method).or_else(|| Which::by_default(service.default_kind)).unwrap_or(Which::Workflow)
}
