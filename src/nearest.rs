//! What somebody may have meant.

/// The known word that is most like one that is not known: a third of the letters may differ.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = unknown.chars().count();
    let distance = |word: &'a str| (strsim::damerau_levenshtein(unknown, word), word);
    let (distance, word) = known.into_iter().map(distance).min()?;
    (distance <= (length / 3).max(1) && distance < length).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(nearest("pyhton", ["python", "typescript"]), Some("python"));
        assert_eq!(nearest("idd", ["id", "name"]), Some("id"));
        assert_eq!(nearest("ruby", ["python", "typescript", "rust"]), None);
    }
}
