//! Services as a table for a terminal.

use comfy_table::{ContentArrangement, Table, presets};

use super::rows::{MethodRow, ServiceRow};

/// A table a service, no wider than `width`.
pub fn print(services: &[ServiceRow], width: Option<u16>) -> String {
    if services.is_empty() {
        return "no services\n".to_owned();
    }
    let tables: Vec<String> = services.iter().map(|service| print_service(service, width)).collect();
    tables.join("\n")
}

fn print_service(service: &ServiceRow, width: Option<u16>) -> String {
    let has_notes = service.methods.iter().any(|method| !method.notes().is_empty());
    let mut header = vec!["METHOD", "KIND", "WIRE NAME", "TASK QUEUE", "ID", "TIMEOUTS"];
    header.extend(has_notes.then_some("OPTIONS"));
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header(header);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table.add_rows(service.methods.iter().map(|method| {
        let notes = has_notes.then(|| method.notes().join("\n"));
        cells(method).into_iter().chain(notes)
    }));
    let deprecated = if service.deprecated { " (deprecated)" } else { "" };
    format!("{}{deprecated}\n{table}\n", service.service)
}

fn cells(method: &MethodRow) -> [String; 6] {
    let deprecated = if method.deprecated { " (deprecated)" } else { "" };
    [
        format!("{}{deprecated}", method.method),
        method.kind.to_owned(),
        wire_names(method),
        method.task_queue.clone().unwrap_or_default(),
        method.id.clone().unwrap_or_default(),
        method.timeout_line().replace(", ", "\n"),
    ]
}

fn wire_names(method: &MethodRow) -> String {
    let aliases = method.aliases.iter().map(|alias| format!("also {alias}"));
    std::iter::once(method.wire_name.clone()).chain(aliases).collect::<Vec<_>>().join("\n")
}
