//! Modules that do not depend on the schema.

use askama::Template;

use super::settings::Settings;
use crate::config::Target;
use crate::render::File;

macro_rules! modules {
    ($suffix:ident, $($name:ident { $($ext:ident)? } = $path:literal,)+) => {
        $(
            #[derive(Template)]
            #[template(path = $path)]
            struct $name {
                $($ext: &'static str,)?
            }
        )+

        /// `stubborn/*.ts`.
        pub fn render(settings: Settings) -> Vec<File> {
            let $suffix = settings.extension.suffix();
            vec![$(file($path, $name { $($ext)? }.render()),)+]
        }
    };
}

// `ext`: those that import each other.
modules! {
    ext,
    Activities { ext } = "typescript/support/activities.ts",
    Answering { ext } = "typescript/support/answering.ts",
    Attributes { ext } = "typescript/support/attributes.ts",
    CallErrors { ext } = "typescript/support/callErrors.ts",
    Client { ext } = "typescript/support/client.ts",
    ClientErrors { ext } = "typescript/support/clientErrors.ts",
    Codec {} = "typescript/support/codec.ts",
    Continuing { ext } = "typescript/support/continuing.ts",
    Declared { ext } = "typescript/support/declared.ts",
    Diagnosis { ext } = "typescript/support/diagnosis.ts",
    Ending { ext } = "typescript/support/ending.ts",
    Errors {} = "typescript/support/errors.ts",
    External { ext } = "typescript/support/external.ts",
    Failures { ext } = "typescript/support/failures.ts",
    Ids { ext } = "typescript/support/ids.ts",
    Limits {} = "typescript/support/limits.ts",
    Messages { ext } = "typescript/support/messages.ts",
    Messaging { ext } = "typescript/support/messaging.ts",
    Method { ext } = "typescript/support/method.ts",
    Schedules { ext } = "typescript/support/schedules.ts",
    Testing {} = "typescript/support/testing.ts",
    Unreadable { ext } = "typescript/support/unreadable.ts",
    Waiting { ext } = "typescript/support/waiting.ts",
    Worker { ext } = "typescript/support/worker.ts",
    WithStart { ext } = "typescript/support/withStart.ts",
    Workflow { ext } = "typescript/support/workflow.ts",
}

fn file(template: &str, text: askama::Result<String>) -> File {
    let name = template.rsplit('/').next().unwrap_or(template);
    // Writing into a string does not fail.
    let content = (text.unwrap_or_default() + "\n").into_bytes();
    File { target: Target::TypeScript, path: format!("stubborn/{name}"), content }
}
