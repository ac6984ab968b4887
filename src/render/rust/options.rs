//! What the schema sets of calls and handlers, as Rust code.

use super::layout;
use super::literals::{double, duration, integer, single, string};
use super::shadows::Shadows;
use super::templates::{self, Site};
use crate::model::{
    Activity, AttributeText, AttributeValue, CancellationType, IdConflictPolicy, IdReusePolicy, Keywords,
    ParentClosePolicy, Priority, Retry, SearchAttribute, Step, Template, Workflow,
};

/// The indentation of a function's body in a module's `impl`.
const INDENT: usize = 12;

/// How many fields `rt::ActivityDefaults` has.
const ACTIVITY_DEFAULTS: usize = 9;

/// How many fields `rt::Defaults` has.
const DEFAULTS: usize = 9;

/// The body of `Method::defaults`, where anything is set.
pub fn defaults(workflow: &Workflow, shadows: &Shadows) -> Option<Vec<String>> {
    let some = shadows.path("Some");
    let mut fields = Vec::new();
    fields.extend(
        match workflow.id_reuse_policy {
            IdReusePolicy::AllowDuplicate => None,
            IdReusePolicy::AllowDuplicateFailedOnly => Some("AllowDuplicateFailedOnly"),
            IdReusePolicy::RejectDuplicate => Some("RejectDuplicate"),
        }
        .map(|policy| format!("id_reuse_policy: rt::WorkflowIdReusePolicy::{policy}")),
    );
    fields.extend(
        match workflow.id_conflict_policy {
            IdConflictPolicy::Fail => None,
            IdConflictPolicy::UseExisting => Some("UseExisting"),
            IdConflictPolicy::TerminateExisting => Some("TerminateExisting"),
        }
        .map(|policy| format!("id_conflict_policy: rt::WorkflowIdConflictPolicy::{policy}")),
    );
    let timeouts = [
        ("execution_timeout", workflow.execution_timeout),
        ("run_timeout", workflow.run_timeout),
        ("task_timeout", workflow.task_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Vec::new();
    if let Some(retry) = &workflow.retry {
        body.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    fields.extend(workflow.eager_start.map(|eager| format!("eager_start: {eager}")));
    fields.extend(workflow.parent_close_policy.map(|policy| {
        let policy = match policy {
            ParentClosePolicy::Terminate => "Terminate",
            ParentClosePolicy::Abandon => "Abandon",
            ParentClosePolicy::RequestCancel => "RequestCancel",
        };
        format!("parent_close_policy: rt::ParentClosePolicy::{policy}")
    }));
    fields.extend(
        workflow.cancellation_type.map(|kind| {
            format!("cancellation_type: rt::ChildWorkflowCancellationType::{}", cancellation(kind))
        }),
    );
    if fields.is_empty() {
        return None;
    }
    let rest = (fields.len() < DEFAULTS).then_some("rt::Defaults::default()");
    body.push(literal("rt::Defaults", &fields, rest));
    Some(body)
}

/// What `impl HandlerMethod` has.
pub fn handler(activity: &Activity, site: Site<'_>) -> Vec<String> {
    let shadows = site.shadows;
    let some = shadows.path("Some");
    let mut items = Vec::new();
    if let Some(name) = &activity.name {
        let head = format!("const ACTIVITY_TYPE: {}<&'static str>", shadows.path("Option"));
        items.push(layout::assignment(8, &head, &format!("{some}({})", string(name))));
    }
    let mut fields = Vec::new();
    fields.extend(activity.local.then(|| "local: true".to_owned()));
    let queue = activity.task_queue.as_deref();
    fields.extend(queue.map(|queue| format!("task_queue: {some}({})", string(queue))));
    let timeouts = [
        ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
        ("heartbeat_timeout", activity.heartbeat_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Body::new(site);
    if let Some(retry) = &activity.retry {
        body.lines.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    fields.extend(
        activity
            .cancellation_type
            .map(|kind| format!("cancellation_type: rt::ActivityCancellationType::{}", cancellation(kind))),
    );
    // Its templates have no fields.
    if let Some(priority) = &activity.priority {
        body.priority(priority);
        fields.push(format!("priority: {some}(priority)"));
    }
    if let Some(summary) = &activity.summary {
        body.text("summary", summary);
        fields.push(format!("summary: {some}(summary)"));
    }
    let new =
        format!("rt::HandlerOptions::new({})", duration(activity.start_to_close_timeout.unwrap_or_default()));
    let made = if fields.is_empty() { new } else { literal("rt::HandlerOptions", &fields, Some(&new)) };
    body.lines.push(made);
    let uuid = if body.uuid { "uuid" } else { "_" };
    let signature = format!("fn options({uuid}: rt::NewUuid<'_>) -> rt::HandlerOptions {{");
    items.push(layout::function(INDENT - 4, &signature, &body.lines));
    items
}

/// `Method::rendered`, where the schema has anything to render.
pub fn rendered(workflow: &Workflow, site: Site<'_>) -> Option<String> {
    let some = site.shadows.path("Some");
    let mut body = Body::new(site);
    let reflects = workflow.search_attributes.iter().any(|attribute| path(&attribute.value).is_some());
    let new = if reflects { "rt::Rendered::of::<Self>(request)" } else { "rt::Rendered::default()" };
    body.subject = reflects;
    body.lines.push(format!("let mut rendered = {new};"));
    if let Some(summary) = &workflow.summary {
        body.text("summary", summary);
        body.lines.push(format!("rendered.summary = {some}(summary);"));
    }
    if let Some(priority) = &workflow.priority {
        body.priority(priority);
        body.lines.push(format!("rendered.priority = {some}(priority);"));
    }
    for memo in &workflow.memo {
        body.text("value", &memo.value);
        body.call("memo", &memo.name, "value".to_owned());
    }
    for attribute in &workflow.search_attributes {
        body.attribute(attribute);
    }
    (body.lines.len() > 1).then(|| body.returning("rendered").function("rendered", "rt::Rendered"))
}

/// The field of a search attribute, where it is not a text that is rendered.
fn path(value: &AttributeValue) -> Option<String> {
    let of = |through: &[Step], last: &Step| {
        let steps = through.iter().chain([last]);
        steps.map(|step| step.name.as_str()).collect::<Vec<_>>().join(".")
    };
    let text = |text: &AttributeText| match text {
        AttributeText::Template(_) => None,
        AttributeText::Timestamp(path) => Some(of(&path.through, &path.last)),
    };
    match value {
        AttributeValue::Keyword(value)
        | AttributeValue::Text(value)
        | AttributeValue::KeywordList(Keywords::One(value)) => text(value),
        AttributeValue::Int(field) | AttributeValue::Double(field) | AttributeValue::Bool(field) => {
            Some(of(&field.through, &field.last))
        }
        AttributeValue::Datetime(path)
        | AttributeValue::KeywordList(Keywords::Strings(path) | Keywords::Enums(path, _)) => {
            Some(of(&path.through, &path.last))
        }
    }
}

/// `Activity::options`.
pub fn activity(activity: &Activity, site: Site<'_>) -> String {
    let some = site.shadows.path("Some");
    let mut fields = Vec::new();
    fields.extend(activity.local.then(|| "local: true".to_owned()));
    let timeouts = [
        ("start_to_close_timeout", activity.start_to_close_timeout),
        ("schedule_to_close_timeout", activity.schedule_to_close_timeout),
        ("schedule_to_start_timeout", activity.schedule_to_start_timeout),
        ("heartbeat_timeout", activity.heartbeat_timeout),
    ];
    for (name, timeout) in timeouts {
        fields.extend(timeout.map(|timeout| format!("{name}: {some}({})", duration(timeout))));
    }
    let mut body = Body::new(site);
    if let Some(retry) = &activity.retry {
        body.lines.push(policy(retry));
        fields.push(format!("retry_policy: {some}(retry_policy)"));
    }
    fields.extend(
        activity
            .cancellation_type
            .map(|kind| format!("cancellation_type: rt::ActivityCancellationType::{}", cancellation(kind))),
    );
    if let Some(priority) = &activity.priority {
        body.priority(priority);
        fields.push(format!("priority: {some}(priority)"));
    }
    if let Some(summary) = &activity.summary {
        body.text("summary", summary);
        fields.push(format!("summary: {some}(summary)"));
    }
    let rest = (fields.len() < ACTIVITY_DEFAULTS).then_some("rt::ActivityDefaults::default()");
    body.lines.push(literal("rt::ActivityDefaults", &fields, rest));
    body.function("options", "rt::ActivityDefaults")
}

/// The variant of `rt::ActivityCancellationType` and of that of child workflows.
fn cancellation(kind: CancellationType) -> &'static str {
    match kind {
        CancellationType::TryCancel => "TryCancel",
        CancellationType::WaitCompleted => "WaitCancellationCompleted",
        CancellationType::Abandon => "Abandon",
    }
}

/// The body of a function of a request.
struct Body<'a> {
    site: Site<'a>,
    lines: Vec<String>,
    /// Whether the request is read, and a UUID made.
    subject: bool,
    uuid: bool,
}

impl<'a> Body<'a> {
    fn new(site: Site<'a>) -> Self {
        Self { site, lines: Vec::new(), subject: false, uuid: false }
    }

    /// `let name = …;`
    fn text(&mut self, name: &str, template: &Template) {
        let mut rendered = templates::render(template, self.site);
        self.subject |= rendered.subject;
        self.uuid |= rendered.uuid;
        let value = rendered.body.pop().unwrap_or_default();
        self.lines.append(&mut rendered.body);
        self.lines.push(match value.contains('\n') {
            true => format!("let {name} = {value};"),
            false => layout::assignment(self.site.indent, &format!("let {name}"), &value),
        });
    }

    /// `let priority = …;`
    fn priority(&mut self, priority: &Priority) {
        let mut calls = Vec::new();
        calls.extend(priority.key.map(|key| format!(".priority_key({})", integer(key.into()))));
        if let Some(key) = &priority.fairness_key {
            self.text("fairness_key", key);
            calls.push(".fairness_key(fairness_key)".to_owned());
        }
        calls.extend(priority.fairness_weight.map(|weight| format!(".fairness_weight({})", single(weight))));
        calls.push(".build()".to_owned());
        let indent = self.site.indent;
        self.lines.push(layout::chain(indent, "let priority = ", "rt::Priority::builder()", &calls, ";"));
    }

    /// `rendered.memo("name", value);`
    fn call(&mut self, function: &str, name: &str, value: String) {
        let arguments = [string(name), value];
        let call = layout::list(self.site.indent, &format!("rendered.{function}("), &arguments, ");");
        self.lines.push(call);
    }

    fn attribute(&mut self, attribute: &SearchAttribute) {
        let SearchAttribute { name, value } = attribute;
        if let Some(path) = path(value) {
            let function = match value {
                AttributeValue::Keyword(_) => "keyword_time",
                AttributeValue::Text(_) => "text_time",
                AttributeValue::KeywordList(Keywords::One(_)) => "one_keyword_time",
                AttributeValue::Int(_) => "int",
                AttributeValue::Double(_) => "double",
                AttributeValue::Bool(_) => "bool",
                AttributeValue::Datetime(_) => "datetime",
                AttributeValue::KeywordList(_) => "keywords",
            };
            return self.call(function, name, string(&path));
        }
        let (function, text) = match value {
            AttributeValue::Keyword(AttributeText::Template(text)) => ("keyword", text),
            AttributeValue::Text(AttributeText::Template(text)) => ("text", text),
            AttributeValue::KeywordList(Keywords::One(AttributeText::Template(text))) => {
                ("one_keyword", text)
            }
            _ => return,
        };
        self.text("value", text);
        self.call(function, name, "value".to_owned());
    }

    fn returning(mut self, value: &str) -> Self {
        self.lines.push(value.to_owned());
        self
    }

    fn function(self, name: &str, result: &str) -> String {
        let request = if self.subject { "request" } else { "_" };
        let uuid = if self.uuid { "uuid" } else { "_" };
        let parameters = [format!("{request}: &Self::Request"), format!("{uuid}: rt::NewUuid<'_>")];
        let indent = self.site.indent - 4;
        let head = format!("fn {name}");
        let signature = layout::signature(indent, &head, &parameters, &format!(" -> {result}"), " {");
        layout::function(indent, &signature, &self.lines)
    }
}

fn literal(name: &str, fields: &[String], rest: Option<&str>) -> String {
    let margin = " ".repeat(INDENT + 4);
    let fields = fields.join(&format!(",\n{margin}"));
    let rest = rest.map_or(String::new(), |rest| format!("{margin}..{rest}\n"));
    format!("{name} {{\n{margin}{fields},\n{rest}{:1$}}}", "", INDENT)
}

fn policy(retry: &Retry) -> String {
    let mut calls = Vec::new();
    calls.extend(retry.initial_interval.map(|interval| format!(".initial_interval({})", duration(interval))));
    calls.extend(retry.backoff_coefficient.map(|value| format!(".backoff_coefficient({})", double(value))));
    calls.extend(retry.maximum_interval.map(|interval| format!(".maximum_interval({})", duration(interval))));
    calls.extend(
        retry.maximum_attempts.map(|attempts| format!(".maximum_attempts({})", integer(attempts.into()))),
    );
    if !retry.non_retryable_error_types.is_empty() {
        let types: Vec<String> = retry.non_retryable_error_types.iter().map(|name| string(name)).collect();
        calls.push(layout::list(INDENT + 4, ".non_retryable_error_types([", &types, "])"));
    }
    calls.push(".build()".to_owned());
    layout::chain(INDENT, "let retry_policy = ", "rt::RetryPolicy::builder()", &calls, ";")
}
