//! What an example function is to print: the last comment in its body, when it begins with
//! `Output:` or `Unordered output:`.

/// The expected output of an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The text.
    pub output: String,
    /// The order of the lines is open.
    pub unordered: bool,
}

/// Reads the expectation of a function from its body's text, braces included. `None`: it has none,
/// and is not run.
pub fn expected(body: &str) -> Option<Expected> {
    let comment = last_comment(body)?;
    let text = comment.trim_start();
    let lower = text.to_lowercase();
    let (unordered, label) = match lower.strip_prefix("unordered ") {
        Some(rest) if rest.starts_with("output:") => (true, "unordered output:".len()),
        _ if lower.starts_with("output:") => (false, "output:".len()),
        _ => return None,
    };
    let output = text[label..].trim_start_matches(' ');
    let output = output.strip_prefix('\n').unwrap_or(output);
    Some(Expected { output: output.to_string(), unordered })
}

/// The text of the last group of comments, as go/ast's CommentGroup.Text gives it.
fn last_comment(body: &str) -> Option<String> {
    let mut group: Vec<&str> = Vec::new();
    let mut group_end = 0;
    for (start, end) in comments(body) {
        let between = &body[group_end..start];
        let adjacent = !group.is_empty()
            && between.trim().is_empty()
            && between.bytes().filter(|&b| b == b'\n').count() <= 1;
        if !adjacent {
            group.clear();
        }
        group.push(&body[start..end]);
        group_end = end;
    }
    // Code behind the comment, other than the closing brace: it belongs to that.
    if group.is_empty() || body[group_end..].trim() != "}" {
        return None;
    }
    Some(text_of(&group))
}

/// Where the comments of a text lie.
fn comments(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let length = match bytes[at] {
            b'/' if rest.starts_with("//") => {
                let length = rest.find('\n').unwrap_or(rest.len());
                found.push((at, at + length));
                length
            }
            b'/' if rest.starts_with("/*") => {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                found.push((at, at + length));
                length
            }
            b'`' => rest[1..].find('`').map_or(rest.len(), |end| end + 2),
            quote @ (b'"' | b'\'') => quoted(rest.as_bytes(), quote),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += length.max(1);
    }
    found
}

/// The length of a literal in quotes.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    // Never in the middle of a character: quotes and newlines are ASCII.
    (at + 1).min(bytes.len())
}

fn text_of(group: &[&str]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for comment in group {
        if let Some(line) = comment.strip_prefix("//") {
            let line = line.strip_suffix('\r').unwrap_or(line);
            lines.push(line.strip_prefix(' ').unwrap_or(line).trim_end().to_string());
        } else {
            let inside = comment.strip_prefix("/*").and_then(|c| c.strip_suffix("*/")).unwrap_or(comment);
            lines.extend(inside.split('\n').map(|line| line.trim_end().to_string()));
        }
    }
    let mut text = String::new();
    let mut blank = true;
    for line in &lines {
        // Leading blank lines go, several become one.
        if !(line.is_empty() && blank) {
            text += line;
            text.push('\n');
        }
        blank = line.is_empty();
    }
    let end = text.trim_end_matches('\n').len();
    text.truncate(end);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::expected;

    fn output(body: &str) -> Option<(String, bool)> {
        expected(body).map(|expected| (expected.output, expected.unordered))
    }

    #[test]
    fn the_last_comment_says_what_is_printed() {
        let body = "{\n\tf()\n\t// Output:\n\t// a\n\t//  b\n}";
        assert_eq!(output(body), Some(("a\n b\n".into(), false)));
        let body = "{\n\t// unordered OUTPUT: x\n\t// y\n}";
        assert_eq!(output(body), Some(("x\ny\n".into(), true)));
        assert_eq!(output("{ /* Output:\nz */ }"), Some(("z\n".into(), false)));
        assert_eq!(output("{ // Output:\n}"), Some(("".into(), false)));
    }

    #[test]
    fn other_comments_do_not() {
        assert_eq!(output("{ f() }"), None);
        assert_eq!(output("{\n// Output: a\n\nf()\n}"), None);
        assert_eq!(output("{\n// Output: a\n\n// b\n}"), None);
        assert_eq!(output("{ f(\"// Output: a\", `// Output: b`, '\"') }"), None);
    }
}
