//! Loads what `--against` names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::schema::SchemaFlags;
use super::settings::{FILE_NAME, Settings};
use super::{Console, Failure, schema};
use crate::breaking::baseline::{Artefact, Baseline, Commit, Repository};
use crate::breaking::contract::{self, Contract};
use crate::breaking::lock::{self, Lock};
use crate::config::Config;
use crate::descriptor::{self, Origin, Schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, reason};

/// What a schema is compared with.
#[derive(Debug)]
pub struct Loaded {
    /// How it is told: `git:main`.
    pub name: String,
    pub contract: Contract,
    /// The lock that it is, if it is one.
    pub lock: Option<Lock>,
    /// The configuration that is part of it, if there is one.
    pub settings: Option<Settings>,
}

/// Loads a baseline; flags and settings are those of the schema that is compared with it, and a
/// descriptor set is read without the files to be skipped.
pub fn load(
    text: &str,
    flags: &SchemaFlags,
    settings: &Settings,
    skipped: &BTreeSet<String>,
    console: &Console,
) -> Result<Loaded, Failure> {
    let loader = Loader { text, flags, settings, skipped, console };
    match Baseline::parse(text) {
        Baseline::Git { revision, path } => loader.load_commit(&revision, path.as_deref()),
        Baseline::Here(artefact) => loader.load_here(&artefact, &Names::default()),
    }
}

/// The files that a descriptor set shares with the one that it is compared with: nothing can be
/// found in them. That spares a large schema, of which a change touches little, most of the work.
pub fn unchanged(text: &str, origin: &Origin) -> BTreeSet<String> {
    let (Baseline::Here(Artefact::DescriptorSet(before)), Some(after)) =
        (Baseline::parse(text), &origin.descriptor_set)
    else {
        return BTreeSet::new();
    };
    match (fs::read(before), fs::read(after)) {
        (Ok(before), Ok(after)) if origin.files.is_empty() => descriptor::unchanged(before, after),
        _ => BTreeSet::new(),
    }
}

/// The lock beside a configuration; `None` where there is none.
pub fn read_lock(path: &Path) -> Result<Option<Lock>, Failure> {
    read_lock_as(path, &path.to_string_lossy())
}

fn read_lock_as(path: &Path, name: &str) -> Result<Option<Lock>, Failure> {
    lock::read(path, name).map_err(|(diagnostic, text)| {
        let texts = text.map(|text| (name.to_owned(), text)).into_iter().collect();
        Failure { diagnostics: diagnostic.into(), texts }
    })
}

/// The contract of a schema that the generator would take.
pub fn contract_of(schema: Schema) -> Result<Contract, Failure> {
    match crate::lower(&schema, &Config::default()) {
        Ok(_) => Ok(contract::lower(&schema)),
        Err(diagnostics) => Err(Failure { diagnostics, texts: schema.sources }),
    }
}

/// How files are told that are in a temporary folder: by what they were copied from.
#[derive(Debug, Default)]
struct Names {
    folder: PathBuf,
    /// `git:main:`.
    prefix: String,
}

impl Names {
    fn of(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.folder) {
            Ok(inside) if !self.prefix.is_empty() => {
                PathBuf::from(format!("{}{}", self.prefix, slashed(inside).unwrap_or_default()))
            }
            _ => path.to_owned(),
        }
    }
}

/// A baseline that is being loaded.
struct Loader<'a> {
    text: &'a str,
    flags: &'a SchemaFlags,
    settings: &'a Settings,
    skipped: &'a BTreeSet<String>,
    console: &'a Console,
}

impl Loader<'_> {
    fn load_here(&self, artefact: &Artefact, names: &Names) -> Result<Loaded, Failure> {
        match artefact {
            Artefact::Lock(path) => self.load_lock(path, names),
            Artefact::DescriptorSet(path) => {
                let set = Origin {
                    descriptor_set: Some(path.clone()),
                    skipped: self.skipped.clone(),
                    ..Origin::default()
                };
                self.load_schema(&set, names, None)
            }
            Artefact::Folder(folder) => {
                let own = folder.join(FILE_NAME);
                let own = own.is_file().then(|| Settings::read(&own)).transpose();
                let own = own.map_err(|failure| self.fail(failure, names))?;
                let origin = self.origin_below(folder, own.as_ref());
                self.load_schema(&origin, names, own)
            }
        }
    }

    fn load_lock(&self, path: &Path, names: &Names) -> Result<Loaded, Failure> {
        let name = names.of(path).to_string_lossy().into_owned();
        let lock = read_lock_as(path, &name).map_err(|failure| self.fail(failure, names))?;
        let Some(lock) = lock else {
            let place = Place::file(name);
            return Err(Diagnostic::error(Code::Baseline, "there is no such lock")
                .at(place, "this file")
                .into());
        };
        let contract = lock.contract.clone();
        Ok(Loaded { name: self.text.to_owned(), contract, lock: Some(lock), settings: None })
    }

    fn load_schema(&self, origin: &Origin, names: &Names, own: Option<Settings>) -> Result<Loaded, Failure> {
        let mut schema = schema::load(origin, self.console);
        for path in schema.paths.values_mut() {
            *path = names.of(path);
        }
        let paths = schema.paths.clone();
        let contract = contract_of(schema).map_err(|mut failure| {
            for (name, path) in paths {
                failure.rename(&name, &path.to_string_lossy());
            }
            self.fail(failure, names)
        })?;
        Ok(Loaded { name: self.text.to_owned(), contract, lock: None, settings: own })
    }

    /// A folder's own configuration says what is in it; else it is laid out as what is compared with
    /// it, or all of it is the schema.
    fn origin_below(&self, folder: &Path, own: Option<&Settings>) -> Origin {
        if let Some(own) = own.filter(|own| !own.schema.is_unset()) {
            return SchemaFlags::default().origin(own);
        }
        let configured = &self.settings.schema;
        let alike = |path: &PathBuf| path.is_relative() && folder.join(path).exists();
        let roots = || configured.files.iter().chain(&configured.includes).chain(&configured.descriptor_set);
        if !configured.is_unset() && roots().all(alike) {
            let below = |paths: &[PathBuf]| paths.iter().map(|path| folder.join(path)).collect();
            return Origin {
                files: below(&configured.files),
                includes: below(&configured.includes),
                descriptor_set: configured.descriptor_set.as_ref().map(|set| folder.join(set)),
                ..self.flags.origin(self.settings)
            };
        }
        let compiler = self.flags.origin(self.settings).compiler;
        Origin { includes: vec![folder.to_owned()], compiler, ..Origin::default() }
    }

    fn load_commit(&self, revision: &str, path: Option<&str>) -> Result<Loaded, Failure> {
        let repository = Repository::find(&self.settings.at(Path::new("")))?;
        let commit = repository.commit(revision)?;
        let base = match path {
            None => repository.prefix().to_owned(),
            Some(path) if path.starts_with('.') => {
                let here = Repository::find(Path::new(""))?;
                slashed(&Path::new(here.prefix()).join(path)).unwrap_or_default()
            }
            Some(path) => path.trim_matches('/').to_owned(),
        };
        let folder = tempfile::tempdir().and_then(|folder| Ok((folder.path().canonicalize()?, folder)));
        let (root, _folder) = folder.map_err(|error| {
            Diagnostic::error(Code::CannotWrite, format!("there is no temporary folder: {}", reason(&error)))
        })?;
        let names = Names { folder: root.clone(), prefix: commit.name("") };
        let copy = Copy { commit: &commit, repository: &repository, root: &root };
        match commit.is_folder(&base)? {
            None => Err(commit.missing(&base)?.into()),
            Some(false) => {
                commit.extract(std::slice::from_ref(&base), |_| true, &root)?;
                self.load_here(&Artefact::at(&root.join(&base)), &names)
            }
            Some(true) => self.load_folder_of(&copy, &base, &names),
        }
    }

    fn load_folder_of(&self, copy: &Copy<'_>, base: &str, names: &Names) -> Result<Loaded, Failure> {
        let folder = copy.root.join(base);
        let file = slashed(&Path::new(base).join(FILE_NAME)).unwrap_or_default();
        copy.commit.extract(&[file], |_| true, copy.root)?;
        let own = folder.join(FILE_NAME);
        let own = own.is_file().then(|| Settings::read(&own)).transpose();
        let own = own.map_err(|failure| self.fail(failure, names))?;
        let (asked, configured) =
            (self.flags.name_schema(), own.as_ref().filter(|own| !own.schema.is_unset()));
        let mut origin = match configured {
            _ if asked => self.flags.origin(self.settings),
            Some(own) => SchemaFlags::default().origin(own),
            None => self.flags.origin(self.settings),
        };
        if origin.includes.is_empty() && origin.descriptor_set.is_none() {
            origin.includes = vec![if asked { PathBuf::from(".") } else { folder }];
        }
        let origin = copy.bring(origin)?;
        self.load_schema(&origin, names, own)
    }

    /// That it is the baseline which does not hold, and where in it.
    fn fail(&self, mut failure: Failure, names: &Names) -> Failure {
        let places: Vec<String> = failure.files().map(str::to_owned).collect();
        for place in places {
            failure.rename(&place, &names.of(Path::new(&place)).to_string_lossy());
        }
        let message = format!("the baseline `{}` does not hold", self.text);
        let mut diagnostics = Diagnostics::from(
            Diagnostic::error(Code::Baseline, message)
                .help("what follows is wrong in it, not in what is compared with it"),
        );
        diagnostics.extend(failure.diagnostics);
        Failure { diagnostics, texts: failure.texts }
    }
}

/// A commit whose files are brought into a temporary folder as they are asked for.
struct Copy<'a> {
    commit: &'a Commit<'a>,
    repository: &'a Repository,
    root: &'a Path,
}

impl Copy<'_> {
    /// A schema's origin as it was. What was never committed is taken from where it is now.
    fn bring(&self, origin: Origin) -> Result<Origin, Diagnostic> {
        let roots = || origin.files.iter().chain(&origin.includes).chain(&origin.descriptor_set);
        let committed: Vec<String> = roots().filter_map(|path| self.inside(path)).collect();
        let sets: Vec<String> = origin.descriptor_set.iter().filter_map(|path| self.inside(path)).collect();
        let wanted = |name: &str| name.ends_with(".proto") || sets.iter().any(|set| set == name);
        if !committed.is_empty() {
            self.commit.extract(&committed, wanted, self.root)?;
        }
        let moved = |path: &PathBuf| match self.inside(path).map(|inside| (self.root.join(&inside), inside)) {
            Some((copied, inside)) if copied.exists() || !self.repository.root().join(&inside).exists() => {
                copied
            }
            Some((_, inside)) => self.repository.root().join(inside),
            None => path.clone(),
        };
        Ok(Origin {
            files: origin.files.iter().map(moved).collect(),
            includes: origin.includes.iter().map(moved).collect(),
            descriptor_set: origin.descriptor_set.as_ref().map(moved),
            ..origin
        })
    }

    /// A path from the repository's root, with slashes; `None` where it leads out.
    fn inside(&self, path: &Path) -> Option<String> {
        let absolute = std::path::absolute(path).ok()?;
        let plain = normalise(&absolute)?;
        let inside = plain.strip_prefix(self.root).or_else(|_| plain.strip_prefix(self.repository.root()));
        slashed(inside.ok()?)
    }
}

/// Without `.` and `..`; `None` where it leads out of where it begins.
fn normalise(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            part => plain.push(part),
        }
    }
    Some(plain)
}

fn slashed(path: &Path) -> Option<String> {
    let plain = normalise(path)?;
    let parts: Option<Vec<&str>> = plain.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}
