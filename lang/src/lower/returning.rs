//! Return statements and the end of a function: results to their slots, deferred calls.

use super::function::{Home, Lowerer};
use super::memory::Dest;
use super::registers::Reg;
use crate::ir::{Expr, ExprKind, Place};
use burrow_bytecode::Op;

impl Lowerer<'_, '_> {
    fn boxed_results(&self) -> bool {
        self.func.results.iter().any(|&r| self.boxed(r))
    }

    /// Returns; results stand in their slots or boxes.
    pub fn return_now(&mut self) {
        match (self.func.has_defer, self.boxed_results()) {
            (true, true) => self.asm.jump(self.exit),
            (true, false) => {
                self.asm.op(Op::ReturnDefer, 0, 0, 0);
                self.asm.end_of_flow();
            }
            (false, _) => self.leave(),
        }
    }

    fn leave(&mut self) {
        let func = self.func;
        for (i, &local) in func.results.iter().enumerate() {
            if self.boxed(local) {
                let location = self.local(local);
                self.load_into(location, self.local_ty(local), self.result_slots[i]);
            }
        }
        let op = if self.is_entry { Op::ExitMain } else { Op::Return };
        self.asm.op(op, 0, 0, 0);
        self.asm.end_of_flow();
    }

    /// Where a recovered panic goes on.
    pub fn deferred_exit(&mut self) -> u32 {
        self.asm.bind_reachable(self.exit);
        let recover = self.asm.position();
        if self.boxed_results() || self.is_entry {
            self.asm.op(Op::RunDefers, 0, 0, 0);
            self.leave();
        } else {
            self.asm.op(Op::ReturnDefer, 0, 0, 0);
            self.asm.end_of_flow();
        }
        recover
    }

    /// `return values…`
    pub fn return_values(&mut self, values: &[Expr]) {
        let mark = self.regs.mark();
        match values {
            [call] if self.is_tuple(call.ty) => {
                let first = self.value(call);
                self.set_results(first);
            }
            [value] => self.return_one(value),
            _ => self.return_each(values),
        }
        self.regs.release(mark);
        self.return_now();
    }

    fn return_one(&mut self, value: &Expr) {
        let local = self.func.results[0];
        if self.boxed(local) {
            let location = self.local(local);
            return self.store_value(location, value);
        }
        let reg = self.result_slots[0];
        let fresh = !self.func.has_defer && !self.facts.mentioned[local.0 as usize];
        match self.movable(value) {
            Some(from) => self.move_words(reg, from, 1),
            None => self.value_into(value, Dest { reg, fresh }),
        }
    }

    fn return_each(&mut self, values: &[Expr]) {
        let results = &self.func.results;
        let visible = self.func.has_defer
            || self.boxed_results()
            || results.iter().any(|r| self.facts.mentioned[r.0 as usize]);
        let first = match visible {
            true => {
                let words = values.iter().map(|v| self.words(v.ty)).sum();
                self.regs.take(words)
            }
            false => self.result_slots.first().copied().unwrap_or(0),
        };
        self.values_into(values, first);
        if visible {
            self.set_results(first);
        }
    }

    /// The object of a by-reference local that nobody will look at after a return.
    fn movable(&mut self, value: &Expr) -> Option<Reg> {
        let ExprKind::Load(Place::Local(local)) = value.kind else { return None };
        let shared = self.boxed(local) || self.facts.captured[local.0 as usize];
        if shared || !self.layout(self.local_ty(local)).by_ref {
            return None;
        }
        match self.home(local) {
            Home::Memory(reg) => Some(reg),
            Home::Registers(_) => None,
        }
    }

    /// Results from consecutive registers that hold values of their own.
    fn set_results(&mut self, first: Reg) {
        let results = &self.func.results;
        if !self.boxed_results() {
            let words = results.iter().map(|&r| self.words(self.local_ty(r))).sum();
            if let Some(&slot) = self.result_slots.first() {
                self.move_words(slot, first, words);
            }
            return;
        }
        let mut from = first;
        for (i, &local) in results.iter().enumerate() {
            let ty = self.local_ty(local);
            let words = self.words(ty);
            if self.boxed(local) {
                let location = self.local(local);
                self.store(location, ty, from);
            } else {
                self.move_words(self.result_slots[i], from, words);
            }
            from += words as Reg;
        }
    }
}
