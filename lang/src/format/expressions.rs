//! Expressions. Blanks around operators tell how tightly they bind: `depth` counts how deep an
//! expression stands in others, and from a depth of 2 on the tighter operators lose their blanks.

use super::lists::{Entry, ListMode};
use super::printer::{Mode, Node, Printer, Space};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ChanDir, ExprId, ExprKind, LitKind, UnaryOp};
use crate::syntax::token::Token;

/// Tighter than every binary operator.
const UNARY: u8 = 6;
const HIGHEST: u8 = 7;

impl<'s> Printer<'s> {
    pub(super) fn span(&self, x: ExprId) -> Span {
        self.source.ast[x].span
    }
    pub(super) fn kind(&self, x: ExprId) -> &'s ExprKind {
        &self.source.ast[x].kind
    }

    /// Size in bytes on one line, if it is at most `max`.
    pub(super) fn expression_size(&mut self, x: ExprId, max: usize) -> Option<usize> {
        self.size_of(Node::Expr(x), max, |p| p.expression(x))
    }

    /// An expression or type that stands alone.
    pub(super) fn expression(&mut self, x: ExprId) {
        self.at_depth(x, 1);
    }

    /// At a depth.
    pub(super) fn at_depth(&mut self, x: ExprId, depth: u32) {
        self.operand(x, 0, depth);
    }

    /// As what a selector, index, call or type switch applies to.
    pub(super) fn at_highest(&mut self, x: ExprId) {
        self.operand(x, HIGHEST, 1);
    }

    /// As the operand of an operator of precedence `outer`.
    fn operand(&mut self, x: ExprId, outer: u8, depth: u32) {
        recurse(|| self.operand_kind(x, outer, depth));
    }

    fn operand_kind(&mut self, x: ExprId, outer: u8, depth: u32) {
        let span = self.span(x);
        self.at(span.lo);
        match self.kind(x) {
            ExprKind::Bad => {}
            ExprKind::Ident(name) => self.name(&name.name),
            ExprKind::BasicLit { kind, text } => self.basic_literal(*kind, text),
            ExprKind::Binary { .. } => self.binary(x, outer, depth),
            ExprKind::Unary { op, x, .. } => {
                self.token(unary_token(*op));
                match op {
                    UnaryOp::Star => self.expression(*x),
                    _ => self.operand(*x, UNARY, depth),
                }
            }
            ExprKind::FuncLit { signature, body } => {
                self.token(Token::Func);
                let column = self.out_column - 4;
                self.signature(signature);
                let size = self.distance_from(span.lo, column);
                self.function_body(size, Space::Blank, body);
            }
            ExprKind::Paren(inner) => self.parenthesized(span, *inner, depth),
            ExprKind::Selector { .. } => {
                self.selector(x, depth, false);
            }
            ExprKind::TypeAssert { x, ty } => {
                self.operand(*x, HIGHEST, depth);
                self.token(Token::Dot);
                let open = self.source.find(Token::LeftParen, self.span(*x).hi);
                self.at(open).token(Token::LeftParen);
                match ty {
                    Some(ty) => self.expression(*ty),
                    None => self.token(Token::Type),
                }
                self.at(span.hi - 1).token(Token::RightParen);
            }
            ExprKind::Index { x, indices } => self.index(span, *x, indices, depth),
            ExprKind::Slice { x, lo, hi, max, three } => {
                let ends = [*lo, *hi, *max];
                self.slice(span, *x, &ends[..if *three { 3 } else { 2 }], depth);
            }
            ExprKind::Call { .. } => self.call(x, depth),
            ExprKind::CompositeLit { .. } => self.composite(x, depth),
            _ => self.type_literal(x),
        }
    }

    fn basic_literal(&mut self, kind: LitKind, text: &str) {
        let token = match kind {
            LitKind::Int => Token::Int,
            LitKind::Float => Token::Float,
            LitKind::Imaginary => Token::Imaginary,
            LitKind::Rune => Token::Rune,
            LitKind::String => return self.literal(Token::String, &text.replace('\r', "")),
        };
        if token == Token::Rune {
            return self.literal(token, text);
        }
        self.literal(token, &normal_number(text));
    }

    /// Double parentheses are printed once.
    fn parenthesized(&mut self, span: Span, inner: ExprId, depth: u32) {
        if matches!(self.kind(inner), ExprKind::Paren(_)) {
            return self.at_depth(inner, depth);
        }
        self.token(Token::LeftParen);
        self.at_depth(inner, depth.saturating_sub(1).max(1));
        self.at(span.hi - 1).token(Token::RightParen);
    }

    fn binary(&mut self, x: ExprId, outer: u8, depth: u32) {
        let ExprKind::Binary { op, op_span, x: left, y: right } = self.kind(x) else { return };
        let level = precedence(*op);
        debug_assert!(level >= outer, "the tree has a node for each parenthesis");
        let mut blank = level < self.cutoff(x, depth);
        self.operand(*left, level, depth + self.differs(*left, level));
        if blank {
            self.space(Space::Blank);
        }
        let left_line = self.place.line;
        let right_line = self.source.line(self.span(*right).lo);
        let token = self.source.token_at(op_span.lo).0;
        self.at(op_span.lo).token(token);
        let mut indented = false;
        if left_line != right_line && self.line_break(right_line, 1, Space::Indent, true) > 0 {
            (indented, blank) = (true, false);
        }
        if blank {
            self.space(Space::Blank);
        }
        self.operand(*right, level + 1, depth + 1);
        if indented {
            self.space(Space::Unindent);
        }
    }

    /// 1 unless x is an operation of that precedence.
    fn differs(&self, x: ExprId, level: u8) -> u32 {
        match self.kind(x) {
            ExprKind::Binary { op, .. } if precedence(*op) == level => 0,
            _ => 1,
        }
    }

    /// Operators below this precedence have blanks around them.
    fn cutoff(&mut self, x: ExprId, depth: u32) -> u8 {
        let facts = self.operators(x);
        if facts.clash > 0 {
            return facts.clash + 1;
        }
        match (facts.additive && facts.multiplicative, depth == 1) {
            (true, true) => 5,
            (false, true) => 6,
            _ => 4,
        }
    }

    /// What operators an expression is made of, parentheses and calls left out.
    fn operators(&mut self, x: ExprId) -> Operators {
        if let Some(known) = self.operators.get(&x) {
            return *known;
        }
        let ExprKind::Binary { op, x: left, y: right, .. } = self.kind(x) else {
            return Operators::default();
        };
        let level = precedence(*op);
        let mut facts = Operators { additive: level == 4, multiplicative: level == 5, clash: 0 };
        if self.differs(*left, level) == 0 || self.binary_level(*left) > level {
            facts.add(recurse(|| self.operators(*left)));
        }
        match self.kind(*right) {
            ExprKind::Binary { .. } if self.binary_level(*right) > level => {
                facts.add(recurse(|| self.operators(*right)));
            }
            ExprKind::Unary { op: unary, .. } => facts.clash = facts.clash.max(clash(*op, *unary)),
            _ => {}
        }
        self.operators.insert(x, facts);
        facts
    }

    fn binary_level(&self, x: ExprId) -> u8 {
        match self.kind(x) {
            ExprKind::Binary { op, .. } => precedence(*op),
            _ => 0,
        }
    }

    /// `x.name`; whether the name stands on a line of its own. A method's call undoes the
    /// indentation itself.
    fn selector(&mut self, x: ExprId, depth: u32, method: bool) -> bool {
        let ExprKind::Selector { x, sel } = self.kind(x) else { return false };
        self.operand(*x, HIGHEST, depth);
        self.token(Token::Dot);
        let breaks = self.place.line < self.source.line(sel.span.lo);
        if breaks {
            self.space(Space::Indent);
            self.space(Space::Newline);
        }
        self.at(sel.span.lo).name(&sel.name);
        if breaks && !method {
            self.space(Space::Unindent);
        }
        breaks
    }

    fn index(&mut self, span: Span, x: ExprId, indices: &[ExprId], depth: u32) {
        self.operand(x, HIGHEST, 1);
        let open = self.source.find(Token::LeftBracket, self.span(x).hi);
        self.at(open).token(Token::LeftBracket);
        match indices {
            [only] => self.at_depth(*only, depth + 1),
            list => {
                let list: Vec<Entry<'_>> = list.iter().map(|x| Entry::Expr(*x)).collect();
                self.list(Some(open), &list, depth + 1, ListMode::TRAILING_COMMA, Some(span.hi - 1));
            }
        }
        self.at(span.hi - 1).token(Token::RightBracket);
    }

    fn slice(&mut self, span: Span, x: ExprId, ends: &[Option<ExprId>], depth: u32) {
        self.operand(x, HIGHEST, 1);
        let open = self.source.find(Token::LeftBracket, self.span(x).hi);
        self.at(open).token(Token::LeftBracket);
        let given = ends.iter().flatten().count();
        let binary = ends.iter().flatten().any(|x| matches!(self.kind(*x), ExprKind::Binary { .. }));
        let blanks = depth <= 1 && given > 1 && binary;
        for (i, end) in ends.iter().enumerate() {
            if i > 0 {
                if blanks && ends[i - 1].is_some() {
                    self.space(Space::Blank);
                }
                self.token(Token::Colon);
                if blanks && end.is_some() {
                    self.space(Space::Blank);
                }
            }
            if let Some(x) = end {
                self.at_depth(*x, depth + 1);
            }
        }
        self.at(span.hi - 1).token(Token::RightBracket);
    }

    fn call(&mut self, x: ExprId, depth: u32) {
        let ExprKind::Call { fun, args, ellipsis, close } = self.kind(x) else { return };
        let depth = if args.len() > 1 { depth + 1 } else { depth };
        let indented = match self.kind(*fun) {
            ExprKind::Selector { .. } => {
                self.at(self.span(*fun).lo);
                self.selector(*fun, depth, true)
            }
            _ => {
                let function = matches!(self.kind(*fun), ExprKind::FuncType { .. });
                let receive = matches!(self.kind(*fun), ExprKind::ChanType { dir: ChanDir::Recv, .. });
                self.conversion_or_call(*fun, function || receive, depth);
                false
            }
        };
        let open = self.source.find(Token::LeftParen, self.span(*fun).hi);
        self.at(open).token(Token::LeftParen);
        let list: Vec<Entry<'_>> = args.iter().map(|x| Entry::Expr(*x)).collect();
        match ellipsis {
            Some(dots) => {
                self.list(Some(open), &list, depth, ListMode::PLAIN, Some(dots.lo));
                self.at(dots.lo).token(Token::Ellipsis);
                if self.source.line(dots.lo) < self.source.line(close.lo) {
                    self.token(Token::Comma);
                    self.space(Space::Section);
                }
            }
            None => self.list(Some(open), &list, depth, ListMode::TRAILING_COMMA, Some(close.lo)),
        }
        self.at(close.lo).token(Token::RightParen);
        if indented {
            self.space(Space::Unindent);
        }
    }

    /// What is called; a type that would read on into the arguments gets parentheses.
    fn conversion_or_call(&mut self, fun: ExprId, parens: bool, depth: u32) {
        if parens {
            self.token(Token::LeftParen);
        }
        self.operand(fun, HIGHEST, depth);
        if parens {
            self.token(Token::RightParen);
        }
    }

    fn composite(&mut self, x: ExprId, depth: u32) {
        let span = self.span(x);
        let ExprKind::CompositeLit { ty, elements, close } = self.kind(x) else { return };
        let mut open = span.lo;
        if let Some(ty) = ty {
            self.operand(*ty, HIGHEST, depth);
            open = self.source.find(Token::LeftBrace, self.span(*ty).hi);
        }
        self.level += 1;
        self.at(open).token(Token::LeftBrace);
        let list: Vec<Entry<'_>> = elements.iter().map(Entry::of_element).collect();
        self.list(Some(open), &list, 1, ListMode::TRAILING_COMMA, Some(close.lo));
        // A line break behind a comment could make a semicolon here.
        let mode = Mode { no_extra_line_break: true, no_extra_blank: !elements.is_empty() };
        self.space(Space::Indent);
        self.space(Space::Unindent);
        self.toggle(mode);
        self.at(close.lo).token(Token::RightBrace);
        self.toggle(mode);
        self.level -= 1;
    }

    fn type_literal(&mut self, x: ExprId) {
        let span = self.span(x);
        match self.kind(x) {
            ExprKind::ArrayType { len, elem } => {
                self.token(Token::LeftBracket);
                match len {
                    Some(len) => self.expression(*len),
                    None => self.token(Token::Ellipsis),
                }
                self.token(Token::RightBracket);
                self.expression(*elem);
            }
            ExprKind::SliceType { elem } => {
                self.token(Token::LeftBracket);
                self.token(Token::RightBracket);
                self.expression(*elem);
            }
            ExprKind::StructType { fields } => {
                self.token(Token::Struct);
                self.fields(span, fields);
            }
            ExprKind::InterfaceType { elements } => {
                self.token(Token::Interface);
                self.elements(span, elements);
            }
            ExprKind::FuncType { signature } => {
                self.token(Token::Func);
                self.signature(signature);
            }
            ExprKind::MapType { key, value } => {
                self.token(Token::Map);
                self.token(Token::LeftBracket);
                self.expression(*key);
                self.token(Token::RightBracket);
                self.expression(*value);
            }
            ExprKind::ChanType { dir, elem } => {
                if *dir == ChanDir::Recv {
                    self.token(Token::Arrow);
                }
                self.token(Token::Chan);
                if *dir == ChanDir::Send {
                    self.at(self.source.find(Token::Arrow, span.lo)).token(Token::Arrow);
                }
                self.space(Space::Blank);
                self.expression(*elem);
            }
            _ => {}
        }
    }

    /// Without parentheses around it.
    pub(super) fn without_parens(&self, x: ExprId) -> ExprId {
        let mut x = x;
        while let ExprKind::Paren(inner) = self.kind(x) {
            x = *inner;
        }
        x
    }

    /// A header's expression without parentheses around it, unless they protect a literal whose
    /// brace would otherwise open the block.
    pub(super) fn header_expression(&mut self, x: ExprId) {
        let mut x = x;
        while let ExprKind::Paren(inner) = self.kind(x) {
            if self.has_bare_literal(*inner) {
                break;
            }
            x = *inner;
        }
        self.expression(x);
    }

    fn is_type_name(&self, ty: ExprId) -> bool {
        match self.kind(ty) {
            ExprKind::Ident(_) => true,
            ExprKind::Selector { x, .. } => self.is_type_name(*x),
            _ => false,
        }
    }

    fn has_bare_literal(&self, x: ExprId) -> bool {
        let mut open = vec![x];
        while let Some(x) = open.pop() {
            match self.kind(x) {
                ExprKind::CompositeLit { ty: Some(ty), .. } if self.is_type_name(*ty) => return true,
                ExprKind::FuncLit { .. } => {
                    let outer = self.span(x);
                    let inside = |span: Span| outer.lo <= span.lo && span.hi <= outer.hi;
                    let named =
                        self.source.ast.exprs.iter().filter(|e| inside(e.span)).any(|e| match e.kind {
                            ExprKind::CompositeLit { ty: Some(ty), .. } => self.is_type_name(ty),
                            _ => false,
                        });
                    if named {
                        return true;
                    }
                }
                ExprKind::Selector { x, .. } | ExprKind::Unary { x, .. } | ExprKind::TypeAssert { x, .. } => {
                    open.push(*x);
                }
                ExprKind::Index { x, indices } => {
                    open.push(*x);
                    open.extend(indices);
                }
                ExprKind::Slice { x, lo, hi, max, .. } => {
                    open.push(*x);
                    open.extend([lo, hi, max].into_iter().flatten());
                }
                ExprKind::Call { fun, args, .. } => {
                    open.push(*fun);
                    open.extend(args);
                }
                ExprKind::Binary { x, y, .. } => open.extend([*x, *y]),
                _ => {}
            }
        }
        false
    }
}

/// What decides about blanks around operators.
#[derive(Clone, Copy, Default)]
pub(super) struct Operators {
    additive: bool,
    multiplicative: bool,
    /// Precedence of an operator that needs a blank before the unary one behind it.
    clash: u8,
}

impl Operators {
    fn add(&mut self, other: Operators) {
        self.additive |= other.additive;
        self.multiplicative |= other.multiplicative;
        self.clash = self.clash.max(other.clash);
    }
}

/// Operators that would read as others without a blank between: `/*`, `&&`, `&^`, `++`, `--`.
fn clash(op: BinaryOp, unary: UnaryOp) -> u8 {
    match (op, unary) {
        (BinaryOp::Div, UnaryOp::Star) | (BinaryOp::And, UnaryOp::Addr | UnaryOp::Xor) => 5,
        (BinaryOp::Add, UnaryOp::Plus) | (BinaryOp::Sub, UnaryOp::Minus) => 4,
        _ => 0,
    }
}

pub(super) fn precedence(op: BinaryOp) -> u8 {
    use BinaryOp::{
        Add, And, AndAnd, AndNot, Div, Eq, Ge, Gt, Le, Lt, Mul, Ne, Or, OrOr, Rem, Shl, Shr, Sub, Xor,
    };
    match op {
        OrOr => 1,
        AndAnd => 2,
        Eq | Ne | Lt | Le | Gt | Ge => 3,
        Add | Sub | Or | Xor => 4,
        Mul | Div | Rem | Shl | Shr | And | AndNot => 5,
    }
}

fn unary_token(op: UnaryOp) -> Token {
    match op {
        UnaryOp::Plus => Token::Add,
        UnaryOp::Minus => Token::Sub,
        UnaryOp::Not => Token::Not,
        UnaryOp::Xor => Token::Xor,
        UnaryOp::Addr => Token::And,
        UnaryOp::Arrow => Token::Arrow,
        UnaryOp::Star => Token::Star,
        UnaryOp::Tilde => Token::Tilde,
    }
}

/// A number with its prefix and exponent in lower case; hexadecimal digits stay as they are, and
/// an imaginary integer loses its leading zeros.
fn normal_number(text: &str) -> String {
    if text.len() < 2 {
        return text.to_string();
    }
    let (prefix, digits) = text.split_at(2);
    match &*prefix.to_ascii_lowercase() {
        "0x" => format!("0x{}", digits.replace('P', "p")),
        prefix @ ("0o" | "0b") => format!("{prefix}{digits}"),
        _ if text.contains('E') => text.replace('E', "e"),
        _ if text.ends_with('i') && !text.contains(['.', 'e']) => {
            let rest = text.trim_start_matches(['0', '_']);
            if rest == "i" { "0i".to_string() } else { rest.to_string() }
        }
        _ => text.to_string(),
    }
}
