//! Rules about rules: lists that survive a bad element, bounds on nesting, and where composite
//! literals are allowed. Recovery follows gc: report once, skip to a token that can follow.

use super::input::{In, Read, Rule, rule};
use super::state::DEPTH_MAX;
use crate::source::Span;
use crate::syntax::token::{Token, TokenSet};

/// What separates and closes a list, and how messages call it.
#[derive(Clone, Copy)]
pub struct List {
    pub context: &'static str,
    /// `Comma` or `Semicolon` (any of them).
    pub separator: Token,
    pub close: Token,
}

const CLOSING: TokenSet = TokenSet::of(&[Token::RightParen, Token::RightBracket, Token::RightBrace]);

/// Elements up to and including the closing token, which is returned. `element` says whether it
/// must have been the last.
pub fn list<O: 'static>(shape: List, element: impl Rule<(O, bool)>) -> impl Rule<(Vec<O>, Span)> {
    rule(move |inp| {
        let mut elements = Vec::new();
        let close = read_list(inp, shape, |inp| {
            let (value, last) = inp.parse(&element)?;
            elements.push(value);
            Ok(last)
        })?;
        Ok((elements, close))
    })
}

/// The same for elements that are read by a function.
pub fn read_list(
    inp: &mut In<'_>,
    shape: List,
    mut element: impl FnMut(&mut In<'_>) -> super::input::Parsed<bool>,
) -> super::input::Parsed<Span> {
    let mut done = false;
    while !done && inp.token() != Token::End && inp.token() != shape.close {
        done = element(inp)?;
        let separated = match shape.separator {
            Token::Semicolon => inp.got_semicolon(),
            separator => inp.got(separator),
        };
        if !separated && inp.token() != shape.close {
            let (separator, close) = (super::error::spoken(shape.separator), shape.close.text());
            inp.complain(&format!("in {}; possibly missing {separator} or {close}", shape.context));
            inp.advance(CLOSING);
            if inp.token() != shape.close {
                return Ok(inp.here());
            }
        }
    }
    Ok(inp.want(shape.close))
}

/// Refuses to nest deeper than [`DEPTH_MAX`]: then the rest of the file is skipped and `fallback`
/// is the result.
pub fn deep<O: 'static>(inner: impl Rule<O>, fallback: impl Rule<O>) -> impl Rule<O> {
    rule(move |inp| {
        if inp.state().depth >= DEPTH_MAX {
            give_up(inp);
            return inp.parse(&fallback);
        }
        inp.state().depth += 1;
        let result = inp.parse(&inner);
        inp.state().depth -= 1;
        result
    })
}

fn give_up(inp: &mut In<'_>) {
    let here = inp.here();
    inp.state().error(here, format!("syntax error: nested more than {DEPTH_MAX} levels deep"));
    inp.state().given_up = true;
    while inp.token() != Token::End {
        inp.skip();
    }
}

/// Inside brackets: composite literals are allowed again.
pub fn bracketed<O: 'static>(inner: impl Rule<O>) -> impl Rule<O> {
    rule(move |inp| {
        inp.state().nesting += 1;
        let result = inp.parse(&inner);
        inp.state().nesting -= 1;
        result
    })
}
