//! protoc-gen-go.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::{Input, Made, plugin, tool};
use crate::config::{Target, TargetConfig};
use crate::descriptor::EncodedFile;
use crate::diagnostic::Diagnostic;

const NAME: &str = "protoc-gen-go";
const INSTALL: &str = "go install google.golang.org/protobuf/cmd/protoc-gen-go@latest";

/// The messages as Go sources, where protoc-gen-go's own rules put them.
pub fn generate(input: &Input, config: &TargetConfig) -> Result<Made, Diagnostic> {
    let program =
        tool::on_path(NAME).or_else(installed).ok_or_else(|| tool::missing(Target::Go, NAME, INSTALL))?;
    let module = config.options.get("module");
    let ours = |file: &&EncodedFile| input.roots.contains(&file.name) || is_in_module(file, module);
    let wanted: Vec<&str> = input.own_files().filter(ours).map(|file| file.name.as_str()).collect();
    let parameter = module.map(|module| format!("module={module}")).unwrap_or_default();
    plugin::run(&mut Command::new(program), NAME, input, &wanted, &parameter)
}

/// An import of another module is that module's to generate. Where the module is not known, what
/// Google publishes is taken for another one.
fn is_in_module(file: &EncodedFile, module: Option<&String>) -> bool {
    let package = file.go_package.as_deref().unwrap_or_default();
    let path = package.split(';').next().unwrap_or_default();
    match module {
        Some(module) => {
            path.strip_prefix(module.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        None => {
            !path.is_empty()
                && !path.starts_with("google.golang.org/")
                && !path.starts_with("cloud.google.com/")
        }
    }
}

/// Where `go install` puts programs.
fn installed() -> Option<PathBuf> {
    let bin = |variable| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let paths = env::var_os("GOPATH").unwrap_or_default();
    let home = env::home_dir().map(|home| home.join("go"));
    let below = env::split_paths(&paths).chain(home).map(|path| path.join("bin"));
    bin("GOBIN").into_iter().chain(below).find_map(|folder| tool::in_folder(&folder, NAME))
}
