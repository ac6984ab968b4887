//! Which paths an output may have.

use std::collections::BTreeMap;
use std::path::Path;

use super::plan::cannot_write;
use crate::config::{Config, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, reason};
use crate::render::Files;

/// The longest name that common file systems take.
const LONGEST_NAME: usize = 255;

/// Names that are devices on Windows, whatever their extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Rejects paths that are unsafe somewhere and paths that meet on a file system that ignores case.
///
/// # Errors
///
/// Every such path.
pub fn check(files: &Files) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut seen: BTreeMap<(Target, String), &str> = BTreeMap::new();
    for file in &files.0 {
        if let Some(reason) = fault(&file.path) {
            diagnostics.push(unsafe_path(&file.path, reason));
        }
        if let Some(first) = seen.insert((file.target, file.path.to_lowercase()), &file.path) {
            diagnostics.push(duplicate(file.target, first, &file.path));
        }
    }
    for file in &files.0 {
        for (end, _) in file.path.match_indices('/') {
            if let Some(first) = seen.get(&(file.target, file.path[..end].to_lowercase())) {
                diagnostics.push(duplicate(file.target, first, &file.path));
            }
        }
    }
    diagnostics.propagate()
}

/// Finds the output folders that can be seen not to be writable before anything is made.
pub fn check_folders(config: &Config) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for target in &config.targets {
        let ancestors = target.out.ancestors().filter(|folder| *folder != Path::new(""));
        let Some(nearest) = ancestors.into_iter().find(|folder| folder.symlink_metadata().is_ok()) else {
            continue;
        };
        match nearest.metadata() {
            Ok(found) if !found.is_dir() => {
                let reason = format!("`{}` is not a folder", nearest.display());
                diagnostics.push(cannot_write(&target.out, reason));
            }
            Ok(found) if found.permissions().readonly() => {
                diagnostics.push(cannot_write(&target.out, format!("`{}` is read-only", nearest.display())));
            }
            Ok(_) => {}
            Err(error) => diagnostics.push(cannot_write(&target.out, reason(&error))),
        }
    }
    diagnostics
}

fn unsafe_path(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Code::FileName, format!("{path:?} cannot be the path of an output: {reason}"))
        .help("rename the schema file or its package: letters, digits, `_`, `-` and `.` are safe everywhere")
}

fn duplicate(target: Target, first: &str, second: &str) -> Diagnostic {
    let message = match first == second {
        true => format!("two outputs of {target} are both `{first}`"),
        false => format!(
            "the outputs `{first}` and `{second}` of {target} cannot be side by side on every file system"
        ),
    };
    Diagnostic::error(Code::DuplicateOutput, message)
        .help("rename one of the schema files or packages that they are made from")
}

fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    path.split('/').find_map(fault_of_part)
}

fn fault_of_part(part: &str) -> Option<&'static str> {
    let safe = |c: char| c.is_ascii_alphanumeric() || "_-.#+@~$,=".contains(c);
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match part {
        "" => Some("a folder in it has no name, or it is absolute"),
        "." | ".." => Some("it leads to another folder"),
        _ if part.len() > LONGEST_NAME => Some("a name in it is longer than 255 bytes"),
        _ if !part.chars().all(safe) => Some("a character in it is not safe in file names"),
        _ if part.ends_with('.') => Some("a name in it ends in a dot"),
        _ if is_device(&stem) => Some("a name in it is a device's on Windows"),
        _ => None,
    }
}

fn is_device(stem: &str) -> bool {
    let numbered = |prefix| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest: &str| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::File;

    fn check_paths(paths: &[&str]) -> String {
        let file = |path: &&str| File { target: Target::Go, path: (*path).to_owned(), content: Vec::new() };
        match check(&Files(paths.iter().map(file).collect())) {
            Ok(()) => String::new(),
            Err(diagnostics) => diagnostics.to_string(),
        }
    }

    #[test]
    fn ordinary_paths_pass() {
        assert_eq!(
            check_paths(&["hello/v1/hello_pb2.py", "mod.rs", "a.r#type.k.rs", "conn.go", "com10.py"]),
            ""
        );
    }

    #[test]
    fn unsafe_paths_do_not() {
        let long = "x".repeat(256);
        for path in [
            "",
            "/etc/x.go",
            "../x.go",
            "a/../x.go",
            "a//b",
            "a\\b.go",
            "C:/x",
            "a b.go",
            "x\n.go",
            "con.py",
            "COM1",
            &long,
            "x.",
        ] {
            assert!(check_paths(&[path]).contains("SB0105"), "{path:?}");
        }
    }

    #[test]
    fn paths_that_meet_do_not_pass() {
        assert!(check_paths(&["a.go", "a.go"]).contains("are both `a.go`"));
        assert!(check_paths(&["a.go", "A.go"]).contains("SB0602"));
        assert!(check_paths(&["a", "a/b.go"]).contains("SB0602"));
    }
}
