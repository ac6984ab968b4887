//! Every rule, as data: findings, `stubborn rules`, `stubborn explain` and the documentation are made
//! of this one table.

mod drift;
mod fields;
mod identity;
mod payload;
mod policy;

pub use drift::*;
pub use fields::*;
pub use identity::*;
pub use payload::*;
pub use policy::*;

use std::fmt;

use crate::report::Severity;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Who picks work up.
    Routing,
    /// What running executions hold on to.
    Replay,
    /// Payloads as Protobuf JSON.
    Json,
    /// Payloads in Protobuf's binary form.
    Binary,
    /// How calls behave.
    Policy,
    /// Whether callers compile.
    Source,
    /// Whether what is committed is current.
    Drift,
}

impl Category {
    /// As written in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Routing => "TEMPORAL_ROUTING",
            Category::Replay => "TEMPORAL_REPLAY",
            Category::Json => "PAYLOAD_JSON",
            Category::Binary => "PAYLOAD_BINARY",
            Category::Policy => "POLICY",
            Category::Source => "SOURCE",
            Category::Drift => "DRIFT",
        }
    }
}

/// What happens to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nobody picks the work up.
    Route,
    /// Running executions stop being replayable, or get stuck.
    Replay,
    /// New code cannot read old bytes.
    History,
    /// Old code cannot read new bytes.
    Rollout,
    /// Calls behave differently.
    Policy,
    /// Callers stop compiling.
    Source,
}

impl Effect {
    /// As written in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Route => "ROUTE",
            Effect::Replay => "REPLAY",
            Effect::History => "HISTORY",
            Effect::Rollout => "ROLLOUT",
            Effect::Policy => "POLICY",
            Effect::Source => "SOURCE",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How it is known that what a rule reports does harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// Something breaks on a real server, where `tests/truth.rs` plays it.
    Server,
    /// The generator refuses the schema by itself.
    Generator,
    /// The name that callers' code uses is gone from what is generated.
    Compilers,
    /// What is committed is not what would be written.
    Files,
    /// Nothing has to break: somebody chose how calls behave, and now they behave differently.
    Policy,
}

impl Proof {
    /// As written in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Proof::Server => "SERVER",
            Proof::Generator => "GENERATOR",
            Proof::Compilers => "COMPILERS",
            Proof::Files => "FILES",
            Proof::Policy => "POLICY",
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable.
    pub id: &'static str,
    pub category: Category,
    /// Where nothing softens or hardens it.
    pub severity: Severity,
    pub effects: &'static [Effect],
    pub proof: Proof,
    /// What it reports, in one line.
    pub fires: &'static str,
    /// What happens then, in one line.
    pub why: &'static str,
    /// An example.
    pub before: &'static str,
    pub after: &'static str,
    /// How to make the change without harm, in one line.
    pub safely: &'static str,
}

/// Declares rules as constants of a file, and lists them in `ALL`.
macro_rules! rules {
    ($($id:ident: $category:ident, $severity:ident, [$($effect:ident),*], $proof:ident {
        fires: $fires:literal,
        why: $why:literal,
        before: $before:literal,
        after: $after:literal,
        safely: $safely:literal,
    })+) => {
        $(
            #[doc = $fires]
            pub static $id: crate::breaking::rules::Rule = crate::breaking::rules::Rule {
                id: stringify!($id),
                category: crate::breaking::rules::Category::$category,
                severity: crate::report::Severity::$severity,
                effects: &[$(crate::breaking::rules::Effect::$effect),*],
                proof: crate::breaking::rules::Proof::$proof,
                fires: $fires,
                why: $why,
                before: $before,
                after: $after,
                safely: $safely,
            };
        )+
        pub(super) static ALL: &[&crate::breaking::rules::Rule] = &[$(&$id),+];
    };
}
pub(crate) use rules;

/// Every rule, in the order of the documentation.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [identity::ALL, policy::ALL, payload::ALL, fields::ALL, drift::ALL].into_iter().flatten().copied()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
