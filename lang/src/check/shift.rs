//! Shifts (spec: "Operators") and the overflow of constant operations.

use super::checker::Checker;
use super::constant::Value;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, UnaryOp};
use crate::types::Basic;
use num_traits::{Signed, ToPrimitive};

/// The greatest constant shift count: enough for the smallest float64.
const SHIFT_MAX: u64 = 1023 - 1 + 52;
/// Longer constant strings are refused (gc's limit is 2e9: a few of those would fill the memory).
const STRING_LENGTH_MAX: usize = 100_000_000;
/// Untyped integers may not grow beyond this many bits.
const INTEGER_BITS_MAX: u64 = 512;

impl Checker<'_> {
    /// `x op y` for a shift; the result is in `x`.
    pub(super) fn shift(&mut self, x: &mut Operand, y: &mut Operand, e: Option<ExprId>, op: BinaryOp) {
        let shifted = if x.mode == Mode::Constant { x.value.as_ref().and_then(Value::to_int) } else { None };
        let integer = self.types.all_integer(x.ty) || self.types.is_untyped(x.ty) && shifted.is_some();
        if !integer {
            self.shifted_operand_error(x);
            return;
        }
        if !self.shift_count(y) {
            x.invalidate();
            return;
        }
        if x.mode == Mode::Constant {
            if y.mode == Mode::Constant {
                self.constant_shift(x, y, shifted, e, op);
                return;
            }
            // Spec: "If the left operand of a non-constant shift expression is an untyped constant,
            // it is first implicitly converted to the type it would assume if the shift expression
            // were replaced by its left operand alone." That type is not known yet.
            if self.types.is_untyped(x.ty) {
                if let Some(e) = x.expr {
                    self.mark_shifted(e);
                }
                x.mode = Mode::Value;
                x.value = None;
                return;
            }
        }
        if !self.types.all_integer(x.ty) {
            self.shifted_operand_error(x);
            return;
        }
        x.mode = Mode::Value;
        x.value = None;
    }

    fn shifted_operand_error(&mut self, x: &mut Operand) {
        let message =
            format!("invalid operation: shifted operand {} must be integer", self.operand_string(x));
        self.error_at(x, Code::InvalidShiftOperand, message);
        x.invalidate();
    }

    /// Checks the right operand: an integer, and an untyped constant representable as uint.
    fn shift_count(&mut self, y: &mut Operand) -> bool {
        if y.mode == Mode::Constant {
            let count = y.value.as_ref().and_then(Value::to_int);
            if count.is_some_and(|count| count.is_negative()) {
                let message = format!("invalid operation: negative shift count {}", self.operand_string(y));
                self.error_at(y, Code::InvalidShiftCount, message);
                return false;
            }
            if self.types.is_untyped(y.ty) {
                // Checked, not converted.
                let uint = self.types.basic(Basic::Uint);
                self.representable(y, uint);
                if y.is_valid() {
                    self.update_expr_type(y.expr, uint, true);
                }
                return y.is_valid();
            }
            return true;
        } else if self.types.all_integer(y.ty) && self.types.is_typed(y.ty) {
            return true;
        } else if self.types.is_untyped(y.ty) {
            self.convert_untyped(y, self.types.basic(Basic::Uint));
            return y.is_valid();
        }
        let message = format!("invalid operation: shift count {} must be integer", self.operand_string(y));
        self.error_at(y, Code::InvalidShiftCount, message);
        false
    }

    fn constant_shift(
        &mut self,
        x: &mut Operand,
        y: &Operand,
        shifted: Option<num_bigint::BigInt>,
        e: Option<ExprId>,
        op: BinaryOp,
    ) {
        let count = y.value.as_ref().and_then(Value::to_int).and_then(|count| count.to_u64());
        let Some(count) = count.filter(|&count| count <= SHIFT_MAX) else {
            let message = format!("invalid operation: invalid shift count {}", self.operand_string(y));
            self.error_at(y, Code::InvalidShiftCount, message);
            x.invalidate();
            return;
        };
        if !self.types.is_integer(x.ty) {
            x.ty = self.types.basic(Basic::UntypedInt);
        }
        let Some(shifted) = shifted else { return };
        let value = if op == BinaryOp::Shl { shifted << count } else { shifted >> count };
        x.value = Some(Value::Int(value));
        x.expr = e.or(x.expr);
        let span = e.map_or_else(|| self.operand_span(x), |e| self.operator_span(e));
        self.overflow(x, span);
    }

    /// Checks that the constant `x` fits its type; untyped integers may not grow without limit.
    pub(super) fn overflow(&mut self, x: &mut Operand, span: Span) {
        let Some(value) = &x.value else {
            self.error(Code::InvalidConstVal, span, "constant result is not representable");
            x.invalidate();
            return;
        };
        if self.types.is_typed(x.ty) && !matches!(value, Value::String(_)) {
            self.representable(x, self.types.under(x.ty));
            return;
        }
        if let Value::String(bytes) = value
            && bytes.len() > STRING_LENGTH_MAX
        {
            let length = bytes.len();
            let message = format!("constant string too long ({length} bytes > {STRING_LENGTH_MAX} bytes)");
            self.error(Code::InvalidConstVal, span, message);
            x.invalidate();
        } else if let Value::Int(value) = value
            && value.bits() > INTEGER_BITS_MAX
        {
            let operation = x.expr.map_or("", |e| self.operation_name(e));
            self.error(Code::InvalidConstVal, span, format!("constant {operation}overflow"));
            x.invalidate();
        }
    }

    /// The name of an operation that may overflow, with a space.
    fn operation_name(&self, e: ExprId) -> &'static str {
        match self.env.ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Xor, .. } => "bitwise complement ",
            ExprKind::Binary { op, .. } => match op {
                BinaryOp::Add => "addition ",
                BinaryOp::Sub => "subtraction ",
                BinaryOp::Xor => "bitwise XOR ",
                BinaryOp::Mul => "multiplication ",
                BinaryOp::Shl => "shift ",
                _ => "",
            },
            _ => "",
        }
    }

    /// Where an operation is reported: at its operator; anything else at its start.
    pub(super) fn operator_span(&self, e: ExprId) -> Span {
        match self.env.ast[e].kind {
            ExprKind::Unary { op_span, .. } | ExprKind::Binary { op_span, .. } => op_span,
            _ => self.expr_span(e),
        }
    }
}
