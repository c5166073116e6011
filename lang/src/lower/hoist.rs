//! What a loop's code would load again in each iteration and cannot change: constants that no
//! instruction takes as operand, addresses of global arrays. The outermost loop loads them into
//! registers of its own before it starts.

use super::function::Lowerer;
use super::registers::Reg;
use crate::hash::HashMap;
use crate::ir::walk::{Visitor, walk_stmt};
use crate::ir::{BinaryOp, Const, Expr, ExprKind, GlobalId, Place, Stmt, StmtKind};
use burrow_bytecode::Op;

/// Values of each kind that a loop keeps in registers at most.
const HOISTED_MAX: usize = 12;

/// Registers with what the running loops load once.
#[derive(Default)]
pub struct Hoisted {
    constants: HashMap<i64, Reg>,
    globals: HashMap<GlobalId, Reg>,
    /// Loops around the present place.
    depth: u32,
}

/// Finds what is worth loading once.
struct Candidates<'l, 'm, 'p> {
    lowerer: &'l Lowerer<'m, 'p>,
    constants: Vec<i64>,
    globals: Vec<GlobalId>,
}

impl Candidates<'_, '_, '_> {
    /// No instruction compares or divides these by a constant.
    fn wide_unsigned(&self, e: &Expr) -> bool {
        let basic = self.lowerer.types().under_basic(e.ty);
        basic.is_some_and(|b| b.is_unsigned() && b.bits() == 64)
    }

    fn constant(&mut self, e: &Expr, small_too: bool) {
        let Some(word) = self.lowerer.const_word(e) else { return };
        let small = i16::try_from(word).is_ok() && !self.lowerer.types().is_float(e.ty);
        if (small_too || !small) && !self.constants.contains(&word) {
            self.constants.push(word);
        }
    }
}

impl Visitor for Candidates<'_, '_, '_> {
    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Const(_) => self.constant(e, false),
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Xor | BinaryOp::AndNot, y, .. } => {
                self.constant(y, true);
            }
            ExprKind::Binary { op: BinaryOp::Sub | BinaryOp::Shl, x, .. } => self.constant(x, true),
            ExprKind::Binary { op: BinaryOp::Div | BinaryOp::Rem, y, .. } => {
                self.constant(y, self.wide_unsigned(y));
            }
            ExprKind::Compare { x, y, .. } if self.wide_unsigned(x) => {
                self.constant(x, true);
                self.constant(y, true);
            }
            _ => {}
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if let StmtKind::Assign { place, value } = &stmt.kind
            && !matches!(place, Place::Local(_))
        {
            self.constant(value, true);
        }
    }

    fn place(&mut self, place: &Place) {
        if let Place::SliceIndex { index, .. } = place {
            self.constant(index, true);
        }
        if let Place::Index { base, .. } = place
            && let Place::Global(global) = **base
            && !self.globals.contains(&global)
        {
            self.globals.push(global);
        }
    }
}

impl Lowerer<'_, '_> {
    /// Begins a loop: loads what it keeps, unless a loop around already does.
    pub fn begin_hoisting(&mut self, stmt: &Stmt) {
        self.hoisted.depth += 1;
        if self.hoisted.depth > 1 {
            return;
        }
        let mut found = Candidates { lowerer: self, constants: Vec::new(), globals: Vec::new() };
        walk_stmt(&mut found, stmt);
        let Candidates { constants, globals, .. } = found;
        for word in constants.into_iter().take(HOISTED_MAX) {
            let reg = self.regs.take(1);
            self.int_into(word, reg);
            self.hoisted.constants.insert(word, reg);
        }
        for global in globals.into_iter().take(HOISTED_MAX) {
            let reg = self.regs.take(1);
            let word = self.module.global(global);
            self.asm.wide(Op::AddrGlobal, reg, word);
            self.hoisted.globals.insert(global, reg);
        }
    }

    /// Ends a loop.
    pub fn end_hoisting(&mut self) {
        self.hoisted.depth -= 1;
        if self.hoisted.depth == 0 {
            self.hoisted.constants.clear();
            self.hoisted.globals.clear();
        }
    }

    /// The register that holds a constant word.
    pub fn hoisted_word(&self, word: i64) -> Option<Reg> {
        if self.hoisted.depth == 0 { None } else { self.hoisted.constants.get(&word).copied() }
    }

    /// The register that holds a constant.
    pub fn hoisted_constant(&self, e: &Expr) -> Option<Reg> {
        if self.hoisted.depth == 0 {
            return None;
        }
        self.const_word(e).and_then(|word| self.hoisted.constants.get(&word).copied())
    }

    /// The register that holds a global's address.
    pub fn hoisted_global(&self, global: GlobalId) -> Option<Reg> {
        self.hoisted.globals.get(&global).copied()
    }

    /// The word of a constant number or bool of one word.
    pub fn const_word(&self, e: &Expr) -> Option<i64> {
        let ExprKind::Const(constant) = &e.kind else { return None };
        let basic = self.types().under_basic(e.ty)?;
        if !(basic.is_integer() || basic.is_float() || basic.is_boolean()) {
            return None;
        }
        let bits = |x: f64| match basic.bits() {
            32 => i64::from((x as f32).to_bits()),
            _ => x.to_bits() as i64,
        };
        match constant {
            Const::Bool(value) => Some(i64::from(*value)),
            Const::Int(value) if basic.is_float() => Some(bits(*value as f64)),
            Const::Int(value) => Some(*value),
            Const::Float(value) => Some(bits(*value)),
            Const::Zero => Some(0),
            _ => None,
        }
    }
}
