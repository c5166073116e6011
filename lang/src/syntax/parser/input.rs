//! What chumsky parses here: owned tokens as its input, the state that rules build the tree in, and
//! small reading verbs on top of its `InputRef`.

use super::error::Unexpected;
use super::state::State;
use crate::source::Span;
use crate::syntax::ast::ExprId;
use crate::syntax::semicolon::TokenIter;
use crate::syntax::token::{Token, TokenSet};
use chumsky::input::{Checkpoint, Cursor, InputRef, Stream};
use chumsky::inspector::Inspector;
use chumsky::recursive::Indirect;
use chumsky::{Parser, extra};

/// Owned tokens, so that the grammar can be built once and outlive them. Places come from the state.
pub type Input = Stream<TokenIter>;
/// Errors and state of all rules.
pub type Extra = extra::Full<Unexpected, State, ()>;
/// The input as a rule sees it.
pub type In<'p> = InputRef<'static, 'p, Input, Extra>;
/// A rule that others refer to, recursively.
pub type Handle<O> = chumsky::recursive::Recursive<Indirect<'static, 'static, Input, O, Extra>>;
/// What a rule returns. Rules report and recover by themselves; one that fails has read nothing.
pub type Parsed<O> = Result<O, Unexpected>;

/// A rule of the grammar: a chumsky parser of our tokens.
pub trait Rule<O>: Parser<'static, Input, O, Extra> + Clone + 'static {}
impl<O, P: Parser<'static, Input, O, Extra> + Clone + 'static> Rule<O> for P {}

/// A rule in words of [`Read`].
pub fn rule<O: 'static>(read: impl Fn(&mut In<'_>) -> Parsed<O> + Clone + 'static) -> impl Rule<O> {
    chumsky::primitive::custom(read)
}

impl Inspector<'static, Input> for State {
    type Checkpoint = ();
    #[inline]
    fn on_token(&mut self, _: &Token) {}
    #[inline]
    fn on_save(&self, _: &Cursor<'static, '_, Input>) {}
    #[inline]
    fn on_rewind(&mut self, _: &Checkpoint<'static, '_, Input, ()>) {}
}

/// Reading, as gc's parser words it.
pub trait Read {
    /// The next token.
    fn token(&mut self) -> Token;
    /// The token after that.
    fn token_after(&mut self, ahead: usize) -> Token;
    /// Index of the next token.
    fn index(&self) -> usize;
    /// Where the next token is.
    fn here(&mut self) -> Span;
    /// From `start` to the end of the last token read.
    fn since(&mut self, start: Span) -> Span;
    /// Reads past the next token.
    fn bump(&mut self) -> Span;
    /// Reads `token` if it is the next.
    fn got(&mut self, token: Token) -> bool;
    /// Reads a semicolon, written or not, if it is the next.
    fn got_semicolon(&mut self) -> bool;
    /// Reads `token` or reports that it is missing.
    fn want(&mut self, token: Token) -> Span;
    /// Reads `=`; takes `:=` for it, with a complaint.
    fn got_assign(&mut self) -> bool;
    /// Reports a syntax error at the next token: "expected …", "in …", "after …", or a full message.
    fn complain(&mut self, message: &str);
    /// Reports a syntax error elsewhere.
    fn complain_at(&mut self, place: Span, message: &str);
    /// Skips to one of `follow`, or in functions to a keyword that starts a statement.
    fn advance(&mut self, follow: TokenSet);
    /// What could not be read.
    fn bad_expression(&mut self) -> ExprId;
}

impl Read for In<'_> {
    #[inline]
    fn token(&mut self) -> Token {
        self.peek().unwrap_or(Token::End)
    }
    fn token_after(&mut self, ahead: usize) -> Token {
        let index = self.index() + ahead;
        self.state().tokens.list.get(index).map_or(Token::End, |(token, _)| *token)
    }
    #[inline]
    fn index(&self) -> usize {
        *self.cursor().inner()
    }
    #[inline]
    fn here(&mut self) -> Span {
        let index = self.index();
        self.state().tokens.span_of(index)
    }
    #[inline]
    fn since(&mut self, start: Span) -> Span {
        let last = self.index().saturating_sub(1);
        let end = self.state().tokens.span_of(last).hi;
        Span::new(start.lo, end.max(start.lo))
    }
    #[inline]
    fn bump(&mut self) -> Span {
        let span = self.here();
        if self.token() != Token::End {
            self.skip();
        }
        span
    }
    #[inline]
    fn got(&mut self, token: Token) -> bool {
        let found = self.token() == token;
        if found {
            self.skip();
        }
        found
    }
    fn got_semicolon(&mut self) -> bool {
        let found = self.token().is_semicolon();
        if found {
            self.skip();
        }
        found
    }
    fn want(&mut self, token: Token) -> Span {
        let span = self.here();
        if !self.got(token) {
            self.complain(&format!("expected {}", super::error::spoken(token)));
            self.bump();
        }
        span
    }
    fn got_assign(&mut self) -> bool {
        if self.token() == Token::Define {
            self.complain("expected =");
            self.skip();
            return true;
        }
        self.got(Token::Assign)
    }
    fn complain(&mut self, message: &str) {
        let here = self.here();
        self.complain_at(here, message);
    }
    fn complain_at(&mut self, place: Span, message: &str) {
        let index = self.index();
        self.state().syntax_error(index, place, message);
    }
    fn advance(&mut self, follow: TokenSet) {
        let stop = self.state().stop_set().union(follow);
        while !stop.contains(self.token()) {
            self.skip();
        }
    }
    fn bad_expression(&mut self) -> ExprId {
        let here = self.here().start();
        self.state().expression(crate::syntax::ast::ExprKind::Bad, here)
    }
}
