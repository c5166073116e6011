//! Inputs from lines: lines are added until they make a whole input.

use burrow_lang::compile::session::is_incomplete;

/// The lines of an input so far.
#[derive(Default)]
pub struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line; the input, when it is whole. Two empty lines in a row end whatever stands there.
    pub fn add(&mut self, line: &str) -> Option<String> {
        self.text += line;
        self.text.push('\n');
        if is_incomplete(&self.text) && !self.text.ends_with("\n\n\n") {
            return None;
        }
        self.rest()
    }

    /// What stands there, if anything does.
    pub fn rest(&mut self) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        (!text.trim().is_empty()).then_some(text)
    }

    /// Nothing has been added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
