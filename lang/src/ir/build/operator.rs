//! Binary operators on concrete types (spec: "Operators").

use super::function::FunctionBuilder;
use crate::ir::{BinaryOp, CompareOp, Expr, ExprKind};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp as Syntax, ExprId, ExprKind as SyntaxKind};
use crate::types::{Basic, TypeId};

/// The arithmetic operator, if it is one.
pub(super) fn arithmetic(op: Syntax) -> Option<BinaryOp> {
    Some(match op {
        Syntax::Add => BinaryOp::Add,
        Syntax::Sub => BinaryOp::Sub,
        Syntax::Or => BinaryOp::Or,
        Syntax::Xor => BinaryOp::Xor,
        Syntax::Mul => BinaryOp::Mul,
        Syntax::Div => BinaryOp::Div,
        Syntax::Rem => BinaryOp::Rem,
        Syntax::Shl => BinaryOp::Shl,
        Syntax::Shr => BinaryOp::Shr,
        Syntax::And => BinaryOp::And,
        Syntax::AndNot => BinaryOp::AndNot,
        _ => return None,
    })
}

fn comparison(op: Syntax) -> CompareOp {
    match op {
        Syntax::Ne => CompareOp::Ne,
        Syntax::Lt => CompareOp::Lt,
        Syntax::Le => CompareOp::Le,
        Syntax::Gt => CompareOp::Gt,
        Syntax::Ge => CompareOp::Ge,
        _ => CompareOp::Eq,
    }
}

impl FunctionBuilder<'_, '_> {
    pub(super) fn binary(&mut self, e: ExprId, op: Syntax, x: ExprId, y: ExprId) -> Expr {
        let (ty, span) = (self.ty(e), self.span(e));
        match op {
            Syntax::AndAnd | Syntax::OrOr => {
                let (x, y) = (Box::new(self.expr_as(x, ty)), Box::new(self.expr_as(y, ty)));
                let kind = if op == Syntax::AndAnd { ExprKind::AndAnd(x, y) } else { ExprKind::OrOr(x, y) };
                return Expr::new(kind, ty, span);
            }
            Syntax::Shl | Syntax::Shr => {
                let x = self.shifted(x, ty);
                let y = Box::new(self.shift_count(y));
                let op = if op == Syntax::Shl { BinaryOp::Shl } else { BinaryOp::Shr };
                return Expr::new(ExprKind::Binary { op, x: Box::new(x), y }, ty, span);
            }
            _ => {}
        }
        let Some(operator) = arithmetic(op) else {
            let (x, y) = self.comparands(x, y);
            return self.compare(comparison(op), x, y, ty, span);
        };
        if operator == BinaryOp::Add && self.types.is_string(ty) {
            let mut parts = Vec::new();
            self.concat_operands(e, ty, &mut parts);
            return Expr::new(ExprKind::Concat(parts), ty, span);
        }
        let (x, y) = (Box::new(self.expr_as(x, ty)), Box::new(self.expr_as(y, ty)));
        Expr::new(ExprKind::Binary { op: operator, x, y }, ty, span)
    }

    /// The left operand of a shift; an untyped constant has the type of the shift.
    fn shifted(&mut self, x: ExprId, ty: TypeId) -> Expr {
        if let Some(value) = &self.info.exprs[x.0 as usize].value {
            return self.constant(value, ty, self.span(x));
        }
        self.expr_as(x, ty)
    }

    /// A shift count: of any integer type; untyped constants become uint.
    pub(super) fn shift_count(&mut self, y: ExprId) -> Expr {
        let info = &self.info.exprs[y.0 as usize];
        if let Some(value) = &info.value {
            let ty = self.concrete(info.ty);
            let integer = self.types.is_integer(ty) && !self.types.is_untyped(ty);
            let ty = if integer { ty } else { self.basic(Basic::Uint) };
            return self.constant(value, ty, self.span(y));
        }
        self.expr(y)
    }

    /// The operands of a chain of string concatenations, left to right.
    fn concat_operands(&mut self, e: ExprId, ty: TypeId, parts: &mut Vec<Expr>) {
        let constant = self.info.exprs[e.0 as usize].value.is_some();
        match &self.ast[e].kind {
            SyntaxKind::Paren(x) if !constant => self.concat_operands(*x, ty, parts),
            SyntaxKind::Binary { op: Syntax::Add, x, y, .. } if !constant => {
                let (x, y) = (*x, *y);
                recurse(|| self.concat_operands(x, ty, parts));
                self.concat_operands(y, ty, parts);
            }
            _ => parts.push(self.expr_as(e, ty)),
        }
    }

    /// Both operands of a comparison, in one type.
    pub(super) fn comparands(&mut self, x: ExprId, y: ExprId) -> (Expr, Expr) {
        let left = self.expr(x);
        let right = self.expr(y);
        self.matched(left, right)
    }

    /// Converts one of two compared values to the other's type: nil and constants to the typed one,
    /// concrete values to an interface.
    pub(super) fn matched(&mut self, x: Expr, y: Expr) -> (Expr, Expr) {
        if x.ty == y.ty {
            return (x, y);
        }
        let is_nil = |e: &Expr| self.types.as_basic(e.ty) == Some(Basic::UntypedNil);
        let to_right =
            is_nil(&x) || !is_nil(&y) && !self.types.is_interface(x.ty) && self.types.is_interface(y.ty);
        if to_right {
            let ty = y.ty;
            (self.assignable(x, ty), y)
        } else {
            let ty = x.ty;
            let y = self.assignable(y, ty);
            (x, y)
        }
    }

    pub(super) fn compare(&mut self, op: CompareOp, x: Expr, y: Expr, ty: TypeId, span: Span) -> Expr {
        Expr::new(ExprKind::Compare { op, x: Box::new(x), y: Box::new(y) }, ty, span)
    }
}
