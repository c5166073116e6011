//! Conversions that compute something.

use super::arithmetic::width_op;
use super::function::Lowerer;
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{Conversion, Expr};
use crate::types::{Basic, TypeId};
use burrow_bytecode::{Instr, Op};

impl Lowerer<'_, '_> {
    fn number(&self, ty: TypeId) -> Basic {
        self.types().under_basic(ty).unwrap_or(Basic::Int)
    }

    /// Is a number of type `from` the same word as one of type `to`?
    pub fn same_number(&self, from: TypeId, to: TypeId) -> bool {
        let (from, to) = (self.number(from), self.number(to));
        match (from.is_integer(), to.is_integer()) {
            (true, true) => width_op(to).is_none() || from == to || widens(from, to),
            (false, false) => from == to,
            _ => false,
        }
    }

    /// `T(x)` into `dest`.
    pub fn convert_into(&mut self, x: &Expr, kind: Conversion, ty: TypeId, dest: Dest) {
        let to = dest.reg;
        let one = |op: Op, this: &mut Self| {
            let from = this.value(x);
            this.asm.op(op, to, from, 0);
        };
        match kind {
            Conversion::Same | Conversion::InterfaceToInterface => self.value_into(x, dest),
            Conversion::Numeric => self.numeric_into(x, ty, dest),
            Conversion::ToInterface => {
                let from = self.value(x);
                let id = self.module.type_id(x.ty).0;
                self.asm.op(Op::MakeIface, to, from, id);
            }
            Conversion::IntToString => one(Op::RuneToString, self),
            Conversion::StringToBytes => one(Op::StringToBytes, self),
            Conversion::BytesToString => one(Op::BytesToString, self),
            Conversion::StringToRunes => one(Op::StringToRunes, self),
            Conversion::RunesToString => one(Op::RunesToString, self),
            Conversion::SliceToArrayPointer => {
                let array = self.types().pointer_elem(ty).unwrap_or(ty);
                self.slice_to_array(x, array, Some(to));
            }
            Conversion::SliceToArray => {
                self.slice_to_array(x, ty, None);
            }
        }
    }

    /// The address of the array that a slice starts with.
    pub fn slice_to_array(&mut self, x: &Expr, array: TypeId, to: Option<Reg>) -> Reg {
        let slice = self.value(x);
        let to = to.unwrap_or_else(|| self.regs.take(1));
        let len = Instr::data32(self.array_len(array), 0);
        self.asm.op_data(Op::SliceToArray, [to, slice, 0], len);
        to
    }

    fn numeric_into(&mut self, x: &Expr, ty: TypeId, dest: Dest) {
        if self.same_number(x.ty, ty) {
            return self.value_into(x, dest);
        }
        let (from, target) = (self.number(x.ty), self.number(ty));
        let to = dest.reg;
        let reg = self.value(x);
        if from.is_complex() {
            let op = if target == Basic::Complex64 { Op::F64ToF32 } else { Op::F32ToF64 };
            self.asm.op(op, to, reg, 0);
            return self.asm.op(op, to + 1, reg + 1, 0);
        }
        match (from.is_integer(), target.is_integer()) {
            (true, true) => {
                if let Some(op) = width_op(target) {
                    self.asm.op(op, to, reg, 0);
                }
            }
            (true, false) => {
                // Up to 32 bits, unsigned numbers are not negative as words.
                let full = from.is_unsigned() && width_op(from).is_none();
                let op = match (target == Basic::Float32, full) {
                    (false, false) => Op::IntToF64,
                    (false, true) => Op::UintToF64,
                    (true, false) => Op::IntToF32,
                    (true, true) => Op::UintToF32,
                };
                self.asm.op(op, to, reg, 0);
            }
            (false, true) => self.float_to_int(from, target, reg, to),
            (false, false) => {
                let op = if target == Basic::Float32 { Op::F64ToF32 } else { Op::F32ToF64 };
                self.asm.op(op, to, reg, 0);
            }
        }
    }

    fn float_to_int(&mut self, from: Basic, target: Basic, mut reg: Reg, to: Reg) {
        if from == Basic::Float32 {
            self.asm.op(Op::F32ToF64, to, reg, 0);
            reg = to;
        }
        let width = width_op(target);
        let op = if target.is_unsigned() && width.is_none() { Op::F64ToUint } else { Op::F64ToInt };
        self.asm.op(op, to, reg, 0);
        if let Some(op) = width {
            self.asm.op(op, to, to, 0);
        }
    }
}

/// Every number of type `from` is one of type `to`.
fn widens(from: Basic, to: Basic) -> bool {
    match (from.is_unsigned(), to.is_unsigned()) {
        (true, false) => from.bits() < to.bits(),
        (false, true) => false,
        _ => from.bits() <= to.bits(),
    }
}
