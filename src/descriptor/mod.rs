//! Protobuf, and nothing of workflows: compiles or decodes a schema, and finds comments, places and
//! options in it.

mod clean;
pub mod comments;
mod compile;
mod decode;
mod digest;
mod editions;
mod external;
mod fault;
mod imports;
mod inputs;
mod load;
mod locations;
pub mod options;
mod resolve;

use std::collections::BTreeMap;
use std::path::PathBuf;

use prost_reflect::DescriptorPool;

pub use clean::{EncodedFile, for_prost, without_annotations};
pub use compile::compile;
pub use decode::{decode_changed, decode_files, decode_set, unchanged};
pub use digest::digests;
pub use editions::Editions;
pub use external::write_options;
pub use load::{Compiler, Origin, load};
pub use locations::Locations;
pub use resolve::{OPTIONS_PATH, OPTIONS_SOURCE};

use crate::diagnostic::Diagnostics;

/// A compiled schema.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Every file of it, imports included.
    pub pool: DescriptorPool,
    /// The names of the files to generate for.
    pub roots: Vec<String>,
    /// The texts of files that this process compiled, by name: carets are drawn from them.
    pub sources: BTreeMap<String, String>,
    /// Where those files are, for whoever watches them.
    pub paths: BTreeMap<String, PathBuf>,
    /// What the pool does not know of files of an edition.
    pub editions: Editions,
    /// What is wrong with files that are not in the pool for it, so that it can be told together with
    /// what is wrong in the others.
    pub faults: Diagnostics,
}
