//! The layer between lexer and parser: it drops comments and turns newlines into semicolons where
//! the last token of the line ends a statement. A general comment with a newline in it counts as a
//! newline. Comments and directives are kept beside the tokens.

use super::lexer::{ERRORS_MAX, raw_tokens, span_at};
use super::token::Token;
use crate::source::{SourceFile, Span};
use std::ops::Range;
use std::rc::Rc;

/// A file's tokens. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The last one is [`Token::End`].
    pub list: Rc<Vec<(Token, Span)>>,
}

/// What lexing a file gives.
pub struct Lexed {
    /// Without comments, with semicolons.
    pub tokens: Tokens,
    /// Comments in order.
    pub comments: Vec<Span>,
    /// What is wrong, in order of discovery.
    pub errors: Vec<(Span, String)>,
}

/// Lexes a file.
pub fn lex(file: &SourceFile) -> Lexed {
    let text = &*file.text;
    let mut lexed = lex_text(text, file.base, preamble_length(text));
    lexed.errors.extend(stray_characters(file));
    lexed.errors.sort_by_key(|(span, _)| span.lo);
    lexed
}

/// Lexes a part of a file.
pub fn lex_part(file: &SourceFile, range: Range<usize>) -> Lexed {
    lex_text(&file.text[range.clone()], file.base + range.start as u32, 0)
}

/// Lexes `text`, whose first byte is at `base` of the source map, from its byte `start` on.
fn lex_text(text: &str, base: u32, start: usize) -> Lexed {
    let mut lexer = raw_tokens(text, start);
    let mut list: Vec<(Token, Span)> = Vec::with_capacity(text.len() / 4 + 2);
    let mut comments = Vec::new();
    let mut errors = Vec::new();
    let mut ends_statement = false;
    while let Some(found) = lexer.next() {
        let span = span_at(base, lexer.span());
        match found {
            Err(()) => errors.push((span, "invalid character".to_string())),
            Ok(Token::Newline) => {
                if std::mem::take(&mut ends_statement) {
                    list.push((Token::Newline, span));
                }
            }
            Ok(Token::LineComment) => comments.push(span),
            Ok(Token::BlockComment) => {
                comments.push(span);
                if ends_statement && lexer.slice().contains('\n') {
                    list.push((Token::Newline, span.start()));
                    ends_statement = false;
                }
            }
            Ok(token) => {
                ends_statement = token.ends_statement();
                list.push((token, span));
            }
        }
    }
    let end = Span::new(base + text.len() as u32, base + text.len() as u32);
    if ends_statement {
        list.push((Token::FinalSemicolon, end));
    }
    list.push((Token::End, end));
    let found = std::mem::take(&mut lexer.extras.errors);
    errors.extend(found.into_iter().map(|(at, message)| (span_at(base, at as usize..at as usize), message)));
    Lexed { tokens: Tokens { list: Rc::new(list) }, comments, errors }
}

/// Length of a byte order mark and a `#!` line.
fn preamble_length(text: &str) -> usize {
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    match text[mark..].strip_prefix("#!") {
        Some(rest) => mark + 2 + rest.find('\n').unwrap_or(rest.len()),
        None => mark,
    }
}

/// NUL characters and byte order marks, which are wrong wherever they stand, in comments too.
fn stray_characters(file: &SourceFile) -> Vec<(Span, String)> {
    let at = |i: usize| span_at(file.base, i..i);
    let text = &*file.text;
    let mut found = Vec::new();
    if text.as_bytes().contains(&0) {
        let nuls = text.bytes().enumerate().filter(|(_, b)| *b == 0).take(ERRORS_MAX);
        found.extend(nuls.map(|(i, _)| (at(i), "invalid NUL character".to_string())));
    }
    let marks = text.match_indices('\u{FEFF}').filter(|(i, _)| *i > 0).take(ERRORS_MAX);
    found.extend(marks.map(|(i, _)| (at(i), "invalid BOM in the middle of the file".to_string())));
    found
}

impl Tokens {
    /// The token at an index; past the end, the end.
    #[inline]
    pub fn token_at(&self, index: usize) -> Token {
        self.list.get(index).map_or(Token::End, |(token, _)| *token)
    }
    /// Its place.
    #[inline]
    pub fn span_of(&self, index: usize) -> Span {
        self.list.get(index).or(self.list.last()).map_or(Span::default(), |(_, span)| *span)
    }
    /// From the start of one token to the end of the one before `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if end > start { self.span_of(start).to(self.span_of(end - 1)) } else { self.span_of(start).start() }
    }
}

/// Tokens in order, owning the list that they stand in.
pub struct TokenIter {
    tokens: Tokens,
    next: usize,
}

impl Iterator for TokenIter {
    type Item = Token;
    #[inline]
    fn next(&mut self) -> Option<Token> {
        let (token, _) = self.tokens.list.get(self.next)?;
        self.next += 1;
        Some(*token)
    }
}

impl IntoIterator for Tokens {
    type Item = Token;
    type IntoIter = TokenIter;
    fn into_iter(self) -> TokenIter {
        TokenIter { tokens: self, next: 0 }
    }
}
