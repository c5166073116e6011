//! Diagnostics as people see them, through ariadne: first a line as Go's own tools print it
//! (`file:line:col: message`), then, in the full style, the source with the place marked.

use super::{Diagnostic, Severity};
use crate::hash::HashMap;
use crate::source::{FileId, SourceMap, Span};
use ariadne::{Cache, CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use std::fmt::Write;
use std::ops::Range;

/// Errors shown before it says "too many errors", as in gc.
pub const ERRORS_MAX: usize = 10;
/// Longer lines are not shown.
const LINE_BYTES_MAX: usize = 400;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// One line each.
    Short,
    /// With the source.
    #[default]
    Full,
}

/// How diagnostics look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// How much is shown.
    pub style: Style,
    /// Whether in colour.
    pub color: bool,
    /// Errors shown before it says "too many errors"; `None`: all.
    pub errors_max: Option<usize>,
}

/// All diagnostics, sorted by place, as far as `look` wants them.
pub fn render(map: &SourceMap, diagnostics: &[Diagnostic], look: Look) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|d| d.span.lo);
    let mut out = String::new();
    let mut texts = Texts { map, sources: HashMap::default() };
    let mut errors = 0;
    for diagnostic in sorted {
        if diagnostic.severity == Severity::Error {
            if look.errors_max == Some(errors) {
                out.push_str("too many errors\n");
                break;
            }
            errors += 1;
        }
        out.push_str(&first_line(map, diagnostic));
        out.push('\n');
        if look.style == Style::Full {
            excerpt(&mut out, &mut texts, diagnostic, look.color);
        }
    }
    out
}

/// `file:line:col: message`
pub fn first_line(map: &SourceMap, diagnostic: &Diagnostic) -> String {
    let place = map.locate(diagnostic.span);
    let name = &map.file(place.file).name;
    let kind = match diagnostic.severity {
        Severity::Warning => "warning: ",
        Severity::Error => "",
    };
    let mut line = String::new();
    // Writing to a String cannot fail.
    let _ = write!(line, "{name}:{}:{}: {kind}{}", place.line, place.column, diagnostic.message);
    line
}

/// A place as ariadne wants it: file and bytes in it.
type Place = (FileId, Range<usize>);

/// The source with the places marked, and the hint.
fn excerpt(out: &mut String, texts: &mut Texts<'_>, diagnostic: &Diagnostic, color: bool) {
    let Some(place) = texts.place(diagnostic.span) else { return hint_only(out, diagnostic) };
    let paint = match diagnostic.severity {
        Severity::Warning => Color::Yellow,
        Severity::Error => Color::Red,
    };
    let config = Config::default()
        .with_color(color)
        .with_tab_width(4)
        .with_index_type(IndexType::Byte)
        .with_char_set(CharSet::Unicode);
    let mut labels = vec![(place.clone(), Label::new(place.clone()).with_color(paint).with_message(""))];
    for (span, text) in &diagnostic.labels {
        if let Some(place) = texts.place(*span) {
            let label = Label::new(place.clone()).with_color(Color::Cyan).with_message(text);
            labels.push((place, label));
        }
    }
    labels.sort_by_key(|((file, range), _)| (file.0, range.start));
    let mut report = Report::build(ReportKind::Error, place).with_config(config);
    for (_, label) in labels {
        report.add_label(label);
    }
    if let Some(hint) = &diagnostic.hint {
        report.add_help(hint);
    }
    let mut bytes = Vec::new();
    if report.finish().write(&mut *texts, &mut bytes).is_ok() {
        let text = String::from_utf8_lossy(&bytes);
        // The first two lines are ariadne's own "Error:" and the place, whose column counts characters.
        let shown = text.lines().skip(2).filter(|line| !points_at_nothing(line));
        out.extend(shown.flat_map(|line| [line.trim_end(), "\n"]));
    }
}

/// The arrow from a mark to its text, where there is no text: the first line has said it. (Without
/// any text ariadne draws no mark.)
fn points_at_nothing(line: &str) -> bool {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(|c| c.is_ascii_alphabetic());
        } else {
            plain.push(c);
        }
    }
    plain.trim_end().split_once('╰').is_some_and(|(before, after)| {
        before.chars().all(|c| matches!(c, '│' | ' ' | '┆' | '·')) && after.chars().all(|c| c == '─')
    })
}

fn hint_only(out: &mut String, diagnostic: &Diagnostic) {
    if let Some(hint) = &diagnostic.hint {
        out.push_str("  help: ");
        out.push_str(hint);
        out.push('\n');
    }
}

/// The files, cut into lines once each.
struct Texts<'a> {
    map: &'a SourceMap,
    sources: HashMap<FileId, Source<&'a str>>,
}

impl Texts<'_> {
    /// Where a span is, cut to its first line and at least one byte long where there is one.
    /// `None` when the line is too long to show.
    fn place(&self, span: Span) -> Option<Place> {
        let id = self.map.file_of(span);
        let file = self.map.files().get(id.0 as usize)?;
        let start = (span.lo.checked_sub(file.base)? as usize).min(file.text.len());
        let line_start = file.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = file.text[start..].find('\n').map_or(file.text.len(), |i| start + i);
        if line_end - line_start > LINE_BYTES_MAX {
            return None;
        }
        let wanted = (span.hi.saturating_sub(file.base) as usize).min(line_end);
        let one = file.text[start..line_end].chars().next().map_or(0, char::len_utf8);
        Some((id, start..wanted.max(start + one)))
    }
}

impl<'a> Cache<FileId> for Texts<'a> {
    type Storage = &'a str;

    fn fetch(&mut self, id: &FileId) -> Result<&Source<&'a str>, impl std::fmt::Debug> {
        let map = self.map;
        match map.files().get(id.0 as usize) {
            Some(file) => Ok(self.sources.entry(*id).or_insert_with(|| Source::from(&*file.text))),
            None => Err("no such file"),
        }
    }
    fn display<'b>(&self, id: &'b FileId) -> Option<impl std::fmt::Display + 'b> {
        self.map.files().get(id.0 as usize).map(|file| file.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{ERRORS_MAX, Look, Style, render};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{SourceMap, Span};

    fn sample() -> (SourceMap, Vec<Diagnostic>) {
        let mut map = SourceMap::default();
        map.add("a.go", "x := 1\nécrire(y)\n");
        let error = Diagnostic::error(Code::InvalidSyntaxTree, Span::new(15, 16), "undefined: y");
        (map, vec![error.label(Span::new(0, 1), "x is here").hint("declare it")])
    }

    #[test]
    fn short_is_one_line_each() {
        let (map, mut diagnostics) = sample();
        let look = Look { style: Style::Short, errors_max: Some(ERRORS_MAX), ..Look::default() };
        assert_eq!(render(&map, &diagnostics, look), "a.go:2:9: undefined: y\n");
        let one = diagnostics.remove(0);
        let many = vec![one; 12];
        assert_eq!(render(&map, &many, look).lines().count(), 11);
    }

    #[test]
    fn full_marks_the_source() {
        let (map, diagnostics) = sample();
        let text = render(&map, &diagnostics, Look::default());
        assert!(text.starts_with("a.go:2:9: undefined: y\n"), "{text}");
        assert!(
            text.contains("écrire(y)") && text.contains("x is here") && text.contains("declare it"),
            "{text}"
        );
    }
}
