//! What a repository held in another revision, from its object store on this machine: nothing is
//! fetched, and the work tree stays as it is.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::diagnostic::{Code, Diagnostic, reason};
use crate::nearest::{nearest, nearest_path};

/// A repository, a worktree of one, or a submodule.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
    prefix: String,
    shallow: bool,
}

impl Repository {
    /// The repository that a folder is in.
    ///
    /// # Errors
    ///
    /// It is in none, or there is no git.
    pub fn find(folder: &Path) -> Result<Self, Diagnostic> {
        let folder = if folder == Path::new("") { Path::new(".") } else { folder };
        let arguments = ["rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix"];
        let output = git(folder, &arguments)?;
        if !output.status.success() {
            return Err(fault(format!("`{}` is in no git repository with files", folder.display())).help(
                said(&output, "run it in the repository, or name a folder, a descriptor set or a lock"),
            ));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let mut lines = text.lines();
        let shallow = lines.next() == Some("true");
        let root = PathBuf::from(lines.next().unwrap_or("."));
        let prefix = lines.next().unwrap_or_default().trim_end_matches('/').to_owned();
        Ok(Self { root, prefix, shallow })
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The way from its root to the folder that it was found from, with slashes.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// A revision in any form that git takes for a commit.
    ///
    /// # Errors
    ///
    /// There is no such revision here, with the one that may have been meant, or how to get it.
    pub fn commit(&self, revision: &str) -> Result<Commit<'_>, Diagnostic> {
        if revision.is_empty() {
            return Err(fault("`git:` names no revision").help("write `git:main`, say"));
        }
        let peeled = format!("{revision}^{{commit}}");
        let output = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled])?;
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if output.status.success() && !id.is_empty() {
            return Ok(Commit { repository: self, revision: revision.to_owned(), id });
        }
        Err(fault(format!("`{revision}` is no revision of this repository")).help(self.instead(revision)?))
    }

    /// What somebody may have meant, or has to fetch first.
    fn instead(&self, revision: &str) -> Result<String, Diagnostic> {
        let output = self.git(&["for-each-ref", "--format=%(refname:short)"])?;
        let text = String::from_utf8_lossy(&output.stdout);
        let known: Vec<&str> = text.lines().collect();
        let suffix = format!("/{revision}");
        let remote = known.iter().find(|name| name.ends_with(&suffix)).copied();
        if let Some(meant) = remote.or_else(|| nearest(revision, known.iter().copied())) {
            return Ok(format!("did you mean `git:{meant}`?"));
        }
        let branch = revision.strip_prefix("origin/").unwrap_or(revision);
        let is_relative = revision.contains(['~', '^', '@']);
        Ok(match self.shallow {
            true if is_relative => {
                "this clone is shallow, and what is before it was not fetched: run `git fetch --deepen=50`"
                    .to_owned()
            }
            true => format!(
                "this clone is shallow, and holds only what was fetched: run `git fetch --depth=1 origin {branch}`, and compare with `git:FETCH_HEAD`"
            ),
            false => format!("run `git fetch origin {branch}`, and compare with `git:FETCH_HEAD`"),
        })
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, Diagnostic> {
        git(&self.root, arguments)
    }
}

/// A commit of a repository.
#[derive(Clone, Debug)]
pub struct Commit<'a> {
    repository: &'a Repository,
    revision: String,
    id: String,
}

impl Commit<'_> {
    /// How a path in it is told: `git:main:proto/a.proto`.
    pub fn name(&self, path: &str) -> String {
        format!("git:{}:{path}", self.revision)
    }

    /// Whether a path is a folder, told from the root; `None` where nothing is there.
    ///
    /// # Errors
    ///
    /// git cannot look.
    pub fn is_folder(&self, path: &str) -> Result<Option<bool>, Diagnostic> {
        if path.is_empty() {
            return Ok(Some(true));
        }
        let output = self.repository.git(&["cat-file", "-t", &format!("{}:{path}", self.id)])?;
        Ok(output.status.success().then(|| output.stdout.starts_with(b"tree")))
    }

    /// What is wrong with a path that is not there.
    ///
    /// # Errors
    ///
    /// git cannot look.
    pub fn missing(&self, path: &str) -> Result<Diagnostic, Diagnostic> {
        let output = self.repository.git(&["ls-tree", "-r", "-t", "-z", "--name-only", &self.id])?;
        let text = String::from_utf8_lossy(&output.stdout);
        let diagnostic = fault(format!("`{path}` is not in `{}`", self.revision));
        Ok(match nearest_path(path, text.split('\0').filter(|name| !name.is_empty())) {
            Some(meant) => diagnostic.help(format!("did you mean `{}`?", self.name(meant))),
            None => {
                diagnostic.help("a path is told from the root of the repository, or, with `./`, from here")
            }
        })
    }

    /// Writes the files at or below paths, told from the root, into a folder, at the same paths in it.
    ///
    /// # Errors
    ///
    /// The object store does not have one, or the folder cannot be written to.
    pub fn extract(
        &self,
        paths: &[String],
        wanted: impl Fn(&str) -> bool,
        into: &Path,
    ) -> Result<(), Diagnostic> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", "--name-only", &self.id];
        // No path is all of them.
        if !paths.iter().any(String::is_empty) {
            arguments.push("--");
            arguments.extend(paths.iter().map(String::as_str));
        }
        let output = self.repository.git(&arguments)?;
        if !output.status.success() {
            return Err(fault(format!("the files of `{}` cannot be listed", self.revision))
                .help(said(&output, "run `git fsck`")));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        // A name with a line's end cannot be asked for, and is no schema file that anything imports.
        let names: Vec<&str> = text.split('\0').filter(|name| !name.contains('\n') && wanted(name)).collect();
        self.copy(&names, into)
    }

    /// One process for all files: a repository may hold thousands.
    fn copy(&self, names: &[&str], into: &Path) -> Result<(), Diagnostic> {
        let mut child = command(&self.repository.root)
            .args(["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let result = std::thread::scope(|scope| {
            let asking = scope.spawn(move || ask(stdin, &self.id, names));
            let copied = stdout.map_or(Ok(()), |stdout| {
                let mut answers = BufReader::new(stdout);
                names.iter().try_for_each(|name| self.copy_one(name, &mut answers, into))
            });
            // Whoever stops reading closes the pipe, and asking fails for that reason alone.
            let _ = asking.join();
            copied
        });
        let _ = child.wait();
        result
    }

    fn copy_one(&self, name: &str, answers: &mut impl BufRead, into: &Path) -> Result<(), Diagnostic> {
        let unreadable =
            |error: &io::Error| fault(format!("`{}` cannot be read: {}", self.name(name), reason(error)));
        let mut header = String::new();
        answers.read_line(&mut header).map_err(|error| unreadable(&error))?;
        let words: Vec<&str> = header.split_whitespace().collect();
        let (kind, size) = match words.as_slice() {
            [.., kind, size] => (*kind, size.parse::<u64>()),
            _ => return Err(self.not_here(name)),
        };
        let Ok(size) = size else { return Err(self.not_here(name)) };
        let mut content = Vec::new();
        answers.take(size + 1).read_to_end(&mut content).map_err(|error| unreadable(&error))?;
        content.pop();
        // A link that leads out of the repository or nowhere is a file that is not there.
        if kind != "blob" {
            return Ok(());
        }
        let path = into.join(name);
        let written =
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, content));
        written.map_err(|error| {
            let message = format!("`{}` cannot be written: {}", path.display(), reason(&error));
            Diagnostic::error(Code::CannotWrite, message)
        })
    }

    /// A partial clone leaves contents away until they are asked for.
    fn not_here(&self, name: &str) -> Diagnostic {
        fault(format!("the content of `{}` is not in the object store", self.name(name)))
            .help(format!("this clone is partial: run `git fetch --refetch origin {}`", self.id))
    }
}

fn ask(stdin: Option<impl Write>, commit: &str, names: &[&str]) -> io::Result<()> {
    let Some(mut stdin) = stdin else { return Ok(()) };
    names.iter().try_for_each(|name| writeln!(stdin, "{commit}:{name}"))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Diagnostic> {
    command(folder).args(arguments).output().map_err(|error| no_git(&error))
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    // In its own words, and nothing from elsewhere.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1");
    command
}

fn fault(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Baseline, message)
}

fn no_git(error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound => fault("git is not installed")
            .help("install it, or compare with a folder, a descriptor set or a lock"),
        _ => fault(format!("git cannot be run: {}", reason(error))),
    }
}

/// What git said, in its first line, or what to do if it said nothing.
fn said(output: &Output, otherwise: &str) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().find_map(|line| line.strip_prefix("fatal: "));
    line.map_or_else(|| otherwise.to_owned(), |line| format!("git says: {line}"))
}
