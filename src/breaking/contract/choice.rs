//! The names of options' enum values, without the prefix that Protobuf makes necessary.

/// Names by number, from 1 on; the default is unset.
pub struct Choice {
    names: &'static [&'static str],
    default: &'static str,
}

pub const REUSE: Choice = Choice {
    names: &["ALLOW_DUPLICATE", "ALLOW_DUPLICATE_FAILED_ONLY", "REJECT_DUPLICATE"],
    default: "ALLOW_DUPLICATE",
};
pub const CONFLICT: Choice =
    Choice { names: &["FAIL", "USE_EXISTING", "TERMINATE_EXISTING"], default: "FAIL" };
pub const PARENT_CLOSE: Choice =
    Choice { names: &["TERMINATE", "ABANDON", "REQUEST_CANCEL"], default: "TERMINATE" };
pub const CANCELLATION_OF_CHILD: Choice =
    Choice { names: &["TRY_CANCEL", "WAIT_COMPLETED", "ABANDON"], default: "" };
pub const CANCELLATION_OF_ACTIVITY: Choice =
    Choice { names: &["TRY_CANCEL", "WAIT_COMPLETED", "ABANDON"], default: "" };
pub const VERSIONING: Choice = Choice { names: &["PINNED", "AUTO_UPGRADE"], default: "" };
pub const STAGE: Choice = Choice { names: &["ACCEPTED", "COMPLETED"], default: "COMPLETED" };
pub const SEARCH_ATTRIBUTE: Choice =
    Choice { names: &["KEYWORD", "TEXT", "INT", "DOUBLE", "BOOL", "DATETIME", "KEYWORD_LIST"], default: "" };
pub const CODE: Choice = Choice {
    names: &[
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ],
    default: "",
};

impl Choice {
    /// The name of a value that is neither unset nor the default. What has no name is told by its
    /// number; that it has none is for the generator to say.
    pub fn name(&self, number: i32) -> Option<String> {
        let name = self.full(number)?;
        (name != self.default).then_some(name)
    }

    /// The name of a value that is set.
    pub fn full(&self, number: i32) -> Option<String> {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match index.and_then(|index| self.names.get(index)) {
            Some(name) => Some((*name).to_owned()),
            None if number == 0 => None,
            None => Some(number.to_string()),
        }
    }
}
