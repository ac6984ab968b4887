//! Schema files to descriptors, in process.

use std::path::{Path, PathBuf};

use prost_reflect::{DescriptorError, DescriptorPool};
use protox::Compiler;

use super::Schema;
use super::fault;
use super::inputs::Inputs;
use super::resolve::{Resolver, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Compiles files found below include folders; a folder among the files stands for every schema
/// file below it.
///
/// # Errors
///
/// Everything that does not resolve or parse.
pub fn compile(files: &[PathBuf], includes: &[PathBuf]) -> Result<Schema, Diagnostics> {
    compile_inputs(Inputs::find(files, includes)?, &Sources::default())
}

/// Compiles files that were found. What was opened is left in `sources` if it fails.
pub fn compile_inputs(inputs: Inputs, sources: &Sources) -> Result<Schema, Diagnostics> {
    let (pools, faults) = compile_in_rounds(&inputs, sources);
    if !faults.is_empty() {
        return Err(fault::explain(&faults, &sources.lock().texts, &inputs));
    }
    let pool = merge(pools).map_err(|error| {
        let message = format!("the compiled files do not fit together: {error}");
        Diagnostic::error(Code::DoesNotCompile, message)
    })?;
    let sources = std::mem::take(&mut sources.lock().texts);
    Ok(Schema { pool, roots: inputs.names, sources, ..Schema::default() })
}

/// Compiles in rounds. What fails is tried again without the others around it, since protox takes
/// packages for visible that a file does not import, and then says that a name behind one is not
/// defined. What fails first in a round fails for good, as does all if nothing succeeds.
fn compile_in_rounds(inputs: &Inputs, sources: &Sources) -> (Vec<DescriptorPool>, Vec<protox::Error>) {
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
                faults.push(error);
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
fn merge(mut pools: Vec<DescriptorPool>) -> Result<DescriptorPool, DescriptorError> {
    let mut merged = pools.remove(0);
    for pool in pools {
        for file in pool.files() {
            if merged.get_file_by_name(file.name()).is_none() {
                merged.decode_file_descriptor_proto(file.encode_to_vec().as_slice())?;
            }
        }
    }
    Ok(merged)
}
