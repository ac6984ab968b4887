//! What became of every service and method: the same name, the same name on the wire, or the same
//! look.

use std::collections::{BTreeMap, BTreeSet};

use super::Pair;
use crate::breaking::contract::{Contract, Method, service_of};

/// Earlier full names to later ones.
#[derive(Debug, Default)]
pub struct Pairs {
    /// Services that have a successor, under the same name or another.
    services: BTreeMap<String, String>,
    methods: BTreeMap<String, String>,
    /// Packages all of whose services moved, to where.
    packages: BTreeMap<String, String>,
}

impl Pairs {
    /// Finds them.
    pub fn new(before: &Contract, after: &Contract) -> Self {
        let mut pairs = Self::default();
        pairs.pair_services(before, after);
        pairs.pair_methods(before, after);
        pairs
    }

    /// The successor of a service.
    pub fn service(&self, before: &str) -> Option<&str> {
        self.services.get(before).map(String::as_str)
    }

    /// The successor of a method.
    pub fn method(&self, before: &str) -> Option<&str> {
        self.methods.get(before).map(String::as_str)
    }

    /// Where a package moved.
    pub fn package(&self, before: &str) -> Option<&str> {
        self.packages.get(before).map(String::as_str)
    }

    /// Whether a later name is what an earlier one is called since its package moved.
    pub fn moved_with_package(&self, before: &str, after: &str) -> Option<(&str, &str)> {
        self.packages.iter().find_map(|(old, new)| {
            let rest = before.strip_prefix(old.as_str())?.strip_prefix('.')?;
            let same = after.strip_prefix(new.as_str())?.strip_prefix('.')? == rest;
            same.then_some((old.as_str(), new.as_str()))
        })
    }

    /// Every method with its successor.
    pub fn methods<'a>(
        &'a self,
        before: &'a Contract,
        after: &'a Contract,
    ) -> impl Iterator<Item = Pair<'a>> + 'a {
        self.methods.iter().filter_map(move |(old, new)| {
            let (before, after) = (before.methods.get(old)?, after.methods.get(new)?);
            Some(Pair { before_name: old, after_name: new, before, after })
        })
    }

    /// Methods that are no method's successor.
    pub fn added<'a>(&'a self, after: &'a Contract) -> impl Iterator<Item = (&'a str, &'a Method)> + 'a {
        let successors: BTreeSet<&String> = self.methods.values().collect();
        after
            .methods
            .iter()
            .filter(move |(name, _)| !successors.contains(name))
            .map(|(name, method)| (name.as_str(), method))
    }

    fn pair_services(&mut self, before: &Contract, after: &Contract) {
        let mut new: BTreeSet<&String> =
            after.services.keys().filter(|name| !before.services.contains_key(*name)).collect();
        for name in before.services.keys() {
            if after.services.contains_key(name) {
                self.services.insert(name.clone(), name.clone());
                continue;
            }
            let scored = new.iter().map(|candidate| (likeness(name, candidate, before, after), *candidate));
            let best = scored.max_by_key(|((score, short), candidate)| {
                (*score, *short, std::cmp::Reverse(strsim::damerau_levenshtein(name, candidate)))
            });
            let count = of_service(before, name).count();
            if let Some(((score, _), best)) = best
                && score > 0
                && 2 * score >= count
            {
                new.remove(best);
                self.services.insert(name.clone(), best.clone());
                let (old_package, new_package) = (service_of(name), service_of(best));
                if old_package != new_package && short(name) == short(best) {
                    self.packages.insert(old_package.to_owned(), new_package.to_owned());
                }
            }
        }
        // What else is in a package stays where it is.
        self.packages.retain(|package, _| !after.services.keys().any(|name| service_of(name) == package));
    }

    fn pair_methods(&mut self, before: &Contract, after: &Contract) {
        let served = Served::new(after);
        for (name, method) in &before.methods {
            let same = after.methods.get(name);
            let home = self.services.get(service_of(name)).map_or("", String::as_str);
            let found = same
                .filter(|same| same.names().any(|served| served == method.name))
                .map(|_| name.clone())
                .or_else(|| served.find(method, home))
                .or_else(|| same.map(|_| name.clone()))
                .or_else(|| {
                    Some(format!("{home}.{}", short(name))).filter(|moved| after.methods.contains_key(moved))
                });
            if let Some(found) = found {
                self.methods.insert(name.clone(), found);
            }
        }
        self.pair_by_look(before, after, |pairs, old, new| {
            pairs.service(service_of(old)).unwrap_or(service_of(old)) == service_of(new)
        });
        self.pair_by_look(before, after, |_, old, new| short(old) == short(new));
    }

    /// Methods of one kind and the same messages, one gone and one new, the most alike names first.
    fn pair_by_look(
        &mut self,
        before: &Contract,
        after: &Contract,
        may_be: impl Fn(&Self, &str, &str) -> bool,
    ) {
        let added: Vec<(&str, &Method)> = self.added(after).collect();
        let mut candidates = Vec::new();
        for (old, method) in before.methods.iter().filter(|(old, _)| !self.methods.contains_key(*old)) {
            for (new, successor) in &added {
                if may_be(self, old, new) && looks_like(method, successor) {
                    let distance = strsim::damerau_levenshtein(short(old), short(new));
                    candidates.push((distance, old.clone(), (*new).to_owned()));
                }
            }
        }
        candidates.sort_unstable();
        let mut taken = BTreeSet::new();
        for (_, old, new) in candidates {
            if !self.methods.contains_key(&old) && taken.insert(new.clone()) {
                self.methods.insert(old, new);
            }
        }
    }
}

/// The last part of a full name.
pub fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn of_service<'a>(contract: &'a Contract, service: &'a str) -> impl Iterator<Item = (&'a str, &'a Method)> {
    let from = format!("{service}.");
    contract
        .methods
        .range(from..)
        .map(|(name, method)| (name.as_str(), method))
        .take_while(move |(name, _)| name.starts_with(service))
        .filter(move |(name, _)| service_of(name) == service)
}

/// How many methods of an earlier service reappear in a later one, and whether its own name does.
fn likeness(old: &str, new: &str, before: &Contract, after: &Contract) -> (usize, bool) {
    let reappears = |(name, method): &(&str, &Method)| {
        let rpc = short(name);
        of_service(after, new).any(|(candidate, successor)| {
            (short(candidate) == rpc && short(&successor.request) == short(&method.request))
                || successor.names().any(|served| served == method.name)
                || (short(old) == short(new) && short(candidate) == rpc)
        })
    };
    (of_service(before, old).filter(reappears).count(), short(old) == short(new))
}

fn looks_like(old: &Method, new: &Method) -> bool {
    old.kind_text() == new.kind_text()
        && short(&old.request) == short(&new.request)
        && short(&old.response) == short(&new.response)
}

/// What workers serve, by the name on the wire.
struct Served<'a>(BTreeMap<(u8, &'a str), Vec<&'a str>>);

impl<'a> Served<'a> {
    fn new(contract: &'a Contract) -> Self {
        let mut served: BTreeMap<(u8, &str), Vec<&str>> = BTreeMap::new();
        for (full_name, method) in &contract.methods {
            for name in method.names() {
                served.entry((space(method), name)).or_default().push(full_name);
            }
        }
        Self(served)
    }

    /// Who serves what a method was, by preference in its own service.
    fn find(&self, method: &Method, home: &str) -> Option<String> {
        let found = self.0.get(&(space(method), method.name.as_str()))?;
        let own = found.iter().find(|name| service_of(name) == home);
        own.or(found.first()).map(|name| (*name).to_owned())
    }
}

/// Kinds that share a space of names: to callers a handler is a workflow.
fn space(method: &Method) -> u8 {
    if method.kind.is_started() { 0 } else { method.kind as u8 }
}
