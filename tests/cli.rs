//! The command as a process.

#[path = "cli/project.rs"]
mod project;

#[path = "cli/baselines.rs"]
mod baselines;
#[path = "cli/breaking.rs"]
mod breaking;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/compilers.rs"]
mod compilers;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/lock.rs"]
mod lock;
#[path = "cli/messages.rs"]
mod messages;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/writing.rs"]
mod writing;

use project::Project;

#[test]
fn exit_codes_say_how_it_went() {
    let project = Project::hello();
    assert_eq!(
        project.run(&["generate", "proto", "-I", "proto", "--out", "python=out", "--no-messages"]).code,
        0
    );
    assert_eq!(project.run(&["generate", "proto", "-I", "proto", "--out", "ruby=out"]).code, 2);
    assert_eq!(project.run(&["generate", "--nonsense"]).code, 2);
    assert_eq!(project.run(&["nonsense"]).code, 2);
    assert_eq!(project.run(&["--version"]).code, 0);
    assert_eq!(project.run(&["help", "generate"]).code, 0);
}

#[test]
fn quiet_says_nothing_and_verbose_says_more() {
    let project = Project::hello();
    let generate = ["generate", "proto", "-I", "proto", "--out", "python=out", "--no-messages"];
    let normal = project.run(&generate);
    assert!(normal.stdout.is_empty() && normal.stderr.contains("files written"), "{normal:?}");
    let quiet = project.run(&[&generate[..], &["-q"]].concat());
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    let verbose = project.run(&[&generate[..], &["-v"]].concat());
    assert!(verbose.stderr.contains("read ") && verbose.stderr.contains("unchanged"), "{verbose:?}");
    assert_eq!(project.run(&[&generate[..], &["-q", "-v"]].concat()).code, 2);
}

#[test]
fn colours_are_for_those_who_want_them() {
    let project = Project::new(&[("proto/a.proto", "nonsense")]);
    let run = |color: &str| project.run(&["list", "proto", "-I", "proto", "--color", color]).stderr;
    assert!(!run("never").contains('\u{1b}') && !run("auto").contains('\u{1b}'));
    assert!(run("always").contains('\u{1b}'));
}

#[test]
fn without_any_configuration_nothing_is_looked_for() {
    let project = Project::new(&[("a.proto", "nonsense")]);
    let run = project.run(&["generate"]);
    assert!(run.code == 2 && run.stderr.contains("no target is given"), "{run:?}");
    assert!(!run.stderr.contains("a.proto"), "{run:?}");
}
