//! How two texts differ, in few lines.

use std::fmt::Write as _;
use std::time::Duration;

use similar::TextDiff;

/// Lines of a diff that are shown.
const LINES: usize = 24;
/// Characters of a line that are shown: embedded descriptors have thousands.
const WIDTH: usize = 160;
/// Unchanged lines around a change.
const CONTEXT: usize = 2;
/// What is still different after this is shown as it is, not as briefly as it could be.
const PATIENCE: Duration = Duration::from_millis(50);

/// The number of the first line on which two texts differ, counted from 1.
pub fn first_line(old: &str, new: &str) -> usize {
    let same = old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count();
    (same + 1).min(old.lines().count().max(1))
}

/// A unified diff, from what is there (`-`) to what would be made (`+`), cut where it gets long.
pub fn unified(old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let text = diff.unified_diff().context_radius(CONTEXT).missing_newline_hint(false).to_string();
    let mut lines = text.lines();
    let mut shown = String::new();
    for line in lines.by_ref().take(LINES) {
        match line.char_indices().nth(WIDTH) {
            Some((end, _)) => {
                let _ = writeln!(shown, "{}…", &line[..end]);
            }
            None => {
                let _ = writeln!(shown, "{line}");
            }
        }
    }
    let left = lines.count();
    if left > 0 {
        let _ = writeln!(shown, "… and {left} more lines");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_short() {
        let old: String = (0..500).map(|line| format!("old {line}\n")).collect();
        let new: String = (0..500).map(|line| format!("new {line}\n")).collect();
        let text = unified(&old, &new);
        assert_eq!(text.lines().count(), LINES + 1);
        assert!(text.ends_with("… and 977 more lines\n"), "{text}");
        assert!(unified("a\n", &"é".repeat(5000)).lines().all(|line| line.chars().count() <= WIDTH + 1));
    }

    #[test]
    fn it_goes_from_what_is_there_to_what_would_be_made() {
        assert_eq!(unified("a\nb\nc\n", "a\nB\nc\n"), "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
        assert_eq!(first_line("a\nb\nc\n", "a\nB\nc\n"), 2);
        assert_eq!(first_line("a\n", "a\nb\n"), 1);
        assert_eq!(first_line("", "b\n"), 1);
    }
}
