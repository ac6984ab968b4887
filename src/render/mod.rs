//! Model to text, a folder a target. Nothing here fails on a user's input: what could has been
//! rejected by `check`.

pub mod capability;
pub mod go;
pub mod python;
pub mod rust;
pub mod typescript;

use crate::config::{Config, Target, TargetConfig};
use crate::diagnostic::{Diagnostics, Place};
use crate::model::Model;

/// What a run makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub Vec<File>);

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub target: Target,
    /// Below the target's output folder, with forward slashes.
    pub path: String,
    pub content: Vec<u8>,
}

/// Renders every configured target.
pub fn render(model: &Model, config: &Config) -> Files {
    Files(config.targets.iter().flat_map(|target| render_target(model, target)).collect())
}

fn render_target(model: &Model, config: &TargetConfig) -> Vec<File> {
    match config.target {
        Target::Rust => rust::render(model, config),
        Target::TypeScript => typescript::render(model, config),
        Target::Python => python::render(model, config),
        Target::Go => go::render(model, config),
    }
}

/// A name that a target's stubs declare, for the check that no two meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Where the name must be unique: a module, package or class, in the target's own terms
    /// (`module hello.v1.hello_stubborn`, `class GreeterClient`).
    pub scope: String,
    pub name: String,
    /// What of the schema it is made from: `rpc hello.v1.Greeter.SayHello`.
    pub origin: String,
    pub place: Place,
}

/// Every name that a target declares for a schema.
pub fn declared_names(model: &Model, config: &TargetConfig) -> Vec<Declared> {
    match config.target {
        Target::Rust => rust::names::declared(model, config),
        Target::TypeScript => typescript::names::declared(model, config),
        Target::Python => python::names::declared(model, config),
        Target::Go => go::names::declared(model, config),
    }
}

/// Rejects what a target cannot have: a setting that does not exist, a missing `go_package`, a
/// package or method whose name has no form in the language.
pub fn check_target(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    match config.target {
        Target::Rust => rust::check(model, config, diagnostics),
        Target::TypeScript => typescript::check(model, config, diagnostics),
        Target::Python => python::check(model, config, diagnostics),
        Target::Go => go::check(model, config, diagnostics),
    }
}
