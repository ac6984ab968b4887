//! Which cases a pair can run at all.

use std::collections::BTreeSet;

use anyhow::Result;
use serde_json::Value;

use super::{Case, substitute};
use crate::language::{Language, Peer};
use crate::schema::Schema;

/// Whether every language of a case has a part in the files of the schema that its steps use.
///
/// # Errors
///
/// The name of a method has a variable in it that is not there.
pub fn is_carried(case: &Case, schema: &Schema) -> Result<bool> {
    let languages = languages(case);
    for service in services(case)? {
        // What is not there is reported by the check of the case.
        let Some(service) = schema.service(&service) else { continue };
        let file = service.parent_file();
        if languages.iter().any(|language| !language.carries(file.name())) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Those of the pair, and of the children and further programs that variables name.
fn languages(case: &Case) -> BTreeSet<Language> {
    let peers = [case.pair.client, case.pair.worker].into_iter().filter_map(|peer| match peer {
        Peer::Stub(language) => Some(language),
        Peer::Foreign => None,
    });
    let named = case.variables.values().filter_map(|value| value.as_str()?.parse().ok());
    peers.chain(named).collect()
}

fn services(case: &Case) -> Result<BTreeSet<String>> {
    let mut services = BTreeSet::new();
    for step in &case.steps {
        let members = step.as_object().into_iter().flat_map(|step| step.values());
        let names = members.flat_map(|step| [step.get("method"), step.get("message")]).flatten();
        for name in names.filter(|name| name.is_string()) {
            if let Value::String(name) = substitute(name, &case.variables)? {
                services.extend(name.rsplit_once('.').map(|(service, _)| service.to_owned()));
            }
        }
    }
    Ok(services)
}
