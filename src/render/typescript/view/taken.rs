//! What can be sent to a workflow while it runs, as `hello_stubborn.ts` has it.

use super::super::{docs, names, templates};
use super::methods::{codec, conflict_policy, errors, text};
use super::{Context, support};
use crate::model::{self, Method, Query, Signal, Update, UpdateStage};
use crate::render::typescript::imports::Imports;

/// Where a message is in its file, in blanks.
const INDENT: usize = 10;

/// The messages of a workflow.
pub struct Taken {
    pub groups: [Group; 3],
    /// What a start by a message does when the workflow runs already.
    pub with_start: &'static str,
}

/// The messages of a kind.
pub struct Group {
    pub name: &'static str,
    pub messages: Vec<MessageView>,
}

pub struct MessageView {
    pub doc: String,
    pub name: String,
    /// `defineSignal`, say.
    pub define: String,
    pub lines: Vec<String>,
}

pub fn view(context: &Context, method: &Method, imports: &mut Imports) -> Taken {
    let model::Workflow { signals, queries, updates, .. } = method.workflow();
    let signals = signals.iter().map(|taken| signal(context, &taken.method, imports)).collect();
    let queries = queries.iter().map(|taken| query(context, &taken.method, imports)).collect();
    let updates = updates.iter().map(|taken| update(context, &taken.method, imports)).collect();
    Taken {
        groups: [
            Group { name: "signals", messages: signals },
            Group { name: "queries", messages: queries },
            Group { name: "updates", messages: updates },
        ],
        with_start: conflict_policy(method.with_start_conflict_policy()),
    }
}

fn signal(context: &Context, signal: &Method<Signal>, imports: &mut Imports) -> MessageView {
    let lines = vec![
        text(INDENT, "name", &signal.kind.name),
        codec(INDENT, "request", context, &signal.input, imports),
    ];
    message(signal, "defineSignal", lines, imports)
}

fn query(context: &Context, query: &Method<Query>, imports: &mut Imports) -> MessageView {
    let lines = asked(context, query, &query.kind.name, imports);
    message(query, "defineQuery", lines, imports)
}

fn update(context: &Context, update: &Method<Update>, imports: &mut Imports) -> MessageView {
    let Update { name, id, validate, wait_for_stage } = &update.kind;
    let mut lines = asked(context, update, name, imports);
    lines.extend(errors(INDENT, &update.errors, imports));
    lines.extend(templates::update_id(id, context.messages, imports));
    lines.push(format!("waitForStage: \"{}\",", stage(*wait_for_stage)));
    let define = if *validate { "defineValidatedUpdate" } else { "defineUpdate" };
    message(update, define, lines, imports)
}

fn asked<K>(context: &Context, method: &Method<K>, name: &str, imports: &mut Imports) -> Vec<String> {
    vec![
        text(INDENT, "name", name),
        codec(INDENT, "request", context, &method.input, imports),
        codec(INDENT, "reply", context, &method.output, imports),
    ]
}

fn message<K>(method: &Method<K>, define: &str, lines: Vec<String>, imports: &mut Imports) -> MessageView {
    MessageView {
        doc: docs::comment(&method.doc, Some(&format!("rpc {}", method.full_name)), method.deprecated),
        name: names::method(&method.name),
        define: imports.value(support("messages"), define),
        lines,
    }
}

fn stage(stage: UpdateStage) -> &'static str {
    match stage {
        UpdateStage::Accepted => "ACCEPTED",
        UpdateStage::Completed => "COMPLETED",
    }
}
