//! Services as Markdown.

use std::fmt::Write;

use super::rows::{MethodRow, ServiceRow};

/// A section and a table a service.
pub fn print(services: &[ServiceRow]) -> String {
    let mut text = String::new();
    for (index, service) in services.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        let _ = writeln!(text, "{gap}## {}\n", service.service);
        let has_notes = service.methods.iter().any(|method| !method.notes().is_empty());
        let (title, rule) = if has_notes { (" Options |", "---|") } else { ("", "") };
        let _ = writeln!(text, "| Method | Kind | Wire name | Task queue | Id | Timeouts |{title}");
        let _ = writeln!(text, "|---|---|---|---|---|---|{rule}");
        for method in &service.methods {
            let notes = has_notes.then(|| notes(method));
            let cells: Vec<String> = cells(method).into_iter().chain(notes).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
    }
    text
}

fn cells(method: &MethodRow) -> [String; 6] {
    let name = if method.deprecated { format!("~~{}~~", code(&method.method)) } else { code(&method.method) };
    [
        name,
        method.kind.to_owned(),
        method.wire_names().into_iter().map(code).collect::<Vec<_>>().join(" "),
        method.task_queue.as_deref().map(code).unwrap_or_default(),
        method.id.as_deref().map(code).unwrap_or_default(),
        method.timeout_line(),
    ]
}

fn notes(method: &MethodRow) -> String {
    method.notes().iter().map(|note| code(note)).collect::<Vec<_>>().join("<br>")
}

/// Text of the schema as code, whatever it holds: in a cell `|` must be escaped even there, and more
/// backticks outside than inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}
