//! What Rust cannot have.

use crate::config::TargetConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Model, Workflow};

/// Rejects settings that do not exist, and names that have no form in Rust.
pub fn check(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    diagnostics.extend(config.options.keys().map(|key| {
        Diagnostic::error(Code::Config, format!("Rust has no setting `{}`", key.escape_debug()))
            .help("remove it: this target has no settings")
    }));
    for file in model.files.iter().filter(|file| super::has_stubs(file)) {
        for source in [&file.source].into_iter().chain(&file.imports) {
            check_package(&source.package, &Place::file(&*file.source.path), diagnostics);
        }
        for service in &file.services {
            check_name("service", &service.name, &service.full_name, &service.place, diagnostics);
            for method in &service.methods {
                check_name("rpc", &method.name, &method.full_name, &method.place, diagnostics);
                check_messages(method.workflow(), diagnostics);
            }
            for activity in &service.activities {
                check_name("rpc", &activity.name, &activity.full_name, &activity.place, diagnostics);
            }
        }
    }
}

fn check_messages(workflow: &Workflow, diagnostics: &mut Diagnostics) {
    for taken in &workflow.signals {
        check_name("rpc", &taken.method.name, &taken.method.full_name, &taken.method.place, diagnostics);
    }
    for taken in &workflow.queries {
        check_name("rpc", &taken.method.name, &taken.method.full_name, &taken.method.place, diagnostics);
    }
    for taken in &workflow.updates {
        check_name("rpc", &taken.method.name, &taken.method.full_name, &taken.method.place, diagnostics);
    }
}

/// Names of underscores alone are left with nothing, cased.
fn check_name(kind: &str, name: &str, full_name: &str, place: &Place, diagnostics: &mut Diagnostics) {
    if is_blank(name) {
        diagnostics.push(
            Diagnostic::error(Code::ReservedName, format!("{kind} {full_name} has no name in Rust"))
                .at(place.clone(), "a name of underscores alone")
                .help("rename it; `name` in its annotation keeps the old wire name"),
        );
    }
}

fn check_package(package: &str, place: &Place, diagnostics: &mut Diagnostics) {
    if package.split('.').any(|segment| !segment.is_empty() && is_blank(segment)) {
        diagnostics.push(
            Diagnostic::error(Code::ReservedName, format!("package {package} has no module in Rust"))
                .at(place.clone(), "this file or an import of it")
                .help("rename the part of underscores alone"),
        );
    }
}

fn is_blank(name: &str) -> bool {
    name.chars().all(|char| char == '_')
}
