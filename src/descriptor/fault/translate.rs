//! One rule a message: what is wrong in our words, and what to write instead.
//!
//! protox keeps the kinds of its errors to itself, so they are told apart by their texts. One that is
//! not known here is passed on as it is.

use miette::Diagnostic as Fault;

use super::Context;
use super::suggest;
use crate::descriptor::OPTIONS_PATH;
use crate::diagnostic::{Code, Diagnostic};

/// A mistake in our words.
pub struct Translation {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
    /// The word of the source that is wrong, if it is a part of what protox marks.
    pub word: Option<String>,
}

impl Translation {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, word: None }
    }

    fn help(self, help: impl Into<Option<String>>) -> Self {
        Self { help: help.into().or(self.help), ..self }
    }

    fn word(self, word: &str) -> Self {
        Self { word: Some(word.to_owned()), ..self }
    }

    /// Without a place yet.
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, &self.message);
        match &self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

type Rule = fn(&[&str], &Context<'_>) -> Option<Translation>;

/// Patterns with `*` for what differs, and what becomes of them.
const RULES: &[(&str, Rule)] = &[
    ("import '*' not found", |words, context| Some(missing_import(words, context))),
    ("file '*' not found", |words, context| Some(missing_import(words, context))),
    ("name '*' is not defined", missing_name),
    ("'*' resolves to '*', which is not defined", missing_name),
    ("option field '*' is not defined", missing_option),
    ("field '*' not found for message '*'", missing_field),
    ("value '*' was not found for enum '*'", missing_value),
    ("expected a value of type '*' for option '*', but found '*'", wrong_value),
    ("expected an extension to type '*', but '*' extends '*'", misplaced_option),
    ("expected *, but found 'edition'", edition),
    ("expected 'to', ',' or ';', but found '['", extension_range),
    ("identifiers may not be negative", negative),
    ("expected *, but found '*'", unexpected),
];

/// Puts a mistake into our words.
pub fn translate(mistake: &dyn Fault, context: &Context<'_>) -> Translation {
    // What is wrong inside an option in braces is said by the error within.
    let inner = mistake.diagnostic_source();
    let message = inner.map_or_else(|| mistake.to_string(), ToString::to_string);
    let rule = RULES.iter().find_map(|(pattern, rule)| rule(&captures(&message, pattern)?, context));
    let translation =
        rule.unwrap_or_else(|| Translation::new(Code::DoesNotCompile, message.replace('\'', "`")));
    match (&translation.help, mistake.help()) {
        (None, Some(help)) => {
            let help = help.to_string().replace('\'', "`");
            translation.help(help)
        }
        _ => translation,
    }
}

/// What a pattern's stars stand for, if a text is as the pattern says.
fn captures<'a>(text: &'a str, pattern: &str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split('*');
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if parts.peek().is_none() { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        found.push(rest.get(..end)?);
        rest = rest.get(end..)?.strip_prefix(part)?;
    }
    rest.is_empty().then_some(found)
}

/// An import that is not there.
pub fn missing_import(words: &[&str], context: &Context<'_>) -> Translation {
    let name = words.first().copied().unwrap_or_default();
    Translation::new(Code::FileNotFound, format!("`{name}` is imported, but not there"))
        .help(context.known.file(name))
}

fn missing_name(words: &[&str], context: &Context<'_>) -> Option<Translation> {
    let name = words.first()?;
    let annotation = name.strip_prefix("stubborn.v1.").or_else(|| name.strip_prefix(".stubborn.v1."));
    let imported = context.text().is_some_and(|text| text.contains(OPTIONS_PATH));
    let translation = Translation::new(Code::DoesNotCompile, format!("`{name}` is not defined"));
    Some(match annotation {
        Some(_) if !imported => translation.help(format!("add `import \"{OPTIONS_PATH}\";`")),
        Some(annotation) => Translation::new(Code::UnknownAnnotation, format!("`{name}` is no annotation"))
            .help(suggest::annotation(annotation)),
        None => translation.help(context.known.name(name, context.file)),
    })
}

fn missing_option(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [name] = words else { return None };
    let Some((message, field)) = suggest::message_of_option(name) else {
        return Some(Translation::new(Code::DoesNotCompile, format!("there is no option `{name}`")));
    };
    Some(
        Translation::new(Code::UnknownAnnotation, format!("there is no annotation `{name}`"))
            .help(suggest::field(&field, &message)),
    )
}

fn missing_field(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [field, message] = words else { return None };
    let ours = message.starts_with("stubborn.v1.");
    let code = if ours { Code::UnknownAnnotation } else { Code::DoesNotCompile };
    Some(
        Translation::new(code, format!("`{message}` has no field `{field}`"))
            .help(suggest::field(field, message))
            .word(field),
    )
}

fn missing_value(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [value, name] = words else { return None };
    let code = if name.starts_with("stubborn.v1.") { Code::UnknownOptionValue } else { Code::DoesNotCompile };
    Some(
        Translation::new(code, format!("`{name}` has no value `{value}`"))
            .help(suggest::enum_value(name))
            .word(value),
    )
}

fn wrong_value(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [kind, option, found] = words else { return None };
    let known = suggest::enum_value(kind).or_else(|| {
        (*kind == "google.protobuf.Duration").then(|| "a duration is written `{ seconds: 30 }`".to_owned())
    });
    let code =
        if suggest::enum_value(kind).is_some() { Code::UnknownOptionValue } else { Code::DoesNotCompile };
    let message = format!("`{option}` takes a value of type `{kind}`, not `{found}`");
    Some(Translation::new(code, message).help(known))
}

fn misplaced_option(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [here, option, there] = words else { return None };
    let plain =
        |name: &str| name.trim_start_matches("google.protobuf.").trim_end_matches("Options").to_lowercase();
    let message = format!("`({option})` is an option of a {}, not of a {}", plain(there), plain(here));
    let help = match (option.starts_with("stubborn.v1."), plain(here).as_str()) {
        (true, kind @ ("service" | "method")) => {
            Some(format!("the annotation of a {kind} is `(stubborn.v1.{kind})`"))
        }
        (true, "message") => Some("the annotation of a message is `(stubborn.v1.error)`".to_owned()),
        _ => None,
    };
    Some(Translation::new(Code::MisplacedOption, message).help(help))
}

/// What protoc and buf read, and protox does not.
fn needs_other(what: &str) -> Translation {
    Translation::new(Code::NeedsOtherCompiler, format!("protox, which compiles in this process, does not read {what}"))
        .help(
            "`--compiler protoc` or `--compiler buf` reads it, as does `--descriptor-set-in FILE` with a file of theirs"
                .to_owned(),
        )
}

fn edition(_: &[&str], _: &Context<'_>) -> Option<Translation> {
    Some(needs_other("editions"))
}

fn extension_range(_: &[&str], context: &Context<'_>) -> Option<Translation> {
    let extensions = context.text().is_some_and(|text| text.contains("extensions"));
    extensions.then(|| needs_other("options of a single extension number"))
}

fn negative(_: &[&str], context: &Context<'_>) -> Option<Translation> {
    let infinite = context.text().is_some_and(|text| text.contains("inf") || text.contains("nan"));
    infinite.then(|| needs_other("`-inf` or `-nan` in an option"))
}

fn unexpected(words: &[&str], _: &Context<'_>) -> Option<Translation> {
    let [expected, found] = words else { return None };
    let known = expected.split('\'').skip(1).step_by(2);
    let nearest = crate::nearest::nearest(found, known).map(|word| format!("did you mean `{word}`?"));
    let message = format!("expected {}, but found `{found}`", expected.replace('\'', "`"));
    Some(Translation::new(Code::DoesNotCompile, message).help(nearest))
}

#[cfg(test)]
mod tests {
    use super::captures;

    #[test]
    fn stars_capture_what_differs() {
        assert_eq!(captures("import 'a.proto' not found", "import '*' not found"), Some(vec!["a.proto"]));
        assert_eq!(
            captures("'a' resolves to 'b', which", "'*' resolves to '*', which"),
            Some(vec!["a", "b"])
        );
        assert_eq!(captures("name 'x' is not", "name '*' is not defined"), None);
        assert_eq!(captures("same", "same"), Some(vec![]));
        assert_eq!(captures("a'b' end", "a'*' end"), Some(vec!["b"]));
    }
}
