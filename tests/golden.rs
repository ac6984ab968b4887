//! What is generated, compared with real files. `UPDATE_GOLDENS=1 cargo test --test golden` writes
//! them anew; without it nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use stubborn::config::{Config, Target, TargetConfig};
use stubborn::descriptor;
use stubborn::diagnostic::{Code, Diagnostic, Severity};

#[test]
fn rust() {
    check(Target::Rust);
}

#[test]
fn typescript() {
    check(Target::TypeScript);
}

#[test]
fn python() {
    check(Target::Python);
}

#[test]
fn go() {
    check(Target::Go);
}

fn check(target: Target) {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut differing = Vec::new();
    for case in folders(&cases) {
        let expected = case.join(target.as_str());
        let Some(generated) = generate(&case, target) else {
            assert!(!expected.exists(), "{} is no longer rendered", expected.display());
            continue;
        };
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            replace(&expected, &generated);
        }
        let stored = stored(&expected);
        let paths: BTreeSet<_> = generated.keys().chain(stored.keys()).collect();
        for path in paths.into_iter().filter(|path| generated.get(*path) != stored.get(*path)) {
            differing.push(difference(&expected.join(path), stored.get(path), generated.get(path)));
        }
    }
    assert!(
        differing.is_empty(),
        "goldens disagree (UPDATE_GOLDENS=1 cargo test --test golden writes them anew):\n{}",
        differing.join("\n")
    );
}

/// `None` where the case asks for what the target cannot carry: such a case has no folder for it.
fn generate(case: &Path, target: Target) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
    let includes = [case.join("proto")];
    let mut files = Vec::new();
    find_files(&includes[0], &mut files);
    files.sort();
    let schema = descriptor::compile(&files, &includes).unwrap_or_else(|error| panic!("{error}"));
    let name = case.file_name().unwrap().to_str().unwrap();
    let mut options = BTreeMap::new();
    if target == Target::Go {
        options.insert("module".to_owned(), format!("example.com/{name}/gen"));
    }
    let config = TargetConfig { target, out: PathBuf::new(), messages: false, options };
    match stubborn::generate(&schema, &Config { targets: vec![config] }) {
        Ok(files) => Some(files.0.into_iter().map(|file| (PathBuf::from(file.path), file.content)).collect()),
        Err(diagnostics) if diagnostics.sorted().into_iter().all(is_beyond_target) => None,
        Err(diagnostics) => panic!("{name}: {diagnostics}"),
    }
}

fn is_beyond_target(diagnostic: &Diagnostic) -> bool {
    let of_target = matches!(diagnostic.code, Code::UnsupportedAnnotation | Code::Capability);
    of_target || diagnostic.severity == Severity::Warning
}

fn stored(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = Vec::new();
    if root.exists() {
        find_files(root, &mut files);
    }
    let read = |path: PathBuf| (path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
    files.into_iter().map(read).collect()
}

fn replace(root: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    if root.exists() {
        fs::remove_dir_all(root).unwrap();
    }
    for (path, content) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

fn difference(path: &Path, stored: Option<&Vec<u8>>, generated: Option<&Vec<u8>>) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.strip_prefix(root).unwrap_or(path).display();
    match (stored, generated) {
        (Some(stored), Some(generated)) => {
            let diff = similar::TextDiff::from_lines(stored.as_slice(), generated.as_slice());
            format!(
                "{}",
                diff.unified_diff().header(&format!("{path} (golden)"), &format!("{path} (generated)"))
            )
        }
        (Some(_), None) => format!("{path}: no longer generated"),
        (None, _) => format!("{path}: not among the goldens"),
    }
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn find_files(root: &Path, found: &mut Vec<PathBuf>) {
    for path in folders(root) {
        if path.is_dir() {
            find_files(&path, found);
        } else {
            found.push(path);
        }
    }
}
