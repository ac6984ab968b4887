//! The descriptors that generated code carries along.

use std::collections::BTreeMap;

use prost::Message;
use prost_reflect::{DescriptorPool, FileDescriptor};
use prost_types::{FileDescriptorProto, FileDescriptorSet};

use crate::descriptor::OPTIONS_PATH;

/// All files that a file imports, directly or not, in the order of their paths; our annotations and
/// what only they need left out.
pub fn imports(file: &FileDescriptor) -> Vec<FileDescriptor> {
    let mut found = BTreeMap::new();
    let mut waiting: Vec<_> = file.dependencies().collect();
    while let Some(import) = waiting.pop() {
        if import.name() != OPTIONS_PATH && !found.contains_key(import.name()) {
            waiting.extend(import.dependencies());
            found.insert(import.name().to_owned(), import);
        }
    }
    found.into_values().collect()
}

/// The files to generate and all they import as a descriptor set, dependencies first, without
/// comments, places and custom options.
pub fn encode(pool: &DescriptorPool, roots: &[FileDescriptor]) -> Vec<u8> {
    let mut wanted: BTreeMap<String, FileDescriptor> = BTreeMap::new();
    for root in roots {
        wanted.insert(root.name().to_owned(), root.clone());
        wanted.extend(imports(root).into_iter().map(|import| (import.name().to_owned(), import)));
    }
    let file =
        pool.files().filter(|file| wanted.contains_key(file.name())).map(|file| strip(&file)).collect();
    FileDescriptorSet { file }.encode_to_vec()
}

/// `prost_types` knows no extension, so custom options are gone already.
fn strip(file: &FileDescriptor) -> FileDescriptorProto {
    let mut file = file.file_descriptor_proto().clone();
    file.source_code_info = None;
    if let Some(gone) = file.dependency.iter().position(|import| import == OPTIONS_PATH) {
        file.dependency.remove(gone);
        let gone = i32::try_from(gone).unwrap_or(i32::MAX);
        for indices in [&mut file.public_dependency, &mut file.weak_dependency] {
            indices.retain(|index| *index != gone);
            indices.iter_mut().filter(|index| **index > gone).for_each(|index| *index -= 1);
        }
    }
    file
}
