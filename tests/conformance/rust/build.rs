//! Hands on where the descriptors of Temporal's messages are.

use std::env;

fn main() {
    if let Ok(path) = env::var("DEP_TEMPORALIO_PROTOS_DESCRIPTOR_PATH") {
        println!("cargo:rustc-env=TEMPORAL_DESCRIPTORS={path}");
    }
    println!("cargo:rerun-if-changed=build.rs");
}
