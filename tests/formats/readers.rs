//! What the readers of formats without a schema make of a report, by their documentation.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// An annotation as GitHub's runner understands it.
pub struct Annotation {
    properties: BTreeMap<String, String>,
    pub message: String,
}

impl Annotation {
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }
}

/// The workflow commands among the lines of a log: `::name key=value,key=value::message`.
pub fn github(log: &str) -> Vec<Annotation> {
    let commands = log.lines().filter_map(|line| line.strip_prefix("::"));
    commands
        .map(|command| {
            let (head, message) = command.split_once("::").unwrap();
            let (name, properties) = head.split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&name), "{command}");
            let properties = properties.split(',').map(|property| property.split_once('=').unwrap());
            let unescape_property = |text: &str| unescape(&text.replace("%3A", ":").replace("%2C", ","));
            let properties = properties.map(|(key, value)| (key.to_owned(), unescape_property(value)));
            Annotation { properties: properties.collect(), message: unescape(message) }
        })
        .collect()
}

fn unescape(text: &str) -> String {
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

/// GitLab wants these of an issue, and takes two with one fingerprint for one.
pub fn gitlab(report: &str) {
    let report: Value = serde_json::from_str(report).unwrap();
    let mut fingerprints = BTreeSet::new();
    for issue in report.as_array().unwrap() {
        for key in ["description", "check_name", "fingerprint"] {
            assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()), "{issue}");
        }
        assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64());
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&issue["severity"].as_str().unwrap()), "{issue}");
        assert!(fingerprints.insert(issue["fingerprint"].as_str().unwrap().to_owned()), "{issue}");
    }
}

/// A line as MSBuild understands it.
pub struct Canonical<'a> {
    pub origin: &'a str,
    pub line: Option<usize>,
    pub column: Option<usize>,
    pub category: &'a str,
    pub code: &'a str,
}

/// `origin(line,column): category code: text`. The origin has no colon.
pub fn msbuild(line: &str) -> Option<Canonical<'_>> {
    let (origin, rest) = line.split_once(':')?;
    let (head, _) = rest.split_once(':')?;
    let (category, code) = head.trim_start().split_once(' ')?;
    let (file, place) = match origin.strip_suffix(')').and_then(|origin| origin.rsplit_once('(')) {
        Some((file, place)) => (file, place),
        None => (origin.trim_end(), ""),
    };
    let mut numbers = place.split(',').map(|number| number.parse().ok());
    Some(Canonical { origin: file, line: numbers.next()?, column: numbers.next().flatten(), category, code })
}

/// The text that a page shows. Of HTML there is nothing but the folded blocks.
pub fn markdown(text: &str) -> String {
    let mut shown = String::new();
    let mut code_block = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code_block = true,
            Event::End(TagEnd::CodeBlock) => code_block = false,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough | Tag::Table(_)) => {
                panic!("{text}")
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = [
                    "<details><summary>What would allow it</summary>",
                    "<details><summary>Difference</summary>",
                    "</details>",
                ];
                assert!(ours.contains(&html.trim()), "{html}");
            }
            Event::Text(text) | Event::Code(text) if !code_block => shown.push_str(&text),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => shown.push('\n'),
            _ => {}
        }
    }
    shown
}
