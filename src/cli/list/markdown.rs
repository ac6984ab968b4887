//! Services as Markdown.

use std::fmt::Write;

use super::rows::{MethodRow, ServiceRow};

/// A section and a table a service.
pub fn print(services: &[ServiceRow]) -> String {
    let mut text = String::new();
    for (index, service) in services.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        let _ = writeln!(text, "{gap}## {}\n", service.service);
        text.push_str("| Method | Kind | Wire name | Task queue | Id | Timeouts |\n");
        text.push_str("|---|---|---|---|---|---|\n");
        for method in &service.methods {
            let _ = writeln!(text, "| {} |", cells(method).join(" | "));
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
        code(&method.task_queue),
        code(&method.id),
        method.timeout_line(),
    ]
}

/// Text of the schema as code, whatever it holds: in a cell `|` must be escaped even there, and more
/// backticks outside than inside.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}
