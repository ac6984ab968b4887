//! Test results: a case for every finding, which fails where the check fails for it. No time stamp
//! and no duration, so that equal findings make equal reports.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::details;
use crate::report::{Finding, Report, Severity};

/// One suite, named after the command.
pub fn print(report: &Report, fail_on: Severity) -> String {
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = write(&mut Writer::new_with_indent(&mut bytes, b' ', 2), report, fail_on);
    String::from_utf8_lossy(&bytes).into_owned() + "\n"
}

fn write(writer: &mut Writer<&mut Vec<u8>>, report: &Report, fail_on: Severity) -> io::Result<()> {
    let name = format!("stubborn {}", report.command);
    let failures = report.findings.iter().filter(|finding| finding.severity >= fail_on).count().to_string();
    // No case at all is no good news to most readers.
    let tests = report.findings.len().max(1).to_string();
    let counts = [("name", name.as_str()), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("testsuites").with_attributes(counts).write_inner_content(|writer| {
        writer.create_element("testsuite").with_attributes(counts).write_inner_content(|writer| {
            if report.findings.is_empty() {
                case(writer, &name, &report.checked).write_empty()?;
            }
            report.findings.iter().try_for_each(|finding| write_case(writer, finding, &name, fail_on))
        })?;
        Ok(())
    })?;
    Ok(())
}

type Element<'a, 'b> = quick_xml::writer::ElementWriter<'a, &'b mut Vec<u8>>;

fn case<'a, 'b>(writer: &'a mut Writer<&'b mut Vec<u8>>, suite: &str, name: &str) -> Element<'a, 'b> {
    let name = allowed(name);
    writer.create_element("testcase").with_attributes([("name", name.as_str()), ("classname", suite)])
}

fn write_case(
    writer: &mut Writer<&mut Vec<u8>>,
    finding: &Finding,
    suite: &str,
    fail_on: Severity,
) -> io::Result<()> {
    let place = finding.location.as_ref().map(|location| format!("{location}: ")).unwrap_or_default();
    let told = format!("{place}{}[{}]: {}", finding.severity, finding.rule, finding.message);
    let more = [&finding.allow, &finding.diff].into_iter().flatten().cloned();
    let text: Vec<String> = std::iter::once(told).chain(details(finding)).chain(more).collect();
    let text = allowed(&text.join("\n"));
    let name = format!("{} {}", finding.rule, finding.symbol);
    case(writer, suite, &name).write_inner_content(|writer| {
        let message = allowed(&finding.message);
        let element = match finding.severity >= fail_on {
            true => writer
                .create_element("failure")
                .with_attributes([("type", finding.rule), ("message", message.as_str())]),
            false => writer.create_element("system-out"),
        };
        element.write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}

/// XML has no way to write most control characters.
fn allowed(text: &str) -> String {
    let is_allowed = |character: char| !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().map(|character| if is_allowed(character) { character } else { '\u{fffd}' }).collect()
}
