//! Naming a type imports its package.

use std::collections::BTreeMap;

use crate::model::Message;

use super::names::{self, Package};
use super::settings::Settings;

/// Identifiers that a package's name must not hide.
const TAKEN: [&str; 26] = [
    "activities",
    "rendered",
    "client",
    "context",
    "ctx",
    "c",
    "detail",
    "enumspb",
    "err",
    "h",
    "handle",
    "message",
    "newUUID",
    "options",
    "queue",
    "registry",
    "request",
    "run",
    "service",
    "strconv",
    "stubborn",
    "temporal",
    "update",
    "t",
    "w",
    "workers",
];

/// The packages that a file's stubs import.
#[derive(Default)]
pub struct Imports {
    /// By import path: the name in this file, if it is not the package's own.
    packages: BTreeMap<String, Import>,
}

struct Import {
    name: String,
    named: bool,
}

impl Imports {
    /// Imports a package under its own name.
    pub fn add(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        self.packages.entry(path.to_owned()).or_insert(Import { name, named: false });
    }

    /// Imports a package under a name that its path does not end in.
    pub fn add_named(&mut self, path: &str, name: &str) {
        self.packages.entry(path.to_owned()).or_insert(Import { name: name.to_owned(), named: true });
    }

    /// Imports the package that all stubs share.
    pub fn add_support(&mut self, settings: &Settings) {
        let Package { path, name } = &settings.support;
        match path.rsplit('/').next() == Some(name.as_str()) {
            true => self.add(path),
            false => self.add_named(path, name),
        }
    }

    /// A message's type, `hellov1.HelloRequest`.
    pub fn message(&mut self, message: &Message) -> String {
        let package = names::package_of(message).unwrap_or_else(|| Package {
            path: message.source.package.clone(),
            name: message.source.package.clone(),
        });
        format!("{}.{}", self.package(&package), names::message(&message.names))
    }

    fn package(&mut self, package: &Package) -> String {
        if let Some(import) = self.packages.get(&package.path) {
            return import.name.clone();
        }
        let taken = |name: &str| {
            TAKEN.contains(&name)
                || ["activity", "time", "worker", "workflow"].contains(&name)
                || self.packages.values().any(|import| import.name == name)
        };
        let numbered = (2..).map(|number| format!("{}{number}", package.name));
        let name = std::iter::once(package.name.clone()).chain(numbered).find(|name| !taken(name));
        let name = name.expect("one of endless names is free");
        let named = package.path.rsplit('/').next() != Some(name.as_str());
        self.packages.insert(package.path.clone(), Import { name: name.clone(), named });
        name
    }

    /// The lines of the import declaration: the standard library, a blank, the others.
    pub fn lines(&self) -> Vec<String> {
        let line = |(path, import): (&String, &Import)| {
            let path = super::literals::string(path);
            if import.named { format!("{} {path}", import.name) } else { path }
        };
        let standard =
            |path: &str| !path.split('/').next().unwrap_or_default().contains('.') && path != "stubborn";
        let (own, others): (Vec<_>, Vec<_>) = self.packages.iter().partition(|(path, _)| standard(path));
        let mut lines: Vec<String> = own.into_iter().map(line).collect();
        if !lines.is_empty() && !others.is_empty() {
            lines.push(String::new());
        }
        lines.extend(others.into_iter().map(line));
        lines
    }
}
