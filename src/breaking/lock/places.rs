//! Where a lock says what, for findings that tell where a value was.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::breaking::contract::{Places, service_of};
use crate::report::Location;

/// The lines of a lock by the names under which a contract looks for places.
pub fn of(name: &str, text: &str, table: &DeTable<'_>) -> Places {
    let mut found = Finder { name, lines: Lines::new(text), places: Places::default() };
    found.places.whole = Some(Location::file(name));
    for section in ["services", "methods", "errors", "messages", "enums"] {
        for (thing, value) in things(table, section) {
            found.insert(thing.get_ref().to_string(), thing);
            let Some(facts) = value.get_ref().as_table() else { continue };
            match section {
                "services" | "methods" => found.options(thing.get_ref(), "", facts),
                "messages" => found.members(thing.get_ref(), facts, "fields"),
                "enums" => {
                    let scope = service_of(thing.get_ref()).to_owned();
                    found.members(&scope, facts, "values");
                    found.members(&scope, facts, "aliases");
                }
                _ => {}
            }
        }
    }
    found.places
}

fn things<'a, 'i>(
    table: &'a DeTable<'i>,
    key: &str,
) -> impl Iterator<Item = (&'a Spanned<toml::de::DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
    table.get(key).and_then(|things| things.get_ref().as_table()).into_iter().flatten()
}

struct Finder<'a> {
    name: &'a str,
    lines: Lines,
    places: Places,
}

impl Finder<'_> {
    fn insert<T>(&mut self, name: String, at: &Spanned<T>) {
        let (line, column) = self.lines.of(at.span().start);
        let location = Location { path: self.name.to_owned(), line: Some(line), column: Some(column) };
        self.places.insert(name, location);
    }

    /// What a workflow is asked for is said of its method; what an activity is, of the activity.
    fn options(&mut self, method: &str, prefix: &str, facts: &DeTable<'_>) {
        for (option, value) in facts {
            let name = option.get_ref();
            match value.get_ref().as_table() {
                Some(parts) if matches!(name.as_ref(), "workflow" | "update") => {
                    self.options(method, "", parts)
                }
                Some(parts) if name == "activity" => self.options(method, "activity.", parts),
                _ => self.insert(format!("{method}#{prefix}{name}"), option),
            }
        }
    }

    fn members(&mut self, owner: &str, facts: &DeTable<'_>, list: &str) {
        for (member, _) in things(facts, list) {
            self.insert(format!("{owner}.{}", member.get_ref()), member);
        }
    }
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect())
    }

    /// The line and column of a byte, counted from 1.
    fn of(&self, byte: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|index| self.0.get(index)).copied().unwrap_or_default();
        (line, byte - start + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::breaking::lock::parse;

    const LOCK: &str = "\
version = 1
encoding = \"json\"

[services.\"a.S\"]
task_queue = \"a\"

[methods.\"a.S.Call\"]
kind = \"handler\"
name = \"call\"
request = \"a.In\"
response = \"a.Out\"
activity.start_to_close_timeout = \"30s\"
workflow.id = \"x\"
workflow.task_queue = \"a\"

[messages.\"a.In\"]
fields.name = { number = 1, type = \"string\" }

[enums.\"a.In.Colour\"]
values.RED = 0
";

    #[test]
    fn a_fact_is_on_its_line() {
        let lock = parse("stubborn.lock", LOCK).unwrap();
        let place = |name: &str| lock.contract.places.of(name).unwrap().to_string();
        assert_eq!(place("a.S"), "stubborn.lock:4:11");
        assert_eq!(place("a.S#task_queue"), "stubborn.lock:5:1");
        assert_eq!(place("a.S.Call"), "stubborn.lock:7:10");
        assert_eq!(place("a.S.Call#name"), "stubborn.lock:9:1");
        assert_eq!(place("a.S.Call#activity.start_to_close_timeout"), "stubborn.lock:12:10");
        assert_eq!(place("a.S.Call#task_queue"), "stubborn.lock:14:10");
        assert_eq!(place("a.S.Call#id"), "stubborn.lock:13:10");
        assert_eq!(place("a.In.name"), "stubborn.lock:17:8");
        assert_eq!(place("a.In.RED"), "stubborn.lock:20:8");
        assert_eq!(place("b.Other"), "stubborn.lock");
    }
}
