//! Finished strings for the templates.

mod client;
mod errors;
mod methods;
mod taken;
mod with_start;
mod worker;
mod workflows;

use askama::Template;

use super::imports::Imports;
use super::layout;
use super::messages::{Messages, Module};
use super::names::{self, ServiceNames};
use super::settings::Settings;
use crate::config::Target;
use crate::model::{self, Message, Method, Service};
use crate::render::File;

pub use errors::render_errors;

/// The modules of a schema file.
pub fn render_file(file: &model::File, messages: &Messages, settings: Settings) -> Vec<File> {
    let context = Context { file, messages, settings };
    // What others only send is written down where it is taken.
    if context.services().next().is_none() {
        return Vec::new();
    }
    let client = context.clients().next().map(|_| client::render(&context));
    let others = [methods::render(&context), workflows::render(&context), worker::render(&context)];
    others.into_iter().chain(client).collect()
}

/// What every module of a schema file is made from.
struct Context<'a> {
    file: &'a model::File,
    messages: &'a Messages,
    settings: Settings,
}

impl<'a> Context<'a> {
    /// The services that can be called.
    fn services(&self) -> impl Iterator<Item = &'a Service> + use<'a> {
        let is_called = |service: &&Service| !(service.methods.is_empty() && service.activities.is_empty());
        self.file.services.iter().filter(is_called)
    }

    /// The services that clients can call.
    fn clients(&self) -> impl Iterator<Item = &'a Service> + use<'a> {
        self.file.services.iter().filter(|service| !service.methods.is_empty())
    }

    /// `hello/v1/hello_client`.
    fn module(&self, suffix: &str) -> String {
        names::module(&self.file.source.path, suffix)
    }

    fn imports(&self, suffix: &str) -> Imports {
        let declared = self.services().flat_map(|service| {
            let names = ServiceNames::of(service);
            let types = names::message_types(service, &names, suffix);
            names.declared(suffix).into_iter().chain(types)
        });
        Imports::new(self.module(suffix), self.settings.extension, declared)
    }

    fn file(&self, suffix: &str, template: &impl Template) -> File {
        // Writing into a string does not fail.
        let content = (template.render().unwrap_or_default() + "\n").into_bytes();
        File { target: Target::TypeScript, path: self.module(suffix) + ".ts", content }
    }

    /// The expression for what the schema says of a method, `GreeterMethods.sayHello`.
    fn method<K>(&self, service: &Service, method: &Method<K>, imports: &mut Imports) -> String {
        let methods =
            imports.value(Module::Local(self.module("stubborn")), &ServiceNames::of(service).methods());
        format!("{methods}.{}", names::method(&method.name))
    }

    /// The type of what can be sent to the workflow of a method.
    fn taken(&self, service: &Service, method: &Method, imports: &mut Imports) -> String {
        let methods =
            imports.ty(Module::Local(self.module("stubborn")), &ServiceNames::of(service).methods());
        format!("typeof {methods}.{}.messages", names::method(&method.name))
    }

    /// The type of a message as it is read; nothing of an `Empty`.
    fn shape(&self, message: &Message, imports: &mut Imports) -> Option<String> {
        (!message.is_empty())
            .then(|| imports.ty(self.messages.module(&message.source), &self.messages.shape(message)))
    }

    /// The type of a message as it may be given; nothing of an `Empty`.
    fn init(&self, message: &Message, imports: &mut Imports) -> Option<String> {
        (!message.is_empty()).then(|| {
            let init = imports.ty(Module::Package("@bufbuild/protobuf".to_owned()), "MessageInitShape");
            let schema = imports.ty(self.messages.module(&message.source), &self.messages.schema(message));
            format!("{init}<typeof {schema}>")
        })
    }
}

/// A module of the support code.
fn support(name: &str) -> Module {
    Module::Local(format!("stubborn/{name}"))
}

/// A member with a body of one statement.
struct Member {
    doc: String,
    /// With the opening brace.
    signature: String,
    body: String,
}

/// A member of an interface.
struct Declaration {
    doc: String,
    signature: String,
}

/// The member of an interface that the implementer of a method writes.
fn implemented<K>(context: &Context, method: &Method<K>, imports: &mut Imports) -> Declaration {
    let parameters: Vec<String> =
        context.shape(&method.input, imports).map(|shape| format!("request: {shape}")).into_iter().collect();
    let awaitable = imports.ty(support("method"), "Awaitable");
    let reply = context.init(&method.output, imports).unwrap_or_else(|| "void".to_owned());
    Declaration {
        doc: super::docs::comment(&method.doc, Some(&format!("rpc {}", method.full_name)), false),
        signature: layout::list(
            2,
            &format!("{}(", names::method(&method.name)),
            &parameters,
            &format!("): {awaitable}<{reply}>;"),
        ),
    }
}

/// `...writtenWorkflow(GreeterMethods.brew, (request) => workflows.brew(request))`
fn delegated<K>(open: &str, of: &str, object: &str, method: &Method<K>) -> String {
    let request = if method.input.is_empty() { "" } else { "request" };
    let body = format!("{object}.{}({request})", names::method(&method.name));
    let call = layout::call_with_function(4, open, of, &format!("({request}) =>"), &body);
    call.trim_end_matches(',').to_owned()
}
