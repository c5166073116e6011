//! Calls: arguments are computed into the outgoing window, results are read where the callee left
//! them. A call whose first argument is itself a call lays its window over that call's results.

use super::function::Lowerer;
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{Call, Callee, Expr, ExprKind, FuncId};
use crate::types::{TypeId, TypeKind};
use burrow_bytecode::{Instr, Op, SelectorId};

/// What is called, with what had to be evaluated before the arguments.
#[derive(Clone, Copy)]
enum Target {
    Func(FuncId),
    Closure(Reg),
    Interface(Reg, SelectorId),
}

/// A call's outgoing window.
struct Window {
    base: Reg,
    param_words: u32,
    result_words: u32,
}

impl Lowerer<'_, '_> {
    /// Calls; the results' first register. Everything above them is free.
    pub fn call(&mut self, call: &Call) -> Reg {
        if self.is_intrinsic(call) {
            let to = self.regs.take(1);
            self.intrinsic_into(call, to);
            return to;
        }
        if let Some(inlined) = self.inlined(call) {
            return self.inline_call(call, inlined, None);
        }
        let pinned = self.regs.pinned();
        let (target, window) = self.prepare(call);
        self.regs.unpin(pinned);
        self.asm.set_span(call.span);
        let base = window.base;
        match target {
            Target::Func(func) => {
                let callee = &self.module.ir.funcs[func.0 as usize];
                if callee.body.is_none() {
                    let native = self.module.native(callee).0;
                    self.asm.wide(Op::CallNative, base, native);
                } else {
                    self.asm.wide(Op::Call, base, self.module.function_id(func).0);
                }
            }
            Target::Closure(closure) => self.asm.op(Op::CallClosure, base, closure, 0),
            Target::Interface(iface, selector) => {
                let cache = Instr::default();
                self.asm.op_data(Op::CallIface, [base, iface, selector.0], cache);
            }
        }
        let results = base + 1 + window.param_words as Reg;
        self.regs.keep_through(results, window.result_words);
        results
    }

    /// `go` and `defer`: the same window, handed over with the number of its argument words.
    pub fn hand_over(&mut self, call: &Call, [func, closure, iface]: [Op; 3]) {
        let mark = self.regs.mark();
        let (target, window) = self.prepare(call);
        self.asm.set_span(call.span);
        let words = Instr::data([window.param_words as u16, 0, 0, 0]);
        let base = window.base;
        match target {
            Target::Func(id) => self.asm.wide_data(func, base, self.module.function_id(id).0, words),
            Target::Closure(reg) => self.asm.op_data(closure, [base, reg, 0], words),
            Target::Interface(reg, selector) => {
                self.asm.op_data(iface, [base, reg, selector.0], words);
            }
        }
        self.regs.release(mark);
    }

    fn prepare(&mut self, call: &Call) -> (Target, Window) {
        let (target, (params, results)) = match &call.callee {
            Callee::Func(func) | Callee::Thunk(func) => (Target::Func(*func), self.module.func_words(*func)),
            Callee::Value(f) => match self.known_function(f) {
                Some(func) => (Target::Func(func), self.module.func_words(func)),
                None => {
                    let words = self.module.signature_words(f.ty);
                    (Target::Closure(self.value(f)), words)
                }
            },
            Callee::Interface { receiver, method } => {
                let receiver = self.value(receiver);
                let selector = self.module.method_selector(method);
                let (params, results) = self.module.signature_words(method.signature);
                (Target::Interface(receiver, selector), (params + 1, results))
            }
        };
        let payload = u32::from(matches!(target, Target::Interface(..)));
        let base = self.arguments(&call.args, payload, params, results);
        (target, Window { base, param_words: params, result_words: results })
    }

    /// A func value that is a function known here, without captures.
    fn known_function(&self, f: &Expr) -> Option<FuncId> {
        match &f.kind {
            ExprKind::Func(func) => Some(*func),
            ExprKind::Closure { func, captures } if captures.is_empty() => Some(*func),
            _ => None,
        }
    }

    /// Evaluates arguments into a new window at the top of the frame.
    fn arguments(&mut self, args: &[Expr], payload: u32, params: u32, results: u32) -> Reg {
        let mut args = args;
        let floor = self.regs.take(0);
        let mut base = floor;
        let mut filled = 0;
        if let Some((Expr { kind: ExprKind::Call(inner), ty, span }, rest)) = args.split_first()
            && !self.is_intrinsic(inner)
            && self.inlined(inner).is_none()
        {
            let outer = self.asm.set_span(*span);
            let from = self.call(inner);
            self.asm.set_span(outer);
            filled = self.words(*ty);
            args = rest;
            // The window whose arguments stand where these results stand, if there is room for it.
            match from.checked_sub(1 + payload as Reg).filter(|&over| over >= floor) {
                Some(over) => base = over,
                None => {
                    self.regs.keep_through(floor, 1 + payload + filled.max(params));
                    self.move_words(floor + 1 + payload as Reg, from, filled);
                }
            }
        }
        self.regs.keep_through(base, 1 + params.max(payload + filled) + results);
        let first = base + (1 + payload + filled) as Reg;
        self.values_into(args, first);
        base
    }

    /// Several values into consecutive registers.
    pub fn values_into(&mut self, values: &[Expr], first: Reg) {
        let mut next = first;
        for value in values {
            self.value_into(value, Dest::fresh(next));
            next += self.words(value.ty) as Reg;
        }
    }

    /// Is this a type of several values?
    pub fn is_tuple(&self, ty: TypeId) -> bool {
        matches!(self.types().kind(ty), TypeKind::Tuple(_))
    }
}
