//! What somebody may have meant.

/// The known word that is most like one that is not known: a third of the letters may differ.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_within(unknown.chars().count(), unknown, known)
}

/// The known path that is most like one that is not known: a third of its last name may differ.
pub fn nearest_path<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let last = unknown.rsplit('/').next().unwrap_or(unknown);
    nearest_within(last.trim_end_matches(".proto").chars().count(), unknown, known)
}

fn nearest_within<'a>(
    length: usize,
    unknown: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let distance = |word: &'a str| (strsim::damerau_levenshtein(unknown, word), word);
    let (distance, word) = known.into_iter().map(distance).min()?;
    (distance <= (length / 3).max(1) && distance < length).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_path};

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(nearest("pyhton", ["python", "typescript"]), Some("python"));
        assert_eq!(nearest("idd", ["id", "name"]), Some("id"));
        assert_eq!(nearest_path("a/b/helo.proto", ["a/b/hello.proto"]), Some("a/b/hello.proto"));
        assert_eq!(nearest_path("a/long/path/x.proto", ["a/long/path/other.proto"]), None);
        assert_eq!(nearest("ruby", ["python", "typescript", "rust"]), None);
    }
}
