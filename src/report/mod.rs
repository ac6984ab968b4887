//! What a check found, as plain data: stubs that are not what a schema makes, changes that break a
//! contract. How it is shown is `format`'s business; who finds it does not matter here.

mod fingerprint;
#[cfg(feature = "cli")]
pub mod format;

use std::fmt;

use crate::diagnostic::Place;

/// How bad a finding is; a later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a line in a changelog.
    Info,
    /// May hurt, depending on who is deployed.
    Warning,
    /// Strands somebody.
    Error,
}

impl Severity {
    /// As written in reports and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// As the user would open it from the current folder; of a baseline, whatever tells where it is.
    pub path: String,
    /// Counted from 1; `None` where the place is the file as a whole.
    pub line: Option<usize>,
    /// Counted from 1.
    pub column: Option<usize>,
}

impl Location {
    /// A file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, column: None }
    }

    /// The place of a schema, in the file at a path; a [`Place`] has only the compiler's name for it.
    pub fn of_place(place: &Place, path: impl Into<String>) -> Self {
        let known = |number: usize| (number > 0).then_some(number);
        Self { path: path.into(), line: known(place.line), column: known(place.column) }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        Ok(())
    }
}

/// One finding, which is one cause: what else it entails is in `also`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable: `WORKFLOW_SAME_NAME` means the same in every release.
    pub rule: &'static str,
    pub severity: Severity,
    /// What it is about: a full name of the baseline, or the path of a file.
    pub symbol: String,
    /// What is wrong, in one line.
    pub message: String,
    /// The value before, as people write it.
    pub was: Option<String>,
    /// The value now, as people write it.
    pub now: Option<String>,
    /// What happens to whom, in one line.
    pub why: Option<String>,
    /// What to do instead, in one line.
    pub fix: Option<String>,
    /// The lines of configuration that would allow it.
    pub allow: Option<String>,
    /// A short unified diff.
    pub diff: Option<String>,
    /// Where it is now; what is gone, where it would be.
    pub location: Option<Location>,
    /// Where it was before.
    pub baseline_location: Option<Location>,
    /// What else comes of the same cause.
    pub also: Vec<Related>,
}

/// What else comes of a finding's cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    pub symbol: String,
    pub was: Option<String>,
    pub now: Option<String>,
    pub location: Option<Location>,
    pub baseline_location: Option<Location>,
}

impl Finding {
    /// A finding about which nothing more is known yet.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        symbol: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            symbol: symbol.into(),
            message: message.into(),
            was: None,
            now: None,
            why: None,
            fix: None,
            allow: None,
            diff: None,
            location: None,
            baseline_location: None,
            also: Vec::new(),
        }
    }

    /// The same for the same finding in every run: lines may move, words may be mended.
    pub fn fingerprint(&self) -> String {
        fingerprint::of(self)
    }
}

/// What became of something that callers or workers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    Added,
    Changed,
    Removed,
}

/// A line for the changelog, whether it breaks anybody or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub turn: Turn,
    /// Its full name.
    pub symbol: String,
    /// What happened to it, in words: ``moved from the queue `a` to `b` ``.
    pub text: String,
    /// What to mind when deploying it.
    pub note: Option<String>,
}

/// All that a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The command that checked: `breaking`.
    pub command: &'static str,
    /// What was looked at, in words: `12 methods against stubborn.lock`.
    pub checked: String,
    pub findings: Vec<Finding>,
    /// What a pull request's summary tells.
    pub changes: Vec<Change>,
}

/// How much a check found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
}

impl Report {
    /// Counts the findings.
    pub fn summary(&self) -> Summary {
        let count = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }

    /// Whether anything is as bad as this, or worse.
    pub fn reaches(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }

    /// Orders the findings by place, those without one last, then by symbol and rule.
    pub fn sort(&mut self) {
        self.findings.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.location.is_none(), finding.location.clone());
            key(a).cmp(&key(b)).then_with(|| (&a.symbol, a.rule).cmp(&(&b.symbol, b.rule)))
        });
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { errors, warnings, infos } = *self;
        let counted =
            [(errors, "error", "errors"), (warnings, "warning", "warnings"), (infos, "note", "notes")];
        let words: Vec<String> = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        match words.as_slice() {
            [] => f.write_str("nothing found"),
            words => f.write_str(&words.join(", ")),
        }
    }
}
