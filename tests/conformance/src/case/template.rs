use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::language::Language;

/// Variables that every case has.
const BUILT_IN: &[&str] = &["client", "worker", "number", "unique"];

/// What stands in a file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Template>,
}

/// A case before it is expanded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// `greet`; once it is read, with the file's name before it: `basic/greet`.
    pub name: String,
    /// Only these; else all.
    #[serde(default = "all_languages")]
    pub clients: Vec<Language>,
    /// Only these; else all.
    #[serde(default = "all_languages")]
    pub workers: Vec<Language>,
    /// Which side is the foreign peer, if one is.
    pub foreign: Option<Side>,
    /// Whether it runs where the workers of all languages do, each on its own queue,
    /// `all-<language>`.
    #[serde(default)]
    pub mixed: bool,
    /// Variables, each with the values it takes: a case for every combination.
    #[serde(default)]
    pub over: BTreeMap<String, Vec<Value>>,
    /// Steps, with variables in them.
    pub steps: Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Client,
    Worker,
}

fn all_languages() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// Reads every file of a folder, in the order of their names.
pub fn load(folder: &Path) -> Result<Vec<Template>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in folder.read_dir().with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        bail!("no cases (*.yaml) in {}", folder.display());
    }

    let mut templates = Vec::new();
    for path in paths {
        templates.extend(read(&path).with_context(|| path.display().to_string())?);
    }
    Ok(templates)
}

fn read(path: &Path) -> Result<Vec<Template>> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    // `y` and `no` are texts, as in YAML 1.2.
    let options = serde_saphyr::options! { strict_booleans: true };
    let mut file: File = serde_saphyr::from_str_with_options(&fs::read_to_string(path)?, options)?;
    for template in &mut file.cases {
        if let Some(name) = template.over.keys().find(|name| BUILT_IN.contains(&name.as_str())) {
            bail!("{}: the variable `{name}` has a meaning of its own", template.name);
        }
        template.name = format!("{stem}/{}", template.name);
    }
    Ok(file.cases)
}
