// Workflow ids, and values in them: the same text in every language.

use std::fmt::LowerExp;

use super::code::Code;
use super::error::Error;

/// What the server takes.
const LONGEST_ID: usize = 1000;

/// A workflow id that the server takes.
pub(super) fn checked_id(id: String) -> Result<String, Error> {
    checked("workflow id", id)
}

/// An id that the server takes.
pub(super) fn checked(what: &str, id: String) -> Result<String, Error> {
    let refused = |why: String| {
        Err(Error::new(
            Code::InvalidArgument,
            format!("the {what} {why}"),
        ))
    };
    let length = id.len();
    if id.trim().is_empty() {
        return refused("is blank".to_owned());
    }
    if length > LONGEST_ID {
        return refused(format!("has {length} bytes; {LONGEST_ID} is the limit"));
    }
    Ok(id)
}

/// A number as ECMAScript writes it: the shortest digits that read back as the same, with an exponent
/// from 1e21 up and from 1e-7 down.
pub fn number(value: impl LowerExp) -> String {
    let scientific = format!("{value:e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return match scientific.as_str() {
            "inf" => "Infinity".to_owned(),
            "-inf" => "-Infinity".to_owned(),
            nan => nan.to_owned(),
        };
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    if digits == "0" {
        return digits;
    }
    format!(
        "{sign}{}",
        positional(&digits, exponent.parse().unwrap_or_default())
    )
}

/// Digits with the point after the first of them moved right by `exponent`.
fn positional(digits: &str, exponent: i32) -> String {
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if !(-5..=21).contains(&point) {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        return format!("{first}{dot}{rest}e{exponent:+}");
    }
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    if point <= 0 {
        return format!("0.{}{digits}", zeros(-point));
    }
    if point >= count {
        return format!("{digits}{}", zeros(point - count));
    }
    let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or_default());
    format!("{whole}.{fraction}")
}

/// The name of an enum's value in the schema, or the number where it has none.
pub fn enumeration<E: TryFrom<i32>>(number: i32, name: fn(&E) -> &'static str) -> String {
    match E::try_from(number) {
        Ok(value) => name(&value).to_owned(),
        Err(_) => number.to_string(),
    }
}
