//! What a single target cannot have.

use std::collections::BTreeMap;

use crate::config::TargetConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Model;
use crate::render::{self, Declared};

pub fn check(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    render::check_target(model, config, diagnostics);
    check_clashes(model, config, diagnostics);
}

fn check_clashes(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, String), Declared> = BTreeMap::new();
    for declared in render::declared_names(model, config) {
        let key = (declared.scope.clone(), declared.name.clone());
        match seen.get(&key) {
            Some(first) if first.origin != declared.origin => {
                diagnostics.push(clash(config, first, &declared))
            }
            Some(_) => {}
            None => {
                seen.insert(key, declared);
            }
        }
    }
}

fn clash(config: &TargetConfig, first: &Declared, second: &Declared) -> Diagnostic {
    let Declared { scope, name, origin, place } = second;
    Diagnostic::error(
        Code::NameClash,
        format!("{origin} and {} are both `{name}` in the {} {scope}", first.origin, config.target),
    )
    .at(place.clone(), "this one")
    .at(first.place.clone(), "and this one")
    .help("rename one of them; `name` in its annotation keeps the old wire name")
}
