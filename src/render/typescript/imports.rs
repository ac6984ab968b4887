//! Naming a thing imports it; the statements are written last, sorted.

use std::collections::{BTreeMap, HashSet};

use super::layout;
use super::literals;
use super::messages::Module;
use super::settings::Extension;

/// What a module of the output tree imports.
#[derive(Debug)]
pub struct Imports {
    /// The importing module, from the tree's root, without extension.
    importer: String,
    extension: Extension,
    taken: HashSet<String>,
    /// By module and name.
    symbols: BTreeMap<Module, BTreeMap<String, Symbol>>,
}

#[derive(Debug)]
struct Symbol {
    local: String,
    /// Used as a type only.
    type_only: bool,
}

/// Globals that the templates use.
const GLOBALS: [&str; 9] =
    ["Infinity", "NaN", "Partial", "Promise", "Record", "String", "any", "undefined", "unknown"];

impl Imports {
    /// `declared` are the names that the module declares itself, which no import may have.
    pub fn new(importer: String, extension: Extension, declared: impl IntoIterator<Item = String>) -> Self {
        let taken = GLOBALS.iter().map(|name| (*name).to_owned()).chain(declared).collect();
        Self { importer, extension, taken, symbols: BTreeMap::new() }
    }

    /// Imports a value and returns what it is called here.
    pub fn value(&mut self, module: Module, name: &str) -> String {
        self.add(module, false, name)
    }

    /// Imports a type and returns what it is called here.
    pub fn ty(&mut self, module: Module, name: &str) -> String {
        self.add(module, true, name)
    }

    fn add(&mut self, module: Module, type_only: bool, name: &str) -> String {
        let symbols = self.symbols.entry(module).or_default();
        if let Some(symbol) = symbols.get_mut(name) {
            symbol.type_only &= type_only;
            return symbol.local.clone();
        }
        let aliases = (1..).map(|number| format!("{name}${number}"));
        let mut names = std::iter::once(name.to_owned()).chain(aliases);
        let local = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(local.clone());
        symbols.insert(name.to_owned(), Symbol { local: local.clone(), type_only });
        local
    }

    /// The statements: packages first, then modules of the tree.
    pub fn statements(&self) -> String {
        let statements = self.symbols.iter().flat_map(|(module, symbols)| {
            let path = literals::string(&self.path(module));
            [("import {", false), ("import type {", true)].into_iter().filter_map(move |(open, type_only)| {
                let names: Vec<String> = symbols
                    .iter()
                    .filter(|(_, symbol)| symbol.type_only == type_only)
                    .map(specifier)
                    .collect();
                let close = format!("}} from {path};");
                match &names[..] {
                    [] => None,
                    // Prettier breaks no line for one name.
                    [name] => Some(format!("{open} {name} {close}")),
                    _ => Some(layout::braces(0, open, &names, &close)),
                }
            })
        });
        statements.collect::<Vec<_>>().join("\n")
    }

    fn path(&self, module: &Module) -> String {
        match module {
            Module::Package(name) => name.clone(),
            Module::Local(path) => relative(&self.importer, path) + self.extension.suffix(),
        }
    }
}

fn specifier((name, symbol): (&String, &Symbol)) -> String {
    if *name == symbol.local { name.clone() } else { format!("{name} as {}", symbol.local) }
}

/// The way from one module of the tree to another.
fn relative(importer: &str, module: &str) -> String {
    let from: Vec<&str> = importer.split('/').collect();
    let to: Vec<&str> = module.split('/').collect();
    let folders = &from[..from.len() - 1];
    let common = folders.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folders.len() - common);
    let down = to[common..].join("/");
    if up.is_empty() { format!("./{down}") } else { up + &down }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(declared: &[&str]) -> Imports {
        let declared = declared.iter().map(|name| (*name).to_owned());
        Imports::new("hello/v1/hello_client".to_owned(), Extension::Js, declared)
    }

    fn local(path: &str) -> Module {
        Module::Local(path.to_owned())
    }

    #[test]
    fn ways_are_relative() {
        assert_eq!(relative("hello/v1/hello_client", "hello/v1/hello_pb"), "./hello_pb");
        assert_eq!(relative("hello/v1/hello_client", "stubborn/client"), "../../stubborn/client");
        assert_eq!(relative("hello_client", "stubborn/client"), "./stubborn/client");
        assert_eq!(relative("a/b/c", "a/d/e"), "../d/e");
    }

    #[test]
    fn a_name_that_is_taken_gets_an_alias() {
        let mut imports = imports(&["Greeter"]);
        assert_eq!(imports.ty(local("a_pb"), "Promise"), "Promise$1");
        assert_eq!(imports.ty(local("a_pb"), "Promise"), "Promise$1");
        assert_eq!(imports.ty(local("b_pb"), "Promise"), "Promise$2");
        assert_eq!(imports.ty(local("a_pb"), "Greeter"), "Greeter$1");
    }

    #[test]
    fn statements_are_sorted() {
        let mut imports = imports(&[]);
        imports.ty(local("hello/v1/hello_pb"), "HelloReply");
        imports.value(local("stubborn/client"), "start");
        imports.value(local("stubborn/client"), "execute");
        imports.ty(Module::Package("@temporalio/client".to_owned()), "Client");
        assert_eq!(
            imports.statements(),
            "import type { Client } from \"@temporalio/client\";\n\
             import type { HelloReply } from \"./hello_pb.js\";\n\
             import { execute, start } from \"../../stubborn/client.js\";"
        );
    }
}
