//! Steps that send to running workflows.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::{Expected, LIMIT, Run, encoded, member};
use crate::case::{Pending, Send, WithStart};
use crate::expect;
use crate::language::Peer;

/// An update that was started.
pub(super) struct Update {
    /// `Board.Change`.
    message: String,
    /// The request that the program keeps its handle under.
    request: u64,
    /// The name of the start whose workflow it was sent to.
    workflow: String,
    update_id: String,
}

impl Run<'_> {
    pub(super) async fn send(&mut self, operation: &str, send: Send) -> Result<()> {
        let answer = match send.foreign.is_empty() {
            true => self.ask(self.to_send(operation, &send)?).await?.1,
            false => self.send_by_name(operation, &send).await?,
        };
        let expected = self.expected(send.response.as_ref(), send.error.as_ref());
        expected.check(&self.schema.method(&send.message)?, &answer)
    }

    /// What no stub would send.
    async fn send_by_name(&self, operation: &str, send: &Send) -> Result<Value> {
        let mut message = self.message(operation);
        message.insert("workflow_id".to_owned(), json!(self.started(&send.name)?.workflow_id));
        message.extend(send.foreign.clone());
        Ok(self.session.client(Peer::Foreign)?.ask(message, LIMIT).await?.1)
    }

    pub(super) async fn start_update(&mut self, send: Send) -> Result<()> {
        let (request, answer) = self.ask(self.to_send("start_update", &send)?).await?;
        if let Some(error) = &send.error {
            return expect::error(self.schema, error, &answer);
        }
        expect::success(&answer)?;

        let update_id = member(&answer, "update_id")?;
        if let Some(expected) = &send.update_id {
            expect::id(expected, &update_id)?;
        }
        if let Some(name) = send.update {
            self.variables.insert(name.clone(), json!({"update_id": update_id}));
            let update = Update { message: send.message, request, workflow: send.name, update_id };
            self.updates.insert(name, update);
        }
        Ok(())
    }

    pub(super) async fn update_result(&mut self, pending: Pending) -> Result<()> {
        let update = self.updates.get(&pending.update);
        let update = update.with_context(|| format!("no step started the update `{}`", pending.update))?;
        let started = self.started(&update.workflow)?;
        let method = self.schema.method(&update.message)?;

        let mut message = self.message("update_result");
        message.insert("method".to_owned(), json!(self.schema.method(&started.method)?.full_name()));
        message.insert("message".to_owned(), json!(method.full_name()));
        if pending.by_id {
            message.insert("workflow_id".to_owned(), json!(started.workflow_id));
            message.insert("update_id".to_owned(), json!(update.update_id));
        } else {
            message.insert("update".to_owned(), json!(update.request));
        }
        if !pending.options.is_empty() {
            message.insert("options".to_owned(), Value::Object(pending.options));
        }

        let (_, answer) = self.ask(message).await?;
        self.expected(pending.response.as_ref(), pending.error.as_ref()).check(&method, &answer)
    }

    pub(super) async fn with_start(&mut self, operation: &str, start: WithStart) -> Result<()> {
        let method = self.schema.method(&start.method)?;
        let sent = self.schema.method(&start.message)?;
        let none = Map::new();
        let mut message = self.request(operation, &method, start.request.as_ref(), &start.options, &none)?;
        message.insert("message".to_owned(), json!(sent.full_name()));
        if let Some(request) = encoded(&sent, start.message_request.as_ref(), false)? {
            message.insert("message_request".to_owned(), request);
        }

        let (request, answer) = self.ask(message).await?;
        self.expected(start.response.as_ref(), start.error.as_ref()).check(&sent, &answer)?;
        let error = answer.get("error");
        match (error, &start.name) {
            // A workflow that was started although the update failed can still be used.
            (Some(error), Some(_)) => {
                let place = (start.workflow_id.as_deref(), start.run_id.as_deref());
                self.keep(start.name, start.method, place, (request, error))
            }
            (Some(_), None) => Ok(()),
            (None, _) => {
                let place = (start.workflow_id.as_deref(), start.run_id.as_deref());
                self.keep(start.name, start.method, place, (request, &answer))
            }
        }
    }

    fn to_send(&self, operation: &str, send: &Send) -> Result<Map<String, Value>> {
        let started = self.started(&send.name)?;
        let sent = self.schema.method(&send.message)?;
        let mut message = self.message(operation);
        message.insert("method".to_owned(), json!(self.schema.method(&started.method)?.full_name()));
        message.insert("message".to_owned(), json!(sent.full_name()));
        if send.by_id {
            message.insert("workflow_id".to_owned(), json!(started.workflow_id));
        } else {
            message.insert("handle".to_owned(), json!(started.request));
        }
        if let Some(request) = encoded(&sent, send.request.as_ref(), false)? {
            message.insert("request".to_owned(), request);
        }
        if !send.options.is_empty() {
            message.insert("options".to_owned(), Value::Object(send.options.clone()));
        }
        Ok(message)
    }

    fn expected<'a>(
        &'a self,
        response: Option<&'a Value>,
        error: Option<&'a crate::case::Error>,
    ) -> Expected<'a> {
        Expected { schema: self.schema, request: None, response, ignore: &[], error }
    }
}
