//! Handlers' functions and activities.

use super::layers::Layers;
use super::method::{self, Declared, WithPlaces};
use super::template::Context;
use super::{Scope, non_empty, non_zero, service};
use crate::descriptor::options::ActivityOptions;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Activity;

/// The names of an activity's options, by their numbers less one.
type Names = [&'static str; 11];

const HANDLER: Names = [
    "handler.name",
    "handler.task_queue",
    "handler.schedule_to_close_timeout",
    "handler.schedule_to_start_timeout",
    "handler.start_to_close_timeout",
    "handler.heartbeat_timeout",
    "handler.retry",
    "handler.cancellation_type",
    "handler.priority",
    "handler.summary",
    "handler.local",
];

const ACTIVITY: Names = [
    "activity.name",
    "activity.task_queue",
    "activity.schedule_to_close_timeout",
    "activity.schedule_to_start_timeout",
    "activity.start_to_close_timeout",
    "activity.heartbeat_timeout",
    "activity.retry",
    "activity.cancellation_type",
    "activity.priority",
    "activity.summary",
    "activity.local",
];

impl Scope<'_> {
    /// The function of a handler.
    pub fn lower_handler(&mut self, declared: &Declared<'_>) -> Option<WithPlaces<Activity>> {
        let Declared { annotation, service, .. } = declared;
        let layers = Layers {
            method: annotation.value.handler.as_ref(),
            service: service.value.handler.as_ref(),
            method_path: annotation.path_to(&[method::field::HANDLER]),
            service_path: service.path_to(&[service::field::HANDLER]),
            places: [].into(),
        };
        let context = Context {
            message: Err("the workflow around a handler passes its request on unread"),
            no_uuid: None,
            no_workflow_type: None,
        };
        let lowered = self.lower_options(layers, &HANDLER, declared, &context);
        if !lowered.places.contains_key("handler.start_to_close_timeout") {
            self.push_missing_timeout(declared);
        }
        Some(lowered)
    }

    /// A method that workflows call.
    pub fn lower_activity(&mut self, declared: &Declared<'_>) -> Option<WithPlaces<Activity>> {
        let Declared { method, annotation, service } = declared;
        let layers = Layers {
            method: annotation.value.activity.as_ref(),
            service: service.value.activity.as_ref(),
            method_path: annotation.path_to(&[method::field::ACTIVITY]),
            service_path: service.path_to(&[service::field::ACTIVITY]),
            places: [].into(),
        };
        let request = method.input();
        let context =
            Context { no_workflow_type: Some("an activity starts no workflow"), ..Context::start(&request) };
        let lowered = self.lower_options(layers, &ACTIVITY, declared, &context);
        let ends = ["activity.start_to_close_timeout", "activity.schedule_to_close_timeout"];
        if !ends.iter().any(|timeout| lowered.places.contains_key(timeout)) {
            self.push_endless_activity(declared);
        }
        Some(lowered)
    }

    fn lower_options(
        &mut self,
        mut layers: Layers<'_, ActivityOptions>,
        names: &Names,
        declared: &Declared<'_>,
        context: &Context<'_>,
    ) -> WithPlaces<Activity> {
        let of = match names[0] == HANDLER[0] {
            true => format!("the handler `{}`", declared.method.name()),
            false => format!("`{}`", declared.method.name()),
        };
        let [_, queue, to_close, to_start, attempt, heartbeat, retry, cancellation, priority, summary, local] =
            *names;
        // A name is one method's own.
        let service = layers.service.take();
        let name = self.said(&mut layers, 1, names[0], |o| non_empty(&o.name));
        layers.service = service;

        let layers = &mut layers;
        let task_queue = self.said(layers, 2, queue, |o| non_empty(&o.task_queue));
        let schedule_to_close = self.said(layers, 3, to_close, |o| o.schedule_to_close_timeout);
        let schedule_to_start = self.said(layers, 4, to_start, |o| o.schedule_to_start_timeout);
        let start_to_close = self.said(layers, 5, attempt, |o| o.start_to_close_timeout);
        let heartbeat = self.said(layers, 6, heartbeat, |o| o.heartbeat_timeout);
        let retry = self.said(layers, 7, retry, |o| o.retry.clone());
        let cancellation = self.said(layers, 8, cancellation, |o| non_zero(o.cancellation_type));
        let priority = self.said(layers, 9, priority, |o| o.priority.clone());
        let summary = self.said(layers, 10, summary, |o| non_empty(&o.summary));
        let local = self.said(layers, 11, local, |o| o.local);
        let kind = Activity {
            name: name.map(|name| name.value),
            task_queue: task_queue.map(|queue| queue.value),
            local: local.is_some_and(|local| local.value),
            start_to_close_timeout: self.lower_duration(start_to_close),
            schedule_to_close_timeout: self.lower_duration(schedule_to_close),
            schedule_to_start_timeout: self.lower_duration(schedule_to_start),
            heartbeat_timeout: self.lower_duration(heartbeat),
            retry: self.lower_retry(retry),
            cancellation_type: self.lower_enum(cancellation),
            priority: self.lower_priority(priority, &of, context),
            summary: self.lower_template(summary, &format!("the summary of {of}"), context),
        };
        WithPlaces { kind, places: std::mem::take(&mut layers.places) }
    }

    fn push_missing_timeout(&mut self, declared: &Declared<'_>) {
        let place = self.locations.place(&declared.annotation.path_to(&[method::field::HANDLER]));
        self.diagnostics.push(
            Diagnostic::error(
                Code::MissingTimeout,
                format!("handler `{}` has no `start_to_close_timeout`", declared.method.name()),
            )
            .at(place, "an attempt whose worker is lost would never be noticed")
            .help(
                "write `handler: { start_to_close_timeout: { seconds: 30 } }`, \
                 or set it for all handlers of the service in `(stubborn.v1.service).handler`",
            ),
        );
    }

    fn push_endless_activity(&mut self, declared: &Declared<'_>) {
        let place = self.locations.place(&declared.annotation.path_to(&[method::field::ACTIVITY]));
        self.diagnostics.push(
            Diagnostic::error(
                Code::MissingTimeout,
                format!(
                    "activity `{}` has neither `start_to_close_timeout` nor `schedule_to_close_timeout`",
                    declared.method.name()
                ),
            )
            .at(place, "an attempt whose worker is lost would never be noticed")
            .help(
                "write `activity: { start_to_close_timeout: { seconds: 30 } }`, \
                 or set it for all activities of the service in `(stubborn.v1.service).activity`",
            ),
        );
    }
}
