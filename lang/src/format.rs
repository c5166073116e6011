//! `gofmt`: from a file's text to the same program in Go's one layout. The tree tells what to
//! print, the source's line breaks where lines end, and comments stay where they stand.
//!
//! `printer` mixes tokens, white space and comments; `align` turns cells into columns; the other
//! modules walk the tree, each one part of the grammar.

mod align;
mod build_lines;
mod comments;
mod declarations;
mod doc_comment;
mod expressions;
mod imports;
mod lists;
mod members;
mod printer;
mod source;
mod statements;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceMap;
use crate::syntax::{Mode, parse};
use printer::Printer;
use source::Source;

/// What is wrong with a text that cannot be laid out.
pub struct Unreadable {
    /// The text, for rendering.
    pub map: SourceMap,
    /// Syntax errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lays out a file or script. `name` is for diagnostics.
pub fn format(name: &str, text: &str) -> Result<String, Unreadable> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.starts_with("#!") {
        // The line that names the interpreter stays as it is, alone.
        let (line, rest) = text.split_at(text.find('\n').unwrap_or(text.len()));
        let rest = format_text(name, rest)?;
        return Ok(format!("{line}\n{rest}"));
    }
    format_text(name, text)
}

fn format_text(name: &str, text: &str) -> Result<String, Unreadable> {
    let sorted = lay_out(name, text, imports::sort)?;
    lay_out(name, sorted.as_deref().unwrap_or(text), |source| {
        let mut printer = Printer::new(source);
        printer.file();
        build_lines::place(source, printer.finish())
    })
}

/// Parses `text` and hands it to `with`.
fn lay_out<T>(name: &str, text: &str, with: impl FnOnce(&Source<'_>) -> T) -> Result<T, Unreadable> {
    let mut map = SourceMap::default();
    let Some(file) = map.add(name.to_string(), text.to_string()) else {
        return Err(Unreadable { map, diagnostics: Vec::new() });
    };
    let (ast, diagnostics) = parse(&map, file, Mode::Layout);
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Err(Unreadable { map, diagnostics });
    }
    Ok(with(&Source::new(map.file(file), &ast)))
}
