//! Activities, as workflows call them and workers do them.

use super::calls::constant;
use super::docs::{self, code};
use super::errors;
use super::layout;
use super::literals::string;
use super::messages::METHODS;
use super::names::{self, ServiceNames};
use super::options;
use super::shadows::Shadows;
use super::templates::Site;
use super::view::Scope;
use crate::model::{Activity, Doc, Message, Method, Service};

/// What the stubs have of a service's activities.
pub struct ActivitiesView {
    pub interface_doc: String,
    pub client_doc: String,
    pub workers_doc: String,
    pub workers: String,
    pub workers_body: String,
    /// `pub const …;` of the module.
    pub task_queues: String,
    pub register: String,
    pub activities: Vec<ActivityView>,
}

/// An activity as the stubs show it.
pub struct ActivityView {
    pub deprecated: bool,
    pub marker: String,
    pub marker_doc: String,
    pub call_doc: String,
    pub call: String,
    pub start_doc: String,
    pub start: String,
    /// What `ActivityCall::new` gets.
    pub argument: &'static str,
    pub item_doc: String,
    pub item: String,
    pub request: String,
    pub reply: String,
    /// `const …;` lines of `impl Rpc`.
    pub rpc: Vec<String>,
    /// What `impl Activity` has.
    pub items: Vec<String>,
    pub register: String,
}

/// What the stubs have of a service's activities, if there are any. `inner` is of the service's module.
pub fn view(
    scope: &Scope<'_>,
    inner: &Shadows,
    service: &Service,
    names: &ServiceNames,
) -> Option<ActivitiesView> {
    const AGAIN: &str = "An activity that fails or whose attempt gets lost is run again, unless the schema or its \
        error says otherwise: [`rt::idempotency_key`] is the same in all attempts, [`rt::attempt`] counts them. One \
        that ends with [`rt::Error::pending`] is answered later.";
    if service.activities.is_empty() {
        return None;
    }
    let full_name = code(&service.full_name);
    let none = Doc::default();
    let (module, interface) = (&names.module, &names.activities);
    let queues = queues(service);
    let serves = match queues.is_empty() {
        true => format!(
            "Does the activities of {full_name} on workers that they are registered on: the schema gives them no queue."
        ),
        false => format!(
            "Does the activities of {full_name}, with a worker for each of [`{module}::ACTIVITY_TASK_QUEUES`], or \
             registered on another."
        ),
    };
    let activities = Activities { scope, inner, module };
    let arguments = [
        "activities".to_owned(),
        format!("{module}::ACTIVITY_TASK_QUEUES"),
        format!("{module}::register_activities"),
    ];
    Some(ActivitiesView {
        interface_doc: docs::outer(
            0,
            &service.doc,
            &[&format!("Implements the activities of {full_name}."), AGAIN],
        ),
        client_doc: docs::outer(
            0,
            &service.doc,
            &[&format!("Calls the activities of {full_name} from a workflow.")],
        ),
        workers_doc: docs::outer(0, &none, &[&serves]),
        workers: layout::signature(
            0,
            &format!("pub fn {}<T: {interface}>", names.activity_workers),
            &["activities: T".to_owned()],
            " -> rt::ActivityWorkers<T>",
            " {",
        ),
        workers_body: layout::list(4, "rt::ActivityWorkers::new(", &arguments, ")"),
        task_queues: layout::list(4, "pub const ACTIVITY_TASK_QUEUES: &[&str] = &[", &queues, "];"),
        register: layout::signature(
            4,
            &format!("pub fn register_activities<T: super::{interface}>"),
            &["worker: &mut rt::ActivityRegistration<'_, T>".to_owned()],
            "",
            " {",
        ),
        activities: service.activities.iter().map(|activity| activities.view(activity)).collect(),
    })
}

/// Where workers of activities poll, by name.
fn queues(service: &Service) -> Vec<String> {
    let queues = service.activities.iter().filter_map(|activity| activity.kind.task_queue.as_deref());
    let mut queues: Vec<String> = queues.map(string).collect();
    queues.sort_unstable();
    queues.dedup();
    queues
}

/// What activities are written in view of.
struct Activities<'a> {
    scope: &'a Scope<'a>,
    inner: &'a Shadows,
    module: &'a str,
}

impl Activities<'_> {
    fn view(&self, activity: &Method<Activity>) -> ActivityView {
        let names = names::call(&activity.name);
        let what = code(&activity.full_name);
        let path = format!("{}::{}", self.module, names.marker);
        let none = Doc::default();
        let request = self.request(activity);
        let call = |name: &str, result: &str| {
            let parameters: Vec<String> = ["&self".to_owned()].into_iter().chain(request.clone()).collect();
            let result = format!(" -> rt::{result}<{path}, W>");
            layout::signature(4, &format!("pub fn {name}"), &parameters, &result, " {")
        };
        let started = format!("Starts {what}, without waiting for the reply.");
        ActivityView {
            deprecated: activity.deprecated,
            marker_doc: docs::outer(4, &none, &[&format!("The activity {what}.")]),
            call_doc: docs::outer(4, &activity.doc, &[&format!("Calls {what}.")]),
            call: call(&names.call, "ActivityCall"),
            start_doc: docs::outer(4, &none, &[&started]),
            start: call(&names.start, "StartActivity"),
            argument: if request.is_some() { "request" } else { "()" },
            item_doc: docs::outer(4, &activity.doc, &[&format!("Does {what}.")]),
            item: self.item(activity, &names.call, request),
            request: layout::assignment(8, "type Request", &self.type_of(&activity.input)),
            reply: layout::assignment(8, "type Reply", &self.type_of(&activity.output)),
            rpc: self.rpc(activity),
            items: self.items(activity),
            register: format!("worker.activity::<{}, _>(T::{});", names.marker, names.call),
            marker: names.marker,
        }
    }

    fn request(&self, activity: &Method<Activity>) -> Option<String> {
        let message = self.scope.messages.message(self.scope.package, &activity.input);
        (!activity.input.is_empty()).then(|| format!("request: {message}"))
    }

    fn type_of(&self, message: &Message) -> String {
        self.scope.messages.inner_message(self.scope.package, message)
    }

    fn item(&self, activity: &Method<Activity>, name: &str, request: Option<String>) -> String {
        let reply = self.scope.messages.message(self.scope.package, &activity.output);
        let shadows = &self.scope.shadows;
        let send = format!(" + {}", shadows.path("Send"));
        let future = layout::future(4, shadows.path("Future"), "rt::Result", &reply, &format!("{send};"));
        let parameters: Vec<String> =
            ["&self".to_owned(), "ctx: rt::ActivityContext".to_owned()].into_iter().chain(request).collect();
        layout::signature(4, &format!("fn {name}"), &parameters, &format!("{future}{send}"), ";")
    }

    fn rpc(&self, activity: &Method<Activity>) -> Vec<String> {
        let mut constants = vec![
            constant("NAME", &string(activity.activity_type())),
            constant("REQUEST", &string(&activity.input.full_name)),
            constant("REPLY", &string(&activity.output.full_name)),
        ];
        constants.extend(errors::constant(8, &activity.errors, |message| self.type_of(message)));
        constants
    }

    fn items(&self, activity: &Method<Activity>) -> Vec<String> {
        let site = Site {
            messages: self.scope.messages,
            shadows: self.inner,
            package: self.scope.package,
            nested: METHODS,
            subject: "request",
            workflow_type: "<Self as rt::Rpc>::NAME",
            indent: 12,
        };
        let queue = activity.kind.task_queue.as_deref().map(|queue| {
            let head = format!("const TASK_QUEUE: {}<&'static str>", self.inner.path("Option"));
            layout::assignment(8, &head, &format!("{}({})", self.inner.path("Some"), string(queue)))
        });
        queue.into_iter().chain([options::activity(&activity.kind, site)]).collect()
    }
}
