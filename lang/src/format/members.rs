//! Parameters, results, and the members of struct and interface types.

use super::printer::{Printer, Space};
use crate::source::Span;
use crate::syntax::ast::{
    ExprId, ExprKind, FieldDecl, Ident, InterfaceElement, Param, Signature, TypeParam, UnaryOp,
};
use crate::syntax::token::Token;

/// What a bracketed parameter list belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Function,
    FunctionTypes,
    Type,
}

/// Names that share a type: `a, b int`.
struct Shared<'a> {
    names: Vec<&'a Ident>,
    ty: ExprId,
    variadic: bool,
    lo: u32,
    hi: u32,
}

/// A type's members that fit on the type's line are at most this long.
const ONE_LINE_MAX: usize = 30;

impl<'s> Printer<'s> {
    pub(super) fn signature(&mut self, signature: &'s Signature) {
        let open = signature.span.lo;
        let params = self.share(&signature.params);
        let close = self.source.find(Token::RightParen, params.last().map_or(open, |p| p.hi));
        self.parameters(open, &params, close, Owner::Function);
        match &signature.results[..] {
            [] => {}
            [Param { name: None, ty, .. }] => {
                self.space(Space::Blank);
                self.expression(self.without_parens(*ty));
            }
            results => {
                self.space(Space::Blank);
                let open = self.source.find(Token::LeftParen, close);
                let results = self.share(results);
                let close = self.source.find(Token::RightParen, results.last().map_or(open, |p| p.hi));
                self.parameters(open, &results, close, Owner::Function);
            }
        }
    }

    /// A method's receiver.
    pub(super) fn receiver(&mut self, receiver: &'s Param, open: u32) {
        let list = self.share(std::slice::from_ref(receiver));
        let close = self.source.find(Token::RightParen, self.span(receiver.ty).hi);
        self.parameters(open, &list, close, Owner::Function);
    }

    /// `[P, Q any]` behind a name that ends at `end`.
    pub(super) fn type_parameters(&mut self, params: &'s [TypeParam], end: u32, owner: Owner) {
        let Some(last) = params.last() else { return };
        let open = self.source.find(Token::LeftBracket, end);
        let close = self.source.find(Token::RightBracket, self.span(last.constraint).hi);
        let mut list: Vec<Shared<'_>> = Vec::new();
        for param in params {
            match list.last_mut() {
                Some(group) if group.ty == param.constraint => group.names.push(&param.name),
                _ => list.push(Shared {
                    names: vec![&param.name],
                    ty: param.constraint,
                    variadic: false,
                    lo: param.name.span.lo,
                    hi: self.span(param.constraint).hi,
                }),
            }
        }
        self.parameters(open, &list, close, owner);
    }

    fn share<'a>(&self, params: &'a [Param]) -> Vec<Shared<'a>> {
        let mut list: Vec<Shared<'a>> = Vec::new();
        for param in params {
            match (list.last_mut(), &param.name) {
                (Some(group), Some(name)) if group.ty == param.ty => group.names.push(name),
                _ => list.push(Shared {
                    names: param.name.iter().collect(),
                    ty: param.ty,
                    variadic: param.variadic,
                    lo: param.span.lo,
                    hi: self.span(param.ty).hi,
                }),
            }
        }
        list
    }

    fn parameters(&mut self, open: u32, list: &[Shared<'_>], close: u32, owner: Owner) {
        let (opening, closing) = match owner {
            Owner::Function => (Token::LeftParen, Token::RightParen),
            _ => (Token::LeftBracket, Token::RightBracket),
        };
        self.at(open).token(opening);
        let mut indent = Space::Indent;
        let mut previous_line = self.source.line(open);
        for (i, group) in list.iter().enumerate() {
            let line = self.source.line(group.lo);
            let needs_break = previous_line < line;
            if i > 0 {
                if !needs_break {
                    self.at(group.lo);
                }
                self.token(Token::Comma);
            }
            if needs_break && self.line_break(line, 0, indent, true) > 0 {
                indent = Space::None;
            } else if i > 0 {
                self.space(Space::Blank);
            }
            if !group.names.is_empty() {
                self.names(&group.names, indent == Space::Indent);
                self.space(Space::Blank);
            }
            if group.variadic {
                if group.names.is_empty() {
                    self.at(group.lo);
                }
                self.token(Token::Ellipsis);
            }
            self.expression(self.without_parens(group.ty));
            previous_line = self.source.line(group.hi);
        }
        let close_line = self.source.line(close);
        if !list.is_empty() && previous_line < close_line {
            self.token(Token::Comma);
            self.line_break(close_line, 0, Space::None, true);
        } else if let (Owner::Type, [only]) = (owner, list)
            && only.names.len() == 1
            && self.reads_as_length(self.without_parens(only.ty))
        {
            // `[P *T]` would be an array's length.
            self.token(Token::Comma);
        }
        if indent == Space::None {
            self.space(Space::Unindent);
        }
        self.at(close).token(closing);
    }

    /// Whether a name and this constraint together read as a value.
    fn reads_as_length(&self, x: ExprId) -> bool {
        match self.kind(x) {
            ExprKind::Unary { op: UnaryOp::Star, x, .. } | ExprKind::Paren(x) => !self.is_type_element(*x),
            ExprKind::Binary { x, y, .. } => self.reads_as_length(*x) && !self.is_type_element(*y),
            _ => false,
        }
    }

    fn is_type_element(&self, x: ExprId) -> bool {
        match self.kind(x) {
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::Unary { op: UnaryOp::Tilde, .. } => true,
            ExprKind::Binary { x, y, .. } => self.is_type_element(*x) || self.is_type_element(*y),
            ExprKind::Paren(x) => self.is_type_element(*x),
            _ => false,
        }
    }

    /// The braces of a struct type and what is between them.
    pub(super) fn fields(&mut self, span: Span, fields: &'s [FieldDecl]) {
        let (open, close) = (self.source.find(Token::LeftBrace, span.lo), span.hi - 1);
        let groups = field_groups(fields);
        let commented = self.comment_before(close);
        if !commented && self.source.line(open) == self.source.line(close) {
            match groups[..] {
                [] => return self.empty_braces(open, close),
                [group] if self.field_is_short(group) => return self.field_on_one_line(open, group, close),
                _ => {}
            }
        }
        self.open_members(open, commented || !groups.is_empty());
        let separator = if groups.len() == 1 { Space::Blank } else { Space::Cell };
        let lines = self.begin_lines();
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                let line = self.source.line(self.field_lo(group));
                self.line_break(line, 1, Space::None, self.is_long(lines));
            }
            self.record_line(lines);
            self.field(group, separator);
        }
        self.end_lines(lines);
        self.close_members(close);
    }

    fn field_lo(&self, group: &[FieldDecl]) -> u32 {
        group[0].name.as_ref().map_or(self.span(group[0].ty).lo, |name| name.span.lo)
    }

    fn field(&mut self, group: &[FieldDecl], separator: Space) {
        let names: Vec<&Ident> = group.iter().filter_map(|field| field.name.as_ref()).collect();
        let ty = group[0].ty;
        let mut missing = 2;
        if !names.is_empty() {
            self.names(&names, false);
            self.space(separator);
            missing = 1;
        }
        self.expression(ty);
        let mut end = self.span(ty).hi;
        if group[0].tag.is_some() {
            if !names.is_empty() && separator == Space::Cell {
                self.space(separator);
            }
            self.space(separator);
            let (token, tag) = self.source.token_at(end);
            let text = self.source.text(tag);
            self.at(tag.lo).literal(token, text);
            (missing, end) = (0, tag.hi);
        }
        if self.source.has_line_comment(end) {
            (0..missing).for_each(|_| self.space(separator));
        }
    }

    fn field_is_short(&mut self, group: &[FieldDecl]) -> bool {
        let blank = usize::from(group[0].name.is_some());
        group[0].tag.is_none() && self.expression_size(group[0].ty, ONE_LINE_MAX - blank).is_some()
    }

    fn field_on_one_line(&mut self, open: u32, group: &[FieldDecl], close: u32) {
        self.at(open).token(Token::LeftBrace);
        self.space(Space::Blank);
        for (i, name) in group.iter().filter_map(|field| field.name.as_ref()).enumerate() {
            if i > 0 {
                self.token(Token::Comma);
                self.space(Space::Blank);
            }
            self.at(name.span.lo).name(&name.name);
        }
        if group[0].name.is_some() {
            self.space(Space::Blank);
        }
        self.expression(group[0].ty);
        self.space(Space::Blank);
        self.at(close).token(Token::RightBrace);
    }

    /// The braces of an interface type and what is between them.
    pub(super) fn elements(&mut self, span: Span, elements: &'s [InterfaceElement]) {
        let (open, close) = (self.source.find(Token::LeftBrace, span.lo), span.hi - 1);
        let commented = self.comment_before(close);
        if !commented && self.source.line(open) == self.source.line(close) {
            match elements {
                [] => return self.empty_braces(open, close),
                [only] if self.element_is_short(only) => {
                    self.at(open).token(Token::LeftBrace);
                    self.space(Space::Blank);
                    self.element(only);
                    self.space(Space::Blank);
                    return self.at(close).token(Token::RightBrace);
                }
                _ => {}
            }
        }
        self.open_members(open, commented || !elements.is_empty());
        let lines = self.begin_lines();
        for (i, element) in elements.iter().enumerate() {
            if i > 0 {
                let lo = match element {
                    InterfaceElement::Method { name, .. } => name.span.lo,
                    InterfaceElement::Union(terms) => self.span(terms[0]).lo,
                };
                self.line_break(self.source.line(lo), 1, Space::None, self.is_long(lines));
            }
            self.record_line(lines);
            self.element(element);
        }
        self.end_lines(lines);
        self.close_members(close);
    }

    fn element(&mut self, element: &'s InterfaceElement) {
        match element {
            InterfaceElement::Method { name, signature } => {
                self.at(name.span.lo).name(&name.name);
                self.signature(signature);
            }
            InterfaceElement::Union(terms) => self.union(terms),
        }
    }

    fn element_is_short(&mut self, element: &'s InterfaceElement) -> bool {
        let size = match element {
            InterfaceElement::Method { signature, .. } => {
                let size = self.measure(|p| p.signature(signature));
                size.map(|size| "func".len() + size + 1)
            }
            InterfaceElement::Union(terms) => self.measure(|p| p.union(terms)),
        };
        size.is_some_and(|size| size <= ONE_LINE_MAX)
    }

    /// `A | ~B | C`
    fn union(&mut self, terms: &[ExprId]) {
        for (i, term) in terms.iter().enumerate() {
            let mut indented = false;
            if i > 0 {
                self.space(Space::Blank);
                let before = self.place.line;
                let line = self.source.line(self.span(*term).lo);
                let bar = self.source.find(Token::Or, self.span(terms[i - 1]).hi);
                self.at(bar).token(Token::Or);
                indented = before != line && self.line_break(line, 1, Space::Indent, true) > 0;
                if !indented {
                    self.space(Space::Blank);
                }
            }
            let depth = if terms.len() > 1 { 2 } else { 1 };
            self.at_depth(*term, depth);
            if indented {
                self.space(Space::Unindent);
            }
        }
    }

    fn empty_braces(&mut self, open: u32, close: u32) {
        self.at(open).token(Token::LeftBrace);
        self.at(close).token(Token::RightBrace);
    }

    fn open_members(&mut self, open: u32, filled: bool) {
        self.space(Space::Blank);
        self.at(open).token(Token::LeftBrace);
        self.space(Space::Indent);
        if filled {
            self.space(Space::Section);
        }
    }

    fn close_members(&mut self, close: u32) {
        self.space(Space::Unindent);
        self.space(Space::Section);
        self.at(close).token(Token::RightBrace);
    }
}

/// Fields by their declarations.
fn field_groups(fields: &[FieldDecl]) -> Vec<&[FieldDecl]> {
    fields.chunk_by(|a, b| a.span == b.span && a.name.is_some()).collect()
}
