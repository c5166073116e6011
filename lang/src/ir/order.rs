//! Order of evaluation as gc has it (spec: "Order of evaluation" leaves it open). Calls, receives and
//! some builtins of an expression are done in their turn; variables and memory beside them are read
//! after the last of them. Where that makes a difference, the calls move into temporaries in front
//! of the expression; any other expression stays as it is.
//!
//! In: the body of a function as `build` makes it. Out: the same body, in which no call comes after
//! a load that the call could change.

mod operands;

use super::walk::place_has_call;
use super::*;
use crate::recursion::recurse;
use crate::types::{Basic, TypeKind, Types};
use operands::{is_delayed, is_lasting, operands_mut, place_operands};

/// Orders the body of a function.
pub fn order(func: &mut Func, types: &Types) {
    let Some(mut body) = func.body.take() else { return };
    Orderer { func, types }.block(&mut body);
    func.body = Some(body);
}

struct Orderer<'f> {
    func: &'f mut Func,
    types: &'f Types,
}

/// What a walk in the order of evaluation has met.
#[derive(Default)]
struct Met {
    /// A load that is done late.
    delayed: bool,
    /// A call after one.
    call_after: bool,
}

impl Orderer<'_> {
    fn block(&mut self, block: &mut Block) {
        self.statements(&mut block.stmts);
    }

    fn statements(&mut self, stmts: &mut Vec<Stmt>) {
        let mut index = 0;
        while index < stmts.len() {
            let mut before = Vec::new();
            let stmt = &mut stmts[index];
            recurse(|| self.statement(stmt, &mut before));
            let count = before.len();
            stmts.splice(index..index, before);
            index += count + 1;
        }
    }

    /// Orders a statement; what must come before it goes to `before`.
    fn statement(&mut self, stmt: &mut Stmt, before: &mut Vec<Stmt>) {
        match &mut stmt.kind {
            StmtKind::Expr(e) => self.root(e, before),
            StmtKind::Declare { value, .. } => value.iter_mut().for_each(|e| self.root(e, before)),
            // The calls of the places come first, then those of the values; then the places are found.
            StmtKind::Assign { place, value } | StmtKind::OpAssign { place, value, .. }
                if place_has_call(place) =>
            {
                self.assignment(std::iter::once(place), std::iter::once(value), before);
            }
            StmtKind::Assign { value, .. } | StmtKind::OpAssign { value, .. } => self.root(value, before),
            StmtKind::AssignParallel { places, values } => {
                match places.iter().flatten().any(place_has_call) {
                    true => self.assignment(places.iter_mut().flatten(), values.iter_mut(), before),
                    false => self.list(values.iter_mut().collect(), before),
                }
            }
            StmtKind::AssignTuple { places, value } => match places.iter().flatten().any(place_has_call) {
                true => self.assignment(places.iter_mut().flatten(), std::iter::once(value), before),
                false => self.root(value, before),
            },
            StmtKind::Return { values } => self.list(values.iter_mut().collect(), before),
            StmtKind::Send { channel, value } => self.list(vec![channel, value], before),
            StmtKind::Go(call) | StmtKind::Defer(call) => self.list(call_operands(call), before),
            _ => self.compound(stmt, before),
        }
    }

    fn compound(&mut self, stmt: &mut Stmt, before: &mut Vec<Stmt>) {
        match &mut stmt.kind {
            StmtKind::Block(block) => self.block(block),
            StmtKind::If { condition, then, otherwise } => {
                self.root(condition, before);
                self.block(then);
                otherwise.iter_mut().for_each(|b| self.block(b));
            }
            StmtKind::For { condition, post, body, .. } => {
                condition.iter_mut().for_each(|e| self.within(e));
                post.iter_mut().for_each(|s| self.alone(s));
                self.block(body);
            }
            StmtKind::Range { x, body, .. } => {
                self.root(x, before);
                self.block(body);
            }
            StmtKind::Switch { cases, .. } => {
                for case in cases {
                    case.conditions.iter_mut().for_each(|e| self.within(e));
                    self.block(&mut case.body);
                }
            }
            StmtKind::TypeSwitch { cases, .. } => cases.iter_mut().for_each(|c| self.block(&mut c.body)),
            StmtKind::Select { cases, default, .. } => {
                for case in cases {
                    match &mut case.comm {
                        Comm::Send { channel, value } => [channel, value].map(|e| self.within(e)),
                        Comm::Recv { channel, .. } => [self.within(channel), ()],
                    };
                    self.block(&mut case.body);
                }
                default.iter_mut().for_each(|b| self.block(b));
            }
            _ => {}
        }
    }

    /// A statement that has no place for others before it.
    fn alone(&mut self, stmt: &mut Stmt) {
        let mut before = Vec::new();
        self.statement(stmt, &mut before);
        if !before.is_empty() {
            let span = stmt.span;
            let moved = std::mem::replace(&mut stmt.kind, StmtKind::Fallthrough);
            before.push(Stmt { kind: moved, span });
            stmt.kind = StmtKind::Block(Block { stmts: before, end: span });
        }
    }

    /// An expression of its own; what must come before it goes to `before`.
    fn root(&mut self, e: &mut Expr, before: &mut Vec<Stmt>) {
        let mut met = Met::default();
        self.meet(e, &mut met);
        if met.call_after {
            self.hoist_operands(e, before);
        }
    }

    /// The same where nothing can come before it.
    fn within(&mut self, e: &mut Expr) {
        let mut stmts = Vec::new();
        self.root(e, &mut stmts);
        after(stmts, e);
    }

    /// Expressions that are evaluated together.
    fn list(&mut self, list: Vec<&mut Expr>, before: &mut Vec<Stmt>) {
        let mut met = Met::default();
        let mut list: Vec<&mut Expr> = list;
        list.iter_mut().for_each(|e| self.meet(e, &mut met));
        if met.call_after {
            list.into_iter().for_each(|e| self.hoist(e, before));
        }
    }

    /// The places of an assignment, which have calls, and its values.
    fn assignment<'e>(
        &mut self,
        places: impl Iterator<Item = &'e mut Place>,
        values: impl Iterator<Item = &'e mut Expr>,
        before: &mut Vec<Stmt>,
    ) {
        let mut list = Vec::new();
        places.for_each(|place| place_operands(place, &mut list));
        list.extend(values);
        self.list(list, before);
    }

    /// Walks an expression in the order of evaluation.
    fn meet(&mut self, e: &mut Expr, met: &mut Met) {
        let delayed = met.delayed;
        recurse(|| {
            operands_mut(e).into_iter().for_each(|x| self.meet(x, met));
        });
        let calls = matches!(e.kind, ExprKind::Call(_) | ExprKind::Recv { .. } | ExprKind::Sequence { .. });
        met.call_after |= calls && delayed;
        if self.in_turn(e) {
            met.delayed = delayed;
        } else if is_delayed(e, self.func) {
            met.delayed = true;
        }
    }

    /// Moves what is done in its turn out of the operands of `e`.
    fn hoist_operands(&mut self, e: &mut Expr, before: &mut Vec<Stmt>) {
        match &mut e.kind {
            ExprKind::AndAnd(x, y) | ExprKind::OrOr(x, y) => {
                self.hoist(x, before);
                self.within(y);
            }
            ExprKind::MapLit { entries } => {
                // gc stores one entry before it makes the next.
                for (key, value) in entries {
                    let mut stmts = Vec::new();
                    self.list(vec![&mut *key, value], &mut stmts);
                    after(stmts, key);
                }
            }
            ExprKind::Sequence { stmts, value } => {
                self.statements(stmts);
                before.append(stmts);
                self.hoist(value, before);
            }
            _ => recurse(|| {
                operands_mut(e).into_iter().for_each(|x| self.hoist(x, before));
            }),
        }
    }

    /// Moves what is done in its turn out of `e`, and `e` itself if it is.
    fn hoist(&mut self, e: &mut Expr, before: &mut Vec<Stmt>) {
        self.hoist_operands(e, before);
        if let ExprKind::Sequence { stmts, value } = &mut e.kind
            && stmts.is_empty()
        {
            let value =
                std::mem::replace(&mut **value, Expr { kind: ExprKind::Recover, ty: e.ty, span: e.span });
            *e = value;
        }
        if !self.in_turn(e) || matches!(self.types.kind(e.ty), TypeKind::Tuple(_)) {
            return;
        }
        let (ty, span) = (e.ty, e.span);
        self.func.locals.push(Local { name: Rc::from(""), ty, boxed: false, span });
        let local = LocalId(self.func.locals.len() as u32 - 1);
        let load = Expr { kind: ExprKind::Load(Place::Local(local)), ty, span };
        let value = std::mem::replace(e, load);
        before.push(Stmt { kind: StmtKind::Declare { local, value: Some(value) }, span });
    }

    /// gc keeps the value of `e` in a temporary as soon as it is made.
    fn in_turn(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Convert { x, kind: Conversion::ToInterface } => {
                !matches!(x.kind, ExprKind::Load(_)) && self.is_boxed_by_address(x.ty)
            }
            _ => is_lasting(e),
        }
    }

    /// Values of the type go into an interface by their address: gc makes a variable for them.
    fn is_boxed_by_address(&self, ty: TypeId) -> bool {
        let has_word = match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(basic) => basic == Basic::String || matches!(self.types.size_of(ty), 2 | 4 | 8),
            TypeKind::Slice(_) => true,
            _ => false,
        };
        !has_word
    }
}

/// Makes statements the first part of an expression.
fn after(stmts: Vec<Stmt>, e: &mut Expr) {
    if !stmts.is_empty() {
        let (ty, span) = (e.ty, e.span);
        let value = std::mem::replace(e, Expr { kind: ExprKind::Const(Const::Zero), ty, span });
        e.kind = ExprKind::Sequence { stmts, value: Box::new(value) };
    }
}

fn call_operands(call: &mut Call) -> Vec<&mut Expr> {
    let callee = match &mut call.callee {
        Callee::Func(_) | Callee::Thunk(_) => None,
        Callee::Value(f) => Some(f),
        Callee::Interface { receiver, .. } => Some(receiver),
    };
    callee.into_iter().chain(&mut call.args).collect()
}
