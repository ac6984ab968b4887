//! Values as Go's source: the one encoder of strings that come from a schema, durations, comments.

use std::fmt::Write;
use std::time::Duration;

use crate::model::Doc;

/// An interpreted string literal in ASCII.
pub fn string(text: &str) -> String {
    let mut literal = String::from('"');
    for char in text.chars() {
        match char {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            ' '..='~' => literal.push(char),
            char => match u32::from(char) {
                code @ 0..=0xffff => write!(literal, "\\u{code:04x}"),
                code => write!(literal, "\\U{code:08x}"),
            }
            .expect("writing to a string"),
        }
    }
    literal.push('"');
    literal
}

/// `30 * time.Second`, in the largest unit that holds it.
pub fn duration(duration: Duration) -> String {
    const UNITS: [(&str, u128); 6] = [
        ("Hour", 3_600_000_000_000),
        ("Minute", 60_000_000_000),
        ("Second", 1_000_000_000),
        ("Millisecond", 1_000_000),
        ("Microsecond", 1_000),
        ("Nanosecond", 1),
    ];
    let nanos = duration.as_nanos();
    if nanos == 0 {
        return "0".to_owned();
    }
    let (unit, size) =
        UNITS.into_iter().find(|(_, size)| nanos.is_multiple_of(*size)).expect("one divides all");
    match nanos / size {
        1 => format!("time.{unit}"),
        count => format!("{count} * time.{unit}"),
    }
}

/// A floating-point constant that reads back as the same value.
pub fn float(value: f64) -> String {
    format!("{value:?}")
}

/// A schema's documentation as the lines of a comment below a first line of ours: each is what
/// follows `//`. gofmt leaves them as they are, and no tool takes one for an order.
pub fn documentation(doc: &Doc) -> Vec<String> {
    let mut lines = Vec::new();
    for line in doc.0.iter().map(|line| line.trim()) {
        // gofmt joins blank lines.
        if !line.is_empty() || lines.last().is_some_and(|last: &String| !last.is_empty()) {
            lines.push(if line.is_empty() { String::new() } else { format!(" {}", defused(line)) });
        }
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

/// Tells a deprecated symbol from others, in a paragraph of its own.
pub fn deprecation(what: &str) -> Vec<String> {
    vec![String::new(), format!(" Deprecated: {what} is deprecated in the schema.")]
}

fn defused(line: &str) -> String {
    let line = unquoted(&line.replace("@@protoc_insertion_point", "@ @protoc_insertion_point"));
    match line.as_bytes() {
        // A build constraint, a heading, and a link's target, which gofmt moves to the end.
        [b'+' | b'#', ..] => format!("\\{line}"),
        [b'[', ..] => line.replacen("]:", "] :", 1),
        _ => line,
    }
}

/// Writes out the quotes that gofmt makes typographic ones of.
fn unquoted(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for run in line.chars().collect::<Vec<_>>().chunk_by(|a, b| a == b && matches!(a, '\'' | '`')) {
        match run {
            ['\'', _, ..] | ['`', '`'] => text.push('"'),
            run => text.extend(run),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_ascii() {
        assert_eq!(
            string("a\"b\\c\n\u{7f}\u{e9}\u{1f600}`${x}"),
            r#""a\"b\\c\n\u007f\u00e9\U0001f600`${x}""#
        );
    }

    #[test]
    fn durations_take_the_largest_unit() {
        let cases =
            [(0, 0, "0"), (1, 0, "time.Second"), (90, 0, "90 * time.Second"), (86_400, 0, "24 * time.Hour")];
        for (secs, nanos, text) in cases {
            assert_eq!(duration(Duration::new(secs, nanos)), text);
        }
        assert_eq!(duration(Duration::new(10, 500_000_000)), "10500 * time.Millisecond");
    }

    #[test]
    fn comments_give_no_orders() {
        let doc = Doc(["+build x", "# Head", "", "", "  - item", "[a]: b", "'''a``b```"]
            .map(str::to_owned)
            .to_vec());
        assert_eq!(
            documentation(&doc),
            ["", " \\+build x", " \\# Head", "", " - item", " [a] : b", " \"a\"b```"]
        );
    }
}
