//! Activities as the finished strings of their templates.

use super::imports::Types;
use super::layout::exploded;
use super::literals::{Documentation, deprecation, documentation};
use super::method::{self, Shape, annotation};
use super::rendered::{Rendered, Scope};
use super::settings::{self, Sent};
use super::{names, uses};
use crate::model;

pub struct Activity {
    pub full_name: String,
    pub doc: Documentation,
    pub deprecated: Option<String>,
    pub functions: Vec<String>,
    pub constant: String,
    pub definition: String,
    /// In an implementation.
    pub function: String,
    pub execute_signature: String,
    pub execute: String,
    pub start_signature: String,
    pub start: String,
}

pub fn activity(
    service: &model::Service,
    activity: &model::Method<model::Activity>,
    types: &mut Types,
) -> Activity {
    let constant = format!("_{}", names::method_constant(service, activity));
    let shape = Shape::of(names::method(activity), constant, activity, types);
    let scope = Scope {
        stem: format!("_{}_{}", names::service_stem(service), shape.stem),
        request: annotation(&shape.request),
        workflow_type: "",
    };
    let mut rendered = Rendered::default();
    rendered.extras(activity.kind.summary.as_ref(), activity.kind.priority.as_ref(), &scope, types);
    let sent = Sent {
        name: activity.activity_type(),
        attribute: &shape.name,
        request: shape.request.as_ref(),
        reply: Some(shape.reply.as_ref()),
        update: None,
        id_function: None,
        errors: activity.errors.iter().map(|error| method::error_class(error, types)).collect(),
    };
    let mut settings = settings::message(&sent, 4);
    let queue = activity.kind.task_queue.as_deref();
    settings.extend(queue.map(|queue| format!("task_queue={}", names::activity_queue(service, queue))));
    settings.extend(settings::activity(&activity.kind, 4));
    settings.extend(rendered.settings);
    let reply = annotation(&shape.reply);
    Activity {
        definition: exploded(&format!("{} = stubborn.Activity(", shape.constant), &settings, ")", 0),
        functions: rendered.functions,
        function: shape.function(),
        execute_signature: shape.call_signature(&shape.name, "ActivityOptions", reply),
        execute: shape.call(shape.keyword(), "execute_activity", None),
        start_signature: shape.function_signature(
            &format!("start_{}", shape.stem),
            "ActivityOptions",
            &format!("stubborn.ActivityHandle[{reply}]"),
        ),
        start: shape.call("return", "start_activity", None),
        deprecated: activity.deprecated.then(|| deprecation(&activity.full_name)),
        full_name: activity.full_name.clone(),
        doc: documentation(&activity.doc, 8),
        constant: shape.constant,
    }
}

/// Whether a file's definitions name a priority.
pub fn has_priority(file: &model::File) -> bool {
    let mut activities = file.services.iter().flat_map(|service| &service.activities);
    let handler = |method: &model::Method| method.handler().is_some_and(|handler| handler.priority.is_some());
    activities.any(|activity| activity.kind.priority.is_some())
        || uses::any(file, |method| method.workflow().priority.is_some() || handler(method))
}
