//! A schema to its contract. What the generator refuses is not looked for here: it has refused it.

use std::collections::BTreeSet;

use prost_reflect::{MethodDescriptor, ServiceDescriptor};

use super::choice::CODE;
use super::closure::Closure;
use super::layers::non_empty;
use super::methods::Scope;
use super::{Contract, DeclaredError, Method, Service};
use crate::descriptor::options::Annotations;
use crate::descriptor::{Locations, Schema};
use crate::report::Location;

/// Lowers the services of the files to generate, and what they reach.
pub fn lower(schema: &Schema) -> Contract {
    let annotations = Annotations::new(&schema.pool);
    let mut contract = Contract::default();
    let mut closure = Closure::new(schema);

    for root in &schema.roots {
        let Some(file) = schema.pool.get_file_by_name(root) else { continue };
        let path = path_of(schema, root);
        contract.places.insert(file.package_name(), Location::file(&path));
        if file.services().len() == 0 {
            continue;
        }
        let locations = Locations::new(&file, schema.sources.get(root).map(String::as_str));
        for service in file.services() {
            let mut lowering = Lowering {
                annotations: &annotations,
                locations: &locations,
                path: &path,
                contract: &mut contract,
            };
            for method in lowering.lower_service(&service) {
                closure.reach(&method.input());
                closure.reach(&method.output());
            }
        }
    }
    lower_errors(schema, &annotations, &mut contract, &mut closure);
    let holds_any = closure.finish(&mut contract);
    if holds_any {
        let all = schema.pool.all_messages().filter(|message| {
            schema.roots.iter().any(|root| root == message.parent_file().name()) && !message.is_map_entry()
        });
        contract.any = all.map(|message| message.full_name().to_owned()).collect();
    }
    contract
}

/// A schema file as the user would open it.
pub fn path_of(schema: &Schema, name: &str) -> String {
    schema.paths.get(name).map_or_else(|| name.to_owned(), |path| path.to_string_lossy().into_owned())
}

fn lower_errors(schema: &Schema, annotations: &Annotations, contract: &mut Contract, closure: &mut Closure) {
    let listed: BTreeSet<&String> = contract.methods.values().flat_map(|method| &method.errors).collect();
    let mut errors = Vec::new();
    for name in listed {
        let Some(message) = schema.pool.get_message_by_name(name) else { continue };
        closure.reach(&message);
        let options = annotations.error(&message).value;
        let code = CODE.full(options.code).unwrap_or_else(|| "UNKNOWN".to_owned());
        errors.push((name.clone(), DeclaredError { code, non_retryable: options.non_retryable }));
    }
    contract.errors.extend(errors);
}

/// One service at work.
struct Lowering<'a> {
    annotations: &'a Annotations,
    locations: &'a Locations<'a>,
    path: &'a str,
    contract: &'a mut Contract,
}

impl Lowering<'_> {
    /// Lowers a service, and tells the methods that are in it.
    fn lower_service(&mut self, service: &ServiceDescriptor) -> Vec<MethodDescriptor> {
        const TASK_QUEUE: i32 = 1;
        let annotation = self.annotations.service(service);
        let name = service.full_name();
        self.record(name, service.path());
        let queue = non_empty(&annotation.value.task_queue);
        if queue.is_some() {
            let place = self.locations.place_of(&annotation.path_to(&[TASK_QUEUE]), "task_queue");
            let location = Location::of_place(&place, self.path);
            self.contract.places.insert(format!("{name}#task_queue"), location);
        }
        let task_queue = queue.unwrap_or_else(|| name.to_owned());

        let unary: Vec<MethodDescriptor> = service
            .methods()
            .filter(|method| !method.is_client_streaming() && !method.is_server_streaming())
            .collect();
        for method in &unary {
            self.record(method.full_name(), method.path());
            let scope = Scope {
                service: &annotation,
                method: self.annotations.method(method),
                descriptor: method,
                task_queue: &task_queue,
                locations: self.locations,
                path: self.path,
            };
            let lowered: Method = scope.lower(&mut self.contract.places);
            self.contract.methods.insert(method.full_name().to_owned(), lowered);
        }
        self.contract.services.insert(name.to_owned(), Service { task_queue });
        unary
    }

    fn record(&mut self, name: &str, path: &[i32]) {
        const NAME: i32 = 1;
        let place = self.locations.place(&[path, &[NAME]].concat());
        self.contract.places.insert(name, Location::of_place(&place, self.path));
    }
}
