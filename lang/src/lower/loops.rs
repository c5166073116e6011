//! `for` loops: the condition is tested before the first iteration and then at the bottom; counted
//! loops increment, compare and branch in one instruction.

use super::assembler::Label;
use super::function::{Home, Lowerer, Targets};
use super::registers::Reg;
use crate::ir::walk::uses_local;
use crate::ir::{BinaryOp, CompareOp, Expr, ExprKind, LabelId, LocalId, Place, Stmt, StmtKind};
use crate::types::Basic;
use burrow_bytecode::Op;

/// A loop that counts a local up to a limit.
struct Counted<'e> {
    counter: Reg,
    limit: &'e Expr,
}

impl Lowerer<'_, '_> {
    /// Registers where break and continue of a statement go.
    pub fn enter_loop(&mut self, label: LabelId) -> Targets {
        let targets = Targets { leave: self.asm.label(), again: Some(self.asm.label()) };
        self.targets.insert(label, targets);
        targets
    }

    /// A `for` statement.
    pub fn for_statement(&mut self, stmt: &Stmt) {
        let StmtKind::For { label, condition, post, body, per_iteration } = &stmt.kind else { return };
        let targets = self.enter_loop(*label);
        let again = targets.again.unwrap_or(targets.leave);
        // A loop without post statement whose body ends in the increment counts too, as long as
        // nothing continues past that.
        let (stmts, last) = match (post, body.stmts.split_last()) {
            (None, Some((last, stmts))) => (stmts, Some(last)),
            _ => (&body.stmts[..], None),
        };
        let counted = self.counted(condition.as_ref(), post.as_deref().or(last), per_iteration);
        let (stmts, last) = match counted {
            Some(_) => (stmts, last),
            None => (&body.stmts[..], None),
        };
        let limit = counted.as_ref().map(|c| self.fixed_limit(c.limit));
        let test = self.asm.label();
        match condition {
            Some(condition) if simple(condition) => self.condition(condition, targets.leave, false),
            Some(_) => self.asm.jump(test),
            None => {}
        }
        let top = self.asm.label();
        if condition.is_some() && self.asm.reachable() || condition.is_none() {
            self.asm.bind(top);
        } else {
            self.bind_body(top, test);
        }
        let mark = self.regs.mark();
        self.stmts(stmts);
        let skipped = last.filter(|_| self.asm.referenced(again));
        if let Some(last) = skipped {
            self.stmt(last);
        }
        self.regs.release(mark);
        self.asm.bind(again);
        if let (Some(counted), Some(limit), None) = (&counted, limit, skipped) {
            let limit = limit.unwrap_or_else(|| self.value(counted.limit));
            self.asm.count_loop(counted.counter, limit, top);
            return self.asm.bind(targets.leave);
        }
        for &local in per_iteration {
            self.renew(local);
        }
        if let Some(post) = post {
            self.stmt(post);
        }
        self.asm.bind(test);
        match condition {
            Some(condition) => self.condition(condition, top, true),
            None => self.asm.jump(top),
        }
        self.asm.bind(targets.leave);
    }

    /// The body is reached from the test below, when that is reached at all.
    fn bind_body(&mut self, top: Label, test: Label) {
        if self.asm.referenced(test) {
            self.asm.bind_reachable(top);
        } else {
            self.asm.bind(top);
        }
    }

    /// `for …; i < limit; i++` over an int in a register.
    fn counted<'e>(
        &mut self,
        condition: Option<&'e Expr>,
        post: Option<&Stmt>,
        per_iteration: &[LocalId],
    ) -> Option<Counted<'e>> {
        let ExprKind::Compare { op, x, y } = &condition?.kind else { return None };
        let (x, y) = match op {
            CompareOp::Lt => (x, y),
            CompareOp::Gt => (y, x),
            _ => return None,
        };
        let ExprKind::Load(Place::Local(local)) = x.kind else { return None };
        let StmtKind::OpAssign { place: Place::Local(stepped), op: BinaryOp::Add, value } = &post?.kind
        else {
            return None;
        };
        let int = matches!(self.types().under_basic(x.ty), Some(Basic::Int | Basic::Int64));
        let one = self.const_int(value) == Some(1);
        if !int || !one || *stepped != local || per_iteration.iter().any(|&l| self.boxed(l)) {
            return None;
        }
        // The limit is looked at before the increment.
        let limit_ok = simple_operand(y) && !uses_local(y, local);
        match self.home(local) {
            Home::Registers(counter) if limit_ok => Some(Counted { counter, limit: y }),
            _ => None,
        }
    }

    /// A constant limit is loaded once, before the loop.
    fn fixed_limit(&mut self, limit: &Expr) -> Option<Reg> {
        if let Some(reg) = self.hoisted_constant(limit) {
            return Some(reg);
        }
        self.const_int(limit).map(|value| {
            let reg = self.regs.take(1);
            self.int_into(value, reg);
            reg
        })
    }

    /// A loop variable in a box gets a fresh one with the same value.
    pub fn renew(&mut self, local: LocalId) {
        if self.boxed(local) {
            let slot = self.slot(local);
            self.clone_object(self.local_ty(local), slot, slot);
        }
    }

    /// Skips a counted loop whose limit is 0 or less.
    pub fn skip_empty(&mut self, limit: Reg, leave: Label) {
        self.asm.branch(Op::JumpLeIntK, Op::LoopLeIntK, limit, 0, leave);
    }
}

/// Cheap enough to be compiled twice.
fn simple(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Compare { x, y, .. } => simple_operand(x) && simple_operand(y),
        ExprKind::Not(x) => simple_operand(x),
        _ => simple_operand(condition),
    }
}

/// Does nothing but look at something near.
fn simple_operand(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Const(_) => true,
        ExprKind::Load(place) => match place {
            Place::Local(_) | Place::Capture(_) | Place::Global(_) => true,
            Place::Field { base, .. } => match &**base {
                Place::Local(_) | Place::Capture(_) | Place::Global(_) => true,
                Place::Deref { pointer, .. } => matches!(pointer.kind, ExprKind::Load(Place::Local(_))),
                _ => false,
            },
            _ => false,
        },
        ExprKind::Len(x) => simple_operand(x),
        ExprKind::Binary { x, y, .. } => {
            let leaf = |e: &Expr| matches!(e.kind, ExprKind::Const(_) | ExprKind::Load(Place::Local(_)));
            leaf(x) && leaf(y)
        }
        _ => false,
    }
}
