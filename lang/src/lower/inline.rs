//! Calls of small functions are lowered in place. Only functions that call nothing, do not loop and
//! cannot fail qualify, so that no trace could ever have shown their frames. Following a pointer
//! parameter can fail: such a parameter is looked at first, and if it is nil the function is really
//! called (behind the function's own code, see [`LateCall`]), and fails there or does not.
//!
//! The body is lowered as it stands, with the arguments' registers as its parameters.

use super::arithmetic::width_op;
use super::assembler::Label;
use super::function::{Home, Lowerer};
use super::memory::Dest;
use super::module::Module;
use super::registers::Reg;
use crate::hash::HashMap;
use crate::ir::walk::Facts;
use crate::ir::{
    BinaryOp, Block, Call, Callee, Const, Conversion, Expr, ExprKind, Func, FuncId, LocalId, Place, Stmt,
    StmtKind,
};
use crate::source::Span;
use crate::types::TypeId;
use burrow_bytecode::Op;
use std::rc::Rc;

/// Statements and expressions of a body at most.
const SIZE_MAX: u32 = 40;

/// A function that may be lowered in place.
pub struct Candidate {
    /// By parameter: assigned, so it needs registers of its own.
    assigned: Vec<bool>,
    /// By parameter: followed, so it must not be nil.
    followed: Vec<bool>,
    /// The body is nothing but the return of one value.
    expression: bool,
}

/// The function whose body is being lowered in place.
pub struct Inlining {
    results: Reg,
    exit: Label,
}

/// A call that is made after all when a pointer is nil: written behind the function's code.
pub struct LateCall {
    func: FuncId,
    label: Label,
    done: Label,
    /// Registers and words of the arguments.
    arguments: Vec<(Reg, u32)>,
    base: Reg,
    results: Reg,
    span: Span,
}

impl Module<'_> {
    /// What is known of a function as one to be lowered in place; nothing if it cannot be.
    fn candidate(&mut self, func: FuncId) -> Option<Rc<Candidate>> {
        if let Some(known) = self.candidates.get(&func) {
            return known.clone();
        }
        let candidate = Check::candidate(self, &self.ir.funcs[func.0 as usize]).map(Rc::new);
        self.candidates.insert(func, candidate.clone());
        candidate
    }
}

/// Goes through a body. Everything not known to be harmless answers `None`.
struct Check<'m, 'p> {
    module: &'m Module<'p>,
    func: &'p Func,
    facts: Facts,
    followed: Vec<bool>,
    size: u32,
}

impl<'m, 'p> Check<'m, 'p> {
    fn candidate(module: &'m Module<'p>, func: &'p Func) -> Option<Candidate> {
        let body = func.body.as_ref()?;
        if func.has_defer || func.wrapper || !func.captures.is_empty() {
            return None;
        }
        let facts = Facts::of(func, body);
        let followed = vec![false; func.params.len()];
        let mut check = Check { module, func, facts, followed, size: 0 };
        check.locals()?;
        check.block(body)?;
        let assigned = func.params.iter().map(|p| check.facts.assigned[p.0 as usize]).collect();
        let expression = matches!(&body.stmts[..], [Stmt { kind: StmtKind::Return { values }, .. }]
            if values.len() == 1);
        Some(Candidate { assigned, followed: check.followed, expression })
    }

    /// Every variable lies in registers; results are given by return statements alone.
    fn locals(&self) -> Option<()> {
        let plain = |ty: TypeId| !self.module.layouts.of(ty).by_ref;
        let all_plain = self.func.locals.iter().all(|local| !local.boxed && plain(local.ty));
        let mentioned = self.func.results.iter().any(|r| self.facts.mentioned[r.0 as usize]);
        let bare = self.facts.bare_return && !self.func.results.is_empty();
        (all_plain && !mentioned && !bare).then_some(())
    }

    fn block(&mut self, block: &Block) -> Option<()> {
        block.stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn count(&mut self) -> Option<()> {
        self.size += 1;
        (self.size <= SIZE_MAX).then_some(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Option<()> {
        self.count()?;
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Declare { value, .. } => value.iter().try_for_each(|e| self.expr(e)),
            StmtKind::Assign { place, value } => {
                self.place(place)?;
                self.expr(value)
            }
            StmtKind::OpAssign { place, op, value } => {
                self.place(place)?;
                self.operation(*op, value)?;
                self.expr(value)
            }
            StmtKind::Block(block) => self.block(block),
            StmtKind::If { condition, then, otherwise } => {
                self.expr(condition)?;
                self.block(then)?;
                otherwise.iter().try_for_each(|block| self.block(block))
            }
            StmtKind::Return { values } => values.iter().try_for_each(|e| self.expr(e)),
            _ => None,
        }
    }

    fn place(&mut self, place: &Place) -> Option<()> {
        self.count()?;
        match place {
            Place::Local(_) | Place::Global(_) => Some(()),
            Place::Field { base, .. } => self.place(base),
            Place::Deref { pointer, .. } => {
                let ExprKind::Load(Place::Local(local)) = pointer.kind else { return None };
                let param = self.func.params.iter().position(|p| *p == local)?;
                self.followed[param] = true;
                (!self.facts.assigned[local.0 as usize]).then_some(())
            }
            _ => None,
        }
    }

    fn expr(&mut self, e: &Expr) -> Option<()> {
        self.count()?;
        if self.module.layouts.of(e.ty).by_ref {
            return None;
        }
        match &e.kind {
            ExprKind::Const(_) => Some(()),
            ExprKind::Load(place) => self.place(place),
            ExprKind::Binary { op, x, y } => {
                self.operation(*op, y)?;
                self.expr(x)?;
                self.expr(y)
            }
            ExprKind::Compare { x, y, .. } => {
                let ty = self.module.ir.types.under(x.ty);
                (self.module.ir.types.under_basic(ty).is_some() || self.is_pointer(ty)).then_some(())?;
                self.expr(x)?;
                self.expr(y)
            }
            ExprKind::AndAnd(x, y) | ExprKind::OrOr(x, y) => {
                self.expr(x)?;
                self.expr(y)
            }
            ExprKind::Neg(x)
            | ExprKind::BitNot(x)
            | ExprKind::Not(x)
            | ExprKind::Len(x)
            | ExprKind::Cap(x)
            | ExprKind::Field { x, .. }
            | ExprKind::Convert { x, kind: Conversion::Same | Conversion::Numeric } => self.expr(x),
            ExprKind::Min(list) | ExprKind::Max(list) => list.iter().try_for_each(|x| self.expr(x)),
            ExprKind::StructLit { fields } => fields.iter().try_for_each(|(_, x)| self.expr(x)),
            _ => None,
        }
    }

    fn is_pointer(&self, ty: TypeId) -> bool {
        self.module.ir.types.pointer_elem(ty).is_some()
    }

    /// Divisions by what may be 0 fail, and so do shifts by what may be negative.
    fn operation(&self, op: BinaryOp, y: &Expr) -> Option<()> {
        let types = &self.module.ir.types;
        let constant = matches!(&y.kind, ExprKind::Const(Const::Int(value)) if *value > 0);
        let basic = types.under_basic(y.ty)?;
        let harmless = match op {
            BinaryOp::Div | BinaryOp::Rem => constant || basic.is_float(),
            BinaryOp::Shl | BinaryOp::Shr => constant || basic.is_unsigned(),
            // Of strings it allocates.
            _ => basic.is_integer() || basic.is_float(),
        };
        harmless.then_some(())
    }
}

impl<'p> Lowerer<'_, 'p> {
    /// The function that this call calls, if its body can be lowered in place.
    pub fn inlined(&mut self, call: &Call) -> Option<(FuncId, Rc<Candidate>)> {
        let Callee::Func(func) = call.callee else { return None };
        if self.inlining.is_some() {
            return None;
        }
        let candidate = self.module.candidate(func)?;
        let tuple = call.args.first().is_some_and(|arg| self.is_tuple(arg.ty));
        (!tuple && candidate.assigned.len() == call.args.len()).then_some((func, candidate))
    }

    /// The call's results: in `dest`, or in the registers that are returned.
    pub fn inline_call(
        &mut self,
        call: &Call,
        (func, candidate): (FuncId, Rc<Candidate>),
        dest: Option<Dest>,
    ) -> Reg {
        let outer = self.asm.set_span(call.span);
        let callee = &self.module.ir.funcs[func.0 as usize];
        let (_, result_words) = self.module.func_words(func);
        let direct = dest.filter(|_| candidate.expression);
        let result = direct.unwrap_or_else(|| Dest::fresh(self.regs.take(result_words)));
        let mark = self.regs.mark();
        let constants = self.constant_arguments(call, callee, &candidate);
        let arguments = self.inline_arguments(call, callee, &candidate, &constants);
        let late = self.guard(call, &arguments, &candidate);
        self.asm.set_span(call.span);
        self.asm.hold_span(true);
        self.constants = constants;
        self.inline_body(callee, &arguments, result, candidate.expression);
        self.constants.clear();
        self.asm.hold_span(false);
        if let Some((label, done)) = late {
            self.asm.bind(done);
            let base = self.regs.take(0);
            let arguments = arguments.into_iter().zip(&callee.params);
            let arguments = arguments.map(|(reg, p)| (reg, self.words(callee.locals[p.0 as usize].ty)));
            let arguments = arguments.collect();
            let span = call.span;
            self.late.push(LateCall { func, label, done, arguments, base, results: result.reg, span });
        }
        self.regs.release(mark);
        if let (Some(dest), None) = (dest, direct) {
            self.move_words(dest.reg, result.reg, result_words);
        }
        self.asm.set_span(outer);
        result.reg
    }

    /// Constants need no registers where the real call is never made.
    fn constant_arguments(&self, call: &Call, callee: &Func, candidate: &Candidate) -> HashMap<LocalId, i64> {
        let mut constants = HashMap::default();
        for (i, arg) in call.args.iter().enumerate() {
            let kept = candidate.assigned[i] || candidate.followed.contains(&true);
            if let Some(word) = self.const_word(arg).filter(|_| !kept) {
                constants.insert(callee.params[i], word);
            }
        }
        constants
    }

    /// The constant that an expression is because the running call's argument is one, as a word.
    pub fn argument_constant(&self, e: &Expr) -> Option<i64> {
        match &e.kind {
            ExprKind::Load(Place::Local(local)) => self.constants.get(local).copied(),
            _ => None,
        }
    }

    /// Arithmetic on constant arguments: of 64-bit integers, where it simply wraps.
    pub fn folded(&self, e: &Expr) -> Option<i64> {
        let ExprKind::Binary { op, x, y } = &e.kind else { return None };
        if self.constants.is_empty() {
            return None;
        }
        let basic = self.types().under_basic(e.ty)?;
        if !basic.is_integer() || width_op(basic).is_some() {
            return None;
        }
        let (x, y) = (self.const_int(x)?, self.const_int(y)?);
        match op {
            BinaryOp::Add => Some(x.wrapping_add(y)),
            BinaryOp::Sub => Some(x.wrapping_sub(y)),
            BinaryOp::Mul => Some(x.wrapping_mul(y)),
            BinaryOp::And => Some(x & y),
            _ => None,
        }
    }

    fn inline_arguments(
        &mut self,
        call: &Call,
        callee: &Func,
        candidate: &Candidate,
        constants: &HashMap<LocalId, i64>,
    ) -> Vec<Reg> {
        let mut registers = vec![0; call.args.len()];
        for (i, arg) in call.args.iter().enumerate() {
            if constants.contains_key(&callee.params[i]) {
                continue;
            }
            registers[i] = if candidate.assigned[i] {
                let reg = self.regs.take(self.words(callee.locals[callee.params[i].0 as usize].ty));
                self.value_into(arg, Dest::fresh(reg));
                reg
            } else {
                self.value(arg)
            };
        }
        registers
    }

    /// Goes to the real call when a pointer that the body follows is nil: its label, and that of
    /// what comes after it.
    fn guard(&mut self, call: &Call, arguments: &[Reg], candidate: &Candidate) -> Option<(Label, Label)> {
        let never_nil = |e: &Expr| {
            matches!(e.kind, ExprKind::AddrOfNew(_) | ExprKind::New(_) | ExprKind::Addr(Place::Local(_)))
        };
        let guarded: Vec<Reg> = (0..arguments.len())
            .filter(|&i| candidate.followed[i] && !never_nil(&call.args[i]))
            .map(|i| arguments[i])
            .collect();
        if guarded.is_empty() {
            return None;
        }
        let (label, done) = (self.asm.label(), self.asm.label());
        for pointer in guarded {
            self.asm.branch(Op::JumpEqIntK, Op::LoopEqIntK, pointer, 0, label);
        }
        Some((label, done))
    }

    /// Lowers the body as part of this function.
    fn inline_body(&mut self, callee: &'p Func, arguments: &[Reg], result: Dest, expression: bool) {
        let Some(body) = &callee.body else { return };
        let exit = self.asm.label();
        let inlining = Inlining { results: result.reg, exit };
        self.within_callee(callee, body, arguments, inlining, |this| match &body.stmts[..] {
            [Stmt { kind: StmtKind::Return { values }, .. }] if expression => {
                this.value_into(&values[0], result);
            }
            _ => this.block(body),
        });
        self.asm.bind(exit);
    }

    /// A call as a condition: goes to `label` when the value that the body returns is `when`. False
    /// when the call is none to be lowered like that.
    pub fn inline_condition(&mut self, call: &Call, label: Label, when: bool) -> bool {
        let Some((func, candidate)) = self.inlined(call) else { return false };
        let callee = &self.module.ir.funcs[func.0 as usize];
        let Some(body) = &callee.body else { return false };
        let [Stmt { kind: StmtKind::Return { values }, .. }] = &body.stmts[..] else { return false };
        if !candidate.expression || candidate.followed.contains(&true) {
            return false;
        }
        let constants = self.constant_arguments(call, callee, &candidate);
        let arguments = self.inline_arguments(call, callee, &candidate, &constants);
        self.asm.set_span(call.span);
        self.asm.hold_span(true);
        self.constants = constants;
        let inlining = Inlining { results: 0, exit: label };
        let condition = &values[0];
        self.within_callee(callee, body, &arguments, inlining, |this| {
            this.condition(condition, label, when);
        });
        self.constants.clear();
        self.asm.hold_span(false);
        true
    }

    /// Does something in the place of a callee, whose parameters are `arguments`.
    fn within_callee(
        &mut self,
        callee: &'p Func,
        body: &'p Block,
        arguments: &[Reg],
        inlining: Inlining,
        lower: impl FnOnce(&mut Self),
    ) {
        let caller = std::mem::replace(&mut self.func, callee);
        let facts = std::mem::replace(&mut self.facts, Facts::of(callee, body));
        let homes = self.swap_homes(vec![None; callee.locals.len()]);
        for (&param, &reg) in callee.params.iter().zip(arguments) {
            self.alias(param, Home::Registers(reg));
        }
        self.inlining = Some(inlining);
        lower(self);
        self.inlining = None;
        self.swap_homes(homes);
        (self.func, self.facts) = (caller, facts);
    }

    /// A return statement of a body that is lowered in place; false when none is.
    pub fn inlined_return(&mut self, values: &[Expr]) -> bool {
        let Some(Inlining { results, exit }) = self.inlining else { return false };
        self.values_into(values, results);
        self.asm.jump(exit);
        true
    }

    /// Writes the calls that were put off.
    pub fn late_calls(&mut self) {
        for late in std::mem::take(&mut self.late) {
            if !self.asm.referenced(late.label) {
                continue;
            }
            self.asm.bind(late.label);
            self.asm.set_span(late.span);
            let (param_words, result_words) = self.module.func_words(late.func);
            self.regs.keep_through(late.base, 1 + param_words + result_words);
            let mut next = late.base + 1;
            for (reg, words) in late.arguments {
                self.move_words(next, reg, words);
                next += words as Reg;
            }
            self.asm.wide(Op::Call, late.base, self.module.function_id(late.func).0);
            self.move_words(late.results, next, result_words);
            self.asm.jump(late.done);
        }
    }
}
