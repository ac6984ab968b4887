//! Where message and enum types come from, and what they are called in a module.

use std::collections::{BTreeMap, BTreeSet};

use super::{layout, names};
use crate::model;

/// The types of the schema that a module names, with the statements that bring them in.
#[derive(Debug, Default)]
pub struct Types {
    /// What each message module is called here.
    modules: BTreeMap<String, String>,
    /// Names for types that Python's syntax cannot reach, with their values.
    bindings: BTreeMap<String, Binding>,
}

#[derive(Debug)]
struct Binding {
    value: String,
    /// Whether type checkers cannot see what it is.
    opaque: bool,
}

/// A type as an expression and as an annotation.
#[derive(Clone, Debug)]
pub struct Type {
    pub value: String,
    pub annotation: String,
}

/// One `import` statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// `import x` stands before `from x import y`.
    from: bool,
    module: String,
    names: Vec<String>,
}

impl Import {
    pub fn from(module: &str, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Self { from: true, module: module.to_owned(), names }
    }

    pub fn module(module: &str) -> Self {
        Self { from: false, module: module.to_owned(), names: Vec::new() }
    }

    pub fn statement(&self, indent: usize) -> String {
        let Self { from, module, names } = self;
        if !from {
            return format!("import {module}");
        }
        let line = format!("from {module} import {}", names.join(", "));
        if indent + line.len() <= 88 || names.len() == 1 {
            return line;
        }
        layout::exploded(&format!("from {module} import ("), names, ")", indent)
    }
}

impl Types {
    /// For a module that names members of these.
    pub fn new(modules: impl IntoIterator<Item = String>) -> Self {
        let modules: BTreeSet<String> = modules.into_iter().collect();
        let mut last_parts: BTreeMap<&str, usize> = BTreeMap::new();
        for module in &modules {
            *last_parts.entry(last_part(module)).or_default() += 1;
        }
        let local = |module: &String| match last_parts[last_part(module)] {
            1 => last_part(module).to_owned(),
            _ => module.replace('.', "_"),
        };
        let modules = modules.iter().map(|module| (module.clone(), identifier(&local(module)))).collect();
        Self { modules, bindings: BTreeMap::new() }
    }

    pub fn message(&mut self, message: &model::Message) -> Type {
        self.named(&message.source.path, &message.names)
    }

    pub fn enumeration(&mut self, of: &model::Enum) -> Type {
        self.named(&of.source.path, &of.names)
    }

    /// A class or function of a module of stubs, which may be the one that names it.
    pub fn member(&self, module: &str, name: &str) -> String {
        self.modules.get(module).map_or_else(|| name.to_owned(), |local| format!("{local}.{name}"))
    }

    fn named(&mut self, path: &str, parts: &[String]) -> Type {
        let module = names::message_module(path);
        let local = self.modules[&module].clone();
        let unreachable = parts.iter().any(|part| !names::is_identifier(part));
        let opaque = unreachable || !is_importable(&module);
        let value = parts.iter().fold(local.clone(), |owner, part| attribute(&owner, part));
        if !opaque && !parts.iter().any(|part| names::is_mangled(part)) {
            return Type { annotation: value.clone(), value };
        }

        let name = format!("_{local}_{}", parts.join("_"));
        self.bindings.insert(name.clone(), Binding { value, opaque });
        let annotation = if opaque { "Message".to_owned() } else { name.clone() };
        Type { value: name, annotation }
    }

    /// Whether annotations name `google.protobuf.message.Message`.
    pub fn has_opaque(&self) -> bool {
        self.bindings.values().any(|binding| binding.opaque)
    }

    /// Whether `import_module` is needed.
    pub fn has_unimportable(&self) -> bool {
        self.modules.keys().any(|module| !is_importable(module))
    }

    /// Imports of well-known types.
    pub fn well_known(&self) -> Vec<Import> {
        self.imports(|module| module.starts_with("google.protobuf."))
    }

    /// Imports of other messages.
    pub fn local(&self) -> Vec<Import> {
        self.imports(|module| !module.starts_with("google.protobuf."))
    }

    fn imports(&self, wanted: impl Fn(&str) -> bool) -> Vec<Import> {
        let wanted = self.modules.iter().filter(|(module, _)| is_importable(module) && wanted(module));
        let mut imports: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
        for (module, local) in wanted {
            let (package, name) = module.rsplit_once('.').unwrap_or(("", module));
            let renamed = name != local;
            let name = if renamed { format!("{name} as {local}") } else { name.to_owned() };
            imports.entry((renamed, package.to_owned())).or_default().push(name);
        }
        let mut statements: Vec<Import> = imports.into_iter().flat_map(statements).collect();
        statements.sort();
        statements
    }

    /// Modules that no `import` can name, then types that no attribute can.
    pub fn statements(&self) -> (Vec<String>, Vec<String>) {
        let unimportable = self.modules.iter().filter(|(module, _)| !is_importable(module));
        let modules = unimportable.map(|(module, local)| format!("{local} = import_module(\"{module}\")"));
        let bindings = self.bindings.iter().map(|(name, binding)| {
            let hint = if binding.opaque { ": type[Message]" } else { "" };
            format!("{name}{hint} = {}", binding.value)
        });
        (modules.collect(), bindings.collect())
    }
}

fn statements(((renamed, package), names): ((bool, String), Vec<String>)) -> Vec<Import> {
    let import = |from, module: &str, names: Vec<String>| Import { from, module: module.to_owned(), names };
    if package.is_empty() {
        return names.into_iter().map(|name| import(false, &name, Vec::new())).collect();
    }
    if renamed {
        return names.into_iter().map(|name| import(true, &package, vec![name])).collect();
    }
    vec![import(true, &package, names)]
}

/// A member of a module, message or instance, whatever its name.
pub fn attribute(owner: &str, name: &str) -> String {
    if names::is_identifier(name) {
        format!("{owner}.{name}")
    } else {
        format!("getattr({owner}, \"{name}\")")
    }
}

fn is_importable(module: &str) -> bool {
    module.split('.').all(names::is_identifier)
}

fn last_part(module: &str) -> &str {
    module.rsplit('.').next().unwrap_or(module)
}

fn identifier(name: &str) -> String {
    if names::is_identifier(name) { name.to_owned() } else { format!("_{name}") }
}
