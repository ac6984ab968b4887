//! The only place where text, numbers and durations of the schema become TypeScript.

use std::fmt::Write;
use std::time::Duration;

use crate::model::Scalar;

/// A string literal in ASCII, quoted as prettier would.
pub fn string(text: &str) -> String {
    let doubles = text.matches('"').count();
    let quote = if doubles > text.matches('\'').count() { '\'' } else { '"' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    // Tools look for this comment in strings too.
    for (index, piece) in text.split("sourceMappingURL").enumerate() {
        if index > 0 {
            literal.push_str("\\u0073ourceMappingURL");
        }
        piece.chars().for_each(|c| escape(c, quote, &mut literal));
    }
    literal.push(quote);
    literal
}

fn escape(c: char, quote: char, literal: &mut String) {
    match c {
        '\\' => literal.push_str("\\\\"),
        '\n' => literal.push_str("\\n"),
        '\r' => literal.push_str("\\r"),
        '\t' => literal.push_str("\\t"),
        c if c == quote => literal.extend(['\\', c]),
        ' '..='~' => literal.push(c),
        c => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(literal, "\\u{unit:04x}");
            }
        }
    }
}

/// What an unset field reads as.
/// The name of a property of an object.
pub fn property(name: &str) -> String {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    let is_identifier = name.starts_with(starts) && name.chars().all(|c| starts(c) || c.is_ascii_digit());
    if is_identifier { name.to_owned() } else { string(name) }
}

pub fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(value) => string(value),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int32(value) => value.to_string(),
        Scalar::Uint32(value) => value.to_string(),
        Scalar::Int64(value) => format!("{value}n"),
        Scalar::Uint64(value) => format!("{value}n"),
        Scalar::Float(value) => float(f64::from(*value)),
        Scalar::Double(value) => float(*value),
    }
}

/// A number; prettier writes exponents as Rust does.
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    match value.abs() {
        abs if abs >= 1e21 || (abs != 0.0 && abs < 1e-6) => format!("{value:e}"),
        _ => value.to_string(),
    }
}

/// A duration as the SDK takes it: `"90s"` where a whole unit does, else milliseconds.
pub fn duration(duration: Duration) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let seconds = duration.as_secs();
    let unit = UNITS.into_iter().find(|(length, _)| seconds != 0 && seconds.is_multiple_of(*length));
    match (duration.subsec_nanos(), unit) {
        (0, Some((length, name))) => format!("\"{}{name}\"", seconds / length),
        (0, None) => "\"0s\"".to_owned(),
        (nanos, _) if nanos % 1_000_000 == 0 => format!("\"{}ms\"", duration.as_millis()),
        _ => float(duration.as_nanos() as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_ascii_on_one_line() {
        assert_eq!(string("hello.v1.Greeter"), r#""hello.v1.Greeter""#);
        assert_eq!(string("a\\b\n\r\t\0\u{7f}"), r#""a\\b\n\r\t\u0000\u007f""#);
        assert_eq!(string("é\u{2028}\u{1f600}\u{202e}"), r#""\u00e9\u2028\ud83d\ude00\u202e""#);
        assert_eq!(string("`${process.exit()}` #{x} {{y}} %s"), r#""`${process.exit()}` #{x} {{y}} %s""#);
    }

    #[test]
    fn strings_are_quoted_as_prettier_does() {
        assert_eq!(string("it's"), r#""it's""#);
        assert_eq!(string(r#"a "b""#), r#"'a "b"'"#);
        assert_eq!(string(r#"'a' "b""#), r#""'a' \"b\"""#);
        assert_eq!(string(r#"'a' "b" "c""#), r#"'\'a\' "b" "c"'"#);
    }

    #[test]
    fn strings_are_no_source_map_comment() {
        assert_eq!(string("//# sourceMappingURL=x"), r#""//# \u0073ourceMappingURL=x""#);
    }

    #[test]
    fn scalars() {
        assert_eq!(scalar(&Scalar::Bool(true)), "true");
        assert_eq!(scalar(&Scalar::Int64(i64::MIN)), "-9223372036854775808n");
        assert_eq!(scalar(&Scalar::Uint64(u64::MAX)), "18446744073709551615n");
        assert_eq!(scalar(&Scalar::Double(f64::INFINITY)), "Infinity");
        assert_eq!(scalar(&Scalar::Double(1e21)), "1e21");
        assert_eq!(scalar(&Scalar::Double(-1.5e-7)), "-1.5e-7");
        assert_eq!(scalar(&Scalar::Float(0.1)), "0.10000000149011612");
        assert_eq!(scalar(&Scalar::Float(f32::NAN)), "NaN");
    }

    #[test]
    fn durations() {
        assert_eq!(duration(Duration::ZERO), r#""0s""#);
        assert_eq!(duration(Duration::from_secs(90)), r#""90s""#);
        assert_eq!(duration(Duration::from_secs(120)), r#""2m""#);
        assert_eq!(duration(Duration::from_secs(86_400)), r#""1d""#);
        assert_eq!(duration(Duration::from_millis(10_500)), r#""10500ms""#);
        assert_eq!(duration(Duration::from_nanos(1_500_000_001)), "1500.000001");
    }
}
