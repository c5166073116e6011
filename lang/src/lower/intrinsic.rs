//! Library functions that the machine has instructions for: operations of sync/atomic, and the
//! locking and unlocking of mutexes. A call becomes the instruction; as func values, methods of interfaces, deferred ones
//! and goroutines they are functions of that one instruction.

use super::function::Lowerer;
use super::memory::Location;
use super::registers::Reg;
use crate::ir::{Call, Callee, Expr, ExprKind};
use burrow_bytecode::{Instr, Op};

/// How operands lie in an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// No result: pointer, then a value perhaps.
    Effect,
    /// A result, then pointer, then a value perhaps.
    Value,
    /// Compare and swap: a result, pointer, old value, and the new one behind.
    Exchange,
}

/// The instruction of a function by its name.
fn instruction(name: &str) -> Option<(Op, Shape)> {
    let atomic = name.strip_prefix("sync/atomic.").and_then(atomic_instruction);
    atomic.or(match name {
        "sync.(*Mutex).Lock" => Some((Op::LockMutex, Shape::Effect)),
        "sync.(*Mutex).Unlock" => Some((Op::UnlockMutex, Shape::Effect)),
        "sync.(*RWMutex).RLock" => Some((Op::LockRead, Shape::Effect)),
        "sync.(*RWMutex).RUnlock" => Some((Op::UnlockRead, Shape::Effect)),
        "sync.(*RWMutex).Lock" => Some((Op::LockWrite, Shape::Effect)),
        "sync.(*RWMutex).Unlock" => Some((Op::UnlockWrite, Shape::Effect)),
        _ => None,
    })
}

/// `AddInt64` or `(*Int64).Add`, of each integer type.
fn atomic_instruction(name: &str) -> Option<(Op, Shape)> {
    let (operation, ty) = match name.strip_prefix("(*") {
        Some(method) => method.split_once(").").map(|(ty, operation)| (operation, ty))?,
        None => {
            let at = ["Int", "Uint"].iter().filter_map(|ty| name.find(ty)).min()?;
            name.split_at(at)
        }
    };
    let (narrow, signed) = match ty {
        "Int32" => (true, true),
        "Uint32" => (true, false),
        "Int64" | "Uint64" | "Uintptr" => (false, false),
        _ => return None,
    };
    let pick = |wide, narrow_signed, narrow_unsigned| match (narrow, signed) {
        (false, _) => wide,
        (true, true) => narrow_signed,
        (true, false) => narrow_unsigned,
    };
    Some(match operation {
        "Load" => (pick(Op::AtomicLoad64, Op::AtomicLoadI32, Op::AtomicLoadU32), Shape::Value),
        "Add" => (pick(Op::AtomicAdd64, Op::AtomicAddI32, Op::AtomicAddU32), Shape::Value),
        "Swap" => (pick(Op::AtomicSwap64, Op::AtomicSwapI32, Op::AtomicSwapU32), Shape::Value),
        "Store" => (pick(Op::AtomicStore64, Op::AtomicStore32, Op::AtomicStore32), Shape::Effect),
        "CompareAndSwap" => {
            (pick(Op::AtomicSwapIf64, Op::AtomicSwapIf32, Op::AtomicSwapIf32), Shape::Exchange)
        }
        _ => return None,
    })
}

impl Lowerer<'_, '_> {
    /// Is this a call that has an instruction of its own?
    pub fn is_intrinsic(&self, call: &Call) -> bool {
        self.intrinsic_of(call).is_some()
    }

    fn intrinsic_of(&self, call: &Call) -> Option<(Op, Shape)> {
        let Callee::Func(func) = call.callee else { return None };
        let callee = &self.module.ir.funcs[func.0 as usize];
        if callee.body.is_some() { None } else { instruction(&callee.name) }
    }

    /// The body of such a function as one that is called: its parameters stand in their slots. False
    /// when it has no instruction.
    pub fn intrinsic_body(&mut self, name: &str, param_words: u32) -> bool {
        let Some((op, shape)) = instruction(name) else { return false };
        let result = 1 + param_words as Reg;
        match shape {
            Shape::Effect => self.asm.op(op, 1, if param_words > 1 { 2 } else { 0 }, 0),
            Shape::Value => self.asm.op(op, result, 1, if param_words > 1 { 2 } else { 0 }),
            Shape::Exchange => self.asm.op_data(op, [result, 1, 2], Instr::data([3, 0, 0, 0])),
        }
        true
    }

    /// The call's result in `to`, if it has one.
    pub fn intrinsic_into(&mut self, call: &Call, to: Reg) {
        let Some((op, shape)) = self.intrinsic_of(call) else { return };
        let mut operands = [0; 3];
        for (i, arg) in call.args.iter().enumerate() {
            operands[i] = if i == 0 { self.pointer_operand(arg) } else { self.value(arg) };
        }
        let outer = self.asm.set_span(call.span);
        let [pointer, first, second] = operands;
        match shape {
            Shape::Effect => self.asm.op(op, pointer, first, 0),
            Shape::Value => self.asm.op(op, to, pointer, first),
            Shape::Exchange => {
                self.asm.op_data(op, [to, pointer, first], Instr::data([second, 0, 0, 0]));
            }
        }
        self.asm.set_span(outer);
    }

    /// A pointer that the instruction itself finds to be nil.
    fn pointer_operand(&mut self, e: &Expr) -> Reg {
        let ExprKind::Addr(place) = &e.kind else { return self.value(e) };
        let ty = self.place_ty(place);
        match self.place(place) {
            Location::Memory { pointer, offset: 0, .. } => pointer,
            location => self.address(location, ty, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_methods_share_their_instructions() {
        let op = |name| instruction(name).map(|(op, _)| op);
        assert_eq!(op("sync/atomic.AddInt64"), Some(Op::AtomicAdd64));
        assert_eq!(op("sync/atomic.(*Int64).Add"), Some(Op::AtomicAdd64));
        assert_eq!(op("sync/atomic.LoadUint32"), Some(Op::AtomicLoadU32));
        assert_eq!(op("sync/atomic.(*Int32).CompareAndSwap"), Some(Op::AtomicSwapIf32));
        assert_eq!(op("sync/atomic.(*Bool).Load"), None);
        assert_eq!(op("sync/atomic.LoadPointer"), None);
        assert_eq!(op("sync.(*RWMutex).Lock"), Some(Op::LockWrite));
        assert_eq!(op("sync.(*RWMutex).TryLock"), None);
    }
}
