//! Assignments and short variable declarations (spec: "Assignment statements").

use super::function::FunctionBuilder;
use super::operator::arithmetic;
use super::statement::late_calls;
use crate::check::constant::Value;
use crate::check::info::ObjectId;
use crate::ir::{BinaryOp, Expr, Place, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp as Syntax, ExprId, ExprKind};
use crate::types::TypeId;

impl FunctionBuilder<'_, '_> {
    /// `a, b = x, y`
    pub(super) fn assign(&mut self, lhs: &[ExprId], rhs: &[ExprId], span: Span, out: &mut Vec<Stmt>) {
        if let ([left], [right]) = (lhs, rhs) {
            return self.assign_one(*left, *right, span, out);
        }
        let places: Vec<_> = lhs.iter().map(|&l| self.typed_place(l)).collect();
        if let [tuple] = rhs {
            let tuple = self.tuple_expr(*tuple);
            return self.assign_tuple(places, tuple, span, out);
        }
        let mut values = Vec::with_capacity(rhs.len());
        for (place, &value) in places.iter().zip(rhs) {
            values.push(match place {
                Some((_, ty)) => self.expr_as(value, *ty),
                None => self.expr(value),
            });
        }
        let places = places.into_iter().map(|p| p.map(|(place, _)| place)).collect();
        out.push(Stmt::new(StmtKind::AssignParallel { places, values }, span));
    }

    fn assign_one(&mut self, left: ExprId, right: ExprId, span: Span, out: &mut Vec<Stmt>) {
        match self.typed_place(left) {
            Some((place, ty)) => {
                let value = self.expr_as(right, ty);
                out.push(Stmt::assign(place, value, span));
            }
            None => {
                let value = self.expr(right);
                out.push(Stmt::new(StmtKind::Expr(value), span));
            }
        }
    }

    /// The left side of an assignment with its type; `None` for `_`.
    pub(super) fn typed_place(&mut self, e: ExprId) -> Option<(Place, TypeId)> {
        if self.is_blank(e) {
            return None;
        }
        let place = self.place(e);
        let ty = match &place {
            Place::Deref { ty, .. }
            | Place::Field { ty, .. }
            | Place::Index { ty, .. }
            | Place::SliceIndex { ty, .. }
            | Place::MapIndex { ty, .. } => *ty,
            Place::Local(_) | Place::Capture(_) | Place::Global(_) => match self.root_object(e) {
                Some(object) => self.concrete(self.object(object).ty),
                None => self.ty(e),
            },
        };
        Some((place, ty))
    }

    fn root_object(&self, e: ExprId) -> Option<ObjectId> {
        match &self.ast[e].kind {
            ExprKind::Paren(x) => self.root_object(*x),
            ExprKind::Ident(ident) => self.declared_object(ident),
            ExprKind::Selector { x, sel } => self.qualified(*x, sel),
            _ => None,
        }
    }

    /// `a op= x`
    pub(super) fn op_assign(
        &mut self,
        left: ExprId,
        op: Syntax,
        right: ExprId,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let (Some((place, ty)), Some(op)) = (self.typed_place(left), arithmetic(op)) else { return };
        let value = match op {
            BinaryOp::Shl | BinaryOp::Shr => self.shift_count(right),
            _ => self.expr_as(right, ty),
        };
        out.push(Stmt::new(StmtKind::OpAssign { place, op, value }, span));
    }

    /// `a++`, `a--`
    pub(super) fn inc_dec(&mut self, x: ExprId, increment: bool, span: Span, out: &mut Vec<Stmt>) {
        let Some((place, ty)) = self.typed_place(x) else { return };
        let op = if increment { BinaryOp::Add } else { BinaryOp::Sub };
        let value = self.constant(&Value::Int(1.into()), ty, span);
        out.push(Stmt::new(StmtKind::OpAssign { place, op, value }, span));
    }

    /// `a, b := x, y`
    pub(super) fn define(&mut self, lhs: &[ExprId], rhs: &[ExprId], span: Span, out: &mut Vec<Stmt>) {
        let targets: Vec<_> = lhs.iter().map(|&l| self.target_object(l)).collect();
        let is_new: Vec<bool> = lhs.iter().zip(&targets).map(|(&l, t)| self.declares(l, *t)).collect();
        if rhs.len() < lhs.len() {
            let Some(&tuple) = rhs.first() else { return };
            let tuple = self.tuple_expr(tuple);
            return self.define_tuple(&targets, &is_new, tuple, span, out);
        }
        let mut values = Vec::with_capacity(rhs.len());
        for (target, &value) in targets.iter().zip(rhs) {
            values.push(match target {
                Some(t) => {
                    let ty = self.concrete(self.object(*t).ty);
                    self.expr_as(value, ty)
                }
                None => self.expr(value),
            });
        }
        let mixed = targets.iter().zip(&is_new).any(|(t, new)| t.is_some() && !new);
        if mixed || late_calls(&values) {
            return self.define_parallel(&targets, &is_new, values, span, out);
        }
        for (target, value) in targets.iter().zip(values) {
            match target {
                Some(t) => self.define_variable(*t, Some(value), span, out),
                None => out.push(Stmt::new(StmtKind::Expr(value), span)),
            }
        }
    }

    /// The identifier `e` declares `object`, rather than naming one that was there before.
    fn declares(&self, e: ExprId, object: Option<ObjectId>) -> bool {
        object.is_some_and(|o| self.object(o).span == self.span(e))
    }

    fn define_tuple(
        &mut self,
        targets: &[Option<ObjectId>],
        is_new: &[bool],
        tuple: Expr,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        for (target, new) in targets.iter().zip(is_new) {
            if let (Some(t), true) = (target, new) {
                self.define_variable(*t, None, span, out);
            }
        }
        let mut places = Vec::with_capacity(targets.len());
        for target in targets {
            places.push(target.map(|t| (self.variable(t), self.concrete(self.object(t).ty))));
        }
        self.assign_tuple(places, tuple, span, out);
    }
}
