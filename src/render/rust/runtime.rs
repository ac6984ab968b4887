//! The support code, which no schema changes.

use super::literals;
use super::names::RUNTIME;
use crate::config::Target;
use crate::render::File;

const FILES: [(&str, &str); 30] = [
    ("activity", include_str!("../../../templates/rust/stubborn_runtime/activity.rs")),
    ("activity_worker", include_str!("../../../templates/rust/stubborn_runtime/activity_worker.rs")),
    ("cause", include_str!("../../../templates/rust/stubborn_runtime/cause.rs")),
    ("child", include_str!("../../../templates/rust/stubborn_runtime/child.rs")),
    ("client", include_str!("../../../templates/rust/stubborn_runtime/client.rs")),
    ("code", include_str!("../../../templates/rust/stubborn_runtime/code.rs")),
    ("codec", include_str!("../../../templates/rust/stubborn_runtime/codec.rs")),
    ("continuing", include_str!("../../../templates/rust/stubborn_runtime/continuing.rs")),
    ("declared", include_str!("../../../templates/rust/stubborn_runtime/declared.rs")),
    ("diagnosis", include_str!("../../../templates/rust/stubborn_runtime/diagnosis.rs")),
    ("error", include_str!("../../../templates/rust/stubborn_runtime/error.rs")),
    ("external", include_str!("../../../templates/rust/stubborn_runtime/external.rs")),
    ("failure", include_str!("../../../templates/rust/stubborn_runtime/failure.rs")),
    ("handle", include_str!("../../../templates/rust/stubborn_runtime/handle.rs")),
    ("handler", include_str!("../../../templates/rust/stubborn_runtime/handler.rs")),
    ("listening", include_str!("../../../templates/rust/stubborn_runtime/listening.rs")),
    ("message", include_str!("../../../templates/rust/stubborn_runtime/message.rs")),
    ("method", include_str!("../../../templates/rust/stubborn_runtime/method.rs")),
    ("performing", include_str!("../../../templates/rust/stubborn_runtime/performing.rs")),
    ("refused", include_str!("../../../templates/rust/stubborn_runtime/refused.rs")),
    ("rendered", include_str!("../../../templates/rust/stubborn_runtime/rendered.rs")),
    ("schedules", include_str!("../../../templates/rust/stubborn_runtime/schedules.rs")),
    ("sending", include_str!("../../../templates/rust/stubborn_runtime/sending.rs")),
    ("serving", include_str!("../../../templates/rust/stubborn_runtime/serving.rs")),
    ("text", include_str!("../../../templates/rust/stubborn_runtime/text.rs")),
    ("updating", include_str!("../../../templates/rust/stubborn_runtime/updating.rs")),
    ("waiting", include_str!("../../../templates/rust/stubborn_runtime/waiting.rs")),
    ("with_start", include_str!("../../../templates/rust/stubborn_runtime/with_start.rs")),
    ("worker", include_str!("../../../templates/rust/stubborn_runtime/worker.rs")),
    ("workflow", include_str!("../../../templates/rust/stubborn_runtime/workflow.rs")),
];

/// Once a tree, with the descriptors of its schema.
pub fn render(descriptors: &[u8]) -> impl Iterator<Item = File> {
    let front = include_str!("../../../templates/rust/stubborn_runtime.rs");
    let descriptors = format!(
        "/// The schema as a `google.protobuf.FileDescriptorSet`.\npub(super) const DESCRIPTORS: &[u8] = {};\n",
        literals::bytes(descriptors)
    );
    let files = FILES.iter().map(|(name, text)| file(&format!("{RUNTIME}/{name}.rs"), text));
    [file(&format!("{RUNTIME}.rs"), front), file(&format!("{RUNTIME}/descriptors.rs"), &descriptors)]
        .into_iter()
        .chain(files)
}

/// A file that says by whom it is made.
pub fn file(path: &str, text: &str) -> File {
    File {
        target: Target::Rust,
        path: path.to_owned(),
        content: format!("{}\n\n{text}", super::HEADER).into_bytes(),
    }
}
