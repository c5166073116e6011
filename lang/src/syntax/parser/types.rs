//! Types. They are expressions of the same tree.

use super::Grammar;
use super::input::{In, Parsed, Read, Rule, rule};
use super::members::{interface_type, struct_type};
use super::parameters::refuse_type_params;
use crate::source::Span;
use crate::syntax::ast::{ChanDir, ExprId, ExprKind, Ident, UnaryOp};
use crate::syntax::token::{Token, TokenSet};

/// Where one goes on after a type.
pub const AFTER_TYPE: TokenSet = TokenSet::of(&[
    Token::Comma,
    Token::Colon,
    Token::Semicolon,
    Token::Newline,
    Token::FinalSemicolon,
    Token::RightParen,
    Token::RightBracket,
    Token::RightBrace,
]);
/// Where one goes on after a statement.
pub const SEMICOLONS: TokenSet = TokenSet::of(&[Token::Semicolon, Token::Newline, Token::FinalSemicolon]);

/// A type; its absence is reported.
pub fn required_type(g: &Grammar) -> impl Rule<ExprId> + use<> {
    let optional = g.type_or_none.clone();
    rule(move |inp| match inp.parse(&optional)? {
        Some(ty) => Ok(ty),
        None => {
            let bad = inp.bad_expression();
            inp.complain("expected type");
            inp.advance(AFTER_TYPE);
            Ok(bad)
        }
    })
}

/// A type, if the next token begins one.
pub fn type_or_none(g: &Grammar) -> impl Rule<Option<ExprId>> + use<> {
    let (g, structure, interface) = (g.clone(), struct_type(g), interface_type(g));
    rule(move |inp| {
        let start = inp.here();
        let kind = match inp.token() {
            Token::Name => return qualified_name(&g, inp, None).map(Some),
            Token::Star => {
                let op_span = inp.bump();
                ExprKind::Unary { op: UnaryOp::Star, op_span, x: inp.parse(&g.ty)? }
            }
            Token::LeftBracket => return array_or_slice(&g, inp).map(Some),
            Token::Map => map_type(&g, inp)?,
            Token::Chan | Token::Arrow => channel_type(&g, inp)?,
            Token::Func => {
                inp.skip();
                refuse_type_params(&g, inp, "function type")?;
                ExprKind::FuncType { signature: Box::new(inp.parse(&g.signature)?) }
            }
            Token::Struct => inp.parse(&structure)?,
            Token::Interface => inp.parse(&interface)?,
            Token::LeftParen => {
                inp.skip();
                let inner = inp.parse(&g.ty)?;
                inp.want(Token::RightParen);
                ExprKind::Paren(inner)
            }
            _ => return Ok(None),
        };
        let span = inp.since(start);
        Ok(Some(inp.state().expression(kind, span)))
    })
}

fn map_type(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprKind> {
    inp.skip();
    inp.want(Token::LeftBracket);
    let key = inp.parse(&g.ty)?;
    inp.want(Token::RightBracket);
    Ok(ExprKind::MapType { key, value: inp.parse(&g.ty)? })
}

fn channel_type(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprKind> {
    let dir = if inp.got(Token::Arrow) {
        inp.want(Token::Chan);
        ChanDir::Recv
    } else {
        inp.skip();
        if inp.got(Token::Arrow) { ChanDir::Send } else { ChanDir::Both }
    };
    let elem = match inp.parse(&g.type_or_none)? {
        Some(elem) => elem,
        None => {
            inp.complain("missing channel element type");
            inp.bad_expression()
        }
    };
    Ok(ExprKind::ChanType { dir, elem })
}

/// `[N]T`, `[...]T` or `[]T`.
fn array_or_slice(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprId> {
    let start = inp.bump();
    if inp.got(Token::RightBracket) {
        return slice_type(g, inp, start);
    }
    array_type(g, inp, start, None)
}

/// The element type after `[]`.
pub fn slice_type(g: &Grammar, inp: &mut In<'_>, start: Span) -> Parsed<ExprId> {
    let elem = inp.parse(&g.ty)?;
    let span = inp.since(start);
    Ok(inp.state().expression(ExprKind::SliceType { elem }, span))
}

/// An array type of which `[`, and perhaps the length, has been read.
pub fn array_type(g: &Grammar, inp: &mut In<'_>, start: Span, length: Option<ExprId>) -> Parsed<ExprId> {
    let mut len = length;
    if len.is_none() && !inp.got(Token::Ellipsis) {
        inp.state().nesting += 1;
        len = Some(inp.parse(&g.expression)?);
        inp.state().nesting -= 1;
    }
    if inp.token() == Token::Comma {
        inp.complain("unexpected comma; expected ]");
        inp.skip();
    }
    inp.want(Token::RightBracket);
    let elem = inp.parse(&g.ty)?;
    let span = inp.since(start);
    Ok(inp.state().expression(ExprKind::ArrayType { len, elem }, span))
}

/// An identifier; its absence is reported.
pub fn name(inp: &mut In<'_>) -> Ident {
    let here = inp.here();
    if inp.got(Token::Name) {
        return inp.state().identifier(here);
    }
    inp.complain("expected name");
    inp.bump();
    inp.state().new_identifier("_".into(), here.start())
}

/// `a, b, c`, of which the first may have been read.
pub fn name_list(inp: &mut In<'_>, first: Ident) -> Vec<Ident> {
    let mut names = vec![first];
    while inp.got(Token::Comma) {
        names.push(name(inp));
    }
    names
}

/// `T`, `p.T`, each perhaps with type arguments.
pub fn qualified_name(g: &Grammar, inp: &mut In<'_>, first: Option<Ident>) -> Parsed<ExprId> {
    let first = match first {
        Some(first) => first,
        None if inp.token() == Token::Name => name(inp),
        None => {
            let here = inp.here().start();
            inp.complain("expected name");
            inp.advance(TokenSet::of(&[Token::Dot, Token::RightBrace]).union(SEMICOLONS));
            inp.state().new_identifier("_".into(), here)
        }
    };
    let start = first.span;
    let mut x = inp.state().expression(ExprKind::Ident(first), start);
    if inp.got(Token::Dot) {
        let sel = name(inp);
        let span = inp.since(start);
        x = inp.state().expression(ExprKind::Selector { x, sel }, span);
    }
    if inp.token() == Token::LeftBracket {
        inp.skip();
        let indices = if inp.token() == Token::RightBracket {
            inp.complain("expected type argument list");
            vec![inp.bad_expression()]
        } else {
            type_list(g, inp, true)?.0
        };
        inp.want(Token::RightBracket);
        let span = inp.since(start);
        x = inp.state().expression(ExprKind::Index { x, indices }, span);
    }
    Ok(x)
}

/// Types, the first of which may be any expression unless `strict`. Whether there was a comma.
pub fn type_list(g: &Grammar, inp: &mut In<'_>, strict: bool) -> Parsed<(Vec<ExprId>, bool)> {
    inp.state().nesting += 1;
    let first = if strict { inp.parse(&g.ty)? } else { inp.parse(&g.expression)? };
    let (mut types, mut comma) = (vec![first], false);
    while inp.got(Token::Comma) {
        comma = true;
        match inp.parse(&g.type_or_none)? {
            Some(ty) => types.push(ty),
            None => break,
        }
    }
    inp.state().nesting -= 1;
    Ok((types, comma))
}
