//! Untyped expressions: an operand of an untyped type is remembered with its expression until its
//! final type is known, from its use or by default. The final type then goes down through the tree,
//! so that each operand is recorded with the type that it has when the program runs.

use super::checker::Checker;
use super::constant::Value;
use super::info::{FileIndex, Mode};
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::recursion::recurse;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind};
use crate::types::TypeId;

/// An expression whose type is still untyped.
#[derive(Clone, Debug)]
pub(crate) struct Untyped {
    /// The constant's value.
    pub value: Option<Value>,
    pub mode: Mode,
    /// An untyped type.
    pub ty: TypeId,
    /// It is the left operand of a non-constant shift: its final type must be an integer type.
    pub shifted: bool,
}

/// A file and an expression in it.
pub(crate) type ExprKey = (FileIndex, ExprId);

impl BinaryOp {
    /// `<<`, `>>`
    pub(super) fn is_shift(self) -> bool {
        matches!(self, BinaryOp::Shl | BinaryOp::Shr)
    }

    /// `==`, `!=`, `<`, `<=`, `>`, `>=`
    pub(super) fn is_comparison(self) -> bool {
        use BinaryOp::{Eq, Ge, Gt, Le, Lt, Ne};
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }
}

impl Checker<'_> {
    fn untyped_key(&self, e: ExprId) -> ExprKey {
        (self.env.file, e)
    }

    /// Remembers an untyped operand.
    pub(super) fn remember_untyped(&mut self, e: ExprId, x: &Operand) {
        let value = if x.mode == Mode::Constant { x.value.clone() } else { None };
        let entry = Untyped { value, mode: x.mode, ty: x.ty, shifted: false };
        self.untyped.insert(self.untyped_key(e), entry);
    }

    /// Marks an untyped constant as left operand of a non-constant shift.
    pub(super) fn mark_shifted(&mut self, e: ExprId) {
        let key = self.untyped_key(e);
        if let Some(entry) = self.untyped.get_mut(&key) {
            entry.shifted = true;
        }
    }

    /// The value of an untyped constant has been rounded.
    pub(super) fn update_expr_val(&mut self, x: Option<ExprId>, value: &Value) {
        let Some(e) = x else { return };
        let key = self.untyped_key(e);
        if let Some(entry) = self.untyped.get_mut(&key) {
            entry.value = Some(value.clone());
        }
    }

    /// The untyped expression `e` has the type `ty`; with `is_final` even if that is untyped too.
    pub(super) fn update_expr_type(&mut self, e: Option<ExprId>, ty: TypeId, is_final: bool) {
        let Some(e) = e else { return };
        let Some(old) = self.untyped.get(&self.untyped_key(e)).cloned() else { return };
        recurse(|| {
            self.update_operand_types(e, &old, ty, is_final);
            self.update_own_type(e, old, ty, is_final);
        });
    }

    /// The operands of a non-constant operation take its type.
    fn update_operand_types(&mut self, e: ExprId, old: &Untyped, ty: TypeId, is_final: bool) {
        let ast = self.ast();
        match ast[e].kind {
            ExprKind::Paren(x) => self.update_expr_type(Some(x), ty, is_final),
            // The operands of a constant are never computed.
            _ if old.value.is_some() => {}
            ExprKind::Unary { x, .. } => self.update_expr_type(Some(x), ty, is_final),
            ExprKind::Binary { op, .. } if op.is_comparison() => {}
            ExprKind::Binary { op, x, .. } if op.is_shift() => self.update_expr_type(Some(x), ty, is_final),
            ExprKind::Binary { x, y, .. } => {
                self.update_expr_type(Some(x), ty, is_final);
                self.update_expr_type(Some(y), ty, is_final);
            }
            _ => {}
        }
    }

    fn update_own_type(&mut self, e: ExprId, old: Untyped, ty: TypeId, is_final: bool) {
        let key = self.untyped_key(e);
        if !is_final && self.types.is_untyped(ty) {
            if let Some(entry) = self.untyped.get_mut(&key) {
                entry.ty = self.types.under(ty);
            }
            return;
        }
        self.untyped.remove(&key);
        if old.shifted && !self.types.all_integer(ty) {
            let (text, named) = (self.expr_string(e), self.type_string(ty));
            let message = format!("invalid operation: shifted operand {text} (type {named}) must be integer");
            let span = self.expr_span(e);
            self.error(Code::InvalidShiftOperand, span, message);
            return;
        }
        let mut value = old.value;
        if let Some(constant) = value {
            let mut x = Operand::new(old.mode, old.ty, e);
            x.value = Some(constant);
            self.convert_untyped(&mut x, ty);
            if !x.is_valid() {
                return;
            }
            value = x.value;
        }
        self.record_type(e, old.mode, ty, value);
    }

    /// Records what is still untyped at the end: conditions, which are bool then, and constants that
    /// no context gave a type.
    pub(super) fn record_untyped(&mut self) {
        for ((file, e), entry) in std::mem::take(&mut self.untyped) {
            let constant = entry.mode == Mode::Constant;
            let ty = if constant { entry.ty } else { self.types.default_type(entry.ty) };
            let info = &mut self.files[file.0 as usize].exprs[e.0 as usize];
            *info = super::info::ExprInfo { mode: entry.mode, ty, value: entry.value.map(Box::new) };
        }
    }
}
