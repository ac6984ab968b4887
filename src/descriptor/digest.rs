//! What generators read of a schema, in a few digits a file: equal digits, equal input.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use prost::Message;
use prost::encoding::{DecodeContext, decode_key, skip_field};
use prost_types::FileDescriptorProto;
use prost_types::source_code_info::Location;
use sha2::{Digest, Sha256};

use super::Schema;
use super::clean::needed;

/// The number of `source_code_info`, which has the places too, that move without any effect.
const SOURCE_CODE_INFO: u32 = 9;

/// Bytes of each hash that are kept.
const LENGTH: usize = 8;

/// A digest of every file to generate and of all they import, by name. Comments count, for they are
/// documentation of what is made; the lines that things stand on do not.
pub fn digests(schema: &Schema) -> BTreeMap<String, String> {
    let files = needed(schema);
    let digest = |file: &prost_reflect::FileDescriptor| {
        let encoded = match schema.editions.original(file.name()) {
            Some(original) => original.to_vec(),
            None => file.encode_to_vec(),
        };
        (file.name().to_owned(), digest(&encoded, file.file_descriptor_proto()))
    };
    files.iter().map(digest).collect()
}

fn digest(encoded: &[u8], file: &FileDescriptorProto) -> String {
    let mut hash = Sha256::new();
    let mut rest = encoded;
    while let Some((number, field)) = next_field(&mut rest) {
        if number != SOURCE_CODE_INFO {
            hash.update(field);
        }
    }
    let info = file.source_code_info.as_ref();
    info.into_iter().flat_map(|info| &info.location).for_each(|location| add_comments(location, &mut hash));
    hash.finalize().iter().take(LENGTH).fold(String::with_capacity(2 * LENGTH), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of the next field; `None` at the end, or where the bytes are no message.
fn next_field<'a>(rest: &mut &'a [u8]) -> Option<(u32, &'a [u8])> {
    let start = *rest;
    let (number, wire_type) = decode_key(rest).ok()?;
    skip_field(wire_type, number, rest, DecodeContext::default()).ok()?;
    Some((number, &start[..start.len() - rest.len()]))
}

fn add_comments(location: &Location, hash: &mut Sha256) {
    let Location { leading_comments, trailing_comments, leading_detached_comments, .. } = location;
    if leading_comments.is_some() || trailing_comments.is_some() || !leading_detached_comments.is_empty() {
        let commented = Location { span: Vec::new(), ..location.clone() };
        hash.update(commented.encode_length_delimited_to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::{self, Origin};

    fn digest_of(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.proto"), text).unwrap();
        let folder = vec![folder.path().to_owned()];
        let schema =
            descriptor::load(&Origin { files: folder.clone(), includes: folder, ..Origin::default() });
        digests(&schema).remove("a.proto").unwrap()
    }

    #[test]
    fn moving_a_line_changes_nothing_and_a_comment_does() {
        let one = "syntax = \"proto3\";\n// Says.\nmessage A { string b = 1; }\n";
        let moved = "syntax = \"proto3\";\n\n\n// Says.\nmessage A {\n  string b = 1;\n}\n";
        let told = one.replace("Says", "Tells");
        let renamed = one.replace(" b ", " c ");
        assert_eq!(digest_of(one), digest_of(moved));
        assert_ne!(digest_of(one), digest_of(&told));
        assert_ne!(digest_of(one), digest_of(&renamed));
    }
}
