//! Values as Python's source: the one encoder of strings that come from a schema, and durations.

use std::fmt::Write;
use std::time::Duration;

use crate::model::Doc;

/// A string literal in ASCII, quoted as ruff's formatter does.
pub fn string(text: &str) -> String {
    let quote = if text.matches('"').count() > text.matches('\'').count() { '\'' } else { '"' };
    let mut literal = String::from(quote);
    for char in text.chars() {
        match char {
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\\' => literal.push_str("\\\\"),
            char if char == quote => literal.extend(['\\', quote]),
            ' '..='~' => literal.push(char),
            char => escape(&mut literal, u32::from(char)),
        }
    }
    literal.push(quote);
    literal
}

fn escape(literal: &mut String, code: u32) {
    match code {
        0..=0xff => write!(literal, "\\x{code:02x}"),
        0x100..=0xffff => write!(literal, "\\u{code:04x}"),
        _ => write!(literal, "\\U{code:08x}"),
    }
    .expect("writing to a string");
}

/// `timedelta(seconds=5)`, in the largest unit that holds it; never zero unless it is, though
/// Python counts microseconds.
pub fn timedelta(duration: Duration) -> String {
    const UNITS: [(&str, u128); 6] = [
        ("days", 86_400_000_000),
        ("hours", 3_600_000_000),
        ("minutes", 60_000_000),
        ("seconds", 1_000_000),
        ("milliseconds", 1_000),
        ("microseconds", 1),
    ];
    let micros = duration.as_nanos().div_ceil(1_000);
    if micros == 0 {
        return "timedelta()".to_owned();
    }
    let (unit, size) =
        UNITS.into_iter().find(|(_, size)| micros.is_multiple_of(*size)).expect("one divides all");
    format!("timedelta({unit}={})", micros / size)
}

/// A floating-point literal that reads back as the same value.
pub fn float(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { format!("float(\"{value}\")") }
}

/// The schema's part of a documentation string, which ours follows.
///
/// Nothing of the schema stands beside the quotes that end the string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    /// What the string starts with: lines, and a blank one.
    pub start: String,
    /// What stands before the quotes that end it: a line's end, where it is of several lines.
    pub end: String,
}

/// A schema's documentation for a string at an indentation, with whatever tools might take for an
/// order to them defused.
pub fn documentation(doc: &Doc, indent: usize) -> Documentation {
    if doc.0.is_empty() {
        return Documentation::default();
    }
    let margin = " ".repeat(indent);
    let start = doc.0.iter().map(|line| defused(line)).collect::<Vec<_>>().join(&format!("\n{margin}"));
    let start = format!("{start}\n\n{margin}").replace(&format!("\n{margin}\n"), "\n\n");
    Documentation { start, end: format!("\n{margin}") }
}

fn defused(line: &str) -> String {
    let line = line.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    line.replace("@@", "@ @").replace('\t', "    ")
}

/// What callers of something deprecated are told.
pub fn deprecation(full_name: &str) -> String {
    string(&format!("{full_name} is deprecated"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_ascii_and_cannot_end_early() {
        for (text, literal) in [
            ("plain", r#""plain""#),
            ("it's", r#""it's""#),
            (r#"a "b" c"#, r#"'a "b" c'"#),
            (r#""'"#, r#""\"'""#),
            ("a\\", r#""a\\""#),
            ("\n\r\t\0\u{7f}", r#""\n\r\t\x00\x7f""#),
            ("é\u{2028}😀", r#""\xe9\u2028\U0001f600""#),
            ("{x} %s ${y}", r#""{x} %s ${y}""#),
        ] {
            assert_eq!(string(text), literal);
        }
    }

    #[test]
    fn durations_take_the_largest_unit_that_holds_them() {
        for (duration, literal) in [
            (Duration::ZERO, "timedelta()"),
            (Duration::from_nanos(1), "timedelta(microseconds=1)"),
            (Duration::from_millis(250), "timedelta(milliseconds=250)"),
            (Duration::from_millis(10_500), "timedelta(milliseconds=10500)"),
            (Duration::from_secs(90), "timedelta(seconds=90)"),
            (Duration::from_secs(3_600), "timedelta(hours=1)"),
            (Duration::from_secs(86_400), "timedelta(days=1)"),
            (Duration::from_secs(315_576_000_000), "timedelta(days=3652500)"),
        ] {
            assert_eq!(timedelta(duration), literal);
        }
    }

    #[test]
    fn floats_read_back() {
        for (value, literal) in [(2.0, "2.0"), (1.5, "1.5"), (1e21, "1e21"), (1e-7, "1e-7")] {
            assert_eq!(float(value), literal);
        }
    }

    #[test]
    fn documentation_cannot_end_its_string() {
        let lines = [r#"ends """ here \"#, "", "  \"quoted\"\t@@x"].map(str::to_owned);

        let doc = documentation(&Doc(lines.to_vec()), 4);

        assert_eq!(doc.start, "ends \\\"\\\"\\\" here \\\\\n\n      \"quoted\"    @ @x\n\n    ");
        assert_eq!(doc.end, "\n    ");
        assert_eq!(documentation(&Doc::default(), 4), Documentation::default());
    }
}
