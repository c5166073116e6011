//! Quoting as Go source text: `strconv.Quote` and its kind, fmt's `%q`.

use std::fmt::Write;

pub use crate::unicode::is_print;

/// What stands in a literal as it is; everything else is escaped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// What is printable.
    Printable,
    /// What is printable and in ASCII.
    Ascii,
    /// What is graphic: spaces of all kinds, too.
    Graphic,
}

impl Style {
    /// ASCII or all that is printable.
    pub fn of_ascii(ascii: bool) -> Style {
        if ascii { Style::Ascii } else { Style::Printable }
    }
    fn keeps(self, c: char) -> bool {
        match self {
            Style::Printable => is_print(c),
            Style::Ascii => is_print(c) && c.is_ascii(),
            Style::Graphic => is_graphic(c),
        }
    }
}

/// Printable or a space (category Zs).
pub fn is_graphic(c: char) -> bool {
    is_print(c) || c.is_whitespace() && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}')
}

fn escape(out: &mut String, c: char, quote: char, style: Style) {
    match c {
        c if c == quote || c == '\\' => out.extend(['\\', c]),
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        c if style.keeps(c) => out.push(c),
        c if (c as u32) < 0x20 || c as u32 == 0x7f => {
            let _ = write!(out, "\\x{:02x}", c as u32);
        }
        c if (c as u32) < 0x10000 => {
            let _ = write!(out, "\\u{:04x}", c as u32);
        }
        c => {
            let _ = write!(out, "\\U{:08x}", c as u32);
        }
    }
}

/// A double-quoted Go string literal.
pub fn quote(text: &[u8], style: Style) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for chunk in text.utf8_chunks() {
        chunk.valid().chars().for_each(|c| escape(&mut out, c, '"', style));
        for b in chunk.invalid() {
            let _ = write!(out, "\\x{b:02x}");
        }
    }
    out.push('"');
    out
}

/// A single-quoted Go rune literal.
pub fn quote_rune(c: char, style: Style) -> String {
    let mut out = String::from("'");
    escape(&mut out, c, '\'', style);
    out.push('\'');
    out
}

/// Can stand between backquotes on one line.
pub fn can_backquote(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| {
        text.chars().all(|c| c != '\u{feff}' && c != '`' && c != '\x7f' && (c >= ' ' || c == '\t'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_as_go_does() {
        assert_eq!(quote("a\"b\n\u{1}é\u{200b}".as_bytes(), Style::Printable), r#""a\"b\n\x01é\u200b""#);
        assert_eq!(quote("é😀".as_bytes(), Style::Ascii), r#""\u00e9\U0001f600""#);
        assert_eq!(quote(b"\xff", Style::Printable), r#""\xff""#);
        assert_eq!(quote_rune('\'', Style::Printable), r"'\''");
        assert!(is_print('\u{301}'));
        assert!(!is_print('\u{a0}'));
    }
}
