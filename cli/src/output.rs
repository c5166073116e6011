//! What the command itself prints. A closed pipe is no mistake: then nobody wants to read it.

use burrow_lang::diagnostic::Diagnostic;
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_lang::source::SourceMap;
use std::io::{IsTerminal, Write};

/// To standard output.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    // A failure means that nobody listens.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
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

/// Colour on a terminal, unless `NO_COLOR` is set.
fn color() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("NO_COLOR") {
        return false;
    }
    std::io::stderr().is_terminal() || std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
}
