//! Switches, type switches and select: tests first, then the bodies in order, so that fallthrough
//! is a jump to what comes next.

use super::assembler::Label;
use super::function::{Home, Lowerer, Targets};
use super::registers::{NONE, Reg};
use crate::ir::{Block, Case, Comm, LabelId, LocalId, SelectCase, TypeCase};
use crate::types::{TypeId, TypeKind};
use burrow_bytecode::Op;

/// A select case with its operands evaluated.
struct ReadyCase {
    channel: Reg,
    value: Reg,
    ok: Reg,
    send: bool,
}

impl Lowerer<'_, '_> {
    fn enter_switch(&mut self, label: LabelId) -> Label {
        let leave = self.asm.label();
        self.targets.insert(label, Targets { leave, again: None });
        leave
    }

    /// An expression switch.
    pub fn switch(&mut self, label: LabelId, cases: &[Case], default: Option<usize>) {
        let leave = self.enter_switch(label);
        let bodies: Vec<Label> = cases.iter().map(|_| self.asm.label()).collect();
        for (case, &body) in cases.iter().zip(&bodies) {
            for condition in &case.conditions {
                self.condition(condition, body, true);
            }
        }
        self.asm.jump(default.and_then(|i| bodies.get(i)).copied().unwrap_or(leave));
        for (i, case) in cases.iter().enumerate() {
            self.asm.bind(bodies[i]);
            self.fallthrough.push(bodies.get(i + 1).copied().unwrap_or(leave));
            self.block(&case.body);
            self.fallthrough.pop();
            self.asm.jump(leave);
        }
        self.asm.bind(leave);
    }

    /// A type switch on the interface in `x`.
    pub fn type_switch(&mut self, label: LabelId, x: LocalId, cases: &[TypeCase], default: Option<usize>) {
        let leave = self.enter_switch(label);
        let place = self.local(x);
        let iface = self.load(place, self.local_ty(x));
        let dynamic = self.regs.take(1);
        self.asm.op(Op::TypeOf, dynamic, iface, 0);
        let bodies: Vec<Label> = cases.iter().map(|_| self.asm.label()).collect();
        for (case, &body) in cases.iter().zip(&bodies) {
            let outer = self.asm.set_span(case.span);
            for &ty in &case.types {
                self.type_test(iface, dynamic, ty, body);
            }
            self.asm.set_span(outer);
        }
        self.asm.jump(default.and_then(|i| bodies.get(i)).copied().unwrap_or(leave));
        for (case, &body) in cases.iter().zip(&bodies) {
            self.asm.bind(body);
            let mark = self.regs.mark();
            if let Some(variable) = case.variable {
                self.type_switch_variable(variable, iface, &case.types);
            }
            self.block(&case.body);
            self.regs.release(mark);
            self.asm.jump(leave);
        }
        self.asm.bind(leave);
    }

    fn type_test(&mut self, iface: Reg, dynamic: Reg, ty: Option<TypeId>, body: Label) {
        let mark = self.regs.mark();
        let id = ty.map_or(0, |ty| self.module.type_id(ty).0);
        if ty.is_some_and(|ty| self.types().is_interface(ty)) {
            let both = self.regs.take(2);
            self.asm.op(Op::AssertIfaceOk, both, iface, id);
            self.branch_on(both + 1, body, true);
        } else if let Ok(small) = i16::try_from(id) {
            self.asm.branch(Op::JumpEqIntK, Op::LoopEqIntK, dynamic, small as u16, body);
        } else {
            let number = self.regs.take(1);
            self.int_into(i64::from(id), number);
            self.asm.branch(Op::JumpEqInt, Op::LoopEqInt, dynamic, number, body);
        }
        self.regs.release(mark);
    }

    fn type_switch_variable(&mut self, variable: LocalId, iface: Reg, types: &[Option<TypeId>]) {
        let ty = self.local_ty(variable);
        let concrete = matches!(types, [Some(_)]) && !self.types().is_interface(ty);
        let home = self.declare(variable);
        let mark = self.regs.mark();
        let id = self.module.type_id(ty).0;
        match home {
            Home::Registers(reg) if concrete => self.asm.op(Op::Unbox, reg, iface, id),
            Home::Registers(reg) => self.move_words(reg, iface, 1),
            // What is taken out of an interface is a copy of its own.
            Home::Memory(reg) if self.layout(ty).by_ref => self.asm.op(Op::Unbox, reg, iface, id),
            Home::Memory(_) => {
                let mut from = iface;
                if concrete {
                    from = self.regs.take(self.words(ty));
                    self.asm.op(Op::Unbox, from, iface, id);
                }
                let place = self.new_box(variable);
                self.store(place, ty, from);
            }
        }
        self.regs.release(mark);
    }

    /// A select statement.
    pub fn select(&mut self, label: LabelId, cases: &[SelectCase], default: Option<&Block>) {
        let leave = self.enter_switch(label);
        let ready: Vec<ReadyCase> = cases.iter().map(|c| self.ready_case(&c.comm)).collect();
        let chosen = self.regs.take(1);
        let has_default = u16::from(default.is_some());
        self.asm.op(Op::Select, chosen, cases.len() as u16, has_default);
        for case in &ready {
            self.asm.data([case.channel, case.value, case.ok, u16::from(case.send)]);
        }
        if cases.is_empty() && default.is_none() {
            return self.asm.end_of_flow();
        }
        let bodies: Vec<Label> = cases.iter().map(|_| self.asm.label()).collect();
        // With a default the last case is tested for too; else it is what remains.
        let tested = if default.is_some() { cases.len() } else { cases.len() - 1 };
        for (i, &body) in bodies.iter().enumerate().take(tested) {
            self.asm.branch(Op::JumpEqIntK, Op::LoopEqIntK, chosen, i as u16, body);
        }
        match default {
            Some(block) => {
                self.block(block);
                self.asm.jump(leave);
            }
            None => self.asm.jump(bodies[tested]),
        }
        for (i, case) in cases.iter().enumerate() {
            self.asm.bind(bodies[i]);
            self.store_received(&case.comm, &ready[i]);
            self.block(&case.body);
            self.asm.jump(leave);
        }
        self.asm.bind(leave);
    }

    fn ready_case(&mut self, comm: &Comm) -> ReadyCase {
        match comm {
            Comm::Send { channel, value } => {
                let channel = self.value(channel);
                let value = self.value(value);
                ReadyCase { channel, value, ok: NONE, send: true }
            }
            Comm::Recv { channel, value, ok } => {
                let types = self.types();
                let words = match types.kind(types.under(channel.ty)) {
                    TypeKind::Chan { elem, .. } => self.words(elem),
                    _ => 0,
                };
                let channel = self.value(channel);
                let value = value.map_or(NONE, |local| self.receiver(local, words));
                let ok = ok.map_or(NONE, |local| self.receiver(local, 1));
                ReadyCase { channel, value, ok, send: false }
            }
        }
    }

    /// Where a received value goes: the variable itself, or a temporary.
    fn receiver(&mut self, local: LocalId, words: u32) -> Reg {
        let home = self.declare(local);
        if self.boxed(local) { self.regs.take(words) } else { home.reg() }
    }

    fn store_received(&mut self, comm: &Comm, ready: &ReadyCase) {
        let Comm::Recv { value, ok, .. } = comm else { return };
        for (local, from) in [(value, ready.value), (ok, ready.ok)] {
            if let Some(local) = *local
                && self.boxed(local)
            {
                let place = self.new_box(local);
                self.store(place, self.local_ty(local), from);
            }
        }
    }
}
