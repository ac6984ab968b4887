//! Annotations to kinds: the method's over the service's over the defaults.

use std::time::Duration;

use prost_reflect::{DynamicMessage, FieldDescriptor, MethodDescriptor, ReflectMessage, Value};

use super::Scope;
use super::template;
use crate::descriptor::options::{
    ActivityOptions, Annotation, MethodOptions, RetryPolicy, ServiceOptions, WorkflowOptions,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Activity, IdConflictPolicy, IdReusePolicy, Kind, Retry, Template, Workflow};

/// Field numbers of `ServiceOptions` and `MethodOptions`.
mod field {
    pub const SERVICE_DEFAULT_KIND: i32 = 2;
    pub const SERVICE_WORKFLOW: i32 = 3;
    pub const SERVICE_HANDLER: i32 = 4;
    pub const METHOD_WORKFLOW: i32 = 1;
    pub const METHOD_HANDLER: i32 = 2;
}

const METHOD_KIND_HANDLER: i32 = 2;
const METHOD_KIND_ACTIVITY: i32 = 3;

const UNSUPPORTED_SERVICE: &[&str] = &["activity"];
const UNSUPPORTED_METHOD: &[&str] = &["activity", "signal", "query", "update", "errors"];
const UNSUPPORTED_WORKFLOW: &[&str] = &[
    "start_delay",
    "eager_start",
    "search_attributes",
    "memo",
    "summary",
    "priority",
    "versioning_behavior",
    "parent_close_policy",
    "cancellation_type",
    "signals",
    "queries",
    "updates",
];
const UNSUPPORTED_ACTIVITY: &[&str] = &["task_queue", "cancellation_type", "priority", "summary"];

/// An options message of the method with the service's default for it, either of which may be absent.
struct Layers<'a, T> {
    method: Option<&'a T>,
    service: Option<&'a T>,
    method_path: Vec<i32>,
    service_path: Vec<i32>,
}

impl<T> Layers<'_, T> {
    /// The value that counts, and the path to field `number` of the message it is from.
    fn get<V>(&self, number: i32, value: impl Fn(&T) -> Option<V>) -> Option<(V, Vec<i32>)> {
        let method = self.method.and_then(&value).map(|value| (value, &self.method_path));
        let layer = method.or_else(|| self.service.and_then(&value).map(|value| (value, &self.service_path)));
        layer.map(|(value, path)| (value, [path.as_slice(), &[number]].concat()))
    }
}

impl Scope<'_> {
    /// Reports what a service's annotation cannot say.
    pub(super) fn check_service(&mut self, annotation: &Annotation<ServiceOptions>) {
        if !self.check_known(annotation) {
            return;
        }
        self.check_supported(annotation.dynamic.as_ref(), &annotation.path, UNSUPPORTED_SERVICE);
        self.check_nested(annotation, "workflow", UNSUPPORTED_WORKFLOW);
        self.check_nested(annotation, "handler", UNSUPPORTED_ACTIVITY);

        let kind = annotation.value.default_kind;
        let path = annotation.path_to(&[field::SERVICE_DEFAULT_KIND]);
        match kind {
            METHOD_KIND_ACTIVITY => self.push_unsupported(&path, "METHOD_KIND_ACTIVITY"),
            0..METHOD_KIND_ACTIVITY => {}
            number => self.push_unknown_value(&path, "default_kind", number),
        }
        if let Some(workflow) = &annotation.value.workflow {
            self.check_one_method_only(
                annotation,
                field::SERVICE_WORKFLOW,
                1,
                "name",
                !workflow.name.is_empty(),
            );
            let aliases = !workflow.aliases.is_empty();
            self.check_one_method_only(annotation, field::SERVICE_WORKFLOW, 2, "aliases", aliases);
        }
        if let Some(handler) = &annotation.value.handler {
            self.check_one_method_only(
                annotation,
                field::SERVICE_HANDLER,
                1,
                "name",
                !handler.name.is_empty(),
            );
        }
    }

    fn check_one_method_only(
        &mut self,
        annotation: &Annotation<ServiceOptions>,
        message: i32,
        number: i32,
        name: &str,
        set: bool,
    ) {
        if set {
            let place = self.locations.place_of(&annotation.path_to(&[message, number]), name);
            self.diagnostics.push(
                Diagnostic::error(Code::MisplacedOption, format!("`{name}` cannot be a service's default"))
                    .at(place, "would give every method the same name")
                    .help(format!("move `{name}` to the method that it names")),
            );
        }
    }

    /// What a method is, or `None` where it is something that has been reported.
    pub(super) fn lower_kind(
        &mut self,
        method: &MethodDescriptor,
        service: &Annotation<ServiceOptions>,
        task_queue: &str,
    ) -> Option<Kind> {
        let annotation = self.annotations.method(method);
        let errors_before = self.diagnostics.len();
        if self.check_known(&annotation) {
            self.check_supported(annotation.dynamic.as_ref(), &annotation.path, UNSUPPORTED_METHOD);
            self.check_nested(&annotation, "workflow", UNSUPPORTED_WORKFLOW);
            self.check_nested(&annotation, "handler", UNSUPPORTED_ACTIVITY);
            self.check_one_kind(method, &annotation);
        }
        let workflow = self.lower_workflow(method, &annotation, service, task_queue);
        let MethodOptions { handler, workflow: own, .. } = &annotation.value;
        let by_default = service.value.default_kind == METHOD_KIND_HANDLER && own.is_none();
        let activity = (handler.is_some() || by_default)
            .then(|| self.lower_activity(method, &annotation, service))
            .transpose();
        if self.diagnostics.len() > errors_before {
            return None;
        }
        match activity.ok()? {
            Some(activity) => Some(Kind::Handler { workflow, activity }),
            None => Some(Kind::Workflow(workflow)),
        }
    }

    fn lower_workflow(
        &mut self,
        method: &MethodDescriptor,
        annotation: &Annotation<MethodOptions>,
        service: &Annotation<ServiceOptions>,
        task_queue: &str,
    ) -> Workflow {
        let layers = Layers {
            method: annotation.value.workflow.as_ref(),
            service: service.value.workflow.as_ref(),
            method_path: annotation.path_to(&[field::METHOD_WORKFLOW]),
            service_path: service.path_to(&[field::SERVICE_WORKFLOW]),
        };
        let own = annotation.value.workflow.clone().unwrap_or_default();
        let queue = layers.get(3, |w: &WorkflowOptions| non_empty(&w.task_queue));
        Workflow {
            name: non_empty(&own.name).unwrap_or_else(|| method.full_name().to_owned()),
            aliases: own.aliases,
            task_queue: queue.map_or_else(|| task_queue.to_owned(), |(queue, _)| queue),
            id: self.lower_id(method, layers.get(4, |w| non_empty(&w.id))),
            id_reuse_policy: self.lower_reuse_policy(layers.get(5, |w| non_zero(w.id_reuse_policy))),
            id_conflict_policy: self.lower_conflict_policy(layers.get(6, |w| non_zero(w.id_conflict_policy))),
            execution_timeout: self
                .lower_duration("execution_timeout", layers.get(7, |w| w.execution_timeout)),
            run_timeout: self.lower_duration("run_timeout", layers.get(8, |w| w.run_timeout)),
            task_timeout: self.lower_duration("task_timeout", layers.get(9, |w| w.task_timeout)),
            retry: self.lower_retry(layers.get(10, |w| w.retry.clone())),
        }
    }

    fn lower_activity(
        &mut self,
        method: &MethodDescriptor,
        annotation: &Annotation<MethodOptions>,
        service: &Annotation<ServiceOptions>,
    ) -> Result<Activity, Reported> {
        let layers = Layers {
            method: annotation.value.handler.as_ref(),
            service: service.value.handler.as_ref(),
            method_path: annotation.path_to(&[field::METHOD_HANDLER]),
            service_path: service.path_to(&[field::SERVICE_HANDLER]),
        };
        let timeout = layers.get(5, |a: &ActivityOptions| a.start_to_close_timeout);
        let start_to_close = self.lower_duration("start_to_close_timeout", timeout.clone());
        if timeout.is_none() {
            self.push_missing_timeout(method, annotation);
        }
        let name = annotation.value.handler.as_ref().and_then(|handler| non_empty(&handler.name));
        let activity = Activity {
            name,
            local: layers.get(11, |a| a.local).is_some_and(|(local, _)| local),
            start_to_close_timeout: start_to_close.unwrap_or_default(),
            schedule_to_close_timeout: self
                .lower_duration("schedule_to_close_timeout", layers.get(3, |a| a.schedule_to_close_timeout)),
            schedule_to_start_timeout: self
                .lower_duration("schedule_to_start_timeout", layers.get(4, |a| a.schedule_to_start_timeout)),
            heartbeat_timeout: self
                .lower_duration("heartbeat_timeout", layers.get(6, |a| a.heartbeat_timeout)),
            retry: self.lower_retry(layers.get(7, |a| a.retry.clone())),
        };
        start_to_close.map(|_| activity).ok_or(Reported)
    }

    fn push_missing_timeout(&mut self, method: &MethodDescriptor, annotation: &Annotation<MethodOptions>) {
        let place = self.locations.place(&annotation.path_to(&[field::METHOD_HANDLER]));
        self.diagnostics.push(
            Diagnostic::error(
                Code::MissingTimeout,
                format!("handler `{}` has no `start_to_close_timeout`", method.name()),
            )
            .at(place, "an attempt whose worker is lost would never be noticed")
            .help(
                "write `handler: { start_to_close_timeout: { seconds: 30 } }`, \
                 or set it for all handlers of the service in `(stubborn.v1.service).handler`",
            ),
        );
    }

    fn lower_id(&mut self, method: &MethodDescriptor, id: Option<(String, Vec<i32>)>) -> Template {
        const DEFAULT: &str = "{$workflow_type}/{$uuid}";
        let (text, path) = id.unwrap_or_else(|| (DEFAULT.to_owned(), Vec::new()));
        match template::lower(&text, &method.input(), self.sources) {
            Ok(template) => template,
            Err(mistakes) => {
                let place = self.locations.place_of(&path, &format!("\"{text}\""));
                let what = format!("the id of `{}`", method.name());
                self.diagnostics
                    .extend(mistakes.into_iter().map(|m| m.into_diagnostic(&what, &text, &place)));
                Template { text, parts: Vec::new() }
            }
        }
    }

    fn lower_reuse_policy(&mut self, policy: Option<(i32, Vec<i32>)>) -> IdReusePolicy {
        match policy {
            None | Some((1, _)) => IdReusePolicy::AllowDuplicate,
            Some((2, _)) => IdReusePolicy::AllowDuplicateFailedOnly,
            Some((3, _)) => IdReusePolicy::RejectDuplicate,
            Some((number, path)) => {
                self.push_unknown_value(&path, "id_reuse_policy", number);
                IdReusePolicy::default()
            }
        }
    }

    fn lower_conflict_policy(&mut self, policy: Option<(i32, Vec<i32>)>) -> IdConflictPolicy {
        match policy {
            None | Some((1, _)) => IdConflictPolicy::Fail,
            Some((2, _)) => IdConflictPolicy::UseExisting,
            Some((3, _)) => IdConflictPolicy::TerminateExisting,
            Some((number, path)) => {
                self.push_unknown_value(&path, "id_conflict_policy", number);
                IdConflictPolicy::default()
            }
        }
    }

    fn lower_duration(
        &mut self,
        name: &str,
        duration: Option<(prost_types::Duration, Vec<i32>)>,
    ) -> Option<Duration> {
        let (duration, path) = duration?;
        let lowered = Duration::try_from(duration).ok().filter(|lowered| *lowered <= MAX_DURATION);
        if lowered.is_none() {
            let place = self.locations.place_of(&path, name);
            self.diagnostics.push(
                Diagnostic::error(Code::Duration, format!("`{name}` is {duration}: negative or too long"))
                    .at(place, "from 0 s to 10,000 years")
                    .help(format!("write `{name}: {{ seconds: 30 }}`")),
            );
        }
        lowered
    }

    fn lower_retry(&mut self, retry: Option<(RetryPolicy, Vec<i32>)>) -> Option<Retry> {
        let (retry, path) = retry?;
        let at = |number: i32| [path.as_slice(), &[number]].concat();
        let initial = retry.initial_interval.map(|interval| (interval, at(1)));
        let maximum = retry.maximum_interval.map(|interval| (interval, at(3)));
        let attempts = retry.maximum_attempts.map(u32::try_from);
        if let Some(Err(_)) = attempts {
            self.push_retry(
                &at(4),
                "maximum_attempts",
                "is negative",
                "0 means without limit, 1 never again",
            );
        }
        let coefficient = retry.backoff_coefficient;
        if coefficient != 0.0 && !(coefficient.is_finite() && coefficient >= 1.0) {
            self.push_retry(&at(2), "backoff_coefficient", "is less than 1", "write 1.0 for equal intervals");
        }
        Some(Retry {
            initial_interval: self.lower_duration("initial_interval", initial),
            backoff_coefficient: (coefficient != 0.0).then_some(coefficient),
            maximum_interval: self.lower_duration("maximum_interval", maximum),
            maximum_attempts: attempts.and_then(Result::ok),
            non_retryable_error_types: retry.non_retryable_error_types,
        })
    }

    fn push_retry(&mut self, path: &[i32], name: &str, fault: &str, help: &str) {
        let place = self.locations.place_of(path, name);
        self.diagnostics
            .push(Diagnostic::error(Code::Retry, format!("`{name}` {fault}")).at(place, "here").help(help));
    }

    fn push_unknown_value(&mut self, path: &[i32], name: &str, number: i32) {
        let place = self.locations.place_of(path, name);
        self.diagnostics.push(
            Diagnostic::error(Code::UnknownOptionValue, format!("`{name}` has no value of number {number}"))
                .at(place, "not a value that this version knows")
                .help("use a value that `stubborn/v1/options.proto` names"),
        );
    }

    /// Whether nothing in an annotation is new to this version.
    fn check_known<T: prost::Message + Default>(&mut self, annotation: &Annotation<T>) -> bool {
        let unknown = annotation.unknown_fields();
        for (path, name) in &unknown {
            let place = self.locations.place(path);
            self.diagnostics.push(
                Diagnostic::error(
                    Code::UnknownAnnotation,
                    format!("`{name}` is an annotation of another version"),
                )
                .at(place, "unknown to this version, or not of the type that it expects")
                .help("use the `stubborn/v1/options.proto` that this version writes, or a newer stubborn"),
            );
        }
        unknown.is_empty()
    }

    fn check_nested<T>(&mut self, annotation: &Annotation<T>, field: &str, unsupported: &[&str]) {
        let Some(dynamic) = &annotation.dynamic else { return };
        let Some(descriptor) = dynamic.descriptor().get_field_by_name(field) else { return };
        if let (true, Value::Message(message)) =
            (dynamic.has_field(&descriptor), dynamic.get_field(&descriptor).as_ref())
        {
            let number = i32::try_from(descriptor.number()).unwrap_or_default();
            let path = [annotation.path.as_slice(), &[number]].concat();
            self.check_supported(Some(message), &path, unsupported);
        }
    }

    fn check_supported(&mut self, message: Option<&DynamicMessage>, path: &[i32], unsupported: &[&str]) {
        for (field, _) in message.into_iter().flat_map(DynamicMessage::fields) {
            if unsupported.contains(&field.name()) {
                let number = i32::try_from(field.number()).unwrap_or_default();
                self.push_unsupported(&[path, &[number]].concat(), field.name());
            }
        }
    }

    fn check_one_kind(&mut self, method: &MethodDescriptor, annotation: &Annotation<MethodOptions>) {
        let Some(dynamic) = &annotation.dynamic else { return };
        let kinds: Vec<_> = dynamic
            .fields()
            .map(|(field, _)| field)
            .filter(|field| ["handler", "activity", "signal", "query", "update"].contains(&field.name()))
            .collect();
        let [first, second, ..] = kinds.as_slice() else { return };
        let place = |field: &FieldDescriptor| {
            let number = i32::try_from(field.number()).unwrap_or_default();
            self.locations.place_of(&annotation.path_to(&[number]), field.name())
        };
        let diagnostic = Diagnostic::error(
            Code::ConflictingKinds,
            format!("rpc `{}` is both `{}` and `{}`", method.name(), first.name(), second.name()),
        )
        .at(place(second), "a method has one kind")
        .at(place(first), "already said here")
        .help("keep one of them; only `workflow` may stand beside `handler`");
        self.diagnostics.push(diagnostic);
    }
}

/// What `google.protobuf.Duration` allows.
const MAX_DURATION: Duration = Duration::from_secs(315_576_000_000);

/// The mistake is among the diagnostics already.
struct Reported;

fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn non_zero(number: i32) -> Option<i32> {
    (number != 0).then_some(number)
}
