//! Visits every place and expression of a tree, in order, for the questions that lowering asks
//! before it writes code: is this local assigned, captured, used; does this expression call.

use crate::ir::*;
use crate::recursion::recurse;

/// How a place is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    Read,
    Write,
    Address,
}

/// What is told of each node, before its parts are.
pub trait Visitor {
    fn expr(&mut self, _: &Expr) {}
    fn local(&mut self, _: LocalId, _: Access) {}
    fn place(&mut self, _: &Place) {}
    fn captured(&mut self, _: LocalId) {}
    fn stmt(&mut self, _: &Stmt) {}
}

/// Visits a block.
pub fn walk_block(v: &mut dyn Visitor, block: &Block) {
    for stmt in &block.stmts {
        walk_stmt(v, stmt);
    }
}

/// Visits a statement.
pub fn walk_stmt(v: &mut dyn Visitor, stmt: &Stmt) {
    v.stmt(stmt);
    recurse(|| stmt_parts(v, stmt));
}

fn write_places(v: &mut dyn Visitor, places: &[Option<Place>]) {
    for place in places.iter().flatten() {
        walk_place(v, place, Access::Write);
    }
}

fn exprs<'a>(v: &mut dyn Visitor, list: impl IntoIterator<Item = &'a Expr>) {
    for e in list {
        walk_expr(v, e);
    }
}

fn stmt_parts(v: &mut dyn Visitor, stmt: &Stmt) {
    match &stmt.kind {
        StmtKind::Expr(e) => walk_expr(v, e),
        StmtKind::Declare { value, .. } => exprs(v, value),
        StmtKind::Assign { place, value } | StmtKind::OpAssign { place, value, .. } => {
            walk_place(v, place, Access::Write);
            walk_expr(v, value);
        }
        StmtKind::AssignParallel { places, values } => {
            write_places(v, places);
            exprs(v, values);
        }
        StmtKind::AssignTuple { places, value } => {
            write_places(v, places);
            walk_expr(v, value);
        }
        StmtKind::Block(block) => walk_block(v, block),
        StmtKind::If { condition, then, otherwise } => {
            walk_expr(v, condition);
            walk_block(v, then);
            otherwise.iter().for_each(|b| walk_block(v, b));
        }
        StmtKind::For { condition, post, body, .. } => {
            exprs(v, condition);
            post.iter().for_each(|s| walk_stmt(v, s));
            walk_block(v, body);
        }
        StmtKind::Range { key, value, define, x, body, .. } => {
            walk_expr(v, x);
            if !define {
                key.iter().chain(value).for_each(|p| walk_place(v, p, Access::Write));
            }
            walk_block(v, body);
        }
        StmtKind::Switch { cases, .. } => {
            for case in cases {
                exprs(v, &case.conditions);
                walk_block(v, &case.body);
            }
        }
        StmtKind::TypeSwitch { x, cases, .. } => {
            v.local(*x, Access::Read);
            cases.iter().for_each(|c| walk_block(v, &c.body));
        }
        StmtKind::Select { cases, default, .. } => select_parts(v, cases, default.as_ref()),
        StmtKind::Return { values } => exprs(v, values),
        StmtKind::Go(call) | StmtKind::Defer(call) => walk_call(v, call),
        StmtKind::Send { channel, value } => exprs(v, [channel, value]),
        StmtKind::Label(_)
        | StmtKind::Goto(_)
        | StmtKind::Break(_)
        | StmtKind::Continue(_)
        | StmtKind::Fallthrough => {}
    }
}

fn select_parts(v: &mut dyn Visitor, cases: &[SelectCase], default: Option<&Block>) {
    for case in cases {
        match &case.comm {
            Comm::Send { channel, value } => exprs(v, [channel, value]),
            Comm::Recv { channel, .. } => walk_expr(v, channel),
        }
        walk_block(v, &case.body);
    }
    default.iter().for_each(|b| walk_block(v, b));
}

/// Visits a place and the operands it is found by.
pub fn walk_place(v: &mut dyn Visitor, place: &Place, access: Access) {
    v.place(place);
    match place {
        Place::Local(local) => v.local(*local, access),
        Place::Capture(_) | Place::Global(_) => {}
        Place::Deref { pointer, .. } => walk_expr(v, pointer),
        Place::Field { base, .. } => walk_place(v, base, access),
        Place::Index { base, index, .. } => {
            walk_place(v, base, access);
            walk_expr(v, index);
        }
        Place::SliceIndex { slice, index, .. } => exprs(v, [&**slice, &**index]),
        Place::MapIndex { map, key, .. } => exprs(v, [&**map, &**key]),
    }
}

fn walk_call(v: &mut dyn Visitor, call: &Call) {
    match &call.callee {
        Callee::Func(_) | Callee::Thunk(_) => {}
        Callee::Value(f) => walk_expr(v, f),
        Callee::Interface { receiver, .. } => walk_expr(v, receiver),
    }
    exprs(v, &call.args);
}

/// Visits an expression.
pub fn walk_expr(v: &mut dyn Visitor, e: &Expr) {
    v.expr(e);
    recurse(|| expr_parts(v, e));
}

fn expr_parts(v: &mut dyn Visitor, e: &Expr) {
    use ExprKind as K;
    match &e.kind {
        K::Const(_) | K::New(_) | K::Func(_) | K::Recover | K::TypeWord(_) => {}
        K::Load(place) => walk_place(v, place, Access::Read),
        K::Addr(place) => walk_place(v, place, Access::Address),
        K::Closure { captures, .. } => {
            for capture in captures {
                if let CaptureSource::Local(local) = capture {
                    v.local(*local, Access::Read);
                    v.captured(*local);
                }
            }
        }
        K::AddrOfNew(x)
        | K::MethodValue { receiver: x, .. }
        | K::InterfaceMethodValue { receiver: x, .. }
        | K::Field { x, .. }
        | K::TypeAssert { x, .. }
        | K::Neg(x)
        | K::BitNot(x)
        | K::Not(x)
        | K::Recv { channel: x, .. }
        | K::Convert { x, .. }
        | K::Len(x)
        | K::Cap(x)
        | K::Clear(x)
        | K::Close(x)
        | K::Real(x)
        | K::Imag(x)
        | K::Panic(x) => walk_expr(v, x),
        K::Index { x, index: y }
        | K::StringIndex { x, index: y }
        | K::MapIndex { map: x, key: y, .. }
        | K::Binary { x, y, .. }
        | K::Compare { x, y, .. }
        | K::AndAnd(x, y)
        | K::OrOr(x, y)
        | K::AppendSlice { slice: x, other: y }
        | K::Copy { to: x, from: y }
        | K::Delete { map: x, key: y }
        | K::Complex { re: x, im: y } => exprs(v, [&**x, &**y]),
        K::Slice { x, lo, hi, max } => {
            walk_expr(v, x);
            exprs(v, [lo, hi, max].into_iter().flatten().map(|e| &**e));
        }
        K::Call(call) => walk_call(v, call),
        K::Concat(list) | K::Min(list) | K::Max(list) => exprs(v, list),
        K::Print { args, .. } | K::Unsafe { args, .. } => exprs(v, args),
        K::StructLit { fields } => exprs(v, fields.iter().map(|(_, e)| e)),
        K::ArrayLit { elements } | K::SliceLit { elements, .. } => {
            exprs(v, elements.iter().map(|(_, e)| e));
        }
        K::MapLit { entries } => exprs(v, entries.iter().flat_map(|(k, x)| [k, x])),
        K::Sequence { stmts, value } => {
            stmts.iter().for_each(|s| walk_stmt(v, s));
            walk_expr(v, value);
        }
        K::Append { slice, values } => {
            walk_expr(v, slice);
            exprs(v, values);
        }
        K::MakeSlice { len, cap } => {
            walk_expr(v, len);
            exprs(v, cap.as_deref());
        }
        K::MakeMap { hint: x } | K::MakeChan { size: x } => exprs(v, x.as_deref()),
    }
}

/// What a function does with its locals.
#[derive(Debug, Default)]
pub struct Facts {
    /// Assigned other than by its declaration, in whole or in part.
    pub assigned: Vec<bool>,
    /// Mentioned in any way.
    pub mentioned: Vec<bool>,
    /// A closure holds it.
    pub captured: Vec<bool>,
    /// There is a return statement without values.
    pub bare_return: bool,
}

impl Visitor for Facts {
    fn local(&mut self, local: LocalId, access: Access) {
        self.mentioned[local.0 as usize] = true;
        self.assigned[local.0 as usize] |= access != Access::Read;
    }
    fn captured(&mut self, local: LocalId) {
        self.captured[local.0 as usize] = true;
    }
    fn stmt(&mut self, stmt: &Stmt) {
        self.bare_return |= matches!(&stmt.kind, StmtKind::Return { values } if values.is_empty());
        if let StmtKind::Range { define: true, key, value, .. } = &stmt.kind {
            for place in key.iter().chain(value) {
                if let Place::Local(local) = place {
                    self.mentioned[local.0 as usize] = true;
                }
            }
        }
    }
}

impl Facts {
    /// Of the function with this body.
    pub fn of(func: &Func, body: &Block) -> Facts {
        let none = vec![false; func.locals.len()];
        let mut facts =
            Facts { assigned: none.clone(), mentioned: none.clone(), captured: none, bare_return: false };
        walk_block(&mut facts, body);
        facts
    }
}

struct Calls(bool);
impl Visitor for Calls {
    fn expr(&mut self, e: &Expr) {
        use ExprKind as K;
        self.0 |= matches!(
            e.kind,
            K::Call(_)
                | K::Recv { .. }
                | K::Sequence { .. }
                | K::Recover
                | K::Copy { .. }
                | K::Append { .. }
                | K::AppendSlice { .. }
                | K::TypeAssert { .. }
                | K::AndAnd(..)
                | K::OrOr(..)
                | K::Len(_)
                | K::Cap(_)
                | K::Complex { .. }
                | K::Real(_)
                | K::Imag(_)
                | K::MakeSlice { .. }
                | K::MakeMap { .. }
                | K::MakeChan { .. }
        );
    }
}

/// Something within is done in its turn: a call (of a builtin too), a receive, a logical operation.
pub fn has_call(e: &Expr) -> bool {
    let mut calls = Calls(false);
    walk_expr(&mut calls, e);
    calls.0
}

/// The same of the operands that a place is found by.
pub fn place_has_call(place: &Place) -> bool {
    let mut calls = Calls(false);
    walk_place(&mut calls, place, Access::Write);
    calls.0
}

/// Finding the place loads variables or memory, which a call may change.
pub fn has_operands(place: &Place) -> bool {
    match place {
        Place::Local(_) | Place::Capture(_) | Place::Global(_) => false,
        Place::Field { base, .. } => has_operands(base),
        _ => true,
    }
}

/// gc finds the place only after it has made the calls in the value.
pub fn value_first(place: &Place, value: &Expr) -> bool {
    has_operands(place) && has_call(value) && !place_has_call(place)
}

struct Uses(LocalId, bool);
impl Visitor for Uses {
    fn local(&mut self, local: LocalId, _: Access) {
        self.1 |= local == self.0;
    }
}

/// The expression mentions the local.
pub fn uses_local(e: &Expr, local: LocalId) -> bool {
    let mut uses = Uses(local, false);
    walk_expr(&mut uses, e);
    uses.1
}
