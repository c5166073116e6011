//! Errors. Chumsky's own is one word of expected tokens; it only serves to tell rules apart that
//! have read nothing yet. What people read is composed here in gc's words.

use super::input::Input;
use crate::syntax::token::{Token, TokenSet};
use chumsky::DefaultExpected;
use chumsky::error::{Error, LabelError};
use chumsky::span::SimpleSpan;
use chumsky::util::MaybeRef;

/// The next token is none of these.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unexpected {
    /// What would have been right.
    pub expected: TokenSet,
    /// Index of the token.
    pub at: usize,
}

impl Error<'static, Input> for Unexpected {
    #[inline]
    fn merge(self, other: Unexpected) -> Unexpected {
        Unexpected { expected: self.expected.union(other.expected), at: self.at }
    }
}

impl LabelError<'static, Input, DefaultExpected<'static, Token>> for Unexpected {
    #[inline]
    fn expected_found<I: IntoIterator<Item = DefaultExpected<'static, Token>>>(
        expected: I,
        _: Option<MaybeRef<'static, Token>>,
        span: SimpleSpan,
    ) -> Unexpected {
        let one = |item| match item {
            DefaultExpected::Token(token) => TokenSet::of(&[*token]),
            _ => TokenSet::default(),
        };
        let expected = expected.into_iter().map(one).fold(TokenSet::default(), TokenSet::union);
        Unexpected { expected, at: span.start }
    }
}

/// A token as messages name what they expect.
pub fn spoken(token: Token) -> String {
    match token {
        Token::Comma => "comma".to_string(),
        Token::Semicolon | Token::Newline => "semicolon or newline".to_string(),
        keyword if keyword.is_keyword() => format!("keyword {}", keyword.text()),
        other => other.text().to_string(),
    }
}

/// A token as messages name what they found.
pub fn found(token: Token, text: &str) -> String {
    match token {
        Token::Name => format!("name {text}"),
        literal if literal.is_literal() => format!("literal {text}"),
        Token::Semicolon | Token::Newline => token.text().to_string(),
        other => spoken(other),
    }
}

/// The whole message: gc adds what was found unless the message is complete.
pub fn compose(message: &str, found: impl FnOnce() -> String) -> String {
    let starts = |prefix| message.starts_with(prefix);
    if starts("in ") || starts("at ") || starts("after ") {
        format!("syntax error: unexpected {} {message}", found())
    } else if starts("expected ") {
        format!("syntax error: unexpected {}, {message}", found())
    } else {
        format!("syntax error: {message}")
    }
}
