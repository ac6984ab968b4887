//! `generate --check`.

use std::fs;

use serde_json::Value;

use crate::project::{MESSAGES, Project, Run};

const OUTS: [&str; 8] =
    ["--out", "rust=out/rust", "--out", "typescript=out/ts", "--out", "python=out/py", "--out", "go=out/go"];

const GENERATE: [&str; 6] = ["generate", "proto", "-I", "proto", "--opt", "go.module=example.com"];

/// A schema whose stubs of every target are there.
fn generated() -> Project {
    let project = Project::hello();
    project.succeed(&[&GENERATE[..], &OUTS[..], &["--no-messages"]].concat());
    project
}

/// Checks, which must leave everything as it is.
fn check(project: &Project, more: &[&str]) -> Run {
    let before = project.files(".");
    let run = project.run(&[&GENERATE[..], &OUTS[..], &["--no-messages", "--check"], more].concat());
    assert_eq!(project.files("."), before);
    run
}

/// Rule, severity and symbol of what a check finds.
fn found(project: &Project) -> Vec<(String, String, String)> {
    let run = check(project, &["--format", "json"]);
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    assert_eq!(document["version"], 1);
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = document["findings"].as_array().unwrap().iter();
    findings.map(|one| (text(one, "rule"), text(one, "severity"), text(one, "symbol"))).collect()
}

fn error(rule: &str, symbol: &str) -> (String, String, String) {
    (rule.to_owned(), "error".to_owned(), symbol.to_owned())
}

#[test]
fn what_is_current_is_clean() {
    let project = generated();
    let run = check(&project, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.ends_with("files in out/rust, out/ts, out/py, out/go: nothing found\n"), "{run:?}");
    assert_eq!(check(&project, &["-q"]).stdout, "");
    assert_eq!(found(&project), []);
}

#[test]
fn what_is_missing_is_told_file_by_file_or_as_a_whole() {
    let project = generated();
    fs::remove_file(project.path("out/py/hello/v1/hello_stubborn.py")).unwrap();
    fs::remove_dir_all(project.path("out/go")).unwrap();
    assert_eq!(
        found(&project),
        [error("STUB_MISSING", "out/go"), error("STUB_MISSING", "out/py/hello/v1/hello_stubborn.py")]
    );
    let run = check(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("nothing is generated in out/go yet") && run.stdout.contains("  also: out/go/")
    );
    assert!(run.stdout.ends_with(": 2 errors\n"), "{}", run.stdout);
}

#[test]
fn what_another_schema_makes_is_stale() {
    let project = generated();
    let schema = project.read("proto/hello/v1/hello.proto");
    project.write("proto/hello/v1/hello.proto", &schema.replace("hello/{name}", "hi/{name}"));
    let found = found(&project);
    assert!(
        found.iter().all(|(rule, severity, _)| rule == "STUB_OUT_OF_DATE" && severity == "error"),
        "{found:?}"
    );
    assert!(found.iter().any(|(.., symbol)| symbol == "out/py/hello/v1/hello_stubborn.py"), "{found:?}");

    let run = check(&project, &[]);
    assert_eq!(run.code, 1);
    let line = run.stdout.lines().find(|line| line.contains("hello_stubborn.py")).unwrap();
    let number: usize = line.split(':').nth(1).unwrap().parse().unwrap();
    let stub = project.read("out/py/hello/v1/hello_stubborn.py");
    assert!(stub.lines().nth(number - 1).unwrap().contains("hello/"), "{line}");
    assert!(
        run.stdout.lines().any(|line| line.trim_start().starts_with("-") && line.contains("hello/")),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.lines().any(|line| line.trim_start().starts_with("+") && line.contains("hi/")),
        "{}",
        run.stdout
    );
}

#[test]
fn what_was_edited_is_not_called_stale() {
    let project = generated();
    let stub = project.read("out/ts/hello/v1/hello_stubborn.ts");
    project.write("out/ts/hello/v1/hello_stubborn.ts", &format!("{stub}// mine\n"));
    assert_eq!(found(&project), [error("STUB_EDITED", "out/ts/hello/v1/hello_stubborn.ts")]);
    assert!(check(&project, &[]).stdout.contains("    -// mine\n"));
}

#[test]
fn what_no_schema_makes_any_more_is_left_over() {
    let project = generated();
    let other = MESSAGES.replace("hello.v1", "other.v1").replace("hello/v1;hellov1", "other/v1;otherv1");
    let other = format!("{other}service Other {{ rpc Do(HelloRequest) returns (HelloReply); }}");
    project.write("proto/other/v1/other.proto", &other);
    project.succeed(&[&GENERATE[..], &OUTS[..], &["--no-messages"]].concat());
    fs::remove_file(project.path("proto/other/v1/other.proto")).unwrap();
    project.write("out/py/other/v1/other_stubborn.py", "# mine now");
    let found = found(&project);
    assert!(found.contains(&error("STUB_ORPHANED", "out/py/other/v1/other_stubborn.py")), "{found:?}");
    assert!(found.iter().filter(|(rule, ..)| rule == "STUB_ORPHANED").count() > 3, "{found:?}");
    assert!(
        check(&project, &[])
            .stdout
            .contains("is left over: no schema makes it any more, and was edited by hand")
    );
}

#[test]
fn line_endings_are_told_from_content() {
    let project = generated();
    let name = "out/go/hello/v1/hellov1stubborn/hello.stubborn.go";
    project.write(name, &project.read(name).replace('\n', "\r\n"));
    assert_eq!(found(&project), [error("STUB_OUT_OF_DATE", name)]);
    let run = check(&project, &[]);
    assert!(run.stdout.contains("differs only in line endings: CRLF for LF"), "{run:?}");
    assert!(run.stdout.contains(".gitattributes") && !run.stdout.contains("@@"), "{run:?}");

    for (name, _) in project.files("out/py") {
        let name = format!("out/py/{name}");
        project.write(&name, &project.read(&name).replace('\n', "\r\n"));
    }
    fs::remove_dir_all(project.path("out/go")).unwrap();
    assert_eq!(found(&project), [error("STUB_MISSING", "out/go"), error("STUB_OUT_OF_DATE", "out/py")]);
}

/// Changes a file as if a run had written it so, and recorded it.
fn rewrite(project: &Project, file: &str, change: impl Fn(&str) -> String) {
    let hash = |text: &str| {
        use sha2::{Digest, Sha256};
        Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let old = project.read(file);
    let new = change(&old);
    let record = "out/py/.stubborn.python.sha256";
    let recorded = project.read(record);
    assert!(old != new && recorded.contains(&hash(&old)));
    project.write(file, &new);
    project.write(record, &recorded.replace(&hash(&old), &hash(&new)));
}

/// Another version would have made something else of the same schema.
fn made_by(project: &Project, version: &str) {
    rewrite(project, "out/py/hello/v1/hello_stubborn.py", |text| {
        text.replace("Greets.", "Greets, as it did.")
    });
    let record = "out/py/.stubborn.python.sha256";
    let this = format!("# version {}\n", env!("CARGO_PKG_VERSION"));
    let recorded = project.read(record);
    assert!(recorded.contains(&this));
    project.write(record, &recorded.replace(&this, &format!("# version {version}\n")));
}

#[test]
fn another_version_of_the_generator_is_a_warning() {
    let project = generated();
    made_by(&project, "0.0.1");
    let run = check(&project, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    let said = format!("made by stubborn 0.0.1, and this is {}", env!("CARGO_PKG_VERSION"));
    assert!(run.stdout.contains("warning[STUB_GENERATOR_VERSION]") && run.stdout.contains(&said), "{run:?}");
    assert!(!run.stdout.contains("@@"), "{run:?}");
    assert_eq!(check(&project, &["--fail-on", "warning"]).code, 1);
}

#[test]
fn another_version_does_not_hide_another_schema() {
    let project = generated();
    made_by(&project, "0.0.1");
    let schema = project.read("proto/hello/v1/hello.proto");
    project.write("proto/hello/v1/hello.proto", &schema.replace("// Greets.", "// Greets politely."));
    assert!(found(&project).contains(&error("STUB_OUT_OF_DATE", "out/py/hello/v1/hello_stubborn.py")));

    project.write("proto/hello/v1/hello.proto", &schema.replace("// Greets.", "\n\n// Greets."));
    assert!(
        found(&project).iter().all(|(rule, ..)| rule == "STUB_GENERATOR_VERSION"),
        "{:?}",
        found(&project)
    );
}

#[test]
fn the_record_is_checked_where_all_that_it_records_is_in_order() {
    let project = generated();
    fs::remove_file(project.path("out/py/.stubborn.python.sha256")).unwrap();
    let recorded = project.read("out/ts/.stubborn.typescript.sha256");
    project.write("out/ts/.stubborn.typescript.sha256", &format!("<<<<<<< HEAD\n{recorded}"));
    assert_eq!(
        found(&project),
        [
            error("STUB_MISSING", "out/py/.stubborn.python.sha256"),
            error("STUB_OUT_OF_DATE", "out/ts/.stubborn.typescript.sha256")
        ]
    );
}

#[test]
fn what_a_run_leaves_alone_a_check_finds_in_order() {
    let project = generated();
    let record = project.read("out/py/.stubborn.python.sha256");
    let messages = project.read("proto/hello/v1/messages.proto");
    project.write(
        "proto/hello/v1/messages.proto",
        &messages.replace("string text = 1;", "string text = 1; string more = 2;"),
    );
    // Rust's stubs hold the descriptors.
    assert!(found(&project).iter().all(|(.., symbol)| symbol.starts_with("out/rust/")));
    project.succeed(&[&GENERATE[..], &OUTS[..], &["--no-messages"]].concat());
    assert_eq!(project.read("out/py/.stubborn.python.sha256"), record);
    assert_eq!(found(&project), []);
}

fn is_told(run: &Run, file: &str, what: &str) -> bool {
    run.stdout.lines().any(|line| line.starts_with(&format!("{file}:")) && line.contains(what))
}

#[test]
fn messages_are_checked_too() {
    let project =
        Project::hello().with_tools(&["protoc", "protoc-gen-mypy", "protoc-gen-go", "protoc-gen-es"]);
    project.succeed(&[&GENERATE[..], &OUTS[..]].concat());
    let checked = |project: &Project| {
        let before = project.files(".");
        let run = project.run(&[&GENERATE[..], &OUTS[..], &["--check"]].concat());
        assert_eq!(project.files("."), before);
        run
    };
    assert_eq!(checked(&project).code, 0);
    for name in [
        "out/rust/hello.v1.rs",
        "out/ts/hello/v1/messages_pb.ts",
        "out/py/hello/v1/messages_pb2.py",
        "out/go/hello/v1/messages.pb.go",
    ] {
        let text = project.read(name);
        project.write(name, &format!("{text}\n"));
        let run = checked(&project);
        assert!(
            run.code == 1 && is_told(&run, name, "error[STUB_EDITED]: the file was edited by hand"),
            "{run:?}"
        );
        project.write(name, &text);
    }
    let module = "out/py/hello/v1/messages_pb2.py";
    let old = (project.read(module), project.read("out/py/.stubborn.python.sha256"));
    rewrite(&project, module, |text| format!("{text}# as protoc once did\n"));
    let run = checked(&project);
    let said =
        "1 file in out/py differs only because it was made by another version of the generator of messages";
    assert!(run.code == 0 && run.stdout.contains(said), "{run:?}");
    project.write(module, &old.0);
    project.write("out/py/.stubborn.python.sha256", &old.1);

    let messages = project.read("proto/hello/v1/messages.proto");
    project.write("proto/hello/v1/messages.proto", &messages.replace("text", "words"));
    let run = checked(&project);
    for name in [
        "out/rust/hello.v1.rs",
        "out/ts/hello/v1/messages_pb.ts",
        "out/py/hello/v1/messages_pb2.py",
        "out/go/hello/v1/messages.pb.go",
    ] {
        assert!(is_told(&run, name, "error[STUB_OUT_OF_DATE]: the file is not"), "{}", run.stdout);
    }
}

#[test]
fn what_cannot_be_checked_is_not_clean() {
    let project = generated();
    project.write("proto/hello/v1/messages.proto", "nonsense");
    assert_eq!(check(&project, &[]).code, 2);
    let project = Project::hello();
    project.write("out/py/hello/v1/hello_stubborn.py", "my own work");
    let run = check(&project, &[]);
    assert!(run.code == 2 && run.stderr.contains("SB0603"), "{run:?}");
}

#[test]
fn flags_of_reports_are_for_checks() {
    let project = generated();
    for flags in [["--format", "json"], ["--fail-on", "warning"]] {
        let run = project.run(&[&GENERATE[..], &OUTS[..], &["--no-messages"], &flags[..]].concat());
        assert!(run.code == 2 && run.stderr.contains("means nothing without `--check`"), "{run:?}");
    }
}

#[test]
fn every_format_says_the_same() {
    let project = generated();
    let stub = "out/py/hello/v1/hello_stubborn.py";
    project.write(stub, &format!("# mine\n{}", project.read(stub)));
    for format in ["text", "json", "github", "gitlab", "junit", "sarif", "msvs", "markdown"] {
        let run = check(&project, &["--format", format]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stdout.contains("STUB_EDITED") && run.stdout.contains(stub), "{run:?}");
        assert_eq!(run.stderr, "", "{run:?}");
    }
    let run = check(&project, &["--format", "github"]);
    assert!(run.stdout.starts_with(&format!("::error file={stub},line=1,title=STUB_EDITED::")), "{run:?}");
}

#[test]
fn hosts_are_told_paths_from_the_repository_s_root() {
    let project = generated();
    let stub = "out/py/hello/v1/hello_stubborn.py";
    project.write(stub, "# mine\n");
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    let arguments =
        ["generate", "../proto", "-I", "../proto", "--out", "python=../out/py", "--no-messages", "--check"];
    fs::create_dir(project.path("sub")).unwrap();
    let run = |format| project.run_in("sub", &[&arguments[..], &["--format", format]].concat()).stdout;
    assert!(run("github").contains(&format!("file={stub},")), "{}", run("github"));
    assert!(run("sarif").contains(&format!("\"uri\": \"{stub}\"")));
    assert!(run("gitlab").contains(&format!("\"path\": \"{stub}\"")));
    assert!(run("text").contains(&format!("../{stub}:1: error")));
}

#[test]
fn it_says_what_is_wrong_why_it_matters_and_what_to_do() {
    let project = generated();
    let name = "out/py/hello/v1/hello_stubborn.py";
    let schema = project.read("proto/hello/v1/hello.proto");
    project.write("proto/hello/v1/hello.proto", &schema.replace("// Greets.", "// Greets politely."));
    let arguments =
        ["generate", "proto", "-I", "proto", "--out", "python=out/py", "--no-messages", "--check"];
    let run = project.run(&arguments);
    // Where in the file it is, and how many files there are, is the templates' business.
    let number = |line: &&str| line.split(':').nth(1).and_then(|number| number.parse::<usize>().ok());
    let first = run.stdout.lines().next().filter(|line| number(line).is_some());
    assert!(first.is_some_and(|line| {
        line.ends_with(": error[STUB_OUT_OF_DATE]: the file is not what the schema makes now")
    }));
    for told in [
        "\n  why: callers and workers built from it follow an earlier schema\n  fix: run `stubborn generate` and commit what it writes\n    @@ ",
        "\n    -    \"\"\"Greets.\n    +    \"\"\"Greets politely.\n",
        " files in out/py: 1 error\n",
    ] {
        assert!(run.stdout.contains(told), "{told}{}", run.stdout);
    }
    assert!(run.stdout.starts_with(name));
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let project = generated();
    let folder = project.path("out/py");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let run = check(&project, &[]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 0, "{run:?}");
}
