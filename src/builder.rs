//! builder
pub fn configure() {}
