//! Services as a Mermaid picture: methods, and the queues that answer them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::rows::ServiceRow;

/// A flow chart.
pub fn print(services: &[ServiceRow]) -> String {
    let mut text = "flowchart LR\n".to_owned();
    let mut queues: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (index, service) in services.iter().enumerate() {
        let _ = writeln!(text, "  subgraph s{index}[\"{}\"]", quoted(&service.service));
        for (number, method) in service.methods.iter().enumerate() {
            let node = format!("s{index}m{number}");
            let _ = writeln!(text, "    {node}[\"{}<br/>{}\"]", quoted(&method.method), method.kind);
            queues.entry(&method.task_queue).or_default().push(node);
        }
        text.push_str("  end\n");
    }
    for (index, (queue, nodes)) in queues.iter().enumerate() {
        let _ = writeln!(text, "  q{index}([\"{}\"])", quoted(queue));
        for node in nodes {
            let _ = writeln!(text, "  {node} --> q{index}");
        }
    }
    text
}

/// Mermaid's own escapes: what could end a text, or be taken for Markdown or HTML in it.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " ._-/".contains(c);
    text.chars().fold(String::new(), |mut quoted, c| {
        match c {
            c if plain(c) => quoted.push(c),
            c => drop(write!(quoted, "#{};", u32::from(c))),
        }
        quoted
    })
}
