//! One case a combination of variables, client and worker.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::template::{Side, Template};
use super::text::substitute;
use crate::language::{Language, Pair, Peer};

/// A case that can be run.
#[derive(Clone, Debug)]
pub struct Case {
    /// `basic/greet[Greet]`: the template's name and, where it has variables, their values.
    pub name: String,
    pub pair: Pair,
    /// Where the workers are.
    pub namespace: String,
    /// What its steps may name.
    pub variables: BTreeMap<String, Value>,
    /// Not yet substituted: later steps name what earlier ones answered.
    pub steps: Vec<Value>,
}

/// Which languages take part.
#[derive(Clone, Debug)]
pub struct Languages {
    pub clients: Vec<Language>,
    pub workers: Vec<Language>,
}

/// Every case of every template between the languages that take part.
///
/// # Errors
///
/// A variable's value names what is no variable.
pub fn expand(templates: &[Template], clients: &[Language], workers: &[Language]) -> Result<Vec<Case>> {
    let languages = Languages { clients: clients.to_vec(), workers: workers.to_vec() };
    let mut cases = Vec::new();
    for template in templates {
        for variables in combinations(&template.over) {
            for pair in pairs(template, &languages) {
                // A child's worker must take part too.
                let child = variables.get("child").and_then(Value::as_str);
                if child.is_none_or(|child| workers.iter().any(|worker| worker.as_str() == child)) {
                    cases.push(case(template, &variables, pair, cases.len())?);
                }
            }
        }
    }
    Ok(cases)
}

fn pairs(template: &Template, languages: &Languages) -> Vec<Pair> {
    let stubs = |wanted: &[Language], present: &[Language]| -> Vec<Peer> {
        wanted.iter().filter(|language| present.contains(language)).copied().map(Peer::Stub).collect()
    };
    let clients = match template.foreign {
        Some(Side::Client) => vec![Peer::Foreign],
        _ => stubs(&template.clients, &languages.clients),
    };
    let workers = match template.foreign {
        Some(Side::Worker) => vec![Peer::Foreign],
        _ => stubs(&template.workers, &languages.workers),
    };

    let with = |&client: &Peer| workers.iter().map(move |&worker| Pair { client, worker });
    clients.iter().flat_map(with).collect()
}

fn combinations(over: &BTreeMap<String, Vec<Value>>) -> Vec<BTreeMap<String, Value>> {
    let mut combinations = vec![BTreeMap::new()];
    for (name, values) in over {
        combinations = combinations
            .iter()
            .flat_map(|combination| {
                values.iter().map(|value| {
                    let mut next = combination.clone();
                    next.insert(name.clone(), value.clone());
                    next
                })
            })
            .collect();
    }
    combinations
}

fn case(template: &Template, over: &BTreeMap<String, Value>, pair: Pair, number: usize) -> Result<Case> {
    let namespace = if template.mixed { "mixed".to_owned() } else { pair.worker.to_string() };
    let mut variables = BTreeMap::from([
        ("client".to_owned(), json!(pair.client.as_str())),
        ("worker".to_owned(), json!(pair.worker.as_str())),
        ("number".to_owned(), json!(number + 1)),
        // Of one length, so that a case can fill a text up to a limit.
        ("unique".to_owned(), json!(format!("u{number:07}"))),
    ]);
    for (name, value) in over {
        let value = substitute(value, &variables).with_context(|| template.name.clone())?;
        variables.insert(name.clone(), value);
    }

    Ok(Case { name: name(template, over), pair, namespace, variables, steps: template.steps.clone() })
}

fn name(template: &Template, over: &BTreeMap<String, Value>) -> String {
    let shown: Vec<String> = over.values().map(show).collect();
    if shown.is_empty() { template.name.clone() } else { format!("{}[{}]", template.name, shown.join(", ")) }
}

/// A value that has several members is shown by its `name`.
fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(members) => name_of(members),
        other => other.to_string(),
    }
}

fn name_of(members: &Map<String, Value>) -> String {
    members
        .get("name")
        .and_then(Value::as_str)
        .map_or_else(|| Value::Object(members.clone()).to_string(), str::to_owned)
}

/// A case that is known to fail, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// A case's whole name.
    case: String,
    /// `go-python`; absent: every pair.
    pair: Option<String>,
    /// For readers of the file.
    #[serde(rename = "reason")]
    _reason: String,
}

impl Known {
    pub fn covers(&self, case: &Case) -> bool {
        self.case == case.name && self.pair.as_ref().is_none_or(|pair| *pair == case.pair.to_string())
    }
}

/// Reads the list of cases that are known to fail; no file, no cases.
pub fn known_failing(path: &Path) -> Result<Vec<Known>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_saphyr::from_str(&text).with_context(|| path.display().to_string())
}

impl Case {
    /// Whether it starts programs of its own, for which there is not room for many at a time.
    pub fn is_heavy(&self) -> bool {
        self.steps.iter().any(|step| step.get("spawn").is_some())
    }

    /// A step with the variables that are known so far.
    pub fn step(&self, index: usize, variables: &BTreeMap<String, Value>) -> Result<super::Step> {
        let value = substitute(&self.steps[index], variables)?;
        serde_json::from_value(value.clone()).with_context(|| format!("step {}: {value}", index + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(yaml: &str) -> Template {
        serde_saphyr::from_str(yaml).unwrap()
    }

    fn names(cases: &[Case]) -> Vec<String> {
        cases.iter().map(|case| format!("{} {}", case.name, case.pair)).collect()
    }

    const ALL: &[Language] = &Language::ALL;

    #[test]
    fn every_client_meets_every_worker() {
        let cases = expand(&[template("{name: a, steps: []}")], ALL, ALL).unwrap();
        assert_eq!(cases.len(), 16);
        assert_eq!(cases[1].pair.to_string(), "go-python");
        assert_eq!(cases[1].namespace, "python");
    }

    #[test]
    fn variables_multiply() {
        let template =
            template("{name: a, over: {x: [1, {name: two}], y: [p, q]}, clients: [go], steps: []}");
        let cases = expand(&[template], ALL, &[Language::Rust]).unwrap();
        assert_eq!(
            names(&cases),
            ["a[1, p] go-rust", "a[1, q] go-rust", "a[two, p] go-rust", "a[two, q] go-rust"]
        );
    }

    #[test]
    fn the_foreign_peer_takes_one_side() {
        let cases =
            expand(&[template("{name: a, foreign: client, steps: []}")], ALL, &[Language::Go]).unwrap();
        assert_eq!(names(&cases), ["a foreign-go"]);
        let cases =
            expand(&[template("{name: a, foreign: worker, steps: []}")], &[Language::Go], ALL).unwrap();
        assert_eq!(names(&cases), ["a go-foreign"]);
        assert_eq!(cases[0].namespace, "foreign");
    }

    #[test]
    fn children_are_workers_that_take_part() {
        let template = template("{name: a, mixed: true, over: {child: [go, rust]}, steps: []}");
        let cases = expand(&[template], &[Language::Go], &[Language::Go]).unwrap();
        assert_eq!(names(&cases), ["a[go] go-go"]);
        assert_eq!(cases[0].namespace, "mixed");
    }

    #[test]
    fn cases_have_names_of_their_own() {
        let cases = expand(&[template("{name: a, steps: []}")], ALL, ALL).unwrap();
        assert_ne!(cases[0].variables["unique"], cases[1].variables["unique"]);
    }

    #[test]
    fn values_of_variables_may_have_variables() {
        let template =
            template("{name: a, over: {x: [{name: b, is: \"${repeat:y:3}${unique}\"}]}, steps: []}");
        let case = &expand(&[template], ALL, ALL).unwrap()[0];
        assert_eq!(case.name, "a[b]");
        assert_eq!(case.variables["x"]["is"], "yyyu0000000");
    }

    #[test]
    fn known_failures_name_case_and_pair() {
        let cases = expand(&[template("{name: a, steps: []}")], ALL, ALL).unwrap();
        let known: Known = serde_saphyr::from_str("{case: a, pair: go-python, reason: x}").unwrap();
        assert_eq!(cases.iter().filter(|case| known.covers(case)).count(), 1);
        let known: Known = serde_saphyr::from_str("{case: a, reason: x}").unwrap();
        assert_eq!(cases.iter().filter(|case| known.covers(case)).count(), 16);
    }
}
