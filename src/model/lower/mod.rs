//! Descriptors to model. What has no form in the model is reported and left out.

mod activity;
mod attribute;
mod bounds;
mod descriptors;
mod doc;
mod error;
mod kind;
mod layers;
mod message;
mod method;
mod refs;
mod service;
mod template;
mod values;
mod workflow;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
#[cfg(feature = "cli")]
pub(crate) use template::{Token, tokens};

use prost_reflect::FileDescriptor;

use super::{DeclaredError, Doc, File, Method, Model, Query, Signal, Source, Update};
use crate::descriptor::options::Annotations;
use crate::descriptor::{Locations, Schema};
use crate::diagnostic::{Diagnostics, Place};

/// Lowers the files to generate.
pub fn lower(schema: &Schema, diagnostics: &mut Diagnostics) -> Model {
    let annotations = Annotations::new(&schema.pool);
    let methods = refs::Index::new(&schema.pool);
    let taken = refs::taken(&schema.pool, &methods, &annotations);
    let mut memory = Memory { taken, methods, ..Memory::default() };
    let mut sources = Sources::default();
    let mut roots: Vec<_> =
        schema.roots.iter().filter_map(|root| schema.pool.get_file_by_name(root)).collect();
    roots.sort_by(|a, b| a.name().cmp(b.name()));

    let files = roots
        .iter()
        .map(|file| {
            let mut scope = Scope {
                file,
                locations: locations(schema, file),
                schema,
                annotations: &annotations,
                sources: &mut sources,
                memory: &mut memory,
                diagnostics,
            };
            scope.lower_file()
        })
        .collect();
    diagnostics.extend(memory.warnings);
    Model { files, descriptors: descriptors::encode(&schema.pool, &roots) }
}

fn locations<'a>(schema: &'a Schema, file: &'a FileDescriptor) -> Locations<'a> {
    Locations::new(file, schema.sources.get(file.name()).map(String::as_str))
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

/// What several methods share, by full names: lowered, and reported where that fails, just once.
#[derive(Default)]
struct Memory {
    signals: Lowered<Method<Signal>>,
    queries: Lowered<Method<Query>>,
    updates: Lowered<Method<Update>>,
    errors: Lowered<DeclaredError>,
    /// What is doubtful, apart from the errors, by which a method is judged sound.
    warnings: Diagnostics,
    /// The methods that some workflow of the schema lists.
    taken: BTreeSet<String>,
    methods: refs::Index,
}

type Lowered<T> = BTreeMap<String, Option<Arc<T>>>;

/// What lowering a file needs to know and has to tell.
struct Scope<'a> {
    file: &'a FileDescriptor,
    locations: Locations<'a>,
    schema: &'a Schema,
    annotations: &'a Annotations,
    sources: &'a mut Sources,
    memory: &'a mut Memory,
    diagnostics: &'a mut Diagnostics,
}

impl Scope<'_> {
    fn lower_file(&mut self) -> File {
        let file = self.file;
        for message in file.messages() {
            self.check_errors(&message);
        }
        let imports = descriptors::imports(file).iter().map(|import| self.sources.get(import)).collect();
        // One without methods has nothing to serve or call.
        let services = file.services().filter(|service| service.methods().len() > 0);
        let services = services.map(|service| self.lower_service(&service)).collect();
        File { source: self.sources.get(file), imports, services }
    }

    /// Looks at something that another file declares.
    fn in_file<T>(&mut self, file: &FileDescriptor, look: impl FnOnce(&mut Scope<'_>) -> T) -> T {
        if file == self.file {
            return look(self);
        }
        let mut scope = Scope {
            file,
            locations: locations(self.schema, file),
            schema: self.schema,
            annotations: self.annotations,
            sources: self.sources,
            memory: self.memory,
            diagnostics: self.diagnostics,
        };
        look(&mut scope)
    }

    fn doc(&self, path: &[i32]) -> Doc {
        self.locations.comment(path).map(doc::lower).unwrap_or_default()
    }

    /// The place of a service's, method's or message's own name.
    fn name_place(&self, path: &[i32]) -> Place {
        const NAME: i32 = 1;
        self.locations.place(&[path, &[NAME]].concat())
    }
}

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn non_zero(number: i32) -> Option<i32> {
    (number != 0).then_some(number)
}
