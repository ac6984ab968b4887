//! What a schema is compared with: a lock, a descriptor set, a folder, or any of them as it was in a
//! git revision.

mod git;

use std::fs;
use std::path::{Path, PathBuf};

pub use git::{Commit, Repository};

use super::lock;

/// The value of `--against`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baseline {
    Here(Artefact),
    /// `git:REVISION[:PATH]`, the path from the repository's root, or from here if it begins with a dot.
    Git {
        revision: String,
        path: Option<String>,
    },
}

/// What a contract can be read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artefact {
    Lock(PathBuf),
    /// A `google.protobuf.FileDescriptorSet`.
    DescriptorSet(PathBuf),
    Folder(PathBuf),
}

impl Baseline {
    /// What the words mean.
    pub fn parse(text: &str) -> Self {
        let Some(revision) = text.strip_prefix("git:") else {
            return Baseline::Here(Artefact::at(Path::new(text)));
        };
        let (revision, path) = match revision.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (revision, None),
        };
        Baseline::Git { revision: revision.to_owned(), path }
    }
}

impl Artefact {
    /// What is at a path; nothing is a descriptor set, whose absence is told when it is read.
    pub fn at(path: &Path) -> Self {
        let path = path.to_owned();
        match path.extension() {
            _ if path.is_dir() => Artefact::Folder(path),
            Some(extension) if extension == "lock" => Artefact::Lock(path),
            _ if begins_like_a_lock(&path) => Artefact::Lock(path),
            _ => Artefact::DescriptorSet(path),
        }
    }
}

/// A lock may have any name.
fn begins_like_a_lock(path: &Path) -> bool {
    use std::io::Read;
    let mut begin = [0; 16];
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut begin));
    read.is_ok_and(|read| lock::HEADER.as_bytes().starts_with(&begin[..read]) && read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_they_mean() {
        let git = |revision: &str, path: Option<&str>| Baseline::Git {
            revision: revision.to_owned(),
            path: path.map(str::to_owned),
        };
        assert_eq!(Baseline::parse("git:main"), git("main", None));
        assert_eq!(Baseline::parse("git:HEAD~1:services/a"), git("HEAD~1", Some("services/a")));
        assert_eq!(Baseline::parse("git:"), git("", None));
        assert_eq!(Baseline::parse("src"), Baseline::Here(Artefact::Folder("src".into())));
        assert_eq!(Baseline::parse("old.lock"), Baseline::Here(Artefact::Lock("old.lock".into())));
        assert_eq!(Baseline::parse("old.binpb"), Baseline::Here(Artefact::DescriptorSet("old.binpb".into())));
    }
}
