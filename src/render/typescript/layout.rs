//! Where prettier, with its defaults, breaks a line. No first line is indented: its template has done so.

const WIDTH: usize = 80;

/// `open`, items, `close` on one line if it fits, else an item a line.
pub fn list(indent: usize, open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}", items.join(", "));
    if items.is_empty() || fits(indent, &line) { line } else { broken(indent, open, items, close) }
}

/// As [`list`], of the arguments of a type, of which the last has no comma.
pub fn types(indent: usize, open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open}{}{close}", items.join(", "));
    let margin = " ".repeat(indent);
    match fits(indent, &line) {
        true => line,
        false => format!("{open}\n{margin}  {}\n{margin}{close}", items.join(&format!(",\n{margin}  "))),
    }
}

/// As [`list`], with blanks inside the braces.
pub fn braces(indent: usize, open: &str, items: &[String], close: &str) -> String {
    let line = format!("{open} {} {close}", items.join(", "));
    if fits(indent, &line) { line } else { broken(indent, open, items, close) }
}

/// A call whose last argument is a function of one expression, which prettier keeps beside the other
/// arguments as long as its head fits there.
pub fn call_with_function(indent: usize, open: &str, argument: &str, head: &str, body: &str) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{open}{argument}, {head} {body}),");
    let hugged = format!("{open}{argument}, {head}");
    if fits(indent, &line) {
        line
    } else if fits(indent, &hugged) && fits(indent + 2, &format!("{body},")) {
        format!("{hugged}\n{margin}  {body},\n{margin}),")
    } else {
        broken(indent, open, &[argument.to_owned(), format!("{head} {body}")], "),")
    }
}

/// `left right` on one line if it fits, else `right` on the next.
pub fn after(indent: usize, left: &str, right: &str) -> String {
    let line = format!("{left} {right}");
    if fits(indent, &line) { line } else { format!("{left}\n{}{right}", " ".repeat(indent + 2)) }
}

/// `left`, then operands joined by `+`: on one line, on the next, or an operand a line.
pub fn sum(indent: usize, left: &str, operands: &[String], end: &str) -> String {
    let line = format!("{}{end}", operands.join(" + "));
    let margin = " ".repeat(indent + 2);
    if fits(indent, &format!("{left} {line}")) {
        format!("{left} {line}")
    } else if fits(indent + 2, &line) {
        format!("{left}\n{margin}{line}")
    } else {
        format!("{left}\n{margin}{}{end}", operands.join(&format!(" +\n{margin}")))
    }
}

fn broken(indent: usize, open: &str, items: &[String], close: &str) -> String {
    let length = items.iter().map(|item| item.len() + indent + 4).sum::<usize>();
    let mut text = String::with_capacity(open.len() + length + indent + close.len() + 1);
    text.push_str(open);
    text.push('\n');
    for item in items {
        push_margin(&mut text, indent + 2);
        text.push_str(item);
        text.push_str(",\n");
    }
    push_margin(&mut text, indent);
    text.push_str(close);
    text
}

fn push_margin(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

fn fits(indent: usize, line: &str) -> bool {
    indent + line.chars().count() <= WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn breaks_where_a_line_is_full() {
        let [name, longer] = ["n".repeat(74), "n".repeat(75)];
        assert_eq!(list(2, "f(", &items(&[&name]), ");"), format!("f({name});"));
        assert_eq!(list(2, "f(", &items(&[&longer]), ");"), format!("f(\n    {longer},\n  );"));
        assert_eq!(list(78, "f(", &[], ");"), "f();");
        assert_eq!(after(0, "x =", &longer), format!("x = {longer}"));
        assert_eq!(after(2, "x =", &longer), format!("x =\n    {longer}"));
    }

    #[test]
    fn breaks_sums_at_last() {
        let operands = items(&["\"a\"", "request.name", "uuid()"]);
        assert_eq!(sum(4, "id: () =>", &operands, ","), "id: () => \"a\" + request.name + uuid(),");
        assert_eq!(sum(60, "id: () =>", &operands[..1], ","), "id: () => \"a\",");
        let broken = sum(60, "id: () =>", &operands, ",");
        let margin = " ".repeat(62);
        assert_eq!(broken, format!("id: () =>\n{margin}\"a\" +\n{margin}request.name +\n{margin}uuid(),"));
    }
}
