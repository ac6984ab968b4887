//! What somebody may have meant.

/// How alike two words have to be.
const ALIKE: f64 = 0.7;

/// The known word that is most like one that is not known.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let alike = |word: &'a str| (strsim::normalized_damerau_levenshtein(unknown, word), word);
    let best = known.into_iter().map(alike).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(nearest("pyhton", ["python", "typescript"]), Some("python"));
        assert_eq!(nearest("ruby", ["python", "typescript", "rust"]), None);
    }
}
