//! Where things stand, by their full names.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Location;

/// Places by full names, those of options by `hello.v1.Greeter.SayHello#task_queue`.
#[derive(Clone, Debug, Default)]
pub struct Places {
    by_name: BTreeMap<String, Location>,
    /// Options that a method has from its service.
    inherited: BTreeSet<String>,
    /// Where what has no place of its own is: the lock.
    pub whole: Option<Location>,
}

impl Places {
    /// Remembers where something is.
    pub fn insert(&mut self, name: impl Into<String>, location: Location) {
        self.by_name.insert(name.into(), location);
    }

    /// Remembers that a method has an option from its service.
    pub fn inherit(&mut self, method: &str, option: &str) {
        self.inherited.insert(format!("{method}#{option}"));
    }

    /// Whether a method has an option from its service.
    pub fn is_inherited(&self, method: &str, option: &str) -> bool {
        self.inherited.contains(&format!("{method}#{option}"))
    }

    /// The place of a thing or, where it has none, of what it would be in.
    pub fn of(&self, name: &str) -> Option<&Location> {
        let option = self.by_name.get(name);
        let mut name = name.split_once('#').map_or(name, |(owner, _)| owner);
        option.or_else(|| {
            loop {
                if let Some(location) = self.by_name.get(name) {
                    return Some(location);
                }
                let Some((outer, _)) = name.rsplit_once('.') else { return self.whole.as_ref() };
                name = outer;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_where_it_would_be() {
        let mut places = Places::default();
        places.insert("a.Service", Location::file("service"));
        places.insert("a.Service.Call#id", Location::file("id"));
        let path = |name: &str| places.of(name).map(|location| location.path.clone());
        assert_eq!(path("a.Service.Call#id").as_deref(), Some("id"));
        assert_eq!(path("a.Service.Call#retry").as_deref(), Some("service"));
        assert_eq!(path("a.Service.Gone").as_deref(), Some("service"));
        assert_eq!(path("b.Service"), None);
    }
}
