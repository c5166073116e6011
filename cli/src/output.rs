//! What the command itself prints. A closed pipe is no mistake: then nobody wants to read it.

use burrow_lang::diagnostic::Diagnostic;
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_lang::source::SourceMap;
use std::io::{IsTerminal, Write};

/// To standard output.
pub fn print(text: &str) {
    print_bytes(text.as_bytes());
}

/// Bytes, which need not be text, to standard output.
pub fn print_bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    // A failure means that nobody listens.
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// To standard error.
pub fn error(text: &str) {
    let mut out = std::io::stderr().lock();
    // A failure means that nobody listens.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Diagnostics, on standard error.
pub fn diagnostics(
    map: &SourceMap,
    list: &[Diagnostic],
    style: crate::arguments::Diagnostics,
    errors_max: Option<usize>,
) {
    let style = match style {
        crate::arguments::Diagnostics::Short => Style::Short,
        crate::arguments::Diagnostics::Full => Style::Full,
    };
    error(&render(map, list, Look { style, color: color(), errors_max }));
}

/// Whether diagnostics are in colour.
fn color() -> bool {
    color_of(&std::io::stderr())
}

/// Colour on a terminal, unless `NO_COLOR` is set.
pub fn color_of(stream: &impl IsTerminal) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("NO_COLOR") {
        return false;
    }
    stream.is_terminal() || std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
}
