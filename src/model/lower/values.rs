//! Values of options: durations, retries, priorities, enums.

use std::time::Duration;

use super::Scope;
use super::layers::Said;
use super::template::Context;
use crate::descriptor::options;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CancellationType, IdConflictPolicy, IdReusePolicy, ParentClosePolicy, Priority, Retry, UpdateStage,
    VersioningBehavior,
};

/// What `google.protobuf.Duration` allows.
const MAX_DURATION: Duration = Duration::from_secs(315_576_000_000);

/// An enum of the annotations.
pub trait OptionEnum: Copy + 'static {
    /// The values in the order of their numbers, which begin with 1.
    const VALUES: &'static [Self];
}

macro_rules! option_enums {
    ($($name:ident { $($value:ident),+ })+) => {
        $(impl OptionEnum for $name {
            const VALUES: &'static [Self] = &[$($name::$value),+];
        })+
    };
}

option_enums! {
    IdReusePolicy { AllowDuplicate, AllowDuplicateFailedOnly, RejectDuplicate }
    IdConflictPolicy { Fail, UseExisting, TerminateExisting }
    ParentClosePolicy { Terminate, Abandon, RequestCancel }
    CancellationType { TryCancel, WaitCompleted, Abandon }
    VersioningBehavior { Pinned, AutoUpgrade }
    UpdateStage { Accepted, Completed }
}

impl Scope<'_> {
    pub fn lower_enum<E: OptionEnum>(&mut self, number: Option<Said<i32>>) -> Option<E> {
        let said = number?;
        let index = usize::try_from(said.value).ok().and_then(|number| number.checked_sub(1));
        let value = index.and_then(|index| E::VALUES.get(index)).copied();
        if value.is_none() {
            self.push_unknown_value(&said);
        }
        value
    }

    pub fn push_unknown_value(&mut self, said: &Said<i32>) {
        let message = format!("`{}` has no value of number {}", said.name, said.value);
        self.diagnostics.push(
            Diagnostic::error(Code::UnknownOptionValue, message)
                .at(said.place.clone(), "not a value that this version knows")
                .help("use a value that `stubborn/v1/options.proto` names"),
        );
    }

    pub fn lower_duration(&mut self, duration: Option<Said<prost_types::Duration>>) -> Option<Duration> {
        let Said { value: duration, name, place, .. } = duration?;
        let lowered = Duration::try_from(duration).ok().filter(|lowered| *lowered <= MAX_DURATION);
        if lowered.is_none() {
            self.diagnostics.push(
                Diagnostic::error(Code::Duration, format!("`{name}` is {duration}: negative or too long"))
                    .at(place, "from 0 s to 10,000 years")
                    .help(format!("write `{name}: {{ seconds: 30 }}`")),
            );
        }
        lowered
    }

    pub fn lower_retry(&mut self, retry: Option<Said<options::RetryPolicy>>) -> Option<Retry> {
        let retry = retry?;
        let policy = &retry.value;
        let initial = policy.initial_interval.map(|value| self.inner(&retry, 1, "initial_interval", value));
        let maximum = policy.maximum_interval.map(|value| self.inner(&retry, 3, "maximum_interval", value));
        let attempts = policy.maximum_attempts.map(u32::try_from);
        if let Some(Err(_)) = attempts {
            let said = self.inner(&retry, 4, "maximum_attempts", ());
            self.push_retry(said, "is negative", "0 means without limit, 1 never again");
        }
        let coefficient = policy.backoff_coefficient;
        if coefficient != 0.0 && !(coefficient.is_finite() && coefficient >= 1.0) {
            let said = self.inner(&retry, 2, "backoff_coefficient", ());
            self.push_retry(said, "is less than 1", "write 1.0 for equal intervals");
        }
        Some(Retry {
            initial_interval: self.lower_duration(initial),
            backoff_coefficient: (coefficient != 0.0).then_some(coefficient),
            maximum_interval: self.lower_duration(maximum),
            maximum_attempts: attempts.and_then(Result::ok),
            non_retryable_error_types: retry.value.non_retryable_error_types,
        })
    }

    fn push_retry(&mut self, said: Said<()>, fault: &str, help: &str) {
        let diagnostic = Diagnostic::error(Code::Retry, format!("`{}` {fault}", said.name));
        self.diagnostics.push(diagnostic.at(said.place, "here").help(help));
    }

    /// `of` says which method's priority it is, for messages.
    pub fn lower_priority(
        &mut self,
        priority: Option<Said<options::Priority>>,
        of: &str,
        context: &Context<'_>,
    ) -> Option<Priority> {
        let priority = priority?;
        let options::Priority { key, fairness_key, fairness_weight } = &priority.value;
        if !(0..=5).contains(key) {
            let said = self.inner(&priority, 1, "key", ());
            self.push_priority(
                said,
                &format!("is {key}"),
                "from 1, the most urgent, to 5; 3 is the server's default",
            );
        }
        let weight = *fairness_weight;
        if weight != 0.0 && !(0.001..=1000.0).contains(&weight) {
            let said = self.inner(&priority, 3, "fairness_weight", ());
            self.push_priority(
                said,
                &format!("is {weight}"),
                "from 0.001 to 1000; 1 is the server's default",
            );
        }
        let text = super::non_empty(fairness_key);
        let said = text.map(|text| self.inner(&priority, 2, "fairness_key", text));
        let template = self.lower_template(said, &format!("the fairness key of {of}"), context);
        Some(Priority {
            key: u32::try_from(*key).ok().filter(|key| *key > 0),
            fairness_key: template,
            fairness_weight: (weight != 0.0).then_some(weight),
        })
    }

    fn push_priority(&mut self, said: Said<()>, fault: &str, help: &str) {
        let diagnostic = Diagnostic::error(Code::Priority, format!("`priority.{}` {fault}", said.name));
        self.diagnostics.push(diagnostic.at(said.place, "out of range").help(help));
    }

    /// A field of an option that is a message.
    fn inner<T, V>(&self, outer: &Said<T>, number: i32, name: &'static str, value: V) -> Said<V> {
        let path = [outer.path.as_slice(), &[number]].concat();
        let place = self.locations.place_of(&path, name);
        Said { value, name, path, place }
    }
}
