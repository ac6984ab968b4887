//! Lines broken where ruff's formatter breaks them.

/// The formatter's default.
const WIDTH: usize = 88;

/// Items within brackets, which `head` ends with: on one line, else on one line of their own, else
/// one a line. `indent` is where the line starts; an item of several lines is indented for it.
pub fn bracketed(head: &str, items: &[String], tail: &str, indent: usize) -> String {
    let joined = items.join(", ");
    let flat = !joined.contains('\n');
    if flat && indent + head.len() + joined.len() + tail.len() <= WIDTH {
        return format!("{head}{joined}{tail}");
    }

    let (margin, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    if flat && inner.len() + joined.len() <= WIDTH {
        return format!("{head}\n{inner}{joined}\n{margin}{tail}");
    }
    exploded(head, items, tail, indent)
}

/// Items within brackets, one a line, as a comma behind the last keeps them.
pub fn exploded(head: &str, items: &[String], tail: &str, indent: usize) -> String {
    let (margin, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    let items: String = items.iter().map(|item| format!("{inner}{item},\n")).collect();
    format!("{head}\n{items}{margin}{tail}")
}

/// Operands of `+` behind `head`: on one line, else in parentheses, on one line or one a line.
pub fn sum(head: &str, operands: &[String], indent: usize) -> String {
    let line = format!("{head}{}", operands.join(" + "));
    if indent + line.len() <= WIDTH {
        return line;
    }
    let (margin, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
    let line = operands.join(" + ");
    if operands.len() > 1 && !line.contains('\n') && indent + 4 + line.len() <= WIDTH {
        return format!("{head}(\n{inner}{line}\n{margin})");
    }
    format!("{head}(\n{inner}{}\n{margin})", operands.join(&format!("\n{inner}+ ")))
}

/// `head` and a value: on one line, else the value in parentheses, where that makes it fit.
pub fn assigned(head: &str, value: &str) -> String {
    let fits = head.len() + value.len() <= WIDTH || value.len() + 4 > WIDTH;
    if fits { format!("{head}{value}") } else { format!("{head}(\n    {value}\n)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn brackets_break_in_three_steps() {
        let short = items(&["first", "second"]);
        let medium = items(&[&"a".repeat(41), &"b".repeat(41)]);
        let long = items(&[&"a".repeat(50), &"b".repeat(50)]);

        assert_eq!(bracketed("call(", &short, ")", 4), "call(first, second)");
        let (a, b) = (&medium[0], &medium[1]);
        assert_eq!(bracketed("call(", &medium, ")", 0), format!("call(\n    {a}, {b}\n)"));
        let (a, b) = (&long[0], &long[1]);
        assert_eq!(bracketed("call(", &long, ")", 4), format!("call(\n        {a},\n        {b},\n    )"));
    }

    #[test]
    fn an_item_of_several_lines_breaks_all() {
        let nested = items(&["a", "b(\n        1,\n    )"]);

        assert_eq!(bracketed("f(", &nested, ")", 0), "f(\n    a,\n    b(\n        1,\n    ),\n)");
    }

    #[test]
    fn sums_and_assignments_break_in_parentheses() {
        let long = items(&[&"a".repeat(50), &"b".repeat(50)]);
        let (a, b) = (&long[0], &long[1]);

        assert_eq!(sum("return ", &items(&["a", "b"]), 4), "return a + b");
        assert_eq!(sum("return ", &long, 4), format!("return (\n        {a}\n        + {b}\n    )"));
        assert_eq!(assigned("X = ", "1"), "X = 1");
        assert_eq!(
            assigned(&format!("{a} = "), &"b".repeat(60)),
            format!("{a} = (\n    {}\n)", "b".repeat(60))
        );
    }
}
