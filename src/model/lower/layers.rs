//! Options of a method over those of its service.

use std::collections::BTreeMap;

use super::Scope;
use crate::diagnostic::Place;

/// An options message of the method with the service's default for it, either of which may be absent.
pub struct Layers<'a, T> {
    pub method: Option<&'a T>,
    pub service: Option<&'a T>,
    pub method_path: Vec<i32>,
    pub service_path: Vec<i32>,
    /// Where the options stand that have been asked for.
    pub places: BTreeMap<&'static str, Place>,
}

/// The value of an option, and where it stands.
#[derive(Clone, Debug)]
pub struct Said<V> {
    pub value: V,
    /// The last part of the option's name, `start_delay`.
    pub name: &'static str,
    pub path: Vec<i32>,
    pub place: Place,
}

impl<V> Said<V> {
    /// The same place with another value.
    pub fn with<W>(self, value: W) -> Said<W> {
        Said { value, name: self.name, path: self.path, place: self.place }
    }
}

impl<'a, T> Layers<'a, T> {
    /// The items of a repeated field with their paths, the service's first.
    pub fn items<V>(&self, number: i32, items: impl Fn(&'a T) -> &'a [V]) -> Vec<Item<'a, V>> {
        let layers = [(self.service, &self.service_path, true), (self.method, &self.method_path, false)];
        let mut all = Vec::new();
        for (layer, path, by_service) in layers {
            for (index, value) in layer.map(&items).unwrap_or_default().iter().enumerate() {
                let index = i32::try_from(index).unwrap_or(i32::MAX);
                all.push(Item { value, path: [path.as_slice(), &[number, index]].concat(), by_service });
            }
        }
        all
    }
}

/// One value of a repeated field.
pub struct Item<'a, V> {
    pub value: &'a V,
    pub path: Vec<i32>,
    /// Whether it is the service's default, which a method's may replace.
    pub by_service: bool,
}

impl Scope<'_> {
    /// The value of an option that counts: the method's, else the service's.
    pub fn said<T, V>(
        &self,
        layers: &mut Layers<'_, T>,
        number: i32,
        option: &'static str,
        value: impl Fn(&T) -> Option<V>,
    ) -> Option<Said<V>> {
        let method = layers.method.and_then(&value).map(|value| (value, &layers.method_path));
        let (value, path) =
            method.or_else(|| layers.service.and_then(&value).map(|value| (value, &layers.service_path)))?;
        let path = [path.as_slice(), &[number]].concat();
        let name = option.rsplit('.').next().unwrap_or(option);
        let place = self.locations.place_of(&path, name);
        layers.places.insert(option, place.clone());
        Some(Said { value, name, path, place })
    }
}
