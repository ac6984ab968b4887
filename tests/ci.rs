//! What `docs/ci.md` offers: linted, and run for real as far as a machine without the hosts can.

#[path = "ci/repository.rs"]
mod repository;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use repository::Repository;
use serde::Deserialize;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn offered(name: &str) -> PathBuf {
    root().join("docs/ci").join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs a pinned tool, which must be content.
fn passes(program: &str, arguments: &[&str]) {
    let program = toolchain::command(program).unwrap_or_else(|error| panic!("{error}"));
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said));
}

#[test]
fn the_page_shows_the_files() {
    let page = read(&root().join("docs/ci.md"));
    for name in ["github.yml", "gitlab.yml", "pre-commit-config.yaml", "justfile"] {
        assert!(page.contains(&format!("\n{}```\n", read(&offered(name)))), "{name}");
        assert!(page.contains(&format!("](ci/{name})")), "{name}");
    }
}

#[test]
fn linters_are_content() {
    passes("actionlint", &["-shellcheck=", "-pyflakes=", "docs/ci/github.yml"]);
    passes("check-jsonschema", &["--builtin-schema", "vendor.github-workflows", "docs/ci/github.yml"]);
    passes("check-jsonschema", &["--builtin-schema", "vendor.gitlab-ci", "docs/ci/gitlab.yml"]);
    passes("pre-commit", &["validate-manifest", ".pre-commit-hooks.yaml"]);
    passes("pre-commit", &["validate-config", "docs/ci/pre-commit-config.yaml"]);
    passes("just", &["--justfile", "docs/ci/justfile", "--unstable", "--fmt", "--check"]);
}

/// The commands of a CI, each with what it is called, without those that install.
fn commands(text: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct Workflow {
        jobs: Jobs,
    }
    #[derive(Deserialize)]
    struct Jobs {
        drift: Job,
    }
    #[derive(Deserialize)]
    struct Job {
        steps: Vec<Step>,
    }
    #[derive(Deserialize)]
    struct Step {
        run: Option<String>,
    }
    let workflow: Workflow = serde_saphyr::from_str(text).unwrap();
    let runs = workflow.jobs.drift.steps.into_iter().filter_map(|step| step.run);
    runs.filter(|run| !run.contains("cargo install")).collect()
}

#[test]
fn github_s_steps_pass_and_fail_where_they_should() {
    let steps = commands(&read(&offered("github.yml")));
    assert!(!steps.is_empty());
    let repository = Repository::new();
    for step in &steps {
        let run = repository.shell(step);
        assert!(run.success, "{step}: {}", run.said);
    }
    repository.change_the_schema();
    let run = repository.shell(&steps[0]);
    let stub = "gen/python/hello/v1/hello_stubborn.py";
    assert!(!run.success && run.said.contains(&format!("::error file={stub},line=")), "{}", run.said);
    assert!(run.said.contains("title=STUB_OUT_OF_DATE::"), "{}", run.said);
}

#[test]
fn gitlab_s_job_passes_and_fails_where_it_should() {
    #[derive(Deserialize)]
    struct Pipeline {
        stubborn: Job,
    }
    #[derive(Deserialize)]
    struct Job {
        script: Vec<String>,
        artifacts: Artifacts,
    }
    #[derive(Deserialize)]
    struct Artifacts {
        reports: Reports,
    }
    #[derive(Deserialize)]
    struct Reports {
        codequality: String,
    }
    let job = serde_saphyr::from_str::<Pipeline>(&read(&offered("gitlab.yml"))).unwrap().stubborn;
    let script = job.script.join("\n");
    let repository = Repository::new();
    let issues = |repository: &Repository| {
        let report = repository.read(&job.artifacts.reports.codequality);
        serde_json::from_str::<Vec<serde_json::Value>>(&report).unwrap()
    };

    let run = repository.shell(&script);
    assert!(run.success && issues(&repository).is_empty(), "{}", run.said);

    repository.change_the_schema();
    let run = repository.shell(&script);
    assert!(!run.success && run.said.contains("error[STUB_OUT_OF_DATE]"), "{}", run.said);
    assert!(issues(&repository).iter().any(|issue| issue["check_name"] == "STUB_OUT_OF_DATE"));
}

#[test]
fn the_hooks_stop_a_commit() {
    let hooks = Repository::with_hooks(&root().join(".pre-commit-hooks.yaml"));
    let repository = Repository::new();
    let config = |id: &str| {
        let offered = read(&offered("pre-commit-config.yaml"));
        let config = offered
            .replace("https://example.com/stubborn", &hooks.path().to_string_lossy())
            .replace("v0.1.0", hooks.revision().trim())
            .replace("stubborn-check", id);
        assert!(config.contains(hooks.revision().trim()));
        repository.write(".pre-commit-config.yaml", &config);
        repository.shell("git add .pre-commit-config.yaml");
    };
    let hook = || repository.tool("pre-commit", &["run", "--all-files", "--color=never"]);

    config("stubborn-check");
    let run = hook();
    assert!(run.success && run.said.contains("stubs are what the schema makes"), "{}", run.said);
    repository.change_the_schema();
    let run = hook();
    assert!(!run.success && run.said.contains("STUB_OUT_OF_DATE"), "{}", run.said);

    config("stubborn-generate");
    let run = hook();
    assert!(!run.success && run.said.contains("files were modified by this hook"), "{}", run.said);
    assert!(hook().success);
}

#[test]
fn the_recipes_do_what_they_say() {
    let repository = Repository::new();
    let justfile = offered("justfile");
    let justfile = justfile.to_string_lossy();
    let just = |recipe: &str| {
        repository.tool("just", &["--justfile", &justfile, "--working-directory", ".", recipe])
    };
    assert!(just("check-stubs").success);
    repository.change_the_schema();
    let run = just("check-stubs");
    assert!(!run.success && run.said.contains("STUB_OUT_OF_DATE"), "{}", run.said);
    assert!(just("stubs").success);
    assert!(just("check-stubs").success);
}
