//! Durable RPC across languages: the services of a Protobuf schema become typed Rust, TypeScript,
//! Python and Go stubs whose calls are Temporal workflows.
//!
//! One pipeline, five words: `descriptor → model → check → render → write`. Three doors make a
//! [`descriptor::Schema`] and a [`config::Config`], call [`generate`] and present the result: the
//! command line ([`cli`]), the protoc plugin ([`plugin`]) and the build script ([`configure`]).

#[cfg(feature = "cli")]
pub mod breaking;
pub mod builder;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod descriptor;
pub mod diagnostic;
pub mod messages;
pub mod model;
mod nearest;
pub mod plugin;
pub mod render;
pub mod report;
pub mod write;

pub use builder::configure;

use config::Config;
use descriptor::Schema;
use diagnostic::Diagnostics;
use render::Files;

/// Makes the stubs of every configured target, and its messages where it wants them.
///
/// # Errors
///
/// Every problem of the schema at once; what could be rendered beside them is dropped. A standard
/// generator of messages that is missing or fails.
pub fn generate(schema: &Schema, config: &Config) -> Result<Files, Diagnostics> {
    generate_and_warn(schema, config, &mut Diagnostics::new())
}

/// As [`generate`], and tells what is doubtful in a schema that can be generated for.
///
/// # Errors
///
/// As of [`generate`]; warnings are among them then.
pub fn generate_and_warn(
    schema: &Schema,
    config: &Config,
    warnings: &mut Diagnostics,
) -> Result<Files, Diagnostics> {
    let model = lower_and_warn(schema, config, warnings)?;

    let mut files = render::render(&model, config);
    files.0.extend(messages::generate(schema, config)?);
    Ok(files)
}

/// Reads the services of a schema into a checked [`model::Model`].
///
/// # Errors
///
/// Every problem of the schema at once.
pub fn lower(schema: &Schema, config: &Config) -> Result<model::Model, Diagnostics> {
    lower_and_warn(schema, config, &mut Diagnostics::new())
}

fn lower_and_warn(
    schema: &Schema,
    config: &Config,
    warnings: &mut Diagnostics,
) -> Result<model::Model, Diagnostics> {
    let mut diagnostics = schema.faults.clone();

    let model = model::lower(schema, &mut diagnostics);
    check::run(&model, config, &mut diagnostics);
    diagnostics.propagate()?;

    warnings.extend(diagnostics);
    Ok(model)
}
