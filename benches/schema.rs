//! The script that makes the schemas: a hundred files a version, with ten annotated methods each.

use std::fmt::Write;
use std::io;
use std::path::Path;

/// The packages, `billing.v1` and so on.
pub const AREAS: [&str; 20] = [
    "billing", "booking", "catalog", "claims", "courier", "depot", "events", "fleet", "identity", "kitchen",
    "ledger", "library", "lottery", "market", "payroll", "pricing", "stock", "support", "tickets", "transit",
];
const NOUNS: [&str; 5] = ["Account", "Order", "Parcel", "Report", "Visit"];
const VERBS: [&str; 10] =
    ["Approve", "Archive", "Cancel", "Confirm", "Create", "Import", "Notify", "Price", "Refund", "Ship"];

/// How many files there are.
pub const FILES: usize = AREAS.len() * NOUNS.len();
/// How many methods there are.
pub const METHODS: usize = FILES * VERBS.len();
/// How many versions of every package the large schema has, which is so many times as large.
pub const VERSIONS: usize = 10;
/// What every file's `go_package` starts with.
pub const GO_MODULE: &str = "example.com/bench/gen";

/// The annotations, which other compilers need beside the schema.
const OPTIONS: (&str, &str) =
    ("stubborn/v1/options.proto", include_str!("../proto/stubborn/v1/options.proto"));

/// What the files of a schema with so many versions are called.
pub fn names(versions: usize) -> Vec<String> {
    parts(versions).map(|(area, version, noun)| name(area, version, noun)).collect()
}

/// Writes a schema with so many versions below a folder.
pub fn write(folder: &Path, versions: usize) -> io::Result<()> {
    std::fs::create_dir_all(folder.join("stubborn/v1"))?;
    std::fs::write(folder.join(OPTIONS.0), OPTIONS.1)?;
    for (area, version, noun) in parts(versions) {
        let path = folder.join(name(area, version, noun));
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(path, file(area, version, noun))?;
    }
    Ok(())
}

fn parts(versions: usize) -> impl Iterator<Item = (&'static str, usize, &'static str)> {
    let of_area = move |area| {
        (1..=versions).flat_map(move |version| NOUNS.into_iter().map(move |noun| (area, version, noun)))
    };
    AREAS.into_iter().flat_map(of_area)
}

fn name(area: &str, version: usize, noun: &str) -> String {
    format!("{area}/v{version}/{}.proto", noun.to_lowercase())
}

fn file(area: &str, version: usize, noun: &str) -> String {
    let methods: String = VERBS.iter().enumerate().map(|(index, verb)| method(index, verb, noun)).collect();
    let messages: String = VERBS.iter().map(|verb| messages(verb, noun)).collect();
    format!(
        r#"syntax = "proto3";

package {area}.v{version};

import "google/protobuf/duration.proto";
import "google/protobuf/timestamp.proto";
import "stubborn/v1/options.proto";

option go_package = "{GO_MODULE}/{area}/v{version};{area}v{version}";

// Keeps every {noun} of the {area} department.
//
// Calls outlive a restart of either side.
service {noun}Service {{
  option (stubborn.v1.service) = {{
    task_queue: "{area}-{queue}-v{version}"
    handler: {{ start_to_close_timeout: {{ seconds: 30 }} }}
  }};
{methods}}}
{messages}"#,
        queue = noun.to_lowercase(),
    )
}

fn method(index: usize, verb: &str, noun: &str) -> String {
    let annotation = match index % 5 {
        0 => r#"workflow: { id: "PREFIX/{tenant}/{id}" }"#,
        1 => {
            r#"workflow: { id_reuse_policy: ID_REUSE_POLICY_REJECT_DUPLICATE run_timeout: { seconds: 3600 } }"#
        }
        2 => r#"handler: { retry: { maximum_attempts: 5 backoff_coefficient: 1.5 } }"#,
        3 => r#"handler: { local: true }"#,
        _ => {
            r#"workflow: { id: "PREFIX/{id}/{$uuid}" retry: { initial_interval: { seconds: 2 } } } handler: { heartbeat_timeout: { seconds: 5 } }"#
        }
    };
    let annotation =
        annotation.replace("PREFIX", &format!("{}-{}", verb.to_lowercase(), noun.to_lowercase()));
    format!(
        r#"
  // {verb}s a {noun}, and tells whoever asked for it.
  rpc {verb}{noun}({verb}{noun}Request) returns ({verb}{noun}Response) {{
    option (stubborn.v1.method) = {{ {annotation} }};
  }}
"#
    )
}

fn messages(verb: &str, noun: &str) -> String {
    let mut text = String::new();
    let _ = write!(
        text,
        r#"
// What to {verb}.
message {verb}{noun}Request {{
  // Whose it is.
  string tenant = 1;
  int64 id = 2;
  repeated string labels = 3;
  map<string, string> annotations = 4;
  google.protobuf.Timestamp not_before = 5;
  optional bool dry_run = 6;
}}

// How it went.
message {verb}{noun}Response {{
  enum Outcome {{
    OUTCOME_UNSPECIFIED = 0;
    OUTCOME_DONE = 1;
    OUTCOME_SKIPPED = 2;
  }}

  Outcome outcome = 1;
  string reason = 2;
  google.protobuf.Duration took = 3;
  oneof receipt {{
    string number = 4;
    bytes document = 5;
  }}
}}
"#
    );
    text
}
