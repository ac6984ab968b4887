//! Comments to documentation.

use crate::descriptor::comments;
use crate::model::Doc;

/// Splits a comment into lines on every line terminator there is, so that none of them ends a line
/// comment of a target, and replaces what an editor would not show.
pub fn lower(comment: &str) -> Doc {
    let unix = comment.replace("\r\n", "\n");
    let lines: Vec<String> = unix.split(is_terminator).map(clean).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    Doc(lines[first..last].to_vec())
}

fn is_terminator(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn clean(line: &str) -> String {
    let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c => comments::shown(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(comment: &str) -> Vec<String> {
        lower(comment).0
    }

    #[test]
    fn cuts_blanks_around_and_one_in_front() {
        assert_eq!(lines("\n Says hello.\n\n   - indented  \n \n"), ["Says hello.", "", "  - indented"]);
        assert_eq!(lines(" \n\n"), Vec::<String>::new());
    }

    #[test]
    fn splits_on_every_terminator() {
        assert_eq!(
            lines("a\rb\u{2028}c\u{2029}d\u{85}e\u{b}f\u{c}g\r\nh"),
            ["a", "b", "c", "d", "e", "f", "g", "h"]
        );
    }

    #[test]
    fn replaces_control_and_bidi_characters() {
        assert_eq!(lines("a\0b\u{202e}c\td\u{1b}[31m"), ["a\u{fffd}b\u{fffd}c d\u{fffd}[31m"]);
    }
}
