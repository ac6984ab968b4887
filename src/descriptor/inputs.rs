//! From paths on the command line to the names of schema files.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use super::{OPTIONS_PATH, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::nearest::nearest_path;

/// The files to compile and the folders that imports are looked up in.
#[derive(Debug, Default)]
pub struct Inputs {
    /// As `import` would write them, each once.
    pub names: Vec<String>,
    pub includes: Vec<PathBuf>,
    /// Every path that is not there or is below no include folder.
    pub faults: Diagnostics,
}

impl Inputs {
    /// Finds the files; a folder stands for every schema file below it, no file at all for every
    /// one below the include folders, and no include folder for the current one.
    pub fn find(files: &[PathBuf], includes: &[PathBuf]) -> Self {
        let includes = if includes.is_empty() { vec![PathBuf::from(".")] } else { includes.to_vec() };
        let mut faults = Diagnostics::new();
        faults.extend(
            includes.iter().filter(|include| !include.is_dir()).map(|include| missing_include(include)),
        );
        if faults.has_errors() {
            return Self { names: Vec::new(), includes, faults };
        }
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        for path in if files.is_empty() { &includes } else { files } {
            match find(path, &includes) {
                Ok(found) => names.extend(found.into_iter().filter(|name| seen.insert(name.clone()))),
                Err(diagnostic) => faults.push(diagnostic),
            }
        }
        Self { names, includes, faults }
    }
}

fn find(path: &Path, includes: &[PathBuf]) -> Result<Vec<String>, Diagnostic> {
    if path.is_dir() {
        let mut files = Vec::new();
        walk(path, &mut files);
        if files.is_empty() {
            return Err(not_found(path, format!("no schema file is below `{}`", path.display())));
        }
        let names: Result<Vec<String>, Diagnostic> = files.iter().map(|file| name(file, includes)).collect();
        // A copy of our annotations for editors and other compilers is nothing to generate.
        return Ok(names?.into_iter().filter(|name| name != OPTIONS_PATH).collect());
    }
    Ok(vec![name(path, includes)?])
}

/// The names of schema files below include folders, up to a number.
pub fn below(includes: &[PathBuf], most: usize) -> Vec<String> {
    let mut names = Vec::new();
    for include in includes {
        let mut files = Vec::new();
        walk(include, &mut files);
        names.extend(files.iter().filter_map(|file| strip(file, include)).take(most));
    }
    names
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link to a folder is not followed: it may lead back up.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "proto") && path.is_file() {
            files.push(path);
        }
    }
}

fn name(path: &Path, includes: &[PathBuf]) -> Result<String, Diagnostic> {
    let below = |include: &PathBuf| strip(path, include).or_else(|| strip_resolved(path, include));
    if path.is_file() {
        let name = includes.iter().find_map(below).ok_or_else(|| outside(path, includes))?;
        return check_shadow(path, &name, includes).map(|()| name);
    }
    join(path).filter(|name| resolve::is_there(name, includes)).ok_or_else(|| {
        not_found(path, format!("`{}` is not there", path.display())).help(instead(path, includes))
    })
}

/// What somebody may have meant who named a file that is not there.
fn instead(path: &Path, includes: &[PathBuf]) -> String {
    let beside =
        std::fs::read_dir(path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new(".")));
    let beside = beside.into_iter().flatten().flatten().map(|entry| path.with_file_name(entry.file_name()));
    let beside: Vec<String> = beside.map(|path| path.to_string_lossy().into_owned()).collect();
    match nearest_path(&path.to_string_lossy(), beside.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("it is looked up in the current folder, and below {}", list(includes)),
    }
}

fn missing_include(include: &Path) -> Diagnostic {
    let message = format!("the include folder `{}` is not there", include.display());
    Diagnostic::error(Code::FileNotFound, message)
        .help("name the folder that imports start from, relative to here")
}

fn not_found(path: &Path, message: String) -> Diagnostic {
    Diagnostic::error(Code::FileNotFound, message).at(Place::file(path.to_string_lossy()), "asked for here")
}

fn outside(path: &Path, includes: &[PathBuf]) -> Diagnostic {
    let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    not_found(path, format!("`{}` is below no include folder", path.display())).help(format!(
        "the include folders are {}; add the one that its imports start from, for instance `-I {}`",
        list(includes),
        parent.display()
    ))
}

/// The name must lead back to the path, and not to a file of that name below an earlier folder.
fn check_shadow(path: &Path, name: &str, includes: &[PathBuf]) -> Result<(), Diagnostic> {
    let found = includes.iter().map(|include| include.join(name)).find(|path| path.is_file());
    match found {
        Some(found) if found.canonicalize().ok() != path.canonicalize().ok() => {
            let message =
                format!("`{}` is hidden by `{}`, which is found first", path.display(), found.display());
            Err(not_found(path, message).help("put the include folder that it is below first"))
        }
        _ => Ok(()),
    }
}

/// Folders in a sentence.
pub fn list(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| format!("`{}`", folder.display())).collect::<Vec<_>>().join(", ")
}

fn strip(path: &Path, include: &Path) -> Option<String> {
    let plain =
        |path: &Path| -> PathBuf { path.components().filter(|part| *part != Component::CurDir).collect() };
    join(plain(path).strip_prefix(plain(include)).ok()?)
}

fn strip_resolved(path: &Path, include: &Path) -> Option<String> {
    join(path.canonicalize().ok()?.strip_prefix(include.canonicalize().ok()?).ok()?)
}

/// The name of a relative path, if it has one: neither upwards nor anything but text.
fn join(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("/"))
}
