//! Schema files to descriptors, in process.

use std::path::{Path, PathBuf};

use prost_reflect::{DescriptorError, DescriptorPool};
use protox::Compiler;

use super::Schema;
use super::fault;
use super::inputs::Inputs;
use super::resolve::{Opened, Resolver, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Compiles files found below include folders; a folder among the files stands for every schema
/// file below it.
///
/// # Errors
///
/// Everything that is not there, does not resolve or does not parse.
pub fn compile(files: &[PathBuf], includes: &[PathBuf]) -> Result<Schema, Diagnostics> {
    let mut schema = compile_inputs(Inputs::find(files, includes));
    schema.faults.propagate()?;
    Ok(schema)
}

/// Compiles files that were found, as far as they compile.
pub fn compile_inputs(mut inputs: Inputs) -> Schema {
    let sources = Sources::default();
    let (pools, failed) = compile_in_rounds(&inputs, &sources);
    let opened = std::mem::take(&mut *sources.lock());
    let errors: Vec<protox::Error> = failed
        .into_iter()
        .map(|(name, error)| {
            inputs.names.retain(|root| *root != name);
            error
        })
        .collect();
    let mut faults = std::mem::take(&mut inputs.faults);
    faults.extend(fault::explain(&errors, &opened, &inputs));
    let pool = merge(pools).unwrap_or_else(|error| {
        let message = format!("the compiled files do not fit together: {error}");
        faults.push(Diagnostic::error(Code::DoesNotCompile, message));
        DescriptorPool::new()
    });
    let Opened { texts, paths, .. } = opened;
    Schema { pool, roots: inputs.names, sources: texts, paths, faults, ..Schema::default() }
}

type Failed = Vec<(String, protox::Error)>;

/// Compiles in rounds. What fails is tried again without the others around it, since protox takes
/// packages for visible that a file does not import, and then says that a name behind one is not
/// defined. What fails first in a round fails for good, as does all if nothing succeeds.
fn compile_in_rounds(inputs: &Inputs, sources: &Sources) -> (Vec<DescriptorPool>, Failed) {
    let (mut pools, mut faults) = (Vec::new(), Vec::new());
    let mut pending: Vec<&str> = inputs.names.iter().map(String::as_str).collect();
    while let Some(&first) = pending.first() {
        let (mut pool, failed) = open(&pending, inputs, sources);
        if !failed.is_empty() {
            // A pool is not to be trusted after a failure: prost-reflect leaves extensions behind.
            pending.retain(|name| !failed.iter().any(|(failed, _)| failed == name));
            pool = open(&pending, inputs, sources).0;
        }
        pools.push(pool);
        let stuck = pending.is_empty();
        pending.clear();
        for (name, error) in failed {
            if stuck || name == first || !fault::may_be_false(&error) {
                faults.push((name.to_owned(), error));
            } else {
                pending.push(name);
            }
        }
    }
    (pools, faults)
}

fn open<'a>(
    names: &[&'a str],
    inputs: &Inputs,
    sources: &Sources,
) -> (DescriptorPool, Vec<(&'a str, protox::Error)>) {
    let mut compiler = Compiler::with_file_resolver(Resolver::new(&inputs.includes, sources.clone()));
    compiler.include_imports(true).include_source_info(true);
    let mut failed = Vec::new();
    for &name in names {
        if let Err(error) = compiler.open_file(Path::new(name)) {
            failed.push((name, error));
        }
    }
    (compiler.descriptor_pool(), failed)
}

/// Joins pools by the names of their files.
fn merge(pools: Vec<DescriptorPool>) -> Result<DescriptorPool, DescriptorError> {
    let mut pools = pools.into_iter();
    let mut merged = pools.next().unwrap_or_default();
    for pool in pools {
        for file in pool.files() {
            if merged.get_file_by_name(file.name()).is_none() {
                merged.decode_file_descriptor_proto(file.encode_to_vec().as_slice())?;
            }
        }
    }
    Ok(merged)
}
