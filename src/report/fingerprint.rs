//! Telling a finding again in another run.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Finding;

/// Bytes of the hash that are shown.
const LENGTH: usize = 16;

/// Of rule, symbol and values only: neither of lines, which move, nor of words, which are mended.
pub fn of(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    let values = [&finding.was, &finding.now].map(|value| value.as_deref());
    for part in [Some(finding.rule), Some(&finding.symbol)].into_iter().chain(values) {
        // Absent is not empty, and no part runs into the next.
        let text = part.unwrap_or_default();
        hash.update([u8::from(part.is_some())]);
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().take(LENGTH).fold(String::with_capacity(2 * LENGTH), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Finding, Location, Severity};

    fn finding() -> Finding {
        Finding::new("WORKFLOW_SAME_NAME", Severity::Error, "hello.v1.Greeter.SayHello", "it is renamed")
    }

    #[test]
    fn it_is_the_same_where_lines_and_words_differ() {
        let moved = Finding {
            message: "it has another name".to_owned(),
            location: Some(Location { path: "a.proto".to_owned(), line: Some(7), column: Some(1) }),
            ..finding()
        };
        assert_eq!(moved.fingerprint(), finding().fingerprint());
        assert_eq!(finding().fingerprint(), "e9f0656995897cc8a29160f2c000516c");
    }

    #[test]
    fn it_differs_where_rule_symbol_or_values_do() {
        let with = |was: Option<&str>, now: Option<&str>| Finding {
            was: was.map(str::to_owned),
            now: now.map(str::to_owned),
            ..finding()
        };
        let all = [
            finding(),
            with(Some("a"), None),
            with(None, Some("a")),
            with(Some("a"), Some("b")),
            with(Some("ab"), Some("")),
            with(Some(""), None),
            Finding { symbol: "hello.v1.Greeter".to_owned(), ..finding() },
            Finding { rule: "WORKFLOW_NO_DELETE", ..finding() },
        ];
        let mut prints: Vec<String> = all.iter().map(Finding::fingerprint).collect();
        prints.sort();
        prints.dedup();
        assert_eq!(prints.len(), all.len());
    }
}
