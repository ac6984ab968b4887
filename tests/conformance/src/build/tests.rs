use std::time::SystemTime;

use super::*;

/// A folder of this test's own, removed before and after.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let root = env::temp_dir().join(format!("conformance-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        Scratch(root)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn mirror(&self) {
        mirror(&self.0.join("from"), &self.0.join("to"), true).unwrap();
    }

    fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }

    fn modified(&self, path: &str) -> SystemTime {
        self.0.join(path).metadata().unwrap().modified().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_mirror_follows_its_source() {
    let scratch = Scratch::new("follows");
    scratch.write("from/a", "1");
    scratch.write("from/src/bin/b", "1");
    scratch.mirror();
    assert!(scratch.has("to/a") && scratch.has("to/src/bin/b"));

    fs::remove_dir_all(scratch.0.join("from/src")).unwrap();
    scratch.write("from/a", "2");
    scratch.mirror();
    assert!(!scratch.has("to/src"));
    assert_eq!(fs::read_to_string(scratch.0.join("to/a")).unwrap(), "2");
}

#[test]
fn what_is_made_stays_and_is_not_copied() {
    let scratch = Scratch::new("made");
    scratch.write("from/a", "1");
    scratch.write("from/gen/mine", "1");
    scratch.write("from/src/__pycache__/x", "1");
    scratch.write("to/gen/theirs", "1");
    scratch.write("to/node_modules/x", "1");
    scratch.mirror();

    assert!(scratch.has("to/gen/theirs") && scratch.has("to/node_modules/x"));
    assert!(!scratch.has("to/gen/mine") && !scratch.has("to/src/__pycache__"));
}

#[test]
fn what_is_equal_is_not_touched() {
    let scratch = Scratch::new("equal");
    scratch.write("from/a", "1");
    scratch.mirror();
    let before = scratch.modified("to/a");
    scratch.mirror();
    assert_eq!(scratch.modified("to/a"), before);
}
