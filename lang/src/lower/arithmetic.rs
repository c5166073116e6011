//! Arithmetic on integers, floats and complex numbers. Types narrower than 64 bits compute in 64
//! and are then cut to their width; constants become operands where an instruction takes them.

use super::function::Lowerer;
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{BinaryOp, CompareOp, Expr, ExprKind};
use crate::types::{Basic, TypeId};
use burrow_bytecode::{Instr, Op};

/// An operand: an expression not yet evaluated, or registers.
#[derive(Clone, Copy)]
pub enum Operand<'e> {
    Expr(&'e Expr),
    Reg(Reg),
}

/// The instruction that cuts a word to the width of a type.
pub fn width_op(basic: Basic) -> Option<Op> {
    match basic {
        Basic::Int8 => Some(Op::ExtI8),
        Basic::Int16 => Some(Op::ExtI16),
        Basic::Int32 => Some(Op::ExtI32),
        Basic::Uint8 => Some(Op::ExtU8),
        Basic::Uint16 => Some(Op::ExtU16),
        Basic::Uint32 => Some(Op::ExtU32),
        _ => None,
    }
}

impl Lowerer<'_, '_> {
    /// The registers of an operand.
    pub fn operand(&mut self, operand: Operand) -> Reg {
        match operand {
            Operand::Reg(reg) => reg,
            Operand::Expr(e) => self.value(e),
        }
    }

    /// An operand that fits in an instruction.
    pub fn immediate(&self, operand: Operand) -> Option<i16> {
        match operand {
            Operand::Reg(_) => None,
            Operand::Expr(e) => self.const_int(e).and_then(|k| i16::try_from(k).ok()),
        }
    }

    /// Arithmetic expressions.
    pub fn arithmetic_into(&mut self, e: &Expr, dest: Dest) {
        let to = dest.reg;
        match &e.kind {
            ExprKind::Binary { op, x, y } => {
                let count = y.ty;
                let (x, y) = (Operand::Expr(x), Operand::Expr(y));
                self.binary(*op, e.ty, (x, y), count, dest);
            }
            ExprKind::Concat(parts) => {
                let first = self.regs.take(parts.len() as u32);
                self.values_into(parts, first);
                self.asm.op(Op::Concat, to, first, parts.len() as u16);
            }
            ExprKind::Neg(x) => self.negate(x, e.ty, to),
            ExprKind::BitNot(x) => {
                let x = self.value(x);
                self.asm.op(Op::NotInt, to, x, 0);
                if self.types().is_unsigned(e.ty) {
                    self.cut(e.ty, to);
                }
            }
            ExprKind::Complex { re, im } => {
                let pair = if dest.fresh { to } else { self.regs.take(2) };
                self.value_into(re, Dest::fresh(pair));
                self.value_into(im, Dest::fresh(pair + 1));
                self.move_words(to, pair, 2);
            }
            ExprKind::Real(x) => {
                let x = self.value(x);
                self.move_words(to, x, 1);
            }
            ExprKind::Imag(x) => {
                let x = self.value(x);
                self.move_words(to, x + 1, 1);
            }
            ExprKind::Min(list) => self.extremum(list, e.ty, CompareOp::Le, dest),
            ExprKind::Max(list) => self.extremum(list, e.ty, CompareOp::Ge, dest),
            _ => {}
        }
    }

    /// A left operand that has to be computed needs no register but the result's own, if that is
    /// fresh: long chains take no more than one.
    fn left<'e>(&mut self, x: Operand<'e>, dest: Dest) -> Operand<'e> {
        match x {
            Operand::Expr(e) if dest.fresh && matches!(e.kind, ExprKind::Binary { .. }) => {
                self.value_into(e, dest);
                Operand::Reg(dest.reg)
            }
            _ => x,
        }
    }

    /// `x op y` into `dest`. `count` is the type of a shift's count.
    pub fn binary(
        &mut self,
        op: BinaryOp,
        ty: TypeId,
        (x, y): (Operand, Operand),
        count: TypeId,
        dest: Dest,
    ) {
        let x = self.left(x, dest);
        let to = dest.reg;
        match self.types().under_basic(ty) {
            Some(b) if b.is_string() => self.concat_pair(x, y, to),
            Some(b) if b.is_complex() => self.complex_binary(op, b, x, y, to),
            Some(b) if b.is_float() => {
                let (x, y) = (self.operand(x), self.operand(y));
                self.asm.op(float_op(op, b == Basic::Float32), to, x, y);
            }
            basic => {
                let basic = basic.unwrap_or(Basic::Int);
                match op {
                    BinaryOp::Shl | BinaryOp::Shr => self.shift(op, basic, (x, y), count, to),
                    _ => self.int_binary(op, basic, x, y, to),
                }
                self.cut_after(op, basic, y, to);
            }
        }
    }

    fn concat_pair(&mut self, x: Operand, y: Operand, to: Reg) {
        let first = self.regs.take(2);
        for (i, operand) in [x, y].into_iter().enumerate() {
            let reg = first + i as Reg;
            match operand {
                Operand::Expr(e) => self.value_into(e, Dest::fresh(reg)),
                Operand::Reg(from) => self.move_words(reg, from, 1),
            }
        }
        self.asm.op(Op::Concat, to, first, 2);
    }

    fn int_binary(&mut self, op: BinaryOp, basic: Basic, x: Operand, y: Operand, to: Reg) {
        let commutes = matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::And);
        let (x, y) = match self.immediate(x) {
            Some(_) if commutes && self.immediate(y).is_none() => (y, x),
            _ => (x, y),
        };
        if let (BinaryOp::And, Some(extension)) = (op, self.mask(y)) {
            let x = self.operand(x);
            return self.asm.op(extension, to, x, 0);
        }
        if let Some(k) = self.immediate(y)
            && let Some((op, k)) = immediate_op(op, basic, k)
        {
            let x = self.operand(x);
            return self.asm.op(op, to, x, k as u16);
        }
        let x = self.operand(x);
        let y = self.operand(y);
        self.asm.op(int_op(op, basic.is_unsigned()), to, x, y);
    }

    /// The extension that a mask of 16 or 32 bits is.
    fn mask(&self, operand: Operand) -> Option<Op> {
        let Operand::Expr(e) = operand else { return None };
        match self.const_int(e)? {
            0xffff => Some(Op::ExtU16),
            0xffff_ffff => Some(Op::ExtU32),
            _ => None,
        }
    }

    fn shift(&mut self, op: BinaryOp, basic: Basic, (x, y): (Operand, Operand), count: TypeId, to: Reg) {
        let unsigned = basic.is_unsigned();
        let constant = match y {
            Operand::Expr(e) => self.const_int(e),
            Operand::Reg(_) => None,
        };
        let x = self.operand(x);
        if let Some(k) = constant {
            let op = match (op, unsigned) {
                (BinaryOp::Shl, _) => Op::ShlIntK,
                (_, false) => Op::ShrIntK,
                (_, true) => Op::ShrUintK,
            };
            match u64::try_from(k) {
                Ok(0..64) => self.asm.op(op, to, x, k as u16),
                _ if op == Op::ShrIntK => self.asm.op(op, to, x, 63),
                _ => self.asm.op(Op::Zero, to, 0, 0),
            }
            return;
        }
        let y = self.operand(y);
        if !self.types().is_unsigned(count) {
            self.asm.op(Op::CheckShift, y, 0, 0);
        }
        let op = match (op, unsigned) {
            (BinaryOp::Shl, _) => Op::ShlInt,
            (_, false) => Op::ShrInt,
            (_, true) => Op::ShrUint,
        };
        self.asm.op(op, to, x, y);
    }

    /// Makes the result of a 64-bit operation canonical again where it may not be.
    fn cut_after(&mut self, op: BinaryOp, basic: Basic, y: Operand, to: Reg) {
        let overflows = match op {
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Shl => true,
            // Only the most negative number by -1 leaves the range.
            BinaryOp::Div => !basic.is_unsigned() && self.immediate(y).is_none_or(|k| k == -1),
            _ => false,
        };
        if overflows && let Some(op) = width_op(basic) {
            self.asm.op(op, to, to, 0);
        }
    }

    fn cut(&mut self, ty: TypeId, to: Reg) {
        if let Some(op) = self.types().under_basic(ty).and_then(width_op) {
            self.asm.op(op, to, to, 0);
        }
    }

    fn negate(&mut self, x: &Expr, ty: TypeId, to: Reg) {
        let basic = self.types().under_basic(ty);
        let x = self.value(x);
        match basic {
            Some(Basic::Float64) => self.asm.op(Op::NegF64, to, x, 0),
            Some(Basic::Float32) => self.asm.op(Op::NegF32, to, x, 0),
            Some(Basic::Complex64) => {
                self.asm.op(Op::NegF32, to, x, 0);
                self.asm.op(Op::NegF32, to + 1, x + 1, 0);
            }
            Some(Basic::Complex128) => {
                self.asm.op(Op::NegF64, to, x, 0);
                self.asm.op(Op::NegF64, to + 1, x + 1, 0);
            }
            _ => {
                self.asm.op(Op::NegInt, to, x, 0);
                self.cut(ty, to);
            }
        }
    }

    fn complex_binary(&mut self, op: BinaryOp, basic: Basic, x: Operand, y: Operand, to: Reg) {
        let (x, y) = (self.operand(x), self.operand(y));
        let single = basic == Basic::Complex64;
        let whole = match op {
            BinaryOp::Mul => Op::MulC128,
            BinaryOp::Div => Op::DivC128,
            _ => {
                let op = float_op(op, single);
                self.asm.op(op, to, x, y);
                return self.asm.op(op, to + 1, x + 1, y + 1);
            }
        };
        if !single {
            return self.asm.op(whole, to, x, y);
        }
        // In double precision, then rounded, as gc does it.
        let wide = self.regs.take(4);
        for (i, from) in [x, x + 1, y, y + 1].into_iter().enumerate() {
            self.asm.op(Op::F32ToF64, wide + i as Reg, from, 0);
        }
        self.asm.op(whole, wide, wide, wide + 2);
        self.asm.op(Op::F64ToF32, to, wide, 0);
        self.asm.op(Op::F64ToF32, to + 1, wide + 1, 0);
    }

    /// `min` and `max`: keeps what it has while that compares `keep` with the next.
    fn extremum(&mut self, list: &[Expr], ty: TypeId, keep: CompareOp, dest: Dest) {
        let best = if dest.fresh { dest.reg } else { self.regs.take(1) };
        let basic = self.types().under_basic(ty).unwrap_or(Basic::Int);
        for (i, e) in list.iter().enumerate() {
            if i == 0 {
                self.value_into(e, Dest::fresh(best));
                continue;
            }
            let mark = self.regs.mark();
            let next = self.value(e);
            if basic.is_float() {
                self.float_extremum(basic, keep, best, next);
            } else {
                let done = self.asm.label();
                let operands = (Operand::Reg(best), Operand::Reg(next));
                self.compare_branch(keep, ty, operands, done, true);
                self.move_words(best, next, 1);
                self.asm.bind(done);
            }
            self.regs.release(mark);
        }
        self.move_words(dest.reg, best, 1);
    }

    fn float_extremum(&mut self, basic: Basic, keep: CompareOp, best: Reg, next: Reg) {
        let op = if keep == CompareOp::Le { Op::MinF64 } else { Op::MaxF64 };
        if basic != Basic::Float32 {
            return self.asm.op(op, best, best, next);
        }
        let wide = self.regs.take(1);
        self.asm.op(Op::F32ToF64, wide, next, 0);
        self.asm.op(Op::F32ToF64, best, best, 0);
        self.asm.op(op, best, best, wide);
        self.asm.op(Op::F64ToF32, best, best, 0);
    }

    /// A data word with a type's number in its first lane.
    pub fn type_data(&mut self, ty: TypeId) -> Instr {
        Instr::data([self.module.type_id(ty).0, 0, 0, 0])
    }
}

fn float_op(op: BinaryOp, single: bool) -> Op {
    match (op, single) {
        (BinaryOp::Sub, false) => Op::SubF64,
        (BinaryOp::Mul, false) => Op::MulF64,
        (BinaryOp::Div, false) => Op::DivF64,
        (_, false) => Op::AddF64,
        (BinaryOp::Sub, true) => Op::SubF32,
        (BinaryOp::Mul, true) => Op::MulF32,
        (BinaryOp::Div, true) => Op::DivF32,
        (_, true) => Op::AddF32,
    }
}

fn int_op(op: BinaryOp, unsigned: bool) -> Op {
    match (op, unsigned) {
        (BinaryOp::Add, _) => Op::AddInt,
        (BinaryOp::Sub, _) => Op::SubInt,
        (BinaryOp::Mul, _) => Op::MulInt,
        (BinaryOp::Div, false) => Op::DivInt,
        (BinaryOp::Div, true) => Op::DivUint,
        (BinaryOp::Rem, false) => Op::RemInt,
        (BinaryOp::Rem, true) => Op::RemUint,
        (BinaryOp::And, _) => Op::AndInt,
        (BinaryOp::Or, _) => Op::OrInt,
        (BinaryOp::Xor, _) => Op::XorInt,
        (BinaryOp::AndNot, _) => Op::AndNotInt,
        (BinaryOp::Shl, _) => Op::ShlInt,
        (BinaryOp::Shr, false) => Op::ShrInt,
        (BinaryOp::Shr, true) => Op::ShrUint,
    }
}

/// The instruction that takes `k` as right operand, and the constant it then wants.
fn immediate_op(op: BinaryOp, basic: Basic, k: i16) -> Option<(Op, i16)> {
    // Unsigned numbers of up to 32 bits are never negative as words.
    let full_unsigned = basic.is_unsigned() && width_op(basic).is_none();
    match op {
        BinaryOp::Add => Some((Op::AddIntK, k)),
        BinaryOp::Sub => Some((Op::AddIntK, k.checked_neg()?)),
        BinaryOp::Mul => Some((Op::MulIntK, k)),
        BinaryOp::And => Some((Op::AndIntK, k)),
        BinaryOp::Div if k != 0 && !full_unsigned => Some((Op::DivIntK, k)),
        BinaryOp::Rem if k != 0 && !full_unsigned => Some((Op::RemIntK, k)),
        BinaryOp::Div if k > 0 && (k as u16).is_power_of_two() => {
            Some((Op::ShrUintK, k.trailing_zeros() as i16))
        }
        BinaryOp::Rem if k > 0 && (k as u16).is_power_of_two() => Some((Op::AndIntK, k - 1)),
        _ => None,
    }
}
