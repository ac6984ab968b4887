//! What the stubs declare, for the check that no two names meet.

use std::collections::BTreeSet;

use crate::config::TargetConfig;
use crate::diagnostic::Place;
use crate::model::{DeclaredError, Method, Model, Service, Source};
use crate::render::Declared;

use super::settings::Settings;
use super::{messages, names};

/// Every name that the stubs declare.
pub fn declared(model: &Model, config: &TargetConfig) -> Vec<Declared> {
    let settings = Settings::new(config);
    let mut declared = Vec::new();
    for (file, service) in model.services() {
        let Some(messages) = names::message_package(&file.source) else { continue };
        let scope = format!("package {}", names::stub_package(&messages).path);
        declared.extend(declared_by_service(&scope, service));
        declared.extend(declared_by_methods(&scope, service));
    }
    declared.extend(model.errors().into_iter().flat_map(declared_by_error));
    declared.extend(declared_files(model, &settings));
    declared
}

/// Files of one package and one name.
fn declared_files(model: &Model, settings: &Settings) -> Vec<Declared> {
    let with_services = model.files.iter().filter(|file| !file.services.is_empty());
    let services = with_services.map(|file| (&*file.source, settings.stubs_path(&file.source)));
    let with_errors: BTreeSet<&Source> = model.errors().iter().map(|error| &*error.message.source).collect();
    let errors = with_errors.into_iter().map(|source| (source, settings.errors_path(source)));
    let declare = |(source, path): (&Source, Option<String>)| {
        Some(Declared {
            scope: "output tree".to_owned(),
            name: path?,
            origin: format!("file {}", source.path),
            place: Place::file(&source.path),
        })
    };
    services.chain(errors).filter_map(declare).collect()
}

fn declared_by_error(error: &DeclaredError) -> Vec<Declared> {
    let Some(messages) = names::message_package(&error.message.source) else { return Vec::new() };
    let scope = format!("package {}", names::stub_package(&messages).path);
    let name = names::error(&error.message);
    [name.clone(), format!("New{name}")]
        .map(|name| declare(&scope, name, "message", &error.message.full_name, &error.place))
        .to_vec()
}

fn declared_by_service(scope: &str, service: &Service) -> Vec<Declared> {
    let name = names::service(service);
    let names = [
        format!("{name}TaskQueue"),
        format!("{name}Client"),
        format!("New{name}Client"),
        format!("{name}Service"),
        format!("Register{name}"),
        format!("New{name}Worker"),
        format!("New{name}Workers"),
        format!("{name}Children"),
        format!("{name}Schedules"),
        format!("{name}Tests"),
        format!("New{name}Tests"),
        format!("{name}Activities"),
        format!("{name}ActivityCalls"),
        format!("Register{name}Activities"),
        format!("New{name}ActivityWorker"),
        format!("New{name}ActivityWorkers"),
    ];
    names
        .into_iter()
        .map(|name| declare(scope, name, "service", &service.full_name, &service.place))
        .collect()
}

fn declared_by_methods(scope: &str, service: &Service) -> Vec<Declared> {
    let name = names::service(service);
    let client = format!("type {name}Client of {scope}");
    let children = format!("type {name}Children of {scope}");
    let interface = format!("type {name}Service of {scope}");
    let mut declared = Vec::new();
    for method in &service.methods {
        let own = names::method(method);
        let mut declare_in = |scope: &str, names: Vec<String>| {
            let of_method = |name| declare(scope, name, "rpc", &method.full_name, &method.place);
            declared.extend(names.into_iter().map(of_method));
        };
        declare_in(scope, package_names(service, method));
        declare_in(&client, client_names(method));
        let external = (!method.workflow().signals.is_empty()).then(|| format!("{own}External"));
        declare_in(
            &children,
            [own.clone(), format!("Start{own}"), format!("Continue{own}")]
                .into_iter()
                .chain(external)
                .collect(),
        );
        declare_in(&interface, vec![if names::takes(method) { format!("New{own}") } else { own }]);
        declared.extend(declared_by_messages(scope, service, method));
    }
    for activity in &service.activities {
        let own = names::camel(&activity.name);
        let variable = names::variable(service, activity);
        let mut declare_in = |scope: &str, names: Vec<String>| {
            let of_activity = |name| declare(scope, name, "rpc", &activity.full_name, &activity.place);
            declared.extend(names.into_iter().map(of_activity));
        };
        let constant = names::activity_type(service, activity);
        declare_in(scope, vec![constant, format!("{variable}Rendered"), variable]);
        declare_in(&format!("type {name}ActivityCalls of {scope}"), vec![format!("Start{own}"), own]);
    }
    let named = messages::named(service).into_iter();
    declared.extend(named.map(|named| declare(scope, named.name, "rpc", named.full_name, named.place)));
    declared
}

fn package_names(service: &Service, method: &Method) -> Vec<String> {
    let prefix = names::method_prefix(service, method);
    let variable = names::variable(service, method);
    let workflow = method.workflow();
    let mut names = vec![
        names::workflow_type(service, method),
        format!("{prefix}Handle"),
        format!("{prefix}Child"),
        format!("{variable}ID"),
        format!("{variable}Rendered"),
    ];
    if workflow.task_queue != service.task_queue {
        names.push(format!("{prefix}TaskQueue"));
    }
    if names::takes(method) {
        names.push(format!("{prefix}Workflow"));
    }
    if !workflow.signals.is_empty() {
        names.push(format!("{prefix}External"));
    }
    if !workflow.signals.is_empty() || !workflow.queries.is_empty() {
        names.extend([format!("{prefix}Test"), format!("New{prefix}Test")]);
    }
    let taken = |name: &str, kind: &str| format!("{variable}{}{kind}", names::camel(name));
    names.extend(workflow.signals.iter().map(|signal| taken(&signal.method.name, "Signal")));
    names.extend(workflow.queries.iter().map(|query| taken(&query.method.name, "Query")));
    for update in &workflow.updates {
        names.extend([taken(&update.method.name, "Update"), taken(&update.method.name, "UpdateID")]);
    }
    names.push(variable);
    names
}

fn client_names(method: &Method) -> Vec<String> {
    let name = names::method(method);
    let workflow = method.workflow();
    let mut names = vec![name.clone(), format!("Start{name}"), format!("{name}Handle")];
    for signal in workflow.signals.iter().filter(|taken| taken.start) {
        names.push(format!("Start{name}With{}", names::camel(&signal.method.name)));
    }
    for update in workflow.updates.iter().filter(|taken| taken.start) {
        let update = names::camel(&update.method.name);
        names.extend([format!("Start{name}With{update}"), format!("Start{name}WithStart{update}")]);
    }
    names
}

fn declared_by_messages(scope: &str, service: &Service, method: &Method) -> Vec<Declared> {
    let prefix = names::method_prefix(service, method);
    let holders = [("Handle", names::handle_methods(method)), ("Workflow", names::workflow_methods(method))];
    let mut declared = Vec::new();
    for (holder, takings) in holders {
        let scope = format!("type {prefix}{holder} of {scope}");
        let takings = takings.into_iter();
        declared.extend(
            takings.map(|taking| declare(&scope, taking.name, "rpc", taking.full_name, taking.place)),
        );
    }
    declared
}

fn declare(scope: &str, name: String, what: &str, full_name: &str, place: &Place) -> Declared {
    Declared { scope: scope.to_owned(), name, origin: format!("{what} {full_name}"), place: place.clone() }
}
