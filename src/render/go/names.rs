//! The only place where an identifier of the schema becomes one of Go.

use crate::diagnostic::Place;
use crate::model::{Message, Method, Service, Source, Step, Taken};

pub use super::declared::declared;

const KEYWORDS: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// Methods of every generated message, which fields are named around.
const MESSAGE_METHODS: [&str; 8] = [
    "Reset",
    "String",
    "ProtoMessage",
    "Marshal",
    "Unmarshal",
    "ExtensionRangeArray",
    "ExtensionMap",
    "Descriptor",
];

/// A Go package, of messages or of stubs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Package {
    /// `example.com/hello/v1`.
    pub path: String,
    /// `hellov1`.
    pub name: String,
}

/// The package of a file's messages, as protoc-gen-go reads `go_package`: `path`, `path;name`.
/// `None` where there is no path.
pub fn message_package(source: &Source) -> Option<Package> {
    let option = source.go_package.as_deref()?;
    let (path, name) = match option.split_once(';') {
        Some((path, name)) => (path, sanitized(name)),
        None => (option, sanitized(option.rsplit('/').next().unwrap_or(option))),
    };
    path.contains(['.', '/']).then(|| Package { path: path.to_owned(), name })
}

/// The package of a file's stubs, below that of its messages.
pub fn stub_package(messages: &Package) -> Package {
    let name = format!("{}stubborn", messages.name);
    Package { path: format!("{}/{name}", messages.path), name }
}

/// As protoc-gen-go does: an identifier out of any text.
fn sanitized(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let starts = name.chars().next().is_some_and(char::is_alphabetic);
    if KEYWORDS.contains(&name.as_str()) || !starts { format!("_{name}") } else { name }
}

/// protoc-gen-go's own casing, acronyms left as they are: `some_name` is `SomeName`, `_x` is `XX`,
/// `Outer.Inner` is `Outer_Inner`.
pub fn camel(name: &str) -> String {
    let bytes = name.as_bytes();
    let lower = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_lowercase);
    let mut camel = String::with_capacity(name.len());
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'.' | b'_' if i > 0 && bytes[i - 1] != b'.' && lower(i + 1) => {}
            b'.' => camel.push('_'),
            b'_' if i == 0 || bytes[i - 1] == b'.' => camel.push('X'),
            c => {
                camel.push(char::from(c.to_ascii_uppercase()));
                while !c.is_ascii_digit() && lower(i + 1) {
                    i += 1;
                    camel.push(char::from(bytes[i]));
                }
            }
        }
        i += 1;
    }
    camel
}

/// A message's or enum's type, without its package.
pub fn message(names: &[String]) -> String {
    camel(&names.join("."))
}

/// The method that reads a field: protoc-gen-go appends `_` to names that would meet others.
pub fn getter(step: &Step) -> String {
    let mut used: Vec<String> = MESSAGE_METHODS.map(str::to_owned).to_vec();
    for earlier in &step.declared_before {
        let name = unique(camel(&earlier.name), earlier.is_field, &used);
        if earlier.is_field {
            used.push(format!("Get{name}"));
        }
        used.push(name);
    }
    format!("Get{}", unique(camel(&step.name), true, &used))
}

fn unique(mut name: String, has_getter: bool, used: &[String]) -> String {
    while used.contains(&name) || has_getter && used.contains(&format!("Get{name}")) {
        name.push('_');
    }
    name
}

/// `Greeter`, exported.
pub fn service(service: &Service) -> String {
    camel(&service.name)
}

/// `SayHello`.
pub fn method(method: &Method) -> String {
    camel(&method.name)
}

/// `GreeterSayHello`: what names of the package that are a method's begin with.
pub fn method_prefix<K>(service: &Service, method: &Method<K>) -> String {
    format!("{}{}", self::service(service), camel(&method.name))
}

/// `GreeterSayHelloWorkflowType`, a constant.
pub fn workflow_type(service: &Service, method: &Method) -> String {
    format!("{}WorkflowType", method_prefix(service, method))
}

/// `MailSendActivityType`, a constant.
pub fn activity_type<K>(service: &Service, method: &Method<K>) -> String {
    format!("{}ActivityType", method_prefix(service, method))
}

/// A field or method of ours beside methods that the schema names, which win.
pub fn beside(own: &str, taken: &[Taking]) -> String {
    let mut name = own.to_owned();
    while taken.iter().any(|taking| taking.name == name) {
        name.push('_');
    }
    name
}

/// A method that the schema's signal, query or update becomes.
pub struct Taking<'a> {
    pub name: String,
    pub full_name: &'a str,
    pub place: &'a Place,
}

impl<'a> Taking<'a> {
    fn of<K>(taken: &'a Taken<K>) -> Self {
        let method = &taken.method;
        Self { name: camel(&method.name), full_name: &method.full_name, place: &method.place }
    }

    fn named(&self, name: String) -> Self {
        Self { name, ..*self }
    }
}

/// The methods that send signals.
pub fn signals(method: &Method) -> Vec<Taking<'_>> {
    method.workflow().signals.iter().map(Taking::of).collect()
}

/// The methods of a handle for what its workflow takes.
pub fn handle_methods(method: &Method) -> Vec<Taking<'_>> {
    let workflow = method.workflow();
    let updates = workflow.updates.iter().map(Taking::of).flat_map(|update| {
        let (start, find) = (format!("Start{}", update.name), format!("Find{}", update.name));
        [update.named(start), update.named(find), update]
    });
    signals(method).into_iter().chain(workflow.queries.iter().map(Taking::of)).chain(updates).collect()
}

/// The methods of what a worker's author writes for a workflow that takes messages.
pub fn workflow_methods(method: &Method) -> Vec<Taking<'_>> {
    let workflow = method.workflow();
    let validated = workflow.updates.iter().filter(|taken| taken.method.kind.validate).map(Taking::of);
    let validators = validated.map(|update| update.named(format!("Validate{}", update.name)));
    let queries = workflow.queries.iter().map(Taking::of);
    let updates = workflow.updates.iter().map(Taking::of);
    signals(method).into_iter().chain(queries).chain(updates).chain(validators).collect()
}

/// Whether a workflow takes anything.
pub fn takes(method: &Method) -> bool {
    let workflow = method.workflow();
    !(workflow.signals.is_empty() && workflow.queries.is_empty() && workflow.updates.is_empty())
}

/// `greeterSayHello`, not exported.
pub fn variable<K>(service: &Service, method: &Method<K>) -> String {
    let prefix = method_prefix(service, method);
    let first = prefix.chars().take(1).map(|c| c.to_ascii_lowercase());
    first.chain(prefix.chars().skip(1)).collect()
}

/// A declared error's type: `Refused.Reason` is `RefusedReasonError`, whatever its message is called.
pub fn error(message: &Message) -> String {
    format!("{}Error", message.names.iter().map(|name| camel(name)).collect::<String>())
}

/// A method of the worker's author, with the Empty messages that its author does not see.
pub fn implementation(
    method: &str,
    context: &str,
    request: &str,
    reply: &str,
    shape: (bool, bool),
) -> String {
    let (empty, void) = shape;
    let parameter = if empty { "_" } else { "request" };
    let argument = if empty { "" } else { ", request" };
    let head = format!("func(ctx {context}, {parameter} *{request}) (*{reply}, error) {{");
    match (empty, void) {
        (false, false) => method.to_owned(),
        (_, false) => format!("{head}\n\t\treturn {method}(ctx{argument})\n\t}}"),
        (_, true) => format!("{head}\n\t\treturn &{reply}{{}}, {method}(ctx{argument})\n\t}}"),
    }
}

/// Whether a message's package is the one that a file's stubs import it from.
pub fn package_of(message: &Message) -> Option<Package> {
    message_package(&message.source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_as_protoc_gen_go() {
        for (schema, go) in [
            ("say_hello", "SayHello"),
            ("SayHello", "SayHello"),
            ("HTTPGetURL2", "HTTPGetURL2"),
            ("_init", "XInit"),
            ("__init__", "XInit__"),
            ("a__b", "A_B"),
            ("x_1", "X_1"),
            ("lower", "Lower"),
            ("Outer.inner", "OuterInner"),
            ("Outer.Inner", "Outer_Inner"),
            ("fooBar", "FooBar"),
            ("FOOBar_baz", "FOOBarBaz"),
        ] {
            assert_eq!(camel(schema), go, "{schema}");
        }
    }

    fn package(option: &str) -> Option<(String, String)> {
        let source = Source {
            path: "a.proto".into(),
            package: "a".into(),
            go_package: Some(option.into()),
            deprecated: false,
        };
        message_package(&source).map(|package| (package.path, package.name))
    }

    #[test]
    fn reads_go_package_as_protoc_gen_go() {
        let named = |path: &str, name: &str| Some((path.to_owned(), name.to_owned()));
        assert_eq!(package("example.com/a/v1;av1"), named("example.com/a/v1", "av1"));
        assert_eq!(package("example.com/a/v1"), named("example.com/a/v1", "v1"));
        assert_eq!(package("example.com/a-b.c"), named("example.com/a-b.c", "a_b_c"));
        assert_eq!(package("example.com/type"), named("example.com/type", "_type"));
        assert_eq!(package("example.com/1st"), named("example.com/1st", "_1st"));
        assert_eq!(package("plain"), None);
    }
}
