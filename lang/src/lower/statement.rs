//! Statements: blocks and scopes, declarations, branches.

use super::assembler::Label;
use super::function::{Home, Lowerer};
use super::memory::{Dest, Location};
use super::registers::Reg;
use crate::ir::{Block, Expr, ExprKind, LabelId, LocalId, Place, Stmt, StmtKind};
use crate::recursion::recurse;
use burrow_bytecode::Op;

impl Lowerer<'_, '_> {
    /// A block: locals declared in it give their slots back at its end.
    pub fn block(&mut self, block: &Block) {
        let mark = self.regs.mark();
        self.stmts(&block.stmts);
        self.regs.release(mark);
    }

    /// Statements in a row. A variable that the next statements set first is not zeroed.
    pub fn stmts(&mut self, stmts: &[Stmt]) {
        for (i, stmt) in stmts.iter().enumerate() {
            match &stmt.kind {
                StmtKind::Declare { local, value: None } if self.set_next(*local, &stmts[i + 1..]) => {
                    self.declare(*local);
                }
                _ => self.stmt(stmt),
            }
        }
    }

    /// Do the statements that follow set the local before anything reads it?
    fn set_next(&self, local: LocalId, rest: &[Stmt]) -> bool {
        if self.boxed(local) || self.layout(self.local_ty(local)).by_ref {
            return false;
        }
        let next = rest.iter().find(|s| !matches!(s.kind, StmtKind::Declare { value: None, .. }));
        let (places, values) = match next.map(|s| &s.kind) {
            Some(StmtKind::AssignTuple { places, value }) => (places, std::slice::from_ref(value)),
            Some(StmtKind::AssignParallel { places, values }) => (places, &values[..]),
            _ => return false,
        };
        let plain = places.iter().all(|p| matches!(p, None | Some(Place::Local(_))));
        plain
            && places.iter().flatten().any(|p| matches!(p, Place::Local(l) if *l == local))
            && !values.iter().any(|v| crate::ir::walk::uses_local(v, local))
    }

    /// One statement.
    pub fn stmt(&mut self, stmt: &Stmt) {
        let outer = self.asm.set_span(stmt.span);
        let (mark, pinned) = (self.regs.mark(), self.regs.pinned());
        recurse(|| self.stmt_parts(stmt));
        self.regs.unpin(pinned);
        if !matches!(stmt.kind, StmtKind::Declare { .. }) {
            self.regs.release(mark);
        }
        self.asm.set_span(outer);
    }

    fn stmt_parts(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) => self.effect(e),
            StmtKind::Declare { local, value } => self.declaration(*local, value.as_ref()),
            StmtKind::Assign { place, value } => self.assign(place, value),
            StmtKind::AssignParallel { places, values } => self.assign_parallel(places, values),
            StmtKind::AssignTuple { places, value } => self.assign_tuple(places, value),
            StmtKind::OpAssign { place, op, value } => self.op_assign(place, *op, value),
            StmtKind::Block(block) => self.block(block),
            StmtKind::If { condition, then, otherwise } => {
                self.if_statement(condition, then, otherwise.as_ref());
            }
            StmtKind::For { .. } => {
                self.begin_hoisting(stmt);
                self.for_statement(stmt);
                self.end_hoisting();
            }
            StmtKind::Range { .. } => {
                self.begin_hoisting(stmt);
                self.range_statement(stmt);
                self.end_hoisting();
            }
            StmtKind::Switch { label, cases, default } => self.switch(*label, cases, *default),
            StmtKind::TypeSwitch { label, x, cases, default } => {
                self.type_switch(*label, *x, cases, *default);
            }
            StmtKind::Select { label, cases, default } => self.select(*label, cases, default.as_ref()),
            StmtKind::Label(label) => {
                let label = self.goto_label(*label);
                self.asm.bind_reachable(label);
            }
            StmtKind::Goto(_) | StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Fallthrough => {
                if let Some(target) = self.jump_of(stmt) {
                    self.asm.jump(target);
                }
            }
            StmtKind::Return { values } if self.inlined_return(values) => {}
            StmtKind::Return { values } if values.is_empty() => self.return_now(),
            StmtKind::Return { values } => self.return_values(values),
            StmtKind::Go(call) => self.hand_over(call, [Op::Go, Op::GoClosure, Op::GoIface]),
            StmtKind::Defer(call) => {
                self.hand_over(call, [Op::Defer, Op::DeferClosure, Op::DeferIface]);
            }
            StmtKind::Send { channel, value } => {
                let id = self.module.type_id(channel.ty).0;
                let [channel, value] = [channel, value].map(|e| self.value(e));
                self.asm.op(Op::Send, channel, value, id);
            }
        }
    }

    fn goto_label(&mut self, id: LabelId) -> Label {
        if let Some(&label) = self.gotos.get(&id) {
            return label;
        }
        let label = self.asm.label();
        self.gotos.insert(id, label);
        label
    }

    fn declaration(&mut self, local: LocalId, value: Option<&Expr>) {
        let ty = self.local_ty(local);
        let home = self.declare(local);
        let (mark, pinned) = (self.regs.mark(), self.regs.pinned());
        let by_ref = self.layout(ty).by_ref;
        match (home, value) {
            (Home::Registers(reg), Some(value)) => self.value_into(value, Dest::fresh(reg)),
            (Home::Registers(reg), None) => self.zero_into(ty, reg),
            // A value of its own is the box.
            (Home::Memory(reg), Some(value)) if by_ref => self.value_into(value, Dest::fresh(reg)),
            (Home::Memory(_), None) => {
                self.new_box(local);
            }
            (Home::Memory(reg), Some(value)) => match value.kind {
                ExprKind::StructLit { .. } => {
                    self.new_box(local);
                    self.fill(reg, 0, value);
                }
                _ => {
                    let from = self.value(value);
                    let place = self.new_box(local);
                    self.store(place, ty, from);
                }
            },
        }
        self.regs.unpin(pinned);
        self.regs.release(mark);
    }

    fn if_statement(&mut self, condition: &Expr, then: &Block, otherwise: Option<&Block>) {
        if let ([only], None) = (&then.stmts[..], otherwise)
            && let Some(target) = self.jump_of(only)
        {
            return self.condition(condition, target, true);
        }
        let no = self.asm.label();
        self.condition(condition, no, false);
        self.block(then);
        let Some(otherwise) = otherwise.filter(|b| !b.stmts.is_empty()) else {
            return self.asm.bind(no);
        };
        let done = self.asm.label();
        if self.asm.reachable() {
            self.asm.jump(done);
        }
        self.asm.bind(no);
        self.block(otherwise);
        self.asm.bind(done);
    }

    /// Where a statement that is nothing but a jump goes.
    fn jump_of(&mut self, stmt: &Stmt) -> Option<Label> {
        match &stmt.kind {
            StmtKind::Break(label) => self.targets.get(label).map(|t| t.leave),
            StmtKind::Continue(label) => self.targets.get(label).and_then(|t| t.again),
            StmtKind::Goto(label) => Some(self.goto_label(*label)),
            StmtKind::Fallthrough => self.fallthrough.last().copied(),
            _ => None,
        }
    }

    /// Stores registers that hold a value of their own in a place.
    pub fn store_owned(&mut self, location: Location, place: &Place, from: Reg) {
        let ty = self.place_ty(place);
        match place {
            // The fresh object becomes the variable's.
            Place::Local(local) if self.layout(ty).by_ref && !self.boxed(*local) => {
                let slot = self.slot(*local);
                self.move_words(slot, from, 1);
            }
            _ => self.store(location, ty, from),
        }
    }
}
