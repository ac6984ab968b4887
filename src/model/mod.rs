//! The services of a schema as plain data: defaults applied, names and queues resolved, no
//! Protobuf wire types, no target's name, no casing.

mod attribute;
mod error;
mod feature;
mod kind;
mod lower;
mod options;
mod template;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use attribute::{AttributeText, AttributeType, AttributeValue, Keywords, Path, SearchAttribute};
pub use error::{DeclaredError, ErrorCode};
pub use feature::{Feature, Use};
pub use kind::{Activity, Kind, Query, Signal, Taken, Update, UpdateStage, Workflow};
pub use lower::lower;
#[cfg(feature = "cli")]
#[cfg(feature = "cli")]
pub(crate) use lower::{Token, tokens};
pub use options::{
    CancellationType, IdConflictPolicy, IdReusePolicy, MemoField, ParentClosePolicy, Priority, Retry,
    VersioningBehavior,
};
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

    /// Every error that some method lists, each once, by their full names.
    pub fn errors(&self) -> Vec<&DeclaredError> {
        let lists = self.services().flat_map(|(_, service)| {
            let calls = service.methods.iter().map(|method| &method.errors);
            let activities = service.activities.iter().map(|method| &method.errors);
            let updates = service.updates.iter().map(|method| &method.errors);
            calls.chain(activities).chain(updates)
        });
        let named = lists.flatten().map(|error| (error.message.full_name.as_str(), error.as_ref()));
        named.collect::<BTreeMap<_, _>>().into_values().collect()
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
    /// What callers start: workflows and handlers.
    pub methods: Vec<Method>,
    /// What its workers do for workflows.
    pub activities: Vec<Arc<Method<Activity>>>,
    /// What can be sent to the running workflows that take it, which may be other services'.
    pub signals: Vec<Arc<Method<Signal>>>,
    pub queries: Vec<Arc<Method<Query>>>,
    pub updates: Vec<Arc<Method<Update>>>,
    pub place: Place,
}

impl Service {
    /// Every queue that some workflow is on: the service's own first, then by name. Where there is no
    /// workflow, the service's own.
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

    /// The queues that workers of the service poll: of activities that say none, those of workflows.
    pub fn polled_queues(&self) -> Vec<&str> {
        let activities = self.activity_queues();
        // Nobody calls a workflow of its own there; activities without a queue are on their callers'.
        let own = !self.methods.is_empty() || activities.is_empty();
        let own = if own { self.task_queues() } else { Vec::new() };
        own.into_iter().chain(activities).collect()
    }

    /// The queues that only activities and handlers' functions are on, by name.
    pub fn activity_queues(&self) -> Vec<&str> {
        let workflows = self.task_queues();
        let handlers = self.methods.iter().filter_map(Method::handler);
        let activities = self.activities.iter().map(|activity| &activity.kind);
        let mut queues: Vec<&str> = handlers
            .chain(activities)
            .filter_map(|activity| activity.task_queue.as_deref())
            .filter(|queue| !workflows.contains(queue))
            .collect();
        queues.sort_unstable();
        queues.dedup();
        queues
    }
}

/// An rpc. Those that callers start are `Method`; the others `Method<Activity>`, `Method<Signal>` and
/// so on.
#[derive(Clone, Debug)]
pub struct Method<K = Kind> {
    /// `SayHello`.
    pub name: String,
    /// `hello.v1.Greeter.SayHello`.
    pub full_name: String,
    pub doc: Doc,
    pub deprecated: bool,
    pub input: Message,
    pub output: Message,
    pub kind: K,
    /// The errors that callers can tell apart; none for signals and queries.
    pub errors: Vec<Arc<DeclaredError>>,
    /// Which of the service's rpcs it is, counted from 0: the order of the schema over all kinds.
    pub index: usize,
    pub place: Place,
    /// Where its options stand, by their names: `workflow.start_delay`. An option that the service
    /// sets for all its methods stands at the service.
    pub options: BTreeMap<&'static str, Place>,
}

impl<K> Method<K> {
    /// Where an option stands; where nothing is known of it, the method's own place.
    pub fn place_of(&self, option: &str) -> &Place {
        self.options.get(option).unwrap_or(&self.place)
    }
}

impl Method {
    /// How a call starts, whoever implements it.
    pub fn workflow(&self) -> &Workflow {
        match &self.kind {
            Kind::Workflow(workflow) | Kind::Handler { workflow, .. } => workflow,
        }
    }

    /// The conflict policy of a start by a signal or update. Unless the schema names one, what runs
    /// already is sent the message: that is what such a call is for, and the server refuses `Fail`
    /// beside a signal.
    pub fn with_start_conflict_policy(&self) -> IdConflictPolicy {
        match self.options.contains_key("workflow.id_conflict_policy") {
            true => self.workflow().id_conflict_policy,
            false => IdConflictPolicy::UseExisting,
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

/// A message type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// `hello.v1.Outer.Inner`.
    pub full_name: String,
    /// From the outermost in, `["Outer", "Inner"]`.
    pub names: Vec<String>,
    pub deprecated: bool,
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
