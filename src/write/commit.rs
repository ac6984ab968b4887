//! The only place that changes the file system: everything is first written beside, then moved, and
//! moved back if a move fails.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::plan::{Plan, State, Tree, cannot_write};
use crate::diagnostic::{Diagnostic, reason};

/// Folders that a run made, removed again when dropped before its end.
#[derive(Default)]
struct Folders(Vec<PathBuf>);

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.0.drain(..).rev() {
            // Whoever put something into it meanwhile keeps it.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A move that can be taken back.
enum Move {
    /// What was at the path is kept elsewhere.
    Away {
        from: PathBuf,
        to: PathBuf,
    },
    In(PathBuf),
}

/// All that a run moved so far, moved back when dropped before its end.
#[derive(Default)]
struct Moves(Vec<Move>);

impl Drop for Moves {
    fn drop(&mut self) {
        for step in self.0.drain(..).rev() {
            // What cannot be undone either is left as it is: there is nobody to tell but the
            // error that made us undo.
            let _ = match step {
                Move::Away { from, to } => fs::rename(to, from),
                Move::In(path) => fs::remove_file(path),
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
    // Undone from the last to the first: what is moved away waits in the staging folders, and these
    // are in folders that may have been made for them.
    let mut folders = Folders::default();
    let mut staged = Vec::new();
    let mut moves = Moves::default();
    for tree in plan.trees.iter().filter(|tree| has_work(tree)) {
        staged.push(stage(tree, &mut folders)?);
    }
    for staged in &staged {
        install(staged, &mut folders, &mut moves)?;
    }
    moves.0.clear();
    folders.0.clear();
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
    matches!(state, State::Missing | State::Stale | State::LineEndings | State::Edited)
}

fn stage<'a>(tree: &'a Tree, folders: &mut Folders) -> Result<Staged<'a>, Diagnostic> {
    create_folder(&tree.root, folders)?;
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

fn install(staged: &Staged<'_>, folders: &mut Folders, moves: &mut Moves) -> Result<(), Diagnostic> {
    let Staged { tree, folder, incoming } = staged;
    let away = |index: usize| folder.path().join(format!("old-{index}"));
    for (index, (waiting, path)) in incoming.iter().enumerate() {
        create_folder(path.parent().unwrap_or(&tree.root), folders)?;
        move_away(path, away(index), moves)?;
        fs::rename(waiting, path).map_err(|error| cannot_write(path, reason(&error)))?;
        moves.0.push(Move::In(path.clone()));
    }
    let left_over =
        tree.changes.iter().filter(|change| change.state == State::LeftOver).map(|change| &change.path);
    let unused_manifest = tree.manifest.1.is_none().then_some(&tree.manifest.0);
    for (index, path) in left_over.chain(unused_manifest).enumerate() {
        move_away(&tree.root.join(path), away(incoming.len() + index), moves)?;
    }
    Ok(())
}

fn move_away(from: &Path, to: PathBuf, moves: &mut Moves) -> Result<(), Diagnostic> {
    if from.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        return Err(cannot_write(from, "a folder of that name is in the way"));
    }
    match fs::rename(from, &to) {
        Ok(()) => moves.0.push(Move::Away { from: from.to_owned(), to }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot_write(from, reason(&error))),
    }
    Ok(())
}

fn create_folder(folder: &Path, folders: &mut Folders) -> Result<(), Diagnostic> {
    let mut missing: Vec<&Path> =
        folder.ancestors().take_while(|folder| *folder != Path::new("") && !folder.exists()).collect();
    while let Some(folder) = missing.pop() {
        fs::create_dir(folder).map_err(|error| cannot_write(folder, reason(&error)))?;
        folders.0.push(folder.to_owned());
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
