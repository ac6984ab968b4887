//! Installs a set once, whole or not at all.

use std::fs::{self, File};
use std::path::Path;

use crate::{Error, run};

/// Is there once everything else is.
const STAMP: &str = ".complete";

/// One step of an installation, in the set's folder.
pub struct Step {
    what: What,
    environment: Vec<(String, String)>,
}

enum What {
    Write { name: String, text: String },
    Run { command: Vec<String> },
}

impl Step {
    pub fn write(name: &str, text: &str) -> Step {
        let what = What::Write { name: name.to_owned(), text: text.to_owned() };
        Step { what, environment: Vec::new() }
    }

    pub fn run(command: &[&str]) -> Step {
        let what = What::Run { command: command.iter().map(|&word| word.to_owned()).collect() };
        Step { what, environment: Vec::new() }
    }

    pub fn with(mut self, variable: &str, value: &str) -> Step {
        self.environment.push((variable.to_owned(), value.to_owned()));
        self
    }

    fn take(&self, root: &Path) -> Result<(), Error> {
        match &self.what {
            What::Write { name, text } => {
                let path = root.join(name);
                fs::write(&path, text).map_err(|error| Error::file(&path, error))
            }
            What::Run { command } => run::run(command, &self.environment, root),
        }
    }
}

/// Makes sure that a set is in its folder, by installing it if need be.
pub fn ensure(root: &Path, steps: &[Step]) -> Result<(), Error> {
    if root.join(STAMP).exists() {
        return Ok(());
    }

    // The lock is beside the folder, which may be removed, and goes with the process that holds it.
    let lock = root.with_added_extension("lock");
    let _lock = lock_file(&lock).map_err(|error| Error::file(&lock, error))?;
    if root.join(STAMP).exists() {
        return Ok(());
    }

    eprintln!("installing {} (once)", root.display());
    clear(root).map_err(|error| Error::file(root, error))?;
    for step in steps {
        step.take(root)?;
    }

    let stamp = root.join(STAMP);
    fs::write(&stamp, "").map_err(|error| Error::file(&stamp, error))
}

fn lock_file(path: &Path) -> std::io::Result<File> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let file = File::create(path)?;
    file.lock()?;

    Ok(file)
}

fn clear(root: &Path) -> std::io::Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::create_dir_all(root)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::thread;

    use super::*;

    /// A folder of this test's own, removed before and after.
    struct Scratch(std::path::PathBuf);

    impl Scratch {
        fn new(name: &str) -> Scratch {
            let root = std::env::temp_dir().join(format!("toolchain-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&root);
            Scratch(root)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_broke_off_is_installed_anew() {
        let scratch = Scratch::new("anew");
        let root = scratch.0.join("set");
        let broken = [Step::write("half", ""), Step::run(&["false"])];
        assert!(ensure(&root, &broken).is_err());
        assert!(root.join("half").exists());

        ensure(&root, &[Step::write("whole", "")]).unwrap();
        assert!(!root.join("half").exists());
        assert!(root.join("whole").exists());

        ensure(&root, &broken).unwrap();
    }

    #[test]
    fn many_ask_and_one_installs() {
        let scratch = Scratch::new("many");
        let root = scratch.0.join("set");
        let count = scratch.0.join("count");
        let script = format!("sleep 0.1; echo x >> {}", count.display());
        let failures = Mutex::new(Vec::new());

        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    if let Err(error) = ensure(&root, &[Step::run(&["sh", "-c", &script])]) {
                        failures.lock().unwrap().push(error);
                    }
                });
            }
        });

        assert!(failures.into_inner().unwrap().is_empty());
        assert_eq!(fs::read_to_string(count).unwrap(), "x\n");
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let scratch = Scratch::new("failure");
        let steps = [Step::run(&["sh", "-c", "echo no such package; exit 3"])];
        let text = ensure(&scratch.0.join("set"), &steps).unwrap_err().to_string();

        assert!(text.contains("sh -c 'echo no such package; exit 3'"), "{text}");
        assert!(text.contains("no such package\n") || text.ends_with("no such package"), "{text}");

        let missing = [Step::run(&["no-such-installer"])];
        let text = ensure(&scratch.0.join("other"), &missing).unwrap_err().to_string();
        assert!(text.contains("no-such-installer"), "{text}");
    }
}
