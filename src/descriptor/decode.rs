//! Descriptors that another compiler made.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use prost::Message;
use prost::bytes::Bytes;

use super::imports::{self, Links};
use super::{OPTIONS_PATH, Schema, editions, fault, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// What has to be known of a file before prost-reflect may see it.
#[derive(Clone, PartialEq, prost::Message)]
struct Head {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "12")]
    syntax: String,
    #[prost(int32, tag = "14")]
    edition: i32,
    /// buf's remark that the file is not one of those that were to be compiled.
    #[prost(message, optional, tag = "8042")]
    buf: Option<BufImageFile>,
}

#[derive(Clone, Copy, PartialEq, prost::Message)]
struct BufImageFile {
    #[prost(bool, tag = "1")]
    is_import: bool,
}

/// `google.protobuf.FileDescriptorSet` with files that stay as they are: decoding them into types
/// would drop the custom options in them.
#[derive(Clone, PartialEq, prost::Message)]
struct Set {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    file: Vec<Bytes>,
}

struct File {
    head: Head,
    links: Links,
    encoded: Bytes,
}

/// Reads a `google.protobuf.FileDescriptorSet`; `roots` empty means every file that is not only
/// there because another imports it, as far as the compiler says so.
///
/// # Errors
///
/// Bytes that are no descriptor set, files that are missing in it or do not fit together.
pub fn decode_set(encoded: Vec<u8>, roots: Vec<String>) -> Result<Schema, Diagnostics> {
    decode_changed(encoded, roots, &BTreeSet::new())
}

/// As [`decode_set`], without what is only there for the files to be skipped.
///
/// # Errors
///
/// As [`decode_set`], as far as the remaining files tell.
pub fn decode_changed(
    encoded: Vec<u8>,
    roots: Vec<String>,
    skipped: &BTreeSet<String>,
) -> Result<Schema, Diagnostics> {
    decode(read_set(encoded.into())?, roots, skipped)
}

/// The files that are the same in two descriptor sets, with all that they import: what is in them
/// is the same too. Empty if one of them cannot be read, which reading it tells better.
pub fn unchanged(one: Vec<u8>, other: Vec<u8>) -> BTreeSet<String> {
    let read = |encoded: Vec<u8>| read_set(encoded.into()).and_then(read_heads);
    let (Ok(one), Ok(other)) = (read(one), read(other)) else { return BTreeSet::new() };
    let is_same = |name: &String| match (one.get(name), other.get(name)) {
        (Some(one), Some(other)) => one.encoded == other.encoded,
        // Not in the sets: what this program carries.
        (None, None) => true,
        _ => false,
    };
    let mut same: BTreeSet<String> = one.keys().filter(|name| is_same(name)).cloned().collect();
    loop {
        let imports = |name: &String| one[name].links.dependency.iter();
        let stays =
            |name: &String| imports(name).all(|import| same.contains(import) || is_absent(import, &one));
        let left: BTreeSet<String> = same.iter().filter(|name| stays(name)).cloned().collect();
        if left.len() == same.len() {
            return left;
        }
        same = left;
    }
}

fn is_absent(name: &str, files: &BTreeMap<String, File>) -> bool {
    !files.contains_key(name)
}

fn read_set(encoded: Bytes) -> Result<Vec<Bytes>, Diagnostics> {
    match Set::decode(encoded) {
        Ok(set) => Ok(set.file),
        Err(error) => Err(malformed(format!("this is no descriptor set: {error}")).into()),
    }
}

/// Reads encoded `google.protobuf.FileDescriptorProto`s, in whatever order.
///
/// # Errors
///
/// Bytes that are no descriptor, files that are missing or do not fit together.
pub fn decode_files(encoded: Vec<Bytes>, roots: Vec<String>) -> Result<Schema, Diagnostics> {
    decode(encoded, roots, &BTreeSet::new())
}

fn decode(
    encoded: Vec<Bytes>,
    mut roots: Vec<String>,
    skipped: &BTreeSet<String>,
) -> Result<Schema, Diagnostics> {
    let mut files = read_heads(encoded)?;
    supply_built_in(&mut files);
    if roots.is_empty() {
        roots =
            files.values().filter(|file| is_root(&file.head)).map(|file| file.head.name.clone()).collect();
    }
    check_roots(&roots, &files)?;
    if !skipped.is_empty() {
        roots.retain(|root| !skipped.contains(root));
        keep_reached(&roots, &mut files);
    }
    let imports = files.iter().map(|(name, file)| (name.as_str(), file.links.dependency.as_slice()));
    let order = imports::order(&imports.collect())?;
    let links = files.iter().map(|(name, file)| (name.as_str(), &file.links)).collect();
    let mut schema = Schema { roots, ..Schema::default() };
    for file in order.iter().filter_map(|name| files.get(name)) {
        add(file, &links, &mut schema)?;
    }
    Ok(schema)
}

fn read_heads(encoded: Vec<Bytes>) -> Result<BTreeMap<String, File>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    for encoded in encoded {
        match read_head(encoded) {
            Ok(file) => match files.get(&file.head.name) {
                Some(first) if first.encoded != file.encoded => {
                    diagnostics
                        .push(malformed(format!("two different files are named `{}`", file.head.name)));
                }
                Some(_) => {}
                None => drop(files.insert(file.head.name.clone(), file)),
            },
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    diagnostics.propagate()?;
    Ok(files)
}

fn read_head(encoded: Bytes) -> Result<File, Diagnostic> {
    let broken = |error| malformed(format!("a file descriptor cannot be decoded: {error}"));
    let head = Head::decode(encoded.clone()).map_err(broken)?;
    let links = Links::decode(encoded.clone()).map_err(broken)?;
    let fault = match head.syntax.as_str() {
        _ if head.name.is_empty() => Some("it has no name".to_owned()),
        "" | "proto2" | "proto3" => None,
        "editions" if (editions::OLDEST..=editions::NEWEST).contains(&head.edition) => None,
        "editions" => Some(format!("edition {} is none that this program knows", head.edition)),
        syntax => Some(format!("syntax {syntax:?} is none that this program knows")),
    };
    match fault {
        None => Ok(File { head, links, encoded }),
        Some(fault) => Err(malformed(format!("a file descriptor cannot be used: {fault}"))
            .at(Place::file(head.name), "in this file")),
    }
}

/// What this program carries need not be in the set.
fn supply_built_in(files: &mut BTreeMap<String, File>) {
    let mut wanted: Vec<String> = files.values().flat_map(|file| file.links.dependency.clone()).collect();
    while let Some(name) = wanted.pop() {
        if files.contains_key(&name) {
            continue;
        }
        if let Some(Ok(file)) = resolve::built_in(&name).map(read_head) {
            wanted.extend(file.links.dependency.clone());
            files.insert(name, file);
        }
    }
}

fn is_root(head: &Head) -> bool {
    let import = head.buf.is_some_and(|buf| buf.is_import);
    !import && head.name != OPTIONS_PATH && !head.name.starts_with("google/protobuf/")
}

fn check_roots(roots: &[String], files: &BTreeMap<String, File>) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    for root in roots.iter().filter(|root| !files.contains_key(*root)) {
        let message = format!("`{root}` is to be generated, but is not among the descriptors");
        diagnostics.push(Diagnostic::error(Code::MalformedDescriptors, message));
    }
    diagnostics.propagate()
}

/// Drops the files that no root imports, at whatever remove.
fn keep_reached(roots: &[String], files: &mut BTreeMap<String, File>) {
    let mut reached: HashSet<String> = HashSet::new();
    let mut waiting = roots.to_vec();
    while let Some(name) = waiting.pop() {
        if let Some(file) = files.get(&name).filter(|_| !reached.contains(&name)) {
            waiting.extend(file.links.dependency.iter().cloned());
            reached.insert(name);
        }
    }
    files.retain(|name, _| reached.contains(name));
}

fn add(file: &File, links: &HashMap<&str, &Links>, schema: &mut Schema) -> Result<(), Diagnostics> {
    let name = &file.head.name;
    let mut encoded = file.encoded.to_vec();
    if file.head.syntax == "editions" {
        encoded = editions::rewrite(&encoded)
            .map_err(|error| malformed(format!("`{name}` cannot be decoded: {error}")))?;
        schema.editions.insert(name.clone(), file.encoded.clone());
    }
    // Protobuf joins repeated fields that come apart, so this adds to the lists in front.
    encoded.extend(file.links.missing(links).encode_to_vec());
    let added = schema.pool.decode_file_descriptor_proto(encoded.as_slice());
    added.map_err(|error| fault::explain_descriptor(name, &error))
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::MalformedDescriptors, message)
}
