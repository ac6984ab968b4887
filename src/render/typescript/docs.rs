//! Comments of the schema as JSDoc.

use std::borrow::Cow;

use crate::model::Doc;

/// A comment with its signs, the second line on at column 0.
///
/// Block comments and not line comments, because editors show no other; a line cannot end the block
/// and cannot hold a tag or directive.
pub fn comment(doc: &Doc, generated_from: Option<&str>, deprecated: bool) -> String {
    let mut text = String::with_capacity(256);
    text.push_str("/**\n");
    doc.0.iter().for_each(|line| push_line(&mut text, &defuse(line)));
    let tags = generated_from
        .map(|origin| format!("@generated from {origin}"))
        .into_iter()
        .chain(deprecated.then(|| "@deprecated".to_owned()));
    for (index, tag) in tags.enumerate() {
        if index == 0 && !doc.0.is_empty() {
            push_line(&mut text, "");
        }
        push_line(&mut text, &tag);
    }
    text.push_str(" */");
    text
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(" *");
    let line = line.trim_end();
    if !line.is_empty() {
        text.push(' ');
        text.push_str(line);
    }
    text.push('\n');
}

/// Replaces what would mean something to TypeScript or its tools.
fn defuse(line: &str) -> Cow<'_, str> {
    if !["*/", "sourceMappingURL", "@"].iter().any(|meaningful| line.contains(meaningful)) {
        return Cow::Borrowed(line);
    }
    let line = line.replace("*/", "*\\/").replace("sourceMappingURL", "source-mapping-URL");
    let mut defused = String::with_capacity(line.len());
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let tag = c == '@' && !before.is_alphanumeric() && rest.peek().is_some_and(char::is_ascii_alphabetic);
        if tag {
            defused.push_str("&#64;");
        } else {
            defused.push(c);
        }
        before = c;
    }
    Cow::Owned(defused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(lines: &[&str]) -> Doc {
        Doc(lines.iter().map(|line| (*line).to_owned()).collect())
    }

    #[test]
    fn says_where_it_is_from() {
        assert_eq!(comment(&doc(&[]), Some("rpc a.B.C"), false), "/**\n * @generated from rpc a.B.C\n */");
        assert_eq!(
            comment(&doc(&["Says", "", "hello."]), Some("rpc a.B.C"), true),
            "/**\n * Says\n *\n * hello.\n *\n * @generated from rpc a.B.C\n * @deprecated\n */"
        );
    }

    #[test]
    fn cannot_be_ended() {
        assert_eq!(defuse("*/ evil() /*"), "*\\/ evil() /*");
        assert_eq!(defuse("**//"), "**\\//");
        assert!(!comment(&doc(&["*", "/", "*"]), None, false).trim_end_matches("*/").contains("*/"));
    }

    #[test]
    fn holds_no_directive() {
        assert_eq!(defuse("@ts-nocheck, {@link x}"), "&#64;ts-nocheck, {&#64;link x}");
        assert_eq!(defuse("me@example.org"), "me@example.org");
        assert_eq!(defuse("//# sourceMappingURL=x"), "//# source-mapping-URL=x");
    }
}
