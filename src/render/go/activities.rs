//! The activities of a service as the finished strings of templates.

use crate::model;

use super::definition::{Argument, activity_timeouts, cancellation, declares, lines, priority, retry};
use super::imports::Imports;
use super::literals::{deprecation, documentation, string};
use super::names;
use super::rendered::{Rendered, Statements};

/// An activity.
pub struct Activity {
    pub name: String,
    pub full_name: String,
    pub doc: Vec<String>,
    pub deprecation: Vec<String>,
    pub variable: String,
    pub definition: String,
    pub rendered: Option<Rendered>,
    pub parameter: String,
    pub argument: String,
    pub result: String,
    pub reply: String,
    pub void: bool,
    pub implementation: String,
    pub function: String,
}

impl Activity {
    /// What a start gives.
    pub fn handle(&self) -> String {
        format!("stubborn.{}ActivityHandle[*{}]", if self.void { "Void" } else { "" }, self.reply)
    }
}

/// The activities of a service.
pub fn activities(service: &model::Service, imports: &mut Imports) -> Vec<Activity> {
    service.activities.iter().map(|method| activity(service, method, imports)).collect()
}

fn activity(
    service: &model::Service,
    method: &model::Method<model::Activity>,
    imports: &mut Imports,
) -> Activity {
    let request = imports.message(&method.input);
    let reply = imports.message(&method.output);
    let (empty, void) = (method.input.is_empty(), method.output.is_empty());
    let name = names::camel(&method.name);
    let variable = names::variable(service, method);
    let constant = names::activity_type(service, method);
    let rendered = rendered(format!("{variable}Rendered"), &method.kind, &request, imports);
    let mut chain = vec![format!("stubborn.NewActivity[*{request}, *{reply}]({constant})")];
    let options = options(&method.kind, imports);
    if !options.is_empty() {
        chain.push(format!("Defaults({})", lines(&options)));
    }
    chain.extend(rendered.as_ref().map(|rendered| format!("Render({})", rendered.name)));
    chain.extend(declares(&method.errors, imports));
    Activity {
        full_name: method.full_name.clone(),
        doc: documentation(&method.doc),
        deprecation: if method.deprecated { deprecation(&method.full_name) } else { Vec::new() },
        definition: chain.join(".\n\t"),
        parameter: if empty { String::new() } else { format!("request *{request}, ") },
        argument: if empty { format!("&{request}{{}}") } else { "request".to_owned() },
        result: if void { "error".to_owned() } else { format!("(*{reply}, error)") },
        implementation: if empty {
            "ctx context.Context".to_owned()
        } else {
            format!("ctx context.Context, request *{request}")
        },
        function: names::implementation(
            &format!("activities.{name}"),
            "context.Context",
            &request,
            &reply,
            (empty, void),
        ),
        rendered,
        reply,
        void,
        name,
        variable,
    }
}

fn options(activity: &model::Activity, imports: &mut Imports) -> Vec<Argument> {
    let mut options = Vec::new();
    if activity.local {
        options.push(Argument::Call("ActivityLocal()".to_owned()));
    }
    options.extend(
        activity
            .task_queue
            .as_deref()
            .map(|queue| Argument::Call(format!("ActivityTaskQueue({})", string(queue)))),
    );
    let names =
        ["ActivityStartToClose", "ActivityScheduleToClose", "ActivityScheduleToStart", "ActivityHeartbeat"];
    options.extend(activity_timeouts(activity, names, imports));
    options.extend(retry("ActivityRetry", activity.retry.as_ref(), imports));
    options.extend(cancellation(activity, "Activity"));
    options.extend(priority(activity.priority.as_ref(), "Activity"));
    options
}

fn rendered(
    name: String,
    activity: &model::Activity,
    request: &str,
    imports: &mut Imports,
) -> Option<Rendered> {
    let fairness = activity.priority.as_ref().and_then(|priority| priority.fairness_key.as_ref());
    let statements = Statements { summary: activity.summary.as_ref(), fairness, ..Statements::default() };
    statements.render(name, request, "", imports)
}
