//! The standard generators of messages.
