//! Task queues: where starts and activities go.

use std::collections::BTreeSet;

use super::{Cause, Found, Pair, Scope};
use crate::breaking::contract::{Activity, Contract, Workflow, service_of};
use crate::breaking::rules;

impl Scope<'_> {
    pub(super) fn compare_workflow_queue(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow) {
        if old.task_queue == new.task_queue {
            return;
        }
        let (was, now) = (old.task_queue.clone(), new.task_queue.clone());
        let causes = self.causes_of_queue(pair, &was, &now);
        self.push(
            Found::new(&rules::WORKFLOW_SAME_TASK_QUEUE, pair.before_name, "task queue", was, now)
                .at(format!("{}#task_queue", pair.before_name), format!("{}#task_queue", pair.after_name))
                .fix(self.queue_fix(pair, &old.task_queue))
                .because(causes),
        );
    }

    fn queue_fix(&self, pair: &Pair<'_>, old: &str) -> String {
        let of_service = self.before.services.get(service_of(pair.before_name));
        match of_service.is_some_and(|service| service.task_queue == old) {
            true => format!("write `option (stubborn.v1.service).task_queue = \"{old}\";`"),
            false => format!("write `option (stubborn.v1.method).workflow.task_queue = \"{old}\";`"),
        }
    }

    /// A queue that moved with the service's, which may have moved with the service's name.
    fn causes_of_queue(&self, pair: &Pair<'_>, was: &str, now: &str) -> Vec<Cause> {
        let (old, new) = (service_of(pair.before_name), service_of(pair.after_name));
        let of = |contract: &Contract, service: &str, queue: &str| {
            contract.services.get(service).is_some_and(|service| service.task_queue == queue)
        };
        if !of(self.before, old, was) || !of(self.after, new, now) {
            return Vec::new();
        }
        let mut causes = Vec::new();
        if was == old && now == new {
            causes = self.causes_of_rename(pair, &rules::WORKFLOW_SAME_NAME);
        }
        causes.push(self.of_service(&rules::WORKFLOW_SAME_TASK_QUEUE, pair, "task queue", was, now));
        causes
    }

    /// Where an activity runs; `causes` tells what it moved along with.
    pub(super) fn compare_activity_queue(&mut self, pair: &Pair<'_>, old: &Activity, new: &Activity) {
        let was = queues(self.before, pair.before_name, old);
        let now = queues(self.after, pair.after_name, new);
        if was == now {
            return;
        }
        let follows = old.task_queue.is_none() && new.task_queue.is_none();
        let (was, now) = (join(&was), join(&now));
        let causes = self.causes_of_queue(pair, &was, &now);
        // It goes with its callers, of whom that is said already.
        if follows && (causes.is_empty() || pair.before.workflow.is_some()) {
            return;
        }
        self.push(
            Found::new(&rules::ACTIVITY_SAME_TASK_QUEUE, pair.before_name, "task queue", was, now)
                .at(
                    format!("{}#activity.task_queue", pair.before_name),
                    format!("{}#activity.task_queue", pair.after_name),
                )
                .because(causes),
        );
    }
}

/// The queues that an activity may run on: its own, or those of the workflows that may call it.
fn queues(contract: &Contract, method: &str, activity: &Activity) -> BTreeSet<String> {
    let workflow = contract.methods.get(method).and_then(|method| method.workflow.as_ref());
    let own = activity.task_queue.as_ref().or(workflow.map(|workflow| &workflow.task_queue));
    if let Some(own) = own {
        return BTreeSet::from([own.clone()]);
    }
    let service = service_of(method);
    let callers = contract.methods.iter().filter(|(name, _)| service_of(name) == service);
    let mut queues: BTreeSet<String> = callers
        .filter_map(|(_, method)| method.workflow.as_ref())
        .map(|workflow| workflow.task_queue.clone())
        .collect();
    if queues.is_empty() {
        queues.extend(contract.services.get(service).map(|service| service.task_queue.clone()));
    }
    queues
}

fn join(queues: &BTreeSet<String>) -> String {
    queues.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
