//! A folder below `target/compile` where one language's stubs are put under its tools.

use std::cell::RefCell;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use toolchain::Set;

const SKIP: &str = "STUBBORN_SKIP";

/// A language with its folder.
pub struct Bench {
    language: &'static str,
    root: PathBuf,
    cases: Vec<PathBuf>,
    path: OsString,
    complaints: RefCell<Vec<String>>,
}

impl Bench {
    /// `None` where the language is to be left out.
    pub fn new(language: &'static str) -> Option<Self> {
        if env::var(SKIP).is_ok_and(|skip| skip.split(',').any(|skipped| skipped == language)) {
            // Past the harness, which would keep it to itself.
            let _ = writeln!(io::stderr(), "SKIPPED: {language} stubs are not compiled ({SKIP})");
            return None;
        }
        let root = target_folder().join("compile").join(language);
        fs::create_dir_all(&root).unwrap();
        let own = source_folder().join("tests/compile").join(language);
        for file in entries(&own) {
            fs::copy(&file, root.join(file.file_name().unwrap())).unwrap();
        }
        // A case has a folder for each target that can carry it.
        let mut cases = entries(&source_folder().join("tests/golden"));
        cases.retain(|case| case.join(language).is_dir());
        cases.extend(entries(&source_folder().join("tests/stress")));
        Some(Self { language, root, cases, path: search_path(language), complaints: RefCell::default() })
    }

    /// Runs `stubborn generate` for every case, into `<case>/gen`. A stress schema that asks for what
    /// the target cannot carry, by the capability table, is left out.
    pub fn generate(&mut self) {
        self.cases =
            std::mem::take(&mut self.cases).into_iter().filter(|case| self.generate_case(case)).collect();
    }

    fn generate_case(&self, case: &Path) -> bool {
        let name = case.file_name().unwrap().to_str().unwrap();
        let out = self.root.join(name).join("gen");
        let proto = case.join("proto");
        let mut command = self.command(env!("CARGO_BIN_EXE_stubborn"), &self.root);
        command.args(["generate", "--quiet"]).arg(&proto).arg("-I").arg(&proto);
        command.arg("--out").arg(format!("{}={}", self.language, out.display()));
        if self.language == "go" {
            command.arg("--opt").arg(format!("go.module=example.com/{name}/gen"));
        }
        let output = run(&mut command);
        if output.status.success() {
            return true;
        }

        let said = String::from_utf8_lossy(&output.stderr);
        assert!(case.ends_with(Path::new("stress").join(name)) && is_beyond_target(&said), "{name}: {said}");
        let _ = fs::remove_dir_all(out);
        false
    }

    /// Where the cases are generated.
    pub fn generated(&self) -> impl Iterator<Item = PathBuf> {
        self.cases.iter().map(|case| self.root.join(case.file_name().unwrap()).join("gen"))
    }

    /// Every file that is generated from a golden's schema, and from none of those under stress.
    pub fn golden_files(&self) -> impl Iterator<Item = PathBuf> {
        let goldens = self.cases.iter().filter(|case| case.starts_with(source_folder().join("tests/golden")));
        goldens.flat_map(|case| files(&self.root.join(case.file_name().unwrap()).join("gen")))
    }

    /// The project's `target`.
    pub fn target_folder(&self) -> PathBuf {
        target_folder()
    }

    /// Makes the packages of npm importable.
    pub fn link_packages(&self) {
        let link = self.root.join("node_modules");
        let _ = fs::remove_file(&link);
        let packages =
            Set::Node.install().unwrap_or_else(|error| panic!("{error}")).root().join("node_modules");
        std::os::unix::fs::symlink(packages, link).unwrap();
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.root.join(name), text).unwrap();
    }

    /// Runs a tool in the folder; what it has to say is told at the end.
    pub fn run(&self, tool: &str, arguments: &[&str]) {
        self.run_in(&self.root, tool, arguments);
    }

    /// Runs a tool in a folder of one's choice.
    pub fn run_in(&self, folder: &Path, tool: &str, arguments: &[&str]) {
        let output = run(self.command(tool, folder).args(arguments));
        if !output.status.success() {
            self.complain(tool, arguments, &output);
        }
    }

    /// Runs a tool that says what is wrong without failing.
    pub fn expect_silence(&self, tool: &str, arguments: &[&str]) {
        let output = run(self.command(tool, &self.root).args(arguments));
        if !output.status.success() || !output.stdout.is_empty() {
            self.complain(tool, arguments, &output);
        }
    }

    /// Fails if any tool had something to say.
    pub fn finish(self) {
        let complaints = self.complaints.into_inner();
        assert!(complaints.is_empty(), "in {}:\n{}", self.root.display(), complaints.join("\n"));
    }

    fn complain(&self, tool: &str, arguments: &[&str], output: &Output) {
        let said = [&output.stdout, &output.stderr].map(|said| String::from_utf8_lossy(said));
        self.complaints.borrow_mut().push(format!("{tool} {}\n{}", arguments.join(" "), said.concat()));
    }

    fn command(&self, tool: &str, folder: &Path) -> Command {
        let mut command = Command::new(tool);
        command.current_dir(folder).env("PATH", &self.path);
        command
    }
}

/// Every error says that the target lacks something: SB0203 and SB0505.
fn is_beyond_target(said: &str) -> bool {
    let mut errors = said.lines().filter(|line| line.contains(": error[")).peekable();
    errors.peek().is_some()
        && errors.all(|line| line.contains("error[SB0203]") || line.contains("error[SB0505]"))
}

/// Our tools first, then whatever is on the `PATH`.
fn search_path(language: &str) -> OsString {
    let sets: &[Set] = match language {
        "go" => &[Set::ProtocGenGo],
        "typescript" => &[Set::Node],
        "python" => &[Set::Python, Set::Node],
        _ => &[],
    };
    let ours = sets.iter().map(|set| set.install().unwrap_or_else(|error| panic!("{error}")).bin());
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.chain(env::split_paths(&others))).unwrap()
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn source_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn target_folder() -> PathBuf {
    toolchain::folder().parent().unwrap().to_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = listed.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn files(path: &Path) -> Vec<PathBuf> {
    match path.is_dir() {
        true => entries(path).iter().flat_map(|entry| files(entry)).collect(),
        false => vec![path.to_owned()],
    }
}
