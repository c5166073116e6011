//! A parsed file as the printer looks at it: the tree, the tokens, the comments in groups, and
//! lines and columns of offsets.

use crate::source::{SourceFile, Span};
use crate::syntax::ast::Ast;
use crate::syntax::semicolon::{Tokens, lex};
use crate::syntax::token::Token;

/// A place in the source. A line of 0 means that it is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// From the file's start.
    pub(super) offset: u32,
    pub(super) line: u32,
    /// In bytes, from 1.
    pub(super) column: u32,
}

/// One comment.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) lo: u32,
    pub(super) text: String,
}

impl Comment {
    /// `//`
    pub(super) fn is_line(&self) -> bool {
        self.text.as_bytes().get(1) == Some(&b'/')
    }
}

/// Comments without a token or an empty line between them.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) lo: u32,
    pub(super) hi: u32,
    pub(super) list: Vec<Comment>,
    /// Whether it makes a newline.
    pub(super) has_newline: bool,
}

/// See the file's head. Offsets are from the file's start; it is the only one of its map.
pub(super) struct Source<'s> {
    pub(super) file: &'s SourceFile,
    pub(super) ast: &'s Ast,
    pub(super) tokens: Tokens,
    pub(super) comments: Vec<Group>,
}

impl<'s> Source<'s> {
    pub(super) fn new(file: &'s SourceFile, ast: &'s Ast) -> Source<'s> {
        let lexed = lex(file);
        let mut source = Source { file, ast, tokens: lexed.tokens, comments: Vec::new() };
        source.comments = source.group(&lexed.comments);
        source
    }

    /// Puts comments into groups as go/parser does: one that begins on the line of a token takes
    /// only what stands on that line, any other the lines that follow it.
    fn group(&self, spans: &[Span]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut open: Option<(u32, u32)> = None; // line of its end, lines it may go on by
        for span in spans {
            let comment = Comment { lo: span.lo, text: self.text(*span).to_string() };
            let line = self.line(span.lo);
            let before = self.token_before(span.lo);
            let fresh = groups.last().is_none_or(|g| before.is_some_and(|(_, t)| t.lo >= g.hi));
            let joins = !fresh && open.is_some_and(|(end, reach)| line <= end + reach);
            if !joins {
                let on_tokens_line = fresh && before.is_some_and(|(_, t)| self.line(t.hi) == line);
                open = Some((line, u32::from(!on_tokens_line)));
                groups.push(Group { lo: span.lo, hi: span.hi, list: Vec::new(), has_newline: false });
            }
            if let (Some(group), Some(open)) = (groups.last_mut(), &mut open) {
                let other_line = !group.list.is_empty() && line != self.line(group.lo);
                group.has_newline |= other_line || comment.is_line() || comment.text.contains('\n');
                group.hi = span.hi;
                group.list.push(comment);
                open.0 = self.line(span.hi);
            }
        }
        groups
    }

    /// The last token that ends at or before an offset, white space aside.
    fn token_before(&self, offset: u32) -> Option<(Token, Span)> {
        let list = &self.tokens.list;
        let end = list.partition_point(|(_, span)| span.lo < offset);
        list[..end].iter().rev().find(|(token, _)| *token != Token::Newline).copied()
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        &self.file.text[(span.lo - self.file.base) as usize..(span.hi - self.file.base) as usize]
    }

    /// Line of an offset, from 1.
    pub(super) fn line(&self, offset: u32) -> u32 {
        let offset = offset - self.file.base;
        self.file.lines().partition_point(|&start| start <= offset) as u32
    }

    /// The place of an offset.
    pub(super) fn place(&self, offset: u32) -> Place {
        let line = self.line(offset);
        let start = self.file.lines()[line as usize - 1];
        Place { offset, line, column: offset - self.file.base - start + 1 }
    }

    /// Where the first such token at or after an offset begins; the offset itself if there is none.
    pub(super) fn find(&self, token: Token, from: u32) -> u32 {
        let list = &self.tokens.list;
        let start = list.partition_point(|(_, span)| span.lo < from);
        list[start..].iter().find(|(t, _)| *t == token).map_or(from, |(_, span)| span.lo)
    }

    /// The first token at or after an offset that is no semicolon.
    pub(super) fn token_at(&self, from: u32) -> (Token, Span) {
        let list = &self.tokens.list;
        let start = list.partition_point(|(_, span)| span.lo < from);
        let found = list[start..].iter().find(|(token, _)| !token.is_semicolon());
        found.copied().unwrap_or((Token::End, self.tokens.span_of(list.len())))
    }

    /// Where the last such token before an offset begins.
    pub(super) fn find_before(&self, token: Token, before: u32) -> u32 {
        let list = &self.tokens.list;
        let end = list.partition_point(|(_, span)| span.lo < before);
        list[..end].iter().rev().find(|(t, _)| *t == token).map_or(before, |(_, span)| span.lo)
    }

    /// Whether a comment ends right above a line: documentation of what stands there.
    pub(super) fn is_documented(&self, offset: u32) -> bool {
        let end = self.comments.partition_point(|group| group.lo < offset);
        let Some(group) = end.checked_sub(1).map(|i| &self.comments[i]) else { return false };
        let before = self.token_before(offset);
        let adjacent = before.is_none_or(|(_, token)| token.hi <= group.lo);
        let trails = before.is_some_and(|(_, token)| self.line(token.hi) == self.line(group.lo));
        adjacent && !trails && self.line(group.hi) + 1 == self.line(offset)
    }

    /// Whether a comment follows on the line where something ends, and ends the line.
    pub(super) fn has_line_comment(&self, end: u32) -> bool {
        let next = self.comments.partition_point(|group| group.lo < end);
        let Some(group) = self.comments.get(next) else { return false };
        let (_, following) = self.token_at(end);
        self.line(group.lo) == self.line(end)
            && following.lo >= group.lo
            && (self.line(following.lo) != self.line(group.hi) || following.lo < group.hi)
    }
}
