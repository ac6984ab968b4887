//! The signals, queries and updates that a workflow lists.

use std::collections::{BTreeSet, HashMap};

use prost_reflect::{DescriptorPool, FileDescriptor, MethodDescriptor, ServiceDescriptor};

use super::Scope;
use super::kind::Which;
use super::layers::Layers;
use super::method::Declared;
use super::service::which;
use crate::descriptor::options::{Annotations, MessageRef, WorkflowOptions};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Taken, Workflow};

/// Field numbers of `WorkflowOptions`, with what each lists.
const SIGNALS: (i32, &str, Which) = (20, "workflow.signals", Which::Signal);
const QUERIES: (i32, &str, Which) = (21, "workflow.queries", Which::Query);
const UPDATES: (i32, &str, Which) = (22, "workflow.updates", Which::Update);

/// Every method of a schema by its full name.
#[derive(Default)]
pub struct Index(HashMap<String, MethodDescriptor>);

impl Index {
    pub fn new(pool: &DescriptorPool) -> Self {
        let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
        Self(methods.map(|method| (method.full_name().to_owned(), method)).collect())
    }

    /// The method that a reference names, in whatever file.
    fn resolve(&self, name: &str, service: &ServiceDescriptor) -> Option<MethodDescriptor> {
        let name = name.trim_start_matches('.');
        let found = match name.contains('.') {
            true => self.0.get(name),
            false => self.0.get(&format!("{}.{name}", service.full_name())),
        };
        found.cloned()
    }
}

/// The full names of the methods that some workflow of a schema lists, in whatever file.
pub fn taken(pool: &DescriptorPool, index: &Index, annotations: &Annotations) -> BTreeSet<String> {
    let mut taken = BTreeSet::new();
    for service in pool.services() {
        let by_service = annotations.service(&service).value;
        for method in service.methods() {
            let own = annotations.method(&method).value;
            if which(&own, &by_service) != Which::Workflow {
                continue;
            }
            for options in [&own.workflow, &by_service.workflow].into_iter().flatten() {
                taken.extend(
                    listed(options)
                        .filter_map(|one| index.resolve(&one.r#ref, &service))
                        .map(|method| method.full_name().to_owned()),
                );
            }
        }
    }
    taken
}

fn listed(options: &WorkflowOptions) -> impl Iterator<Item = &MessageRef> {
    options.signals.iter().chain(&options.queries).chain(&options.updates)
}

/// Whether a file sees another: itself, and what it imports, directly or not.
pub fn is_visible(from: &FileDescriptor, file: &FileDescriptor) -> bool {
    from == file || super::descriptors::imports(from).contains(file)
}

impl Scope<'_> {
    /// The messages that a workflow takes: the service's for all workflows, then its own.
    pub fn lower_refs(
        &mut self,
        workflow: &mut Workflow,
        layers: &mut Layers<'_, WorkflowOptions>,
        declared: &Declared<'_>,
        which: Which,
    ) {
        if which == Which::Handler {
            self.check_no_refs(layers, declared);
            return;
        }
        workflow.signals = self.lower_taken(layers, declared, SIGNALS, Scope::signal);
        workflow.queries = self.lower_taken(layers, declared, QUERIES, Scope::query);
        workflow.updates = self.lower_taken(layers, declared, UPDATES, Scope::update);
    }

    fn lower_taken<K>(
        &mut self,
        layers: &mut Layers<'_, WorkflowOptions>,
        declared: &Declared<'_>,
        (number, option, which): (i32, &'static str, Which),
        lower: fn(&mut Self, &MethodDescriptor) -> Option<std::sync::Arc<crate::model::Method<K>>>,
    ) -> Vec<Taken<K>> {
        let mut taken: Vec<(bool, Taken<K>)> = Vec::new();
        for item in layers.items(number, |options| list(options, which)) {
            let MessageRef { r#ref: name, start } = item.value;
            let place = self.locations.place_of(&item.path, &format!("\"{name}\""));
            layers.places.entry(option).or_insert_with(|| place.clone());
            if *start && which == Which::Query {
                self.push_start_on_query(name, &place);
            }
            let Some(method) = self.find_ref(declared, name, which, &place) else { continue };
            let Some(lowered) = lower(self, &method) else { continue };
            let file = method.parent_file();
            let one = Taken {
                method: lowered,
                service: method.parent_service().full_name().to_owned(),
                source: self.sources.get(&file),
                start: *start,
                place,
            };
            match taken.iter_mut().find(|(_, other)| other.method.full_name == one.method.full_name) {
                Some(slot) if slot.0 && !item.by_service => *slot = (item.by_service, one),
                Some((_, first)) => {
                    let first = first.place.clone();
                    self.push_twice(declared, name, (&one.place, first));
                }
                None => taken.push((item.by_service, one)),
            }
        }
        taken.into_iter().map(|(_, one)| one).collect()
    }

    fn find_ref(
        &mut self,
        declared: &Declared<'_>,
        name: &str,
        wanted: Which,
        place: &Place,
    ) -> Option<MethodDescriptor> {
        let service = declared.method.parent_service();
        let Some(method) = self.memory.methods.resolve(name, service) else {
            self.push_unknown_ref(declared, name, wanted, place);
            return None;
        };
        let file = method.parent_file();
        if !is_visible(self.file, &file) {
            self.diagnostics.push(
                Diagnostic::error(Code::UnknownRef, format!("`{name}` is in a file that is not imported"))
                    .at(place.clone(), "names a method that this file does not see")
                    .help(format!("write `import \"{}\";`", file.name())),
            );
            return None;
        }
        let found = self.which_of(&method);
        if found == wanted {
            return Some(method);
        }
        self.push_wrong_kind(declared, &method, (found, wanted), place);
        None
    }

    fn which_of(&self, method: &MethodDescriptor) -> Which {
        let service = self.annotations.service(method.parent_service());
        which(&self.annotations.method(method).value, &service.value)
    }

    fn push_wrong_kind(
        &mut self,
        declared: &Declared<'_>,
        method: &MethodDescriptor,
        (found, wanted): (Which, Which),
        place: &Place,
    ) {
        let (from, to) = (declared.method, method);
        let list = plural(wanted);
        let diagnostic = if self.leads_to(to, from, &mut BTreeSet::new()) {
            let message = match from == to {
                true => format!("`{}` lists itself among its {list}", from.name()),
                false => format!("`{}` lists `{}`, which leads back to it", from.name(), to.name()),
            };
            Diagnostic::error(Code::RefCycle, message)
                .at(place.clone(), "a circle")
                .help("list what can be sent to the workflow: signals, queries and updates")
        } else {
            let message = format!("`{}` is {}, not {}", to.name(), found.a(), wanted.a());
            let help = match found {
                Which::Signal | Which::Query | Which::Update => format!("list it under `{}`", plural(found)),
                _ => format!(
                    "annotate `{}` with `{}: {{}}`, or name another method",
                    to.name(),
                    wanted.as_str()
                ),
            };
            Diagnostic::error(Code::RefKind, message)
                .at(place.clone(), format!("listed under `{list}`"))
                .help(help)
        };
        self.diagnostics.push(diagnostic);
    }

    /// Whether references lead from one method to another.
    fn leads_to(&self, from: &MethodDescriptor, to: &MethodDescriptor, seen: &mut BTreeSet<String>) -> bool {
        if from == to {
            return true;
        }
        if !seen.insert(from.full_name().to_owned()) || self.which_of(from) != Which::Workflow {
            return false;
        }
        let options = self.annotations.method(from).value.workflow.unwrap_or_default();
        let next: Vec<_> = listed(&options)
            .filter_map(|one| self.memory.methods.resolve(&one.r#ref, from.parent_service()))
            .collect();
        next.iter().any(|next| self.leads_to(next, to, seen))
    }

    fn push_unknown_ref(&mut self, declared: &Declared<'_>, name: &str, wanted: Which, place: &Place) {
        let service = declared.method.parent_service();
        let of_kind = |method: &MethodDescriptor| self.which_of(method) == wanted;
        let own: Vec<String> =
            service.methods().filter(of_kind).map(|method| method.name().to_owned()).collect();
        let all = self.schema.pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
        let others: Vec<String> = all.filter(of_kind).map(|method| method.full_name().to_owned()).collect();
        let known = if name.contains('.') { &others } else { &own };
        let help = match crate::nearest::nearest(name, known.iter().map(String::as_str)) {
            Some(nearest) => format!("write `{nearest}`"),
            None => {
                let ending = format!(".{name}");
                match others.iter().find(|other| other.ends_with(&ending)) {
                    Some(other) => format!("write `{other}`"),
                    None => {
                        "write the name of a method of this service, or the full name of another's".to_owned()
                    }
                }
            }
        };
        let where_to = match name.contains('.') {
            true => "no service of the schema has it".to_owned(),
            false => format!("`{}` has no such method", service.full_name()),
        };
        self.diagnostics.push(
            Diagnostic::error(Code::UnknownRef, format!("there is no {} `{name}`", wanted.as_str()))
                .at(place.clone(), where_to)
                .help(help),
        );
    }

    fn push_start_on_query(&mut self, name: &str, place: &Place) {
        self.diagnostics.push(
            Diagnostic::error(Code::StartOnQuery, format!("the query `{name}` cannot start a workflow"))
                .at(place.clone(), "`start` is for signals and updates")
                .help("remove `start`, or make the method an `update`"),
        );
    }

    fn push_twice(&mut self, declared: &Declared<'_>, name: &str, (second, first): (&Place, Place)) {
        let message = format!("`{}` lists `{name}` twice", declared.method.name());
        self.diagnostics.push(
            Diagnostic::error(Code::DuplicateMessage, message)
                .at(second.clone(), "this one")
                .at(first, "and this one")
                .help("remove one of the two"),
        );
    }

    fn check_no_refs(&mut self, layers: &Layers<'_, WorkflowOptions>, declared: &Declared<'_>) {
        for (number, _, which) in [SIGNALS, QUERIES, UPDATES] {
            let items = layers.items(number, |options| list(options, which));
            let Some(item) = items.iter().find(|item| !item.by_service) else { continue };
            let list = plural(which);
            let place = self.locations.place_of(&item.path, &format!("\"{}\"", item.value.r#ref));
            self.diagnostics.push(
                Diagnostic::error(
                    Code::RefOnHandler,
                    format!("the handler `{}` takes no {list}", declared.method.name()),
                )
                .at(place, "the workflow around a handler is generated")
                .help(format!("remove `{list}`, or make the method a `workflow`")),
            );
        }
    }
}

fn list(options: &WorkflowOptions, which: Which) -> &[MessageRef] {
    match which {
        Which::Query => &options.queries,
        Which::Update => &options.updates,
        _ => &options.signals,
    }
}

fn plural(which: Which) -> &'static str {
    match which {
        Which::Query => "queries",
        Which::Update => "updates",
        _ => "signals",
    }
}
