//! The only place that changes the file system: everything is first written beside, then moved, and
//! moved back if a move fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::plan::{Plan, State, Tree, cannot_write};
use crate::diagnostic::{Diagnostic, reason};

/// One step that can be taken back.
enum Done {
    CreatedFolder(PathBuf),
    /// What was at the path is kept elsewhere.
    MovedAway {
        from: PathBuf,
        to: PathBuf,
    },
    MovedIn(PathBuf),
}

/// All that a run did so far, undone when dropped before its end.
#[derive(Default)]
struct Journal {
    done: Vec<Done>,
}

impl Drop for Journal {
    fn drop(&mut self) {
        for step in self.done.drain(..).rev() {
            // What cannot be undone either is left as it is: there is nobody to tell but the
            // error that made us undo.
            let _ = match step {
                Done::CreatedFolder(folder) => fs::remove_dir(folder),
                Done::MovedAway { from, to } => fs::rename(to, from),
                Done::MovedIn(path) => fs::remove_file(path),
            };
        }
    }
}

/// A tree whose new files wait in a folder inside it.
struct Staged<'a> {
    tree: &'a Tree,
    folder: TempDir,
    /// Waiting file and destination.
    incoming: Vec<(PathBuf, PathBuf)>,
}

/// Carries out a plan.
pub fn commit(plan: &Plan) -> Result<(), Diagnostic> {
    let mut journal = Journal::default();
    let mut staged = Vec::new();
    for tree in plan.trees.iter().filter(|tree| has_work(tree)) {
        staged.push(stage(tree, &mut journal)?);
    }
    for staged in &staged {
        install(staged, &mut journal)?;
    }
    journal.done.clear();
    for staged in &staged {
        remove_empty_folders(staged.tree);
    }
    Ok(())
}

fn has_work(tree: &Tree) -> bool {
    let (name, content) = &tree.manifest;
    let recorded = fs::read(tree.root.join(name)).ok() == *content;
    !recorded
        || tree.changes.iter().any(|change| is_incoming(change.state) || change.state == State::LeftOver)
}

fn is_incoming(state: State) -> bool {
    matches!(state, State::Missing | State::Stale | State::Edited)
}

fn stage<'a>(tree: &'a Tree, journal: &mut Journal) -> Result<Staged<'a>, Diagnostic> {
    create_folder(&tree.root, journal)?;
    let folder = tempfile::Builder::new()
        .prefix(".stubborn-")
        .tempdir_in(&tree.root)
        .map_err(|error| cannot_write(&tree.root, reason(&error)))?;
    let mut incoming = Vec::new();
    let changes = tree.changes.iter().filter(|change| is_incoming(change.state));
    let changes = changes.filter_map(|change| Some((change.path.as_str(), change.content.as_deref()?)));
    let manifest = tree.manifest.1.as_deref().map(|content| (tree.manifest.0.as_str(), content));
    for (path, content) in changes.chain(manifest) {
        let waiting = folder.path().join(incoming.len().to_string());
        fs::write(&waiting, content).map_err(|error| cannot_write(&tree.root.join(path), reason(&error)))?;
        incoming.push((waiting, tree.root.join(path)));
    }
    Ok(Staged { tree, folder, incoming })
}

fn install(staged: &Staged<'_>, journal: &mut Journal) -> Result<(), Diagnostic> {
    let Staged { tree, folder, incoming } = staged;
    let away = |index: usize| folder.path().join(format!("old-{index}"));
    for (index, (waiting, path)) in incoming.iter().enumerate() {
        create_folder(path.parent().unwrap_or(&tree.root), journal)?;
        move_away(path, away(index), journal)?;
        fs::rename(waiting, path).map_err(|error| cannot_write(path, reason(&error)))?;
        journal.done.push(Done::MovedIn(path.clone()));
    }
    let left_over =
        tree.changes.iter().filter(|change| change.state == State::LeftOver).map(|change| &change.path);
    let unused_manifest = tree.manifest.1.is_none().then_some(&tree.manifest.0);
    for (index, path) in left_over.chain(unused_manifest).enumerate() {
        move_away(&tree.root.join(path), away(incoming.len() + index), journal)?;
    }
    Ok(())
}

fn move_away(from: &Path, to: PathBuf, journal: &mut Journal) -> Result<(), Diagnostic> {
    match fs::rename(from, &to) {
        Ok(()) => journal.done.push(Done::MovedAway { from: from.to_owned(), to }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot_write(from, reason(&error))),
    }
    Ok(())
}

fn create_folder(folder: &Path, journal: &mut Journal) -> Result<(), Diagnostic> {
    let mut missing: Vec<&Path> =
        folder.ancestors().take_while(|folder| *folder != Path::new("") && !folder.exists()).collect();
    while let Some(folder) = missing.pop() {
        fs::create_dir(folder).map_err(|error| cannot_write(folder, reason(&error)))?;
        journal.done.push(Done::CreatedFolder(folder.to_owned()));
    }
    Ok(())
}

/// Folders that only left-over files were in go with them.
fn remove_empty_folders(tree: &Tree) {
    for change in tree.changes.iter().filter(|change| change.state == State::LeftOver) {
        for (end, _) in change.path.rmatch_indices('/') {
            if fs::remove_dir(tree.root.join(&change.path[..end])).is_err() {
                break;
            }
        }
    }
}
