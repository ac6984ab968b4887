//! What came of a run: for people, and as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value, json};

use crate::drill::Drill;
use crate::language::{Language, Pair};

/// What came of one case.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub case: String,
    pub pair: Pair,
    /// Why it failed, if it did.
    pub failure: Option<String>,
    pub known_failing: bool,
}

impl Outcome {
    /// Whether the run fails for it: a failure that is not known, or a known one that is none.
    fn is_wrong(&self) -> bool {
        self.failure.is_some() != self.known_failing
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
}

#[derive(Clone, Debug)]
pub struct Report {
    pub outcomes: Vec<Outcome>,
    pub drills: Vec<Drill>,
    pub templates: usize,
}

fn drill(Drill { name, statistics, failures }: &Drill) -> Value {
    json!({"name": name, "statistics": statistics, "failures": failures})
}

impl Report {
    pub fn succeeded(&self) -> bool {
        let drilled = self.drills.iter().all(|drill| drill.failures.is_empty());
        drilled && !self.outcomes.is_empty() && !self.outcomes.iter().any(Outcome::is_wrong)
    }

    fn counts(&self, foreign: bool) -> BTreeMap<Pair, Count> {
        let mut counts: BTreeMap<Pair, Count> = BTreeMap::new();
        for outcome in self.outcomes.iter().filter(|outcome| outcome.pair.is_foreign() == foreign) {
            let count = counts.entry(outcome.pair).or_default();
            match outcome.failure {
                None => count.passed += 1,
                Some(_) => count.failed += 1,
            }
        }
        counts
    }

    fn known_failing(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.known_failing).count()
    }

    pub fn to_json(&self) -> Value {
        let by_name = |foreign| {
            let counts = self.counts(foreign).into_iter();
            counts.map(|(pair, count)| (pair.to_string(), json!(count))).collect::<serde_json::Map<_, _>>()
        };
        let failures = self.outcomes.iter().filter_map(|outcome| {
            let why = outcome.failure.as_ref()?;
            Some(json!({"case": outcome.case, "pair": outcome.pair.to_string(), "why": why,
                        "known_failing": outcome.known_failing}))
        });
        json!({
            "pairs": by_name(false),
            "foreign": by_name(true),
            "known_failing": self.known_failing(),
            "templates": self.templates,
            "cases": self.outcomes.len(),
            "failures": failures.collect::<Vec<_>>(),
            "drills": self.drills.iter().map(drill).collect::<Vec<_>>(),
        })
    }

    /// The table, and the failures in full.
    pub fn to_text(&self) -> String {
        let mut text = self.failures();
        text.push_str(&self.table());
        self.foreign_lines(&mut text);

        let failed = self.outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
        let _ = writeln!(
            text,
            "\n{} cases of {} templates: {} passed, {failed} failed, {} known to fail",
            self.outcomes.len(),
            self.templates,
            self.outcomes.len() - failed,
            self.known_failing(),
        );
        for Drill { name, statistics, failures } in &self.drills {
            let _ = writeln!(text, "{name}: {statistics}");
            failures.iter().for_each(|failure| _ = writeln!(text, "{}", indent(failure)));
        }
        text
    }

    fn failures(&self) -> String {
        let mut text = String::new();
        for outcome in &self.outcomes {
            let Outcome { case, pair, failure, known_failing } = outcome;
            match failure {
                Some(why) => {
                    let known = if *known_failing { " (known)" } else { "" };
                    let _ = writeln!(text, "FAILED{known} {case} {pair}\n{}\n", indent(why));
                }
                None if *known_failing => {
                    let _ = writeln!(text, "PASSED though listed as known to fail: {case} {pair}\n");
                }
                None => {}
            }
        }
        text
    }

    fn table(&self) -> String {
        let counts = self.counts(false);
        let mut text = format!("{:<20}", "client \\ worker");
        for worker in Language::ALL {
            let _ = write!(text, "{worker:>12}");
        }
        for client in Language::ALL {
            let _ = write!(text, "\n{client:<20}");
            for worker in Language::ALL {
                let _ = write!(text, "{:>12}", show(counts.get(&Pair::stubs(client, worker))));
            }
        }
        text.push('\n');
        text
    }

    fn foreign_lines(&self, text: &mut String) {
        let counts = self.counts(true);
        let clients: BTreeSet<_> = counts.keys().map(|pair| pair.client).collect();
        for client in clients {
            let line = counts.iter().filter(|(pair, _)| pair.client == client);
            for (pair, count) in line {
                let _ = writeln!(text, "{:<20}{:>12}", pair.to_string(), show(Some(count)));
            }
        }
    }
}

fn show(count: Option<&Count>) -> String {
    match count {
        None => "-".to_owned(),
        Some(Count { passed, failed }) => format!("{passed}/{}", passed + failed),
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(pair: Pair, failure: Option<&str>, known_failing: bool) -> Outcome {
        Outcome { case: "a".to_owned(), pair, failure: failure.map(str::to_owned), known_failing }
    }

    fn report(outcomes: Vec<Outcome>) -> Report {
        Report { outcomes, drills: Vec::new(), templates: 1 }
    }

    const PAIR: Pair = Pair {
        client: crate::language::Peer::Stub(Language::TypeScript),
        worker: crate::language::Peer::Stub(Language::Python),
    };

    #[test]
    fn pairs_are_counted_client_first() {
        let report = report(vec![outcome(PAIR, None, false), outcome(PAIR, Some("why"), false)]);
        let json = report.to_json();
        assert_eq!(json["pairs"], json!({"typescript-python": {"passed": 1, "failed": 1}}));
        assert_eq!(json["known_failing"], 0);
        assert!(report.to_text().contains("FAILED a typescript-python\n    why\n"));
        assert!(!report.succeeded());
    }

    #[test]
    fn a_known_failure_does_not_fail_the_run_and_a_known_success_does() {
        assert!(report(vec![outcome(PAIR, Some("why"), true)]).succeeded());
        assert!(!report(vec![outcome(PAIR, None, true)]).succeeded());
    }

    #[test]
    fn nothing_run_is_no_success() {
        assert!(!report(Vec::new()).succeeded());
    }
}
