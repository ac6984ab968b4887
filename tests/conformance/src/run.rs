//! Runs one case: its steps in order, up to the first that fails.

mod messages;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use prost_reflect::MethodDescriptor;
use serde_json::{Map, Value, json};

use crate::case::{Call, Case, Error, Events, Handle, Spawn, Start, Step};
use crate::expect;
use crate::language::Peer;
use crate::program::{Client, Worker};
use crate::schema::{self, Schema};
use crate::session::{Place, Session};

use messages::Update;

/// How long anything that a program is asked for may take.
const LIMIT: Duration = Duration::from_secs(60);

/// A case under way.
pub struct Run<'a> {
    case: &'a Case,
    schema: &'a Schema,
    session: &'a Session,
    variables: BTreeMap<String, Value>,
    started: BTreeMap<String, Started>,
    workers: BTreeMap<String, Worker>,
    clients: BTreeMap<String, Client>,
    updates: BTreeMap<String, Update>,
}

/// What a start gave.
struct Started {
    method: String,
    /// The request that the program keeps the handle under.
    request: u64,
    workflow_id: String,
    run_id: String,
}

impl<'a> Run<'a> {
    pub fn new(case: &'a Case, schema: &'a Schema, session: &'a Session) -> Run<'a> {
        Run {
            case,
            schema,
            session,
            variables: case.variables.clone(),
            started: BTreeMap::new(),
            workers: BTreeMap::new(),
            clients: BTreeMap::new(),
            updates: BTreeMap::new(),
        }
    }

    /// # Errors
    ///
    /// The step that failed, and how.
    pub async fn run(&mut self) -> Result<()> {
        if let Peer::Stub(_) = self.case.pair.worker {
            self.session.client(self.case.pair.worker).context("no worker")?;
        }
        for index in 0..self.case.steps.len() {
            let step = self.case.step(index, &self.variables)?;
            let name = step.name();
            self.take(step).await.with_context(|| format!("step {} ({name})", index + 1))?;
        }
        Ok(())
    }

    /// The ids of the workflow and the run that a step started under a name.
    ///
    /// # Errors
    ///
    /// No step did.
    pub fn execution(&self, name: &str) -> Result<(&str, &str)> {
        let started = self.started(name)?;
        Ok((&started.workflow_id, &started.run_id))
    }

    async fn take(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Execute(call) => self.execute(call).await,
            Step::Start(start) => self.start(start).await,
            Step::Result(handle) => self.result(handle).await,
            Step::Cancel(handle) => self.control("cancel", handle).await,
            Step::Terminate(handle) => self.control("terminate", handle).await,
            Step::Describe(handle) => self.describe(handle).await,
            Step::Signal(send) => self.send("signal", send).await,
            Step::Query(send) => self.send("query", send).await,
            Step::Update(send) => self.send("update", send).await,
            Step::StartUpdate(send) => self.start_update(send).await,
            Step::UpdateResult(pending) => self.update_result(pending).await,
            Step::SignalWithStart(start) => self.with_start("signal_with_start", start).await,
            Step::UpdateWithStart(start) => self.with_start("update_with_start", start).await,
            Step::History(events) => self.history(events).await,
            Step::Sleep { ms } => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                Ok(())
            }
            Step::Spawn(spawn) => self.spawn(spawn).await,
            Step::Kill { name } => self.kill(&name).await,
        }
    }

    async fn spawn(&mut self, spawn: Spawn) -> Result<()> {
        let Spawn { name, worker, queue, arguments, client } = spawn;
        let log = format!("{}-{}-{name}", self.case.name.replace(['/', ' '], "-"), self.case.pair);
        if let Some(language) = client {
            self.clients.insert(name, self.session.new_client(language, &log)?);
        } else if let (Some(language), Some(queue)) = (worker, queue) {
            let place = Place { namespace: &self.case.namespace, queue: &queue, arguments: &arguments };
            self.workers.insert(name, self.session.worker(language, &place, &log).await?);
        }
        Ok(())
    }

    async fn kill(&mut self, name: &str) -> Result<()> {
        match (self.workers.remove(name), self.clients.remove(name)) {
            (Some(worker), _) => worker.kill().await,
            (None, Some(client)) => client.kill().await,
            (None, None) => bail!("no step spawned `{name}`"),
        }
    }

    async fn execute(&self, call: Call) -> Result<()> {
        let method = self.schema.method(&call.method)?;
        let request = call.request.as_ref();
        let message = self.request("execute", &method, request, &call.options, &call.foreign)?;
        let (_, answer) = self.ask(message).await?;

        let expected = Expected {
            schema: self.schema,
            request,
            response: call.response.as_ref(),
            ignore: &call.ignore,
            error: call.error.as_ref(),
        };
        expected.check(&method, &answer)
    }

    async fn start(&mut self, start: Start) -> Result<()> {
        let method = self.schema.method(&start.method)?;
        let message =
            self.request("start", &method, start.request.as_ref(), &start.options, &start.foreign)?;
        let (request, answer) = match &start.by {
            Some(name) => {
                let client = self.clients.get(name).with_context(|| format!("no step spawned `{name}`"))?;
                client.ask(message, LIMIT).await?
            }
            None => self.ask(message).await?,
        };
        if let Some(error) = &start.error {
            return expect::error(self.schema, error, &answer);
        }
        expect::success(&answer)?;
        let expected = (start.workflow_id.as_deref(), start.run_id.as_deref());
        self.keep(start.name, start.method, expected, (request, &answer))
    }

    /// Keeps what a start gave under its name.
    fn keep(
        &mut self,
        name: Option<String>,
        method: String,
        (expected_id, expected_run): (Option<&str>, Option<&str>),
        (request, answer): (u64, &Value),
    ) -> Result<()> {
        let (workflow_id, run_id) = (member(answer, "workflow_id")?, member(answer, "run_id")?);
        if let Some(expected) = expected_id {
            expect::id(expected, &workflow_id)?;
        }
        if let Some(expected) = expected_run {
            expect::id(expected, &run_id).context("another run")?;
        }
        if let Some(name) = name {
            self.variables.insert(name.clone(), json!({"workflow_id": workflow_id, "run_id": run_id}));
            self.started.insert(name, Started { method, request, workflow_id, run_id });
        }
        Ok(())
    }

    async fn result(&self, handle: Handle) -> Result<()> {
        let started = self.started(&handle.name)?;
        let method = self.schema.method(&started.method)?;
        let (_, answer) = self.ask(self.on_handle("result", &handle)?).await?;

        let expected = Expected {
            schema: self.schema,
            request: None,
            response: handle.response.as_ref(),
            ignore: &handle.ignore,
            error: handle.error.as_ref(),
        };
        expected.check(&method, &answer)
    }

    async fn control(&self, operation: &str, handle: Handle) -> Result<()> {
        let mut message = self.on_handle(operation, &handle)?;
        if operation == "terminate" {
            message.insert("reason".to_owned(), json!("by the case"));
        }
        let (_, answer) = self.ask(message).await?;
        match &handle.error {
            Some(error) => expect::error(self.schema, error, &answer),
            None => expect::success(&answer),
        }
    }

    async fn describe(&self, handle: Handle) -> Result<()> {
        let (_, answer) = self.ask(self.on_handle("describe", &handle)?).await?;
        if let Some(error) = &handle.error {
            return expect::error(self.schema, error, &answer);
        }
        expect::success(&answer)?;
        expect::members("", &Value::Object(handle.description), &answer)
    }

    /// The foreign client reads histories for everybody.
    async fn history(&self, events: Events) -> Result<()> {
        let workflow_id = match (&events.workflow_id, &events.name) {
            (Some(id), _) => id.clone(),
            (None, Some(name)) => self.started(name)?.workflow_id.clone(),
            (None, None) => bail!("no workflow is named"),
        };
        let mut message = self.message("history");
        message.insert("workflow_id".to_owned(), json!(workflow_id));
        let (_, answer) = self.session.client(Peer::Foreign)?.ask(message, LIMIT).await?;
        let history = answer.get("events").ok_or_else(|| anyhow!("no history: {answer}"))?;

        expect::events(&events.events, history)
    }

    fn started(&self, name: &str) -> Result<&Started> {
        self.started.get(name).ok_or_else(|| anyhow!("no step started `{name}`"))
    }

    async fn ask(&self, message: Map<String, Value>) -> Result<(u64, Value)> {
        self.session.client(self.case.pair.client)?.ask(message, LIMIT).await
    }

    fn message(&self, operation: &str) -> Map<String, Value> {
        let mut message = Map::new();
        message.insert("op".to_owned(), json!(operation));
        message.insert("namespace".to_owned(), json!(self.case.namespace));
        message
    }

    fn request(
        &self,
        operation: &str,
        method: &MethodDescriptor,
        request: Option<&Value>,
        options: &Map<String, Value>,
        foreign: &Map<String, Value>,
    ) -> Result<Map<String, Value>> {
        let mut message = self.message(operation);
        message.insert("method".to_owned(), json!(method.full_name()));
        message.insert("options".to_owned(), Value::Object(options.clone()));
        let is_given = foreign.contains_key("arguments");
        if let Some(request) = encoded(method, request, is_given)? {
            message.insert("request".to_owned(), request);
        }
        if self.case.pair.client == Peer::Foreign {
            message.insert("input".to_owned(), json!(method.input().full_name()));
            message.insert("output".to_owned(), json!(method.output().full_name()));
            message.extend(foreign.clone());
        }
        Ok(message)
    }

    fn on_handle(&self, operation: &str, handle: &Handle) -> Result<Map<String, Value>> {
        let started = self.started(&handle.name)?;
        let mut message = self.message(operation);
        message.insert("method".to_owned(), json!(format!("conformance.v1.{}", started.method)));
        if !handle.options.is_empty() {
            message.insert("options".to_owned(), Value::Object(handle.options.clone()));
        }
        if handle.by_id || handle.by_run || handle.workflow_id.is_some() {
            let id = handle.workflow_id.as_ref().unwrap_or(&started.workflow_id);
            message.insert("workflow_id".to_owned(), json!(id));
            if handle.by_run {
                message.insert("run_id".to_owned(), json!(started.run_id));
            }
        } else {
            message.insert("handle".to_owned(), json!(started.request));
        }
        Ok(message)
    }
}

fn member(answer: &Value, name: &str) -> Result<String> {
    let text = answer.get(name).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| anyhow!("the handle has no {name}: {answer}"))
}

/// A request as programs read it; none where the method takes none, or where the case gives the
/// arguments as they are.
fn encoded(method: &MethodDescriptor, request: Option<&Value>, is_given: bool) -> Result<Option<Value>> {
    match request {
        Some(request) if !schema::is_empty(&method.input()) => {
            let bytes = schema::to_binary(&schema::from_json(method.input(), request)?);
            Ok(Some(json!(BASE64_STANDARD.encode(bytes))))
        }
        Some(_) => bail!("{} takes no request", method.full_name()),
        None if schema::is_empty(&method.input()) || is_given => Ok(None),
        None => bail!("{} takes a request", method.full_name()),
    }
}

/// What a case expects of a call or a handle.
struct Expected<'a> {
    schema: &'a Schema,
    request: Option<&'a Value>,
    response: Option<&'a Value>,
    ignore: &'a [String],
    error: Option<&'a Error>,
}

impl Expected<'_> {
    fn check(&self, method: &MethodDescriptor, answer: &Value) -> Result<()> {
        if let Some(error) = self.error {
            return expect::error(self.schema, error, answer);
        }
        expect::success(answer)?;

        match self.response {
            None if schema::is_empty(&method.output()) => expect::no_response(answer),
            None => bail!("{} answers a message, and the case has none", method.full_name()),
            Some(Value::String(echo)) if echo == "echo" => {
                let request = self.request.ok_or_else(|| anyhow!("there is no request to compare with"))?;
                expect::response(method, &json!({"value": request}), self.ignore, answer)
            }
            Some(response) => expect::response(method, response, self.ignore, answer),
        }
    }
}

impl Step {
    fn name(&self) -> String {
        match self {
            Step::Execute(call) => format!("execute {}", call.method),
            Step::Start(start) => format!("start {}", start.method),
            Step::Result(handle) => format!("result of {}", handle.name),
            Step::Cancel(handle) => format!("cancel {}", handle.name),
            Step::Terminate(handle) => format!("terminate {}", handle.name),
            Step::Describe(handle) => format!("describe {}", handle.name),
            Step::Signal(send) => format!("signal {}", send.message),
            Step::Query(send) => format!("query {}", send.message),
            Step::Update(send) => format!("update {}", send.message),
            Step::StartUpdate(send) => format!("start of the update {}", send.message),
            Step::UpdateResult(pending) => format!("result of the update {}", pending.update),
            Step::SignalWithStart(start) => format!("{} with start of {}", start.message, start.method),
            Step::UpdateWithStart(start) => format!("{} with start of {}", start.message, start.method),
            Step::History(_) => "history".to_owned(),
            Step::Sleep { .. } => "sleep".to_owned(),
            Step::Spawn(spawn) => format!("spawn {}", spawn.name),
            Step::Kill { name } => format!("kill {name}"),
        }
    }
}
