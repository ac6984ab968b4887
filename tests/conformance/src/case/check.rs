//! Whether a case makes sense, before anything is started for it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Call, Case, Send, Spawn, Start, Step, WithStart};
use crate::schema::{Schema, from_json, is_empty};

/// Reads every step, with made-up answers where later steps name earlier ones.
///
/// # Errors
///
/// A step that cannot be read, or names a method, message, variable or start that is not there.
pub fn check(case: &Case, schema: &Schema) -> Result<()> {
    if case.steps.is_empty() {
        bail!("{}: no steps", case.name);
    }
    let mut variables = case.variables.clone();
    let mut started = BTreeSet::new();
    for index in 0..case.steps.len() {
        let place = || format!("{}, step {}", case.name, index + 1);
        let step = case.step(index, &variables).with_context(place)?;
        check_step(&step, schema, &started).with_context(place)?;

        match step {
            Step::Start(Start { name: Some(name), .. })
            | Step::SignalWithStart(WithStart { name: Some(name), .. })
            | Step::UpdateWithStart(WithStart { name: Some(name), .. }) => {
                variables.insert(name.clone(), json!({"workflow_id": "made-up", "run_id": "made-up"}));
                started.insert(name);
            }
            Step::StartUpdate(Send { update: Some(name), .. }) => {
                variables.insert(name.clone(), json!({"update_id": "made-up"}));
                started.insert(name);
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_step(step: &Step, schema: &Schema, started: &BTreeSet<String>) -> Result<()> {
    match step {
        Step::Execute(Call { method, request, response, .. }) => {
            check_request(schema, method, request.as_ref())?;
            check_response(schema, method, response.as_ref())
        }
        Step::Start(Start { method, request, .. }) => check_request(schema, method, request.as_ref()),
        Step::Result(handle) | Step::Cancel(handle) | Step::Terminate(handle) | Step::Describe(handle) => {
            check_name(&handle.name, started)
        }
        Step::Signal(send) | Step::Query(send) | Step::Update(send) | Step::StartUpdate(send) => {
            check_name(&send.name, started)?;
            check_request(schema, &send.message, send.request.as_ref())?;
            check_response(schema, &send.message, send.response.as_ref())
        }
        Step::UpdateResult(pending) => check_name(&pending.update, started),
        Step::SignalWithStart(start) | Step::UpdateWithStart(start) => {
            check_request(schema, &start.method, start.request.as_ref())?;
            check_request(schema, &start.message, start.message_request.as_ref())?;
            check_response(schema, &start.message, start.response.as_ref())
        }
        Step::History(events) => match &events.name {
            Some(name) if !started.contains(name) => bail!("no step started `{name}`"),
            None if events.workflow_id.is_none() => bail!("no workflow is named"),
            _ => Ok(()),
        },
        Step::Spawn(Spawn { name, worker, queue, client, .. }) => match (worker, queue, client) {
            (Some(_), Some(_), None) | (None, None, Some(_)) => Ok(()),
            _ => bail!("`{name}` is either a worker with a queue or a client"),
        },
        Step::Sleep { .. } | Step::Kill { .. } => Ok(()),
    }
}

fn check_request(schema: &Schema, method: &str, request: Option<&Value>) -> Result<()> {
    let method = schema.method(method)?;
    match request {
        Some(_) if is_empty(&method.input()) => bail!("{} takes no request", method.full_name()),
        Some(request) => from_json(method.input(), request).map(drop),
        None => Ok(()),
    }
}

fn check_response(schema: &Schema, method: &str, response: Option<&Value>) -> Result<()> {
    match response {
        Some(response) if response != "echo" => {
            from_json(schema.method(method)?.output(), response).map(drop)
        }
        _ => Ok(()),
    }
}

fn check_name(name: &str, started: &BTreeSet<String>) -> Result<()> {
    if !started.contains(name) {
        bail!("no step started `{name}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::case::{expand, load};
    use crate::language::Language;

    fn schema(suite: &Path) -> Schema {
        Schema::compile(&suite.join("proto"), &suite.join("../../proto")).unwrap()
    }

    #[test]
    fn the_cases_of_the_project_make_sense() {
        let suite = Path::new(env!("CARGO_MANIFEST_DIR"));
        let schema = schema(suite);
        let mut templates = load(&suite.join("cases")).unwrap();
        templates.extend(load(&suite.join("histories")).unwrap());
        let cases = expand(&templates, &Language::ALL, &Language::ALL).unwrap();
        let faults: Vec<String> = cases
            .iter()
            .filter_map(|case| check(case, &schema).err())
            .map(|error| format!("{error:#}"))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));

        let mut names: Vec<String> =
            cases.iter().map(|case| format!("{} {}", case.name, case.pair)).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "cases have names of their own");
    }

    #[test]
    fn faults_name_case_and_step() {
        let schema = schema(Path::new(env!("CARGO_MANIFEST_DIR")));
        for (steps, fault) in [
            ("[]", "no steps"),
            ("[{execute: {method: Basic.Nothing}}]", "no method `Basic.Nothing`"),
            ("[{execute: {method: Basic.Greet, request: {nome: x}}}]", "nome"),
            ("[{execute: {method: Basic.Greet, reqest: {}}}]", "reqest"),
            ("[{result: {name: x}}]", "no step started `x`"),
            ("[{start: {method: Basic.Ping, request: {}}}]", "takes no request"),
            ("[{sleep: {ms: \"${nobody}\"}}]", "no variable `nobody`"),
        ] {
            let template = serde_saphyr::from_str(&format!("{{name: a, steps: {steps}}}")).unwrap();
            let case = &expand(&[template], &Language::ALL, &Language::ALL).unwrap()[0];
            let error = format!("{:#}", check(case, &schema).unwrap_err());
            assert!(error.starts_with("a") && error.contains(fault), "{error}");
        }
    }
}
