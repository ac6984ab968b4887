// Errors that the schema declares.

use prost::Message;
use temporalio_common::data_converters::RawValue;

use super::code::Code;
use super::codec;
use super::error::Error;

/// A message that the schema makes an error: what a failure of its type carries.
///
/// It becomes an [`Error`] with `into()` or `?`, with the schema's code and text; whoever calls a method
/// that lists it reads it back with [`Error::detail`].
///
/// ```ignore
/// return Err(OutOfStock { left: 3 }.into());
///
/// if let Some(OutOfStock { left }) = error.detail() {}
/// ```
pub trait DeclaredError: Message + Default + 'static {
    /// Its full name, which is the type of the failure on the wire.
    const NAME: &'static str;
    /// What kind of failure it is.
    const CODE: Code;
    /// Whether trying again is of no use, even where the schema has a `retry`.
    const NON_RETRYABLE: bool = false;

    /// What people read.
    fn text(&self) -> String;
}

/// What the schema says of an error.
#[derive(Clone, Copy, Debug)]
pub struct ErrorKind {
    pub(super) name: &'static str,
    pub(super) code: Code,
    pub(super) non_retryable: bool,
}

impl ErrorKind {
    /// That of a message.
    pub const fn of<E: DeclaredError>() -> Self {
        Self {
            name: E::NAME,
            code: E::CODE,
            non_retryable: E::NON_RETRYABLE,
        }
    }
}

/// With the text of the schema, unless [`Error::with_message`] gives another.
impl<E: DeclaredError> From<E> for Error {
    fn from(detail: E) -> Self {
        let mut error = Self::new(E::CODE, detail.text());
        let parts = error.parts_mut();
        parts.declared = Some(ErrorKind::of::<E>());
        parts.failure_type = Some(E::NAME.to_owned());
        parts.details = codec::encode_detail(&detail).into_iter().collect();
        error
    }
}

impl Error {
    /// What the error carries, if it is the schema's error `E`: one that was made from it, or that a
    /// method failed with which lists it.
    pub fn detail<E: DeclaredError>(&self) -> Option<E> {
        let parts = self.parts();
        parts.declared.filter(|kind| kind.name == E::NAME)?;
        let first = parts.details.first()?.clone();
        codec::decode_detail(&RawValue::new(vec![first]))
    }
}
