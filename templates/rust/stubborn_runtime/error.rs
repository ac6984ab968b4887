// The one error of generated stubs, and the codes that it has in every language.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use temporalio_common::error::ApplicationFailure;
use temporalio_common::protos::temporal::api::common::v1::Payload;

use super::method::Method;

/// What a call comes to, where the type of the error is this module's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The canonical codes of remote procedure calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// As it is on the wire, where it is the type of a failure: `NOT_FOUND`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// The code that is so called on the wire.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

codes! {
    /// The call was cancelled.
    Cancelled = "CANCELLED",
    /// An error without a code, of whatever kind.
    Unknown = "UNKNOWN",
    /// The request makes no sense, whatever the state of the system.
    InvalidArgument = "INVALID_ARGUMENT",
    /// A timeout expired before an answer came.
    DeadlineExceeded = "DEADLINE_EXCEEDED",
    /// What was asked for is not there.
    NotFound = "NOT_FOUND",
    /// What was to be made is there already.
    AlreadyExists = "ALREADY_EXISTS",
    /// The caller may not do this.
    PermissionDenied = "PERMISSION_DENIED",
    /// Something is used up, or too large.
    ResourceExhausted = "RESOURCE_EXHAUSTED",
    /// The system is not in a state to do this.
    FailedPrecondition = "FAILED_PRECONDITION",
    /// It was broken off, because of a conflict say.
    Aborted = "ABORTED",
    /// A value is past the end of what is valid.
    OutOfRange = "OUT_OF_RANGE",
    /// Nobody has implemented it.
    Unimplemented = "UNIMPLEMENTED",
    /// Something that must hold does not.
    Internal = "INTERNAL",
    /// It cannot be done now; later it may.
    Unavailable = "UNAVAILABLE",
    /// Data are lost or corrupted.
    DataLoss = "DATA_LOSS",
    /// The caller has not shown who it is.
    Unauthenticated = "UNAUTHENTICATED",
}

impl Code {
    /// Whether trying again may help, which it is only let where the schema has a `retry`.
    pub(super) fn is_transient(self) -> bool {
        matches!(
            self,
            Self::Unknown
                | Self::Internal
                | Self::Unavailable
                | Self::Aborted
                | Self::ResourceExhausted
                | Self::DeadlineExceeded
        )
    }

    /// The code of an answer of the server, whose numbers are gRPC's.
    pub(super) fn from_grpc(number: i32) -> Self {
        match number {
            1 => Self::Cancelled,
            3 => Self::InvalidArgument,
            4 => Self::DeadlineExceeded,
            5 => Self::NotFound,
            6 => Self::AlreadyExists,
            7 => Self::PermissionDenied,
            8 => Self::ResourceExhausted,
            9 => Self::FailedPrecondition,
            10 => Self::Aborted,
            11 => Self::OutOfRange,
            12 => Self::Unimplemented,
            13 => Self::Internal,
            14 => Self::Unavailable,
            15 => Self::DataLoss,
            16 => Self::Unauthenticated,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a call failed: what callers get, and what handlers and workflows answer with.
///
/// ```ignore
/// return Err(Error::new(Code::NotFound, "no such coffee"));
/// let menu = read_menu().map_err(Error::unknown)?;
/// ```
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
    pub(super) retryable: Option<bool>,
    pub(super) failure_type: Option<String>,
    pub(super) details: Vec<Payload>,
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
            retryable: None,
            failure_type: None,
            details: Vec::new(),
            source: None,
        };
        Self {
            parts: Arc::new(parts),
            passed: None,
        }
    }

    /// Any other error: [`Code::Unknown`], its message, and itself as the source.
    pub fn unknown(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let error = error.into();
        Self::new(Code::Unknown, error.to_string()).with_source(error)
    }

    /// What it is caused by.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.parts_mut().source = Some(Arc::from(source.into()));
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

    pub(super) fn parts_mut(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.parts)
    }

    pub(super) fn into_parts(self) -> (Arc<Parts>, Option<Box<ApplicationFailure>>) {
        (self.parts, self.passed)
    }

    /// Says what was called, and which workflow it was.
    pub(super) fn of<M: Method>(mut self, workflow_id: &str) -> Self {
        let parts = self.parts_mut();
        parts.method = Some(M::WORKFLOW_TYPE.to_owned());
        parts.workflow_id = (!workflow_id.is_empty()).then(|| workflow_id.to_owned());
        self
    }
}

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
