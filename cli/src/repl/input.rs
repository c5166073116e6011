//! Inputs from lines: lines are added until they make a whole input.

use burrow_lang::compile::session::is_incomplete;

/// The lines of an input so far.
#[derive(Default)]
pub struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line; the input, when it is whole.
    pub fn add(&mut self, line: &str) -> Option<String> {
        self.text += line;
        self.text.push('\n');
        if wants_more(&self.text) { None } else { self.rest() }
    }

    /// What stands there, if anything does.
    pub fn rest(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        (!text.trim().is_empty()).then_some(text)
    }
}

/// Another line is needed. Two empty lines in a row end whatever stands there, and a command is a line.
pub fn wants_more(text: &str) -> bool {
    let two_empty_lines = text.ends_with("\n\n\n") || text.ends_with("\n\n") && text.trim().is_empty();
    !text.starts_with(':') && !two_empty_lines && is_incomplete(text)
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_become_inputs() {
        let mut lines = Lines::default();
        assert_eq!(lines.add("x := 1"), Some("x := 1\n".into()));
        assert_eq!(lines.add("if x > 0 {"), None);
        assert_eq!(lines.add("}"), Some("if x > 0 {\n}\n".into()));
        assert_eq!(lines.add(":type f("), Some(":type f(\n".into()));
        assert_eq!((lines.add("f("), lines.add(""), lines.add("")), (None, None, Some("f(\n\n\n".into())));
        assert_eq!((lines.add(""), lines.rest()), (None, None));
    }
}
