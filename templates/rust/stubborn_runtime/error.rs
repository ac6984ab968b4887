// The one error of generated stubs.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use temporalio_common::error::ApplicationFailure;
use temporalio_common::protos::temporal::api::common::v1::Payload;

use super::cause::is_failure;
use super::code::Code;
use super::declared::ErrorKind;
use super::message::Message;
use super::method::Rpc;

/// What a call comes to, where the type of the error is this module's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How a workflow ended that gave no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// With a failure.
    Failed,
    /// It was asked to end, and did.
    Canceled,
    /// It was ended without being asked.
    Terminated,
    /// One of its own timeouts expired.
    TimedOut,
    /// Another run goes on with it.
    ContinuedAsNew,
}

impl Outcome {
    /// As the server calls it: `TIMED_OUT`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
            Self::Terminated => "TERMINATED",
            Self::TimedOut => "TIMED_OUT",
            Self::ContinuedAsNew => "CONTINUED_AS_NEW",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A failure that led to another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// A code's name, or whatever its author calls it; none where it has no type.
    pub failure_type: Option<String>,
    /// For people.
    pub message: String,
}

/// Why a call failed: what callers get, and what handlers and workflows answer with.
///
/// ```ignore
/// return Err(Error::new(Code::NotFound, "no such coffee"));
/// let menu = read_menu().map_err(Error::unknown)?;
/// ```
///
/// An error of another type that has one of these among its sources keeps the code of that one, and
/// whether it may be tried again, under its own message: so `context` of `anyhow` loses neither.
///
/// A handler or workflow that fails with it fails the call at once, unless the schema gives the
/// method a `retry` and the code is one that may pass: `UNKNOWN`, `INTERNAL`, `UNAVAILABLE`,
/// `ABORTED`, `RESOURCE_EXHAUSTED` and `DEADLINE_EXCEEDED`.
pub struct Error {
    parts: Arc<Parts>,
    /// The SDK's failure that it was made from.
    passed: Option<Box<ApplicationFailure>>,
}

#[derive(Clone)]
pub(super) struct Parts {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) method: Option<String>,
    pub(super) workflow_id: Option<String>,
    pub(super) run_id: Option<String>,
    pub(super) outcome: Option<Outcome>,
    pub(super) started: bool,
    pub(super) pending: bool,
    pub(super) retryable: Option<bool>,
    pub(super) failure_type: Option<String>,
    /// What the schema says of it, where its type is one of the schema's.
    pub(super) declared: Option<ErrorKind>,
    pub(super) details: Vec<Payload>,
    pub(super) causes: Vec<Cause>,
    /// Whether it is an error of the program's that nobody gave a code to.
    pub(super) ordinary: bool,
    pub(super) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with a code and a message for people.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let parts = Parts {
            code,
            message: message.into(),
            method: None,
            workflow_id: None,
            run_id: None,
            outcome: None,
            started: false,
            pending: false,
            retryable: None,
            failure_type: None,
            declared: None,
            details: Vec::new(),
            causes: Vec::new(),
            ordinary: false,
            source: None,
        };
        Self {
            parts: Arc::new(parts),
            passed: None,
        }
    }

    /// Any other error, with its message and itself as the source: [`Code::Unknown`], unless it has one
    /// of these among its own sources, whose code it keeps.
    pub fn unknown(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let error = match error.into().downcast::<Self>() {
            Ok(error) => return *error,
            Err(error) => error,
        };
        let mut own = Self::new(Code::Unknown, error.to_string());
        let parts = own.parts_mut();
        match chain(&*error).find_map(|source| source.downcast_ref::<Self>()) {
            Some(wrapped) => {
                parts.code = wrapped.parts.code;
                parts.retryable = wrapped.parts.retryable;
                parts.failure_type.clone_from(&wrapped.parts.failure_type);
                parts.declared = wrapped.parts.declared;
                parts.details.clone_from(&wrapped.parts.details);
            }
            None => parts.ordinary = !chain(&*error).any(is_failure),
        }
        own.with_source(error)
    }

    /// What an activity ends with that is answered later, by
    /// `client.get_async_activity_handle(ActivityIdentifier::TaskToken(…))` of the SDK, or by
    /// [`complete`](super::complete).
    pub fn pending() -> Self {
        let mut own = Self::new(Code::Unknown, "answered later");
        own.parts_mut().pending = true;
        own
    }

    /// What it is caused by.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.parts_mut().source = Some(Arc::from(source.into()));
        self
    }

    /// What people read, instead of what the error says by itself.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.parts_mut().message = message.into();
        self
    }

    /// Whether a handler or workflow that fails with it may be tried again, instead of what follows
    /// from its code and the schema.
    #[must_use]
    pub fn with_retryable(mut self, retryable: bool) -> Self {
        self.parts_mut().retryable = Some(retryable);
        self
    }

    /// What kind of failure it is.
    pub fn code(&self) -> Code {
        self.parts.code
    }

    /// For people, without code and method.
    pub fn message(&self) -> &str {
        &self.parts.message
    }

    /// The workflow type that was called, where it is known.
    pub fn method(&self) -> Option<&str> {
        self.parts.method.as_deref()
    }

    /// The workflow that failed, where there is one.
    pub fn workflow_id(&self) -> Option<&str> {
        self.parts.workflow_id.as_deref()
    }

    /// The run of it that was called, where this is known.
    pub fn run_id(&self) -> Option<&str> {
        self.parts.run_id.as_deref()
    }

    /// How the workflow ended; none where it did not, or none was started.
    pub fn outcome(&self) -> Option<Outcome> {
        self.parts.outcome
    }

    /// Whether a start by an update has started the workflow, or found it running, so that only the
    /// update has come to nothing.
    pub fn started(&self) -> bool {
        self.parts.started
    }

    /// Whether the failure says of itself that trying again may help, where it says so at all.
    pub fn retryable(&self) -> Option<bool> {
        self.parts.retryable
    }

    /// The type of the failure on the wire: a code's name, or whatever a worker without these stubs
    /// calls its errors.
    pub fn failure_type(&self) -> Option<&str> {
        self.parts.failure_type.as_deref()
    }

    /// What the failure carries, as it came.
    pub fn details(&self) -> &[Payload] {
        &self.parts.details
    }

    /// What led to it, through activities and child workflows: the outermost first.
    pub fn causes(&self) -> &[Cause] {
        &self.parts.causes
    }

    pub(super) fn parts_mut(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.parts)
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }

    pub(super) fn is_pending(&self) -> bool {
        self.parts.pending
    }

    pub(super) fn passed(&self) -> Option<&ApplicationFailure> {
        self.passed.as_deref()
    }

    pub(super) fn into_parts(self) -> (Arc<Parts>, Option<Box<ApplicationFailure>>) {
        (self.parts, self.passed)
    }

    /// Says what was called, and which workflow it was; and what the caller knows the error to be.
    pub(super) fn of<M: Rpc>(self, workflow_id: &str) -> Self {
        self.known_to::<M>().to(M::NAME, workflow_id)
    }

    /// The same of a message to a workflow.
    pub(super) fn of_message<M: Message>(self, workflow_id: &str) -> Self {
        self.known_to::<M>().to(M::Workflow::NAME, workflow_id)
    }

    fn known_to<M: Rpc>(mut self) -> Self {
        let parts = self.parts_mut();
        let failure_type = parts.failure_type.as_deref();
        parts.declared = M::ERRORS
            .iter()
            .find(|kind| failure_type == Some(kind.name))
            .copied();
        if let Some(kind) = parts.declared {
            parts.code = kind.code;
        }
        self
    }

    fn to(mut self, method: &str, workflow_id: &str) -> Self {
        let parts = self.parts_mut();
        parts.method = Some(method.to_owned());
        parts.workflow_id = (!workflow_id.is_empty()).then(|| workflow_id.to_owned());
        self
    }

    pub(super) fn with_started(mut self, started: bool) -> Self {
        self.parts_mut().started = started;
        self
    }

    /// Says which run it was, if it does not yet.
    pub(super) fn in_run(mut self, run_id: Option<&str>) -> Self {
        if self.parts.run_id.is_none() {
            self.parts_mut().run_id = run_id.map(str::to_owned);
        }
        self
    }

    pub(super) fn with_outcome(mut self, outcome: Option<Outcome>) -> Self {
        self.parts_mut().outcome = outcome;
        self
    }
}

/// An error and its sources. Whoever makes them a ring is not followed for ever.
pub(super) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (**error).source()).take(LONGEST_CHAIN)
}

const LONGEST_CHAIN: usize = 32;

/// Passes on as it is: its author chose type, details and whether to retry.
impl From<ApplicationFailure> for Error {
    fn from(failure: ApplicationFailure) -> Self {
        let failure_type = failure.type_name().unwrap_or_default();
        let code = Code::from_name(failure_type).unwrap_or(Code::Unknown);
        let mut error = Self::new(code, failure.to_string());
        let parts = error.parts_mut();
        parts.retryable = Some(!failure.is_non_retryable());
        parts.failure_type = failure.type_name().map(str::to_owned);
        parts.details = failure.raw_details().unwrap_or_default().to_vec();
        error.passed = Some(Box::new(failure));
        error
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { code, message, .. } = &*self.parts;
        match &self.parts.method {
            Some(method) => write!(f, "{method}: {code}: {message}"),
            None => write!(f, "{code}: {message}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.parts.code)
            .field("message", &self.parts.message)
            .field("method", &self.parts.method)
            .field("workflow_id", &self.parts.workflow_id)
            .field("run_id", &self.parts.run_id)
            .field("outcome", &self.parts.outcome)
            .field("started", &self.parts.started)
            .field("retryable", &self.parts.retryable)
            .field("failure_type", &self.parts.failure_type)
            .field("source", &self.source())
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.passed, &self.parts.source) {
            (Some(passed), _) => Some(&**passed),
            (None, Some(source)) => Some(&**source),
            (None, None) => None,
        }
    }
}
