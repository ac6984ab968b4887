//! Paths as a repository's host knows them: from its root, whatever folder a command runs in.

use std::path::{Component, Path, PathBuf};

use crate::report::{Location, Report};

/// A report whose places are told from the root of the repository that the current folder is in.
pub fn rebase(report: &Report) -> Report {
    let mut report = report.clone();
    let Some(below) = std::env::current_dir().ok().and_then(|folder| below_root(&folder)) else {
        return report;
    };
    for finding in &mut report.findings {
        finding.location.iter_mut().for_each(|location| rebase_location(location, &below));
        let related = finding.also.iter_mut().filter_map(|related| related.location.as_mut());
        related.for_each(|location| rebase_location(location, &below));
    }
    report
}

/// The root, and the way from there.
struct Below {
    root: PathBuf,
    way: PathBuf,
}

/// A worktree's or submodule's `.git` is a file.
fn below_root(folder: &Path) -> Option<Below> {
    let root = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    Some(Below { root: root.to_owned(), way: folder.strip_prefix(root).ok()?.to_owned() })
}

/// What is outside the repository stays as it is.
fn rebase_location(location: &mut Location, below: &Below) {
    let path = Path::new(&location.path);
    let inside = match path.is_absolute() {
        true => path.strip_prefix(&below.root).ok().and_then(normalise),
        false => normalise(&below.way.join(path)),
    };
    if let Some(inside) = inside {
        location.path = inside;
    }
}

/// Without `.` and `..`, with forward slashes; `None` where it leads out.
fn normalise(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rebased(path: &str) -> String {
        let below = Below { root: PathBuf::from("/repo"), way: PathBuf::from("services/greeter") };
        let mut location = Location::file(path);
        rebase_location(&mut location, &below);
        location.path
    }

    #[test]
    fn paths_are_told_from_the_root() {
        assert_eq!(rebased("proto/a.proto"), "services/greeter/proto/a.proto");
        assert_eq!(rebased("../../proto/a.proto"), "proto/a.proto");
        assert_eq!(rebased("./a.proto"), "services/greeter/a.proto");
        assert_eq!(rebased("/repo/a.proto"), "a.proto");
    }

    #[test]
    fn what_is_outside_stays() {
        assert_eq!(rebased("../../../a.proto"), "../../../a.proto");
        assert_eq!(rebased("/elsewhere/a.proto"), "/elsewhere/a.proto");
    }
}
