//! A method's option over its service's, with the place of the one that counts.

use crate::descriptor::Locations;
use crate::report::Location;

use super::Places;

/// An options message of the method with the service's default for it, either of which may be absent.
pub struct Layers<'a, T> {
    pub method: Option<&'a T>,
    pub service: Option<&'a T>,
    pub method_path: Vec<i32>,
    pub service_path: Vec<i32>,
    /// Where to look up and write down places.
    pub notes: Notes<'a>,
}

/// What it takes to write down the places of a method's options.
#[derive(Clone, Copy)]
pub struct Notes<'a> {
    /// Full name.
    pub method: &'a str,
    pub locations: &'a Locations<'a>,
    /// The path of the schema file.
    pub file: &'a str,
    /// In front of the names of options: `activity.` for those of a handler's activity.
    pub prefix: &'static str,
}

impl Notes<'_> {
    /// Remembers where an option stands.
    pub fn record(&self, path: &[i32], option: &str, places: &mut Places) {
        let place = self.locations.place_of(path, option);
        let key = format!("{}#{}{option}", self.method, self.prefix);
        places.insert(key, Location::of_place(&place, self.file));
    }
}

impl<T> Layers<'_, T> {
    /// The value that counts of an option, which is field `number` of the message.
    pub fn get<V>(
        &self,
        (option, number): (&str, i32),
        value: impl Fn(&T) -> Option<V>,
        places: &mut Places,
    ) -> Option<V> {
        if let Some(own) = self.method.and_then(&value) {
            self.notes.record(&[self.method_path.as_slice(), &[number]].concat(), option, places);
            return Some(own);
        }
        let inherited = self.service.and_then(&value)?;
        self.notes.record(&[self.service_path.as_slice(), &[number]].concat(), option, places);
        places.inherit(self.notes.method, &format!("{}{option}", self.notes.prefix));
        Some(inherited)
    }
}

/// Text that is set.
pub fn non_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A number that is set.
pub fn non_zero(number: i32) -> Option<i32> {
    (number != 0).then_some(number)
}
