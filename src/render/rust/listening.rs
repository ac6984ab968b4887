//! What implementations of workflows take, and how it is registered.

use super::docs::{self, code};
use super::layout;
use super::names::{MessageNames, MethodNames};
use super::taking::{Any, INDENT, Item, Listening};
use crate::model::{Doc, Workflow};

impl Listening<'_> {
    /// Functions of the trait of implementations.
    pub fn items(&self, workflow: &Workflow) -> Vec<Item> {
        let mut items: Vec<Item> = self.begins().then(|| self.begin()).into_iter().collect();
        for any in workflow.signals.iter().map(Any::of) {
            items
                .push(self.told(any, &format!("Takes {}. An error ends the workflow.", code(any.full_name))));
        }
        for any in workflow.queries.iter().map(Any::of) {
            items.push(self.asked(any));
        }
        for taken in &workflow.updates {
            let any = Any::of(taken);
            if taken.method.kind.validate {
                items.push(self.validator(any));
            }
            items.push(self.told(any, &format!("Answers {}.", code(any.full_name))));
        }
        items
    }

    /// Whether there is a request that the workflow begins with.
    fn begins(&self) -> bool {
        !self.input.is_empty()
    }

    fn begin(&self) -> Item {
        const FIRST: &str = "Begins with the request, before anything is taken and before `run`: messages may be \
            there first.";
        let request = self.messages.inner_message(self.package, self.input);
        let parameters = ["&mut self".to_owned(), format!("_: &{request}")];
        Item {
            doc: docs::outer(INDENT, &Doc::default(), &[FIRST]),
            signature: layout::signature(INDENT, "fn begin", &parameters, "", " {}"),
        }
    }

    fn told(&self, any: Any<'_>, sentence: &str) -> Item {
        let mut parameters = vec![format!("ctx: &mut {}<Self>", self.method.context)];
        parameters.extend(self.item_request(any, ""));
        let reply = self.messages.inner_message(self.package, any.output);
        let reply = if any.output.is_empty() { "()".to_owned() } else { reply };
        let result = layout::future(INDENT, self.inner.path("Future"), "rt::Result", &reply, ";");
        let head = format!("fn {}", any.names().listener);
        Item {
            doc: docs::outer(INDENT, any.doc, &[sentence]),
            signature: layout::signature(INDENT, &head, &parameters, &result, ";"),
        }
    }

    fn asked(&self, any: Any<'_>) -> Item {
        let reply = self.messages.inner_message(self.package, any.output);
        let doc = docs::outer(INDENT, any.doc, &[&format!("Answers {}.", code(any.full_name))]);
        self.viewing(any, &any.names().listener, "", &reply, doc)
    }

    fn validator(&self, any: Any<'_>) -> Item {
        let sentence =
            format!("Refuses {} with an error, before anything of it is recorded.", code(any.full_name));
        let doc = docs::outer(INDENT, &Doc::default(), &[&sentence]);
        self.viewing(any, &any.names().validator, "&", "()", doc)
    }

    fn viewing(&self, any: Any<'_>, name: &str, by: &str, reply: &str, doc: String) -> Item {
        let mut parameters = vec!["&self".to_owned(), "ctx: &rt::WorkflowContextView".to_owned()];
        parameters.extend(self.item_request(any, by));
        let result = format!(" -> rt::Result<{reply}>");
        Item { doc, signature: layout::signature(INDENT, &format!("fn {name}"), &parameters, &result, ";") }
    }

    fn item_request(&self, any: Any<'_>, by: &str) -> Option<String> {
        let message = self.messages.inner_message(self.package, any.input);
        (!any.input.is_empty()).then(|| format!("request: {by}{message}"))
    }

    /// `let listeners = …;`
    pub fn listeners(&self, workflow: &Workflow) -> String {
        let MethodNames { marker, workflow: implementation, messages, .. } = self.method;
        let call = |kind: &str, names: &MessageNames, function: &str| {
            let head = format!(".{kind}::<{messages}::{}, _>(", names.marker);
            let call = format!("{head}{implementation}::{function})");
            // The last line of a chain ends with a semicolon.
            match INDENT + 4 + call.len() < 100 {
                true => call,
                false => format!("{head}\n{0:16}{implementation}::{function},\n{0:12})", ""),
            }
        };
        let mut calls = Vec::new();
        calls.extend(self.begins().then(|| format!(".begin({implementation}::begin)")));
        for names in workflow.signals.iter().map(|taken| Any::of(taken).names()) {
            calls.push(call("signal", &names, &names.listener));
        }
        for names in workflow.queries.iter().map(|taken| Any::of(taken).names()) {
            calls.push(call("query", &names, &names.listener));
        }
        for taken in &workflow.updates {
            let names = Any::of(taken).names();
            calls.push(call("update", &names, &names.listener));
            if taken.method.kind.validate {
                calls.push(call("validator", &names, &names.validator));
            }
        }
        let new = format!("rt::Listeners::<{marker}, T::{marker}>::default()");
        layout::chain(INDENT, "let listeners = ", &new, &calls, ";")
    }
}
