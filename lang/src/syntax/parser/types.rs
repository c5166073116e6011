//! Types, parameters and type parameters. Types are expressions of the same tree.

use super::Grammar;
use super::input::{In, Parsed, Read, Rule, rule};
use super::recovery::{List, read_list};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOp, ChanDir, ExprId, ExprKind, FieldDecl, Ident, InterfaceElement, Param, Signature, TypeParam, UnaryOp,
};
use crate::syntax::literal::string_text;
use crate::syntax::token::{Token, TokenSet};

const AFTER_TYPE: TokenSet = TokenSet::of(&[
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
                ExprKind::FuncType { signature: inp.parse(&g.signature)? }
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
pub fn type_params(g: &Grammar, inp: &mut In<'_>, first: Option<(Ident, Option<ExprId>)>) -> Parsed<Vec<TypeParam>> {
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
        raw.push(RawParam { span: inp.since(name.span), name: Some(name.clone()), ty: Some(*ty), dots: None });
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
fn named_bracket(g: &Grammar, inp: &mut In<'_>, name: Ident) -> Parsed<(Option<Ident>, Option<ExprId>)> {
    match array_or_type_args(g, inp)? {
        ArrayOrArgs::Array(ty) => Ok((Some(name), Some(ty))),
        ArrayOrArgs::Args(indices) => Ok((None, Some(instance(inp, name, indices)))),
    }
}

fn instance(inp: &mut In<'_>, name: Ident, indices: Vec<ExprId>) -> ExprId {
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
fn term(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprId> {
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
    let complete = |p: RawParam| {
        Some(Param { name: p.name, ty: p.ty?, variadic: p.dots.is_some(), span: p.span })
    };
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
            let message =
                if shape.dots_allowed { "can only use ... with final parameter" } else { "invalid use of ..." };
            inp.state().error(place, message);
            reported = true;
        }
    }
}

/// `struct { … }`
fn struct_type(g: &Grammar) -> impl Rule<ExprKind> + use<> {
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
            let ty =
                if inp.token() == Token::Star { embedded_pointer(g, inp)? } else { qualified_name(g, inp, None)? };
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
fn interface_type(g: &Grammar) -> impl Rule<ExprKind> + use<> {
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
fn method_or_instance(g: &Grammar, inp: &mut In<'_>, first: Ident) -> Parsed<Result<InterfaceElement, ExprId>> {
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
