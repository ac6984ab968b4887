//! `stubborn breaking` and `stubborn lock` through the life of a contract.

use crate::project::Project;

pub const CONFIGURATION: &str = "[schema]\nfiles = [\"proto\"]\nincludes = [\"proto\"]\n\n\
                                 [target.python]\nout = \"gen\"\nmessages = false\n";

/// A schema of one service, whose name and options may be others.
pub fn schema(service: &str, of_service: &str, of_method: &str) -> String {
    format!(
        "syntax = \"proto3\";\n\npackage shop.v1;\n\nimport \"stubborn/v1/options.proto\";\n\n\
         service {service} {{\n{of_service}  rpc Place(PlaceRequest) returns (PlaceReply) {{{of_method}}}\n}}\n\n\
         message PlaceRequest {{\n  string order_id = 1;\n}}\n\nmessage PlaceReply {{\n  string receipt = 1;\n}}\n"
    )
}

const PROTO: &str = "proto/shop/v1/shop.proto";

/// A project with its schema, stubs and lock.
pub fn shop() -> Project {
    let project = Project::new(&[("stubborn.toml", CONFIGURATION), (PROTO, &schema("Orders", "", ""))]);
    project.succeed(&["generate"]);
    project.succeed(&["lock"]);
    project
}

/// The whole story: a service is renamed, CI stops it, the old name is kept, and CI lets it pass.
#[test]
fn a_renamed_service_is_stopped_until_its_old_name_is_kept() {
    let project = shop().in_git();
    assert_eq!(project.run(&["breaking"]).code, 0);
    assert_eq!(project.run(&["generate", "--check"]).code, 0);

    project.write(PROTO, &schema("Purchases", "", ""));
    for against in [&[][..], &["--against", "git:main"]] {
        let run = project.run(&[&["breaking"], against].concat());
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(
            run.stdout.contains("proto/shop/v1/shop.proto:7:9: error[WORKFLOW_SAME_NAME]"),
            "{}",
            run.stdout
        );
        assert!(run.stdout.contains("`shop.v1.Orders.Place`"), "{}", run.stdout);
    }
    let lock = project.read("stubborn.lock");
    assert_eq!(project.run(&["lock"]).code, 1);
    assert_eq!(project.read("stubborn.lock"), lock);

    let queue = "  option (stubborn.v1.service).task_queue = \"shop.v1.Orders\";\n";
    let alias = " option (stubborn.v1.method).workflow.aliases = \"shop.v1.Orders.Place\"; ";
    project.write(PROTO, &schema("Purchases", queue, alias));
    assert_eq!(project.run(&["breaking", "--against", "git:main"]).code, 0);
    let stale = project.run(&["breaking"]);
    assert_eq!(stale.code, 3);
    assert!(stale.stdout.contains("stubborn.lock: error[LOCK_OUT_OF_DATE]"), "{}", stale.stdout);
    assert_eq!(project.run(&["generate", "--check"]).code, 1);

    project.succeed(&["generate"]);
    project.succeed(&["lock"]);
    for command in [&["breaking"][..], &["breaking", "--against", "git:main"], &["generate", "--check"]] {
        assert_eq!(project.run(command).code, 0, "{command:?}");
    }
    assert!(project.read("stubborn.lock").contains("workflow.aliases = [\"shop.v1.Orders.Place\"]\n"));
}

#[test]
fn findings_are_accepted_one_by_one() {
    let project = shop();
    let moved = "  option (stubborn.v1.service).task_queue = \"shop\";\n";
    let named = " option (stubborn.v1.method).workflow.id = \"order/{order_id}\"; ";
    project.write(PROTO, &schema("Orders", moved, named));
    let contract = |text: &str| text[text.find("[services.").unwrap()..].to_owned();
    let before = contract(&project.read("stubborn.lock"));

    let accept = |finding: &str| project.run(&["lock", "--accept", finding, "--reason", "drained on Monday"]);
    let first = accept("WORKFLOW_SAME_TASK_QUEUE:shop.v1.Orders.Place");
    assert_eq!(first.code, 1, "{}", first.stderr);
    assert!(first.stdout.contains("error[WORKFLOW_SAME_ID_TEMPLATE]"), "{}", first.stdout);
    assert!(!first.stdout.contains("error[WORKFLOW_SAME_TASK_QUEUE]"), "{}", first.stdout);
    assert_eq!(contract(&project.read("stubborn.lock")), before);

    let misspelt = accept("WORKFLOW_SAME_ID_TEMPLAT:shop.v1.Orders.Place");
    assert_eq!(misspelt.code, 2);
    assert!(
        misspelt.stderr.contains("did you mean `WORKFLOW_SAME_ID_TEMPLATE:shop.v1.Orders.Place`?"),
        "{}",
        misspelt.stderr
    );

    assert_eq!(accept("WORKFLOW_SAME_ID_TEMPLATE:shop.v1.Orders.Place").code, 0);
    let lock = project.read("stubborn.lock");
    assert_eq!(lock.matches("reason = \"drained on Monday\"\n").count(), 2, "{lock}");
    assert!(lock.contains("workflow.id = \"order/{order_id}\"\n"), "{lock}");
    assert_eq!(project.run(&["breaking"]).code, 0);
}

#[test]
fn a_reason_goes_with_what_is_accepted() {
    let run = shop().run(&["lock", "--accept", "WORKFLOW_NO_DELETE:shop.v1.Orders.Place"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--reason"), "{}", run.stderr);
}

#[test]
fn without_a_lock_nothing_is_compared() {
    let project = Project::new(&[("stubborn.toml", CONFIGURATION), (PROTO, &schema("Orders", "", ""))]);
    let run = project.run(&["breaking"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("error[LOCK_MISSING]") && run.stdout.contains("stubborn lock"),
        "{}",
        run.stdout
    );
    assert!(!project.path("stubborn.lock").exists());
}

#[test]
fn warnings_fail_only_those_who_ask() {
    let project = shop();
    let shorter = " option (stubborn.v1.method).workflow.run_timeout.seconds = 60; ";
    project.write(PROTO, &schema("Orders", "", shorter));
    assert_eq!(project.run(&["breaking"]).code, 3);
    let run = project.run(&["breaking", "--fail-on", "warning"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("warning[WORKFLOW_TIMEOUT_NO_SHRINK]"), "{}", run.stdout);
}

#[test]
fn a_lock_tells_its_line() {
    let project = shop();
    project.write(PROTO, &schema("Orders", "  option (stubborn.v1.service).task_queue = \"shop\";\n", ""));
    let line = 1 + project
        .read("stubborn.lock")
        .lines()
        .position(|line| line.contains("workflow.task_queue"))
        .unwrap();
    let run = project.run(&["breaking"]);
    assert!(run.stdout.contains(&format!("was: shop.v1.Orders (stubborn.lock:{line}:10)")), "{}", run.stdout);
}

#[test]
fn an_exception_that_never_matches_is_refused() {
    let project = shop();
    let exception = |rule: &str, reason: &str| {
        format!(
            "{CONFIGURATION}\n[[breaking.allow]]\nrule = \"{rule}\"\nsymbol = \"shop.v1.Orders\"\nreason = \"{reason}\"\n"
        )
    };
    for (rule, reason, said) in [
        (
            "WORKFLOW_SAME_TASK_QUEU",
            "drained",
            "stubborn.toml:10:8: error[SB0502]: `WORKFLOW_SAME_TASK_QUEU` is no rule\n  help: did you mean `WORKFLOW_SAME_TASK_QUEUE`?\n",
        ),
        (
            "WORKFLOW_SAME_TASK_QUEUE",
            " ",
            "stubborn.toml:12:10: error[SB0502]: an exception says why: `reason` is empty\n",
        ),
    ] {
        project.write("stubborn.toml", &exception(rule, reason));
        let run = project.run(&["breaking"]);
        assert_eq!((run.code, run.stderr.as_str()), (2, said));
    }
}

#[test]
fn an_exception_from_a_misspelt_name_is_refused() {
    let project = shop();
    project.write(PROTO, &schema("Orders", "  option (stubborn.v1.service).task_queue = \"shop\";\n", ""));
    let exception = |symbol: &str| {
        format!(
            "{CONFIGURATION}\n[[breaking.allow]]\nrule = \"WORKFLOW_SAME_TASK_QUEUE\"\nsymbol = \"{symbol}\"\nfrom = \"shop.v1.Orders\"\nto = \"shop\"\nreason = \"drained\"\n"
        )
    };
    project.write("stubborn.toml", &exception("shop.v1.Order.Place"));
    let run = project.run(&["breaking"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "stubborn.toml:9:1: error[SB0502]: nothing is found of `shop.v1.Order.Place` by WORKFLOW_SAME_TASK_QUEUE\n  help: did you mean `shop.v1.Orders.Place`?\n"
        )
    );

    project.write("stubborn.toml", &exception("mail.v1.Postman"));
    let run = project.run(&["breaking"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stdout.contains("warning[UNUSED_ALLOW]"), "{}", run.stdout);
}
