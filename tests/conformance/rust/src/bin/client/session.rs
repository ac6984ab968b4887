//! What the program keeps between lines, and what it does with each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use conformance_programs::client;
use conformance_programs::stubs::stubborn_runtime as rt;
use heck::ToShoutySnakeCase;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use temporalio_client::Connection;

use crate::messages::Updated;
use crate::method::{Called, Calls};
use crate::methods;
use crate::options::Options;

/// A line of standard input.
#[derive(Debug, Deserialize)]
struct Request {
    id: u64,
    op: String,
    namespace: String,
    method: String,
    request: Option<String>,
    #[serde(default)]
    options: Options,
    #[serde(default)]
    workflow_id: String,
    run_id: Option<String>,
    handle: Option<u64>,
    reason: Option<String>,
    message: Option<String>,
    message_request: Option<String>,
    update: Option<u64>,
    #[serde(default)]
    update_id: String,
}

impl Request {
    fn message(&self) -> &str {
        self.message.as_deref().unwrap_or_default()
    }
}

type Methods = HashMap<&'static str, Box<dyn Calls>>;

pub struct Session {
    connection: Connection,
    methods: Mutex<HashMap<String, Arc<Methods>>>,
    handles: Mutex<HashMap<u64, Arc<dyn Called>>>,
    updates: Mutex<HashMap<u64, Arc<dyn Updated>>>,
}

impl Session {
    pub fn new(connection: Connection) -> Self {
        Self { connection, methods: Mutex::default(), handles: Mutex::default(), updates: Mutex::default() }
    }

    /// Tells whatever comes of a line.
    pub async fn answer(&self, line: &str) -> Value {
        let request: Request = match serde_json::from_str(line) {
            Ok(request) => request,
            Err(error) => return json!({"fault": error.to_string()}),
        };
        let id = request.id;
        let mut answer = match self.perform(request).await {
            Ok(answer) => answer,
            Err(error) => match error.downcast_ref::<rt::Error>() {
                Some(error) => json!({"error": described(error)}),
                None => json!({"fault": format!("{error:?}")}),
            },
        };
        answer["id"] = json!(id);
        answer
    }

    async fn perform(&self, request: Request) -> Result<Value> {
        let methods = self.methods(&request.namespace)?;
        let calls = methods.get(&*request.method).ok_or_else(|| anyhow!("no method {}", request.method))?;
        let message = binary(request.request.as_deref())?;
        match &*request.op {
            "execute" => Ok(response(calls.execute(&message, request.options).await?)),
            "start" => Ok(self.started(request.id, calls.start(&message, request.options).await?)),
            "signal_with_start" | "update_with_start" => {
                let told = binary(request.message_request.as_deref())?;
                let starting = calls.start_with(request.message(), &message, &told, request.options.clone());
                let (started, reply) = match starting.await {
                    Ok(started) => started,
                    Err(error) => {
                        self.keep_started(request.id, &**calls, &error);
                        return Err(error);
                    }
                };
                let mut answer = response(reply);
                if let (Value::Object(answer), Value::Object(started)) =
                    (&mut answer, self.started(request.id, started))
                {
                    answer.extend(started);
                }
                Ok(answer)
            }
            "signal" | "query" | "update" => {
                let handle = self.handle(&**calls, &request)?;
                Ok(response(handle.send(request.message(), &message, request.options.clone()).await?))
            }
            "start_update" => {
                let handle = self.handle(&**calls, &request)?;
                let started = handle.start_update(request.message(), &message, request.options.clone());
                let update = started.await?;
                let answer = json!({"update_id": update.id()});
                locked(&self.updates).insert(request.id, update);
                Ok(answer)
            }
            "update_result" => {
                let update = self.update(&**calls, &request)?;
                Ok(response(update.result(request.options.deadline).await?))
            }
            _ => follow(&request, &*self.handle(&**calls, &request)?).await,
        }
    }

    fn started(&self, id: u64, started: Arc<dyn Called>) -> Value {
        let answer = json!({"workflow_id": started.workflow_id(), "run_id": started.run_id()});
        locked(&self.handles).insert(id, started);
        answer
    }

    /// The handle to a workflow whose first update came to nothing.
    fn keep_started(&self, id: u64, calls: &dyn Calls, error: &anyhow::Error) {
        let error = error.downcast_ref::<rt::Error>().filter(|error| error.started());
        if let Some((workflow_id, run_id)) = error.and_then(|error| error.workflow_id().zip(error.run_id())) {
            locked(&self.handles).insert(id, calls.handle((workflow_id, run_id).into()));
        }
    }

    fn update(&self, calls: &dyn Calls, request: &Request) -> Result<Arc<dyn Updated>> {
        let Some(started) = request.update else {
            return self.handle(calls, request)?.find_update(request.message(), &request.update_id);
        };
        locked(&self.updates).get(&started).cloned().ok_or_else(|| anyhow!("{started} started no update"))
    }

    fn handle(&self, calls: &dyn Calls, request: &Request) -> Result<Arc<dyn Called>> {
        let Some(started) = request.handle else {
            let (workflow_id, run_id) = (request.workflow_id.clone(), request.run_id.clone());
            return Ok(calls.handle(match run_id {
                Some(run_id) => (workflow_id, run_id).into(),
                None => workflow_id.into(),
            }));
        };
        locked(&self.handles).get(&started).cloned().ok_or_else(|| anyhow!("{started} started nothing"))
    }

    /// One client a namespace.
    fn methods(&self, namespace: &str) -> Result<Arc<Methods>> {
        let mut all = locked(&self.methods);
        if let Some(methods) = all.get(namespace) {
            return Ok(Arc::clone(methods));
        }
        let methods = Arc::new(methods::all(&client(&self.connection, namespace)?));
        all.insert(namespace.to_owned(), Arc::clone(&methods));
        Ok(methods)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what a handle can.
async fn follow(request: &Request, called: &dyn Called) -> Result<Value> {
    match &*request.op {
        "result" => return Ok(response(called.result(request.options.deadline).await?)),
        "cancel" => called.cancel().await?,
        "terminate" => called.terminate(request.reason.clone().unwrap_or_default()).await?,
        "describe" => {
            let description = called.describe().await?;
            let status = format!("{:?}", description.status()).to_shouty_snake_case();
            return Ok(json!({
                "workflow_id": description.id(),
                "run_id": description.run_id(),
                "workflow_type": description.workflow_type(),
                "task_queue": description.task_queue(),
                "status": status,
            }));
        }
        op => bail!("unknown op {op}"),
    }
    Ok(json!({}))
}

fn binary(text: Option<&str>) -> Result<Vec<u8>> {
    Ok(BASE64_STANDARD.decode(text.unwrap_or_default())?)
}

fn response(reply: Option<Vec<u8>>) -> Value {
    match reply {
        Some(reply) => json!({"response": BASE64_STANDARD.encode(reply)}),
        None => json!({}),
    }
}

fn described(error: &rt::Error) -> Value {
    let mut answer = Map::new();
    answer.insert("code".to_owned(), json!(error.code().as_str()));
    answer.insert("message".to_owned(), json!(error.message()));
    let known = [
        ("method", error.method().map(Value::from)),
        ("workflow_id", error.workflow_id().map(Value::from)),
        ("run_id", error.run_id().map(Value::from)),
        ("outcome", error.outcome().map(|outcome| Value::from(outcome.as_str()))),
        ("type", error.failure_type().map(Value::from)),
        ("non_retryable", error.retryable().map(|retryable| Value::from(!retryable))),
        ("started", error.started().then_some(Value::from(true))),
        ("causes", Some(causes(error)).filter(|causes| !causes.is_empty()).map(Value::from)),
    ];
    answer.extend(known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    if let Some((declared, detail)) = methods::declared_error(error) {
        answer.insert("declared".to_owned(), json!(declared));
        answer.insert("detail".to_owned(), json!(BASE64_STANDARD.encode(detail)));
    }
    answer.into()
}

fn causes(error: &rt::Error) -> Vec<Value> {
    let described = |cause: &rt::Cause| match &cause.failure_type {
        Some(failure_type) => json!({"type": failure_type, "message": cause.message}),
        None => json!({"message": cause.message}),
    };
    error.causes().iter().map(described).collect()
}
