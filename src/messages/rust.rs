//! prost-build, in process.

use prost_build::{Config, Module};
use prost_types::FileDescriptorProto;

use super::Made;
use crate::descriptor::{self, Schema};
use crate::diagnostic::{Code, Diagnostic};

/// The messages as prost-build makes them by default.
pub fn generate(schema: &Schema) -> Result<Made, Diagnostic> {
    generate_with(&mut Config::new(), schema)
}

/// The messages as prost-build makes them with settings of the caller's.
///
/// # Errors
///
/// Whatever prost-build does not take.
pub fn generate_with(config: &mut Config, schema: &Schema) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let requests = descriptor::for_prost(schema)
        .into_iter()
        .filter(|file| !is_language_feature(file))
        .map(|file| (Module::from_protobuf_package_name(file.package()), file))
        .collect();
    let modules = config.generate(requests).map_err(|error| {
        Diagnostic::error(
            Code::GeneratorFailed,
            format!("prost-build cannot make the Rust messages: {error}"),
        )
    })?;
    let mut made: Made =
        modules.into_iter().map(|(module, text)| (module.to_file_name_or("_"), text.into_bytes())).collect();
    made.sort();
    Ok(made)
}

/// Settings of other languages' generators. What else is Google's own, prost-build has to see to
/// point at prost-types.
fn is_language_feature(file: &FileDescriptorProto) -> bool {
    file.name().starts_with("google/protobuf/") && !file.package().starts_with("google.protobuf")
}
