//! Lines as rustfmt lays them out by default.

/// What rustfmt lets a line have.
const WIDTH: usize = 100;

/// What rustfmt lets the arguments of a call, the elements of an array or a chain of calls have on one line.
const SHORT: usize = 60;

/// `fn name(a, b) -> R {`, or with a line for each parameter; `indent` is of the line that it starts on.
pub fn signature(indent: usize, head: &str, parameters: &[String], result: &str, end: &str) -> String {
    let line = format!("{head}({}){result}{end}", parameters.join(", "));
    // A body is opened on the same line, which its width does not count.
    if indent + line.len() <= WIDTH {
        return line;
    }
    let mut text = format!("{head}(\n");
    for parameter in parameters {
        text.push_str(&format!("{:1$}{parameter},\n", "", indent + 4));
    }
    text.push_str(&format!("{:1$}){result}{end}", "", indent));
    text
}

/// A function with its body.
pub fn function(indent: usize, signature: &str, body: &[String]) -> String {
    let margin = format!("\n{:1$}", "", indent + 4);
    format!("{signature}{margin}{}\n{:indent$}}}", body.join(&margin), "")
}

/// `-> impl Future<Output = outer<inner>>`, or with what it gives on a line or more of its own. `used` is
/// what is on its first line in front of it, at worst, and behind it.
pub fn future(indent: usize, future: &str, outer: &str, inner: &str, used: &str) -> String {
    let line = format!(" -> impl {future}<Output = {outer}<{inner}>>");
    if indent + ")".len() + line.len() + used.len() <= WIDTH {
        return line;
    }
    let margin = format!("\n{:indent$}", "");
    let output = format!("Output = {outer}<{inner}>,");
    if indent + 4 + output.len() <= WIDTH {
        return format!(" -> impl {future}<{margin}    {output}{margin}>");
    }
    format!(" -> impl {future}<{margin}    Output = {outer}<{margin}        {inner},{margin}    >,{margin}>")
}

/// `head = value;`, or with the value on its own line.
pub fn assignment(indent: usize, head: &str, value: &str) -> String {
    let line = format!("{head} = {value};");
    if indent + line.len() <= WIDTH {
        return line;
    }
    format!("{head} =\n{:1$}{value};", "", indent + 4)
}

/// `open a, b close`, or with a line for each.
pub fn list(indent: usize, open: &str, elements: &[String], close: &str) -> String {
    let inside = elements.join(", ");
    let line = format!("{open}{inside}{close}");
    if inside.len() <= SHORT && indent + line.len() <= WIDTH {
        return line;
    }
    let mut text = format!("{open}\n");
    for element in elements {
        text.push_str(&format!("{:1$}{element},\n", "", indent + 4));
    }
    text.push_str(&format!("{:1$}{close}", "", indent));
    text
}

/// `head receiver.a().b()tail`, or with a line for each call.
pub fn chain(indent: usize, head: &str, receiver: &str, calls: &[String], tail: &str) -> String {
    let chained = format!("{receiver}{}", calls.concat());
    let short = if calls.len() == 1 { WIDTH } else { SHORT };
    let line = format!("{head}{chained}{tail}");
    if chained.len() <= short && indent + line.len() <= WIDTH {
        return line;
    }
    let mut text = format!("{head}{receiver}");
    for call in calls {
        text.push_str(&format!("\n{:1$}{call}", "", indent + 4));
    }
    text.push_str(tail);
    text
}

/// `receiver.call(argument)?;`, or with the call or the argument on a line of its own.
pub fn tried_call(indent: usize, receiver: &str, call: &str, argument: &str) -> String {
    // rustfmt leaves room for what ends the statement.
    const ROOM: usize = WIDTH - "?;".len();
    let whole = format!("{call}({argument})?;");
    if indent + receiver.len() + whole.len() <= ROOM {
        return format!("{receiver}{whole}");
    }
    let margin = format!("\n{:1$}", "", indent + 4);
    if indent + 4 + whole.len() <= ROOM {
        return format!("{receiver}{margin}{whole}");
    }
    let arguments = argument.replace(", ", &format!(",{margin}"));
    format!("{receiver}{call}({margin}{arguments},\n{:indent$})?;", "")
}

/// `format!("…", a, b)`, or with its text on a line and its arguments on another, or on one each.
pub fn format_call(indent: usize, text: &str, arguments: &[String]) -> String {
    let elements: Vec<&str> = [text].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let inside = elements.join(", ");
    if arguments.is_empty() || (inside.len() <= SHORT && indent + inside.len() + "format!()".len() <= WIDTH) {
        return format!("format!({inside})");
    }
    let margin = format!("\n{:1$}", "", indent + 4);
    let line = arguments.join(", ");
    let arguments =
        if indent + 4 + line.len() <= WIDTH { line } else { arguments.join(&format!(",{margin}")) };
    format!("format!({margin}{text},{margin}{arguments}\n{:1$})", "", indent)
}

/// An arm of a match, with the line's end: `pattern => value,`, or with the value in a block.
pub fn arm(indent: usize, pattern: &str, value: &str) -> String {
    let margin = " ".repeat(indent);
    if indent + pattern.len() + value.len() + " => ,".len() <= WIDTH {
        return format!("{margin}{pattern} => {value},\n");
    }
    format!("{margin}{pattern} => {{\n{margin}    {value}\n{margin}}}\n")
}
