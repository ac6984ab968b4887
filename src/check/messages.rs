//! What a workflow takes: its worker must be able to tell the messages apart.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{IdConflictPolicy, Method, Model, Query, Signal, Taken, Update};

pub fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for method in model.services().flat_map(|(_, service)| &service.methods) {
        let workflow = method.workflow();
        check_start(method, diagnostics);
        check_unique(method, "signal", &workflow.signals, |Signal { name }| name, diagnostics);
        check_unique(method, "query", &workflow.queries, |Query { name }| name, diagnostics);
        check_unique(method, "update", &workflow.updates, |Update { name, .. }| name, diagnostics);
    }
}

/// The server refuses to fail where a signal finds its workflow running.
fn check_start(method: &Method, diagnostics: &mut Diagnostics) {
    let starts = method.workflow().signals.iter().any(|signal| signal.start);
    if starts && method.with_start_conflict_policy() == IdConflictPolicy::Fail {
        let place = method.place_of("workflow.id_conflict_policy").clone();
        diagnostics.push(
            Diagnostic::error(
                Code::MisplacedOption,
                format!("`{}` is started by a signal, and must not fail where it runs already", method.name),
            )
            .at(place, "no server takes this beside a signal")
            .help("leave it out: a plain start fails then, and a start by a signal reaches what runs"),
        );
    }
}

fn check_unique<K>(
    workflow: &Method,
    kind: &str,
    taken: &[Taken<K>],
    name: fn(&K) -> &String,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: BTreeMap<&str, &Taken<K>> = BTreeMap::new();
    for one in taken {
        let wire_name = name(&one.method.kind).as_str();
        let Some(first) = seen.insert(wire_name, one) else { continue };
        let (first_name, second_name) = (&first.method.full_name, &one.method.full_name);
        diagnostics.push(
            Diagnostic::error(
                Code::DuplicateMessage,
                format!(
                    "`{}` takes two {kind} methods of the name `{}`: `{first_name}` and `{second_name}`",
                    workflow.name,
                    wire_name.escape_debug(),
                ),
            )
            .at(one.place.clone(), "this one")
            .at(first.place.clone(), "and this one")
            .help("give one of them another `name`: the workflow could not tell them apart"),
        );
    }
}
