//! Members of clients that start a workflow and send it a message in one step.

use super::super::{layout, names};
use super::client::{doc, promised};
use super::{Context, Member, support};
use crate::model::{Doc, Message, Method, Service, Signal, Taken, Update};
use crate::render::typescript::imports::Imports;
use crate::render::typescript::names::ServiceNames;

pub fn members(context: &Context, service: &Service, method: &Method, imports: &mut Imports) -> Vec<Member> {
    let workflow = method.workflow();
    let caller = Caller { context, service, method };
    let mut members = Vec::new();
    for signal in workflow.signals.iter().filter(|taken| taken.start) {
        members.push(caller.with_signal(signal, imports));
    }
    for update in workflow.updates.iter().filter(|taken| taken.start) {
        members.push(caller.with_update(update, imports));
        members.push(caller.starting_update(update, imports));
    }
    members
}

/// What is started.
struct Caller<'a> {
    context: &'a Context<'a>,
    service: &'a Service,
    method: &'a Method,
}

/// A message as it is sent with the start.
struct Sent<'a> {
    /// What it is: `signal`.
    kind: &'static str,
    /// Its group among the messages of a workflow.
    group: &'static str,
    name: &'a str,
    input: &'a Message,
}

impl Caller<'_> {
    fn with_signal(&self, taken: &Taken<Signal>, imports: &mut Imports) -> Member {
        let Method { name, input, .. } = &*taken.method;
        let sent = Sent { kind: "signal", group: "signals", name, input };
        let handle = self.handle();
        let about = format!(
            "Starts `{}` and sends it `{}`, or sends that to what runs already.",
            names::method(&self.method.name),
            names::method(name)
        );
        self.member(
            &about,
            &self.start_name(name),
            &sent,
            "SignalStartOptions",
            &handle,
            "startWithSignal",
            imports,
        )
    }

    fn with_update(&self, taken: &Taken<Update>, imports: &mut Imports) -> Member {
        let sent = sent_update(&taken.method);
        let reply = self.reply(&taken.method.output, imports);
        let answered = imports.ty(support("withStart"), "AnsweredByUpdate");
        let about = format!(
            "Starts `{}` and waits for the answer to `{}`, or asks what runs already.",
            names::method(&self.method.name),
            names::method(sent.name)
        );
        let name = names::with_start(&self.method.name, sent.name);
        let what = format!("{answered}<{}, {reply}>", self.handle());
        self.member(&about, &name, &sent, "UpdateStartOptions", &what, "executeWithUpdate", imports)
    }

    fn starting_update(&self, taken: &Taken<Update>, imports: &mut Imports) -> Member {
        let sent = sent_update(&taken.method);
        let reply = self.reply(&taken.method.output, imports);
        let started = imports.ty(support("withStart"), "StartedByUpdate");
        let about = format!(
            "Starts `{}` and `{}`, or the latter on what runs already.",
            names::method(&self.method.name),
            names::method(sent.name)
        );
        let what = format!("{started}<{}, {reply}>", self.handle());
        self.member(
            &about,
            &self.start_name(sent.name),
            &sent,
            "UpdateStartOptions",
            &what,
            "startWithUpdate",
            imports,
        )
    }

    fn start_name(&self, message: &str) -> String {
        names::start_method(&names::with_start(&self.method.name, message))
    }

    fn handle(&self) -> String {
        ServiceNames::of(self.service).handle(&self.method.name)
    }

    fn reply(&self, output: &Message, imports: &mut Imports) -> String {
        self.context.shape(output, imports).unwrap_or_else(|| "void".to_owned())
    }

    #[allow(clippy::too_many_arguments)]
    fn member(
        &self,
        about: &str,
        name: &str,
        sent: &Sent,
        options: &str,
        result: &str,
        function: &str,
        imports: &mut Imports,
    ) -> Member {
        let Self { context, service, method } = self;
        let options = imports.ty(support("withStart"), options);
        let request = context.init(&method.input, imports).map(|init| format!("request: {init}"));
        let message = context.init(sent.input, imports).map(|init| format!("{}: {init}", sent.kind));
        let argument = |parameter: &Option<String>, name: &str| match parameter {
            Some(_) => name.to_owned(),
            None => "undefined".to_owned(),
        };
        let of = context.method(service, method, imports);
        let arguments = [
            "this.#client".to_owned(),
            of.clone(),
            argument(&request, "request"),
            format!("{of}.messages.{}.{}", sent.group, names::method(sent.name)),
            argument(&message, sent.kind),
            "options".to_owned(),
        ];
        let parameters: Vec<String> =
            request.into_iter().chain(message).chain([format!("options?: {options}")]).collect();
        let function = imports.value(support("withStart"), function);
        Member {
            doc: doc(&Doc(vec![about.to_owned()]), method),
            signature: promised(&format!("{name}("), &parameters, result),
            body: layout::list(4, &format!("return {function}("), &arguments, ");"),
        }
    }
}

fn sent_update(update: &Method<Update>) -> Sent<'_> {
    Sent { kind: "update", group: "updates", name: &update.name, input: &update.input }
}
