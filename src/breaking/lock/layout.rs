//! A lock as text: a section a thing, a line a fact.

use std::fmt::{self, Write};

use toml::{Table, Value};
use toml_writer::{TomlKeyBuilder, TomlStringBuilder, TomlWrite};

use super::{Lock, VERSION};
use crate::diagnostic::{Code, Diagnostic};

/// How every lock begins.
pub const HEADER: &str = "\
# What callers, workers and running workflows rely on, with defaults applied.
# Written by `stubborn lock`: review its changes, and do not edit it.
";

/// The parts of a contract, in the order in which people ask for them.
const SECTIONS: &[&str] = &["services", "methods", "errors", "messages", "enums"];

/// Tables from names to things, each of which has a line to itself. All other tables are parts of
/// what they are in.
const LISTS: &[&str] = &["fields", "search_attributes", "signals", "queries", "updates"];

/// The file's text, the same for the same lock.
///
/// # Errors
///
/// A contract that holds what TOML cannot.
pub fn text(lock: &Lock) -> Result<String, Diagnostic> {
    let failed = |error: &dyn fmt::Display| {
        Diagnostic::error(Code::Lock, format!("the contract cannot be written as a lock: {error}"))
    };
    let contract = Table::try_from(&lock.contract).map_err(|error| failed(&error))?;
    let accepted: Result<Vec<Table>, _> = lock.accepted.iter().map(Table::try_from).collect();
    let accepted = accepted.map_err(|error| failed(&error))?;

    let mut text = format!("{HEADER}version = {VERSION}\nencoding = \"{}\"\n", lock.encoding.as_str());
    write_contract(&mut text, &contract, &accepted).map_err(|error| failed(&error))?;
    Ok(text)
}

fn write_contract(text: &mut String, contract: &Table, accepted: &[Table]) -> fmt::Result {
    if let Some(any) = contract.get("any") {
        write_fact(text, "", "any", any)?;
    }
    for facts in accepted {
        text.write_str("\n[[accepted]]\n")?;
        write_facts(text, "", facts)?;
    }
    for section in SECTIONS {
        for (name, thing) in contract.get(*section).and_then(Value::as_table).into_iter().flatten() {
            writeln!(text, "\n[{section}.{}]", key(name)?)?;
            write_facts(text, "", thing.as_table().unwrap_or(&Table::new()))?;
        }
    }
    Ok(())
}

fn write_facts(text: &mut String, prefix: &str, facts: &Table) -> fmt::Result {
    let mut sorted: Vec<(&String, &Value)> = facts.iter().collect();
    sorted.sort_by_key(|(name, value)| (rank(value), number(value), *name));
    sorted.into_iter().try_for_each(|(name, value)| write_fact(text, prefix, name, value))
}

/// Plain values go before lists, and lists before what has parts.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Table(_) => 2,
        Value::Array(_) => 1,
        _ => 0,
    }
}

/// Fields and enum values are read in the order of their numbers.
fn number(value: &Value) -> Option<i64> {
    value.as_integer().or_else(|| value.get("number")?.as_integer())
}

fn write_fact(text: &mut String, prefix: &str, name: &str, value: &Value) -> fmt::Result {
    let name = format!("{prefix}{}", key(name)?);
    match value {
        Value::Table(things) if LISTS.contains(&name.rsplit('.').next().unwrap_or_default()) => {
            let mut sorted: Vec<(&String, &Value)> = things.iter().collect();
            sorted.sort_by_key(|(name, value)| (number(value), *name));
            sorted
                .into_iter()
                .try_for_each(|(thing, value)| write_line(text, &format!("{name}.{}", key(thing)?), value))
        }
        Value::Table(parts) if !parts.is_empty() => write_facts(text, &format!("{name}."), parts),
        value => write_line(text, &name, value),
    }
}

fn write_line(text: &mut String, name: &str, value: &Value) -> fmt::Result {
    write!(text, "{name} = ")?;
    match value {
        Value::Array(items) if items.len() > 1 => {
            text.write_str("[\n")?;
            for item in items {
                text.write_str("    ")?;
                write_value(text, item)?;
                text.write_str(",\n")?;
            }
            text.write_char(']')?;
        }
        value => write_value(text, value)?,
    }
    text.newline()
}

fn write_value(text: &mut String, value: &Value) -> fmt::Result {
    match value {
        // In one line, whatever it holds.
        Value::String(value) => text.value(TomlStringBuilder::new(value).as_basic()),
        Value::Integer(value) => text.value(*value),
        Value::Float(value) => text.value(*value),
        Value::Boolean(value) => text.value(*value),
        Value::Datetime(value) => write!(text, "{value}"),
        Value::Array(items) => {
            text.open_array()?;
            for (index, item) in items.iter().enumerate() {
                text.write_str(if index > 0 { ", " } else { "" })?;
                write_value(text, item)?;
            }
            text.close_array()
        }
        Value::Table(parts) if parts.is_empty() => text.write_str("{}"),
        Value::Table(parts) => {
            for (index, (name, part)) in parts.iter().enumerate() {
                write!(text, "{}{} = ", if index > 0 { ", " } else { "{ " }, key(name)?)?;
                write_value(text, part)?;
            }
            text.write_str(" }")
        }
    }
}

/// Quoted where it has to be.
fn key(name: &str) -> Result<String, fmt::Error> {
    let mut text = String::new();
    text.key(TomlKeyBuilder::new(name).as_default())?;
    Ok(text)
}
