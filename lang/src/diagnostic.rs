//! What the front end tells people about their program. Each kind of diagnostic is one [`Code`],
//! named as in go/types; the first line of each is Go's own `file:line:col: message`.

pub mod code;
pub mod json;
pub mod render;

use crate::source::Span;
pub use code::Code;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Shown; the program runs.
    Warning,
    /// The program does not run.
    Error,
}

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Which kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The place that the message names.
    pub span: Span,
    /// Go's words, without place.
    pub message: String,
    /// Further places, with what to say there ("declared here").
    pub labels: Vec<(Span, String)>,
    /// What to do about it, where one knows.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let message = message.into();
        Diagnostic { code, severity: Severity::Error, span, message, labels: Vec::new(), hint: None }
    }
    /// The same with another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push((span, text.into()));
        self
    }
    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Diagnostic {
        self.hint = Some(text.into());
        self
    }
}
