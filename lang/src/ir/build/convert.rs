//! Conversions, explicit and implicit ones, on concrete types (spec: "Conversions",
//! "Assignability").

use super::function::FunctionBuilder;
use super::place::Operand;
use crate::ir::{Const, Conversion, Expr, ExprKind, Place};
use crate::syntax::ast::ExprId;
use crate::types::{Basic, TypeId, TypeKind};

impl FunctionBuilder<'_, '_> {
    /// The value of `e` converted to `to`, to which it can be assigned.
    pub(super) fn expr_as(&mut self, e: ExprId, to: TypeId) -> Expr {
        let x = self.expr(e);
        self.assignable(x, to)
    }

    /// The implicit conversion of assignments.
    pub(super) fn assignable(&mut self, x: Expr, to: TypeId) -> Expr {
        let from = x.ty;
        if from == to {
            return x;
        }
        if self.types.as_basic(from) == Some(Basic::UntypedNil) {
            return Expr::zero(to, x.span);
        }
        match (self.types.is_interface(from), self.types.is_interface(to)) {
            (false, true) => {
                self.program.note_dynamic(from);
                Expr::convert(x, Conversion::ToInterface, to)
            }
            (true, true) if self.types.under(from) == self.types.under(to) => {
                Expr::convert(x, Conversion::Same, to)
            }
            (true, true) => Expr::convert(x, Conversion::InterfaceToInterface, to),
            _ => self.retyped(x, to),
        }
    }

    /// The same value with another type of the same representation; constants just change type.
    fn retyped(&mut self, x: Expr, to: TypeId) -> Expr {
        if let ExprKind::Const(_) = x.kind {
            return Expr { ty: to, ..x };
        }
        Expr::convert(x, Conversion::Same, to)
    }

    /// `to(e)`.
    pub(super) fn conversion(&mut self, e: ExprId, to: TypeId) -> Expr {
        let info = &self.info.exprs[e.0 as usize];
        if let Some(value) = &info.value
            && let Some(basic) = self.types.under_basic(to)
        {
            let from = self.types.under_basic(self.ty(e));
            let same_class = from.is_some_and(|f| {
                f.is_numeric() && basic.is_numeric() || f.is_string() && basic.is_string() || f.is_boolean()
            });
            if same_class {
                return self.constant(value, to, self.span(e));
            }
        }
        let x = self.expr(e);
        self.converted(x, to)
    }

    /// The explicit conversion of a value.
    pub(super) fn converted(&mut self, x: Expr, to: TypeId) -> Expr {
        let from = x.ty;
        if from == to {
            return x;
        }
        if self.types.is_interface(to) || self.types.as_basic(from) == Some(Basic::UntypedNil) {
            return self.assignable(x, to);
        }
        let (under_from, under_to) = (self.types.under(from), self.types.under(to));
        if under_from == under_to {
            return self.retyped(x, to);
        }
        let kind = match (self.types.as_basic(under_from), self.types.as_basic(under_to)) {
            (Some(f), Some(t)) if f.is_numeric() && t.is_numeric() => Conversion::Numeric,
            (Some(f), Some(Basic::String)) if f.is_integer() => Conversion::IntToString,
            (Some(Basic::String), None) if self.types.is_bytes(to) => Conversion::StringToBytes,
            (Some(Basic::String), None) if self.types.is_runes(to) => Conversion::StringToRunes,
            (None, Some(Basic::String)) if self.types.is_bytes(from) => Conversion::BytesToString,
            (None, Some(Basic::String)) if self.types.is_runes(from) => Conversion::RunesToString,
            _ => self.composite_conversion(under_from, under_to),
        };
        if kind == Conversion::SliceToArray && self.is_packed_array(to) {
            let span = x.span;
            let pointer = Expr::convert(x, Conversion::SliceToArrayPointer, self.types.pointer(to));
            let place = Place::Deref { pointer: Box::new(pointer), ty: to, span };
            return self.loaded(Operand::Place(place, to), span);
        }
        match (&x.kind, kind) {
            // A nil slice, map, … stays nil; a zero struct stays zero.
            (ExprKind::Const(Const::Zero), Conversion::Same) => Expr { ty: to, ..x },
            _ => Expr::convert(x, kind, to),
        }
    }

    fn composite_conversion(&self, from: TypeId, to: TypeId) -> Conversion {
        match (self.types.kind(from), self.types.kind(to)) {
            (TypeKind::Slice(_), TypeKind::Array { .. }) => Conversion::SliceToArray,
            (TypeKind::Slice(_), TypeKind::Pointer(elem))
                if matches!(self.types.kind(self.types.under(elem)), TypeKind::Array { .. }) =>
            {
                Conversion::SliceToArrayPointer
            }
            _ => Conversion::Same,
        }
    }
}
