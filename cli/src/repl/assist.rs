//! Help while a line is typed: whether it is whole, colours, completion, hints with signatures.

mod completion;
mod hints;

use super::input::wants_more;
use burrow::Session;
use burrow_lang::syntax::classes::{Class, classes};
use hints::Hints;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// Looks at the session to know what there is.
pub struct Assistant {
    session: Rc<RefCell<Session>>,
    hints: Hints,
}

impl Assistant {
    /// For this session.
    pub fn new(session: Rc<RefCell<Session>>) -> Assistant {
        Assistant { session, hints: Hints::default() }
    }
}

impl Helper for Assistant {}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        // The editor adds a newline only when more is wanted.
        let more = wants_more(&format!("{}\n", context.input()));
        Ok(if more { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        Ok(completion::complete(&self.session.borrow(), line, pos))
    }
}

impl Hinter for Assistant {
    type Hint = hints::Signature;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<hints::Signature> {
        if pos < line.len() || line.starts_with(':') {
            return None;
        }
        self.hints.signature(&self.session.borrow(), line)
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if line.starts_with(':') {
            return Cow::Borrowed(line);
        }
        let mut colored = String::with_capacity(line.len() * 2);
        let mut at = 0;
        for (range, class) in classes(line) {
            let Some(color) = color(class) else { continue };
            colored += &line[at..range.start];
            colored += &format!("\x1b[{color}m{}\x1b[0m", &line[range.clone()]);
            at = range.end;
        }
        Cow::Owned(colored + &line[at..])
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

fn color(class: Class) -> Option<&'static str> {
    match class {
        Class::Keyword => Some("35"),
        Class::Number => Some("36"),
        Class::String => Some("32"),
        Class::Comment => Some("2"),
        Class::Name | Class::Mark => None,
    }
}
