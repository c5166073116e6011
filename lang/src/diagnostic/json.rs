//! Diagnostics for editors: one JSON object a line, with the fields `file`, `line`, `column`,
//! `end_line`, `end_column`, `severity`, `code`, `message`, `related` (places with what to say there)
//! and, where one is known, `hint`. Lines and columns count from 1, columns in bytes.

use super::{Diagnostic, Severity};
use crate::source::{SourceMap, Span};
use std::fmt::Write;

/// All diagnostics, a line each.
pub fn json_lines<'d>(map: &SourceMap, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push('{');
        place(&mut out, map, diagnostic.span);
        let severity = match diagnostic.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        field(&mut out, "severity", severity);
        field(&mut out, "code", diagnostic.code.name());
        field(&mut out, "message", &diagnostic.message);
        if let Some(hint) = &diagnostic.hint {
            field(&mut out, "hint", hint);
        }
        out.push_str(",\"related\":[");
        for (i, (span, text)) in diagnostic.labels.iter().enumerate() {
            out.push_str(if i == 0 { "{" } else { ",{" });
            place(&mut out, map, *span);
            field(&mut out, "message", text);
            out.push('}');
        }
        out.push_str("]}\n");
    }
    out
}

/// The line for a problem that has no place, such as a file that cannot be read.
pub fn json_problem(file: &str, message: &str) -> String {
    let mut out = String::from("{\"file\":");
    string(&mut out, file);
    field(&mut out, "severity", "error");
    field(&mut out, "message", message);
    out.push_str("}\n");
    out
}

/// The fields of a place, which come first.
fn place(out: &mut String, map: &SourceMap, span: Span) {
    let start = map.locate(span);
    let end = map.locate(Span { lo: span.hi.max(span.lo), hi: span.hi });
    out.push_str("\"file\":");
    string(out, &map.file(start.file).name);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        ",\"line\":{},\"column\":{},\"end_line\":{},\"end_column\":{}",
        start.line, start.column, end.line, end.column
    );
}

fn field(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, ",\"{name}\":");
    string(out, text);
}

fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{json_lines, json_problem};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{SourceMap, Span};

    #[test]
    fn each_diagnostic_is_an_object_on_a_line() {
        let mut map = SourceMap::default();
        map.add("a.go", "x := 1\ny(\"é\")\n");
        let error = Diagnostic::error(Code::UndeclaredName, Span::new(7, 8), "undefined: \"y\"\n");
        let text = json_lines(&map, &[error.label(Span::new(0, 1), "here").hint("look")]);
        assert_eq!(
            text,
            "{\"file\":\"a.go\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":2,\"severity\":\"error\",\
             \"code\":\"UndeclaredName\",\"message\":\"undefined: \\\"y\\\"\\n\",\"hint\":\"look\",\"related\":\
             [{\"file\":\"a.go\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":2,\"message\":\"here\"}]}\n"
        );
        assert_eq!(
            json_problem("b", "\u{1}"),
            "{\"file\":\"b\",\"severity\":\"error\",\"message\":\"\\u0001\"}\n"
        );
    }
}
