//! Lists of expressions: arguments, elements, values, names. Line breaks stay where the source has
//! them. Keys of consecutive lines are aligned as long as their lengths are alike.

use super::printer::{Printer, Space};
use crate::syntax::ast::{Element, ExprId, Ident};
use crate::syntax::token::Token;

/// One entry of a list.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    Name(&'a Ident),
    Expr(ExprId),
    /// `key: value`
    Pair(ExprId, ExprId),
}

impl Entry<'_> {
    pub(super) fn of_element(element: &Element) -> Entry<'static> {
        match element.key {
            Some(key) => Entry::Pair(key, element.value),
            None => Entry::Expr(element.value),
        }
    }
}

/// What kind of list.
#[derive(Clone, Copy, Default)]
pub(super) struct ListMode {
    /// A comma behind the last entry when the list's end stands on a line of its own.
    trailing_comma: bool,
    /// Lines after the first are not indented.
    no_indent: bool,
}

impl ListMode {
    pub(super) const PLAIN: ListMode = ListMode { trailing_comma: false, no_indent: false };
    pub(super) const TRAILING_COMMA: ListMode = ListMode { trailing_comma: true, no_indent: false };
    pub(super) const NO_INDENT: ListMode = ListMode { trailing_comma: false, no_indent: true };
}

/// Keys up to this size are aligned whatever their neighbours' sizes.
const SMALL_SIZE: usize = 40;
/// How far a key's size may be from the mean of those before it.
const RATIO_MAX: f64 = 2.5;
/// Longer than any line.
const SIZE_MAX: usize = 1_000_000;

/// The geometric mean of the sizes of a run of keys.
#[derive(Default)]
struct KeySizes {
    log2_sum: f64,
    count: u32,
}

impl KeySizes {
    /// Whether a key of that size begins a new alignment.
    fn breaks(&self, previous: usize, size: usize) -> bool {
        if previous == 0 || size == 0 {
            return true;
        }
        if self.count == 0 || (previous <= SMALL_SIZE && size <= SMALL_SIZE) {
            return false;
        }
        let mean = (self.log2_sum / f64::from(self.count)).exp2();
        let ratio = size as f64 / mean;
        RATIO_MAX * ratio <= 1.0 || RATIO_MAX <= ratio
    }
    fn add(&mut self, size: usize) {
        if size > 0 {
            self.log2_sum += (size as f64).log2();
            self.count += 1;
        }
    }
}

impl<'s> Printer<'s> {
    pub(super) fn entry_lo(&self, entry: Entry<'_>) -> u32 {
        match entry {
            Entry::Name(name) => name.span.lo,
            Entry::Expr(x) | Entry::Pair(x, _) => self.span(x).lo,
        }
    }
    pub(super) fn entry_hi(&self, entry: Entry<'_>) -> u32 {
        match entry {
            Entry::Name(name) => name.span.hi,
            Entry::Expr(x) | Entry::Pair(_, x) => self.span(x).hi,
        }
    }

    /// Names with commas between them.
    pub(super) fn names(&mut self, names: &[&Ident], indent: bool) {
        let list: Vec<Entry<'_>> = names.iter().map(|name| Entry::Name(name)).collect();
        self.list(None, &list, 1, if indent { ListMode::PLAIN } else { ListMode::NO_INDENT }, None);
    }

    /// A list of expressions that stands alone.
    pub(super) fn values(&mut self, values: &[ExprId], depth: u32, mode: ListMode) {
        let list: Vec<Entry<'_>> = values.iter().map(|x| Entry::Expr(*x)).collect();
        self.list(None, &list, depth, mode, None);
    }

    /// Entries between what stands at `before` and `after`, where these are known.
    pub(super) fn list(
        &mut self,
        before: Option<u32>,
        list: &[Entry<'_>],
        depth: u32,
        mode: ListMode,
        after: Option<u32>,
    ) {
        let ([first, ..], [.., last]) = (list, list) else { return };
        let first_line = self.source.line(self.entry_lo(*first));
        let last_line = self.source.line(self.entry_hi(*last));
        let before_line = before.map(|at| self.source.line(at));
        if before_line == Some(first_line) && first_line == last_line {
            return self.list_on_one_line(list, depth);
        }
        let mut indent = if mode.no_indent { Space::None } else { Space::Indent };
        let mut last_break = None;
        if before_line.is_some_and(|line| line < first_line)
            && self.line_break(first_line, 0, indent, true) > 0
        {
            indent = Space::None;
            last_break = Some(0);
        }
        let placed = before.is_some() && after.is_some();
        let mut sizes = KeySizes::default();
        let (mut size, mut previous_line) = (0, before_line.unwrap_or(0));
        for (i, &entry) in list.iter().enumerate() {
            let line = self.source.line(self.entry_lo(entry));
            let previous_size = std::mem::replace(&mut size, if placed { self.key_size(entry) } else { 0 });
            let breaks_columns = sizes.breaks(previous_size, size);
            let needs_break = 0 < previous_line && previous_line < line;
            if i > 0 {
                if !needs_break {
                    self.at(self.entry_lo(entry));
                }
                self.token(Token::Comma);
                let mut breaks = 0;
                if needs_break {
                    let several = last_break.map_or(0, |at| at + 1) < i;
                    breaks = self.line_break(line, 0, indent, breaks_columns || several);
                }
                match breaks {
                    0 => self.space(Space::Blank),
                    _ => (indent, last_break) = (Space::None, Some(i)),
                }
                if breaks > 1 {
                    sizes = KeySizes::default();
                }
            }
            match entry {
                Entry::Pair(key, value) if list.len() > 1 && size > 0 && needs_break => {
                    self.pair(key, value, Space::Cell);
                }
                _ => self.entry(entry, depth),
            }
            sizes.add(size);
            previous_line = line;
        }
        let indented = indent == Space::None && !mode.no_indent;
        let ends_line = after.is_some_and(|at| self.place.line < self.source.line(at));
        let comma = mode.trailing_comma && ends_line;
        if comma {
            self.token(Token::Comma);
        }
        if indented {
            self.space(Space::Unindent);
        }
        if comma {
            self.space(Space::Section);
        }
    }

    fn list_on_one_line(&mut self, list: &[Entry<'_>], depth: u32) {
        for (i, &entry) in list.iter().enumerate() {
            if i > 0 {
                // The comma counts as standing at the entry, so that comments come before it.
                self.at(self.entry_lo(entry)).token(Token::Comma);
                self.space(Space::Blank);
            }
            self.entry(entry, depth);
        }
    }

    fn entry(&mut self, entry: Entry<'_>, depth: u32) {
        match entry {
            Entry::Name(name) => self.at(name.span.lo).name(&name.name),
            Entry::Expr(x) => self.at_depth(x, depth),
            Entry::Pair(key, value) => self.pair(key, value, Space::Blank),
        }
    }

    fn pair(&mut self, key: ExprId, value: ExprId, separator: Space) {
        self.expression(key);
        let colon = self.source.find(Token::Colon, self.span(key).hi);
        self.at(colon).token(Token::Colon);
        self.space(separator);
        self.expression(value);
    }

    /// Size of what would be aligned; 0: it does not fit on one line.
    fn key_size(&mut self, entry: Entry<'_>) -> usize {
        let size = match entry {
            Entry::Name(name) => Some(name.name.len()),
            Entry::Expr(x) => self.expression_size(x, SIZE_MAX),
            Entry::Pair(key, value) => {
                self.expression_size(value, SIZE_MAX).and_then(|_| self.expression_size(key, SIZE_MAX))
            }
        };
        size.unwrap_or(0)
    }
}
