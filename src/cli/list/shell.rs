//! Words of a shell.

use prost_reflect::DescriptorPool;

use crate::model::{Part, Template};

use super::sample;

/// A command with a flag a line.
pub struct Command {
    lines: Vec<String>,
}

impl Command {
    pub fn new(subcommand: &str) -> Self {
        Self { lines: vec![format!("temporal {subcommand}")] }
    }

    /// `value` is a word of the shell already.
    pub fn flag(mut self, name: &str, value: &str) -> Self {
        self.lines.push(format!("--{name} {value}"));
        self
    }

    pub fn option(self, name: &str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.flag(name, &value),
            None => self,
        }
    }

    pub fn text(&self) -> String {
        self.lines.join(" \\\n  ") + "\n"
    }
}

/// Text as one word, whatever it holds.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/:=,@%+".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// A template of the sample's values as one word; a new UUID each time it is run.
pub fn rendered(template: &Template, workflow_type: &str, pool: &DescriptorPool) -> String {
    let mut word = String::new();
    for part in &template.parts {
        match part {
            Part::Uuid => word.push_str("\"$(uuidgen)\""),
            Part::Text(text) => word.push_str(&quoted(text)),
            Part::WorkflowType => word.push_str(&quoted(workflow_type)),
            Part::Field(field) => word.push_str(&quoted(&sample::field(field, pool))),
        }
    }
    if word.is_empty() { "''".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_together() {
        assert_eq!(quoted("orders/1"), "orders/1");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
        assert_eq!(rendered(&Template::default_id(), "a.B", &DescriptorPool::new()), "a.B/\"$(uuidgen)\"");
    }
}
