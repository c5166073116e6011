//! Expressions: operators by precedence, primary expressions, literals.

use super::Grammar;
use super::input::{In, Parsed, Read, Rule, rule};
use super::recovery::{List, bracketed, list};
use super::types::{name, type_list};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ChanDir, Element, ExprId, ExprKind, LitKind, UnaryOp};
use crate::syntax::token::{Token, TokenSet};
use chumsky::primitive::just;
use chumsky::{IterParser, Parser};
use std::rc::Rc;

/// `{ elements }` and where its closing brace is.
pub type LiteralValue = (Vec<Element>, Span);

/// Nothing readable.
pub fn bad() -> impl Rule<ExprId> {
    rule(|inp| Ok(inp.bad_expression()))
}

/// No literal value.
pub fn no_literal() -> impl Rule<LiteralValue> {
    rule(|inp| Ok((Vec::new(), inp.here())))
}

/// One or more expressions with commas between them.
pub fn expression_list(g: &Grammar) -> impl Rule<Vec<ExprId>> + use<> {
    let comma = just(Token::Comma);
    Parser::separated_by(g.expression.clone(), comma).at_least(1).collect::<Vec<_>>()
}

/// The binary operator that a token is, and how tightly it binds.
fn binary_operator(token: Token) -> Option<(BinaryOp, u8)> {
    Some(match token {
        Token::OrOr => (BinaryOp::OrOr, 1),
        Token::AndAnd => (BinaryOp::AndAnd, 2),
        Token::Equal => (BinaryOp::Eq, 3),
        Token::NotEqual => (BinaryOp::Ne, 3),
        Token::Less => (BinaryOp::Lt, 3),
        Token::LessEqual => (BinaryOp::Le, 3),
        Token::Greater => (BinaryOp::Gt, 3),
        Token::GreaterEqual => (BinaryOp::Ge, 3),
        Token::Add => (BinaryOp::Add, 4),
        Token::Sub => (BinaryOp::Sub, 4),
        Token::Or => (BinaryOp::Or, 4),
        Token::Xor => (BinaryOp::Xor, 4),
        Token::Star => (BinaryOp::Mul, 5),
        Token::Div => (BinaryOp::Div, 5),
        Token::Rem => (BinaryOp::Rem, 5),
        Token::Shl => (BinaryOp::Shl, 5),
        Token::Shr => (BinaryOp::Shr, 5),
        Token::And => (BinaryOp::And, 5),
        Token::AndNot => (BinaryOp::AndNot, 5),
        _ => return None,
    })
}

/// An expression: `Expression = UnaryExpr | Expression binary_op Expression .`
pub fn expression(g: &Grammar) -> impl Rule<ExprId> + use<> {
    let g = g.clone();
    rule(move |inp| {
        let first = inp.parse(&g.unary)?;
        operations(&g, inp, first)
    })
}

/// The operators after a first operand. By a stack of waiting operators instead of recursion, so
/// that a chain may be as long as it likes.
pub fn operations(g: &Grammar, inp: &mut In<'_>, first: ExprId) -> Parsed<ExprId> {
    let mut waiting: Vec<(ExprId, BinaryOp, Span, u8)> = Vec::new();
    let mut x = first;
    loop {
        let next = binary_operator(inp.token());
        let level = next.map_or(0, |(_, level)| level);
        while let Some(&(left, op, op_span, over)) = waiting.last()
            && over >= level
        {
            waiting.pop();
            let start = inp.state().ast[left].span;
            let span = inp.since(start);
            x = inp.state().expression(ExprKind::Binary { op, op_span, x: left, y: x }, span);
        }
        let Some((op, level)) = next else { return Ok(x) };
        waiting.push((x, op, inp.bump(), level));
        x = inp.parse(&g.unary)?;
    }
}

/// `UnaryExpr = PrimaryExpr | unary_op UnaryExpr .`
pub fn unary(g: &Grammar) -> impl Rule<ExprId> + use<> {
    let g = g.clone();
    let operand = operand(&g);
    rule(move |inp| {
        let op = match inp.token() {
            Token::Star => UnaryOp::Star,
            Token::Add => UnaryOp::Plus,
            Token::Sub => UnaryOp::Minus,
            Token::Not => UnaryOp::Not,
            Token::Xor => UnaryOp::Xor,
            Token::Tilde => UnaryOp::Tilde,
            Token::And => UnaryOp::Addr,
            Token::Arrow => return receive(&g, inp),
            _ => {
                let x = inp.parse(&operand)?;
                return primary(&g, inp, x);
            }
        };
        let op_span = inp.bump();
        let x = inp.parse(&g.unary)?;
        let span = inp.since(op_span);
        Ok(inp.state().expression(ExprKind::Unary { op, op_span, x }, span))
    })
}

/// `<-x`, or the type `<-chan T`: which one shows when x has been read.
fn receive(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprId> {
    let op_span = inp.bump();
    let x = inp.parse(&g.unary)?;
    let span = inp.since(op_span);
    if !matches!(inp.state().ast[x].kind, ExprKind::ChanType { .. }) {
        return Ok(inp.state().expression(ExprKind::Unary { op: UnaryOp::Arrow, op_span, x }, span));
    }
    turn_arrow(inp, x);
    inp.state().ast.exprs[x.0 as usize].span = span;
    Ok(x)
}

/// `<-(chan T)` was read: makes it `<-chan T`, and `<-(chan<- T)` makes `<-chan (<-T)`.
fn turn_arrow(inp: &mut In<'_>, channel: ExprId) {
    let mut at = channel;
    loop {
        let ExprKind::ChanType { dir, elem } = &mut inp.state().ast.exprs[at.0 as usize].kind else {
            let span = inp.state().ast[at].span;
            let text = inp.state().text(span).to_string();
            return inp.complain(&format!("unexpected {text}, expected chan"));
        };
        let (before, next) = (std::mem::replace(dir, ChanDir::Recv), *elem);
        match before {
            ChanDir::Both => return,
            ChanDir::Recv => return inp.complain("unexpected <-, expected chan"),
            ChanDir::Send => at = next,
        }
    }
}

/// `Operand = Literal | OperandName | "(" Expression ")" .`, types included.
fn operand(g: &Grammar) -> impl Rule<ExprId> + use<> {
    let g = g.clone();
    let parenthesized = bracketed(g.expression.clone());
    rule(move |inp| {
        let start = inp.here();
        let kind = match inp.token() {
            Token::Name => {
                inp.skip();
                ExprKind::Ident(inp.state().identifier(start))
            }
            literal if literal.is_literal() => basic_literal(inp),
            Token::LeftParen => {
                inp.skip();
                let inner = inp.parse(&parenthesized)?;
                inp.want(Token::RightParen);
                ExprKind::Paren(inner)
            }
            Token::Func => function(&g, inp)?,
            Token::LeftBracket | Token::Chan | Token::Map | Token::Struct | Token::Interface => {
                return inp.parse(&g.ty);
            }
            _ => {
                let bad = inp.bad_expression();
                inp.complain("expected expression");
                inp.advance(TokenSet::of(&[Token::RightParen, Token::RightBracket, Token::RightBrace]));
                return Ok(bad);
            }
        };
        let span = inp.since(start);
        Ok(inp.state().expression(kind, span))
    })
}

/// The literal that stands next.
fn basic_literal(inp: &mut In<'_>) -> ExprKind {
    let kind = match inp.token() {
        Token::Int => LitKind::Int,
        Token::Float => LitKind::Float,
        Token::Imaginary => LitKind::Imaginary,
        Token::Rune => LitKind::Rune,
        _ => LitKind::String,
    };
    let span = inp.bump();
    ExprKind::BasicLit { kind, text: inp.state().text(span).into() }
}

/// `func(…) … { … }`, or without its body a type.
fn function(g: &Grammar, inp: &mut In<'_>) -> Parsed<ExprKind> {
    inp.skip();
    super::parameters::refuse_type_params(g, inp, "function type")?;
    let signature = Box::new(inp.parse(&g.signature)?);
    if inp.token() != Token::LeftBrace {
        return Ok(ExprKind::FuncType { signature });
    }
    inp.state().nesting += 1;
    let body = inp.parse(&g.function_body)?;
    inp.state().nesting -= 1;
    Ok(ExprKind::FuncLit { signature, body: Rc::new(body) })
}

/// What may follow an operand: selectors, indices, calls, literal values.
pub fn primary(g: &Grammar, inp: &mut In<'_>, operand: ExprId) -> Parsed<ExprId> {
    let mut x = operand;
    let start = inp.state().ast[x].span;
    loop {
        let kind = match inp.token() {
            Token::Dot => selector(g, inp, x)?,
            Token::LeftBracket => Some(index_or_slice(g, inp, x)?),
            Token::LeftParen => Some(call(g, inp, x)?),
            Token::LeftBrace if literal_follows(inp, x) => {
                let (elements, close) = inp.parse(&g.literal_value)?;
                Some(ExprKind::CompositeLit { ty: Some(x), elements, close })
            }
            _ => return Ok(x),
        };
        if let Some(kind) = kind {
            let span = inp.since(start);
            x = inp.state().expression(kind, span);
        }
    }
}

/// `.name`, `.(T)`, `.(type)`
fn selector(g: &Grammar, inp: &mut In<'_>, x: ExprId) -> Parsed<Option<ExprKind>> {
    inp.skip();
    match inp.token() {
        Token::Name => Ok(Some(ExprKind::Selector { x, sel: name(inp) })),
        Token::LeftParen => {
            inp.skip();
            let ty = if inp.got(Token::Type) { None } else { Some(inp.parse(&g.ty)?) };
            inp.want(Token::RightParen);
            Ok(Some(ExprKind::TypeAssert { x, ty }))
        }
        _ => {
            inp.complain("expected name or (");
            inp.advance(TokenSet::of(&[Token::RightParen]).union(super::types::SEMICOLONS));
            Ok(None)
        }
    }
}

/// `x[i]`, `x[T1, T2]`, `x[lo:hi:max]`
fn index_or_slice(g: &Grammar, inp: &mut In<'_>, x: ExprId) -> Parsed<ExprKind> {
    inp.skip();
    let mut lo = None;
    if inp.token() != Token::Colon {
        let (indices, comma) = if inp.token() == Token::RightBracket {
            inp.complain("expected operand");
            (vec![inp.bad_expression()], false)
        } else {
            type_list(g, inp, false)?
        };
        if comma || inp.token() == Token::RightBracket {
            inp.want(Token::RightBracket);
            return Ok(ExprKind::Index { x, indices });
        }
        lo = indices.first().copied();
    }
    if !inp.got(Token::Colon) {
        inp.complain("expected comma, : or ]");
        inp.advance(TokenSet::of(&[Token::Comma, Token::Colon, Token::RightBracket]));
    }
    inp.state().nesting += 1;
    let ends = slice_ends(g, inp)?;
    inp.state().nesting -= 1;
    inp.want(Token::RightBracket);
    let (hi, max, three) = ends;
    Ok(ExprKind::Slice { x, lo, hi, max, three })
}

/// What stands after the first colon of a slice expression.
fn slice_ends(g: &Grammar, inp: &mut In<'_>) -> Parsed<(Option<ExprId>, Option<ExprId>, bool)> {
    let mut hi = None;
    if !matches!(inp.token(), Token::Colon | Token::RightBracket) {
        hi = Some(inp.parse(&g.expression)?);
    }
    if inp.token() != Token::Colon {
        return Ok((hi, None, false));
    }
    if hi.is_none() {
        let here = inp.here();
        inp.state().error(here, "middle index required in 3-index slice");
        hi = Some(inp.bad_expression());
    }
    inp.skip();
    if inp.token() == Token::RightBracket {
        let here = inp.here();
        inp.state().error(here, "final index required in 3-index slice");
        return Ok((hi, Some(inp.bad_expression()), true));
    }
    Ok((hi, Some(inp.parse(&g.expression)?), true))
}

/// `(args…)`
fn call(g: &Grammar, inp: &mut In<'_>, fun: ExprId) -> Parsed<ExprKind> {
    inp.skip();
    let shape = List { context: "argument list", separator: Token::Comma, close: Token::RightParen };
    let (mut args, mut ellipsis) = (Vec::new(), None);
    inp.state().nesting += 1;
    let close = super::recovery::read_list(inp, shape, |inp| {
        args.push(inp.parse(&g.expression)?);
        let here = inp.here();
        let last = inp.got(Token::Ellipsis);
        if last {
            ellipsis = Some(here);
        }
        Ok(last)
    })?;
    inp.state().nesting -= 1;
    Ok(ExprKind::Call { fun, args, ellipsis, close })
}

/// Whether the `{` after x opens a literal of type x.
fn literal_follows(inp: &mut In<'_>, x: ExprId) -> bool {
    let open = inp.state().nesting >= 0;
    let ast = &inp.state().ast;
    let mut inner = x;
    while let ExprKind::Paren(y) = ast[inner].kind {
        inner = y;
    }
    let literal = match ast[inner].kind {
        ExprKind::Ident(_) | ExprKind::Selector { .. } => open,
        ExprKind::Index { .. } => open && !is_value(inp, inner),
        ExprKind::ArrayType { .. }
        | ExprKind::SliceType { .. }
        | ExprKind::StructType { .. }
        | ExprKind::MapType { .. } => true,
        _ => false,
    };
    if literal && inner != x {
        inp.complain("cannot parenthesize type in composite literal");
    }
    literal
}

/// Whether x must be a value: it cannot be the type of a literal.
fn is_value(inp: &mut In<'_>, x: ExprId) -> bool {
    let ast = &inp.state().ast;
    let mut open = vec![x];
    while let Some(x) = open.pop() {
        match &ast[x].kind {
            ExprKind::BasicLit { .. }
            | ExprKind::CompositeLit { .. }
            | ExprKind::FuncLit { .. }
            | ExprKind::Slice { .. }
            | ExprKind::TypeAssert { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Call { .. } => return true,
            ExprKind::Unary { op, .. } if *op != UnaryOp::Star => return true,
            ExprKind::Paren(x) => open.push(*x),
            ExprKind::Index { x, indices } => {
                open.push(*x);
                if let [only] = indices[..] {
                    open.push(only);
                }
            }
            _ => {}
        }
    }
    false
}

/// `LiteralValue = "{" [ ElementList [ "," ] ] "}" .`
pub fn literal_value(g: &Grammar) -> impl Rule<LiteralValue> + use<> {
    let shape = List { context: "composite literal", separator: Token::Comma, close: Token::RightBrace };
    let element = element(g).map(|element| (element, false));
    just(Token::LeftBrace).ignore_then(bracketed(list(shape, element)))
}

/// `[ Key ":" ] Element`
fn element(g: &Grammar) -> impl Rule<Element> + use<> {
    let value = element_value(g);
    rule(move |inp| {
        let first = inp.parse(&value)?;
        if inp.got(Token::Colon) {
            return Ok(Element { key: Some(first), value: inp.parse(&value)? });
        }
        Ok(Element { key: None, value: first })
    })
}

/// An expression, or a literal value whose type is elided.
fn element_value(g: &Grammar) -> impl Rule<ExprId> + use<> {
    let g = g.clone();
    rule(move |inp| {
        if inp.token() != Token::LeftBrace {
            return inp.parse(&g.expression);
        }
        let start = inp.here();
        let (elements, close) = inp.parse(&g.literal_value)?;
        let span = inp.since(start);
        Ok(inp.state().expression(ExprKind::CompositeLit { ty: None, elements, close }, span))
    })
}
