//! The services of a schema as plain data: defaults applied, names and queues resolved, no
//! Protobuf wire types, no target's name, no casing.

mod lower;
mod template;

use std::sync::Arc;
use std::time::Duration;

pub use lower::lower;
pub use template::{Field, Leaf, Member, Part, Scalar, Step, Template};

use crate::diagnostic::Place;

/// What the files to generate hold.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The files to generate, in the order of their paths; those without services too.
    pub files: Vec<File>,
    /// The files to generate and all they import, dependencies first, without our annotations:
    /// an encoded `google.protobuf.FileDescriptorSet` with neither comments nor places, for
    /// targets that read JSON by reflection.
    pub descriptors: Vec<u8>,
}

impl Model {
    /// Every service with the file it is in.
    pub fn services(&self) -> impl Iterator<Item = (&File, &Service)> {
        self.files.iter().flat_map(|file| file.services.iter().map(move |service| (file, service)))
    }
}

/// One schema file to generate for.
#[derive(Clone, Debug)]
pub struct File {
    pub source: Arc<Source>,
    /// All files that this one imports, directly or not, in the order of their paths; without our
    /// annotations and without `google/protobuf/descriptor.proto` where only they need it.
    pub imports: Vec<Arc<Source>>,
    pub services: Vec<Service>,
}

/// A schema file as far as the names of what is generated from it depend on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// `hello/v1/hello.proto`.
    pub path: String,
    /// `hello.v1`; empty where the file has none.
    pub package: String,
    /// The `go_package` option as it is written.
    pub go_package: Option<String>,
    /// `deprecated = true` on the file.
    pub deprecated: bool,
}

/// Documentation from the schema's comments: lines without comment signs, trailing blanks cut,
/// neither first nor last line empty, control and bidi characters replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc(pub Vec<String>);

#[derive(Clone, Debug)]
pub struct Service {
    /// `Greeter`.
    pub name: String,
    /// `hello.v1.Greeter`.
    pub full_name: String,
    pub doc: Doc,
    pub deprecated: bool,
    /// Where its workers poll unless a method says otherwise.
    pub task_queue: String,
    pub methods: Vec<Method>,
    pub place: Place,
}

impl Service {
    /// Every queue that some method is on: the service's own first, then by name.
    pub fn task_queues(&self) -> Vec<&str> {
        let mut others: Vec<&str> = self
            .methods
            .iter()
            .map(|method| method.workflow().task_queue.as_str())
            .filter(|queue| *queue != self.task_queue)
            .collect();
        others.sort_unstable();
        others.dedup();

        let own = self.methods.iter().any(|method| method.workflow().task_queue == self.task_queue);
        let own = (own || others.is_empty()).then_some(self.task_queue.as_str());
        own.into_iter().chain(others).collect()
    }
}

#[derive(Clone, Debug)]
pub struct Method {
    /// `SayHello`.
    pub name: String,
    /// `hello.v1.Greeter.SayHello`.
    pub full_name: String,
    pub doc: Doc,
    pub deprecated: bool,
    pub input: Message,
    pub output: Message,
    pub kind: Kind,
    pub place: Place,
}

impl Method {
    /// How a call starts, whoever implements it.
    pub fn workflow(&self) -> &Workflow {
        match &self.kind {
            Kind::Workflow(workflow) | Kind::Handler { workflow, .. } => workflow,
        }
    }

    /// The function that answers the call, where the workflow around it is generated.
    pub fn handler(&self) -> Option<&Activity> {
        match &self.kind {
            Kind::Workflow(_) => None,
            Kind::Handler { activity, .. } => Some(activity),
        }
    }
}

/// What a method is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The worker's author writes the workflow.
    Workflow(Workflow),
    /// The worker's author writes a function; the workflow around it is generated.
    Handler { workflow: Workflow, activity: Activity },
}

/// How a call starts.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The workflow type on the wire.
    pub name: String,
    /// Other types under which workers serve it.
    pub aliases: Vec<String>,
    pub task_queue: String,
    /// `{$workflow_type}/{$uuid}` where the schema says nothing.
    pub id: Template,
    pub id_reuse_policy: IdReusePolicy,
    pub id_conflict_policy: IdConflictPolicy,
    /// Unset is not sent; an explicit zero is.
    pub execution_timeout: Option<Duration>,
    pub run_timeout: Option<Duration>,
    pub task_timeout: Option<Duration>,
    pub retry: Option<Retry>,
}

/// How a handler runs.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The activity type, where the schema gives one. Otherwise it is the type of the workflow that
    /// runs it, aliases included, so that calls begun under an alias replay.
    pub name: Option<String>,
    /// As a local activity.
    pub local: bool,
    pub start_to_close_timeout: Duration,
    pub schedule_to_close_timeout: Option<Duration>,
    pub schedule_to_start_timeout: Option<Duration>,
    pub heartbeat_timeout: Option<Duration>,
    /// Where unset, nothing that the handler answers is retried, only attempts that were lost.
    pub retry: Option<Retry>,
}

/// Unset values are the server's defaults: one second, 2.0, a hundred times the first interval, no
/// limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retry {
    pub initial_interval: Option<Duration>,
    pub backoff_coefficient: Option<f64>,
    pub maximum_interval: Option<Duration>,
    pub maximum_attempts: Option<u32>,
    pub non_retryable_error_types: Vec<String>,
}

/// What a start does when an ended workflow has the id. The default is the server's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdReusePolicy {
    #[default]
    AllowDuplicate,
    AllowDuplicateFailedOnly,
    RejectDuplicate,
}

/// What a start does when a running workflow has the id. The default fails in every language alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdConflictPolicy {
    #[default]
    Fail,
    UseExisting,
    TerminateExisting,
}

/// A message type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// `hello.v1.Outer.Inner`.
    pub full_name: String,
    /// From the outermost in, `["Outer", "Inner"]`.
    pub names: Vec<String>,
    pub source: Arc<Source>,
}

impl Message {
    /// `google.protobuf.Empty`, which as a whole argument or result is written as none.
    pub fn is_empty(&self) -> bool {
        self.full_name == "google.protobuf.Empty"
    }
}

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Enum {
    /// `hello.v1.Outer.Colour`.
    pub full_name: String,
    /// From the outermost message in, `["Outer", "Colour"]`.
    pub names: Vec<String>,
    pub source: Arc<Source>,
}
