// Workers that serve an implementation of a service.

use std::cell::Cell;
use std::sync::Arc;

use futures::FutureExt;
use temporalio_client::Client;
use temporalio_common::UntypedWorkflow;
use temporalio_sdk::workflow_replayer::WorkflowReplayerOptions;
use temporalio_sdk::{Runtime, Worker, WorkerOptions};
use temporalio_workflow::workflows::WorkflowImplementation;

use super::code::Code;
use super::error::Error;
use super::handler::relay;
use super::listening::Listeners;
use super::method::{HandlerMethod, Method};
use super::performing::{AsHandler, HandlerFn, Performed, Served};
use super::serving::serving;
use super::workflow::{Runner, WorkflowFn};

/// Options that the methods of services are added to: those of a worker, or of a replayer, which takes
/// the workflows alone.
pub trait Registry {
    /// Which of them these are.
    fn registers(&mut self) -> Registers<'_>;
}

/// What takes the methods of services.
pub enum Registers<'a> {
    /// A worker, which takes all.
    Worker(&'a mut WorkerOptions),
    /// A replayer, which takes workflows.
    Replayer(&'a mut WorkflowReplayerOptions),
}

impl Registry for WorkerOptions {
    fn registers(&mut self) -> Registers<'_> {
        Registers::Worker(self)
    }
}

impl Registry for WorkflowReplayerOptions {
    fn registers(&mut self) -> Registers<'_> {
        Registers::Replayer(self)
    }
}

/// Adds the methods of a service to a worker's options.
pub type Register<S> = fn(&mut Registration<'_, S>) -> Result<(), Error>;

/// Serves a service whose methods are all on one queue.
///
/// The SDK has nothing that answers workflow types that a worker does not know: it fails their tasks,
/// which the server tries again until a worker knows them.
pub struct ServiceWorker<S> {
    service: Arc<S>,
    task_queue: String,
    register: Register<S>,
    retry_tasks: bool,
}

impl<S: Send + Sync + 'static> ServiceWorker<S> {
    /// Serves on the queue of the schema.
    pub fn new(service: S, task_queue: &str, register: Register<S>) -> Self {
        Self {
            service: Arc::new(service),
            task_queue: task_queue.to_owned(),
            register,
            retry_tasks: false,
        }
    }

    /// Serves on another queue.
    #[must_use]
    pub fn task_queue(mut self, task_queue: impl Into<String>) -> Self {
        self.task_queue = task_queue.into();
        self
    }

    /// Leaves panics and errors without a code ([`Error::unknown`]) of workflows to the server, which
    /// tries the failed task again until mended code is deployed. Otherwise they fail the workflow.
    #[must_use]
    pub fn retry_tasks(mut self) -> Self {
        self.retry_tasks = true;
        self
    }

    /// Adds every method to the options of another worker, or of a replayer.
    ///
    /// # Errors
    ///
    /// If that one has a workflow of the same type already.
    pub fn register(&self, options: &mut impl Registry) -> Result<(), Error> {
        register_all(
            &self.service,
            self.register,
            options,
            None,
            self.retry_tasks,
        )
    }

    /// The options of the worker, to change before there is one.
    ///
    /// # Errors
    ///
    /// If two methods have one name on the wire.
    pub fn options(&self) -> Result<WorkerOptions, Error> {
        let mut options = WorkerOptions::new(&*self.task_queue).build();
        self.register(&mut options)?;
        Ok(options)
    }

    /// The worker.
    ///
    /// # Errors
    ///
    /// If the SDK cannot make it.
    pub fn worker(&self, runtime: &Runtime, client: &Client) -> Result<Worker, Error> {
        build(runtime, client, self.options()?)
    }
}

/// Serves a service whose methods are on several queues, with a worker for each.
pub struct ServiceWorkers<S> {
    service: Arc<S>,
    task_queues: Vec<String>,
    register: Register<S>,
    retry_tasks: bool,
}

impl<S: Send + Sync + 'static> ServiceWorkers<S> {
    /// Serves on the queues of the schema.
    pub fn new(service: S, task_queues: &[&str], register: Register<S>) -> Self {
        Self {
            service: Arc::new(service),
            task_queues: task_queues
                .iter()
                .map(|&task_queue| task_queue.to_owned())
                .collect(),
            register,
            retry_tasks: false,
        }
    }

    /// Serves every method with one worker on another queue. Functions of handlers that the schema gives
    /// a queue of their own are asked for there even so.
    #[must_use]
    pub fn task_queue(self, task_queue: impl Into<String>) -> ServiceWorker<S> {
        ServiceWorker {
            service: self.service,
            task_queue: task_queue.into(),
            register: self.register,
            retry_tasks: self.retry_tasks,
        }
    }

    /// As [`ServiceWorker::retry_tasks`].
    #[must_use]
    pub fn retry_tasks(mut self) -> Self {
        self.retry_tasks = true;
        self
    }

    /// Adds every method to the options of another worker, or of a replayer, whatever the queue.
    ///
    /// # Errors
    ///
    /// If that one has a workflow of the same type already.
    pub fn register(&self, options: &mut impl Registry) -> Result<(), Error> {
        register_all(
            &self.service,
            self.register,
            options,
            None,
            self.retry_tasks,
        )
    }

    /// The options of the workers, to change before there are any.
    ///
    /// # Errors
    ///
    /// If two methods on a queue have one name on the wire.
    pub fn options(&self) -> Result<Vec<WorkerOptions>, Error> {
        let options_on = |task_queue: &String| {
            let mut options = WorkerOptions::new(&**task_queue).build();
            let only = Some(task_queue.as_str());
            register_all(
                &self.service,
                self.register,
                &mut options,
                only,
                self.retry_tasks,
            )?;
            Ok(options)
        };
        self.task_queues.iter().map(options_on).collect()
    }

    /// The workers, in the order of the queues.
    ///
    /// # Errors
    ///
    /// If the SDK cannot make one of them.
    pub fn workers(&self, runtime: &Runtime, client: &Client) -> Result<Vec<Worker>, Error> {
        let options = self.options()?;
        options
            .into_iter()
            .map(|options| build(runtime, client, options))
            .collect()
    }
}

fn register_all<S>(
    service: &Arc<S>,
    register: Register<S>,
    options: &mut impl Registry,
    only: Option<&str>,
    retry_tasks: bool,
) -> Result<(), Error> {
    let service = Arc::clone(service);
    register(&mut Registration {
        options: options.registers(),
        service,
        only,
        retry_tasks,
    })
}

pub(super) fn build(
    runtime: &Runtime,
    client: &Client,
    options: WorkerOptions,
) -> Result<Worker, Error> {
    Worker::new(runtime, serving(client.clone()), options)
        .map_err(|error| Error::new(Code::FailedPrecondition, error.to_string()).with_source(error))
}

/// A worker that methods are added to.
pub struct Registration<'a, S> {
    options: Registers<'a>,
    service: Arc<S>,
    /// The queue whose methods are added, where not all are.
    only: Option<&'a str>,
    retry_tasks: bool,
}

impl<S: Send + Sync + 'static> Registration<'_, S> {
    /// Adds a method that is answered by a function, with the workflow around it.
    ///
    /// # Errors
    ///
    /// If there is a workflow of the same type already.
    pub fn handler<M: HandlerMethod, A: 'static>(
        &mut self,
        handler: impl for<'a> HandlerFn<'a, S, M, A>,
    ) -> Result<(), Error> {
        let queue = M::options(&String::new).task_queue.unwrap_or(M::TASK_QUEUE);
        let (answers, performs) = (self.wants(M::TASK_QUEUE), self.wants(queue));
        let served = Arc::new(Served::new(Arc::clone(&self.service), handler));
        let make = Runner::<M, ()>::raw(false, Listeners::default(), |ctx, arguments| {
            relay(ctx, arguments).boxed_local()
        });
        for name in names::<M>() {
            let activity = M::ACTIVITY_TYPE.unwrap_or(name);
            if let (true, Registers::Worker(options)) = (performs, &mut self.options) {
                serve_as(activity, || {
                    options.register_activity::<Performed<S, M, AsHandler>>(Arc::clone(&served));
                });
            }
            if answers {
                self.add(name, make.clone())?;
            }
        }
        Ok(())
    }

    /// Adds a method that is answered by a workflow.
    ///
    /// # Errors
    ///
    /// If there is a workflow of the same type already.
    pub fn workflow<M: Method, T: Default + 'static, A: 'static>(
        &mut self,
        run: impl for<'a> WorkflowFn<'a, M, T, A>,
    ) -> Result<(), Error> {
        self.listening(run, Listeners::default())
    }

    /// Adds a method that is answered by a workflow which takes messages.
    ///
    /// # Errors
    ///
    /// If there is a workflow of the same type already.
    pub fn listening<M: Method, T: Default + 'static, A: 'static>(
        &mut self,
        run: impl for<'a> WorkflowFn<'a, M, T, A>,
        listeners: Listeners<M, T>,
    ) -> Result<(), Error> {
        if !self.wants(M::TASK_QUEUE) {
            return Ok(());
        }
        let make = Runner::<M, T>::typed(self.retry_tasks, listeners, run);
        for name in names::<M>() {
            self.add(name, make.clone())?;
        }
        Ok(())
    }

    fn add<W: WorkflowImplementation<Run = UntypedWorkflow>>(
        &mut self,
        name: &'static str,
        make: impl Fn() -> W + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let added = serve_as(name, || match &mut self.options {
            Registers::Worker(options) => options.register_workflow_with_factory(make).map(|_| ()),
            Registers::Replayer(options) => {
                options.register_workflow_with_factory(make).map(|_| ())
            }
        });
        added.map_err(|error| Error::new(Code::AlreadyExists, error.to_string()).with_source(error))
    }

    fn wants(&self, task_queue: &str) -> bool {
        self.only.is_none_or(|only| only == task_queue)
    }
}

fn names<M: Method>() -> impl Iterator<Item = &'static str> {
    std::iter::once(M::NAME).chain(M::ALIASES.iter().copied())
}

// The SDK takes the name of a workflow or activity from its Rust type, when it is registered. An alias
// is a second name of one type.
thread_local! {
    static SERVED_AS: Cell<Option<&'static str>> = const { Cell::new(None) };
}

pub(super) fn serve_as<R>(name: &'static str, register: impl FnOnce() -> R) -> R {
    SERVED_AS.set(Some(name));
    let result = register();
    SERVED_AS.set(None);
    result
}

/// The name that a type is being registered under.
pub(super) fn served_as(otherwise: &'static str) -> &'static str {
    SERVED_AS.get().unwrap_or(otherwise)
}
