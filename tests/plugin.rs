//! The plugin against everything that protoc, buf, or somebody with worse intentions may send it.

#[path = "plugin/request.rs"]
mod request;

#[path = "plugin/annotations.rs"]
mod annotations;
#[path = "plugin/compilers.rs"]
mod compilers;
#[path = "plugin/malformed.rs"]
mod malformed;
#[path = "plugin/process.rs"]
mod process;
