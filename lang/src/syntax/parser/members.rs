//! Struct and interface types: fields, embedded types, methods, unions.

use super::Grammar;
use super::input::{In, Parsed, Read, Rule, rule};
use super::parameters::{ParamList, instance, named_bracket, param_list, term};
use super::recovery::{List, read_list};
use super::types::{SEMICOLONS, name, name_list, qualified_name};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, FieldDecl, Ident, InterfaceElement, UnaryOp};
use crate::syntax::literal::string_text;
use crate::syntax::token::{Token, TokenSet};

/// `struct { … }`
pub fn struct_type(g: &Grammar) -> impl Rule<ExprKind> + use<> {
    let g = g.clone();
    rule(move |inp| {
        inp.skip();
        inp.want(Token::LeftBrace);
        let list = List { context: "struct type", separator: Token::Semicolon, close: Token::RightBrace };
        let mut fields = Vec::new();
        read_list(inp, list, |inp| field(&g, inp, &mut fields).map(|()| false))?;
        Ok(ExprKind::StructType { fields })
    })
}

fn field(g: &Grammar, inp: &mut In<'_>, fields: &mut Vec<FieldDecl>) -> Parsed<()> {
    let start = inp.here();
    let ty = match inp.token() {
        Token::Name => return named_field(g, inp, fields),
        Token::Star => embedded_pointer(g, inp)?,
        Token::LeftParen => {
            inp.complain("cannot parenthesize embedded type");
            inp.skip();
            let ty = if inp.token() == Token::Star {
                embedded_pointer(g, inp)?
            } else {
                qualified_name(g, inp, None)?
            };
            inp.got(Token::RightParen);
            ty
        }
        _ => {
            inp.complain("expected field name or embedded type");
            inp.advance(TokenSet::of(&[Token::RightBrace]).union(SEMICOLONS));
            return Ok(());
        }
    };
    push_field(inp, fields, Vec::new(), ty, start);
    Ok(())
}

fn embedded_pointer(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprId> {
    let op_span = inp.bump();
    let parenthesized = inp.token() == Token::LeftParen;
    if parenthesized {
        inp.complain("cannot parenthesize embedded type");
        inp.skip();
    }
    let x = qualified_name(g, inp, None)?;
    if parenthesized {
        inp.got(Token::RightParen);
    }
    let span = inp.since(op_span);
    Ok(inp.state().expression(ExprKind::Unary { op: UnaryOp::Star, op_span, x }, span))
}

fn named_field(g: &Grammar, inp: &mut In<'_>, fields: &mut Vec<FieldDecl>) -> Parsed<()> {
    let first = name(inp);
    let start = first.span;
    let next = inp.token();
    if matches!(next, Token::Dot | Token::RightBrace) || next.is_literal() || next.is_semicolon() {
        let ty = qualified_name(g, inp, Some(first))?;
        push_field(inp, fields, Vec::new(), ty, start);
        return Ok(());
    }
    let names = name_list(inp, first);
    let (names, ty) = match (&names[..], inp.token()) {
        ([only], Token::LeftBracket) => {
            let (name, ty) = named_bracket(g, inp, only.clone())?;
            (name.into_iter().collect(), ty.unwrap_or_else(|| inp.bad_expression()))
        }
        _ => (names, inp.parse(&g.ty)?),
    };
    push_field(inp, fields, names, ty, start);
    Ok(())
}

/// Adds the fields of one declaration, with the tag that may follow.
fn push_field(inp: &mut In<'_>, fields: &mut Vec<FieldDecl>, names: Vec<Ident>, ty: ExprId, start: Span) {
    let mut tag = None;
    if inp.token().is_literal() {
        let string = inp.token() == Token::String;
        let span = inp.bump();
        if string {
            tag = Some(string_text(inp.state().text(span)).into());
        } else {
            inp.state().error(span, "syntax error: struct field tag must be a string");
        }
    }
    let span = inp.since(start);
    if names.is_empty() {
        fields.push(FieldDecl { name: None, ty, tag, span });
        return;
    }
    fields.extend(names.into_iter().map(|name| FieldDecl { name: Some(name), ty, tag: tag.clone(), span }));
}

/// `interface { … }`
pub fn interface_type(g: &Grammar) -> impl Rule<ExprKind> + use<> {
    let g = g.clone();
    rule(move |inp| {
        inp.skip();
        inp.want(Token::LeftBrace);
        let list = List { context: "interface type", separator: Token::Semicolon, close: Token::RightBrace };
        let mut elements = Vec::new();
        read_list(inp, list, |inp| {
            elements.push(interface_element(&g, inp)?);
            Ok(false)
        })?;
        Ok(ExprKind::InterfaceType { elements })
    })
}

fn interface_element(g: &Grammar, inp: &mut In<'_>) -> Parsed<InterfaceElement> {
    let mut terms = Vec::new();
    if inp.token() == Token::Name {
        let first = name(inp);
        match inp.token() {
            Token::LeftParen => return method(g, inp, first),
            Token::LeftBracket => match method_or_instance(g, inp, first)? {
                Ok(method) => return Ok(method),
                Err(instance) => terms.push(instance),
            },
            _ => terms.push(qualified_name(g, inp, Some(first))?),
        }
    } else {
        terms.push(term(g, inp)?);
    }
    while inp.got(Token::Or) {
        terms.push(term(g, inp)?);
    }
    Ok(InterfaceElement::Union(terms))
}

fn method(g: &Grammar, inp: &mut In<'_>, name: Ident) -> Parsed<InterfaceElement> {
    let signature = inp.parse(&g.signature)?;
    Ok(InterfaceElement::Method { name, signature })
}

/// `m[T C](x T)`, which is refused, or an embedded `T[P1, P2]`.
fn method_or_instance(
    g: &Grammar,
    inp: &mut In<'_>,
    first: Ident,
) -> Parsed<Result<InterfaceElement, ExprId>> {
    let place = inp.bump();
    if inp.token() == Token::RightBracket {
        let close = inp.bump();
        let method_follows = inp.token() == Token::LeftParen;
        let what = if method_follows { "parameter" } else { "argument" };
        inp.state().error(close, format!("empty type {what} list"));
        if method_follows {
            return method(g, inp, first).map(Ok);
        }
        let span = first.span;
        return Ok(Err(inp.state().expression(ExprKind::Ident(first), span)));
    }
    let shape = ParamList { close: Token::RightBracket, names_required: false, dots_allowed: false };
    let params = param_list(g, inp, None, shape)?;
    if params.iter().any(|p| p.name.is_some()) {
        let method = method(g, inp, first)?;
        inp.state().error(place, "interface method must have no type parameters");
        return Ok(Ok(method));
    }
    if params.is_empty() && inp.token() == Token::LeftParen {
        return method(g, inp, first).map(Ok);
    }
    Ok(Err(instance(inp, first, params.into_iter().map(|p| p.ty).collect())))
}
