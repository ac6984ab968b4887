//! Where schema files are found, and what they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use protox::file::{File, FileResolver, GoogleFileResolver};

/// The annotations' file as every schema sees it.
pub const OPTIONS_PATH: &str = "stubborn/v1/options.proto";
/// Its text.
pub const OPTIONS_SOURCE: &str = include_str!("../../proto/stubborn/v1/options.proto");

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The texts of all files that were opened, by name, shared with the resolver that opens them.
#[derive(Clone, Debug, Default)]
pub struct Sources(Arc<Mutex<BTreeMap<String, String>>>);

impl Sources {
    /// The texts so far.
    pub fn lock(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds files: the well-known ones and ours in this program, all others below the include folders.
///
/// The well-known ones come first: protox cannot read the newest `google/protobuf/descriptor.proto`,
/// which would break every schema with custom options if a folder's were taken.
pub struct Resolver {
    well_known: GoogleFileResolver,
    includes: Vec<PathBuf>,
    sources: Sources,
}

impl Resolver {
    /// Looks below `includes` in order and remembers what it opened in `sources`.
    pub fn new(includes: &[PathBuf], sources: Sources) -> Self {
        Self { well_known: GoogleFileResolver::new(), includes: includes.to_vec(), sources }
    }

    fn open_text(&self, name: &str, path: &Path) -> Result<File, protox::Error> {
        let text = read_text(name, path)?;
        let parsed = File::from_source(name, &text);
        self.sources.lock().insert(name.to_owned(), text);
        parsed
    }
}

impl FileResolver for Resolver {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        if let Ok(file) = self.well_known.open_file(name) {
            return Ok(file);
        }
        if name == OPTIONS_PATH {
            return File::from_source(name, OPTIONS_SOURCE);
        }
        match self.includes.iter().map(|include| include.join(name)).find(|path| path.is_file()) {
            Some(path) => self.open_text(name, &path),
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

/// Whether a file is in this program, wherever include folders are.
pub fn is_built_in(name: &str) -> bool {
    name == OPTIONS_PATH || GoogleFileResolver::new().open_file(name).is_ok()
}

fn read_text(name: &str, path: &Path) -> Result<String, protox::Error> {
    let bytes = std::fs::read(path)
        .map_err(|error| protox::Error::new(format!("`{name}` cannot be read: {error}")))?;
    let mut text =
        String::from_utf8(bytes).map_err(|_| protox::Error::new(format!("`{name}` is not text in UTF-8")))?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}
