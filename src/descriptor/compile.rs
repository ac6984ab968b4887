//! Schema files to descriptors, in process.

use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;
use protox::Compiler;
use protox::file::{ChainFileResolver, File, FileResolver, GoogleFileResolver, IncludeFileResolver};

use super::Schema;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The annotations' file as every schema sees it.
pub const OPTIONS_PATH: &str = "stubborn/v1/options.proto";
/// Its text.
pub const OPTIONS_SOURCE: &str = include_str!("../../proto/stubborn/v1/options.proto");

struct OptionsResolver;

impl FileResolver for OptionsResolver {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        match name {
            OPTIONS_PATH => File::from_source(name, OPTIONS_SOURCE),
            _ => Err(protox::Error::file_not_found(name)),
        }
    }
}

/// Compiles files found below include folders.
///
/// # Errors
///
/// Whatever does not resolve or parse.
pub fn compile(files: &[PathBuf], includes: &[PathBuf]) -> Result<Schema, Diagnostics> {
    let mut resolver = ChainFileResolver::new();
    resolver.add(GoogleFileResolver::new());
    resolver.add(OptionsResolver);
    for include in includes {
        resolver.add(IncludeFileResolver::new(include.clone()));
    }
    let mut compiler = Compiler::with_file_resolver(resolver);
    compiler.include_imports(true).include_source_info(true);
    let mut roots = Vec::new();
    for file in files {
        let name = relative_name(file, includes);
        compiler
            .open_file(&name)
            .map_err(|error| Diagnostic::error(Code::DoesNotCompile, error.to_string()))?;
        roots.push(name);
    }
    let pool = DescriptorPool::decode(compiler.encode_file_descriptor_set().as_slice())
        .map_err(|error| Diagnostic::error(Code::MalformedDescriptors, error.to_string()))?;
    Ok(Schema { pool, roots, ..Schema::default() })
}

fn relative_name(file: &Path, includes: &[PathBuf]) -> String {
    let relative = includes.iter().find_map(|include| file.strip_prefix(include).ok()).unwrap_or(file);
    relative.to_string_lossy().into_owned()
}
