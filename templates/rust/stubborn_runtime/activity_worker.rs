// Workers that do the activities of a service.

use std::sync::Arc;

use temporalio_client::Client;
use temporalio_sdk::{Runtime, Worker, WorkerOptions};

use super::activity::Activity;
use super::error::Error;
use super::performing::{AsActivity, HandlerFn, Performed, Served};
use super::worker::{build, serve_as};

/// Adds the activities of a service to a worker's options.
pub type RegisterActivities<S> = fn(&mut ActivityRegistration<'_, S>);

/// Does the activities of a service, with a worker for each queue that the schema gives them.
pub struct ActivityWorkers<S> {
    service: Arc<S>,
    task_queues: Vec<String>,
    all: bool,
    register: RegisterActivities<S>,
}

impl<S: Send + Sync + 'static> ActivityWorkers<S> {
    /// On the queues of the schema.
    pub fn new(service: S, task_queues: &[&str], register: RegisterActivities<S>) -> Self {
        let task_queues = task_queues.iter().map(|&queue| queue.to_owned());
        Self {
            service: Arc::new(service),
            task_queues: task_queues.collect(),
            all: false,
            register,
        }
    }

    /// All of them with one worker, on another queue.
    #[must_use]
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.task_queues = vec![task_queue.into()];
        self.all = true;
        self
    }

    /// Adds every activity to the options of another worker, whatever the queue.
    pub fn register(&self, options: &mut WorkerOptions) {
        self.register_on(options, None);
    }

    fn register_on(&self, options: &mut WorkerOptions, only: Option<&str>) {
        let service = Arc::clone(&self.service);
        (self.register)(&mut ActivityRegistration {
            options,
            service,
            only,
        });
    }

    /// The options of the workers, to change before there are any.
    pub fn options(&self) -> Vec<WorkerOptions> {
        let options_on = |task_queue: &String| {
            let mut options = WorkerOptions::new(&**task_queue).build();
            let only = Some(task_queue.as_str()).filter(|_| !self.all);
            self.register_on(&mut options, only);
            options
        };
        self.task_queues.iter().map(options_on).collect()
    }

    /// The workers, in the order of the queues.
    ///
    /// # Errors
    ///
    /// If the SDK cannot make one of them.
    pub fn workers(&self, runtime: &Runtime, client: &Client) -> Result<Vec<Worker>, Error> {
        let options = self.options().into_iter();
        options
            .map(|options| build(runtime, client, options))
            .collect()
    }
}

/// A worker that activities are added to.
pub struct ActivityRegistration<'a, S> {
    options: &'a mut WorkerOptions,
    service: Arc<S>,
    /// The queue whose activities are added, where not all are.
    only: Option<&'a str>,
}

impl<S: Send + Sync + 'static> ActivityRegistration<'_, S> {
    /// Adds an activity.
    pub fn activity<M: Activity, A: 'static>(
        &mut self,
        function: impl for<'a> HandlerFn<'a, S, M, A>,
    ) {
        if self.only.is_some() && self.only != M::TASK_QUEUE {
            return;
        }
        let served = Arc::new(Served::new(Arc::clone(&self.service), function));
        serve_as(M::NAME, || {
            self.options
                .register_activity::<Performed<S, M, AsActivity>>(served);
        });
    }
}
