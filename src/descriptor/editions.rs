//! Files of an edition, which prost-reflect does not know and panics at: it sees them as proto2, and
//! what differs is kept apart.

use std::collections::BTreeMap;

use prost::bytes::Bytes;

/// What the files of an edition really hold.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    originals: BTreeMap<String, Bytes>,
}

impl Editions {
    /// A file's descriptor as its compiler made it, if the file is of an edition.
    pub fn original(&self, file: &str) -> Option<&[u8]> {
        self.originals.get(file).map(Bytes::as_ref)
    }
}
