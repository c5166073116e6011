//! Conditions: comparisons compile straight to fused compare-and-branch instructions, `&&`, `||`
//! and `!` to control flow. A label already placed is jumped back to by `Loop…` instructions.

use super::arithmetic::Operand;
use super::assembler::Label;
use super::function::Lowerer;
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{CompareOp, Const, Expr, ExprKind};
use crate::recursion::recurse;
use crate::types::{Basic, TypeId, TypeKind};
use burrow_bytecode::Op;

/// How values of a type are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    /// As signed words.
    Word,
    /// As unsigned 64-bit words.
    Unsigned,
    Float64,
    Float32,
    String,
    Interface,
    /// Equality of any other type.
    Value,
    /// No words: always equal.
    Empty,
}

fn negated(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Eq => CompareOp::Ne,
        CompareOp::Ne => CompareOp::Eq,
        CompareOp::Lt => CompareOp::Ge,
        CompareOp::Le => CompareOp::Gt,
        CompareOp::Gt => CompareOp::Le,
        CompareOp::Ge => CompareOp::Lt,
    }
}

fn swapped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
        same => same,
    }
}

/// Forward and backward branch on a constant.
fn constant_branch(op: CompareOp) -> (Op, Op) {
    match op {
        CompareOp::Eq => (Op::JumpEqIntK, Op::LoopEqIntK),
        CompareOp::Ne => (Op::JumpNeIntK, Op::LoopNeIntK),
        CompareOp::Lt => (Op::JumpLtIntK, Op::LoopLtIntK),
        CompareOp::Le => (Op::JumpLeIntK, Op::LoopLeIntK),
        CompareOp::Gt => (Op::JumpGtIntK, Op::LoopGtIntK),
        CompareOp::Ge => (Op::JumpGeIntK, Op::LoopGeIntK),
    }
}

/// Forward and backward branch on registers, and whether they want to be swapped.
fn register_branch(op: CompareOp, unsigned: bool) -> (Op, Op, bool) {
    match (op, unsigned) {
        (CompareOp::Eq, _) => (Op::JumpEqInt, Op::LoopEqInt, false),
        (CompareOp::Ne, _) => (Op::JumpNeInt, Op::LoopNeInt, false),
        (CompareOp::Lt, false) => (Op::JumpLtInt, Op::LoopLtInt, false),
        (CompareOp::Le, false) => (Op::JumpLeInt, Op::LoopLeInt, false),
        (CompareOp::Gt, false) => (Op::JumpLtInt, Op::LoopLtInt, true),
        (CompareOp::Ge, false) => (Op::JumpLeInt, Op::LoopLeInt, true),
        (CompareOp::Lt, true) => (Op::JumpLtUint, Op::LoopLtUint, false),
        (CompareOp::Le, true) => (Op::JumpLeUint, Op::LoopLeUint, false),
        (CompareOp::Gt, true) => (Op::JumpLtUint, Op::LoopLtUint, true),
        (CompareOp::Ge, true) => (Op::JumpLeUint, Op::LoopLeUint, true),
    }
}

/// The instruction to a bool, whether operands are swapped, whether the result is negated.
fn to_bool(op: CompareOp, kind: Comparison) -> (Op, bool, bool) {
    use CompareOp as C;
    let swap = matches!(op, C::Gt | C::Ge);
    let less = matches!(op, C::Lt | C::Gt);
    match (kind, op) {
        (Comparison::Word | Comparison::Unsigned, C::Eq) => (Op::EqInt, false, false),
        (Comparison::Word | Comparison::Unsigned, C::Ne) => (Op::NeInt, false, false),
        (Comparison::Word, _) => (if less { Op::LtInt } else { Op::LeInt }, swap, false),
        (Comparison::Unsigned, _) => (if less { Op::LtUint } else { Op::LeUint }, swap, false),
        (Comparison::Float64 | Comparison::Float32, C::Eq) => (Op::EqF64, false, false),
        (Comparison::Float64 | Comparison::Float32, C::Ne) => (Op::NeF64, false, false),
        (Comparison::Float64 | Comparison::Float32, _) => {
            (if less { Op::LtF64 } else { Op::LeF64 }, swap, false)
        }
        (Comparison::String, C::Eq) => (Op::EqString, false, false),
        (Comparison::String, C::Ne) => (Op::NeString, false, false),
        (Comparison::String, _) => (if less { Op::LtString } else { Op::LeString }, swap, false),
        (Comparison::Interface, _) => (Op::EqIface, false, op == C::Ne),
        (Comparison::Value | Comparison::Empty, _) => (Op::EqValue, false, op == C::Ne),
    }
}

impl Lowerer<'_, '_> {
    fn comparison(&self, ty: TypeId) -> Comparison {
        let types = self.types();
        match types.kind(types.under(ty)) {
            TypeKind::Basic(basic) => match basic {
                Basic::Float64 | Basic::UntypedFloat => Comparison::Float64,
                Basic::Float32 => Comparison::Float32,
                Basic::Uint | Basic::Uint64 | Basic::Uintptr => Comparison::Unsigned,
                _ if basic.is_string() => Comparison::String,
                _ if basic.is_complex() => Comparison::Value,
                _ => Comparison::Word,
            },
            TypeKind::Interface(_) => Comparison::Interface,
            TypeKind::Struct(_) | TypeKind::Array { .. } if self.words(ty) == 0 => Comparison::Empty,
            TypeKind::Struct(_) | TypeKind::Array { .. } => Comparison::Value,
            _ => Comparison::Word,
        }
    }

    /// Goes to `label` when `e` is `when`, else on.
    pub fn condition(&mut self, e: &Expr, label: Label, when: bool) {
        let outer = self.asm.set_span(e.span);
        let mark = self.regs.mark();
        recurse(|| self.condition_parts(e, label, when));
        self.regs.release(mark);
        self.asm.set_span(outer);
    }

    fn condition_parts(&mut self, e: &Expr, label: Label, when: bool) {
        match &e.kind {
            ExprKind::Const(Const::Bool(value)) => {
                if *value == when {
                    self.asm.jump(label);
                }
            }
            ExprKind::Not(x) => self.condition(x, label, !when),
            ExprKind::AndAnd(x, y) => self.both(x, y, label, when, false),
            ExprKind::OrOr(x, y) => self.both(x, y, label, when, true),
            ExprKind::Compare { op, x, y } => {
                let operands = (Operand::Expr(x), Operand::Expr(y));
                self.compare_branch(*op, x.ty, operands, label, when);
            }
            ExprKind::Call(call) if self.inline_condition(call, label, when) => {}
            _ => {
                let condition = self.value(e);
                self.branch_on(condition, label, when);
            }
        }
    }

    /// `x && y` is decided by x being false, `x || y` by x being true.
    fn both(&mut self, x: &Expr, y: &Expr, label: Label, when: bool, decides: bool) {
        if when == decides {
            self.condition(x, label, when);
            return self.condition(y, label, when);
        }
        let skip = self.asm.label();
        self.condition(x, skip, decides);
        self.condition(y, label, when);
        self.asm.bind(skip);
    }

    /// Goes to `label` when a bool register is `when`.
    pub fn branch_on(&mut self, condition: Reg, label: Label, when: bool) {
        match when {
            true => self.asm.jump_on(Op::JumpIf, Op::LoopIf, condition, label),
            false => self.asm.jump_on(Op::JumpIfNot, Op::LoopIfNot, condition, label),
        }
    }

    /// Goes to `label` when the comparison is `when`.
    pub fn compare_branch(
        &mut self,
        op: CompareOp,
        ty: TypeId,
        (x, y): (Operand, Operand),
        label: Label,
        when: bool,
    ) {
        let kind = self.comparison(ty);
        match kind {
            Comparison::Word | Comparison::Unsigned => {
                let op = if when { op } else { negated(op) };
                self.word_branch(op, kind == Comparison::Unsigned, x, y, label);
            }
            Comparison::Interface if self.immediate(x) == Some(0) || self.immediate(y) == Some(0) => {
                let op = if when { op } else { negated(op) };
                self.word_branch(op, false, x, y, label);
            }
            Comparison::Float64 | Comparison::Float32
                if !matches!(op, CompareOp::Eq | CompareOp::Ne) && (when || !self.asm.bound(label)) =>
            {
                self.float_branch(op, kind, (x, y), label, when);
            }
            Comparison::String if self.empty_string_branch(op, x, y, label, when) => {}
            _ => {
                let to = self.regs.take(1);
                let (pending, negate) = self.compare_operands(op, kind, (x, y));
                self.compare(pending, ty, to);
                self.branch_on(to, label, when != negate);
            }
        }
    }

    fn word_branch(&mut self, op: CompareOp, unsigned: bool, x: Operand, y: Operand, label: Label) {
        let (op, x, y) = match (self.immediate(x), self.immediate(y)) {
            (Some(_), None) => (swapped(op), y, x),
            _ => (op, x, y),
        };
        let ordered = !matches!(op, CompareOp::Eq | CompareOp::Ne);
        if let Some(k) = self.immediate(y)
            && !(unsigned && ordered)
        {
            let x = self.operand(x);
            let (forward, backward) = constant_branch(op);
            return self.asm.branch(forward, backward, x, k as u16, label);
        }
        let (x, y) = (self.operand(x), self.operand(y));
        let (forward, backward, swap) = register_branch(op, unsigned);
        let (x, y) = if swap { (y, x) } else { (x, y) };
        self.asm.branch(forward, backward, x, y, label);
    }

    fn float_branch(
        &mut self,
        op: CompareOp,
        kind: Comparison,
        (x, y): (Operand, Operand),
        label: Label,
        when: bool,
    ) {
        let (x, y) = (self.float_operand(x, kind), self.float_operand(y, kind));
        let (x, y) = if matches!(op, CompareOp::Gt | CompareOp::Ge) { (y, x) } else { (x, y) };
        let less = matches!(op, CompareOp::Lt | CompareOp::Gt);
        match (less, when) {
            (true, true) => self.asm.branch(Op::JumpLtF64, Op::LoopLtF64, x, y, label),
            (false, true) => self.asm.branch(Op::JumpLeF64, Op::LoopLeF64, x, y, label),
            (true, false) => self.asm.branch(Op::JumpNotLtF64, Op::JumpNotLtF64, x, y, label),
            (false, false) => self.asm.branch(Op::JumpNotLeF64, Op::JumpNotLeF64, x, y, label),
        }
    }

    fn float_operand(&mut self, operand: Operand, kind: Comparison) -> Reg {
        let reg = self.operand(operand);
        if kind != Comparison::Float32 {
            return reg;
        }
        let wide = self.regs.take(1);
        self.asm.op(Op::F32ToF64, wide, reg, 0);
        wide
    }

    /// `s == ""` asks for the length.
    fn empty_string_branch(
        &mut self,
        op: CompareOp,
        x: Operand,
        y: Operand,
        label: Label,
        when: bool,
    ) -> bool {
        let empty = |operand: Operand| {
            matches!(operand, Operand::Expr(Expr { kind: ExprKind::Const(c), .. })
                if matches!(c, Const::String(s) if s.is_empty()) || *c == Const::Zero)
        };
        let other = match (empty(x), empty(y)) {
            (true, false) => y,
            (false, true) => x,
            _ => return false,
        };
        let op = match op {
            CompareOp::Eq if when => CompareOp::Eq,
            CompareOp::Ne if !when => CompareOp::Eq,
            CompareOp::Eq | CompareOp::Ne => CompareOp::Ne,
            _ => return false,
        };
        let string = self.operand(other);
        let len = self.regs.take(1);
        self.asm.op(Op::LenString, len, string, 0);
        let (forward, backward) = constant_branch(op);
        self.asm.branch(forward, backward, len, 0, label);
        true
    }

    /// Evaluates the operands of a comparison to a bool: the instruction that is left, and whether
    /// its result has to be negated.
    fn compare_operands(
        &mut self,
        op: CompareOp,
        kind: Comparison,
        (x, y): (Operand, Operand),
    ) -> (Pending, bool) {
        let (x, y) = (self.float_operand(x, kind), self.float_operand(y, kind));
        let (instruction, swap, negate) = to_bool(op, kind);
        let (x, y) = if swap { (y, x) } else { (x, y) };
        (Pending { op: instruction, x, y, empty: kind == Comparison::Empty }, negate)
    }

    /// A comparison of words with a constant; false when neither operand is a small one.
    fn compare_constant(&mut self, op: CompareOp, (x, y): (Operand, Operand), to: Reg) -> bool {
        let (op, x, k) = match (self.immediate(x), self.immediate(y)) {
            (_, Some(k)) => (op, x, k),
            (Some(k), None) => (swapped(op), y, k),
            (None, None) => return false,
        };
        let op = match op {
            CompareOp::Eq => Op::EqIntK,
            CompareOp::Ne => Op::NeIntK,
            CompareOp::Lt => Op::LtIntK,
            CompareOp::Le => Op::LeIntK,
            CompareOp::Gt => Op::GtIntK,
            CompareOp::Ge => Op::GeIntK,
        };
        let x = self.operand(x);
        self.asm.op(op, to, x, k as u16);
        true
    }

    fn compare(&mut self, pending: Pending, ty: TypeId, to: Reg) {
        let Pending { op, x, y, empty } = pending;
        if empty {
            self.asm.wide(Op::LoadInt, to, 1);
        } else if op == Op::EqValue {
            let data = self.type_data(ty);
            self.asm.op_data(op, [to, x, y], data);
        } else {
            self.asm.op(op, to, x, y);
        }
    }

    /// A bool expression as a value.
    pub fn bool_into(&mut self, e: &Expr, dest: Dest) {
        match &e.kind {
            ExprKind::Not(x) => {
                let x = self.value(x);
                self.asm.op(Op::NotBool, dest.reg, x, 0);
            }
            ExprKind::Compare { op, x, y } => {
                let ty = x.ty;
                let kind = match self.comparison(ty) {
                    Comparison::Interface if self.const_int(x).or(self.const_int(y)) == Some(0) => {
                        Comparison::Word
                    }
                    kind => kind,
                };
                let operands = (Operand::Expr(x), Operand::Expr(y));
                if kind == Comparison::Word && self.compare_constant(*op, operands, dest.reg) {
                    return;
                }
                let (pending, negate) = self.compare_operands(*op, kind, operands);
                self.compare(pending, ty, dest.reg);
                if negate {
                    self.asm.op(Op::NotBool, dest.reg, dest.reg, 0);
                }
            }
            ExprKind::AndAnd(x, y) if dest.fresh => self.chain(x, y, dest, false),
            ExprKind::OrOr(x, y) if dest.fresh => self.chain(x, y, dest, true),
            _ => {
                let (no, done) = (self.asm.label(), self.asm.label());
                self.condition(e, no, false);
                self.asm.wide(Op::LoadInt, dest.reg, 1);
                self.asm.jump(done);
                self.asm.bind(no);
                self.asm.op(Op::Zero, dest.reg, 0, 0);
                self.asm.bind(done);
            }
        }
    }

    fn chain(&mut self, x: &Expr, y: &Expr, dest: Dest, decides: bool) {
        let done = self.asm.label();
        self.value_into(x, dest);
        self.branch_on(dest.reg, done, decides);
        self.value_into(y, dest);
        self.asm.bind(done);
    }
}

/// A comparison whose operands are evaluated.
struct Pending {
    op: Op,
    x: Reg,
    y: Reg,
    empty: bool,
}
