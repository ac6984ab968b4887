//! What `--against` names: locks, descriptor sets, folders, git revisions, and none of them.

use std::fs;

use crate::breaking::{CONFIGURATION, schema, shop};
use crate::project::{Project, Run};

const PROTO: &str = "proto/shop/v1/shop.proto";
const MOVED: &str = "  option (stubborn.v1.service).task_queue = \"shop\";\n";

fn against(project: &Project, baseline: &str) -> Run {
    project.run(&["breaking", "--against", baseline])
}

/// Ends with 2 and says why, and what to do.
fn refused(run: &Run, why: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    for part in why {
        assert!(run.stderr.contains(part), "{part}:\n{}", run.stderr);
    }
}

/// Finds the queue that moved, with a place in the baseline.
fn finds(run: &Run, place: &str) {
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("error[WORKFLOW_SAME_TASK_QUEUE]"), "{}", run.stdout);
    assert!(run.stdout.contains(&format!("({place}:")), "{}", run.stdout);
}

#[test]
fn locks_and_folders() {
    let project = shop();
    fs::rename(project.path("stubborn.lock"), project.path("old.lock")).unwrap();
    fs::copy(project.path("old.lock"), project.path("other-name")).unwrap();
    project.write("old/shop/v1/shop.proto", &schema("Orders", "", ""));
    project.write(PROTO, &schema("Orders", MOVED, ""));
    finds(&against(&project, "old.lock"), "old.lock");
    finds(&against(&project, "other-name"), "other-name");
    finds(&against(&project, "old"), "old/shop/v1/shop.proto");
}

/// Files that two sets share are not read, but those that import a changed one are.
#[test]
fn descriptor_sets() {
    let service = |package: &str, import: &str, request: &str| {
        format!(
            "syntax = \"proto3\";\npackage {package};\nimport \"{import}\";\n\
             service Orders {{ rpc Place({request}) returns ({request}); }}\n"
        )
    };
    let message =
        |kind: &str| format!("syntax = \"proto3\";\npackage common;\nmessage Id {{ {kind} text = 1; }}\n");
    let empty = service("idle", "google/protobuf/empty.proto", "google.protobuf.Empty");
    let project = Project::new(&[
        ("proto/common.proto", &message("string")),
        ("proto/shop.proto", &service("shop", "common.proto", "common.Id")),
        ("proto/idle.proto", &empty),
    ]);
    let compile = |name: &str| {
        let set = protox::compile(["shop.proto", "idle.proto"], [project.path("proto")]).unwrap();
        fs::write(project.path(name), prost::Message::encode_to_vec(&set)).unwrap();
    };
    let compare = || project.run(&["breaking", "--descriptor-set-in", "new.binpb", "--against", "old.binpb"]);
    compile("old.binpb");
    compile("new.binpb");
    let same = compare();
    assert_eq!(
        (same.code, same.stdout.as_str()),
        (0, "0 methods of changed files against old.binpb: nothing found\n")
    );

    project.write("proto/common.proto", &message("bool"));
    compile("new.binpb");
    let changed = compare();
    assert_eq!(changed.code, 1, "{}", changed.stderr);
    assert!(changed.stdout.contains("error[FIELD_JSON_COMPATIBLE_TYPE]"), "{}", changed.stdout);
    assert!(changed.stdout.contains("`common.Id.text`"), "{}", changed.stdout);
    assert!(
        changed.stdout.ends_with("1 method of changed files against old.binpb: 1 error\n"),
        "{}",
        changed.stdout
    );

    // Restricted to a file, all of both sets is looked at.
    let idle = project.run(&[
        "breaking",
        "idle.proto",
        "--descriptor-set-in",
        "new.binpb",
        "--against",
        "old.binpb",
    ]);
    assert_eq!(idle.code, 1);
    assert!(idle.stdout.contains("`shop.Orders.Place`"), "{}", idle.stdout);
}

/// A checkout of the same project, and a folder whose own configuration says what is in it.
#[test]
fn folders_with_other_include_roots() {
    let project = shop();
    project.write("checkout/proto/shop/v1/shop.proto", &schema("Orders", "", ""));
    project.write("release/schemas/shop/v1/shop.proto", &schema("Orders", "", ""));
    project.write("release/stubborn.toml", "[schema]\nfiles = [\"schemas\"]\nincludes = [\"schemas\"]\n");
    project.write(PROTO, &schema("Orders", MOVED, ""));
    finds(&against(&project, "checkout"), "checkout/proto/shop/v1/shop.proto");
    finds(&against(&project, "release"), "release/schemas/shop/v1/shop.proto");
}

#[test]
fn revisions_leave_the_work_tree_alone() {
    let project = shop().in_git();
    project.git(&["tag", "v1"]);
    project.write(PROTO, &schema("Orders", MOVED, ""));
    project.commit();
    let before = project.files(".");
    for revision in ["git:v1", "git:HEAD~1", "git:main~1", "git:v1:", "git:v1:stubborn.lock"] {
        let run = against(&project, revision);
        let file = if revision.ends_with("lock") { "stubborn.lock" } else { PROTO };
        let place = format!("git:{}:{file}", revision.split(':').nth(1).unwrap());
        finds(&run, &place);
    }
    assert_eq!(against(&project, "git:HEAD").code, 0);
    let after = project.files(".");
    assert!(before == after, "nothing is written");
}

/// Services of one repository share schemas beside them.
#[test]
fn a_project_of_a_monorepo() {
    let toml = CONFIGURATION.replace("[\"proto\"]", "[\"../../proto\"]");
    let project =
        Project::new(&[("services/orders/stubborn.toml", &toml), (PROTO, &schema("Orders", "", ""))]);
    let project = project.in_git();
    project.write(PROTO, &schema("Orders", MOVED, ""));
    for (folder, baseline) in [
        ("services/orders", "git:main"),
        ("services/orders", "git:main:services/orders"),
        ("services/orders", "git:main:./"),
    ] {
        finds(&project.run_in(folder, &["breaking", "--against", baseline]), &format!("git:main:{PROTO}"));
    }
    let flags = ["breaking", "proto", "-I", "proto", "--against", "git:main"];
    finds(&project.run(&flags), &format!("git:main:{PROTO}"));
}

#[test]
fn a_worktree_has_the_revisions_of_its_repository() {
    let project = shop().in_git();
    project.git(&["worktree", "add", "--quiet", "tree", "-b", "change"]);
    project.write(&format!("tree/{PROTO}"), &schema("Orders", MOVED, ""));
    finds(&project.run_in("tree", &["breaking", "--against", "git:main"]), &format!("git:main:{PROTO}"));
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch() {
    let project = shop().in_git();
    project.git(&["branch", "release"]);
    project.write(PROTO, &schema("Orders", MOVED, ""));
    project.commit();
    let origin = format!("file://{}", project.path(".").display());
    project.git(&["clone", "--quiet", "--depth=1", &origin, "clone"]);
    let run = |revision| project.run_in("clone", &["breaking", "--against", revision]);
    refused(&run("git:HEAD~1"), &["error[SB0803]", "shallow", "git fetch --deepen"]);
    refused(&run("git:release"), &["error[SB0803]", "git fetch --depth=1 origin release", "git:FETCH_HEAD"]);
}

#[test]
fn what_is_not_there_is_told_by_what_may_be_meant() {
    let project = shop().in_git();
    project.git(&["update-ref", "refs/remotes/origin/release", "HEAD"]);
    refused(&against(&project, "git:mian"), &["`mian` is no revision", "did you mean `git:main`?"]);
    refused(&against(&project, "git:release2"), &["`release2` is no revision", "git fetch origin release2"]);
    refused(&against(&project, "git:--help"), &["`--help` is no revision"]);
    refused(&against(&project, "git:"), &["names no revision"]);
    refused(
        &against(&project, "git:main:prot"),
        &["`prot` is not in `main`", "did you mean `git:main:proto`?"],
    );
    refused(&against(&project, "old.lock"), &["old.lock", "there is no such lock"]);
    refused(&against(&project, "old.binpb"), &["old.binpb", "cannot be read"]);
    assert_eq!(against(&project, "git:origin/release").code, 0);
}

#[test]
fn outside_of_a_repository() {
    let project = shop();
    let run = project.run(&["breaking", "--against", "git:main"]);
    // Without a search path there is no git either.
    refused(&run, &["error[SB0803]: git is not installed", "a folder, a descriptor set or a lock"]);
}

#[test]
fn a_baseline_that_does_not_compile_is_told_from_the_schema() {
    let project = shop().in_git();
    project.write(PROTO, "syntax = \"proto3\";\nservice Orders { rpc Place(Gone) returns (Gone); }\n");
    project.commit();
    project.write(PROTO, &schema("Orders", "", ""));
    let run = against(&project, "git:main");
    refused(&run, &["the baseline `git:main` does not hold", "git:main:proto/shop/v1/shop.proto:2:", "Gone"]);
}

#[test]
fn a_baseline_with_a_broken_configuration_is_told_so() {
    let project = shop().in_git();
    project.write("stubborn.toml", "[schema]\nfile = [\"proto\"]\n");
    project.commit();
    project.write("stubborn.toml", CONFIGURATION);
    refused(&against(&project, "git:main"), &["git:main:stubborn.toml:2:1", "did you mean `files`?"]);
}
