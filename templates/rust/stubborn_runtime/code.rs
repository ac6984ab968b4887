// The codes that errors have in every language.

use std::fmt;

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
