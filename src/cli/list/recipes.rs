//! Services as commands of the `temporal` CLI that call each method by hand.

use std::time::Duration;

use prost_reflect::DescriptorPool;

use super::collect::seconds;
use super::sample;
use super::shell::{Command, quoted, rendered};
use crate::model::{
    Activity, AttributeText, AttributeValue, IdConflictPolicy, IdReusePolicy, Keywords, Message, Method,
    Model, Priority, Service, Template, Update, Workflow,
};

/// A command a method, each with a comment, in the order of the schema.
pub fn print(model: &Model, pool: &DescriptorPool) -> String {
    let recipes = Recipes { pool };
    let services: Vec<String> = model.services().map(|(_, service)| recipes.service(service)).collect();
    match services.is_empty() {
        true => "# no services\n".to_owned(),
        false => services.join("\n"),
    }
}

/// The shell variable that stands for the id of a running workflow.
const WORKFLOW_ID: &str = "\"$WORKFLOW_ID\"";

struct Recipes<'a> {
    pool: &'a DescriptorPool,
}

impl Recipes<'_> {
    fn service(&self, service: &Service) -> String {
        let mut recipes: Vec<(usize, String)> = Vec::new();
        for method in &service.methods {
            recipes.push((method.index, self.call(method)));
        }
        for activity in &service.activities {
            recipes.push((activity.index, self.activity(service, activity)));
        }
        for signal in &service.signals {
            let command = Command::new("workflow signal").flag("workflow-id", WORKFLOW_ID);
            let command = command.flag("name", &quoted(&signal.kind.name));
            recipes.push((
                signal.index,
                title(signal, "signal") + &self.input(command, "", &signal.input).text(),
            ));
        }
        for query in &service.queries {
            let command = Command::new("workflow query").flag("workflow-id", WORKFLOW_ID);
            let command = command.flag("name", &quoted(&query.kind.name));
            recipes
                .push((query.index, title(query, "query") + &self.input(command, "", &query.input).text()));
        }
        for update in &service.updates {
            let command = Command::new("workflow update execute").flag("workflow-id", WORKFLOW_ID);
            let command = command.flag("name", &quoted(&update.kind.name));
            let command = self.update_id(command, &update.kind);
            recipes.push((
                update.index,
                title(update, "update") + &self.input(command, "", &update.input).text(),
            ));
        }
        recipes.sort_by_key(|(index, _)| *index);
        let recipes: Vec<String> = recipes.into_iter().map(|(_, recipe)| recipe).collect();
        recipes.join("\n")
    }

    /// A call, and what can start it in the same step.
    fn call(&self, method: &Method) -> String {
        let workflow = method.workflow();
        let kind = if method.handler().is_some() { "handler" } else { "workflow" };
        let mut text = title(method, kind);
        if workflow.retry.is_some() {
            text.push_str("# Its retry policy has no flag.\n");
        }
        text.push_str(
            &self.start(Command::new("workflow execute"), method, workflow.id_conflict_policy).text(),
        );
        for signal in workflow.signals.iter().filter(|signal| signal.start) {
            let command = Command::new("workflow signal-with-start")
                .flag("signal-name", &quoted(&signal.method.kind.name));
            let command = self.input(command, "signal-", &signal.method.input);
            text.push_str(&format!("# Started by {}:\n", signal.method.full_name));
            text.push_str(&self.start(command, method, method.with_start_conflict_policy()).text());
        }
        for update in workflow.updates.iter().filter(|update| update.start) {
            let command = Command::new("workflow execute-update-with-start")
                .flag("update-name", &quoted(&update.method.kind.name));
            let command = self.update_id(command, &update.method.kind);
            let command = self.input(command, "update-", &update.method.input);
            text.push_str(&format!("# Started by {}:\n", update.method.full_name));
            text.push_str(&self.start(command, method, method.with_start_conflict_policy()).text());
        }
        text
    }

    fn start(&self, command: Command, method: &Method, conflicts: IdConflictPolicy) -> Command {
        let workflow = method.workflow();
        let render = |template: &Template| rendered(template, &workflow.name, self.pool);
        let command = command
            .flag("type", &quoted(&workflow.name))
            .flag("task-queue", &quoted(&workflow.task_queue))
            .flag("workflow-id", &render(&workflow.id))
            .flag("id-reuse-policy", reuse(workflow.id_reuse_policy))
            .flag("id-conflict-policy", conflict(conflicts))
            .option("execution-timeout", duration(workflow.execution_timeout))
            .option("run-timeout", duration(workflow.run_timeout))
            .option("task-timeout", duration(workflow.task_timeout))
            .option("start-delay", duration(workflow.start_delay))
            .option("static-summary", workflow.summary.as_ref().map(&render));
        let command = self.attributes(self.memo(command, workflow), workflow);
        let command = self.priority(command, workflow.priority.as_ref(), &workflow.name);
        self.input(command, "", &method.input)
    }

    fn activity(&self, service: &Service, method: &Method<Activity>) -> String {
        let activity = &method.kind;
        let queue = activity.task_queue.as_deref().unwrap_or(&service.task_queue);
        let command = Command::new("activity execute")
            .flag("type", &quoted(method.activity_type()))
            .flag("task-queue", &quoted(queue))
            .flag("activity-id", "\"$(uuidgen)\"")
            .option("start-to-close-timeout", duration(activity.start_to_close_timeout))
            .option("schedule-to-close-timeout", duration(activity.schedule_to_close_timeout))
            .option("schedule-to-start-timeout", duration(activity.schedule_to_start_timeout))
            .option("heartbeat-timeout", duration(activity.heartbeat_timeout));
        let command = self.priority(command, activity.priority.as_ref(), "");
        let note = "# By itself, on servers that have standalone activities; workflows call it as a rule.\n";
        title(method, "activity") + note + &self.input(command, "", &method.input).text()
    }

    fn priority(&self, command: Command, priority: Option<&Priority>, workflow_type: &str) -> Command {
        let Some(Priority { key, fairness_key, fairness_weight }) = priority else { return command };
        command
            .option("priority-key", key.map(|key| key.to_string()))
            .option("fairness-key", fairness_key.as_ref().map(|key| rendered(key, workflow_type, self.pool)))
            .option("fairness-weight", fairness_weight.map(|weight| weight.to_string()))
    }

    /// Written as the stubs write it.
    fn input(&self, command: Command, prefix: &str, message: &Message) -> Command {
        if message.is_empty() {
            return command;
        }
        let json = sample::json(self.pool, &message.full_name);
        command
            .flag(&format!("{prefix}input"), &quoted(&json))
            .flag(&format!("{prefix}input-meta"), "encoding=json/protobuf")
            .flag(&format!("{prefix}input-meta"), &format!("messageType={}", message.full_name))
    }

    fn update_id(&self, command: Command, update: &Update) -> Command {
        command
            .option("update-id", (update.id != Template::uuid()).then(|| rendered(&update.id, "", self.pool)))
    }

    fn memo(&self, command: Command, workflow: &Workflow) -> Command {
        workflow.memo.iter().fold(command, |command, field| {
            let value = sample::string(&sample::render(&field.value, &workflow.name, self.pool));
            command.flag("memo", &quoted(&format!("{}={value}", field.name)))
        })
    }

    fn attributes(&self, command: Command, workflow: &Workflow) -> Command {
        let text = |text: &AttributeText| match text {
            AttributeText::Template(template) => {
                sample::string(&sample::render(template, &workflow.name, self.pool))
            }
            AttributeText::Timestamp(_) => sample::string(sample::TIMESTAMP),
        };
        workflow.search_attributes.iter().fold(command, |command, attribute| {
            let value = match &attribute.value {
                AttributeValue::Keyword(value) | AttributeValue::Text(value) => text(value),
                AttributeValue::Int(_) | AttributeValue::Double(_) => "0".to_owned(),
                AttributeValue::Bool(_) => "false".to_owned(),
                AttributeValue::Datetime(_) => sample::string(sample::TIMESTAMP),
                AttributeValue::KeywordList(Keywords::One(value)) => format!("[{}]", text(value)),
                // The sample has no element, and an empty list is not sent.
                AttributeValue::KeywordList(_) => return command,
            };
            command.flag("search-attribute", &quoted(&format!("{}={value}", attribute.name)))
        })
    }
}

fn title<K>(method: &Method<K>, kind: &str) -> String {
    format!("# {} ({kind})\n", method.full_name)
}

/// Zero is what the command's own flags mean by no limit.
fn duration(duration: Option<Duration>) -> Option<String> {
    duration.filter(|duration| !duration.is_zero()).map(seconds)
}

fn reuse(policy: IdReusePolicy) -> &'static str {
    match policy {
        IdReusePolicy::AllowDuplicate => "AllowDuplicate",
        IdReusePolicy::AllowDuplicateFailedOnly => "AllowDuplicateFailedOnly",
        IdReusePolicy::RejectDuplicate => "RejectDuplicate",
    }
}

fn conflict(policy: IdConflictPolicy) -> &'static str {
    match policy {
        IdConflictPolicy::Fail => "Fail",
        IdConflictPolicy::UseExisting => "UseExisting",
        IdConflictPolicy::TerminateExisting => "TerminateExisting",
    }
}
