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
    let repository = Repository::new();
    let shell = |step: &str| {
        repository.shell(&format!("export GITHUB_BASE_REF=main GITHUB_STEP_SUMMARY=summary.md\n{step}"))
    };
    for step in &steps {
        let run = shell(step);
        assert!(run.success, "{step}: {}", run.said);
    }
    repository.change_the_schema();
    let [stubs, contract, words] = &steps[..] else { panic!("{steps:?}") };
    let run = shell(stubs);
    let stub = "gen/python/hello/v1/hello_stubborn.py";
    assert!(!run.success && run.said.contains(&format!("::error file={stub},line=")), "{}", run.said);
    assert!(run.said.contains("title=STUB_OUT_OF_DATE::"), "{}", run.said);
    assert!(shell(contract).success, "comments are no part of the contract");

    repository.rename_the_service();
    assert!(shell(stubs).success);
    let run = shell(contract);
    let place = "::error file=proto/hello/v1/hello.proto,line=14,";
    assert!(!run.success && run.said.contains(place), "{}", run.said);
    assert!(run.said.contains("title=WORKFLOW_SAME_NAME::"), "{}", run.said);
    assert!(!shell(words).success);
    let summary = repository.read("summary.md");
    assert!(
        summary.contains("`hello.v1.Greeter.SayHello`") && summary.contains("became `hello.v1.Host`"),
        "{summary}"
    );
}

#[test]
fn gitlab_s_job_passes_and_fails_where_it_should() {
    #[derive(Deserialize)]
    struct Pipeline {
        #[serde(rename = ".stubborn")]
        shared: Shared,
        #[serde(rename = "stubborn-stubs")]
        stubs: Job,
        #[serde(rename = "stubborn-contract")]
        contract: Job,
    }
    #[derive(Deserialize)]
    struct Shared {
        artifacts: Artifacts,
    }
    #[derive(Deserialize)]
    struct Job {
        script: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Artifacts {
        reports: Reports,
    }
    #[derive(Deserialize)]
    struct Reports {
        codequality: String,
    }
    let pipeline: Pipeline = serde_saphyr::from_str(&read(&offered("gitlab.yml"))).unwrap();
    let (stubs, contract) = (pipeline.stubs.script.join("\n"), pipeline.contract.script.join("\n"));
    let repository = Repository::new();
    let reported = |rule: &str| {
        let report = repository.read(&pipeline.shared.artifacts.reports.codequality);
        let issues: Vec<serde_json::Value> = serde_json::from_str(&report).unwrap();
        issues.iter().any(|issue| issue["check_name"] == rule)
    };
    for script in [&stubs, &contract] {
        let run = repository.shell(script);
        assert!(run.success, "{}", run.said);
        assert_eq!(repository.read(&pipeline.shared.artifacts.reports.codequality).trim(), "[]");
    }

    repository.change_the_schema();
    let run = repository.shell(&stubs);
    assert!(!run.success && run.said.contains("error[STUB_OUT_OF_DATE]"), "{}", run.said);
    assert!(reported("STUB_OUT_OF_DATE"));

    repository.rename_the_service();
    let run = repository.shell(&contract);
    assert!(!run.success && run.said.contains("error[WORKFLOW_SAME_NAME]"), "{}", run.said);
    assert!(reported("WORKFLOW_SAME_NAME"));
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
            .replace("      - id: stubborn-breaking\n", "")
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
    config("stubborn-breaking");
    assert!(hook().success);
    repository.rename_the_service();
    for id in ["stubborn-breaking", "stubborn-lock"] {
        config(id);
        let run = hook();
        assert!(!run.success && run.said.contains("error[WORKFLOW_SAME_NAME]"), "{}", run.said);
    }
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

    assert!(just("check-contract").success);
    repository.rename_the_service();
    let run = just("check-contract");
    assert!(!run.success && run.said.contains("WORKFLOW_SAME_NAME"), "{}", run.said);
    assert!(!just("lock").success);
    assert!(just("changes").said.contains("hello.v1.Host.SayHello"));
}
