//! Comments of the schema as documentation: Markdown that runs nothing, links nowhere and leaves
//! rustdoc nothing to warn of.

use crate::model::Doc;

/// `///` lines of a comment of the schema and, in paragraphs of their own, of sentences about it.
pub fn outer(indent: usize, doc: &Doc, sentences: &[&str]) -> String {
    let mut lines: Vec<String> = doc.0.iter().map(|line| comment(&defused(line))).collect();
    for sentence in sentences {
        if !lines.is_empty() {
            lines.push("///".to_owned());
        }
        lines.extend(wrapped(indent, sentence).iter().map(|line| comment(line)));
    }
    lines.join(&format!("\n{:1$}", "", indent))
}

fn comment(line: &str) -> String {
    if line.is_empty() { "///".to_owned() } else { format!("/// {line}") }
}

/// A sentence of ours on lines of a hundred columns.
fn wrapped(indent: usize, sentence: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        let line = &mut lines.last_mut().expect("there is one to begin with");
        if !line.is_empty() && indent + "/// ".len() + line.len() + 1 + word.len() > 100 {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// A name of the wire in a sentence.
pub fn code(name: &str) -> String {
    format!("`{}`", name.replace('`', "'"))
}

/// Outside of code spans, brackets are links and angles are HTML; three backticks or tildes, and four
/// blanks in front, are code that rustdoc would compile and run.
fn defused(line: &str) -> String {
    let text = line.trim_start();
    let blanks = (line.len() - text.len()).min(3);
    let mut defused = " ".repeat(blanks);
    let mut rest = text;
    while let Some((before, span, after)) = code_span(rest) {
        defused.push_str(&escaped(before));
        defused.push_str(span);
        rest = after;
    }
    defused.push_str(&escaped(rest));
    defused
}

/// The first `code span` of a line, with what is before and after it.
fn code_span(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('`')?;
    let end = start + 1 + text[start + 1..].find('`')?;
    let (before, span, after) = (&text[..start], &text[start..=end], &text[end + 1..]);
    // Neither empty nor part of a fence.
    let single = span.len() > 2 && !after.starts_with('`') && !before.ends_with('\\');
    single.then_some((before, span, after))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let url = url(rest);
        if !url.is_empty() {
            escaped.push_str(&format!("<{url}>"));
            rest = &rest[url.len()..];
            continue;
        }
        if matches!(next, '[' | ']' | '<' | '`' | '~' | '\\') {
            escaped.push('\\');
        }
        escaped.push(next);
        rest = &rest[next.len_utf8()..];
    }
    escaped
}

/// The address that a text starts with.
fn url(text: &str) -> &str {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return "";
    }
    let end = text.find(|char: char| !is_url(char)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?'])
}

fn is_url(char: char) -> bool {
    char.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_prose_and_code_spans() {
        assert_eq!(defused("Calls `Vec<T>` once, (not twice)."), "Calls `Vec<T>` once, (not twice).");
        assert_eq!(defused("  - a list"), "  - a list");
    }

    #[test]
    fn runs_no_code() {
        assert_eq!(defused("```"), "\\`\\`\\`");
        assert_eq!(defused("> ~~~rust"), "> \\~\\~\\~rust");
        assert_eq!(defused("      panic!()"), "   panic!()");
        assert_eq!(defused("``x``"), "\\`\\`x\\`\\`");
        assert_eq!(defused("lone ` mark"), "lone \\` mark");
    }

    #[test]
    fn links_nowhere() {
        assert_eq!(defused("[Foo] <b> a\\[b"), "\\[Foo\\] \\<b> a\\\\\\[b");
        assert_eq!(defused("see https://a.b/c?d=e."), "see <https://a.b/c?d=e>.");
    }

    #[test]
    fn wraps_sentences() {
        let long = "word ".repeat(30);
        assert!(wrapped(4, long.trim_end()).iter().all(|line| line.len() <= 92));
    }
}
