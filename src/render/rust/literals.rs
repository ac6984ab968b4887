//! Values of the schema as literals: the one way for its strings into Rust code.

use std::fmt::Write;
use std::time::Duration;

/// A string of printable ASCII, whatever it holds.
pub fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for char in text.chars() {
        match char {
            '\'' => literal.push(char),
            _ => literal.extend(char.escape_default()),
        }
    }
    literal.push('"');
    literal
}

/// The text of a `format!`'s string, without quotes.
pub fn format_text(text: &str) -> String {
    let literal = string(&text.replace('{', "{{").replace('}', "}}"));
    let inside = &literal[1..literal.len() - 1];
    // Escapes by number have braces of their own, which are no format's: the compiler reads them first.
    inside.to_owned()
}

/// Bytes, on lines of at most a hundred columns.
pub fn bytes(data: &[u8]) -> String {
    let mut literal = String::with_capacity(data.len() * 3);
    literal.push_str("b\"\\\n    ");
    let mut column = 4;
    for &byte in data {
        // A blank or a sign after the end of a line would be taken for indentation.
        let escaped: &str = match byte {
            b' ' if column == 4 => "\\x20",
            b'\'' => "'",
            _ => &byte.escape_ascii().to_string(),
        };
        literal.push_str(escaped);
        column += escaped.len();
        if column > 94 {
            literal.push_str("\\\n    ");
            column = 4;
        }
    }
    literal.push('"');
    literal
}

/// A `Duration` of the support code.
pub fn duration(duration: Duration) -> String {
    let (seconds, nanos) = (duration.as_secs(), duration.subsec_nanos());
    if nanos == 0 {
        return format!("rt::Duration::from_secs({})", integer(seconds.into()));
    }
    if nanos.is_multiple_of(1_000_000)
        && let Some(millis) = seconds.checked_mul(1000)
    {
        let millis = millis.saturating_add(u64::from(nanos / 1_000_000));
        return format!("rt::Duration::from_millis({})", integer(millis.into()));
    }
    format!("rt::Duration::new({}, {})", integer(seconds.into()), integer(nanos.into()))
}

/// An integer, its digits in groups where there are many.
pub fn integer(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len() > 5 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    if value < 0 { format!("-{grouped}") } else { grouped }
}

/// A `f64`.
pub fn double(value: f64) -> String {
    float(value.is_nan(), value.is_infinite(), value.is_sign_negative(), "f64", format_args!("{value:?}"))
}

/// A `f32`.
pub fn single(value: f32) -> String {
    float(value.is_nan(), value.is_infinite(), value.is_sign_negative(), "f32", format_args!("{value:?}"))
}

fn float(nan: bool, infinite: bool, negative: bool, of: &str, finite: std::fmt::Arguments<'_>) -> String {
    let mut text = String::new();
    let _ = match (nan, infinite, negative) {
        (true, ..) => write!(text, "{of}::NAN"),
        (_, true, true) => write!(text, "{of}::NEG_INFINITY"),
        (_, true, false) => write!(text, "{of}::INFINITY"),
        _ => text.write_fmt(finite),
    };
    text
}
