//! Hints: while the arguments of a call are typed, the function's signature.

use super::completion::operand_start;
use burrow::Session;
use rustyline::hint::Hint;
use std::cell::RefCell;

/// A signature to show; nothing of it is to be typed.
pub struct Signature(String);

impl Hint for Signature {
    fn display(&self) -> &str {
        &self.0
    }
    fn completion(&self) -> Option<&str> {
        None
    }
}

/// Remembers the last call, whose arguments take many keys.
#[derive(Default)]
pub struct Hints {
    last: RefCell<Option<Known>>,
}

struct Known {
    callee: String,
    /// Inputs of the session when it was looked for.
    inputs: usize,
    signature: Option<String>,
}

impl Hints {
    /// The signature of the function whose call is open at the end of `line`.
    pub fn signature(&self, session: &Session, line: &str) -> Option<Signature> {
        let callee = open_call(line)?;
        let inputs = session.inputs();
        let mut last = self.last.borrow_mut();
        let known = match &mut *last {
            Some(known) if known.callee == callee && known.inputs == inputs => known,
            other => {
                let signature = find(session, callee);
                other.insert(Known { callee: callee.to_string(), inputs, signature })
            }
        };
        known.signature.as_ref().map(|text| Signature(format!("  {text}")))
    }
}

/// What is called by the innermost call that is open at the end of `line`.
fn open_call(line: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, c) in line.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => {
                let callee = &line[operand_start(&line[..at])..at];
                return (!callee.is_empty()).then_some(callee);
            }
            // A literal or an index that is open itself.
            '[' | '{' if depth == 0 => {}
            '(' | '[' | '{' => depth -= 1,
            ';' | '\n' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Of functions and methods as they are declared, of func values their types.
fn find(session: &Session, callee: &str) -> Option<String> {
    let checking = session.check(callee);
    let ty = checking.value_types()?.into_iter().next().filter(|ty| ty.starts_with("func"))?;
    Some(checking.declaration().unwrap_or(ty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_call_is_found() {
        assert_eq!(open_call("strings.Cut("), Some("strings.Cut"));
        assert_eq!(open_call("x := f(a, g(1), "), Some("f"));
        assert_eq!(open_call("f(1)"), None);
        assert_eq!(open_call("f([]int{1, "), Some("f"));
        assert_eq!(open_call("(1 + "), None);
    }

    #[test]
    fn hints_are_signatures() {
        let mut session = Session::new(std::io::sink(), std::io::sink());
        session.enter("func add(a, b int) int { return a + b }").expect("it is right");
        let hints = Hints::default();
        let hint = |line: &str| hints.signature(&session, line).map(|s| s.0.trim().to_string());
        assert_eq!(hint("add(1, "), Some("func add(a, b int) int".into()));
        let cut = "func Cut(s, sep string) (before, after string, found bool)";
        assert_eq!(hint("strings.Cut("), Some(cut.into()));
        let ty = "func(int) string";
        session.enter("value := func(n int) string { return \"\" }").expect("it is right");
        assert_eq!(hints.signature(&session, "value(").map(|s| s.0), Some(format!("  {ty}")));
        let hint = |line: &str| hints.signature(&session, line).map(|s| s.0.trim().to_string());
        assert_eq!(
            hint("strings.NewReplacer().Replace("),
            Some("func (r *Replacer) Replace(s string) string".into())
        );
        assert_eq!(hint("nowhere("), None);
        assert_eq!(hint("int("), None);
    }
}
