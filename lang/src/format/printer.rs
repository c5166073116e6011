//! The printer: tokens, white space and comments in, laid out text out. White space waits until the
//! next token is known; comments that stand before that token in the source are then mixed with it.
//! Places of the source guide where lines break: at most one empty line is kept, none is invented.
//! The rules are gofmt's.

use super::align::Aligner;
use super::source::{Comment, Place, Source};
use crate::syntax::ast::{ExprId, StmtId};
use crate::syntax::token::Token;
use std::collections::HashMap;

/// Newlines in a row that are kept.
const NEWLINES_MAX: u32 = 2;

/// White space, and what changes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// Nothing.
    None,
    Blank,
    /// The end of an aligned cell.
    Cell,
    Newline,
    /// A newline that ends all columns.
    Section,
    Indent,
    Unindent,
}

/// A node whose printed size is remembered.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Expr(ExprId),
    Stmt(StmtId),
}

/// Sizes of nodes printed on one line; `None`: they need several.
pub(super) type Sizes = HashMap<Node, Option<usize>>;

/// Where the output goes.
enum Sink {
    Text(Aligner),
    /// Only counted: bytes, and whether there was a line end.
    Size {
        bytes: usize,
        lines: bool,
    },
}

/// What was opened last, without another token since.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    Paren,
    Bracket,
}

/// Modes around a closing brace after a comment.
#[derive(Clone, Copy, Default)]
pub(super) struct Mode {
    pub(super) no_extra_blank: bool,
    pub(super) no_extra_line_break: bool,
}

/// See the file's head.
pub(super) struct Printer<'s> {
    pub(super) source: &'s Source<'s>,
    sink: Sink,
    empty: bool,
    pub(super) indent: usize,
    /// How deep inside composite literals.
    pub(super) level: usize,
    pub(super) mode: Mode,
    /// Whether columns end with this line.
    end_alignment: bool,
    /// Whether a line break here would be a semicolon.
    implied_semicolon: bool,
    last_token: Option<Token>,
    previous_open: Open,
    pub(super) waiting: Vec<Space>,
    /// In the source, of what comes next or was printed last.
    pub(super) place: Place,
    /// In the source, behind what was printed last.
    pub(super) last: Place,
    /// In the output.
    pub(super) out_line: u32,
    pub(super) out_column: u32,
    /// Where the line of the next token is to be noted, and the lines noted.
    record: Option<usize>,
    lines: Vec<u32>,
    /// Index of the next comment group.
    pub(super) next_comment: usize,
    pub(super) sizes: Sizes,
    pub(super) operators: HashMap<ExprId, super::expressions::Operators>,
}

impl<'s> Printer<'s> {
    /// Prints the whole source, comments included.
    pub(super) fn new(source: &'s Source<'s>) -> Printer<'s> {
        Printer::to(source, Sink::Text(Aligner::default()), 0, Sizes::new())
    }

    fn to(source: &'s Source<'s>, sink: Sink, next_comment: usize, sizes: Sizes) -> Printer<'s> {
        Printer {
            source,
            sink,
            empty: true,
            indent: 0,
            level: 0,
            mode: Mode::default(),
            end_alignment: false,
            implied_semicolon: false,
            last_token: None,
            previous_open: Open::None,
            waiting: Vec::new(),
            place: Place { offset: 0, line: 1, column: 1 },
            last: Place { offset: 0, line: 1, column: 1 },
            out_line: 1,
            out_column: 1,
            record: None,
            lines: Vec::new(),
            next_comment,
            sizes,
            operators: HashMap::new(),
        }
    }

    /// Size in bytes of what `print` prints on one line without comments, if it is no larger.
    /// Remembered, so that nests of literals take no exponential time.
    pub(super) fn size_of(
        &mut self,
        node: Node,
        max: usize,
        print: impl FnOnce(&mut Printer<'s>),
    ) -> Option<usize> {
        if let Some(known) = self.sizes.get(&node) {
            return known.filter(|size| *size <= max);
        }
        self.sizes.insert(node, None);
        let size = self.measure(print);
        self.sizes.insert(node, size);
        size.filter(|size| *size <= max)
    }

    /// Size in bytes of what `print` prints without comments; `None`: it takes several lines.
    pub(super) fn measure(&mut self, print: impl FnOnce(&mut Printer<'s>)) -> Option<usize> {
        let sizes = std::mem::take(&mut self.sizes);
        let sink = Sink::Size { bytes: 0, lines: false };
        let mut printer = Printer::to(self.source, sink, self.source.comments.len(), sizes);
        print(&mut printer);
        printer.write_waiting(printer.waiting.len());
        let size = match printer.sink {
            Sink::Size { bytes, lines: false } => Some(bytes),
            _ => None,
        };
        self.sizes = printer.sizes;
        size
    }

    /// Prints what is left, and gives the text.
    pub(super) fn finish(mut self) -> String {
        self.implied_semicolon = false;
        self.flush(Place { offset: u32::MAX, line: u32::MAX, column: 1 }, Token::End);
        match self.sink {
            Sink::Text(aligner) => aligner.finish(),
            Sink::Size { .. } => String::new(),
        }
    }

    /// Whether nothing has been printed yet.
    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    /// What is printed next stands there in the source.
    pub(super) fn at(&mut self, offset: u32) -> &mut Printer<'s> {
        self.place = self.source.place(offset);
        self
    }

    /// Adds white space.
    pub(super) fn space(&mut self, space: Space) {
        self.note_open();
        if space == Space::None {
            return;
        }
        self.waiting.push(space);
        if matches!(space, Space::Newline | Space::Section) {
            self.implied_semicolon = false;
        }
        self.last_token = None;
    }

    /// Prints a keyword, operator or delimiter.
    pub(super) fn token(&mut self, token: Token) {
        let text = match token {
            Token::Semicolon => ";",
            other => other.text(),
        };
        self.note_open();
        if self.last_token.is_some_and(|last| would_combine(last, text)) {
            self.waiting.push(Space::Blank);
        }
        let implied = matches!(
            token,
            Token::Break
                | Token::Continue
                | Token::Fallthrough
                | Token::Return
                | Token::Inc
                | Token::Dec
                | Token::RightParen
                | Token::RightBracket
                | Token::RightBrace
        );
        self.print(token, text, implied);
    }

    /// Prints a name.
    pub(super) fn name(&mut self, name: &str) {
        self.note_open();
        self.print(Token::Name, name, true);
    }

    /// Prints a literal.
    pub(super) fn literal(&mut self, token: Token, text: &str) {
        self.note_open();
        self.print(token, text, true);
    }

    /// Toggles the two modes.
    pub(super) fn toggle(&mut self, mode: Mode) {
        self.note_open();
        self.mode.no_extra_blank ^= mode.no_extra_blank;
        self.mode.no_extra_line_break ^= mode.no_extra_line_break;
    }

    /// Begins a list whose items note the lines that they begin on.
    pub(super) fn begin_lines(&mut self) -> usize {
        self.lines.push(self.out_line);
        self.lines.len() - 1
    }
    /// The next token begins an item of that list.
    pub(super) fn record_line(&mut self, list: usize) {
        self.record = Some(list);
    }
    /// A label stands on a line of its own.
    pub(super) fn skip_line(&mut self, list: usize) {
        self.lines[list] += 1;
    }
    /// Whether the list's last item went over several lines.
    pub(super) fn is_long(&self, list: usize) -> bool {
        self.out_line > self.lines[list]
    }
    /// Ends a list.
    pub(super) fn end_lines(&mut self, list: usize) {
        self.lines.truncate(list);
    }

    /// As many newlines as it takes to `line` of the source, at least `min`, with `space` before
    /// them; with `section` the first one ends all columns. 0: none; above 1: a section's end, or
    /// more than one.
    pub(super) fn line_break(&mut self, line: u32, min: u32, space: Space, section: bool) -> u32 {
        let mut count = line.saturating_sub(self.place.line).min(NEWLINES_MAX).max(min);
        if count == 0 {
            return 0;
        }
        self.space(space);
        let mut breaks = 0;
        if section {
            self.space(Space::Section);
            count -= 1;
            breaks = 2;
        }
        for _ in 0..count {
            self.space(Space::Newline);
        }
        breaks + count
    }

    fn note_open(&mut self) {
        self.previous_open = match self.last_token {
            None => return,
            Some(Token::LeftParen) => Open::Paren,
            Some(Token::LeftBracket) => Open::Bracket,
            Some(_) => Open::None,
        };
    }

    fn print(&mut self, token: Token, text: &str, implied_semicolon: bool) {
        self.last_token = Some(token);
        let next = self.place;
        let mut implied = implied_semicolon;
        let (wrote_newline, dropped_section) = self.flush(next, token);
        if !self.implied_semicolon {
            let mut count = next.line.saturating_sub(self.place.line).min(NEWLINES_MAX);
            if wrote_newline && count == NEWLINES_MAX {
                count = NEWLINES_MAX - 1;
            }
            if count > 0 {
                let space = if dropped_section { Space::Section } else { Space::Newline };
                (0..count).for_each(|_| self.put(space));
                implied = false;
            }
        }
        if let Some(list) = self.record.take() {
            self.lines[list] = self.out_line;
        }
        self.write(Some(next), text);
        self.implied_semicolon = implied;
    }

    /// Comments before `next`, or the waiting white space alone. Whether a newline was written, and
    /// whether a section's end was dropped.
    fn flush(&mut self, next: Place, token: Token) -> (bool, bool) {
        if self.comment_before(next.offset) {
            return self.intersperse(next, token);
        }
        self.write_waiting(self.waiting.len());
        (false, false)
    }

    /// Whether the next comment stands before an offset and makes no semicolon there.
    pub(super) fn comment_before(&self, offset: u32) -> bool {
        let Some(group) = self.source.comments.get(self.next_comment) else { return false };
        group.lo < offset && (!self.implied_semicolon || !group.has_newline)
    }

    /// Bytes of the comments before an offset.
    pub(super) fn comment_size_before(&mut self, offset: u32) -> usize {
        let start = self.next_comment;
        let mut size = 0;
        while self.comment_before(offset) {
            let group = &self.source.comments[self.next_comment];
            size += group.list.iter().map(|c| c.text.len()).sum::<usize>();
            self.next_comment += 1;
        }
        self.next_comment = start;
        size
    }

    fn intersperse(&mut self, next: Place, token: Token) -> (bool, bool) {
        let mut last: Option<Comment> = None;
        while self.comment_before(next.offset) {
            let group = &self.source.comments[self.next_comment];
            let place = self.source.place(group.lo);
            let documents = !matches!(token, Token::Name | Token::Import)
                && place.column == 1
                && group.hi + 1 == next.offset;
            let list = if documents { super::doc_comment::reformat(&group.list) } else { group.list.clone() };
            for comment in &list {
                let place = self.source.place(comment.lo);
                self.comment_prefix(place, next, last.as_ref(), token);
                self.write_comment(comment, place);
                last = Some(comment.clone());
            }
            if documents {
                last = group.list.last().cloned();
                self.place = self.source.place(group.hi);
                self.last = self.place;
            }
            self.next_comment += 1;
        }
        let Some(last) = last else { return self.comment_suffix(false) };
        let closes = (token == Token::RightParen && self.previous_open != Open::Paren)
            || (token == Token::RightBracket && self.previous_open != Open::Bracket);
        let mut needs_break = false;
        let same_line = self.source.place(last.lo).line == next.line;
        if !self.mode.no_extra_blank && !last.is_line() && same_line && token != Token::Comma && !closes {
            let breaks = self.waiting.iter().any(|s| matches!(s, Space::Newline | Space::Section));
            if breaks && !self.mode.no_extra_line_break && self.level == 0 {
                needs_break = true;
            } else {
                self.put(Space::Blank);
            }
        }
        let brace = token == Token::RightBrace && !self.mode.no_extra_line_break;
        if last.is_line() || token == Token::End || brace {
            needs_break = true;
        }
        self.comment_suffix(needs_break)
    }

    /// Writes the first `count` waiting entries.
    pub(super) fn write_waiting(&mut self, count: usize) {
        let mut entries: Vec<Space> = self.waiting.drain(..count).collect();
        let mut i = 0;
        while i < entries.len() {
            match entries[i] {
                Space::None => {}
                Space::Indent => self.indent += 1,
                Space::Unindent => self.indent = self.indent.saturating_sub(1),
                Space::Newline | Space::Section if entries.get(i + 1) == Some(&Space::Unindent) => {
                    // A label: its indentation changes before the line break, and a long one must
                    // not widen the columns above.
                    (entries[i], entries[i + 1]) = (Space::Unindent, Space::Section);
                    continue;
                }
                space => self.put(space),
            }
            i += 1;
        }
    }

    /// Writes white space now.
    pub(super) fn put(&mut self, space: Space) {
        let mut space = space;
        if self.end_alignment {
            match space {
                Space::Cell => space = Space::Blank,
                Space::Newline | Space::Section => {
                    space = Space::Section;
                    self.end_alignment = false;
                }
                _ => {}
            }
        }
        if self.out_column == 1 {
            self.write_indent();
        }
        let newline = matches!(space, Space::Newline | Space::Section);
        match (&mut self.sink, space) {
            (Sink::Size { lines, .. }, Space::Newline | Space::Section) => *lines = true,
            (Sink::Size { bytes, .. }, _) => *bytes += 1,
            (Sink::Text(aligner), Space::Newline) => aligner.end_line(false),
            (Sink::Text(aligner), Space::Section) => aligner.end_line(true),
            (Sink::Text(aligner), Space::Cell) => aligner.tab(false),
            (Sink::Text(aligner), _) => aligner.text(" "),
        }
        self.empty = false;
        self.place.offset = self.place.offset.saturating_add(1);
        if newline {
            self.place.line += 1;
            self.place.column = 1;
            self.out_line += 1;
            self.out_column = 1;
        } else {
            self.place.column += 1;
            self.out_column += 1;
        }
    }

    /// Separates a comment from what stands before it on its line.
    pub(super) fn put_hard_tab(&mut self) {
        if self.end_alignment {
            return self.put(Space::Blank);
        }
        if self.out_column == 1 {
            self.write_indent();
        }
        match &mut self.sink {
            Sink::Text(aligner) => aligner.tab(true),
            Sink::Size { bytes, .. } => *bytes += 1,
        }
        self.place.column += 1;
        self.out_column += 1;
    }

    fn write_indent(&mut self) {
        for _ in 0..self.indent {
            match &mut self.sink {
                Sink::Text(aligner) => aligner.tab(true),
                Sink::Size { bytes, .. } => *bytes += 1,
            }
        }
        self.place.column += self.indent as u32;
        self.out_column += self.indent as u32;
    }

    /// Writes text that stands at `place` in the source.
    pub(super) fn write(&mut self, place: Option<Place>, text: &str) {
        if self.out_column == 1 {
            self.write_indent();
        }
        if let Some(place) = place {
            self.place = place;
        }
        let newlines = text.bytes().filter(|b| *b == b'\n').count() as u32;
        match &mut self.sink {
            Sink::Text(aligner) => aligner.text(text),
            Sink::Size { bytes, lines } => {
                *bytes += text.len();
                *lines |= newlines > 0;
            }
        }
        self.empty = false;
        self.place.offset = self.place.offset.saturating_add(text.len() as u32);
        if newlines > 0 {
            self.end_alignment = true;
            let tail = text.len() - text.rfind('\n').unwrap_or(0);
            self.place.line += newlines;
            self.place.column = tail as u32;
            self.out_line += newlines;
            self.out_column = tail as u32;
        } else {
            self.place.column += text.len() as u32;
            self.out_column += text.len() as u32;
        }
        self.last = self.place;
    }
}

/// Whether two tokens without a blank between them would read as another one.
fn would_combine(last: Token, next: &str) -> bool {
    let next = next.as_bytes()[0];
    match last {
        Token::Int => next == b'.',
        Token::Add => next == b'+',
        Token::Sub => next == b'-',
        Token::Div => next == b'*',
        Token::Less => matches!(next, b'-' | b'<'),
        Token::And => matches!(next, b'&' | b'^'),
        _ => false,
    }
}
