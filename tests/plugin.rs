//! The plugin against everything that protoc, buf, or somebody with worse intentions may send it.

#[path = "plugin/annotations.rs"]
mod annotations;
#[path = "plugin/request.rs"]
mod request;

#[path = "plugin/malformed.rs"]
mod malformed;
