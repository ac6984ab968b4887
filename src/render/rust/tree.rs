//! The modules of an output tree, and the names that they take.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::messages::Messages;
use super::names;
use crate::diagnostic::Place;
use crate::model::Model;
use crate::render::Declared;

/// A module with what is inside it.
#[derive(Default)]
struct Module {
    includes: Vec<String>,
    stubs: Option<String>,
    modules: BTreeMap<String, Module>,
}

/// The file of the modules of every package, `mod.rs`.
pub fn render(messages: &Messages, stubs: &BTreeSet<&str>) -> String {
    let mut root = Module::default();
    for package in messages.packages.keys() {
        root.at(package).includes.push(format!("{}.rs", names::file_stem(package)));
    }
    for package in stubs {
        root.at(package).stubs = Some(format!("{}.{}.rs", names::file_stem(package), names::STUBS));
    }
    let mut text = String::new();
    root.write(0, &mut text);
    text.push_str(RUNTIME);
    text
}

impl Module {
    fn at(&mut self, package: &str) -> &mut Self {
        names::segments(package)
            .into_iter()
            .fold(self, |module, segment| module.modules.entry(segment).or_default())
    }

    /// Items have an empty line between them.
    fn write(&self, indent: usize, text: &mut String) {
        let mut blank = "";
        for file in &self.includes {
            let _ = writeln!(text, "{:indent$}include!({});", "", super::literals::string(file));
            blank = "\n";
        }
        if let Some(file) = &self.stubs {
            let _ = writeln!(text, "{blank}{:indent$}pub mod {} {{", "", names::STUBS);
            let _ = writeln!(text, "{:1$}include!({2});", "", indent + 4, super::literals::string(file));
            let _ = writeln!(text, "{:indent$}}}", "");
            blank = "\n";
        }
        for (name, module) in &self.modules {
            text.push_str(blank);
            if indent == 0 {
                text.push_str(ALLOWED);
            }
            let _ = writeln!(text, "{:indent$}pub mod {name} {{", "");
            module.write(indent + 4, text);
            let _ = writeln!(text, "{:indent$}}}", "");
            blank = "\n";
        }
    }
}

/// A program uses a part of a schema, and the stubs of deprecated methods use each other. Names and
/// comments are the schema's, and messages are laid out as prost-build does.
const ALLOWED: &str = "\
#[allow(
    dead_code,
    deprecated,
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention
)]
";

const RUNTIME: &str = r#"
/// What stubs are made with, whatever their schema: errors, calls, handles, workers.
///
/// The crate that holds this depends on
///
/// - `temporalio-client`, `temporalio-common`, `temporalio-sdk` and `temporalio-workflow` 1.1; where
///   there is no `protoc`, `temporalio-client` with the feature `vendored-protox`;
/// - `prost` and `prost-types` 0.14, `prost-reflect` 0.16 with the feature `serde`, `serde_json` 1;
/// - `futures` 0.3, `tokio` 1 with the feature `time`, `tracing` 0.1, and `uuid` 1 with the feature `v4`.
#[allow(dead_code, unused_imports)]
pub mod stubborn_runtime {
    include!("stubborn_runtime.rs");
}
"#;

/// What the modules of messages and packages are called, where those of the stubs go.
pub fn declared(model: &Model) -> Vec<Declared> {
    let messages = Messages::of(model);
    let mut declared = Vec::new();
    let mut declare = |scope: &[String], name: &str, origin: String, place: &Place| {
        let scope =
            if scope.is_empty() { "the root".to_owned() } else { format!("module {}", scope.join("::")) };
        declared.push(Declared { scope, name: name.to_owned(), origin, place: place.clone() });
    };
    for (package, stubs) in super::packages(model) {
        let files = stubs.files.iter().map(|file| Place::file(&*file.source.path));
        let mut places = files.chain(stubs.errors.iter().map(|error| error.place.clone()));
        let place = places.next().expect("a package has stubs for something");
        let segments = names::segments(package);
        declare(&segments, names::STUBS, format!("the stubs of package {package}"), &place);
        declare(&[], names::RUNTIME, "the support code".to_owned(), &place);
        for module in messages.packages.get(package).into_iter().flatten() {
            declare(&segments, module, format!("what is inside message {package}.{module}"), &place);
        }
        for other in messages.packages.keys() {
            let inner = names::segments(other);
            if inner.len() > segments.len() && inner.starts_with(&segments) {
                let name = &inner[segments.len()];
                declare(&segments, name, format!("package {other}"), &place);
            }
            if let Some(first) = inner.first() {
                declare(&[], first, format!("package {first}"), &place);
            }
        }
    }
    declared
}
