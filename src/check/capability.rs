//! What a schema asks of a target that the target cannot carry.

use std::collections::BTreeMap;

use crate::config::{Config, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Feature, Model};
use crate::render::capability::{Capability, Limit, capability};

/// Asks of all targets at once, so that an option is spoken of once and not for each of them.
pub fn check(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    let mut asked: BTreeMap<(Place, Feature), Vec<String>> = BTreeMap::new();
    for used in model.uses() {
        asked.entry((used.place, used.feature)).or_default().push(used.method);
    }
    for ((place, feature), methods) in asked {
        let mut not_yet = Vec::new();
        for target in config.targets.iter().map(|target| target.target) {
            match capability(target, feature) {
                Capability::Full => {}
                Capability::NotYet => not_yet.push(target),
                Capability::Partial(limit) => {
                    diagnostics
                        .push(partial(target, feature, &methods, limit).at(place.clone(), "asks for it"));
                }
                Capability::Lacks(limit) => {
                    diagnostics.push(
                        lacks(target, feature, &methods, limit).at(place.clone(), "would have no effect"),
                    );
                }
            }
        }
        if !not_yet.is_empty() {
            let diagnostic = not_rendered(&not_yet, feature, &methods);
            diagnostics.push(diagnostic.at(place, "would have no effect"));
        }
    }
}

fn not_rendered(targets: &[Target], feature: Feature, methods: &[String]) -> Diagnostic {
    let targets = targets.iter().map(|target| target.as_str()).collect::<Vec<_>>().join(", ");
    let (option, of) = (feature.option(), of(methods));
    Diagnostic::error(
        Code::UnsupportedAnnotation,
        format!("`{option}` of {of} is not supported yet by the targets: {targets}"),
    )
    .help("remove it, or leave out those targets; a later release will honour it")
}

fn partial(target: Target, feature: Feature, methods: &[String], limit: Limit) -> Diagnostic {
    let (option, of) = (feature.option(), of(methods));
    Diagnostic::warning(
        Code::Capability,
        format!("{target} cannot do all of `{option}` of {of}: {}", limit.lacks),
    )
    .help(limit.instead)
}

fn lacks(target: Target, feature: Feature, methods: &[String], limit: Limit) -> Diagnostic {
    let (option, of) = (feature.option(), of(methods));
    Diagnostic::error(Code::Capability, format!("{target} cannot do `{option}` of {of}: {}", limit.lacks))
        .help(format!("{}; or leave out the target {target}", limit.instead))
}

fn of(methods: &[String]) -> String {
    match methods {
        [] => "nothing".to_owned(),
        [one] => format!("`{one}`"),
        [one, other] => format!("`{one}` and `{other}`"),
        [one, rest @ ..] => format!("`{one}` and {} others", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { lacks: "its SDK has none", instead: "do without" };

    fn methods(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("a.B.C{number}")).collect()
    }

    #[test]
    fn what_is_not_rendered_is_told_for_all_targets_at_once() {
        let diagnostic = not_rendered(&[Target::Go, Target::Rust], Feature::Signals, &methods(1));
        assert_eq!(
            diagnostic.to_string(),
            "error[SB0203]: `signal` of `a.B.C0` is not supported yet by the targets: go, rust\n  \
             help: remove it, or leave out those targets; a later release will honour it"
        );
    }

    #[test]
    fn what_an_sdk_lacks_comes_with_the_way_round() {
        assert_eq!(
            lacks(Target::Go, Feature::Memo, &methods(3), LIMIT).to_string(),
            "error[SB0505]: go cannot do `workflow.memo` of `a.B.C0` and 2 others: its SDK has none\n  \
             help: do without; or leave out the target go"
        );
        assert_eq!(
            partial(Target::Go, Feature::ChildMemo, &methods(2), LIMIT).to_string(),
            "warning[SB0505]: go cannot do all of `workflow.memo` of `a.B.C0` and `a.B.C1`: its SDK has none\n  \
             help: do without"
        );
    }
}
