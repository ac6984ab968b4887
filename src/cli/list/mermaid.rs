//! Services as a Mermaid picture: methods, and the queues that answer them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::rows::ServiceRow;

/// A flow chart.
pub fn print(services: &[ServiceRow]) -> String {
    let mut text = "flowchart LR\n".to_owned();
    let mut queues: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut nodes: BTreeMap<String, String> = BTreeMap::new();
    for (index, service) in services.iter().enumerate() {
        let _ = writeln!(text, "  subgraph s{index}[\"{}\"]", quoted(&service.service));
        for (number, method) in service.methods.iter().enumerate() {
            let node = format!("s{index}m{number}");
            let _ = writeln!(text, "    {node}[\"{}<br/>{}\"]", quoted(&method.method), method.kind);
            if let Some(queue) = &method.task_queue {
                queues.entry(queue).or_default().push(node.clone());
            }
            nodes.insert(format!("{}.{}", service.service, method.method), node);
        }
        text.push_str("  end\n");
    }
    for (service, method) in
        services.iter().flat_map(|service| service.methods.iter().map(move |method| (service, method)))
    {
        let to = nodes.get(&format!("{}.{}", service.service, method.method));
        for taken in method.signals.iter().chain(&method.queries).chain(&method.updates) {
            // What another schema declares has no node in this picture.
            if let (Some(from), Some(to)) = (nodes.get(&taken.method), to) {
                let _ = writeln!(text, "  {from} -.-> {to}");
            }
        }
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
