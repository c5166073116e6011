//! Parameter lists: of functions, results, receivers and types. Whether a lone name is a name or a
//! type shows only at the end of its list.

use super::Grammar;
use super::input::{In, Parsed, Read, Rule, rule};
use super::recovery::{List, read_list};
use super::types::{AFTER_TYPE, array_type, name, qualified_name, slice_type, type_list};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, Ident, Param, Signature, TypeParam, UnaryOp};
use crate::syntax::token::{Token, TokenSet};

/// Type parameters where there may be none: read, and reported.
pub fn refuse_type_params(g: &Grammar, inp: &mut In<'_>, context: &str) -> Parsed<()> {
    let place = inp.here();
    if inp.token() == Token::LeftBracket {
        inp.complain_at(place, &format!("{context} must have no type parameters"));
        optional_type_params(g, inp)?;
    }
    Ok(())
}

/// `[P any, Q C]` or nothing.
pub fn optional_type_params(g: &Grammar, inp: &mut In<'_>) -> Parsed<Vec<TypeParam>> {
    if !inp.got(Token::LeftBracket) {
        return Ok(Vec::new());
    }
    if inp.token() == Token::RightBracket {
        inp.complain("empty type parameter list");
        inp.skip();
        return Ok(Vec::new());
    }
    type_params(g, inp, None)
}

/// Type parameters after `[`; the first, or its name, may have been read.
pub fn type_params(
    g: &Grammar,
    inp: &mut In<'_>,
    first: Option<(Ident, Option<ExprId>)>,
) -> Parsed<Vec<TypeParam>> {
    let shape = ParamList { close: Token::RightBracket, names_required: true, dots_allowed: false };
    let params = param_list(g, inp, first, shape)?;
    let with_name = |p: Param| Some(TypeParam { name: p.name?, constraint: p.ty });
    Ok(params.into_iter().filter_map(with_name).collect())
}

/// `(params) results`
pub fn signature(g: &Grammar) -> impl Rule<Signature> + use<> {
    let g = g.clone();
    rule(move |inp| {
        let start = inp.want(Token::LeftParen);
        let params = param_list(&g, inp, None, PARAMETERS)?;
        let results = results(&g, inp)?;
        Ok(Signature { params, results, span: inp.since(start) })
    })
}

fn results(g: &Grammar, inp: &mut In<'_>) -> Parsed<Vec<Param>> {
    let start = inp.here();
    if inp.got(Token::LeftParen) {
        return param_list(g, inp, None, ParamList { dots_allowed: false, ..PARAMETERS });
    }
    let ty = inp.parse(&g.type_or_none)?;
    let span = inp.since(start);
    Ok(ty.map(|ty| Param { name: None, ty, variadic: false, span }).into_iter().collect())
}

/// What a parameter list is for.
#[derive(Clone, Copy)]
pub struct ParamList {
    pub close: Token,
    pub names_required: bool,
    pub dots_allowed: bool,
}

/// A function's parameters.
pub const PARAMETERS: ParamList =
    ParamList { close: Token::RightParen, names_required: false, dots_allowed: true };

/// A parameter as read: whether a lone name is a type only shows at the end of the list.
struct RawParam {
    name: Option<Ident>,
    ty: Option<ExprId>,
    dots: Option<Span>,
    span: Span,
}

/// Parameters after the opening token, up to and including the closing one.
pub fn param_list(
    g: &Grammar,
    inp: &mut In<'_>,
    mut first: Option<(Ident, Option<ExprId>)>,
    shape: ParamList,
) -> Parsed<Vec<Param>> {
    let mut raw = Vec::new();
    if let Some((name, Some(ty))) = &first
        && inp.token() == shape.close
    {
        raw.push(RawParam {
            span: inp.since(name.span),
            name: Some(name.clone()),
            ty: Some(*ty),
            dots: None,
        });
        let close = inp.bump();
        return Ok(complete_params(inp, raw, close, shape));
    }
    let list = List { context: "parameter list", separator: Token::Comma, close: shape.close };
    let close = read_list(inp, list, |inp| {
        let param = match first.take() {
            Some((name, Some(ty))) => {
                Some(RawParam { span: inp.since(name.span), name: Some(name), ty: Some(ty), dots: None })
            }
            Some((name, None)) => param(g, inp, Some(name), shape.close)?,
            None => param(g, inp, None, shape.close)?,
        };
        raw.extend(param);
        Ok(false)
    })?;
    Ok(complete_params(inp, raw, close, shape))
}

fn param(g: &Grammar, inp: &mut In<'_>, name_read: Option<Ident>, close: Token) -> Parsed<Option<RawParam>> {
    let start = name_read.as_ref().map_or_else(|| inp.here(), |n| n.span);
    let union_allowed = close == Token::RightBracket;
    let mut raw = RawParam { name: None, ty: None, dots: None, span: start };
    let known = name_read.or_else(|| (inp.token() == Token::Name).then(|| name(inp)));
    match known {
        Some(name) => match inp.token() {
            Token::LeftBracket => (raw.name, raw.ty) = named_bracket(g, inp, name)?,
            Token::Dot => raw.ty = Some(qualified_name(g, inp, Some(name))?),
            Token::Or if union_allowed => {
                let span = name.span;
                raw.ty = Some(inp.state().expression(ExprKind::Ident(name), span));
            }
            _ => raw.name = Some(name),
        },
        None if union_allowed && inp.token() == Token::Tilde => raw.ty = Some(term(g, inp)?),
        None => {}
    }
    if raw.ty.is_none() {
        let dots = inp.here();
        if inp.got(Token::Ellipsis) {
            raw.ty = Some(match inp.parse(&g.type_or_none)? {
                Some(ty) => {
                    raw.dots = Some(dots);
                    ty
                }
                None => {
                    inp.complain("... is missing type");
                    inp.bad_expression()
                }
            });
        } else if union_allowed && inp.token() == Token::Tilde {
            raw.ty = Some(term(g, inp)?);
        } else {
            raw.ty = inp.parse(&g.type_or_none)?;
        }
    }
    if let (Some(ty), true) = (raw.ty, union_allowed && inp.token() == Token::Or) {
        raw.ty = Some(union_from(g, inp, ty)?);
    }
    if raw.name.is_none() && raw.ty.is_none() {
        inp.complain(&format!("expected {}", close.text()));
        inp.advance(TokenSet::of(&[Token::Comma, close]));
        return Ok(None);
    }
    raw.span = inp.since(start);
    Ok(Some(raw))
}

/// `name [` …: a parameter of array or slice type, or an instantiated type.
pub fn named_bracket(g: &Grammar, inp: &mut In<'_>, name: Ident) -> Parsed<(Option<Ident>, Option<ExprId>)> {
    match array_or_type_args(g, inp)? {
        ArrayOrArgs::Array(ty) => Ok((Some(name), Some(ty))),
        ArrayOrArgs::Args(indices) => Ok((None, Some(instance(inp, name, indices)))),
    }
}

pub fn instance(inp: &mut In<'_>, name: Ident, indices: Vec<ExprId>) -> ExprId {
    let start = name.span;
    let x = inp.state().expression(ExprKind::Ident(name), start);
    let span = inp.since(start);
    inp.state().expression(ExprKind::Index { x, indices }, span)
}

enum ArrayOrArgs {
    Array(ExprId),
    Args(Vec<ExprId>),
}

fn array_or_type_args(g: &Grammar, inp: &mut In<'_>) -> Parsed<ArrayOrArgs> {
    let start = inp.bump();
    if inp.got(Token::RightBracket) {
        return slice_type(g, inp, start).map(ArrayOrArgs::Array);
    }
    if inp.token() == Token::Ellipsis {
        return array_type(g, inp, start, None).map(ArrayOrArgs::Array);
    }
    let (list, comma) = type_list(g, inp, false)?;
    inp.want(Token::RightBracket);
    if let ([length], false) = (&list[..], comma)
        && let Some(elem) = inp.parse(&g.type_or_none)?
    {
        let span = inp.since(start);
        let kind = ExprKind::ArrayType { len: Some(*length), elem };
        return Ok(ArrayOrArgs::Array(inp.state().expression(kind, span)));
    }
    Ok(ArrayOrArgs::Args(list))
}

/// `T` or `~T`.
/// Reports and recovers where there is none.
pub fn term(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprId> {
    let start = inp.here();
    if inp.got(Token::Tilde) {
        let x = inp.parse(&g.ty)?;
        let span = inp.since(start);
        return Ok(inp.state().expression(ExprKind::Unary { op: UnaryOp::Tilde, op_span: start, x }, span));
    }
    if let Some(ty) = inp.parse(&g.type_or_none)? {
        return Ok(ty);
    }
    let bad = inp.bad_expression();
    inp.complain("expected ~ term or type");
    inp.advance(AFTER_TYPE);
    Ok(bad)
}

/// `| T | ~U` after a first term, as nested `Binary`s.
fn union_from(g: &Grammar, inp: &mut In<'_>, first: ExprId) -> Parsed<ExprId> {
    let start = inp.state().ast[first].span;
    let mut x = first;
    while inp.token() == Token::Or {
        let op_span = inp.bump();
        let y = term(g, inp)?;
        let span = inp.since(start);
        x = inp.state().expression(ExprKind::Binary { op: BinaryOp::Or, op_span, x, y }, span);
    }
    Ok(x)
}

/// Gives each parameter its type, and each the right to be what it is.
fn complete_params(inp: &mut In<'_>, mut raw: Vec<RawParam>, close: Span, shape: ParamList) -> Vec<Param> {
    let named = raw.iter().filter(|p| p.name.is_some() && p.ty.is_some()).count();
    let typed = raw.iter().filter(|p| p.ty.is_some()).count();
    if named == 0 && !shape.names_required {
        for param in raw.iter_mut() {
            if let Some(name) = param.name.take() {
                let span = name.span;
                param.ty = Some(inp.state().expression(ExprKind::Ident(name), span));
            }
        }
    } else if named != raw.len() {
        share_types(inp, &mut raw, named == typed, close, shape);
    }
    check_dots(inp, &mut raw, shape);
    let complete =
        |p: RawParam| Some(Param { name: p.name, ty: p.ty?, variadic: p.dots.is_some(), span: p.span });
    raw.into_iter().filter_map(complete).collect()
}

/// `a, b int`: types go to the names on their left.
fn share_types(inp: &mut In<'_>, raw: &mut [RawParam], types_missing: bool, close: Span, shape: ParamList) {
    let mut wrong = None;
    let mut current: Option<(ExprId, Option<Span>)> = None;
    let count = raw.len();
    for param in raw.iter_mut().rev() {
        if let Some(ty) = param.ty {
            current = Some((ty, param.dots));
            if param.name.is_none() {
                let start = inp.state().ast[ty].span.start();
                wrong = Some(start);
                param.name = Some(inp.state().new_identifier("_".into(), start));
            }
        } else if let Some((ty, dots)) = current {
            (param.ty, param.dots) = (Some(ty), dots);
        } else {
            wrong = Some(param.span.start());
            param.ty = Some(inp.state().expression(ExprKind::Bad, param.span.start()));
        }
    }
    let Some(mut place) = wrong else { return };
    let message = match (types_missing, shape.names_required) {
        (true, true) => "missing type constraint",
        (true, false) => "missing parameter type",
        (false, true) if count == 1 => "missing type parameter name or invalid array length",
        (false, true) => "missing type parameter name",
        (false, false) => "missing parameter name",
    };
    if types_missing {
        place = close;
    }
    inp.complain_at(place, message);
}

fn check_dots(inp: &mut In<'_>, raw: &mut [RawParam], shape: ParamList) {
    let last = raw.len().saturating_sub(1);
    let mut reported = false;
    for (i, param) in raw.iter_mut().enumerate() {
        if shape.dots_allowed && i == last {
            continue;
        }
        let Some(place) = param.dots.take() else { continue };
        if !reported {
            let message = if shape.dots_allowed {
                "can only use ... with final parameter"
            } else {
                "invalid use of ..."
            };
            inp.state().error(place, message);
            reported = true;
        }
    }
}
