//! Where schema files are found, and what they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prost::Message;
use prost::bytes::Bytes;
use protox::file::{File, FileResolver, GoogleFileResolver};

use super::imports::Links;
use crate::diagnostic::{Code, Diagnostic, Place, reason};

/// The annotations' file as every schema sees it.
pub const OPTIONS_PATH: &str = "stubborn/v1/options.proto";
/// Its text.
pub const OPTIONS_SOURCE: &str = include_str!("../../proto/stubborn/v1/options.proto");

const BYTE_ORDER_MARK: char = '\u{feff}';

/// All files that were opened, shared with the resolver that opens them: they are wanted most when
/// compiling failed.
#[derive(Clone, Debug, Default)]
pub struct Sources(Arc<Mutex<Opened>>);

/// Files by the names that the compiler knows.
#[derive(Debug, Default)]
pub struct Opened {
    pub texts: BTreeMap<String, String>,
    pub paths: BTreeMap<String, PathBuf>,
    /// What is wrong with files that hold no text.
    pub unreadable: BTreeMap<String, Diagnostic>,
}

impl Sources {
    /// The files so far.
    pub fn lock(&self) -> MutexGuard<'_, Opened> {
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
    /// Files whose public imports are being followed, since those may lead back.
    following: Mutex<Vec<String>>,
}

impl Resolver {
    /// Looks below `includes` in order and remembers what it opened in `sources`.
    pub fn new(includes: &[PathBuf], sources: Sources) -> Self {
        Self {
            well_known: GoogleFileResolver::new(),
            includes: includes.to_vec(),
            sources,
            following: Mutex::default(),
        }
    }

    fn open_text(&self, name: &str, path: &Path) -> Result<File, protox::Error> {
        let text = self.read_text(name, path)?;
        let parsed = File::from_source(name, &text);
        let mut opened = self.sources.lock();
        opened.texts.insert(name.to_owned(), text);
        opened.paths.insert(name.to_owned(), path.to_owned());
        parsed
    }

    /// protox takes errors of a resolver's own, but says nothing of their files: those are kept here.
    fn read_text(&self, name: &str, path: &Path) -> Result<String, protox::Error> {
        read_text(path).map_err(|reason| {
            let message = format!("`{name}` cannot be read: {reason}");
            let diagnostic =
                Diagnostic::error(Code::FileNotFound, &message).at(Place::file(name), "this file");
            self.sources.lock().unreadable.insert(name.to_owned(), diagnostic);
            protox::Error::new(message)
        })
    }

    /// Adds to a file the imports that are behind two public links.
    fn flatten(&self, file: File) -> File {
        let links = links_of(&file);
        let behind = self.follow(file.name(), &links);
        let missing = links.missing(&behind.iter().map(|(name, links)| (name.as_str(), links)).collect());
        if missing == Links::default() {
            return file;
        }
        let mut proto = file.file_descriptor_proto().clone();
        proto.dependency.extend(missing.dependency);
        proto.public_dependency.extend(missing.public_dependency);
        File::from_file_descriptor_proto(proto)
    }

    /// The links of the files behind public imports. Those that cannot be opened are passed over: the
    /// compiler will come to them.
    fn follow(&self, name: &str, links: &Links) -> Vec<(String, Links)> {
        self.following().push(name.to_owned());
        let fresh = |name: &&str| !self.following().iter().any(|open| open == name);
        let behind = links.public().filter(fresh).filter_map(|name| {
            let file = self.open_file(name).ok()?;
            Some((name.to_owned(), links_of(&file)))
        });
        let behind = behind.collect();
        self.following().pop();
        behind
    }

    fn following(&self) -> MutexGuard<'_, Vec<String>> {
        self.following.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn links_of(file: &File) -> Links {
    let proto = file.file_descriptor_proto();
    Links { dependency: proto.dependency.clone(), public_dependency: proto.public_dependency.clone() }
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
            Some(path) => self.open_text(name, &path).map(|file| self.flatten(file)),
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

/// Whether a file is in this program, wherever include folders are.
pub fn is_built_in(name: &str) -> bool {
    name == OPTIONS_PATH || GoogleFileResolver::new().open_file(name).is_ok()
}

/// Whether a file is in this program or below an include folder.
pub fn is_there(name: &str, includes: &[PathBuf]) -> bool {
    is_built_in(name) || includes.iter().any(|include| include.join(name).is_file())
}

/// The descriptor of a file that is in this program.
pub fn built_in(name: &str) -> Option<Bytes> {
    let file = match name {
        OPTIONS_PATH => File::from_source(name, OPTIONS_SOURCE),
        _ => GoogleFileResolver::new().open_file(name),
    };
    Some(file.ok()?.file_descriptor_proto().encode_to_vec().into())
}

fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| reason(&error))?;
    let mut text = String::from_utf8(bytes).map_err(|error| {
        format!("it is no text in UTF-8 from byte {} on", error.utf8_error().valid_up_to())
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}
