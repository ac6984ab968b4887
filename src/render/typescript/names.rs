//! The only place where an identifier of the schema becomes one of TypeScript.

use crate::config::TargetConfig;
use crate::diagnostic::Place;
use crate::model::{DeclaredError, File, Message, Method, Model, Service, Workflow};
use crate::render::Declared;

/// Names that protoc-gen-es does not use as identifiers.
const RESERVED_IDENTIFIERS: &[&str] = &[
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "Object",
    "bigint",
    "number",
    "boolean",
    "string",
    "object",
    "globalThis",
    "Uint8Array",
    "Partial",
];

/// Names that protoc-gen-es does not use as properties.
const RESERVED_PROPERTIES: [&str; 4] = ["constructor", "toString", "toJSON", "valueOf"];

/// Members that every object of the language has.
pub const INHERITED: [&str; 12] = [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// What makes an object something else: one with a `then` is awaited, an interface with a `new` is
/// constructed.
const MEANINGFUL: [&str; 2] = ["then", "new"];

/// An identifier, with a dollar sign where it would be a word of the language.
pub fn safe_identifier(name: &str) -> String {
    escape_if(RESERVED_IDENTIFIERS.contains(&name), name)
}

/// The member of clients, handlers and workflows that stands for a method: `SayHello` → `sayHello`.
pub fn method(name: &str) -> String {
    let name = lower_first(name);
    let reserved =
        INHERITED.iter().chain(&RESERVED_PROPERTIES).chain(&MEANINGFUL).any(|reserved| *reserved == name);
    escape_if(reserved, &name)
}

/// The member that starts a method: `startSayHello`.
pub fn start_method(name: &str) -> String {
    format!("start{}", upper_first(name))
}

/// The member that makes a call by a message: `registerWithConfirm`.
pub fn with_start(name: &str, message: &str) -> String {
    format!("{}With{}", lower_first(name), upper_first(message))
}

/// The member that goes on as a new run of a method: `continueSayHello`.
pub fn continue_method(name: &str) -> String {
    format!("continue{}", upper_first(name))
}

/// The member that makes a handle of a method: `getSayHelloHandle`.
pub fn handle_method(name: &str) -> String {
    format!("get{}Handle", upper_first(name))
}

/// The property of a message that holds a field or a oneof: `user_name` → `userName`.
pub fn property(name: &str) -> String {
    let name = camel_case(name);
    escape_if(RESERVED_PROPERTIES.contains(&name.as_str()), &name)
}

/// The `case` of a oneof that stands for a field, a mere string.
pub fn oneof_case(name: &str) -> String {
    camel_case(name)
}

/// `hello/v1/hello.proto` → `hello/v1/hello_client`.
pub fn module(path: &str, suffix: &str) -> String {
    format!("{}_{suffix}", path.strip_suffix(".proto").unwrap_or(path))
}

/// How protoc-gen-es calls the descriptor of a file.
pub fn file_identifier(path: &str) -> String {
    let name = path.strip_suffix(".proto").unwrap_or(path);
    let mut identifier = "file_".to_owned();
    for c in name.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '_' => identifier.push(c),
            _ if identifier.ends_with('\0') => {}
            _ => identifier.push('\0'),
        }
    }
    identifier.replace('\0', "_")
}

/// The queue that a service's own constant names.
pub fn main_queue<'a>(queues: &[&'a str]) -> &'a str {
    queues.first().copied().unwrap_or_default()
}

/// The modules of a schema file, beside its messages.
const MODULES: [&str; 4] = ["stubborn", "client", "workflows", "worker"];

/// The module of the errors that a schema file declares.
pub const ERRORS: &str = "errors";

/// The class of a declared error: `Refused.Reason` → `RefusedReasonError`.
pub fn error_class(message: &Message) -> String {
    upper_first(&message.names.concat()) + "Error"
}

/// What the stubs of a service are called.
#[derive(Clone, Debug)]
pub struct ServiceNames {
    /// `Greeter`, the first letter in upper case.
    pub stem: String,
}

impl ServiceNames {
    pub fn of(service: &Service) -> Self {
        Self { stem: upper_first(&service.name) }
    }

    pub fn task_queue(&self) -> String {
        format!("{}TaskQueue", self.stem)
    }

    pub fn task_queues(&self) -> String {
        format!("{}TaskQueues", self.stem)
    }

    pub fn methods(&self) -> String {
        format!("{}Methods", self.stem)
    }

    /// The handle of a method whose workflow takes messages.
    pub fn handle(&self, method: &str) -> String {
        format!("{}{}Handle", self.stem, upper_first(method))
    }

    /// The handle of a child whose workflow takes messages.
    pub fn child_handle(&self, method: &str) -> String {
        format!("{}{}ChildHandle", self.stem, upper_first(method))
    }

    /// The handle of a workflow that takes messages, started by somebody else.
    pub fn external_handle(&self, method: &str) -> String {
        format!("{}{}ExternalHandle", self.stem, upper_first(method))
    }

    /// What calls activities from within a workflow.
    pub fn activities(&self) -> String {
        format!("{}Activities", self.stem)
    }

    /// A run of a workflow that takes messages.
    pub fn run(&self, method: &str) -> String {
        format!("{}{}Run", self.stem, upper_first(method))
    }

    pub fn client(&self) -> String {
        format!("{}Client", self.stem)
    }

    pub fn schedules(&self) -> String {
        format!("{}Schedules", self.stem)
    }

    pub fn child_client(&self) -> String {
        format!("{}ChildClient", self.stem)
    }

    pub fn workflows(&self) -> String {
        format!("{}Workflows", self.stem)
    }

    pub fn handlers(&self) -> String {
        format!("{}Handlers", self.stem)
    }

    pub fn worker_options(&self) -> String {
        format!("{}WorkerOptions", self.stem)
    }

    /// `createGreeterWorker` of `Worker`.
    pub fn create(&self, what: &str) -> String {
        format!("create{}{what}", self.stem)
    }

    /// What the module with this suffix declares.
    pub fn declared(&self, suffix: &str) -> Vec<String> {
        match suffix {
            "stubborn" => vec![self.task_queue(), self.task_queues(), self.methods()],
            "client" => vec![self.client(), self.schedules()],
            "workflows" => vec![self.workflows(), self.create("Workflows"), self.child_client()],
            _ => vec![
                self.handlers(),
                self.worker_options(),
                self.create("Activities"),
                self.create("Worker"),
                self.create("Workers"),
            ],
        }
    }
}

/// Every name that the stubs declare.
pub fn declared(model: &Model, _config: &TargetConfig) -> Vec<Declared> {
    let services = model.services().flat_map(|(file, service)| declared_by(file, service));
    services.chain(model.errors().into_iter().map(declared_error)).collect()
}

fn declared_error(error: &DeclaredError) -> Declared {
    Declared {
        scope: format!("module {}", module(&error.message.source.path, ERRORS)),
        name: error_class(&error.message),
        origin: format!("message {}", error.message.full_name),
        place: error.place.clone(),
    }
}

fn declared_by(file: &File, service: &Service) -> Vec<Declared> {
    let names = ServiceNames::of(service);
    let modules = MODULES.iter().flat_map(|suffix| {
        let scope = format!("module {}", module(&file.source.path, suffix));
        let types = message_types(service, &names, suffix);
        names.declared(suffix).into_iter().chain(types).map(move |name| Declared {
            scope: scope.clone(),
            name,
            origin: format!("service {}", service.full_name),
            place: service.place.clone(),
        })
    });
    let class = format!("class {} of {}", names.client(), module(&file.source.path, "client"));
    let members = service.methods.iter().flat_map(|method| members(&class, method));
    let calls = format!("class {} of {}", names.activities(), module(&file.source.path, "workflows"));
    let activities = service.activities.iter().flat_map(|activity| {
        [method(&activity.name), start_method(&activity.name)].map(|name| Declared {
            scope: calls.clone(),
            name,
            origin: format!("rpc {}", activity.full_name),
            place: activity.place.clone(),
        })
    });
    modules.chain(members).chain(activities).chain(service.methods.iter().flat_map(taken)).collect()
}

/// What a module declares of a service beside what it always does: the types that stand for methods whose
/// workflows take messages, and the calls of activities.
pub fn message_types(service: &Service, names: &ServiceNames, suffix: &str) -> Vec<String> {
    let methods = service.methods.iter().filter(|method| takes_messages(method));
    match suffix {
        "client" => methods.map(|method| names.handle(&method.name)).collect(),
        "workflows" => methods
            .flat_map(|method| {
                let name = &method.name;
                [names.run(name), names.child_handle(name), names.external_handle(name)]
            })
            .chain((!service.activities.is_empty()).then(|| names.activities()))
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether anything can be sent to the method's workflow.
pub fn takes_messages(method: &Method) -> bool {
    let Workflow { signals, queries, updates, .. } = method.workflow();
    !(signals.is_empty() && queries.is_empty() && updates.is_empty())
}

/// The members of a handle that stand for messages: those of other services may meet.
fn taken(method: &Method) -> Vec<Declared> {
    let Workflow { signals, queries, updates, .. } = method.workflow();
    let declared = |group: &str, name: &str, full_name: &str, place: &Place| Declared {
        scope: format!("{group} of {}", method.full_name),
        name: self::method(name),
        origin: format!("rpc {full_name}"),
        place: place.clone(),
    };
    let signals =
        signals.iter().map(|of| declared("signals", &of.method.name, &of.method.full_name, &of.place));
    let queries =
        queries.iter().map(|of| declared("queries", &of.method.name, &of.method.full_name, &of.place));
    let updates =
        updates.iter().map(|of| declared("updates", &of.method.name, &of.method.full_name, &of.place));
    signals.chain(queries).chain(updates).collect()
}

fn members(class: &str, method: &Method) -> Vec<Declared> {
    let member = |name: String| Declared {
        scope: class.to_owned(),
        name,
        origin: format!("rpc {}", method.full_name),
        place: method.place.clone(),
    };
    let name = &method.name;
    let Workflow { signals, updates, .. } = method.workflow();
    let signals = signals.iter().filter(|of| of.start).map(|of| of.method.name.as_str());
    let updates: Vec<&str> = updates.iter().filter(|of| of.start).map(|of| of.method.name.as_str()).collect();
    let with_start = signals
        .chain(updates.iter().copied())
        .map(|message| start_method(&with_start(name, message)))
        .chain(updates.iter().map(|message| with_start(name, message)));
    let own = [self::method(name), start_method(name), handle_method(name), continue_method(name)];
    own.into_iter().chain(with_start).map(member).collect()
}

fn escape_if(reserved: bool, name: &str) -> String {
    if reserved { format!("{name}$") } else { name.to_owned() }
}

fn upper_first(name: &str) -> String {
    change_first(name, |c| c.to_ascii_uppercase())
}

fn lower_first(name: &str) -> String {
    change_first(name, |c| c.to_ascii_lowercase())
}

fn change_first(name: &str, change: impl Fn(char) -> char) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| change(first).to_string() + rest.as_str())
}

/// As protoc makes JSON names: `foo_bar_1x` → `fooBar1x`.
fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut capital = false;
    for c in name.chars() {
        match c {
            '_' => capital = true,
            c if capital => {
                camel.push(c.to_ascii_uppercase());
                capital = false;
            }
            c => camel.push(c),
        }
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_keep_their_names() {
        assert_eq!(method("SayHello"), "sayHello");
        assert_eq!(method("HTTPGet"), "hTTPGet");
        assert_eq!(method("lower_case"), "lower_case");
        assert_eq!(method("Delete"), "delete");
        assert_eq!(start_method("delete"), "startDelete");
        assert_eq!(handle_method("Brew"), "getBrewHandle");
    }

    #[test]
    fn methods_do_not_change_what_an_object_is() {
        let names = ["Constructor", "ToString", "toJSON", "HasOwnProperty", "Then", "New", "__proto__"];
        let escaped =
            ["constructor$", "toString$", "toJSON$", "hasOwnProperty$", "then$", "new$", "__proto__$"];
        assert_eq!(names.map(method), escaped);
        assert_eq!(start_method("Then"), "startThen");
    }

    #[test]
    fn properties_are_as_in_json() {
        let cases = [
            ("user_name", "userName"),
            ("userName", "userName"),
            ("a__b", "aB"),
            ("with_1_digit", "with1Digit"),
            ("_leading", "Leading"),
            ("trailing_", "trailing"),
            ("constructor", "constructor$"),
            ("to_string", "toString$"),
            ("class", "class"),
        ];
        for (name, expected) in cases {
            assert_eq!(property(name), expected, "{name}");
        }
        assert_eq!(oneof_case("to_string"), "toString");
    }

    #[test]
    fn identifiers_are_no_words_of_the_language() {
        assert_eq!(safe_identifier("string"), "string$");
        assert_eq!(safe_identifier("Object"), "Object$");
        assert_eq!(safe_identifier("HelloReply"), "HelloReply");
    }

    #[test]
    fn modules_lie_beside_the_messages() {
        assert_eq!(module("hello/v1/hello.proto", "client"), "hello/v1/hello_client");
        assert_eq!(file_identifier("a-b/c d.e.proto"), "file_a_b_c_d_e");
    }
}
