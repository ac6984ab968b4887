//! How calls start.

use super::attribute::Owner;
use super::kind::Which;
use super::layers::{Layers, Said};
use super::method::{self, Declared, WithPlaces};
use super::template::Context;
use super::{Scope, non_empty, non_zero, service};
use crate::descriptor::options::WorkflowOptions;
use crate::model::{Template, Workflow};

type Options<'a> = Layers<'a, WorkflowOptions>;

impl Scope<'_> {
    /// A workflow, or what is generated around a handler.
    pub fn lower_workflow(&mut self, declared: &Declared<'_>, which: Which) -> Option<WithPlaces<Workflow>> {
        let Declared { method, annotation, service } = declared;
        let mut layers = Layers {
            method: annotation.value.workflow.as_ref(),
            service: service.value.workflow.as_ref(),
            method_path: annotation.path_to(&[method::field::WORKFLOW]),
            service_path: service.path_to(&[service::field::WORKFLOW]),
            places: [].into(),
        };
        let (name, aliases) = self.lower_names(&mut layers, declared);
        let queue = self.said(&mut layers, 3, "workflow.task_queue", |w| non_empty(&w.task_queue));
        let default_queue = || {
            non_empty(&service.value.task_queue).unwrap_or_else(|| method.parent_service().full_name().into())
        };
        let mut workflow = Workflow {
            name,
            aliases,
            task_queue: queue.map_or_else(default_queue, |queue| queue.value),
            id: Template::default_id(),
            id_reuse_policy: Default::default(),
            id_conflict_policy: Default::default(),
            execution_timeout: None,
            run_timeout: None,
            task_timeout: None,
            retry: None,
            start_delay: None,
            eager_start: None,
            search_attributes: Vec::new(),
            memo: Vec::new(),
            summary: None,
            priority: None,
            versioning_behavior: None,
            parent_close_policy: None,
            cancellation_type: None,
            signals: Vec::new(),
            queries: Vec::new(),
            updates: Vec::new(),
        };
        self.lower_start(&mut workflow, &mut layers);
        self.lower_shown(&mut workflow, &mut layers, declared);
        self.lower_child(&mut workflow, &mut layers);
        self.lower_refs(&mut workflow, &mut layers, declared, which);
        Some(WithPlaces { kind: workflow, places: layers.places })
    }

    /// The names are one method's own, and no default of the service.
    fn lower_names(&mut self, layers: &mut Options<'_>, declared: &Declared<'_>) -> (String, Vec<String>) {
        let service = layers.service.take();
        let name = self.said(layers, 1, "workflow.name", |w| non_empty(&w.name));
        let aliases =
            self.said(layers, 2, "workflow.aliases", |w| (!w.aliases.is_empty()).then(|| w.aliases.clone()));
        layers.service = service;
        let default = || declared.method.full_name().to_owned();
        (name.map_or_else(default, |name| name.value), aliases.map_or_else(Vec::new, |said| said.value))
    }

    /// What the server is told.
    fn lower_start(&mut self, workflow: &mut Workflow, layers: &mut Options<'_>) {
        let reuse = self.said(layers, 5, "workflow.id_reuse_policy", |w| non_zero(w.id_reuse_policy));
        let conflict =
            self.said(layers, 6, "workflow.id_conflict_policy", |w| non_zero(w.id_conflict_policy));
        let execution = self.said(layers, 7, "workflow.execution_timeout", |w| w.execution_timeout);
        let run = self.said(layers, 8, "workflow.run_timeout", |w| w.run_timeout);
        let task = self.said(layers, 9, "workflow.task_timeout", |w| w.task_timeout);
        let retry = self.said(layers, 10, "workflow.retry", |w| w.retry.clone());
        let delay = self.said(layers, 11, "workflow.start_delay", |w| w.start_delay);
        let eager = self.said(layers, 12, "workflow.eager_start", |w| w.eager_start);
        workflow.id_reuse_policy = self.lower_enum(reuse).unwrap_or_default();
        workflow.id_conflict_policy = self.lower_enum(conflict).unwrap_or_default();
        workflow.execution_timeout = self.lower_duration(execution);
        workflow.run_timeout = self.lower_duration(run);
        workflow.task_timeout = self.lower_duration(task);
        workflow.retry = self.lower_retry(retry);
        workflow.start_delay = self.lower_duration(delay);
        workflow.eager_start = eager.map(|eager| eager.value);
    }

    /// What is rendered from the request.
    fn lower_shown(&mut self, workflow: &mut Workflow, layers: &mut Options<'_>, declared: &Declared<'_>) {
        let id = self.said(layers, 4, "workflow.id", |w| non_empty(&w.id));
        let summary = self.said(layers, 15, "workflow.summary", |w| non_empty(&w.summary));
        let priority = self.said(layers, 16, "workflow.priority", |w| w.priority.clone());
        self.place_list(layers, 13, "workflow.search_attributes", |w| !w.search_attributes.is_empty());
        self.place_list(layers, 14, "workflow.memo", |w| !w.memo.is_empty());

        let request = declared.method.input();
        let context = Context::start(&request);
        let owner = Owner { method: declared.method.name(), request: &request };
        let of = format!("`{}`", owner.method);
        if let Some(id) = self.lower_template(id, &format!("the id of {of}"), &context) {
            workflow.id = id;
        }
        workflow.summary = self.lower_template(summary, &format!("the summary of {of}"), &context);
        workflow.priority = self.lower_priority(priority, &of, &context);
        workflow.search_attributes =
            self.lower_attributes(layers.items(13, |w| &w.search_attributes), &owner);
        workflow.memo = self.lower_memo(layers.items(14, |w| &w.memo), &owner);
    }

    fn place_list(
        &mut self,
        layers: &mut Options<'_>,
        number: i32,
        option: &'static str,
        is_set: impl Fn(&WorkflowOptions) -> bool,
    ) {
        let _: Option<Said<()>> = self.said(layers, number, option, |w| is_set(w).then_some(()));
    }

    /// What it is as a child, and on a worker of a deployment.
    fn lower_child(&mut self, workflow: &mut Workflow, layers: &mut Options<'_>) {
        let versioning =
            self.said(layers, 17, "workflow.versioning_behavior", |w| non_zero(w.versioning_behavior));
        let close =
            self.said(layers, 18, "workflow.parent_close_policy", |w| non_zero(w.parent_close_policy));
        let cancellation =
            self.said(layers, 19, "workflow.cancellation_type", |w| non_zero(w.cancellation_type));
        workflow.versioning_behavior = self.lower_enum(versioning);
        workflow.parent_close_policy = self.lower_enum(close);
        workflow.cancellation_type = self.lower_enum(cancellation);
    }
}
