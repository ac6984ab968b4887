//! Variables in the strings of a case.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use serde_json::Value;

/// Replaces `${name}` in every string of a value; a string that is nothing else becomes the
/// variable's value, whatever its type. `$${` stands for `${`.
///
/// `${name.member}` takes a member of a variable that has some, and `${repeat:TEXT:COUNT}` is a text
/// many times over.
pub fn substitute(value: &Value, variables: &BTreeMap<String, Value>) -> Result<Value> {
    Ok(match value {
        Value::String(text) => string(text, variables)?,
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| substitute(item, variables)).collect::<Result<_>>()?)
        }
        Value::Object(members) => {
            let mut object = serde_json::Map::new();
            for (name, member) in members {
                let name = string(name, variables)?;
                let name = name.as_str().ok_or_else(|| anyhow!("`{name}` is no name"))?;
                object.insert(name.to_owned(), substitute(member, variables)?);
            }
            Value::Object(object)
        }
        other => other.clone(),
    })
}

fn string(text: &str, variables: &BTreeMap<String, Value>) -> Result<Value> {
    if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
        && !name.contains('}')
    {
        return look_up(name, variables);
    }

    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            out.push_str(&rest[..at - 1]);
            out.push_str("${");
            rest = &rest[at + 2..];
            continue;
        }
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}').ok_or_else(|| anyhow!("`{text}` has an open `${{`"))?;
        match look_up(&rest[at + 2..at + end], variables)? {
            Value::String(value) => out.push_str(&value),
            value => out.push_str(&value.to_string()),
        }
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    Ok(Value::String(out))
}

fn look_up(name: &str, variables: &BTreeMap<String, Value>) -> Result<Value> {
    if let Some(arguments) = name.strip_prefix("repeat:") {
        let (text, count) =
            arguments.rsplit_once(':').ok_or_else(|| anyhow!("`${{{name}}}` has no count"))?;
        return Ok(Value::String(text.repeat(count.parse()?)));
    }

    let (first, members) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let Some(value) = variables.get(first) else { bail!("no variable `{first}`") };
    let found =
        members.map_or(Some(value), |path| path.split('.').try_fold(value, |value, name| value.get(name)));
    found.cloned().ok_or_else(|| anyhow!("`{first}` has no `{}`", members.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn variables() -> BTreeMap<String, Value> {
        BTreeMap::from([
            ("worker".to_owned(), json!("go")),
            ("number".to_owned(), json!(7)),
            ("value".to_owned(), json!({"double": 0.5, "id": {"text": "0.5"}})),
        ])
    }

    #[test]
    fn strings_hold_variables() {
        let text = json!({"${worker}": ["all-${worker}/${number}", "$${worker} {x}", "${value.id.text}!"]});
        let expected = json!({"go": ["all-go/7", "${worker} {x}", "0.5!"]});
        assert_eq!(substitute(&text, &variables()).unwrap(), expected);
    }

    #[test]
    fn a_lone_variable_keeps_its_type() {
        assert_eq!(substitute(&json!("${value.double}"), &variables()).unwrap(), json!(0.5));
        assert_eq!(substitute(&json!("${number}"), &variables()).unwrap(), json!(7));
        assert_eq!(substitute(&json!("${number}${number}"), &variables()).unwrap(), json!("77"));
    }

    #[test]
    fn texts_are_repeated() {
        assert_eq!(substitute(&json!("a${repeat:bc:3}"), &variables()).unwrap(), json!("abcbcbc"));
    }

    #[test]
    fn what_is_unknown_is_an_error() {
        for text in ["${nobody}", "${value.nothing}", "${open", "${repeat:x}"] {
            assert!(substitute(&json!(text), &variables()).is_err(), "{text}");
        }
    }
}
