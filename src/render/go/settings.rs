//! What the configuration says of Go.

use crate::config::TargetConfig;
use crate::model::Source;

use super::names::{self, Package};

/// The keys of `[target.go]`.
pub const KEYS: [&str; 2] = ["module", "support"];

/// Where packages are, and where their files go.
pub struct Settings {
    /// The import path of the output tree's root, which paths of files leave out.
    module: Option<String>,
    /// The package that all stubs share.
    pub support: Package,
}

impl Settings {
    /// Reads the options; a missing `support` is `stubborn` at the root of the tree.
    pub fn new(config: &TargetConfig) -> Self {
        let option = |key: &str| config.options.get(key).map(|value| value.trim_end_matches('/').to_owned());
        let module = option("module").filter(|module| !module.is_empty());
        let path = option("support").unwrap_or_else(|| match &module {
            Some(module) => format!("{module}/stubborn"),
            None => "stubborn".to_owned(),
        });
        Self { module, support: Package { path, name: "stubborn".to_owned() } }
    }

    /// Whether the support package's import path was said, directly or by the module's.
    pub fn has_support(config: &TargetConfig) -> bool {
        KEYS.iter().any(|key| config.options.get(*key).is_some_and(|value| !value.is_empty()))
    }

    /// The folder of a package in the output tree; `None` if it is outside of the module.
    pub fn folder(&self, package: &Package) -> Option<String> {
        let Some(module) = &self.module else { return Some(package.path.clone()) };
        if package.path == *module {
            return Some(String::new());
        }
        package.path.strip_prefix(module)?.strip_prefix('/').map(str::to_owned)
    }

    /// The import path that outputs must be below.
    pub fn module(&self) -> Option<&str> {
        self.module.as_deref()
    }

    /// Where the stubs of a file go; `None` where it has no package inside of the module.
    pub fn stubs_path(&self, source: &Source) -> Option<String> {
        self.path(source, "")
    }

    /// Where the errors go that a file declares.
    pub fn errors_path(&self, source: &Source) -> Option<String> {
        self.path(source, "_errors")
    }

    fn path(&self, source: &Source, suffix: &str) -> Option<String> {
        let package = names::stub_package(&names::message_package(source)?);
        let folder = self.folder(&package)?;
        let file = source.path.rsplit('/').next().unwrap_or(&source.path);
        let stem = file.strip_suffix(".proto").unwrap_or(file);
        Some(format!("{folder}/{stem}{suffix}.stubborn.go").trim_start_matches('/').to_owned())
    }
}
