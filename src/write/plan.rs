//! What is there against what was made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Summary;
use super::manifest::{Input, Manifest, hash};
use crate::config::{Config, Target, TargetConfig};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::render::{File, Files};

/// Bytes of a file in which generators say that they made it.
const HEAD: usize = 2048;

/// How a file on disk stands to what was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Equal.
    Current,
    /// Not there.
    Missing,
    /// As an earlier run wrote it, and different now.
    Stale,
    /// Different in nothing but the ends of lines.
    LineEndings,
    /// Changed by hand since a run wrote it.
    Edited,
    /// As an earlier run wrote it, and made no more.
    LeftOver,
    /// Made no more, but changed by hand, so that it stays.
    EditedLeftOver,
}

/// One file of the plan.
#[derive(Clone, Debug)]
pub struct Change {
    /// Below the output folder.
    pub path: String,
    pub state: State,
    /// What it is to hold; `None` where it is to go or to stay.
    pub content: Option<Vec<u8>>,
}

/// What a run would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub trees: Vec<Tree>,
}

/// What a run would do to the output folder of a target.
#[derive(Clone, Debug)]
pub struct Tree {
    pub root: PathBuf,
    pub changes: Vec<Change>,
    /// The manifest's own file name and content; no content where nothing was made.
    pub manifest: (String, Option<Vec<u8>>),
    /// Who wrote what is there.
    pub writer: Writer,
}

/// Who wrote what is there, as far as a manifest says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The generator's version.
    pub version: Option<String>,
    /// Whether it was given the same schema and settings, so that what differs is its own doing.
    pub same_input: bool,
}

impl Plan {
    /// What applying it does.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for change in self.trees.iter().flat_map(|tree| &tree.changes) {
            match change.state {
                State::Current => summary.unchanged += 1,
                State::Missing | State::Stale | State::LineEndings | State::Edited => {
                    summary.written += 1;
                }
                State::LeftOver => summary.removed += 1,
                State::EditedLeftOver => {}
            }
        }
        summary
    }

    /// Files that stay though no run makes them any more, because somebody changed them.
    pub fn kept(&self) -> impl Iterator<Item = PathBuf> {
        let kept = |tree: &Tree, change: &Change| {
            (change.state == State::EditedLeftOver).then(|| tree.root.join(&change.path))
        };
        self.trees
            .iter()
            .flat_map(move |tree| tree.changes.iter().filter_map(move |change| kept(tree, change)))
    }
}

/// Plans every target's folder; `schema` is the digests of what the files are made of.
pub fn plan(files: Files, config: &Config, schema: &BTreeMap<String, String>) -> Result<Plan, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut by_target: BTreeMap<Target, Vec<File>> = BTreeMap::new();
    for file in files.0 {
        by_target.entry(file.target).or_default().push(file);
    }
    let trees = config.targets.iter().map(|target| {
        let files = by_target.remove(&target.target).unwrap_or_default();
        plan_tree(files, target, schema, &mut diagnostics)
    });
    let trees = trees.collect();
    diagnostics.propagate()?;
    Ok(Plan { trees })
}

fn plan_tree(
    files: Vec<File>,
    config: &TargetConfig,
    schema: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Tree {
    let name = Manifest::file_name(config.target);
    let old_text = fs::read_to_string(config.out.join(&name)).unwrap_or_default();
    let old = Manifest::parse(&old_text);
    let mut new = Manifest {
        files: BTreeMap::new(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        input: Input::new(config, schema),
    };
    let mut changes = Vec::new();
    for File { path, content, .. } in files {
        let known = old.files.get(&path).map(String::as_str);
        new.files.insert(path.clone(), hash(&content));
        match compare(&config.out, &path, &content, known) {
            Ok(state) => changes.push(Change { path, state, content: Some(content) }),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let left = old.files.iter().filter(|(path, _)| !new.files.contains_key(*path));
    changes.extend(left.filter_map(|(path, hash)| left_over(&config.out, path, hash)));
    let writer = Writer { version: old.version.clone(), same_input: old.input == new.input };
    // What made the files stays true of them for as long as they stay as they are.
    let unchanged = old.files == new.files && old.print() == old_text;
    let text = if unchanged { old_text } else { new.print() };
    let manifest = (name, (!new.files.is_empty()).then(|| text.into_bytes()));
    Tree { root: config.out.clone(), changes, manifest, writer }
}

fn compare(root: &Path, path: &str, content: &[u8], known: Option<&str>) -> Result<State, Diagnostic> {
    check_links(root, path)?;
    let full = root.join(path);
    if full.is_dir() {
        return Err(cannot_write(&full, "a folder of that name is in the way"));
    }
    let Ok(old) = fs::read(&full) else { return Ok(State::Missing) };
    if old == content {
        return Ok(State::Current);
    }
    if with_newlines(&old) == content {
        return Ok(State::LineEndings);
    }
    match known {
        Some(known) if is_as_written(&old, known) => Ok(State::Stale),
        Some(_) => Ok(State::Edited),
        None if looks_generated(&old) => Ok(State::Stale),
        None => Err(Diagnostic::error(
            Code::NotOurs,
            format!(
                "`{}` is in the way: it does not look generated, and no earlier run wrote it",
                full.display()
            ),
        )
        .help("move it, or generate into a folder of its own")),
    }
}

/// Whether nobody but a checkout has changed it since.
fn is_as_written(content: &[u8], known: &str) -> bool {
    known == hash(content)
        || matches!(with_newlines(content), Cow::Owned(with_newlines) if known == hash(&with_newlines))
}

/// As it was before a checkout gave it the line ends of Windows.
pub fn with_newlines(content: &[u8]) -> Cow<'_, [u8]> {
    if !content.contains(&b'\r') {
        return Cow::Borrowed(content);
    }
    let is_dropped = |at: usize| content[at] == b'\r' && content.get(at + 1) == Some(&b'\n');
    (0..content.len()).filter(|at| !is_dropped(*at)).map(|at| content[at]).collect()
}

fn looks_generated(content: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&content[..content.len().min(HEAD)]);
    content.is_empty() || head.contains("@generated") || head.to_lowercase().contains("generated by")
}

/// A link may stand for a folder inside the output folder, but not lead out of it.
fn check_links(root: &Path, path: &str) -> Result<(), Diagnostic> {
    let Ok(real_root) = root.canonicalize() else { return Ok(()) };
    let folders = path.match_indices('/').map(|(end, _)| root.join(&path[..end]));
    for folder in folders {
        let real = folder.canonicalize();
        if real.as_ref().is_ok_and(|real| !real.starts_with(&real_root)) {
            return Err(cannot_write(&folder, "it is a link that leads out of the output folder"));
        }
        if real.is_err() && folder.is_symlink() {
            return Err(cannot_write(&folder, "it is a link that leads nowhere"));
        }
    }
    Ok(())
}

fn left_over(root: &Path, path: &str, known: &str) -> Option<Change> {
    check_links(root, path).ok()?;
    let old = fs::read(root.join(path)).ok()?;
    let state = if is_as_written(&old, known) { State::LeftOver } else { State::EditedLeftOver };
    Some(Change { path: path.to_owned(), state, content: None })
}

/// An output that cannot be written, and why.
pub fn cannot_write(path: &Path, reason: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {reason}", path.display()))
}
