//! Names of the standard library that the schema takes.

use std::collections::BTreeSet;

use super::names;
use crate::model::{Service, Workflow};

/// The names that a module declares itself, so that they mean nothing else in it.
pub struct Shadows(BTreeSet<String>);

impl Shadows {
    /// In the module of a package's stubs.
    pub fn of_services(services: &[&Service]) -> Self {
        let declared = services.iter().flat_map(|service| {
            let names = names::service(service);
            let calls = [names.interface, names.client, names.child_client];
            calls.into_iter().chain([names.schedules, names.activities, names.activity_client])
        });
        Self(declared.collect())
    }

    /// In the module of a service's methods.
    pub fn of_methods(service: &Service) -> Self {
        let declared = service.methods.iter().flat_map(|method| {
            let names = names::method(method);
            [names.marker, names.workflow, names.context]
        });
        let activities = service.activities.iter().map(|activity| names::call(&activity.name).marker);
        Self(declared.chain(activities).collect())
    }

    /// In the module of a workflow's messages.
    pub fn of_messages(workflow: &Workflow) -> Self {
        let signals = workflow.signals.iter().map(|taken| &taken.method.name);
        let queries = workflow.queries.iter().map(|taken| &taken.method.name);
        let updates = workflow.updates.iter().map(|taken| &taken.method.name);
        Self(signals.chain(queries).chain(updates).map(|name| names::message(name).marker).collect())
    }

    /// A name that is known everywhere, or the whole path to it where it is not.
    pub fn path(&self, name: &'static str) -> &'static str {
        if !self.0.contains(name) {
            return name;
        }
        match name {
            "Default" => "::core::default::Default",
            "Future" => "::core::future::Future",
            "Into" => "::core::convert::Into",
            "None" => "::core::option::Option::None",
            "Option" => "::core::option::Option",
            "Send" => "::core::marker::Send",
            "Some" => "::core::option::Option::Some",
            "String" => "::std::string::String",
            "Sync" => "::core::marker::Sync",
            _ => name,
        }
    }
}
