//! Range statements over everything but functions (spec: "For statements with range clause").

use super::function::{FunctionBuilder, TargetKind};
use super::statement::last_byte;
use crate::ir::{Block, Expr, Place, RangeOver, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{Block as SyntaxBlock, ExprId, Name};
use crate::types::{Basic, TypeId, TypeKind};

/// A range statement's parts.
pub(super) struct RangeSyntax<'s> {
    pub key: Option<ExprId>,
    pub value: Option<ExprId>,
    pub define: bool,
    pub x: ExprId,
    pub body: &'s SyntaxBlock,
}

impl FunctionBuilder<'_, '_> {
    pub(super) fn range(&mut self, name: Option<Name>, range: &RangeSyntax, span: Span, out: &mut Vec<Stmt>) {
        let x = self.expr(range.x);
        let x = self.ranged(x, range);
        if let TypeKind::Func(_) = self.types.kind(self.types.under(x.ty)) {
            return self.range_func(name, range, x, span, out);
        }
        let Some((over, key_ty, value_ty)) = self.range_kind(x.ty) else { return };
        let label = self.new_label();
        let fresh = self.info.language.fresh_loop_variables();
        if range.define && !fresh {
            self.declare_range_variables(range, span, out);
        }
        let mut assigned = Vec::new();
        let key = self.range_variable(range.key, range.define && fresh, key_ty, &mut assigned);
        let value = self.range_variable(range.value, range.define && fresh, value_ty, &mut assigned);
        let mut stmts = Vec::new();
        self.assign_iteration(assigned, span, &mut stmts);
        self.push_target(name, TargetKind::Loop(label));
        stmts.extend(self.stmts(&range.body.stmts));
        self.targets.pop();
        let body = Block::new(stmts, last_byte(range.body.span));
        out.push(Stmt::new(StmtKind::Range { label, key, value, define: true, over, x, body }, span));
    }

    /// A constant to range over has the type of the iteration variable.
    fn ranged(&mut self, x: Expr, range: &RangeSyntax) -> Expr {
        let Some(value) = &self.info.exprs[range.x.0 as usize].value else { return x };
        let basic = self.types.under_basic(x.ty);
        match range.key {
            Some(key) if basic.is_some_and(Basic::is_integer) && !self.is_blank(key) => {
                let ty = match self.target_object(key) {
                    Some(object) => self.concrete(self.object(object).ty),
                    None => self.ty(key),
                };
                if self.types.is_integer(ty) { self.constant(value, ty, x.span) } else { x }
            }
            _ => x,
        }
    }

    /// What to range over, and the types of the iteration values.
    fn range_kind(&self, ty: TypeId) -> Option<(RangeOver, TypeId, TypeId)> {
        let int = self.basic(Basic::Int);
        Some(match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(Basic::String) => (RangeOver::String, int, self.basic(Basic::Int32)),
            TypeKind::Basic(_) => (RangeOver::Int, ty, TypeId::INVALID),
            TypeKind::Slice(elem) => (RangeOver::Slice, int, elem),
            TypeKind::Array { elem, .. } => (RangeOver::Array, int, elem),
            TypeKind::Pointer(array) => (RangeOver::ArrayPointer, int, self.element(array)),
            TypeKind::Map { key, value } => (RangeOver::Map, key, value),
            TypeKind::Chan { elem, .. } => (RangeOver::Chan, elem, TypeId::INVALID),
            _ => return None,
        })
    }

    /// Before Go 1.22, a range statement's variables are one for all iterations.
    fn declare_range_variables(&mut self, range: &RangeSyntax, span: Span, out: &mut Vec<Stmt>) {
        for e in range.key.into_iter().chain(range.value) {
            if let Some(object) = self.target_object(e).filter(|&o| !self.is_global(o))
                && !self.is_blank(e)
            {
                let local = self.declare(object);
                out.push(Stmt::declare(local, None, span));
            }
        }
    }

    /// Where an iteration value goes: a variable declared in each iteration; for anything else a
    /// temporary, which `assigned` pairs with what the body's first statement assigns it to.
    fn range_variable(
        &mut self,
        e: Option<ExprId>,
        define: bool,
        ty: TypeId,
        assigned: &mut Vec<(ExprId, Expr)>,
    ) -> Option<Place> {
        let e = e.filter(|&e| !self.is_blank(e))?;
        if define
            && let Some(object) = self.target_object(e)
            && !self.is_global(object)
        {
            return Some(Place::Local(self.declare(object)));
        }
        let span = self.span(e);
        let temp = self.temp(ty, span);
        assigned.push((e, Expr::local(temp, ty, span)));
        Some(Place::Local(temp))
    }

    /// Assigns iteration values, as one parallel assignment, to what the range clause names.
    pub(super) fn assign_iteration(
        &mut self,
        assigned: Vec<(ExprId, Expr)>,
        span: Span,
        stmts: &mut Vec<Stmt>,
    ) {
        let (mut places, mut values) = (Vec::new(), Vec::new());
        for (e, value) in assigned {
            if let Some((place, ty)) = self.typed_place(e) {
                values.push(self.assignable(value, ty));
                places.push(Some(place));
            }
        }
        match (places.len(), places.pop().flatten(), values.pop()) {
            (1, Some(place), Some(value)) => stmts.push(Stmt::assign(place, value, span)),
            (_, Some(place), Some(value)) => {
                places.push(Some(place));
                values.push(value);
                stmts.push(Stmt::new(StmtKind::AssignParallel { places, values }, span));
            }
            _ => {}
        }
    }
}
