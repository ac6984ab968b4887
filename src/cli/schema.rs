//! Where a command reads its schema from: flags, or `stubborn.toml`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::settings::Settings;
use super::{Console, Failure};
use crate::descriptor::{self, Compiler, Origin, Schema};

/// Flags of commands that read a schema.
#[derive(Clone, Debug, Default, Args)]
pub struct SchemaFlags {
    /// Schema files, or folders for all schema files below them
    #[arg(value_name = "FILES")]
    files: Vec<PathBuf>,
    /// A folder that imports are looked up in
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    includes: Vec<PathBuf>,
    /// Who compiles the schema; auto does it in this process
    #[arg(long, value_name = "auto|protox|protoc|buf")]
    compiler: Option<Compiler>,
    /// Reads a descriptor set, of `buf build -o` or `protoc -o`, instead of compiling
    #[arg(long, value_name = "FILE", conflicts_with = "compiler")]
    descriptor_set_in: Option<PathBuf>,
    /// The configuration [default: stubborn.toml here or in a folder above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl SchemaFlags {
    /// Reads the configuration that the flags name or, if `look` says so, the nearest one.
    pub fn settings(&self, look: bool) -> Result<Settings, Failure> {
        match &self.config {
            Some(path) => Settings::read(path),
            None if look => Settings::find(),
            None => Ok(Settings::default()),
        }
    }

    /// Whether the flags say what the schema is.
    pub fn name_schema(&self) -> bool {
        !self.files.is_empty() || self.descriptor_set_in.is_some()
    }

    /// Flags go before the configuration, one by one.
    pub fn origin(&self, settings: &Settings) -> Origin {
        let choose = |flags: &[PathBuf], configured: &[PathBuf]| match flags {
            [] => settings.beside(configured),
            flags => flags.to_vec(),
        };
        let schema = &settings.schema;
        let configured_set = schema.descriptor_set.as_deref().filter(|_| !self.name_schema());
        Origin {
            files: choose(&self.files, &schema.files),
            includes: choose(&self.includes, &schema.includes),
            compiler: self.compiler.or(schema.compiler.map(|compiler| compiler.0)).unwrap_or_default(),
            descriptor_set: self.descriptor_set_in.clone().or(configured_set.map(|set| settings.at(set))),
            ..Origin::default()
        }
    }
}

/// Reads a schema while showing that it does.
pub fn load(origin: &Origin, console: &Console) -> Schema {
    let progress = console.progress("reading the schema");
    let start = Instant::now();
    let schema = descriptor::load(origin);
    drop(progress);
    // Nobody takes the pool apart: that is a fifth of a run, to give back what ends with it anyway.
    std::mem::forget(schema.pool.clone());
    console.explain(format_args!("read {} files in {:?}", schema.pool.files().len(), start.elapsed()));
    schema
}
