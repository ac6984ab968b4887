//! `stubborn rules` and `stubborn explain`, from outside.

use expect_test::expect_file;
use serde_json::Value;

use crate::project::Project;

fn all() -> Vec<Value> {
    let run = Project::new(&[]).succeed(&["rules", "--format", "json"]);
    serde_json::from_str(&run.stdout).unwrap()
}

/// `UPDATE_EXPECT=1 cargo test --test cli rules` makes the page anew.
#[test]
fn rules_are_documented() {
    let page = Project::new(&[]).succeed(&["rules", "--format", "markdown"]).stdout;
    expect_file!["../../docs/rules.md"].assert_eq(&page);
}

#[test]
fn every_rule_is_in_the_table_and_explained() {
    let project = Project::new(&[]);
    let table = project.succeed(&["rules"]).stdout;
    let rules = all();
    assert!(rules.len() > 70, "{}", rules.len());
    for rule in &rules {
        let id = rule["rule"].as_str().unwrap();
        assert!(table.contains(&format!("│ {id} ")), "{id}");
        let page = project.succeed(&["explain", &id.to_lowercase()]).stdout;
        assert!(page.starts_with(&format!("# {id}\n")), "{page}");
        for part in ["fires", "why", "before", "after", "safely"] {
            let text = rule[part].as_str().unwrap();
            assert!(!text.is_empty() && page.contains(text), "{id}: {part}");
        }
    }
}

#[test]
fn codes_are_explained() {
    let project = Project::new(&[]);
    assert!(
        project.succeed(&["explain", "sb0801"]).stdout.starts_with("# SB0801: a lock that cannot be read\n")
    );
}

#[test]
fn what_is_neither_is_told_what_it_may_be() {
    let project = Project::new(&[]);
    let run = project.run(&["explain", "workflow_same_nam"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("did you mean `WORKFLOW_SAME_NAME`?"), "{}", run.stderr);
    let run = project.run(&["explain", "x"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`stubborn rules` shows every rule"), "{}", run.stderr);
}
