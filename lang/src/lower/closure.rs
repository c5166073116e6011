//! Func values: functions, closures, method values.

use super::function::{Home, Lowerer};
use super::generated::Generated;
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{CaptureSource, Expr, ExprKind, FuncId};
use burrow_bytecode::{FunctionId, Instr, Op};

impl Lowerer<'_, '_> {
    /// A func value in `dest`.
    pub fn func_value_into(&mut self, e: &Expr, dest: Dest) {
        let to = dest.reg;
        match &e.kind {
            ExprKind::Func(func) => self.asm.wide(Op::LoadFunc, to, self.module.function_id(*func).0),
            ExprKind::Closure { func, captures } => self.closure_into(*func, captures, to),
            ExprKind::MethodValue { func, receiver } => {
                let words = self.words(receiver.ty);
                let first = self.regs.take(words);
                self.value_into(receiver, Dest::fresh(first));
                let what = Generated::MethodValue { func: *func, receiver: receiver.ty };
                let wrapper = self.module.generated(what);
                self.make_closure(wrapper, first, words, to);
            }
            ExprKind::InterfaceMethodValue { receiver, method } => {
                let receiver = self.value(receiver);
                self.nil_check(receiver, false);
                let selector = self.module.method_selector(method);
                let signature = method.signature;
                let what = Generated::InterfaceMethodValue { selector, signature };
                let wrapper = self.module.generated(what);
                self.make_closure(wrapper, receiver, 1, to);
            }
            _ => {}
        }
    }

    fn closure_into(&mut self, func: FuncId, sources: &[CaptureSource], to: Reg) {
        let ir = self.module.ir;
        let captures = &ir.funcs[func.0 as usize].captures;
        if captures.is_empty() {
            return self.asm.wide(Op::LoadFunc, to, self.module.function_id(func).0);
        }
        let words_of = |this: &Self, i: usize| match captures.get(i) {
            Some(c) if c.by_value => this.words(c.ty),
            _ => 1,
        };
        let total = (0..sources.len()).map(|i| words_of(self, i)).sum();
        let (Some(first_source), 1) = (sources.first(), sources.len()) else {
            let first = self.regs.take(total);
            let mut next = first;
            for (i, &source) in sources.iter().enumerate() {
                let words = words_of(self, i);
                let from = self.captured(source).reg();
                self.move_words(next, from, words);
                next += words as Reg;
            }
            return self.make_closure(self.module.function_id(func), first, total, to);
        };
        let from = self.captured(*first_source).reg();
        self.make_closure(self.module.function_id(func), from, total, to);
    }

    /// The registers with a captured value, or with its box's address.
    fn captured(&mut self, source: CaptureSource) -> Home {
        match source {
            CaptureSource::Local(local) => self.home(local),
            CaptureSource::Capture(capture) => self.captures[capture.0 as usize],
        }
    }

    fn make_closure(&mut self, function: FunctionId, first: Reg, words: u32, to: Reg) {
        let data = Instr::data32(function.0, 0);
        self.asm.op_data(Op::MakeClosure, [to, first, words as u16], data);
    }
}
