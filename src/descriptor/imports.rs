//! Who imports whom.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The files in an order in which every one comes after all that it imports.
///
/// # Errors
///
/// Imports of files that are not there, and imports in a circle.
pub fn order(imports: &BTreeMap<&str, &[String]>) -> Result<Vec<String>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    for (file, imported) in imports {
        for missing in imported.iter().filter(|name| !imports.contains_key(name.as_str())) {
            diagnostics.push(missing_import(file, missing));
        }
    }
    diagnostics.propagate()?;
    let mut walk = Walk { imports, ordered: Vec::new(), done: HashSet::new() };
    for file in imports.keys() {
        walk.visit(file)?;
    }
    Ok(walk.ordered)
}

fn missing_import(file: &str, missing: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MalformedDescriptors,
        format!("`{file}` imports `{missing}`, which is not among the descriptors"),
    )
    .at(Place::file(file), "imported here")
    .help("`protoc --include_imports --include_source_info -o FILE …` and `buf build -o FILE` write complete ones")
}

struct Walk<'a> {
    imports: &'a BTreeMap<&'a str, &'a [String]>,
    ordered: Vec<String>,
    done: HashSet<&'a str>,
}

impl<'a> Walk<'a> {
    /// Keeps its own stack: a chain of imports may be longer than the thread's.
    fn visit(&mut self, file: &'a str) -> Result<(), Diagnostic> {
        let mut stack: Vec<(&str, usize)> = vec![(file, 0)];
        let mut open: HashSet<&str> = HashSet::from([file]);
        if self.done.contains(file) {
            return Ok(());
        }
        while let Some((file, next)) = stack.last_mut() {
            let file = *file;
            let Some(import) = self.imports.get(file).and_then(|imported| imported.get(*next)) else {
                self.done.insert(file);
                self.ordered.push(file.to_owned());
                open.remove(file);
                stack.pop();
                continue;
            };
            *next += 1;
            if !open.insert(import) {
                let files: Vec<&str> =
                    stack.iter().map(|(file, _)| *file).skip_while(|file| file != import).collect();
                return Err(circle(&files, Place::file(import)));
            }
            if self.done.contains(import.as_str()) {
                open.remove(import.as_str());
            } else {
                stack.push((import, 0));
            }
        }
        Ok(())
    }
}

/// Files of which each imports the next and the last one the first.
pub fn circle(files: &[&str], place: Place) -> Diagnostic {
    let names = files.iter().chain(files.first()).map(|name| format!("`{name}`"));
    let way = names.collect::<Vec<_>>().join(" → ");
    Diagnostic::error(Code::DoesNotCompile, format!("files import each other in a circle: {way}"))
        .at(place, "the circle starts and ends here")
        .help("move what both need into a file that imports neither")
}

/// What a file publicly imports beyond its own imports, through `import public` in those.
///
/// prost-reflect follows one such link only, and does not find the types behind the second; with
/// the imports behind it listed in the file itself, it does.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Links {
    #[prost(string, repeated, tag = "3")]
    pub dependency: Vec<String>,
    #[prost(int32, repeated, packed = "false", tag = "10")]
    pub public_dependency: Vec<i32>,
}

impl Links {
    /// The public imports among these.
    pub fn public(&self) -> impl Iterator<Item = &str> {
        let named = |index: &i32| self.dependency.get(usize::try_from(*index).ok()?).map(String::as_str);
        self.public_dependency.iter().filter_map(named)
    }

    /// What is to be added to these so that every file behind a public link is listed.
    pub fn missing(&self, files: &HashMap<&str, &Links>) -> Links {
        let mut seen: HashSet<&str> = self.dependency.iter().map(String::as_str).collect();
        let mut waiting: Vec<&str> = self.public().collect();
        let mut missing = Links::default();
        while let Some(name) = waiting.pop() {
            for behind in files.get(name).into_iter().flat_map(|links| links.public()) {
                if seen.insert(behind) {
                    let index = self.dependency.len() + missing.dependency.len();
                    missing.public_dependency.push(i32::try_from(index).unwrap_or(i32::MAX));
                    missing.dependency.push(behind.to_owned());
                    waiting.push(behind);
                }
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order_of(imports: &[(&str, &[&str])]) -> Result<Vec<String>, String> {
        let owned: Vec<(&str, Vec<String>)> = imports
            .iter()
            .map(|(file, list)| (*file, list.iter().map(|name| (*name).to_owned()).collect()))
            .collect();
        let map = owned.iter().map(|(file, list)| (*file, list.as_slice())).collect();
        order(&map).map_err(|diagnostics| diagnostics.to_string())
    }

    #[test]
    fn imports_come_first() {
        assert_eq!(order_of(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])]).unwrap(), ["c", "b", "a"]);
    }

    #[test]
    fn circles_are_named() {
        let error = order_of(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])]).unwrap_err();
        assert!(error.contains("`b` → `c` → `b`"), "{error}");
        assert!(order_of(&[("a", &["a"])]).unwrap_err().contains("`a` → `a`"));
    }

    #[test]
    fn a_long_chain_does_not_overflow_the_stack() {
        let names: Vec<String> = (0..100_000).map(|index| format!("{index:06}")).collect();
        let map = names.iter().zip(names[1..].iter().map(std::slice::from_ref).chain([&[][..]]));
        assert_eq!(
            order(&map.map(|(name, list)| (name.as_str(), list)).collect()).unwrap().len(),
            names.len()
        );
    }
}
