//! What a reviewer wants to read below a pull request: what breaks, then what was added, changed and
//! removed.

use std::fmt::Write as _;

use super::{also, conclusion};
use crate::report::{Change, Finding, Location, Report, Turn};

/// Characters that mean something outside of code.
const SPECIAL: &str = "\\*_<>[]#|~&";

/// A comment for a pull request.
pub fn print(report: &Report) -> String {
    let mut text = format!("## stubborn {}\n\n{}.\n", report.command, escape(&conclusion(report)));
    for finding in &report.findings {
        let _ = write!(text, "\n{}", of_finding(finding));
    }
    for (turn, title) in [(Turn::Added, "Added"), (Turn::Changed, "Changed"), (Turn::Removed, "Removed")] {
        let changes: Vec<&Change> = report.changes.iter().filter(|change| change.turn == turn).collect();
        if !changes.is_empty() {
            let _ = writeln!(text, "\n### {title}\n");
            changes.iter().for_each(|change| text.push_str(&of_change(change)));
        }
    }
    text
}

fn of_finding(finding: &Finding) -> String {
    let mut text = format!("### {} `{}`\n\n{}\n", finding.severity, finding.rule, escape(&finding.message));
    let items = items(finding);
    if !items.is_empty() {
        let _ = writeln!(text, "\n{}", items.join("\n"));
    }
    let folded = [("What would allow it", "toml", &finding.allow), ("Difference", "diff", &finding.diff)];
    for (title, language, block) in folded {
        if let Some(block) = block {
            let fence = fence(block);
            let block = block.trim_end();
            let _ = write!(
                text,
                "\n<details><summary>{title}</summary>\n\n{fence}{language}\n{block}\n{fence}\n\n</details>\n"
            );
        }
    }
    text
}

fn items(finding: &Finding) -> Vec<String> {
    let place = |location: &Location| code(&location.to_string());
    let was = match (&finding.was, &finding.baseline_location) {
        (Some(was), Some(location)) => Some(format!("{} ({})", escape(was), place(location))),
        (None, Some(location)) => Some(place(location)),
        (was, None) => was.as_deref().map(escape),
    };
    let parts = [
        ("where", finding.location.as_ref().map(place)),
        ("was", was),
        ("now", finding.now.as_deref().map(escape)),
        ("why", finding.why.as_deref().map(escape)),
        ("fix", finding.fix.as_deref().map(escape)),
    ];
    let also = also(finding).into_iter().map(|related| ("also", Some(escape(&related))));
    let parts = parts.into_iter().chain(also);
    parts.filter_map(|(name, part)| Some(format!("- **{name}:** {}", part?))).collect()
}

fn of_change(change: &Change) -> String {
    let note = change.note.as_ref().map(|note| format!(" — {}", escape(note))).unwrap_or_default();
    format!("- {}: {}{note}\n", code(&change.symbol), escape(&change.text))
}

/// As it is, except for what stands between backquotes already, which stays code.
fn escape(text: &str) -> String {
    let quoted = text.matches('`').count().is_multiple_of(2);
    let mut escaped = String::with_capacity(text.len());
    let mut in_code = false;
    for character in text.chars() {
        match character {
            '`' if quoted => in_code = !in_code,
            '\n' | '\r' => {
                escaped.push(' ');
                continue;
            }
            '`' => escaped.push('\\'),
            _ if !in_code && SPECIAL.contains(character) => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

fn code(text: &str) -> String {
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

/// Longer than any run of backquotes within.
fn fence(block: &str) -> String {
    let longest = block.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(3.max(longest + 1))
}
