//! Contracts that change while some are still deployed as they were: every language's old client against
//! every language's new worker, and the reverse. The contracts and the programs are in `change/`.

mod build;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures::future::{join_all, try_join_all};
use prost_reflect::{DescriptorPool, MessageDescriptor};
use serde_json::{Map, Value, json};

use crate::build::{Folders, Tools};
use crate::language::Language;
use crate::program::{Client, Worker};
use crate::schema::{from_binary, from_json, to_binary, to_json};
use crate::server::{self, Server};
use build::Program;

const SUBJECT: &str = "conformance.change.v1.Subject";

/// For a call that is answered, however busy the machine is.
const DEADLINE: Duration = Duration::from_secs(30);
/// For a call that need not be.
const SHORT_DEADLINE: Duration = Duration::from_secs(4);

/// What the new workers answer when they are told to: whatever is new of a message.
const TOLD: &str = r#"{"key": "told", "color": "COLOR_VIOLET", "square": {"side": 2}, "note": "new",
    "more": [{"radius": 1, "unit": "cm"}]}"#;

/// A contract as it was, or as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    Before,
    After,
}

impl Version {
    const ALL: [Version; 2] = [Version::Before, Version::After];

    fn as_str(self) -> &'static str {
        match self {
            Version::Before => "before",
            Version::After => "after",
        }
    }

    fn other(self) -> Version {
        match self {
            Version::Before => Version::After,
            Version::After => Version::Before,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a call comes to.
enum Expected {
    Reply(&'static str),
    /// Workers come first: an old one does not know the method, and says so where its SDK lets it.
    Unknown,
}

/// A call of a client of one version, which a worker of the other is to answer.
struct Case {
    name: &'static str,
    caller: Version,
    method: &'static str,
    request: &'static str,
    expected: Expected,
}

const CASES: [Case; 12] = [
    old("a message that grew", "Same", r#"{"key": "k", "color": "COLOR_RED", "circle": {"radius": 1}}"#),
    Case {
        expected: Expected::Reply(r#"{"key": "told"}"#),
        ..old("a reply with all that is new", "Same", r#"{"key": "told"}"#)
    },
    old("timeouts that grew", "Timed", r#"{"key": "k"}"#),
    old("a name that stays on the wire", "Kept", r#"{"key": "k"}"#),
    old("a name that is an alias", "Old", r#"{"key": "k"}"#),
    new("new fields, value and member", "Same", TOLD_LIKE, Expected::Reply(r#"{"key": "k"}"#)),
    new(
        "a new field of a field",
        "Same",
        r#"{"key": "k", "color": "COLOR_RED", "circle": {"radius": 1, "unit": "cm"}}"#,
        Expected::Reply(r#"{"key": "k", "color": "COLOR_RED", "circle": {"radius": 1}}"#),
    ),
    new("nothing new", "Same", r#"{"key": "k"}"#, Expected::Reply(r#"{"key": "k"}"#)),
    new("timeouts that grew", "Timed", r#"{"key": "k"}"#, Expected::Reply(r#"{"key": "k"}"#)),
    new("a name that stays on the wire", "Renewed", r#"{"key": "k"}"#, Expected::Reply(r#"{"key": "k"}"#)),
    new("a name that was another", "Fresh", r#"{"key": "k"}"#, Expected::Unknown),
    new("a method that was not there", "Added", r#"{"key": "k"}"#, Expected::Unknown),
];

/// All that is new, in a request.
const TOLD_LIKE: &str = r#"{"key": "k", "color": "COLOR_VIOLET", "square": {"side": 2}, "note": "new",
    "more": [{"radius": 1, "unit": "cm"}]}"#;

/// Of an old client, which is answered its request.
const fn old(name: &'static str, method: &'static str, request: &'static str) -> Case {
    Case { name, caller: Version::Before, method, request, expected: Expected::Reply(request) }
}

const fn new(name: &'static str, method: &'static str, request: &'static str, expected: Expected) -> Case {
    Case { name, caller: Version::After, method, request, expected }
}

/// What each side knows of the message.
struct Subjects(BTreeMap<Version, MessageDescriptor>);

impl Subjects {
    fn compile(folders: &Folders) -> Result<Subjects> {
        let compile = |version: Version| {
            let proto = folders.suite.join("change").join(version.as_str());
            let descriptors =
                protox::compile(["conformance/change/v1/change.proto"], [proto, folders.annotations()])?;
            let pool = DescriptorPool::from_file_descriptor_set(descriptors)?;
            Ok((version, pool.get_message_by_name(SUBJECT).context(SUBJECT)?))
        };
        Ok(Subjects(Version::ALL.into_iter().map(compile).collect::<Result<_>>()?))
    }

    /// Protobuf JSON, as base64 of the binary form.
    fn encode(&self, version: Version, json: &str) -> Result<String> {
        let message = from_json(self.0[&version].clone(), &serde_json::from_str(json)?)?;
        Ok(BASE64_STANDARD.encode(to_binary(&message)))
    }

    fn decode(&self, version: Version, base64: &str) -> Result<Value> {
        Ok(to_json(&from_binary(self.0[&version].clone(), &BASE64_STANDARD.decode(base64)?)?))
    }
}

/// Makes every call between the versions, in every pair of languages; gives the number of calls.
///
/// # Errors
///
/// Programs that cannot be built or started, and every call that came to something else.
pub async fn run() -> Result<usize> {
    let folders = Folders::find();
    let subjects = Subjects::compile(&folders)?;
    let tools = Tools::prepare(&folders).await?;
    let programs = build::build_all(&folders, &tools).await?;
    let namespaces: Vec<String> =
        programs.iter().map(|program| namespace(program.version, program.language)).collect();
    let settings = server::Settings::new(&tools.temporal, &namespaces)?;
    let server = Server::start(&settings, &folders.log("change-server")).await?;

    let told = subjects.encode(Version::After, TOLD)?;
    let workers =
        try_join_all(programs.iter().map(|program| serve(program, &server, &folders, &told))).await?;
    let called = join_all(programs.iter().map(|program| call(program, &server, &folders, &subjects))).await;

    join_all(workers.into_iter().map(Worker::stop)).await;
    server.stop().await;
    let mut failures = Vec::new();
    let mut calls = 0;
    for called in called {
        let (count, failed) = called?;
        calls += count;
        failures.extend(failed);
    }
    match failures.is_empty() {
        true => Ok(calls),
        false => bail!("{} of {calls} calls:\n{}", failures.len(), failures.join("\n")),
    }
}

fn namespace(version: Version, language: Language) -> String {
    format!("{version}-{language}")
}

async fn serve(program: &Program, server: &Server, folders: &Folders, told: &str) -> Result<Worker> {
    let namespace = namespace(program.version, program.language);
    let log = folders.log(&format!("change-worker-{namespace}"));
    let mut command = program.command(&log)?;
    command.args(["--address", &server.address, "--namespace", &namespace]);
    if program.version == Version::After {
        command.args(["--told", told]);
    }
    Worker::start(command, &log).await
}

/// Everything that one client calls: how often, and what went wrong.
async fn call(
    program: &Program,
    server: &Server,
    folders: &Folders,
    subjects: &Subjects,
) -> Result<(usize, Vec<String>)> {
    let log = folders.log(&format!("change-client-{}", namespace(program.version, program.language)));
    let mut command = program.command(&log)?;
    command.args(["--address", &server.address]);
    let client = Client::start(command, log)?;
    let (mut calls, mut failures) = (0, Vec::new());
    for worker in Language::ALL {
        for case in CASES.iter().filter(|case| case.caller == program.version) {
            calls += 1;
            if let Err(error) = try_case(&client, case, worker, subjects).await {
                let (language, version) = (program.language, program.version);
                failures.push(format!("{} ({version} {language} to {worker}): {error:#}", case.name));
            }
        }
    }
    client.stop().await;
    Ok((calls, failures))
}

async fn try_case(client: &Client, case: &Case, worker: Language, subjects: &Subjects) -> Result<()> {
    let deadline = match case.expected {
        Expected::Reply(_) => DEADLINE,
        Expected::Unknown => SHORT_DEADLINE,
    };
    let asked = json!({
        "namespace": namespace(case.caller.other(), worker),
        "method": case.method,
        "request": subjects.encode(case.caller, case.request)?,
        "deadline_ms": u64::try_from(deadline.as_millis())?,
    });
    let asked: Map<String, Value> = serde_json::from_value(asked)?;
    let (_, answer) = client.ask(asked, DEADLINE * 2).await?;
    match case.expected {
        Expected::Reply(reply) => {
            let response = answer["response"].as_str().ok_or_else(|| anyhow!("{answer}"))?;
            let (reply, response) =
                (serde_json::from_str::<Value>(reply)?, subjects.decode(case.caller, response)?);
            if reply != response {
                bail!("expected {reply}, got {response}");
            }
        }
        Expected::Unknown => {
            let (code, part) = match worker {
                // Its SDK has nothing to answer unknown types with.
                Language::Rust => ("DEADLINE_EXCEEDED", "does not know workflow type"),
                Language::Go | Language::Python | Language::TypeScript => ("UNIMPLEMENTED", ""),
            };
            let error = &answer["error"];
            let message = error["message"].as_str().unwrap_or_default();
            if error["code"] != code || !message.contains(part) {
                bail!("expected {code} with {part:?}, got {answer}");
            }
        }
    }
    Ok(())
}
