//! What Go cannot have.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::config::TargetConfig;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{self, Activity, Message, Method, Model, Source};

use super::names;
use super::settings::{KEYS, Settings};

/// Rejects what Go cannot have.
pub fn check(model: &Model, config: &TargetConfig, diagnostics: &mut Diagnostics) {
    check_keys(config, diagnostics);
    let with_services: Vec<_> = model.files.iter().filter(|file| !file.services.is_empty()).collect();
    if with_services.is_empty() {
        return;
    }
    if !Settings::has_support(config) {
        diagnostics.push(
            Diagnostic::error(Code::Config, "Go stubs share a package whose import path is not known")
                .help("set `module` to the import path of the output folder, `example.com/hello/gen`"),
        );
    }
    let settings = Settings::new(config);
    let mut missing = BTreeMap::new();
    let declaring = model.errors().into_iter().map(|error| &*error.message.source);
    let sources: BTreeSet<&Source> =
        with_services.iter().map(|file| &*file.source).chain(declaring).collect();
    for source in sources {
        check_package(source, &settings, &mut missing, diagnostics);
    }
    for file in with_services {
        for method in file.services.iter().flat_map(|service| &service.methods) {
            check_message(&method.input, method, &mut missing);
            check_message(&method.output, method, &mut missing);
            check_durations(method, diagnostics);
            for message in taken(method) {
                check_message(message, method, &mut missing);
            }
        }
    }
    for (_, service) in model.services() {
        for activity in &service.activities {
            check_message(&activity.input, activity, &mut missing);
            check_message(&activity.output, activity, &mut missing);
            check_longest(durations(&activity.kind), activity, diagnostics);
        }
    }
    diagnostics.extend(missing.into_values());
}

/// The messages of what a workflow takes.
fn taken(method: &Method) -> Vec<&Message> {
    let workflow = method.workflow();
    let signals = workflow.signals.iter().map(|taken| &taken.method.input);
    let queries = workflow.queries.iter().flat_map(|taken| [&taken.method.input, &taken.method.output]);
    let updates = workflow.updates.iter().flat_map(|taken| [&taken.method.input, &taken.method.output]);
    signals.chain(queries).chain(updates).collect()
}

fn check_keys(config: &TargetConfig, diagnostics: &mut Diagnostics) {
    for key in config.options.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        diagnostics.push(
            Diagnostic::error(Code::Config, format!("Go has no option `{key}`"))
                .help("its options are `module` and `support`"),
        );
    }
}

fn check_package(
    source: &Source,
    settings: &Settings,
    missing: &mut BTreeMap<String, Diagnostic>,
    diagnostics: &mut Diagnostics,
) {
    let Some(package) = names::message_package(source) else {
        missing.insert(source.path.clone(), no_package::<model::Kind>(source, None));
        return;
    };
    if let Some(fault) = fault(&package.path) {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingPackage,
                format!("the `go_package` `{}` {fault}", package.path.escape_debug()),
            )
            .at(Place::file(&source.path), "has this `go_package`")
            .help("write `option go_package = \"example.com/hello/v1;hellov1\";`"),
        );
    } else if settings.stubs_path(source).is_none() {
        let module = settings.module().unwrap_or_default();
        diagnostics.push(
            Diagnostic::error(
                Code::MissingPackage,
                format!("the `go_package` `{}` is not below the module `{module}`", package.path),
            )
            .at(Place::file(&source.path), "has this `go_package`")
            .help(format!("write `option go_package = \"{module}/…\";`, or set Go's `module` to what its packages begin with")),
        );
    }
}

/// What an import path cannot have.
fn fault(path: &str) -> Option<&'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/+".contains(c);
    let odd = |part: &str| part.is_empty() || part.chars().all(|c| c == '.');
    if !path.chars().all(allowed) {
        Some("holds a character that no import path has")
    } else if path.split('/').any(odd) {
        Some("has an empty or dotted part")
    } else {
        None
    }
}

fn check_message<K>(message: &Message, method: &Method<K>, missing: &mut BTreeMap<String, Diagnostic>) {
    let source = &message.source;
    if names::message_package(source).is_none() && !missing.contains_key(&source.path) {
        missing.insert(source.path.clone(), no_package(source, Some(method)));
    }
}

fn no_package<K>(source: &Source, method: Option<&Method<K>>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::MissingPackage,
        format!(
            "`{}` has no `go_package` with an import path, so its messages are in no Go package",
            source.path
        ),
    )
    .at(Place::file(&source.path), "needs one")
    .help("write `option go_package = \"example.com/hello/v1;hellov1\";`");
    match method {
        Some(method) => diagnostic.at(method.place.clone(), "uses a message of it"),
        None => diagnostic,
    }
}

fn check_durations(method: &Method, diagnostics: &mut Diagnostics) {
    let workflow = method.workflow();
    let mut all =
        vec![workflow.start_delay, workflow.execution_timeout, workflow.run_timeout, workflow.task_timeout];
    all.extend(method.handler().into_iter().flat_map(durations));
    all.extend(workflow.retry.iter().flat_map(|retry| [retry.initial_interval, retry.maximum_interval]));
    check_longest(all, method, diagnostics);
}

fn durations(activity: &Activity) -> Vec<Option<Duration>> {
    let timeouts = [
        activity.start_to_close_timeout,
        activity.schedule_to_close_timeout,
        activity.schedule_to_start_timeout,
        activity.heartbeat_timeout,
    ];
    let intervals = activity.retry.iter().flat_map(|retry| [retry.initial_interval, retry.maximum_interval]);
    timeouts.into_iter().chain(intervals).collect()
}

/// `time.Duration` counts nanoseconds in 64 bits: 292 years.
fn check_longest<K>(durations: Vec<Option<Duration>>, method: &Method<K>, diagnostics: &mut Diagnostics) {
    let longest = Duration::from_nanos(i64::MAX.unsigned_abs());
    for duration in durations.into_iter().flatten().filter(|duration| *duration > longest) {
        diagnostics.push(
            Diagnostic::error(
                Code::Capability,
                format!("Go has no duration of {duration:?}, for `{}`", method.name),
            )
            .at(method.place.clone(), "has it")
            .help("the longest is 292 years; leave a timeout out for no limit"),
        );
    }
}
