//! The script that makes the schema: a hundred files with ten annotated methods each.

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
/// What every file's `go_package` starts with.
pub const GO_MODULE: &str = "example.com/bench/gen";

/// The annotations, which other compilers need beside the schema.
const OPTIONS: (&str, &str) =
    ("stubborn/v1/options.proto", include_str!("../proto/stubborn/v1/options.proto"));

/// What the schema's files are called.
pub fn names() -> Vec<String> {
    let file = |area: &str, noun: &str| format!("{area}/v1/{}.proto", noun.to_lowercase());
    AREAS.iter().flat_map(|area| NOUNS.iter().map(move |noun| file(area, noun))).collect()
}

/// Writes the schema below a folder.
pub fn write(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder.join("stubborn/v1"))?;
    std::fs::write(folder.join(OPTIONS.0), OPTIONS.1)?;
    for area in AREAS {
        std::fs::create_dir_all(folder.join(area).join("v1"))?;
        for noun in NOUNS {
            let name = format!("{area}/v1/{}.proto", noun.to_lowercase());
            std::fs::write(folder.join(name), file(area, noun))?;
        }
    }
    Ok(())
}

fn file(area: &str, noun: &str) -> String {
    let methods: String = VERBS.iter().enumerate().map(|(index, verb)| method(index, verb, noun)).collect();
    let messages: String = VERBS.iter().map(|verb| messages(verb, noun)).collect();
    format!(
        r#"syntax = "proto3";

package {area}.v1;

import "google/protobuf/duration.proto";
import "google/protobuf/timestamp.proto";
import "stubborn/v1/options.proto";

option go_package = "{GO_MODULE}/{area}/v1;{area}v1";

// Keeps every {noun} of the {area} department.
//
// Calls outlive a restart of either side.
service {noun}Service {{
  option (stubborn.v1.service) = {{
    task_queue: "{area}-{queue}"
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
