//! Reports to print.

use stubborn::report::{Change, Finding, Location, Related, Report, Severity, Turn};

fn at(path: &str, line: usize, column: usize) -> Option<Location> {
    Some(Location { path: path.to_owned(), line: Some(line), column: Some(column) })
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// One finding of each severity, and a change of each kind.
pub fn ordinary() -> Report {
    Report {
        command: "breaking",
        checked: "12 methods against stubborn.lock".to_owned(),
        findings: vec![renamed(), shrunk(), added()],
        changes: vec![
            change(Turn::Added, "hello.v1.Greeter.Wave", "a workflow on the queue `greeter`", None),
            change(
                Turn::Changed,
                "hello.v1.Greeter.SayHello",
                "served as `hello.v2.Greeter.SayHello`, with the old name as alias",
                some("deploy workers before callers"),
            ),
            change(
                Turn::Removed,
                "hello.v1.Greeter.Bow",
                "nobody serves `hello.v1.Greeter.Bow` any more",
                None,
            ),
        ],
    }
}

fn renamed() -> Finding {
    let related = Related {
        symbol: "hello.v1.Greeter.Wave".to_owned(),
        was: some("`hello.v1.Greeter.Wave`"),
        now: some("`hello.v2.Greeter.Wave`"),
        location: at("proto/hello.proto", 14, 3),
        baseline_location: at("stubborn.lock", 6, 1),
    };
    Finding {
        was: some("`hello.v1.Greeter.SayHello`"),
        now: some("`hello.v2.Greeter.SayHello`"),
        why: some("running workflows are of the old type, which no worker serves any more"),
        fix: some("write `aliases: \"hello.v1.Greeter.SayHello\"`"),
        allow: some("[[breaking.allow]]\nrule = \"WORKFLOW_SAME_NAME\"\n"),
        location: at("proto/hello.proto", 10, 3),
        baseline_location: at("stubborn.lock", 4, 1),
        also: vec![related],
        ..Finding::new(
            "WORKFLOW_SAME_NAME",
            Severity::Error,
            "hello.v1.Greeter.SayHello",
            "the package `hello.v1` became `hello.v2`: 2 workflow types have other names",
        )
    }
}

fn shrunk() -> Finding {
    Finding {
        was: some("unlimited"),
        now: some("60s"),
        location: Some(Location { path: "proto/hello.proto".to_owned(), line: Some(20), column: None }),
        diff: some("@@ -1,1 +1,1 @@\n-old\n+new\n"),
        ..Finding::new(
            "WORKFLOW_TIMEOUT_NO_SHRINK",
            Severity::Warning,
            "hello.v1.Greeter.Bow",
            "the run timeout of `hello.v1.Greeter.Bow` shrank",
        )
    }
}

fn added() -> Finding {
    Finding::new("METHOD_ADD", Severity::Info, "hello.v1.Greeter.Wave", "`hello.v1.Greeter.Wave` is new")
}

fn change(turn: Turn, symbol: &str, text: &str, note: Option<String>) -> Change {
    Change { turn, symbol: symbol.to_owned(), text: text.to_owned(), note }
}

/// Whatever a schema or a file name may hold that means something to a reader.
pub fn nasty() -> Report {
    let texts = [
        "100% of <b>it</b> & \"more\", 'all'::error file=x::y",
        "a%0Ab%3A,c: d; e=f",
        "![x](javascript:y) _under_ *star* | pipe ~~gone~~ # head",
        "an odd ` backquote",
        "naïve – 日本語 🦀 \u{7f}\u{1b}[31m",
        "two `good` ones, `a*b_c<d>`",
        "]]> <!-- --> </testcase>",
    ];
    let finding = |(index, text): (usize, &&str)| {
        let line = (index % 3 > 0).then_some(index + 1);
        let location = Location { path: format!("dir with space/a,b%41#{index}.proto"), line, column: line };
        Finding {
            was: some(text),
            now: some(text),
            why: some(text),
            fix: some(text),
            allow: some(text),
            diff: some(&format!("```\n{text}\n```")),
            location: (index % 4 > 0).then_some(location),
            baseline_location: Some(Location::file("git:main:proto/a b.proto")),
            also: vec![Related { symbol: (*text).to_owned(), ..Related::default() }],
            ..Finding::new("FIELD_NO_DELETE", Severity::Error, *text, *text)
        }
    };
    Report {
        command: "breaking",
        checked: "<i>things</i>".to_owned(),
        findings: texts.iter().enumerate().map(finding).collect(),
        changes: vec![change(Turn::Changed, "a.B", "<script> & `code`", some("* note *"))],
    }
}

/// Nothing found.
pub fn clean() -> Report {
    Report { command: "generate --check", checked: "3 files in gen/go".to_owned(), ..Report::default() }
}

/// Without the marks of code, as a page shows it.
pub fn plain(text: &str) -> String {
    match text.matches('`').count() % 2 {
        0 => text.replace('`', ""),
        _ => text.to_owned(),
    }
}
