//! Sorts imports by path within each run of lines that no empty line divides, as gofmt does. Works
//! on the text: a spec's comments move with its lines. The same spec twice is kept once.

use super::source::Source;
use crate::syntax::ast::Import;
use crate::syntax::token::Token;
use std::ops::Range;

/// A spec and the lines it takes.
struct Spec<'s> {
    import: &'s Import,
    /// Bytes of its lines, comments above them included.
    lines: Range<usize>,
    first_line: u32,
    last_line: u32,
}

/// The text with sorted imports; `None`: they were.
pub(super) fn sort(source: &Source<'_>) -> Option<String> {
    let mut text = source.file.text.to_string();
    let mut changed = false;
    // From the end, so that the places of earlier ones stay.
    for group in groups(source).iter().rev() {
        let range = group[0].lines.start..group[group.len() - 1].lines.end;
        let sorted = sorted(source, group);
        if sorted != source.file.text[range.clone()] {
            text.replace_range(range, &sorted);
            changed = true;
        }
    }
    changed.then_some(text)
}

/// Runs of specs in consecutive lines of a parenthesized declaration.
fn groups<'s>(source: &Source<'s>) -> Vec<Vec<Spec<'s>>> {
    let mut groups: Vec<Vec<Spec<'s>>> = Vec::new();
    let mut in_parens_until = 0;
    for import in &source.ast.imports {
        let lo = import.name.as_ref().map_or(import.path_span.lo, |name| name.span.lo);
        let keyword = source.find_before(Token::Import, lo);
        let (after, open) = source.token_at(keyword + 6);
        if after != Token::LeftParen {
            continue;
        }
        let spec = spec(source, import, lo);
        let joins = groups
            .last()
            .and_then(|g| g.last())
            .is_some_and(|last| last.last_line + 1 == spec.first_line && open.lo < in_parens_until);
        in_parens_until = source.find(Token::RightParen, import.path_span.hi);
        let alone = source.line(open.lo) != spec.last_line && source.line(in_parens_until) != spec.last_line;
        match groups.last_mut() {
            Some(group) if joins && alone && group[group.len() - 1].last_line < spec.last_line => {
                group.push(spec)
            }
            _ if alone => groups.push(vec![spec]),
            _ => {}
        }
    }
    groups
}

/// A spec with the comments right above it.
fn spec<'s>(source: &Source<'s>, import: &'s Import, lo: u32) -> Spec<'s> {
    let line = source.line(lo);
    let mut first_line = line;
    let above = source.comments.partition_point(|group| group.lo < lo);
    if let Some(group) = above.checked_sub(1).map(|i| &source.comments[i])
        && source.is_documented(lo)
    {
        first_line = source.line(group.lo);
    }
    let last_line = source.line(import.path_span.hi);
    let start = source.file.lines()[first_line as usize - 1] as usize;
    let end = source.file.lines().get(last_line as usize).map_or(source.file.text.len(), |at| *at as usize);
    Spec { import, lines: start..end, first_line, last_line }
}

fn sorted(source: &Source<'_>, group: &[Spec<'_>]) -> String {
    let mut order: Vec<&Spec<'_>> = group.iter().collect();
    let name = |spec: &Spec<'_>| spec.import.name.as_ref().map(|name| name.name.to_string());
    order.sort_by_key(|spec| (spec.import.path.clone(), name(spec), spec.lines.clone().count()));
    let mut text = String::new();
    let mut previous: Option<&Spec<'_>> = None;
    for spec in order {
        let same = previous.is_some_and(|p| p.import.path == spec.import.path && name(p) == name(spec));
        let lines = &source.file.text[spec.lines.clone()];
        if !same || lines.contains("//") || lines.contains("/*") {
            text.push_str(lines);
        }
        previous = Some(spec);
    }
    text
}
