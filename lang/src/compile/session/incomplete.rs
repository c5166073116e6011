//! Whether what has been typed so far is the beginning of an input.

use crate::diagnostic::Severity;
use crate::source::SourceMap;
use crate::syntax::{Mode, parse};

/// More lines can make an input of `text`: the earliest mistake is that it ends.
pub fn is_incomplete(text: &str) -> bool {
    let mut map = SourceMap::default();
    let Some(file) = map.add("input", text.to_string()) else { return false };
    let (_, diagnostics) = parse(&map, file, Mode::Program);
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let Some(first) = errors.min_by_key(|d| d.span.lo) else { return false };
    let at = (first.span.lo - map.file(file).base) as usize;
    let open = text[at.min(text.len())..].starts_with('`') || text[at.min(text.len())..].starts_with("/*");
    at >= text.trim_end().len() || open && first.message.ends_with("not terminated")
}

#[cfg(test)]
mod tests {
    use super::is_incomplete;

    #[test]
    fn an_input_that_only_lacks_its_end_is_incomplete() {
        for text in [
            "if x {",
            "f(1,",
            "f(1",
            "x :=",
            "a +",
            "type T struct {\n\tX int",
            "`raw\n",
            "/* a",
            "go func() {\n",
            "x.",
        ] {
            assert!(is_incomplete(text), "{text}");
        }
    }

    #[test]
    fn a_whole_input_or_a_mistake_is_not() {
        for text in [
            "",
            "x := 1",
            "if x {\n}\n",
            "\"open",
            "x := )",
            "func f() int { return 1 }",
            "// note",
            "} else {",
        ] {
            assert!(!is_incomplete(text), "{text}");
        }
    }
}
