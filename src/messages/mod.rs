//! The standard generators of messages, each language's own: they get the descriptors that this
//! process has compiled, without our annotations, so that what they make imports nothing of ours.

mod go;
mod plugin;
mod python;
mod rust;
mod tool;
mod typescript;

use crate::config::{Config, Target, TargetConfig};
use crate::descriptor::{self, EncodedFile, Schema};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render::File;

pub use rust::generate_with as generate_rust_with;

/// Runs the standard generator of every target that wants its messages, all at once.
///
/// # Errors
///
/// Every generator that is missing or fails.
pub fn generate(schema: &Schema, config: &Config) -> Result<Vec<File>, Diagnostics> {
    let wanted: Vec<&TargetConfig> = config.targets.iter().filter(|target| target.messages).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let input = Input::new(schema);
    let results: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> =
            wanted.iter().map(|target| scope.spawn(|| generate_target(schema, &input, target))).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut files = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for result in results {
        match result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
            Ok(made) => files.extend(made),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    diagnostics.propagate()?;
    Ok(files)
}

fn generate_target(schema: &Schema, input: &Input, config: &TargetConfig) -> Result<Vec<File>, Diagnostic> {
    let made = match config.target {
        Target::Rust => rust::generate(schema),
        Target::TypeScript => typescript::generate(input, config),
        Target::Python => python::generate(input, config),
        Target::Go => go::generate(input, config),
    };
    let file = |(path, content)| File { target: config.target, path, content };
    Ok(made?.into_iter().map(file).collect())
}

/// What a generator makes: paths below the output folder, and contents.
type Made = Vec<(String, Vec<u8>)>;

/// What the generators are given.
struct Input {
    roots: Vec<String>,
    /// Dependencies first.
    files: Vec<EncodedFile>,
}

impl Input {
    fn new(schema: &Schema) -> Self {
        Self { roots: schema.roots.clone(), files: descriptor::without_annotations(schema) }
    }

    /// The files that messages are wanted of: those to generate, and what they import unless every
    /// language's runtime library has it.
    fn own_files(&self) -> impl Iterator<Item = &EncodedFile> {
        let part_of_runtime = |file: &&EncodedFile| file.name.starts_with("google/protobuf/");
        self.files.iter().filter(move |file| self.roots.contains(&file.name) || !part_of_runtime(file))
    }
}
