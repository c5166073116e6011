//! Range over a function: the body becomes a literal that the iterator calls. A state that both
//! share finds out iterators that misuse it; another variable says which way the body was left, so
//! that break, continue, goto and return go on in the statement around the call.

use super::function::{Exit, FunctionBuilder, RangeBody, TargetKind};
use super::range::RangeSyntax;
use super::statement::last_byte;
use crate::check::info::ObjectId;
use crate::hash::HashSet;
use crate::ir::{Block, Callee, CompareOp, Expr, ExprKind, Stmt, StmtKind};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{ExprId, Name, StmtId, StmtKind as Syntax};
use crate::types::{Basic, TypeId};

/// States of the loop: the body has ended the loop; it may be called; it runs or has panicked; the
/// iterator has returned.
const DONE: i64 = 0;
const READY: i64 = 1;
const RUNNING: i64 = 2;
const EXHAUSTED: i64 = 3;

const AFTER_FALSE: &str = "range function continued iteration after function for loop body returned false";
const AFTER_PANIC: &str = "range function continued iteration after loop body panic";
const AFTER_EXIT: &str = "range function continued iteration after whole loop exit";
const LOST_PANIC: &str = "range function recovered a loop body panic and did not resume panicking";

impl FunctionBuilder<'_, '_> {
    pub(super) fn range_func(
        &mut self,
        name: Option<Name>,
        range: &RangeSyntax,
        iterator: Expr,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let mut stmts = Vec::new();
        let scan = Scan::of(self, &range.body.stmts);
        let outermost = self.function_frame() + 1 == self.frames.len();
        let collects = scan.defers && outermost;
        let outer_list = if collects { Some(self.declare_deferred(span, &mut stmts)) } else { None };
        let int = self.basic(Basic::Int);
        let iterator_ty = iterator.ty;
        let iterator = self.store_temp(iterator, &mut stmts);
        let (state, state_local) = self.synthetic("", int, true, span);
        let (next, next_local) = self.synthetic("", int, true, span);
        stmts.push(Stmt::declare(state_local, Some(self.int(READY, span)), span));
        stmts.push(Stmt::declare(next_local, Some(self.int(0, span)), span));
        let body = RangeBody { state, next, exits: Vec::new(), labels: scan.labels };
        let (closure, exits) = self.range_closure(name, range, iterator_ty, body, span);
        let f = Expr::local(iterator, iterator_ty, span);
        let none = self.types.tuple(&[]);
        stmts.push(Stmt::expr(Expr::call(Callee::Value(f), vec![closure], none, span)));
        let lost = self.runtime_panic(LOST_PANIC, span);
        stmts.push(self.when(state, RUNNING, vec![Stmt::expr(lost)], span));
        stmts.push(self.set(state, EXHAUSTED, span));
        for (i, exit) in exits.iter().enumerate() {
            let mut then = Vec::new();
            self.take_exit(exit, span, &mut then);
            stmts.push(self.when(next, i as i64 + 1, then, span));
        }
        if let Some(outer) = outer_list {
            self.frame().deferred = outer;
        }
        out.push(Stmt::new(StmtKind::Block(Block::new(stmts, last_byte(span))), span));
    }

    /// The body as a literal, and the ways out of it.
    fn range_closure(
        &mut self,
        name: Option<Name>,
        range: &RangeSyntax,
        iterator_ty: TypeId,
        body: RangeBody,
        span: Span,
    ) -> (Expr, Vec<Exit>) {
        let signature = self.signature(iterator_ty);
        let yield_ty = signature.params.first().copied().unwrap_or(TypeId::INVALID);
        let params = self.signature(yield_ty).params.clone();
        let (state, bool) = (body.state, self.basic(Basic::Bool));
        self.open_range_body(range.body.span);
        self.frame().range_body = Some(body);
        self.add_result(bool, span);
        let mut stmts = Vec::new();
        let mut assigns = Vec::new();
        for (i, &ty) in params.iter().enumerate() {
            self.iteration_param(
                [range.key, range.value].get(i).copied().flatten(),
                range.define,
                ty,
                span,
                &mut assigns,
            );
        }
        self.check_state(state, span, &mut stmts);
        stmts.push(self.set(state, RUNNING, span));
        self.assign_iteration(assigns, span, &mut stmts);
        self.push_target(name, TargetKind::RangeFunc);
        stmts.extend(self.stmts(&range.body.stmts));
        self.targets.pop();
        let end = last_byte(range.body.span);
        self.end_iteration(true, end, &mut stmts);
        let exits = self.frame().range_body.take().map(|b| b.exits).unwrap_or_default();
        let (func, captures) = self.close_literal(Block::new(stmts, end));
        (Expr::new(ExprKind::Closure { func, captures }, yield_ty, range.body.span), exits)
    }

    /// A parameter of the body: the iteration variable itself, or what is assigned to it.
    fn iteration_param(
        &mut self,
        e: Option<ExprId>,
        define: bool,
        ty: TypeId,
        span: Span,
        assigns: &mut Vec<(ExprId, Expr)>,
    ) {
        let e = e.filter(|&e| !self.is_blank(e));
        let object = e.and_then(|e| self.target_object(e)).filter(|&o| define && !self.is_global(o));
        let local = match object {
            Some(object) => self.declare(object),
            None => self.temp(ty, span),
        };
        self.add_param(local);
        if let (Some(e), None) = (e, object) {
            assigns.push((e, Expr::local(local, ty, span)));
        }
    }

    /// Panics when the iterator may not call the body now.
    fn check_state(&mut self, state: ObjectId, span: Span, out: &mut Vec<Stmt>) {
        let mut checks = Vec::new();
        for (value, text) in [(DONE, AFTER_FALSE), (RUNNING, AFTER_PANIC)] {
            let panic = self.runtime_panic(text, span);
            checks.push(self.when(state, value, vec![Stmt::expr(panic)], span));
        }
        checks.push(Stmt::expr(self.runtime_panic(AFTER_EXIT, span)));
        let condition = self.state_is(state, CompareOp::Ne, READY, span);
        let then = Block::new(checks, span);
        out.push(Stmt::new(StmtKind::If { condition, then, otherwise: None }, span));
    }

    /// The body returns: `again` asks for the next iteration.
    pub(super) fn end_iteration(&mut self, again: bool, span: Span, out: &mut Vec<Stmt>) {
        let Some(state) = self.frame().range_body.as_ref().map(|b| b.state) else { return };
        let stmt = self.set(state, if again { READY } else { DONE }, span);
        out.push(stmt);
        out.push(Stmt::returning(vec![self.bool(again, span)], span));
    }

    /// Leaves the body of a range over a function for something outside.
    pub(super) fn leave(&mut self, exit: Exit, span: Span, out: &mut Vec<Stmt>) {
        let Some(body) = self.frame().range_body.as_mut() else { return };
        let next = body.next;
        let known = body.exits.iter().position(|e| *e == exit);
        let code = known.unwrap_or_else(|| {
            body.exits.push(exit);
            body.exits.len() - 1
        });
        let stmt = self.set(next, code as i64 + 1, span);
        out.push(stmt);
        self.end_iteration(false, span, out);
    }

    fn set(&mut self, variable: ObjectId, value: i64, span: Span) -> Stmt {
        let place = self.variable(variable);
        Stmt::assign(place, self.int(value, span), span)
    }

    fn state_is(&mut self, variable: ObjectId, op: CompareOp, value: i64, span: Span) -> Expr {
        let int = self.basic(Basic::Int);
        let x = Expr::load(self.variable(variable), int, span);
        let (y, bool) = (self.int(value, span), self.basic(Basic::Bool));
        self.compare(op, x, y, bool, span)
    }

    fn when(&mut self, variable: ObjectId, value: i64, then: Vec<Stmt>, span: Span) -> Stmt {
        let condition = self.state_is(variable, CompareOp::Eq, value, span);
        let then = Block::new(then, span);
        Stmt::new(StmtKind::If { condition, then, otherwise: None }, span)
    }
}

/// What stands in a body, literals left out: labels, and whether there is a defer statement.
struct Scan {
    labels: HashSet<Name>,
    defers: bool,
}

impl Scan {
    fn of(b: &FunctionBuilder, stmts: &[StmtId]) -> Scan {
        let mut scan = Scan { labels: HashSet::default(), defers: false };
        stmts.iter().for_each(|&s| scan.stmt(b, s));
        scan
    }

    fn stmts(&mut self, b: &FunctionBuilder, stmts: &[StmtId]) {
        stmts.iter().for_each(|&s| self.stmt(b, s));
    }

    fn stmt(&mut self, b: &FunctionBuilder, id: StmtId) {
        recurse(|| match &b.ast[id].kind {
            Syntax::Defer { .. } => self.defers = true,
            Syntax::Labeled { label, stmt } => {
                self.labels.insert(label.name.clone());
                self.stmt(b, *stmt);
            }
            Syntax::Block(block) => self.stmts(b, &block.stmts),
            Syntax::If { then, otherwise, .. } => {
                self.stmts(b, &then.stmts);
                otherwise.iter().for_each(|&s| self.stmt(b, s));
            }
            Syntax::Switch { clauses, .. } | Syntax::TypeSwitch { clauses, .. } => {
                clauses.iter().for_each(|c| self.stmts(b, &c.body));
            }
            Syntax::Select { clauses, .. } => clauses.iter().for_each(|c| self.stmts(b, &c.body)),
            Syntax::For { body, .. } | Syntax::Range { body, .. } => self.stmts(b, &body.stmts),
            _ => {}
        });
    }
}
