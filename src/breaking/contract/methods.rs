//! Annotations to methods: the method's over the service's over the defaults.

use std::collections::BTreeMap;
use std::time::Duration;

use prost_reflect::MethodDescriptor;

use super::choice::{self, Choice};
use super::layers::{Layers, Notes, non_empty, non_zero};
use super::{
    Activity, Kind, Listed, Method, Places, Priority, RANDOM_ID, RANDOM_UPDATE_ID, Retry, SearchAttribute,
    Span, Update, Workflow,
};
use crate::descriptor::Locations;
use crate::descriptor::options::{
    ActivityOptions, Annotation, MessageRef, MethodOptions, RetryPolicy, ServiceOptions, UpdateOptions,
    WorkflowOptions,
};

/// Field numbers of `ServiceOptions` and `MethodOptions`.
mod field {
    pub const SERVICE_WORKFLOW: i32 = 3;
    pub const SERVICE_HANDLER: i32 = 4;
    pub const SERVICE_ACTIVITY: i32 = 5;
    pub const METHOD_WORKFLOW: i32 = 1;
    pub const METHOD_HANDLER: i32 = 2;
    pub const METHOD_ACTIVITY: i32 = 3;
    pub const METHOD_SIGNAL: i32 = 4;
    pub const METHOD_QUERY: i32 = 5;
    pub const METHOD_UPDATE: i32 = 6;
    pub const METHOD_ERRORS: i32 = 7;
}

const METHOD_KIND_HANDLER: i32 = 2;
const METHOD_KIND_ACTIVITY: i32 = 3;
/// What the server takes unset for.
const PRIORITY_KEY: u32 = 3;
const TASK_TIMEOUT: Duration = Duration::from_secs(10);

/// A method with what is around it.
pub struct Scope<'a> {
    pub service: &'a Annotation<ServiceOptions>,
    pub method: Annotation<MethodOptions>,
    pub descriptor: &'a MethodDescriptor,
    /// The service's.
    pub task_queue: &'a str,
    pub locations: &'a Locations<'a>,
    pub path: &'a str,
}

impl Scope<'_> {
    /// Lowers the method.
    pub fn lower(&self, places: &mut Places) -> Method {
        let options = &self.method.value;
        let kind = self.kind();
        self.record_kind(kind, places);
        if !options.errors.is_empty() {
            let path = self.method.path_to(&[field::METHOD_ERRORS]);
            self.notes("").record(&path, "errors", places);
        }
        Method {
            kind,
            name: self.name(kind, places),
            request: self.descriptor.input().full_name().to_owned(),
            response: self.descriptor.output().full_name().to_owned(),
            errors: options.errors.iter().map(|name| name.trim_start_matches('.').to_owned()).collect(),
            workflow: kind.is_started().then(|| self.lower_workflow(places)),
            activity: matches!(kind, Kind::Handler | Kind::Activity)
                .then(|| self.lower_activity(kind, places)),
            update: options.update.as_ref().map(|update| self.lower_update(update, places)),
        }
    }

    /// An option that names a kind decides it; a lone `workflow` does so too.
    fn kind(&self) -> Kind {
        let options = &self.method.value;
        let named = [
            (options.handler.is_some(), Kind::Handler),
            (options.activity.is_some(), Kind::Activity),
            (options.signal.is_some(), Kind::Signal),
            (options.query.is_some(), Kind::Query),
            (options.update.is_some(), Kind::Update),
            (options.workflow.is_some(), Kind::Workflow),
        ];
        let by_default = match self.service.value.default_kind {
            METHOD_KIND_HANDLER => Kind::Handler,
            METHOD_KIND_ACTIVITY => Kind::Activity,
            _ => Kind::Workflow,
        };
        named.into_iter().find_map(|(set, kind)| set.then_some(kind)).unwrap_or(by_default)
    }

    fn notes(&self, prefix: &'static str) -> Notes<'_> {
        Notes { method: self.descriptor.full_name(), locations: self.locations, file: self.path, prefix }
    }

    fn record_kind(&self, kind: Kind, places: &mut Places) {
        let number = match kind {
            Kind::Workflow => field::METHOD_WORKFLOW,
            Kind::Handler => field::METHOD_HANDLER,
            Kind::Activity => field::METHOD_ACTIVITY,
            Kind::Signal => field::METHOD_SIGNAL,
            Kind::Query => field::METHOD_QUERY,
            Kind::Update => field::METHOD_UPDATE,
        };
        if self.method.dynamic.is_some() {
            let place = self.locations.place_of(&self.method.path_to(&[number]), kind.as_str());
            let location = crate::report::Location::of_place(&place, self.path);
            places.insert(format!("{}#kind", self.descriptor.full_name()), location);
        }
    }

    fn name(&self, kind: Kind, places: &mut Places) -> String {
        let options = &self.method.value;
        let (number, name) = match kind {
            Kind::Workflow | Kind::Handler => {
                (field::METHOD_WORKFLOW, options.workflow.as_ref().map(|own| &own.name))
            }
            Kind::Activity => (field::METHOD_ACTIVITY, options.activity.as_ref().map(|own| &own.name)),
            Kind::Signal => (field::METHOD_SIGNAL, options.signal.as_ref().map(|own| &own.name)),
            Kind::Query => (field::METHOD_QUERY, options.query.as_ref().map(|own| &own.name)),
            Kind::Update => (field::METHOD_UPDATE, options.update.as_ref().map(|own| &own.name)),
        };
        const NAME: i32 = 1;
        match name.and_then(|name| non_empty(name)) {
            Some(name) => {
                self.notes("").record(&self.method.path_to(&[number, NAME]), "name", places);
                name
            }
            None => self.descriptor.full_name().to_owned(),
        }
    }

    fn lower_workflow(&self, places: &mut Places) -> Workflow {
        let layers = Layers {
            method: self.method.value.workflow.as_ref(),
            service: self.service.value.workflow.as_ref(),
            method_path: self.method.path_to(&[field::METHOD_WORKFLOW]),
            service_path: self.service.path_to(&[field::SERVICE_WORKFLOW]),
            notes: self.notes(""),
        };
        let queue = layers.get(("task_queue", 3), |w: &WorkflowOptions| non_empty(&w.task_queue), places);
        if queue.is_none() {
            self.inherit_queue(places);
        }
        let list = |refs: &[MessageRef]| self.lower_refs(refs);
        Workflow {
            aliases: layers.get(("aliases", 2), |w| non_void(&w.aliases), places).unwrap_or_default(),
            task_queue: queue.unwrap_or_else(|| self.task_queue.to_owned()),
            id: layers.get(("id", 4), |w| non_empty(&w.id), places).unwrap_or_else(|| RANDOM_ID.to_owned()),
            id_reuse_policy: choose(
                &layers,
                ("id_reuse_policy", 5),
                |w| w.id_reuse_policy,
                &choice::REUSE,
                places,
            ),
            id_conflict_policy: choose(
                &layers,
                ("id_conflict_policy", 6),
                |w| w.id_conflict_policy,
                &choice::CONFLICT,
                places,
            ),
            execution_timeout: limit(layers.get(("execution_timeout", 7), |w| w.execution_timeout, places)),
            run_timeout: limit(layers.get(("run_timeout", 8), |w| w.run_timeout, places)),
            task_timeout: limit(layers.get(("task_timeout", 9), |w| w.task_timeout, places))
                .filter(|timeout| timeout.0 != TASK_TIMEOUT),
            retry: layers.get(("retry", 10), |w| w.retry.clone(), places).map(lower_retry),
            start_delay: limit(layers.get(("start_delay", 11), |w| w.start_delay, places)),
            priority: layers.get(("priority", 16), |w| w.priority.clone(), places).and_then(lower_priority),
            versioning_behavior: choose(
                &layers,
                ("versioning_behavior", 17),
                |w| w.versioning_behavior,
                &choice::VERSIONING,
                places,
            ),
            parent_close_policy: choose(
                &layers,
                ("parent_close_policy", 18),
                |w| w.parent_close_policy,
                &choice::PARENT_CLOSE,
                places,
            ),
            cancellation_type: choose(
                &layers,
                ("cancellation_type", 19),
                |w| w.cancellation_type,
                &choice::CANCELLATION_OF_CHILD,
                places,
            ),
            search_attributes: layers
                .get(("search_attributes", 13), |w| non_void(&w.search_attributes), places)
                .map(|attributes: Vec<_>| attributes.into_iter().map(lower_attribute).collect())
                .unwrap_or_default(),
            signals: layers
                .get(("signals", 20), |w| non_void(&w.signals), places)
                .map(|r: Vec<_>| list(&r))
                .unwrap_or_default(),
            queries: layers
                .get(("queries", 21), |w| non_void(&w.queries), places)
                .map(|r: Vec<_>| list(&r))
                .unwrap_or_default(),
            updates: layers
                .get(("updates", 22), |w| non_void(&w.updates), places)
                .map(|r: Vec<_>| list(&r))
                .unwrap_or_default(),
        }
    }

    /// The queue of a method that names none is its service's.
    fn inherit_queue(&self, places: &mut Places) {
        let method = self.descriptor.full_name();
        let service = format!("{}#task_queue", super::service_of(method));
        if let Some(location) = places.of(&service).cloned() {
            places.insert(format!("{method}#task_queue"), location);
        }
        places.inherit(method, "task_queue");
    }

    fn lower_refs(&self, refs: &[MessageRef]) -> BTreeMap<String, Listed> {
        let full_name = |name: &str| match name.contains('.') {
            true => name.trim_start_matches('.').to_owned(),
            false => format!("{}.{name}", super::service_of(self.descriptor.full_name())),
        };
        refs.iter().map(|listed| (full_name(&listed.r#ref), Listed { start: listed.start })).collect()
    }

    fn lower_activity(&self, kind: Kind, places: &mut Places) -> Activity {
        let (own, default) = (&self.method.value, &self.service.value);
        let layers: Layers<'_, ActivityOptions> = match kind {
            Kind::Handler => Layers {
                method: own.handler.as_ref(),
                service: default.handler.as_ref(),
                method_path: self.method.path_to(&[field::METHOD_HANDLER]),
                service_path: self.service.path_to(&[field::SERVICE_HANDLER]),
                notes: self.notes("activity."),
            },
            _ => Layers {
                method: own.activity.as_ref(),
                service: default.activity.as_ref(),
                method_path: self.method.path_to(&[field::METHOD_ACTIVITY]),
                service_path: self.service.path_to(&[field::SERVICE_ACTIVITY]),
                notes: self.notes("activity."),
            },
        };
        let mut span =
            |name: &'static str, number: i32, get: fn(&ActivityOptions) -> Option<prost_types::Duration>| {
                limit(layers.get((name, number), get, places))
            };
        let schedule_to_close_timeout = span("schedule_to_close_timeout", 3, |a| a.schedule_to_close_timeout);
        let schedule_to_start_timeout = span("schedule_to_start_timeout", 4, |a| a.schedule_to_start_timeout);
        let start_to_close_timeout = span("start_to_close_timeout", 5, |a| a.start_to_close_timeout);
        let heartbeat_timeout = span("heartbeat_timeout", 6, |a| a.heartbeat_timeout);
        Activity {
            name: layers.get(("name", 1), |a| non_empty(&a.name), places).filter(|_| kind == Kind::Handler),
            task_queue: layers.get(("task_queue", 2), |a| non_empty(&a.task_queue), places),
            local: layers.get(("local", 11), |a| a.local, places).unwrap_or_default(),
            start_to_close_timeout,
            schedule_to_close_timeout,
            schedule_to_start_timeout,
            heartbeat_timeout,
            retry: layers.get(("retry", 7), |a| a.retry.clone(), places).map(lower_retry),
            cancellation_type: choose(
                &layers,
                ("cancellation_type", 8),
                |a| a.cancellation_type,
                &choice::CANCELLATION_OF_ACTIVITY,
                places,
            ),
            priority: layers.get(("priority", 9), |a| a.priority.clone(), places).and_then(lower_priority),
        }
    }

    fn lower_update(&self, update: &UpdateOptions, places: &mut Places) -> Update {
        for (set, option, number) in [
            (!update.id.is_empty(), "id", 2),
            (update.validate, "validate", 3),
            (update.wait_for_stage != 0, "wait_for_stage", 4),
        ] {
            if set {
                let path = self.method.path_to(&[field::METHOD_UPDATE, number]);
                self.notes("").record(&path, option, places);
            }
        }
        Update {
            id: non_empty(&update.id).unwrap_or_else(|| RANDOM_UPDATE_ID.to_owned()),
            validate: update.validate,
            wait_for_stage: choice::STAGE.name(update.wait_for_stage),
        }
    }
}

fn choose<T>(
    layers: &Layers<'_, T>,
    option: (&str, i32),
    value: impl Fn(&T) -> i32,
    choice: &Choice,
    places: &mut Places,
) -> Option<String> {
    layers.get(option, |layer| non_zero(value(layer)), places).and_then(|number| choice.name(number))
}

fn non_void<T: Clone, C: FromIterator<T>>(list: &[T]) -> Option<C> {
    (!list.is_empty()).then(|| list.iter().cloned().collect())
}

/// Zero is no limit, and so is what the generator would refuse.
fn limit(duration: Option<prost_types::Duration>) -> Option<Span> {
    let span = Duration::try_from(duration?).ok()?;
    (!span.is_zero()).then_some(Span(span))
}

fn lower_retry(retry: RetryPolicy) -> Retry {
    Retry {
        initial_interval: limit(retry.initial_interval),
        backoff_coefficient: (retry.backoff_coefficient != 0.0).then_some(retry.backoff_coefficient),
        maximum_interval: limit(retry.maximum_interval),
        maximum_attempts: retry
            .maximum_attempts
            .and_then(|attempts| u32::try_from(attempts).ok())
            .filter(|attempts| *attempts > 0),
        non_retryable_error_types: retry.non_retryable_error_types.into_iter().collect(),
    }
}

/// `None` where all of it is what the server takes unset for.
fn lower_priority(priority: crate::descriptor::options::Priority) -> Option<Priority> {
    let key = u32::try_from(priority.key).ok().filter(|key| *key > 0).unwrap_or(PRIORITY_KEY);
    let weight = if priority.fairness_weight == 0.0 { 1.0 } else { f64::from(priority.fairness_weight) };
    let lowered = Priority { key, fairness_key: priority.fairness_key, fairness_weight: weight };
    (lowered != Priority::default()).then_some(lowered)
}

impl Default for Priority {
    fn default() -> Self {
        Self { key: PRIORITY_KEY, fairness_key: String::new(), fairness_weight: 1.0 }
    }
}

fn lower_attribute(attribute: crate::descriptor::options::SearchAttribute) -> (String, SearchAttribute) {
    let r#type = choice::SEARCH_ATTRIBUTE.full(attribute.r#type).unwrap_or_default();
    (attribute.name, SearchAttribute { r#type, value: attribute.value })
}
