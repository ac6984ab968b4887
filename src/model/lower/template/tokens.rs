//! The grammar: text, `{holes}`, and braces doubled.

use super::Mistake;
use crate::diagnostic::Code;

/// A piece of a template.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    Text(String),
    Hole(&'a str),
}

/// Splits a template; neighbouring texts are joined, none is empty.
///
/// # Errors
///
/// A brace that is not closed, or closes nothing.
pub fn tokens(text: &str) -> Result<Vec<Token<'_>>, Mistake> {
    let mut tokens = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{") {
            literal.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("}}") {
            literal.push('}');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('{') {
            let end = after.find(['{', '}']).filter(|end| after[*end..].starts_with('}'));
            let Some(end) = end else {
                return Err(Mistake::new(
                    Code::TemplateSyntax,
                    format!("`{{` at byte {} is not closed", text.len() - rest.len()),
                    "close it with `}`, or write `{{` for a brace",
                ));
            };
            if !literal.is_empty() {
                tokens.push(Token::Text(std::mem::take(&mut literal)));
            }
            tokens.push(Token::Hole(&after[..end]));
            rest = &after[end + 1..];
        } else {
            return Err(Mistake::new(
                Code::TemplateSyntax,
                format!("`}}` at byte {} closes nothing", text.len() - rest.len()),
                "write `}}` for a brace",
            ));
        }
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        tokens.push(Token::Text(literal));
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holes(text: &str) -> Vec<Token<'_>> {
        tokens(text).unwrap()
    }

    #[test]
    fn splits_text_and_holes() {
        assert_eq!(
            holes("a-{b.c}{{}}{d}"),
            [Token::Text("a-".into()), Token::Hole("b.c"), Token::Text("{}".into()), Token::Hole("d")]
        );
        assert_eq!(holes(""), []);
    }

    #[test]
    fn refuses_stray_braces() {
        for (text, message) in [
            ("a{b", "`{` at byte 1 is not closed"),
            ("a}b", "`}` at byte 1 closes nothing"),
            ("{a{b}}", "`{` at byte 0 is not closed"),
        ] {
            assert_eq!(tokens(text).unwrap_err().message, message);
        }
    }
}
